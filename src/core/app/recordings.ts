import { LOGGING_SETTING } from './custom-types';
import { readStore, RecordStore } from './record-stores';
import { References } from './references';
import { ReportRecording, ReportStore } from './report';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { existsForCertain } from './template-conditions';
import { isObject, Json } from '../iam/document';

const FLAGS = ['text', 'image', 'embedding', 'video', 'audio'].map((kind) => `${kind}DataDeliveryEnabled`);
/** Masking covers only the text of a record. */
const [TEXT] = FLAGS;
/** Children of a `BedrockLoggingConfig`. Its setting is a child of the stack, and does not name the construct. */
const CHILD = /\/(DeliveryRole|LogGroup|Bucket)$/;

/** Reads what an app records of calls, and where. It says nothing about what is outside of the app, and never throws. */
export function readRecordings(stacks: readonly StackAt[], references: References): ReportRecording[] {
  return listResources(stacks, LOGGING_SETTING).map(({ resource, ...at }) => {
    const { stack } = at;
    const given = isObject(resource.Properties) ? references.follow(stack, resource.Properties.LoggingConfig).value : undefined;
    const config = isObject(given) ? given : {};
    const stores = readStores(stack, config, stacks, references);
    const isCertain = existsForCertain(at) && stack.unread === undefined && isObject(given);
    return {
      account: stack.account,
      region: stack.region,
      path: findConfigPath(at, config, stores, references),
      prompts: isCertain ? readPrompts(stack, config, stores, references) : undefined,
      stores: stores.map(({ isKnown, isMaskingKnown, ...store }): ReportStore => store),
    };
  });
}

function readStores(stack: StackAt, config: Json, stacks: readonly StackAt[], references: References): RecordStore[] {
  const { cloudWatchConfig, s3Config } = config;
  const logs = isObject(cloudWatchConfig) ? cloudWatchConfig : {};
  const read = (kind: ReportStore['kind'], value: unknown, prefix?: unknown) =>
    value === undefined ? [] : [readStore(kind, { stack, value, prefix }, stacks, references)];
  const buckets = [s3Config, logs.largeDataDeliveryS3Config].filter(isObject);
  const all = [
    ...read('log group', logs.logGroupName),
    ...buckets.flatMap(({ bucketName, keyPrefix }) => read('bucket', bucketName, keyPrefix)),
  ];
  return all.filter((one, index) => index === all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)));
}

/** How prompts and answers are recorded; `undefined` if that depends on the deployment or on something outside of the app. */
function readPrompts(stack: StackAt, config: Json, stores: readonly RecordStore[], references: References): ReportRecording['prompts'] {
  const flags = new Map(FLAGS.map((name) => [name, readFlag(references.follow(stack, config[name]).value)]));
  const values = [...flags.values()];
  if (values.every((value) => value === false)) {
    return 'metadata';
  }
  if (!values.includes(true)) {
    return undefined;
  }
  const isPlain = ({ kind, isKnown, isMaskingKnown, masked }: RecordStore) =>
    kind === 'bucket' || (isKnown && isMaskingKnown && masked.length === 0);
  if (stores.some(isPlain) || FLAGS.some((name) => name !== TEXT && flags.get(name) === true)) {
    return 'full';
  }
  const isMasked = stores.length > 0 && stores.every(({ isKnown, masked }) => isKnown && masked.length > 0);
  return isMasked && !values.includes(undefined) ? 'masked' : undefined;
}

/** CloudFormation also accepts booleans as texts. */
function readFlag(value: unknown): boolean | undefined {
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

function findConfigPath(at: ResourceAt, config: Json, stores: readonly RecordStore[], references: References): string {
  const { cloudWatchConfig: logs } = config;
  const role = isObject(logs) ? references.findResource(at.stack, logs.roleArn, ['Arn']) : undefined;
  const known = stores.filter(({ isKnown }) => isKnown).map(({ name }) => name);
  const paths = role === undefined ? known : [findConstructPath(role), ...known];
  const child = paths.find((path) => CHILD.test(path) && path.startsWith(`${at.stack.path}/`));
  return child?.replace(CHILD, '') ?? findConstructPath(at);
}
