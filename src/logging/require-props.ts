import { Duration, IResource, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CustomDataIdentifier } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BedrockLoggingConfigProps } from './bedrock-logging-config-props';
import { ExistingLogging } from './existing-logging';
import { LoggingDestination } from './logging-destination';
import { LoggingRemoval } from './logging-removal';
import { PromptRecording } from './prompt-recording';
import { fail, got, isConcrete, isStruct } from '../checks/fail';
import { requireFunction } from '../custom-resource/inline-handler';

/** What the props choose, with the defaults that depend on each other. */
export interface LoggingChoices {
  readonly toLogGroup: boolean;
  readonly toBucket: boolean;
  readonly largeData: boolean;
  /** A log group or a bucket is needed, and not brought along. */
  readonly createsLogGroup: boolean;
  readonly createsBucket: boolean;
  readonly data: Modalities;
}

const MODALITIES = ['textData', 'imageData', 'embeddingData', 'videoData', 'audioData'] as const;
type Modalities = Record<typeof MODALITIES[number], boolean>;

type Props = BedrockLoggingConfigProps;

/** The props that bring a resource along. */
export const RESOURCES = ['logGroup', 'bucket', 'largeDataBucket', 'encryptionKey', 'deliveryRole'] as const;

/** Throws for props that contradict each other, that would be ignored, or that AWS is known to refuse. */
export function requireProps(scope: Construct, props: Props): LoggingChoices {
  if (!isStruct(props)) {
    fail(scope, `'props' must say at least what is recorded, ${got(props)}. For example { prompts: PromptRecording.METADATA_ONLY }`);
  }
  requireTypes(scope, props);
  RESOURCES.forEach((prop) => requireHere(scope, props, prop));
  const destinations = requireDestinations(scope, props);
  const toLogGroup = destinations.includes(LoggingDestination.CLOUDWATCH_LOGS);
  const toBucket = destinations.includes(LoggingDestination.S3);
  const data = requireModalities(scope, props);
  requireMaskable(scope, props, toBucket);
  const largeData = requireLargeData(scope, props, toLogGroup);
  const createsLogGroup = toLogGroup && !props.logGroup;
  const createsBucket = !props.bucket && (toBucket || (largeData && !props.largeDataBucket));
  const choices = { toLogGroup, toBucket, largeData, createsLogGroup, createsBucket, data };
  requireLogGroup(scope, props, toLogGroup);
  requireBuckets(scope, props, choices);
  for (const prop of ['encryptionKey', 'removalPolicy'] as const) {
    requireUsed(scope, props, prop, createsLogGroup || createsBucket, 'is for what is created, and everything is brought along', 'Set it on your log group and bucket');
  }
  requireRoles(scope, props);
  requireRemoval(scope, props);
  requireFunction(scope, props);
  return choices;
}

/** TypeScript and the other languages see to most of it; JavaScript and what is read from files do not. */
function requireTypes(scope: Construct, props: Props): void {
  requireOneOf(scope, 'prompts', props.prompts, PromptRecording);
  requireOneOf(scope, 'onExisting', props.onExisting ?? ExistingLogging.REFUSE, ExistingLogging);
  requireOneOf(scope, 'onRemoval', props.onRemoval ?? LoggingRemoval.RESTORE_PREVIOUS, LoggingRemoval);
  requireOneOf(scope, 'removalPolicy', props.removalPolicy ?? RemovalPolicy.RETAIN, RemovalPolicy);
  const require = (prop: keyof Props, is: (value: any) => boolean, what: string, remedy: string) => {
    const value = props[prop];
    if (value !== undefined && !Token.isUnresolved(value) && !is(value)) {
      fail(scope, `'${prop}' must be ${what}, ${got(value)}. ${remedy}`);
    }
  };
  for (const prop of [...MODALITIES, 'largeData'] as const) {
    require(prop, (value) => typeof value === 'boolean', 'true or false', 'Leave it out for the default');
  }
  for (const prop of ['logGroupName', 'keyPrefix', 'largeDataKeyPrefix'] as const) {
    require(prop, (value) => typeof value === 'string', 'a text', 'Leave it out for the default');
  }
  for (const prop of RESOURCES) {
    require(prop, (value) => typeof value?.env === 'object', 'a construct', 'Create it or import it in this app');
  }
  require('expiration', (value) => typeof value?.toSeconds === 'function', 'a Duration', 'For example Duration.days(365)');
  for (const prop of ['previousRoleArns', 'dataIdentifiers'] as const) {
    require(prop, Array.isArray, 'a list', 'For example []');
  }
}

function requireOneOf(scope: Construct, prop: string, value: unknown, choices: object): void {
  if (!Object.values(choices).includes(value)) {
    fail(scope, `'${prop}' must be one of ${Object.values(choices).join(', ')}, ${got(value)}. Choose one`);
  }
}

function requireDestinations(scope: Construct, { destinations = [LoggingDestination.CLOUDWATCH_LOGS] }: Props): LoggingDestination[] {
  if (!Array.isArray(destinations) || destinations.length === 0) {
    fail(scope, `'destinations' must name at least one place, ${got(destinations)}. For example [LoggingDestination.CLOUDWATCH_LOGS]; without this construct nothing is recorded`);
  }
  for (const destination of destinations) {
    requireOneOf(scope, 'destinations', destination, LoggingDestination);
  }
  return destinations;
}

function requireModalities(scope: Construct, props: Props): Modalities {
  const { prompts } = props;
  const possible: readonly string[] = { [PromptRecording.FULL]: MODALITIES, [PromptRecording.MASKED]: ['textData'], [PromptRecording.METADATA_ONLY]: [] }[prompts];
  const data = Object.fromEntries(MODALITIES.map((one) => [one, props[one] ?? possible.includes(one)])) as Modalities;
  for (const one of MODALITIES.filter((modality) => data[modality] && !possible.includes(modality))) {
    fail(scope, `'${one}' must not be true with PromptRecording.${prompts}: ` +
      `${prompts === PromptRecording.MASKED ? 'only text can be masked' : 'it records no bodies'}, ${got(props[one])}. Leave it out, or choose PromptRecording.FULL`);
  }
  if (possible.length > 0 && !Object.values(data).includes(true)) {
    fail(scope, `'prompts' must be METADATA_ONLY where no kind of data is recorded, ${got(prompts)} with ${MODALITIES.join(', ')} all off. ` +
      'Choose it, or record text');
  }
  return data;
}

function requireMaskable(scope: Construct, { prompts, logGroup, dataIdentifiers }: Props, toBucket: boolean): void {
  const masked = prompts === PromptRecording.MASKED;
  if (masked && toBucket) {
    fail(scope, '\'destinations\' must be CLOUDWATCH_LOGS alone with PromptRecording.MASKED: nothing is masked in S3, got: "S3". Leave it out, or choose METADATA_ONLY');
  }
  if (masked && logGroup) {
    fail(scope, `'logGroup' must be left out with PromptRecording.MASKED: a log group's data protection policy is part of it, got: "${logGroup.node.path}". ` +
      'Let one be created, or give yours such a policy and choose PromptRecording.FULL');
  }
  requireUsed(scope, { dataIdentifiers }, 'dataIdentifiers', masked, 'are what PromptRecording.MASKED masks', 'Choose it, or leave them out');
  if (dataIdentifiers?.length === 0) {
    fail(scope, '\'dataIdentifiers\' must name something to mask, got: []. Leave it out for the default, or choose PromptRecording.FULL');
  }
  const custom = dataIdentifiers?.filter((one) => one instanceof CustomDataIdentifier) ?? [];
  if (custom.length > 10) {
    fail(scope, `'dataIdentifiers' must have at most 10 custom ones, got: ${custom.length}. Join some of their patterns by |`);
  }
}

function requireLargeData(scope: Construct, { largeData, prompts }: Props, toLogGroup: boolean): boolean {
  const possible = toLogGroup && prompts === PromptRecording.FULL;
  if (largeData && !possible) {
    fail(scope, `'largeData' must not be true ${toLogGroup ? `with PromptRecording.${prompts}, as bodies in S3 are neither masked nor left out`
      : 'without CLOUDWATCH_LOGS: S3 takes bodies of any size'}, got: true. Leave it out`);
  }
  return largeData ?? possible;
}

function requireLogGroup(scope: Construct, props: Props, toLogGroup: boolean): void {
  const { logGroup, logGroupName } = props;
  for (const prop of ['logGroup', 'logGroupName', 'retention', 'deliveryRole'] as const) {
    requireUsed(scope, props, prop, toLogGroup, 'is for CloudWatch Logs, which \'destinations\' leaves out', 'Add LoggingDestination.CLOUDWATCH_LOGS, or leave it out');
  }
  for (const prop of ['logGroupName', 'retention'] as const) {
    requireUsed(scope, props, prop, !logGroup, 'is for a log group that is created, and \'logGroup\' brings one', 'Set it on your log group');
  }
  if (isConcrete(logGroupName) && !/^(?!aws\/)[\w./#-]{1,512}$/.test(logGroupName)) {
    fail(scope, `'logGroupName' must have 1 to 512 letters, digits and _ - / . #, and not begin with aws/, ${got(logGroupName)}. For example "/bedrock/invocations"`);
  }
}

function requireBuckets(scope: Construct, props: Props, { toBucket, largeData, createsBucket }: LoggingChoices): void {
  const forS3 = ['is for S3, where nothing goes', 'Add LoggingDestination.S3 or \'largeData\', or leave it out'] as const;
  requireUsed(scope, props, 'bucket', toBucket || (largeData && !props.largeDataBucket), ...forS3);
  requireUsed(scope, props, 'keyPrefix', toBucket || (largeData && props.largeDataKeyPrefix === undefined), ...forS3);
  for (const prop of ['largeDataBucket', 'largeDataKeyPrefix'] as const) {
    requireUsed(scope, props, prop, largeData, 'is for large data, which stays out', 'Set \'largeData\', or leave it out');
  }
  for (const prop of ['expiration', 'serverAccessLogsBucket'] as const) {
    requireUsed(scope, props, prop, createsBucket, 'is for a bucket that is created, and none is', 'Set it on your bucket');
  }
  for (const prop of ['keyPrefix', 'largeDataKeyPrefix'] as const) {
    const prefix = props[prop];
    if (isConcrete(prefix) && !(/^[\w!.'()=:@+,-]+(\/[\w!.'()=:@+,-]+)*$/.test(prefix) && prefix.length <= 1024)) {
      fail(scope, `'${prop}' must have 1 to 1,024 letters, digits and _ - . ! ' ( ) = : @ + , in parts between single slashes, ${got(prefix)}. For example "bedrock/invocations"`);
    }
  }
  requireDays(scope, props.expiration);
}

function requireDays(scope: Construct, expiration?: Duration): void {
  if (expiration && !expiration.isUnresolved() && (expiration.toSeconds() < 86_400 || expiration.toSeconds() % 86_400 !== 0)) {
    fail(scope, `'expiration' must be whole days, at least one, got: "${expiration.toHumanString()}". For example Duration.days(365)`);
  }
}

function requireRoles(scope: Construct, props: Props): void {
  const { onExisting, previousRoleArns } = props;
  if (onExisting === ExistingLogging.TAKE_OVER && previousRoleArns === undefined) {
    fail(scope, '\'previousRoleArns\' must be set with ExistingLogging.TAKE_OVER: the setting that is taken over is put back by passing its role, got: undefined. ' +
      'Name the role of cloudWatchConfig in what `aws bedrock get-model-invocation-logging-configuration` shows, or [] where it has none');
  }
  for (const arn of Token.isUnresolved(previousRoleArns) ? [] : (previousRoleArns ?? []).filter(isConcrete)) {
    const [, account] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
    if (!account || (isConcrete(Stack.of(scope).account) && account !== Stack.of(scope).account)) {
      fail(scope, `'previousRoleArns' must hold ARNs of roles of the stack's account, ${got(arn)}. For example "arn:aws:iam::111122223333:role/BedrockLogging"`);
    }
  }
}

function requireRemoval(scope: Construct, { onRemoval, removalPolicy }: Props): void {
  if (onRemoval === LoggingRemoval.RETAIN && removalPolicy === RemovalPolicy.DESTROY) {
    fail(scope, `'removalPolicy' must keep what LoggingRemoval.RETAIN leaves switched on, ${got(removalPolicy)}. Leave it out, or choose LoggingRemoval.RESTORE_PREVIOUS`);
  }
}

/** Throws for a prop that would be ignored. */
function requireUsed<T extends object>(scope: Construct, props: T, prop: keyof T & string, used: boolean, rule: string, remedy: string): void {
  const value = props[prop];
  if (value !== undefined && !used) {
    fail(scope, `'${prop}' ${rule}, ${got(value)}. ${remedy}`);
  }
}

/** Throws for a resource that is known to be in another account or Region: Bedrock writes within one. */
function requireHere(scope: Construct, props: Props, prop: typeof RESOURCES[number]): void {
  const resource: IResource | undefined = props[prop];
  const stack = Stack.of(scope);
  for (const part of prop === 'deliveryRole' ? ['account'] as const : ['account', 'region'] as const) {
    if (resource && isConcrete(resource.env[part]) && isConcrete(stack[part]) && resource.env[part] !== stack[part]) {
      fail(scope, `'${prop}' must be in the ${part} of the stack (${stack[part]}), since Bedrock writes within one account and Region, got: "${resource.env[part]}". ` +
        'Bring one from there, or leave it out');
    }
  }
}
