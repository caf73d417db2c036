/**
 * The platform team of an organization closes global inference in one organizational unit, except one model, and leaves its
 * break-glass role alone. Batch jobs, the mantle endpoint and API keys are closed as well, since invocation is not all.
 *
 * Deploy it in the organization's management account. Synthesize it, after `npx projen compile`, with
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/deny-in-an-ou.ts"`.
 */
import { App, Stack } from 'aws-cdk-lib';
import { ClaudeModel, GlobalCrisDenyGuard, GuardTarget, InferenceRoute } from 'cdk-bedrock-cris';

export function addGuard(app: App): GlobalCrisDenyGuard {
  const stack = new Stack(app, 'Organization', { env: { account: '999988887777', region: 'us-east-1' } });
  return new GlobalCrisDenyGuard(stack, 'GlobalInference', {
    targets: [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')],
    policyName: 'deny-global-inference',
    exceptModels: [ClaudeModel.SONNET_5_5],
    // The role of a permission set, in a path that only AWS can create: with "*" as account, whoever may create such a role is exempt.
    exemptPrincipalArns: ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_*'],
    routes: [InferenceRoute.BATCH, InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
  });
}

if (require.main === module) {
  addGuard(new App());
}
