/**
 * For platform teams that close global inference in an organizational unit.
 *
 * Creates a guard that closes global inference except for one model, and also batch jobs, the mantle endpoint and API keys. The break-glass
 * role is exempt.
 *
 * Deploy it in the organization's management account. Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/deny-in-an-ou.ts"`
 * Read more: docs/guard.md
 */
import { App, Stack } from 'aws-cdk-lib';
import { ClaudeModel, GlobalCrisDenyGuard, GuardTarget, InferenceRoute } from 'cdk-bedrock-cris';

export function addGuard(app: App): GlobalCrisDenyGuard {
  const stack = new Stack(app, 'Organization', { env: { account: '999988887777', region: 'us-east-1' } });
  return new GlobalCrisDenyGuard(stack, 'GlobalInference', {
    targets: [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')],
    policyName: 'deny-global-inference',
    exceptModels: [ClaudeModel.SONNET_5_5],
    // A permission set's role, in a path that only AWS can create: with "*" as account, anyone who can create such a role is exempt.
    exemptPrincipalArns: ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_*'],
    routes: [InferenceRoute.BATCH, InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
  });
}

if (require.main === module) {
  addGuard(new App());
}
