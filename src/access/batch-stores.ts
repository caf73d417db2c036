import { Annotations, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClaudeBatchAccessProps } from './claude-batch-access-props';
import { areDifferent } from '../checks/check';
import { BatchStore } from '../core/statements/batch';

/** A bucket of batch jobs, with its folder and key. */
export interface StoreOfJobs {
  readonly bucket: s3.IBucket;
  /** Does not end with a slash. */
  readonly prefix?: string;
  readonly key?: kms.IKey;
  /** Whether this library created the bucket, so that it must also grant it. */
  readonly isCreated: boolean;
}

/** Finds or creates the buckets of prompts and answers. */
export class BatchStores {
  public readonly input: StoreOfJobs;
  public readonly output: StoreOfJobs;
  private createdKey?: kms.Key;

  constructor(private readonly scope: Construct, private readonly props: ClaudeBatchAccessProps) {
    const { inputBucket, inputPrefix, inputEncryptionKey, outputBucket, outputPrefix, outputEncryptionKey } = props;
    this.input = this.provide('Input', inputBucket, inputPrefix, inputEncryptionKey);
    this.output = this.provide('Output', outputBucket, outputPrefix, outputEncryptionKey);
    this.warnOfOthers();
  }

  private provide(name: string, given: s3.IBucket | undefined, prefix: string | undefined, givenKey: kms.IKey | undefined): StoreOfJobs {
    const key = givenKey ?? (given ? given.encryptionKey : this.provideKey());
    return {
      bucket: given ?? this.createBucket(`${name}Bucket`, key!), prefix: prefix?.replace(/\/$/, ''), key, isCreated: given === undefined,
    };
  }

  private provideKey(): kms.Key {
    this.createdKey ??= new kms.Key(this.scope, 'Key', {
      description: 'Encrypts the prompts and answers of batch inference jobs of Amazon Bedrock',
      enableKeyRotation: true,
      removalPolicy: this.props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    return this.createdKey;
  }

  private createBucket(id: string, encryptionKey: kms.IKey): s3.Bucket {
    const { expiration, serverAccessLogsBucket, removalPolicy } = this.props;
    return new s3.Bucket(this.scope, id, {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true, // a job may overwrite the answers of another, and a person may overwrite prompts
      lifecycleRules: [{
        expiration,
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
      serverAccessLogsBucket,
      serverAccessLogsPrefix: serverAccessLogsBucket && `${id}/`,
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }

  /** The app cannot change policies of buckets and keys in other accounts. */
  private warnOfOthers(): void {
    const { account } = Stack.of(this.scope);
    const foreign = [this.input, this.output].flatMap(({ bucket, key }) => [bucket, ...key ? [key] : []])
      .filter(({ env }) => areDifferent(env.account, account)).map(({ node }) => `'${node.path}'`);
    const names = [...new Set(foreign)];
    if (names.length > 0) {
      const where = names.length === 1 ? 'is in another account, so its own policy' : 'are in another account, so their own policies';
      Annotations.of(this.scope).addWarningV2('cdk-bedrock-cris:access.foreignBatchStore', `${this.scope.node.path}: ` +
        `${names.join(' and ')} ${where} must allow the service role. Add the statement there, and acknowledge this warning`);
    }
  }
}

/** Describes a store for writing statements. */
export function describeStore({ bucket, prefix, key }: StoreOfJobs): BatchStore {
  return { bucketArn: bucket.bucketArn, prefix, account: bucket.env.account, keyArn: key?.keyArn };
}
