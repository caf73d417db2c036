/**
 * What a platform team gives an account that calls models from Cape Town: a record of who called which model, with prompts and
 * answers in which personal data are masked. Auditors may read it, and what is masked stays masked for them.
 *
 * The code of its function is part of the template, so the account need not be bootstrapped. The deployment fails, and
 * changes nothing, where invocation logging is on already.
 *
 * Deploy it in the account. Synthesize it, after `npx projen compile`, with
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/account-logging-baseline.ts"`.
 */
import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BedrockLoggingConfig, LoggingRemoval, PromptRecording } from 'cdk-bedrock-cris';

export function addLoggingBaseline(app: App): Stack {
  const stack = new Stack(app, 'LoggingBaseline', {
    env: { account: '111122223333', region: 'af-south-1' },
    synthesizer: new LegacyStackSynthesizer(), // the CLI's own credentials, and no roles, bucket or version of a bootstrap stack
  });

  const logging = new BedrockLoggingConfig(stack, 'Logging', {
    prompts: PromptRecording.MASKED,
    logGroupName: '/bedrock/invocations',
    retention: logs.RetentionDays.TWO_YEARS,
    onRemoval: LoggingRemoval.RETAIN, // whoever removes this stack does not switch the record off
  });

  // This role is in every account already.
  logging.grantRead(iam.Role.fromRoleName(stack, 'Auditors', 'Auditors'));
  return stack;
}

if (require.main === module) {
  addLoggingBaseline(new App());
}
