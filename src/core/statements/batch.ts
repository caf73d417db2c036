import { StatementJson } from './deny';
import { BATCH_ACTIONS } from '../facts/batch-actions';
import { Action, BEDROCK_SERVICE, ConditionKey } from '../facts/iam-words';

/** The place of the files of batch jobs: a prefix of a bucket, or the whole bucket. */
export interface BatchStore {
  readonly bucketArn: string;
  /** Without a slash at the end; undefined for the whole bucket. */
  readonly prefix?: string;
  /** The account of the bucket. */
  readonly account: string;
  /** The KMS key that encrypts the bucket, if it has one. */
  readonly keyArn?: string;
}

/** The places that jobs read from and write to. */
export interface BatchStores {
  readonly input: BatchStore;
  readonly output: BatchStore;
}

/** The resources on which a batch job is created, and its role. */
export interface BatchSubmission {
  readonly profiles: readonly { readonly profileArn: string; readonly sourceModelArn: string; readonly globalModelArn: string }[];
  /** All jobs of the account in the Region. */
  readonly anyJobArn: string;
  readonly roleArn: string;
  readonly sourceRegion: string;
}

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Writes the allows that let the role of batch jobs read prompts and write answers. */
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
        ...allowKeys('EncryptOutput', ['kms:GenerateDataKey', 'kms:Decrypt'], output, sourceRegion), // multipart uploads need Decrypt
      ],
  ];
}

/**
 * Writes the allows that let a caller create batch jobs and follow them. The action does not carry `bedrock:InferenceProfileArn`, so the
 * models are allowed without it. A job can call only what its role may call.
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

/** Writes the allows that let the creator of jobs upload prompts and read answers. */
export function writeBatchFiles({ input, output }: Partial<BatchStores>, sourceRegion: string): StatementJson[] {
  return [
    ...input ? [allow('WritePrompts', ['s3:PutObject'], [writeObjects(input)])] : [],
    ...output ? [
      allow('ReadAnswers', ['s3:GetObject'], [writeObjects(output)]),
      allow('ListAnswers', ['s3:ListBucket'], [output.bucketArn], underPrefixes([output])),
    ] : [],
    ...input ? allowKeys('EncryptPrompts', ['kms:GenerateDataKey', 'kms:Decrypt'], input, sourceRegion) : [], // as above
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

/** Keeps out a bucket of the same name in another account. */
function inAccount({ account }: BatchStore): Condition {
  return { StringEquals: { [ConditionKey.RESOURCE_ACCOUNT]: account } };
}

function allowListing(sid: string, stores: readonly BatchStore[]): StatementJson {
  const [store] = stores;
  return allow(sid, ['s3:ListBucket'], [store.bucketArn], { ...inAccount(store), ...underPrefixes(stores) });
}

/** If the whole bucket is for batch jobs, all of it may be listed, as in AWS's template. */
function underPrefixes(stores: readonly BatchStore[]): Condition {
  const prefixes = stores.flatMap(({ prefix }) => prefix === undefined ? [] : [prefix, `${prefix}/*`]);
  return stores.some(({ prefix }) => prefix === undefined) ? {} : { StringLike: { [ConditionKey.S3_PREFIX]: prefixes } };
}

/** Allows the use of a key, through Amazon S3 only. */
function allowKeys(sid: string, actions: readonly string[], { keyArn }: BatchStore, region: string): StatementJson[] {
  return keyArn === undefined ? [] : [
    allow(sid, actions, [keyArn], { StringEquals: { [ConditionKey.KMS_VIA_SERVICE]: `s3.${region}.amazonaws.com` } }),
  ];
}
