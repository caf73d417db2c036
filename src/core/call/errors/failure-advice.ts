import { ACCOUNT_ADVICE } from './account-advice';
import { Advice, FailedCall, NO_WAIT, writeCommand } from './advice';
import { BATCH_REGIONS } from '../../facts/batch-models';
import { REGION_VARIABLE, RUNTIME_ENDPOINT } from '../../facts/client-settings';
import { DAY_QUOTA } from '../../facts/day-quota';
import { FAILURE_TEXTS } from '../../facts/failure-texts';
import { findKnownModel, KNOWN_MODELS } from '../../facts/known-models';
import { findLifecycleDates, LIFECYCLE_PAGE } from '../../facts/lifecycles';
import { writeGlobalProfileId } from '../../facts/model-ids';
import { findNearestModels } from '../../facts/nearest-models';
import { findQuotaCode, writeQuotaNames } from '../../facts/quota-names';
import { joinWords } from '../words';

/** How calls fail for other reasons than a policy of the caller. An error code belongs to the kind of its sentence. */
export type FailureKind = Exclude<keyof typeof FAILURE_TEXTS, `${string}_CODE` | 'MARKETPLACE_PENDING'>;

/** Says what a kind of failure is, and what helps. */
export function advise(kind: FailureKind, call: FailedCall): Advice {
  return ADVICE[kind](call);
}

const ADVICE: Readonly<Record<FailureKind, (call: FailedCall) => Advice>> = {
  ...ACCOUNT_ADVICE,
  LEGACY: ({ modelId }) => ({
    what: 'The model is Legacy. The account has not called it lately, so AWS has closed it to this account.' +
      `${describeLife(modelId)} No policy decides this.`,
    remedy: `Call a newer model, such as ${listNewest()}.`,
    command: LIFECYCLE_PAGE,
    ...NO_WAIT,
  }),
  END_OF_LIFE: ({ modelId }) => ({
    what: `The model's life on Amazon Bedrock has ended, for every account.${describeLife(modelId)} No policy decides this.`,
    remedy: `Call a newer model, such as ${listNewest()}.`,
    command: LIFECYCLE_PAGE,
    ...NO_WAIT,
  }),
  TOKENS_PER_DAY: ({ region }) => ({
    what: `The tokens-per-day quota blocks the call: ${DAY_QUOTA.name} (${DAY_QUOTA.code}). It is one quota for all models, which ` +
      `AWS counts by ${DAY_QUOTA.countedBy}. New accounts often start with a small quota, or with 0.`,
    remedy: `Look up its applied value in Service Quotas${DAY_QUOTA.isAdjustable ? '' : ', which cannot raise it'}. The command ` +
      'quota --tokens-per-day writes the text of an AWS Support case.',
    command: writeCommand(`service-quotas get-service-quota --service-code bedrock --quota-code ${DAY_QUOTA.code}`, region),
    waitingHelps: false,
    waiting: 'Waiting does not help a new account. For other accounts, wait until the next day.',
  }),
  THROTTLED: ({ modelId, region }) => ({
    what: `A per-minute quota blocks the call: ${describeMinuteQuota(modelId)}. Each call reserves its whole max_tokens when it starts.`,
    remedy: 'Set a smaller max_tokens, spread the calls, or ask for a higher quota in the source Region. The command quota computes which.',
    command: writeCommand('service-quotas list-service-quotas --service-code bedrock', region),
    waitingHelps: true,
    waiting: 'Waiting helps: wait a minute, and let each retry wait longer.',
  }),
  ON_DEMAND: ({ modelId, region }) => ({
    what: 'The call named the model\'s own ID, but AWS offers the model only through inference profiles.',
    remedy: `Pass ${modelId === undefined ? 'the global profile\'s ID, "global." and the model\'s ID' : nameProfile(modelId)}, ` +
      'and grant the legs of the call.',
    command: writeCommand('bedrock list-inference-profiles', region),
    ...NO_WAIT,
  }),
  INVALID_MODEL: ({ modelId, region, profile }) => ({
    what: `Amazon Bedrock knows no model or profile with this ID${region === undefined ? ' in the Region of the call' : ` in ${region}`}.`,
    remedy: describeNearest(modelId, profile),
    command: writeCommand('bedrock list-inference-profiles', region),
    ...NO_WAIT,
  }),
  BATCH_JOBS: ({ region }) => ({
    what: 'The account has as many batch jobs in progress as its quota allows, for this model in this Region. No policy decides this.',
    remedy: 'Wait until a job ends, stop one, or ask for a higher quota of batch jobs in Service Quotas.',
    command: writeCommand('bedrock list-model-invocation-jobs --status-equals InProgress', region),
    waitingHelps: true,
    waiting: 'Waiting helps once a job ends.',
  }),
  NO_BATCH: ({ region }) => ({
    what: 'AWS does not accept batch jobs for the model in this Region. No policy decides this.',
    remedy: `Name another model, such as ${listBatchModels(region)}, by its global profile, or call the model without a batch job.`,
    ...NO_WAIT,
  }),
  OTHER_REGION: ({ modelId, region, profile }) => ({
    what: 'AWS does not offer the model or the profile in the Region of the call. A geographic profile can be called only in the Regions ' +
      'of its geography.',
    remedy: isGlobal(profile)
      ? 'The call names the global profile already. Call it from one of its source Regions, which the model\'s card lists.'
      : `Call ${modelId === undefined ? 'the global profile' : nameProfile(modelId)} there, or call from a Region ` +
        'that has the profile. The ARN of a profile must name the Region of the call.',
    command: writeCommand('bedrock list-inference-profiles', region),
    ...NO_WAIT,
  }),
  NO_REGION: () => ({
    what: 'The client does not know which Region to call.',
    remedy: `Set ${REGION_VARIABLE} to the source Region. Some clients do not read it from ~/.aws/config.`,
    command: 'aws configure get region',
    ...NO_WAIT,
  }),
  WRONG_ENDPOINT: ({ region }) => ({
    what: 'The client called an endpoint that does not exist, or that does not support the operation.',
    remedy: `Models are called at ${writeHost(region)} (the control plane is at bedrock.…). ` +
      'Check the Region, a configured endpoint URL, and the DNS name of a VPC endpoint.',
    ...NO_WAIT,
  }),
  UNREACHABLE: ({ region }) => ({
    what: 'The client did not reach Amazon Bedrock. The cause is the network, such as DNS, a firewall or a proxy, and no policy.',
    remedy: `Check whether the machine reaches ${writeHost(region)}. A private subnet needs a NAT ` +
      'gateway or a VPC endpoint of bedrock-runtime. Check the variables HTTPS_PROXY and NO_PROXY, and a configured endpoint URL.',
    command: `curl -sS -o /dev/null https://${writeHost(region)}`,
    waitingHelps: false,
    waiting: 'Waiting helps only if the network was down.',
  }),
  READ_TIMEOUT: () => ({
    what: 'The client stopped waiting for the answer. A long answer can take longer than the client waits.',
    remedy: 'Stream the answer, or raise the read timeout of the client (read_timeout of Config in boto3). Retries of the client count ' +
      'against the quota.',
    ...NO_WAIT,
  }),
  CERTIFICATE: () => ({
    what: 'The client does not trust the certificate that it received, so it sent nothing to AWS. Usually a proxy of your network ' +
      'inspects the traffic and shows its own certificate.',
    remedy: 'Give the client the certificate of the proxy\'s authority, as a file: AWS_CA_BUNDLE for the AWS CLI and boto3, ' +
      'NODE_EXTRA_CA_CERTS for Node.js. Do not switch the check off.',
    ...NO_WAIT,
  }),
  TOO_LONG: () => ({
    what: 'The request is too long for the model: its prompt, or its max_tokens.',
    remedy: 'Set a smaller max_tokens, or send less.',
    ...NO_WAIT,
  }),
  BAD_REQUEST: () => ({
    what: 'The model refuses the request itself: it has a field that the model does not know, or a value that it ' +
      'does not allow. No policy decides this.',
    remedy: 'Change what the error names. If a client or a proxy adds the field, update it or switch that feature off.',
    ...NO_WAIT,
  }),
  LOGGING_PERMISSIONS: ({ region }) => ({
    what: 'Amazon Bedrock may not write to the log group or bucket of the invocation-logging setting, so it refuses the setting. This is ' +
      'not about a call.',
    remedy: 'Let the delivery role trust bedrock.amazonaws.com and write to the log group. For a bucket, allow bedrock.amazonaws.com ' +
      'to put objects in the bucket\'s policy and to use its key.',
    command: writeCommand('bedrock get-model-invocation-logging-configuration', region),
    waitingHelps: true,
    waiting: 'Waiting helps if the role or its policy is new: IAM needs a moment. BedrockLoggingConfig waits for it.',
  }),
  CUSTOM_RESOURCE_SILENT: () => ({
    what: 'The Lambda function of a custom resource did not answer CloudFormation in time. The cause is in the function\'s log.',
    remedy: 'Find the request ID of the message in the function\'s log group, and fix what it says. A function in a private network must ' +
      'reach Amazon S3, to which it sends the answer.',
    ...NO_WAIT,
  }),
  AGENT_ROLE: () => ({
    what: 'The agent\'s own service role, not the caller of the agent, was denied the call to the model.',
    remedy: 'Grant the legs of the call to the agent\'s service role. CloudTrail has its denial, with the leg.',
    command: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=bedrock.amazonaws.com',
    ...NO_WAIT,
  }),
  ENCODED: () => ({
    what: 'AWS encoded the reason for the denial.',
    remedy: 'Decode the message, and pass the result to --error.',
    command: 'aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message <message>',
    ...NO_WAIT,
  }),
  UNAVAILABLE: () => ({
    what: 'The model or the service did not answer in time. No policy and no quota decides this.',
    remedy: 'Try again, and let each retry wait longer. A global profile finds capacity in other Regions by itself.',
    waitingHelps: true,
    waiting: 'Waiting helps.',
  }),
};

function writeHost(region = '<Region>'): string {
  return RUNTIME_ENDPOINT.replace('<Region>', region);
}

/** Whether a profile, by its ID or its ARN, is a global one. */
function isGlobal(profile = ''): boolean {
  return profile.split('/').pop()!.startsWith('global.');
}

/** Names the profile to call; not every model has a global one. */
function nameProfile(modelId: string): string {
  return findKnownModel(modelId)
    ? `the global profile's ID, ${writeGlobalProfileId(modelId)}`
    : `the ID of a profile that the list shows for ${modelId}`;
}

function listNewest(): string {
  return joinWords(KNOWN_MODELS.slice(0, 3).map(({ modelId }) => modelId), 'or');
}

/** Lists the newest models for which AWS lists batch jobs in a Region. */
function listBatchModels(region: string | undefined): string {
  const listed = KNOWN_MODELS.filter(({ modelId }) => {
    const regions = BATCH_REGIONS[modelId] ?? [];
    return region === undefined ? regions.length > 0 : regions.includes(region);
  });
  return joinWords(listed.slice(0, 3).map(({ modelId }) => modelId), 'or');
}

/** Says when a model became, or becomes, Legacy and ends. */
function describeLife(modelId: string | undefined): string {
  const { legacySince, endOfLife } = findLifecycleDates(modelId ?? '');
  const dates = [...legacySince ? [`Legacy since ${legacySince}`] : [], ...endOfLife ? [`end of life on ${endOfLife}`] : []];
  return dates.length === 0 ? '' : ` AWS's dates for ${modelId}: ${dates.join(', ')}.`;
}

function describeMinuteQuota(modelId: string | undefined): string {
  if (modelId === undefined || !findKnownModel(modelId)) {
    return 'the model\'s tokens or requests per minute';
  }
  const code = findQuotaCode(modelId);
  return `${writeQuotaNames(modelId).tokensPerMinute}${code === undefined ? '' : ` (${code})`}, if it went through the global profile`;
}

function describeNearest(modelId: string | undefined, profile: string | undefined): string {
  if (modelId === undefined) {
    return 'Compare the ID with the list. A global profile\'s ID is "global." and the model\'s ID. An application ' +
      'profile exists only in its own Region, so call it from there.';
  }
  if (findKnownModel(modelId) && isGlobal(profile)) {
    return `${writeGlobalProfileId(modelId)} is the right ID. Call it from one of its source Regions, which the model's card lists.`;
  }
  if (findKnownModel(modelId)) {
    return `The model is ${modelId}. Call it through its global profile, ${writeGlobalProfileId(modelId)}, from a Region that has it.`;
  }
  const nearest = findNearestModels(modelId).map(writeGlobalProfileId);
  return nearest.length === 0
    ? `This library lists no model like ${modelId}. Compare the ID with the list.`
    : `${modelId} is not a known model. Call ${joinWords(nearest, 'or')}.`;
}
