/**
 * For platform teams that watch the calls of an account in Cape Town.
 *
 * Creates the record of the calls, a dashboard, alarms that reach the person on call, and saved queries. The team allows destination
 * Regions in Europe only, and an alarm reports any other one.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/operations.ts"`
 * Read more: docs/monitoring.md
 */
import { App, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BedrockLoggingConfig, ClaudeModel, InvocationQueries, PromptRecording, TokenQuotas } from 'cdk-bedrock-cris';

export function addOperations(app: App): Stack {
  const stack = new Stack(app, 'Operations', { env: { account: '222233334444', region: 'af-south-1' } });
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5, ClaudeModel.HAIKU_4_5];

  // The quotas that the account has when this is deployed; the fallback is for models that are not in Service Quotas.
  const quotas = TokenQuotas.applied(stack, 'Quotas', { models, fallbackTokensPerMinute: 200_000 });
  const logging = new BedrockLoggingConfig(stack, 'Logging', { prompts: PromptRecording.METADATA_ONLY });

  const alarms = logging.addAlarms('Alarms', {
    models,
    quotas,
    allowedDestinationRegions: ['eu-*'],
    actions: [new actions.SnsAction(makeOnCallTopic(stack))],
  });
  logging.addDashboard('Dashboard', { models, quotas, alarms: alarms.alarms });
  new InvocationQueries(stack, 'Queries', { logGroup: logging.logGroup!, metadataKeys: ['team'] });
  return stack;
}

/** Encrypted, and over TLS only; alarms may publish to it under the conditions, by default those of this account. */
export function makeOnCallTopic(stack: Stack, conditions = areOfThisAccount(stack), topicName?: string): sns.Topic {
  const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions });
  const key = new kms.Key(stack, 'OnCallKey', { enableKeyRotation: true });
  key.grantEncryptDecrypt(cloudWatch);
  const topic = new sns.Topic(stack, 'OnCall', { topicName, masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(new iam.PolicyStatement({ principals: [cloudWatch], actions: ['sns:Publish'], resources: [topic.topicArn] }));
  return topic;
}

function areOfThisAccount(stack: Stack): iam.Conditions {
  return {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
  };
}

if (require.main === module) {
  addOperations(new App());
}
