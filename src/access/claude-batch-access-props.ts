import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/**
 * Which Claude models batch jobs may call, and where their prompts and answers are. At least `models` or `applicationProfiles` must be
 * given.
 */
export interface ClaudeBatchAccessProps {
  /**
   * The models that batch jobs may call through their own global inference profiles. None twice. From af-south-1, AWS lists batch for
   * Claude Opus 5, Sonnet 4.6, Opus 4.6 and Sonnet 4.5; the models of the 5.5 family take none.
   *
   * @default - none: only the application profiles may be called
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.html
   */
  readonly models?: ClaudeModel[];

  /**
   * The application inference profiles through which batch jobs may call. None twice.
   *
   * @default - none
   */
  readonly applicationProfiles?: IApplicationProfile[];

  /**
   * The Region in which jobs are created. The buckets must be in it.
   *
   * @default - the Region of the application profiles; without any, that of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The bucket with the prompts. One in another account is imported by `Bucket.fromBucketAttributes()` with its `account`, and its policy
   * must let the service role in.
   *
   * @default - a bucket is created: encrypted with `inputEncryptionKey`, TLS only, versioned, not public
   */
  readonly inputBucket?: s3.IBucket;

  /**
   * The folder of the prompts in their bucket, such as `batch/prompts`: letters, digits and `-`, `!`, `_`, `'`, `(`, `)`, `.`, in parts
   * between single slashes. Jobs read nothing else.
   *
   * @default - the whole bucket
   */
  readonly inputPrefix?: string;

  /**
   * The key that encrypts the bucket with the prompts. For a bucket of this app it must be that bucket's own.
   *
   * @default - that of the bucket, where aws-cdk-lib knows it; for a bucket that is created, a key is created too
   */
  readonly inputEncryptionKey?: kms.IKey;

  /**
   * The bucket for the answers, as `inputBucket`.
   *
   * @default - a bucket is created: encrypted with `outputEncryptionKey`, TLS only, versioned, not public
   */
  readonly outputBucket?: s3.IBucket;

  /**
   * The folder for the answers in their bucket, as `inputPrefix`. Jobs write nothing else. Where both buckets are one, neither folder may
   * be within the other.
   *
   * @default - the whole bucket
   */
  readonly outputPrefix?: string;

  /**
   * The key that encrypts the bucket for the answers, as `inputEncryptionKey`.
   *
   * @default - that of the bucket, where aws-cdk-lib knows it; for a bucket that is created, a key is created too
   */
  readonly outputEncryptionKey?: kms.IKey;

  /**
   * How long the buckets that are created keep prompts and answers: at least a day.
   *
   * @default - until somebody deletes them
   */
  readonly expiration?: Duration;

  /**
   * The bucket for the access logs of the buckets that are created.
   *
   * @default - no access is logged
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * What happens to the buckets and the key that are created when they are removed from the stack. A bucket that is not empty cannot be
   * deleted.
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
   * The permissions boundary of the service role. It must itself allow the legs of a call, and the buckets and keys.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
