/**
 * For platform teams that record the Claude calls of an account in Cape Town.
 *
 * Creates the record of who called which model, with personal data masked in prompts and answers. The role `Auditors` may read the record,
 * and masked data stays masked for it. The code of the function is part of the template, so the account need not be bootstrapped. If the
 * account has invocation logging already, the deployment fails and changes nothing.
 *
 * Deploy it in the account. Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/account-logging-baseline.ts"`
 * Read more: docs/logging.md
 */
import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BedrockLoggingConfig, LoggingRemoval, PromptRecording } from 'cdk-bedrock-cris';

export function addLoggingBaseline(app: App): Stack {
  const stack = new Stack(app, 'LoggingBaseline', {
    env: { account: '111122223333', region: 'af-south-1' },
    synthesizer: new LegacyStackSynthesizer(), // the CLI's own credentials; no roles, bucket or version of a bootstrap stack
  });

  const logging = new BedrockLoggingConfig(stack, 'Logging', {
    prompts: PromptRecording.MASKED,
    logGroupName: '/bedrock/invocations',
    retention: logs.RetentionDays.TWO_YEARS,
    onRemoval: LoggingRemoval.RETAIN, // the record continues if someone removes this stack
  });

  // This role is in every account already.
  logging.grantRead(iam.Role.fromRoleName(stack, 'Auditors', 'Auditors'));
  return stack;
}

if (require.main === module) {
  addLoggingBaseline(new App());
}
