import { StatementJson } from './deny';
import { BATCH_ACTIONS } from '../facts/batch-actions';
import { Action, BEDROCK_SERVICE, ConditionKey } from '../facts/iam-words';

/** Where the files of batch jobs are: under a prefix of a bucket, or anywhere in it. */
export interface BatchStore {
  readonly bucketArn: string;
  /** Without a slash at its end; undefined for the whole bucket. */
  readonly prefix?: string;
  /** The account of the bucket. */
  readonly account: string;
  /** The key that encrypts it, where there is one of its own. */
  readonly keyArn?: string;
}

/** What jobs read, and what they write. */
export interface BatchStores {
  readonly input: BatchStore;
  readonly output: BatchStore;
}

/** What a batch job is created on, and with which role. */
export interface BatchSubmission {
  readonly profiles: readonly { readonly profileArn: string; readonly sourceModelArn: string; readonly globalModelArn: string }[];
  /** All jobs of the account in the Region. */
  readonly anyJobArn: string;
  readonly roleArn: string;
  readonly sourceRegion: string;
}

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Writes the allows by which the role of batch jobs reads prompts and writes answers. */
export function writeBatchStorage({ input, output }: BatchStores, sourceRegion: string): StatementJson[] {
  return [
    allow('ReadInput', ['s3:GetObject'], [writeObjects(input)], inAccount(input)),
    allow('WriteOutput', ['s3:PutObject'], [writeObjects(output)], inAccount(output)),
    ...input.bucketArn === output.bucketArn
      ? [allowListing('ListBucket', [input, output])]
      : [allowListing('ListInput', [input]), allowListing('ListOutput', [output])],
    ...input.keyArn === output.keyArn
      ? allowKeys('UseKey', ['kms:Decrypt', 'kms:GenerateDataKey'], input, sourceRegion)
      : [
        ...allowKeys('DecryptInput', ['kms:Decrypt'], input, sourceRegion),
        ...allowKeys('EncryptOutput', ['kms:GenerateDataKey', 'kms:Decrypt'], output, sourceRegion), // Decrypt: of uploads in parts
      ],
  ];
}

/**
 * Writes the allows of who creates batch jobs and follows them. `bedrock:InferenceProfileArn` is no key of this action, so the models are
 * allowed without it: what a job calls is what its role may.
 */
export function writeBatchSubmission({ profiles, anyJobArn, roleArn, sourceRegion }: BatchSubmission): StatementJson[] {
  const arns = profiles.flatMap(({ profileArn, sourceModelArn, globalModelArn }) => [profileArn, sourceModelArn, globalModelArn]);
  return [
    allow('CreateJobs', [Action.CREATE_BATCH_JOB], [...new Set([...arns, anyJobArn])]),
    allow('FollowJobs', [...BATCH_ACTIONS.ofJob], [anyJobArn]),
    allow('ListJobs', [BATCH_ACTIONS.list], ['*'], { StringEquals: { [ConditionKey.REQUESTED_REGION]: sourceRegion } }),
    allow('PassRole', ['iam:PassRole'], [roleArn], { StringEquals: { [ConditionKey.PASSED_TO_SERVICE]: BEDROCK_SERVICE } }),
  ];
}

/** Writes the allows by which who creates jobs puts prompts where they are read, and reads the answers. */
export function writeBatchFiles({ input, output }: Partial<BatchStores>, sourceRegion: string): StatementJson[] {
  return [
    ...input ? [allow('WritePrompts', ['s3:PutObject'], [writeObjects(input)])] : [],
    ...output ? [
      allow('ReadAnswers', ['s3:GetObject'], [writeObjects(output)]),
      allow('ListAnswers', ['s3:ListBucket'], [output.bucketArn], underPrefixes([output])),
    ] : [],
    ...input ? allowKeys('EncryptPrompts', ['kms:GenerateDataKey', 'kms:Decrypt'], input, sourceRegion) : [], // Decrypt: as above
    ...output && output.keyArn !== input?.keyArn ? allowKeys('DecryptAnswers', ['kms:Decrypt'], output, sourceRegion) : [],
  ];
}

function allow(sid: string, actions: readonly string[], resources: readonly string[], condition: Condition = {}): StatementJson {
  const hasCondition = Object.keys(condition).length > 0;
  return { Sid: sid, Effect: 'Allow', Action: [...actions], Resource: [...resources], ...hasCondition ? { Condition: condition } : {} };
}

function writeObjects({ bucketArn, prefix }: BatchStore): string {
  return prefix === undefined ? `${bucketArn}/*` : `${bucketArn}/${prefix}/*`;
}

/** Nobody can hand over a bucket of the same name in another account. */
function inAccount({ account }: BatchStore): Condition {
  return { StringEquals: { [ConditionKey.RESOURCE_ACCOUNT]: account } };
}

function allowListing(sid: string, stores: readonly BatchStore[]): StatementJson {
  const [store] = stores;
  return allow(sid, ['s3:ListBucket'], [store.bucketArn], { ...inAccount(store), ...underPrefixes(stores) });
}

/** Where the whole bucket is for batch jobs, all of it may be listed, as AWS's template does. */
function underPrefixes(stores: readonly BatchStore[]): Condition {
  const prefixes = stores.flatMap(({ prefix }) => prefix === undefined ? [] : [prefix, `${prefix}/*`]);
  return stores.some(({ prefix }) => prefix === undefined) ? {} : { StringLike: { [ConditionKey.S3_PREFIX]: prefixes } };
}

/** Keys are used through Amazon S3 only. */
function allowKeys(sid: string, actions: readonly string[], { keyArn }: BatchStore, region: string): StatementJson[] {
  return keyArn === undefined ? [] : [
    allow(sid, actions, [keyArn], { StringEquals: { [ConditionKey.KMS_VIA_SERVICE]: `s3.${region}.amazonaws.com` } }),
  ];
}
