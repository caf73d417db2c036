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

/** What is recorded of model invocations, where it goes, and how the account's one setting is shared with others. */
export interface BedrockLoggingConfigProps {
  /** What the records hold of prompts and answers. There is no default, since law and policy decide it. */
  readonly prompts: PromptRecording;

  /**
   * Where records go: at least one place.
   *
   * @default - CloudWatch Logs
   */
  readonly destinations?: LoggingDestination[];

  /**
   * The log group for the records, in the stack's account and Region. Its retention, encryption and masking are its own.
   *
   * @default - a log group is created, encrypted with `encryptionKey`
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The name of the log group that is created: 1 to 512 letters, digits and `_`, `-`, `/`, `.`, `#`, not beginning with `aws/`.
   *
   * @default - CloudFormation makes one
   */
  readonly logGroupName?: string;

  /**
   * How long the log group that is created keeps records.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;

  /**
   * What a data protection policy masks, with `PromptRecording.MASKED`: at most 10 custom identifiers, as CloudWatch Logs takes them. Their
   * names have 1 to 128 letters, digits, `_` and `-`, and are not those of managed ones; their patterns have at most 200 letters, digits,
   * spaces and `_#=@/;,-^$?[]{}|\*+.`, so no parentheses.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html
   *
   * @default - e-mail addresses, names, postal addresses, IP addresses, places, payment cards, AWS secret keys, private keys, and the
   * identity numbers of South Africa
   */
  readonly dataIdentifiers?: logs.DataIdentifier[];

  /**
   * Whether bodies that do not fit a log event go to the bucket: those over 100 KB, and binary ones. They need
   * `LoggingDestination.CLOUDWATCH_LOGS`, and are not masked.
   *
   * @default - true with `PromptRecording.FULL` and CloudWatch Logs, otherwise false
   */
  readonly largeData?: boolean;

  /**
   * The bucket for records and large bodies, in the stack's account and Region. The statements that it needs are added to the
   * policy of a bucket of this app; for an imported one a warning shows them.
   *
   * @default - a bucket is created where one is needed: encrypted with `encryptionKey`, TLS only, versioned, not public
   */
  readonly bucket?: s3.IBucket;

  /**
   * What the keys of records begin with in the bucket: at most 1,024 letters, digits and `_`, `-`, `.`, `!`, `'`, `(`, `)`, `=`, `:`,
   * `@`, `+`, `,`, in parts between single slashes. A slash at the end belongs to it, as Bedrock tells it: `logs/` is not `logs`.
   * With `ExistingLogging.ADOPT` any characters but `*`, `?` and `${`.
   *
   * @default - nothing
   */
  readonly keyPrefix?: string;

  /**
   * The bucket for large bodies, as `bucket` is.
   *
   * @default - the bucket for records
   */
  readonly largeDataBucket?: s3.IBucket;

  /**
   * What the keys of large bodies begin with, as `keyPrefix`.
   *
   * @default - as `keyPrefix`
   */
  readonly largeDataKeyPrefix?: string;

  /**
   * When objects of the bucket that is created expire, in whole days.
   *
   * @default Duration.days(365)
   */
  readonly expiration?: Duration;

  /**
   * Where the bucket that is created logs the access to itself.
   *
   * @default - nowhere
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The key that encrypts the log group and the bucket that are created: symmetric. The statements that it needs are added to
   * the policy of a key of this app; for an imported one a warning shows them.
   *
   * @default - a key is created, which rotates every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The role with which Bedrock writes to the log group. It must trust `bedrock.amazonaws.com`, and should do so for this account
   * and Region only (`aws:SourceAccount`, `aws:SourceArn`). Its permissions are added, unless it is immutable.
   *
   * @default - a role is created that may write to one log stream
   */
  readonly deliveryRole?: iam.IRole;

  /**
   * The boundary of every role that is created.
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
   * What a deployment does where logging is already on.
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
   * The delivery roles of settings that may have to be put back: whoever writes a setting must be allowed to pass its role, and a setting
   * is put back only with a role that this names or that this construct uses.
   * With `ExistingLogging.TAKE_OVER` this is required; it is empty where that setting has a bucket only.
   *
   * `aws bedrock get-model-invocation-logging-configuration` shows it.
   *
   * @default - none
   */
  readonly previousRoleArns?: string[];

  /**
   * The buckets of settings that may have to be put back, those for large data included. A setting is put back only to buckets that
   * this names or that this construct uses, so that whoever can write the claim (an SSM parameter) cannot choose the bucket that prompts
   * go to. A deployment that could not put back what it finds is refused, and names the bucket.
   *
   * @default - none
   */
  readonly previousBucketNames?: string[];

  /**
   * What happens to the log group, the bucket and the key that are created when this construct is removed. A bucket is deleted
   * only when it is empty, and users report that Bedrock leaves an object in it.
   *
   * @default - they stay; what a failed first deployment created is deleted where nothing can be in it
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The Node.js runtime of the function that writes the setting, with which the AWS SDK comes: Node.js 20 or later.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
