import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ExistingLogging } from './existing-logging';
import { LoggingDestination } from './logging-destination';
import { LoggingRemoval } from './logging-removal';
import { PromptRecording } from './prompt-recording';

/** What Amazon Bedrock records about model invocations, the destinations of the records, and the handling of an existing setting. */
export interface BedrockLoggingConfigProps {
  /** How much of the prompts and answers the records contain. There is no default, because this is a legal and policy decision. */
  readonly prompts: PromptRecording;

  /**
   * The destinations of the records: at least one.
   *
   * @default - CloudWatch Logs
   */
  readonly destinations?: LoggingDestination[];

  /**
   * The log group for the records, in the stack's account and Region. It keeps its own retention, encryption and masking.
   *
   * @default - a log group is created, encrypted with `encryptionKey`
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The name of the created log group: 1 to 512 letters, digits and `_`, `-`, `/`, `.`, `#`, not beginning with `aws/`.
   *
   * @default - CloudFormation chooses one
   */
  readonly logGroupName?: string;

  /**
   * How long the created log group keeps records.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;

  /**
   * What the data protection policy masks, with `PromptRecording.MASKED`. CloudWatch Logs accepts at most 10 custom identifiers. Their
   * names have 1 to 128 letters, digits, `_` and `-`, and must differ from those of managed identifiers. Their patterns have at most 200
   * letters, digits, spaces and `_#=@/;,-^$?[]{}|\*+.`, and no parentheses.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html
   *
   * @default - email addresses, names, postal addresses, IP addresses, coordinates, payment cards, AWS secret keys, private keys, and South
   * African identity numbers
   */
  readonly dataIdentifiers?: logs.DataIdentifier[];

  /**
   * Whether bodies that do not fit into a log event go to the bucket: those over 100 KB, and binary ones. Needs
   * `LoggingDestination.CLOUDWATCH_LOGS`. These bodies are not masked.
   *
   * @default - true with `PromptRecording.FULL` and CloudWatch Logs, otherwise false
   */
  readonly largeData?: boolean;

  /**
   * The bucket for records and large bodies, in the stack's account and Region. If the bucket is in this app, the construct adds the
   * statements for Amazon Bedrock to its policy. For an imported bucket, a warning shows them.
   *
   * @default - a bucket is created if one is needed: encrypted with `encryptionKey`, TLS only, versioned, not public
   */
  readonly bucket?: s3.IBucket;

  /**
   * The prefix of the records' keys in the bucket: at most 1,024 letters, digits and `_`, `-`, `.`, `!`, `'`, `(`, `)`, `=`, `:`, `@`, `+`,
   * `,`, in parts between single slashes. A slash at the end is part of the prefix, as in Bedrock: `logs/` is not `logs`. With
   * `ExistingLogging.ADOPT`, all characters are allowed except `*`, `?` and `${`.
   *
   * @default - none
   */
  readonly keyPrefix?: string;

  /**
   * The bucket for large bodies, under the rules of `bucket`.
   *
   * @default - the bucket for records
   */
  readonly largeDataBucket?: s3.IBucket;

  /**
   * The prefix of the keys of large bodies, under the rules of `keyPrefix`.
   *
   * @default - `keyPrefix`
   */
  readonly largeDataKeyPrefix?: string;

  /**
   * How long the created bucket keeps objects, in whole days.
   *
   * @default Duration.days(365)
   */
  readonly expiration?: Duration;

  /**
   * The bucket for the access logs of the created bucket.
   *
   * @default - no access logs
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The symmetric key that encrypts the created log group and bucket. If the key is in this app, the construct adds the statements for
   * CloudWatch Logs and Amazon Bedrock to its policy. For an imported key, a warning shows them.
   *
   * @default - a key is created, which rotates every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The role that Bedrock assumes to write to the log group. It must trust `bedrock.amazonaws.com`, and should do so only for this account
   * and Region (`aws:SourceAccount`, `aws:SourceArn`). The construct adds the permissions, unless the role is immutable.
   *
   * @default - a role is created that may write to one log stream
   */
  readonly deliveryRole?: iam.IRole;

  /**
   * The permissions boundary for every created role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Whether text is recorded.
   *
   * @default - true, unless `prompts` is `METADATA_ONLY`
   */
  readonly textData?: boolean;

  /**
   * Whether images are recorded.
   *
   * @default - true with `PromptRecording.FULL`, otherwise false
   */
  readonly imageData?: boolean;

  /**
   * Whether embeddings are recorded.
   *
   * @default - true with `PromptRecording.FULL`, otherwise false
   */
  readonly embeddingData?: boolean;

  /**
   * Whether video is recorded.
   *
   * @default - true with `PromptRecording.FULL`, otherwise false
   */
  readonly videoData?: boolean;

  /**
   * Whether audio is recorded.
   *
   * @default - true with `PromptRecording.FULL`, otherwise false
   */
  readonly audioData?: boolean;

  /**
   * What a deployment does if logging is already on.
   *
   * @default ExistingLogging.REFUSE
   */
  readonly onExisting?: ExistingLogging;

  /**
   * What happens to the setting when this construct is removed.
   *
   * @default LoggingRemoval.RESTORE_PREVIOUS
   */
  readonly onRemoval?: LoggingRemoval;

  /**
   * The delivery roles of settings that a removal may have to restore. The function that writes a setting must be allowed to pass its role.
   * It restores only a setting whose role is in this list or is used by this construct.
   *
   * Required with `ExistingLogging.TAKE_OVER`; empty if the existing setting has a bucket only.
   * `aws bedrock get-model-invocation-logging-configuration` shows the role.
   *
   * @default - none
   */
  readonly previousRoleArns?: string[];

  /**
   * The buckets of settings that a removal may have to restore, including those for large data. A setting is restored only if its buckets
   * are in this list or used by this construct. Otherwise, anyone who can write the claim (an SSM parameter) could choose the bucket that
   * prompts go to. A deployment that finds a setting it could not restore fails, and names the bucket.
   *
   * @default - none
   */
  readonly previousBucketNames?: string[];

  /**
   * What happens to the log group, the bucket and the key of this construct when it is removed. CloudFormation can delete a bucket only if
   * it is empty, and users report that Bedrock leaves an object in it.
   *
   * @default - they stay; after a failed first deployment, those that cannot hold data are deleted
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The Node.js runtime of the function that writes the setting: Node.js 20 or later. The runtime includes the AWS SDK.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
