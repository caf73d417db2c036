import { References } from './references';
import { ReportStore } from './report';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { existsForCertain } from './template-conditions';
import { isObject, Json, toList } from '../iam/document';

/** A store of records, with its settings in the app's templates. */
export interface RecordStore extends ReportStore {
  /** Whether the app has it, so that its settings are known. */
  readonly isKnown: boolean;
  /** Whether its masking can be read. Data that is not masked is plain. */
  readonly isMaskingKnown: boolean;
}

const TYPES = {
  'log group': { type: 'AWS::Logs::LogGroup', name: 'LogGroupName' },
  'bucket': { type: 'AWS::S3::Bucket', name: 'BucketName' },
} as const;

/** Reads the log group or bucket of a value. For one outside of the app, it returns only the name. */
export function readStore(
  kind: ReportStore['kind'], { stack, value, prefix }: { readonly stack: StackAt; readonly value: unknown; readonly prefix?: unknown },
  stacks: readonly StackAt[], references: References,
): RecordStore {
  const found = findStore(kind, stack, value, stacks, references);
  const properties = found && readProperties(found);
  if (found === undefined || properties === undefined) {
    const name = found === undefined ? writeName(references.write(stack, value)) : findConstructPath(found);
    return { kind, name, masked: [], isKnown: false, isMaskingKnown: false };
  }
  const settled = references.write(found.stack, properties) as Json;
  const content = kind === 'bucket' ? readBucket(settled, prefix) : readLogGroup(settled);
  return { kind, name: findConstructPath(found), isKnown: true, ...content };
}

function findStore(
  kind: ReportStore['kind'], stack: StackAt, value: unknown, stacks: readonly StackAt[], references: References,
): ResourceAt | undefined {
  const { type, name: property } = TYPES[kind];
  const found = references.findResource(stack, value, []);
  if (found !== undefined) {
    return found.stack.template.Resources?.[found.logicalId]?.Type === type ? found : undefined;
  }
  const { value: name } = references.follow(stack, value);
  // The name of a log group is unique in its account and Region, the name of a bucket everywhere.
  const isHere = (other: StackAt) => other === stack || kind === 'bucket'
    || (stack.account !== undefined && stack.region !== undefined && other.account === stack.account && other.region === stack.region);
  const named = typeof name !== 'string' ? [] : listResources(stacks.filter(isHere), type)
    .filter(({ resource }) => isObject(resource.Properties) && resource.Properties[property] === name);
  return named.length === 1 ? named[0] : undefined;
}

/** Leaves out a resource with a condition, or in a template that cannot be read. */
function readProperties({ stack, logicalId }: ResourceAt): Json | undefined {
  const { Properties: properties = {} } = stack.template.Resources![logicalId];
  return existsForCertain({ stack, logicalId }) && stack.unread === undefined && isObject(properties) ? properties : undefined;
}

function readLogGroup(properties: Json): Omit<RecordStore, 'kind' | 'name' | 'isKnown'> {
  const { RetentionInDays: days, KmsKeyId: key, DataProtectionPolicy: policy } = properties;
  const masked = isAbsent(policy) ? [] : readMasked(policy);
  return {
    retention: isAbsent(days) ? 'forever' : readDays(days),
    encryption: readKey(key),
    masked: masked ?? [],
    isMaskingKnown: masked !== undefined,
  };
}

/** The data identifiers that a policy masks; `undefined` if it cannot be read. */
function readMasked(policy: unknown): string[] | undefined {
  const statements = isObject(policy) ? toList(policy.Statement) : [undefined];
  if (!statements.every((statement) => isObject(statement) && isObject(statement.Operation))) {
    return undefined;
  }
  const masking = (statements as Json[]).filter(({ Operation: operation }) => isObject((operation as Json).Deidentify));
  const names = masking.flatMap(({ DataIdentifier: identifiers }) => toList(identifiers)).map(nameIdentifier);
  return names.every((name) => name !== undefined) ? [...new Set(names)] as string[] : undefined;
}

/** A managed identifier is an ARN with an unknown partition at most. A custom one is a name. */
function nameIdentifier(identifier: unknown): string | undefined {
  const parts = isObject(identifier) && Array.isArray(identifier['Fn::Join']) ? identifier['Fn::Join'][1] : identifier;
  const last = Array.isArray(parts) ? parts.at(-1) : parts;
  return typeof last === 'string' ? last.replace(/^.*data-identifier\//, '') : undefined;
}

function readBucket(properties: Json, prefix: unknown): Omit<RecordStore, 'kind' | 'name' | 'isKnown'> {
  return { retention: readExpiration(properties, prefix), encryption: readBucketEncryption(properties), masked: [], isMaskingKnown: true };
}

/** In a versioned bucket, an expired object remains as an older version until that expires too. */
function readExpiration({ LifecycleConfiguration: given, VersioningConfiguration: versioning }: Json, prefix: unknown) {
  if (isAbsent(given)) {
    return 'forever';
  }
  const rules = isObject(given) && Array.isArray(given.Rules) ? given.Rules : [undefined];
  if (!rules.every(isRule)) {
    return undefined;
  }
  const applying = (rules as Json[]).filter((rule) => rule.Status === 'Enabled' && covers(rule, prefix));
  const current = readLeast(applying.map(({ ExpirationInDays: days }) => days));
  if (isAbsent(versioning) || current === 'forever' || current === undefined) {
    return current;
  }
  if (!isObject(versioning) || typeof versioning.Status !== 'string') {
    return undefined;
  }
  const older = readLeast(applying.map(({ NoncurrentVersionExpiration: expiration, NoncurrentVersionExpirationInDays: days }) =>
    isObject(expiration) ? expiration.NoncurrentDays : days));
  return typeof older === 'number' ? current + older : older;
}

/** Ignores a rule that expires by date, or has values known only at deployment. */
function isRule(rule: unknown): boolean {
  return isObject(rule) && typeof rule.Status === 'string' && rule.ExpirationDate === undefined;
}

function covers({ Prefix: given = '', TagFilters: tags, ObjectSizeGreaterThan: min, ObjectSizeLessThan: max }: Json, prefix: unknown) {
  return [tags, min, max].every(isAbsent)
    && (given === '' || (typeof given === 'string' && typeof prefix === 'string' && `${prefix}/`.startsWith(given)));
}

function readLeast(given: readonly unknown[]): number | 'forever' | undefined {
  const days = given.filter((one) => !isAbsent(one)).map(readDays);
  return days.length === 0 ? 'forever' : days.includes(undefined) ? undefined : Math.min(...days as number[]);
}

function readBucketEncryption({ BucketEncryption: given }: Json): ReportStore['encryption'] {
  if (isAbsent(given)) {
    return 'AWS';
  }
  const [rule] = isObject(given) ? toList(given.ServerSideEncryptionConfiguration) : [];
  const byDefault = isObject(rule) ? rule.ServerSideEncryptionByDefault : undefined;
  if (!isObject(byDefault) || typeof byDefault.SSEAlgorithm !== 'string') {
    return undefined;
  }
  return byDefault.SSEAlgorithm.startsWith('aws:kms') ? readKey(byDefault.KMSMasterKeyID) : 'AWS';
}

/** A key that a condition chooses may be absent. */
function readKey(key: unknown): ReportStore['encryption'] {
  return isAbsent(key) ? 'AWS' : isObject(key) && 'Fn::If' in key ? undefined : 'KMS key';
}

function readDays(days: unknown): number | undefined {
  const number = typeof days === 'string' && days.trim() !== '' ? Number(days) : days;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && value.Ref === 'AWS::NoValue');
}

function writeName(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? 'a name that the template lacks';
}
