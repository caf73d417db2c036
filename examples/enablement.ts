/**
 * For platform teams that enable Claude in many accounts.
 *
 * Creates the role that enables Claude for calls from Cape Town: it submits Anthropic's form and agrees to the terms of two models. The
 * template has nothing of the form, and the roles that call models get none of these permissions.
 *
 * Deploy it to every account that calls Claude, by a stack set or a pipeline, in us-east-1 alone. You cannot deploy a stack in af-south-1
 * before the account has opted in to that Region. Then run the commands of docs/enablement.md as this role.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/enablement.ts"`
 * Read more: docs/enablement.md
 */
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, ModelEnablement } from 'cdk-bedrock-cris';

/** The account from which the platform team sets accounts up. */
const PLATFORM_ACCOUNT = '444455556666';

export function addEnablement(app: App): Stack {
  const stack = new Stack(app, 'Enablement', { env: { account: '111122223333', region: 'us-east-1' } });
  const enabler = new iam.Role(stack, 'Enabler', {
    roleName: 'claude-enabler', // a known name, so that a loop over accounts can assume it
    assumedBy: new iam.PrincipalWithConditions(new iam.AccountPrincipal(PLATFORM_ACCOUNT), {
      ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${PLATFORM_ACCOUNT}:role/platform` },
    }),
    maxSessionDuration: Duration.hours(1),
    description: 'Enables Claude models in this account',
  });
  new ModelEnablement(stack, 'Claude', {
    models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
    sourceRegion: 'af-south-1',
  }).grantEnable(enabler);
  return stack;
}

if (require.main === module) {
  addEnablement(new App());
}
