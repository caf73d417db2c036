import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BedrockLoggingConfigProps } from './bedrock-logging-config-props';
import { ExistingLogging } from './existing-logging';
import { IDENTIFIER_RULES } from './identifier-rules';
import { chooseLogging, LoggingChoices, MODALITIES, Modality } from './logging-choices';
import { LoggingDestination } from './logging-destination';
import { LoggingRemoval } from './logging-removal';
import { PromptRecording } from './prompt-recording';
import { areDifferent, checkProps, isConcrete, KNOWN_LIST, mustBeIn } from '../checks/check';
import { mustNotBeOfClass } from '../checks/log-class';
import { BUCKET_NAME } from '../core/facts/invocation-records';
import { CLASS_FOR_DELIVERY, LOG_GROUP_NAME } from '../core/facts/log-groups';
import { describeValue } from '../core/rules/describe-value';
import { each, evenUnknown, findFaults, LIST, matches, must, mustBeOneOf, onlyWhere, required, Rules } from '../core/rules/rule';
import { FUNCTION_RULES } from '../custom-resource/function-options';

type Props = BedrockLoggingConfigProps;

/** The props that bring a resource of the user. */
export const RESOURCES = ['logGroup', 'bucket', 'largeDataBucket', 'encryptionKey', 'deliveryRole'] as const;

const IS_LOG_GROUP_NAME = matches(LOG_GROUP_NAME,
  'must have 1 to 512 letters, digits and _ - / . #, and not begin with aws/', 'For example "/bedrock/invocations"');
const TAKES_RECORDS = mustNotBeOfClass([CLASS_FOR_DELIVERY], 'is for logs of AWS Lambda, and keeps them for a day or two',
  'Take another log group, or leave it out');
/**
 * Narrower than Bedrock's own rule, which is about the length alone.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-28): at most 1,024 characters
 */
const KEY_PREFIX = matches(/^(?=.{1,1024}$)([\w!.'()=:@+,-]+(\/|$))+$/,
  'must have 1 to 1,024 letters, digits and _ - . ! \' ( ) = : @ + , in parts between single slashes',
  'For example "bedrock/invocations"');

const HOLDS_BUCKET_NAME = matches(BUCKET_NAME, 'must hold names of buckets, of 3 to 63 characters', 'For example "old-bedrock-records"');

/** What a setting of others may have. A wildcard would act as one in the statement for the bucket. */
const ADOPTED_PREFIX = matches(/^(?!.*\$\{)[^*?]{1,1024}$/, 'must have 1 to 1,024 characters without * and ? and ${',
  'Give the prefix that Bedrock reports');

/** An unknown choice would act as another one, or switch off what is recorded. */
const CHOICE_RULES: Rules<Props> = {
  prompts: [evenUnknown(mustBeOneOf(PromptRecording))],
  destinations: [KNOWN_LIST, each(evenUnknown(mustBeOneOf(LoggingDestination)))],
  onExisting: [evenUnknown(mustBeOneOf(ExistingLogging))],
  onRemoval: [evenUnknown(mustBeOneOf(LoggingRemoval))],
};

/** Throws for props that contradict each other, that would be ignored, or that AWS is known to refuse. */
export function checkLoggingProps(scope: Construct, props: Props): LoggingChoices {
  checkProps(scope, props, {
    must: 'must say at least what is recorded',
    example: '{ prompts: PromptRecording.METADATA_ONLY }',
    required: { prompts: `must be one of ${Object.values(PromptRecording).join(', ')}` },
    rules: () => isChoosable(props) ? writeRules(Stack.of(scope), props, chooseLogging(props)) : CHOICE_RULES,
  });
  return chooseLogging(props);
}

/** Whether the choices are valid. The other rules depend on them. */
function isChoosable({ prompts, destinations }: Props): boolean {
  return findFaults<Props>({ prompts, destinations }, CHOICE_RULES, isConcrete).length === 0;
}

/** The rules for props in a stack. The choices of other props decide which props have an effect. */
function writeRules(stack: Stack, props: Props, choices: LoggingChoices): Rules<Props> {
  const { prompts } = props;
  const { toLogGroup, toBucket, largeData, createsLogGroup, createsBucket } = choices;
  const isMasked = prompts === PromptRecording.MASKED;
  const [inAccount, inRegion] = ([['account', 'account'], ['region', 'Region']] as const).map(([part, name]) => mustBeIn(part, stack[part],
    `must be in the ${name} of the stack (${stack[part]}), since Bedrock writes within one account and Region`,
    'Bring one from there, or leave it out'));
  const withLogs = onlyWhere(toLogGroup, 'is for CloudWatch Logs, which \'destinations\' leaves out',
    'Add LoggingDestination.CLOUDWATCH_LOGS, or leave it out');
  const withNewLogGroup = onlyWhere(!props.logGroup, 'is for a log group that is created, but \'logGroup\' brings one',
    'Set it on your log group');
  const withS3 = (isUsed: boolean) => onlyWhere(isUsed, 'is for S3, but nothing goes to S3',
    'Add LoggingDestination.S3 or \'largeData\', or leave it out');
  const withLargeData = onlyWhere(largeData, 'is for large data, which is not recorded', 'Set \'largeData\', or leave it out');
  const withNewBucket = onlyWhere(createsBucket, 'is for a bucket that is created, but none is', 'Set it on your bucket');
  const prefix = props.onExisting === ExistingLogging.ADOPT ? ADOPTED_PREFIX : KEY_PREFIX;
  const withNewStore = onlyWhere(createsLogGroup || createsBucket, 'is for a log group or a bucket that is created, but none is',
    'Set it on your log group and bucket');
  return {
    previousRoleArns: [
      required(must((arns) => props.onExisting !== ExistingLogging.TAKE_OVER || arns !== undefined,
        'must be set with ExistingLogging.TAKE_OVER: a removal puts the old setting back by passing its role',
        'Name the role of cloudWatchConfig in what "aws bedrock get-model-invocation-logging-configuration" shows, ' +
          'or [] if it has none')),
      each(must((arn) => isRoleIn(stack.account, arn), 'must hold ARNs of roles of the stack\'s account',
        'For example "arn:aws:iam::111122223333:role/BedrockLogging"')),
    ],
    previousBucketNames: [LIST, each(HOLDS_BUCKET_NAME)],
    prompts: [must(() => choices.recordable.length === 0 || Object.values(choices.data).includes(true),
      'must be METADATA_ONLY if no kind of data is recorded', 'Choose it, or record text',
      () => `${describeValue(prompts)} with ${MODALITIES.join(', ')} all off`)],
    ...writeModalityRules(prompts, choices),
    destinations: [
      must(({ length }) => length > 0, 'must name at least one destination',
        'For example [LoggingDestination.CLOUDWATCH_LOGS]; without this construct nothing is recorded'),
      must(() => !(isMasked && toBucket), 'must be CLOUDWATCH_LOGS alone with PromptRecording.MASKED: nothing is masked in S3',
        'Leave it out, or choose METADATA_ONLY', () => '"S3"'),
    ],
    onExisting: CHOICE_RULES.onExisting,
    onRemoval: CHOICE_RULES.onRemoval,
    dataIdentifiers: [
      LIST,
      onlyWhere(isMasked, 'are for PromptRecording.MASKED only', 'Choose it, or leave them out'),
      must(({ length }) => length > 0, 'must name something to mask', 'Leave it out for the default, or choose PromptRecording.FULL'),
      ...IDENTIFIER_RULES,
    ],
    largeData: [must((isOn) => !isOn || choices.takesLargeData, toLogGroup
      ? `must not be true with PromptRecording.${prompts}: bodies in S3 are neither masked nor left out`
      : 'must not be true without CLOUDWATCH_LOGS: S3 takes bodies of any size', 'Leave it out')],
    logGroup: [withLogs, inAccount, inRegion, TAKES_RECORDS, must(() => !isMasked,
      'must be left out with PromptRecording.MASKED: the data protection policy is part of the log group',
      'Let one be created, or give yours such a policy and choose PromptRecording.FULL', ({ node }) => describeValue(node.path))],
    logGroupName: [withLogs, withNewLogGroup, IS_LOG_GROUP_NAME],
    retention: [withLogs, withNewLogGroup],
    deliveryRole: [withLogs, inAccount],
    bucket: [withS3(toBucket || (largeData && !props.largeDataBucket)), inAccount, inRegion],
    keyPrefix: [withS3(toBucket || (largeData && props.largeDataKeyPrefix === undefined)), prefix],
    largeDataBucket: [withLargeData, inAccount, inRegion],
    largeDataKeyPrefix: [withLargeData, prefix],
    expiration: [withNewBucket, must((expiration) => expiration.toSeconds() > 0 && expiration.toSeconds() % 86_400 === 0,
      'must be whole days, at least one', 'For example Duration.days(365)')],
    serverAccessLogsBucket: [withNewBucket],
    encryptionKey: [withNewStore, inAccount, inRegion],
    removalPolicy: [withNewStore, must((policy) => props.onRemoval !== LoggingRemoval.RETAIN || policy !== RemovalPolicy.DESTROY,
      'must not delete what LoggingRemoval.RETAIN keeps', 'Leave it out, or choose LoggingRemoval.RESTORE_PREVIOUS')],
    ...FUNCTION_RULES,
  };
}

function writeModalityRules(prompts: PromptRecording, { recordable }: LoggingChoices): Rules<Pick<Props, Modality>> {
  const reason = prompts === PromptRecording.MASKED ? 'only text can be masked' : 'it records no bodies';
  return Object.fromEntries(MODALITIES.map((modality) => [modality, [must((isOn: boolean) => !isOn || recordable.includes(modality),
    `must not be true with PromptRecording.${prompts}: ${reason}`, 'Leave it out, or choose PromptRecording.FULL')]]));
}

function isRoleIn(stackAccount: string, arn: string): boolean {
  const [, account] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
  return account !== undefined && !areDifferent(account, stackAccount);
}
