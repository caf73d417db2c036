import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/**
 * The Claude models that batch jobs may call, and the buckets for their prompts and answers. Set `models`, `applicationProfiles` or both.
 */
export interface ClaudeBatchAccessProps {
  /**
   * The models that batch jobs may call through their own global inference profiles. No duplicates. From af-south-1, AWS lists batch for
   * Claude Opus 5, Sonnet 4.6, Opus 4.6 and Sonnet 4.5. The models of the 5.5 family do not support batch jobs.
   *
   * @default - none: jobs may call only the application profiles
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.html
   */
  readonly models?: ClaudeModel[];

  /**
   * The application inference profiles through which batch jobs may call. No duplicates.
   *
   * @default - none
   */
  readonly applicationProfiles?: IApplicationProfile[];

  /**
   * The Region in which jobs are created. The buckets must be in this Region.
   *
   * @default - the Region of the application profiles; without any, the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The bucket that holds the prompts. Import a bucket in another account with `Bucket.fromBucketAttributes()` and its `account`. Its
   * bucket policy must allow the service role.
   *
   * @default - a bucket is created: encrypted with `inputEncryptionKey`, TLS only, versioned, not public
   */
  readonly inputBucket?: s3.IBucket;

  /**
   * The folder for the prompts in their bucket, such as `batch/prompts`: letters, digits and `-`, `!`, `_`, `'`, `(`, `)`, `.`, in parts
   * with single slashes between them. Jobs read nothing else.
   *
   * @default - the whole bucket
   */
  readonly inputPrefix?: string;

  /**
   * The key that encrypts the bucket for the prompts. For a bucket in this app, it must be that bucket's own key.
   *
   * @default - the bucket's key, if aws-cdk-lib knows it; for a created bucket, a created key
   */
  readonly inputEncryptionKey?: kms.IKey;

  /**
   * The bucket for the answers. The same rules apply as for `inputBucket`.
   *
   * @default - a bucket is created: encrypted with `outputEncryptionKey`, TLS only, versioned, not public
   */
  readonly outputBucket?: s3.IBucket;

  /**
   * The folder for the answers in their bucket, in the form of `inputPrefix`. Jobs write nowhere else. If both buckets are the same,
   * neither folder may be inside the other.
   *
   * @default - the whole bucket
   */
  readonly outputPrefix?: string;

  /**
   * The key that encrypts the bucket for the answers. For a bucket in this app, it must be that bucket's own key.
   *
   * @default - the bucket's key, if aws-cdk-lib knows it; for a created bucket, a created key
   */
  readonly outputEncryptionKey?: kms.IKey;

  /**
   * How long the created buckets keep prompts and answers: a whole number of days, at least one.
   *
   * @default - they stay until you delete them
   */
  readonly expiration?: Duration;

  /**
   * The bucket for the access logs of the created buckets.
   *
   * @default - no access is logged
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * What happens to the created buckets and key when you remove them from the stack. CloudFormation can delete a bucket only if it is
   * empty.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The name of the service role.
   *
   * @default - a name that CloudFormation generates
   */
  readonly roleName?: string;

  /**
   * The path of the service role, such as `/platform/`.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * The permissions boundary for the service role. It must itself allow the legs of a call, and the use of the buckets and keys.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
