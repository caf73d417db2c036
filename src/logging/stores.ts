import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BedrockLoggingConfigProps } from './bedrock-logging-config-props';
import { createMaskingPolicy } from './masking';
import { PromptRecording } from './prompt-recording';

type Props = BedrockLoggingConfigProps;

/** Creates the key for the log group and the bucket. It outlives the bucket that it encrypts. */
export function createKey(scope: Construct, id: string, { removalPolicy }: Props, forBucket: boolean): kms.Key {
  return new kms.Key(scope, id, {
    description: 'Encrypts the records of model invocations of Amazon Bedrock',
    enableKeyRotation: true,
    removalPolicy: removalPolicy ?? (forBucket ? RemovalPolicy.RETAIN : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
  });
}

export function createLogGroup(scope: Construct, id: string, props: Props, encryptionKey?: kms.IKey): logs.LogGroup {
  const { logGroupName, retention, prompts, dataIdentifiers, removalPolicy } = props;
  return new logs.LogGroup(scope, id, {
    logGroupName,
    encryptionKey,
    retention: retention ?? logs.RetentionDays.ONE_YEAR,
    dataProtectionPolicy: prompts === PromptRecording.MASKED ? createMaskingPolicy(dataIdentifiers) : undefined,
    removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}

export function createBucket(scope: Construct, id: string, props: Props, encryptionKey?: kms.IKey): s3.Bucket {
  const { expiration, serverAccessLogsBucket, removalPolicy } = props;
  return new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [{
      expiration: expiration ?? Duration.days(365),
      noncurrentVersionExpiration: Duration.days(30),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    serverAccessLogsBucket,
    removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN, // Bedrock leaves an object in it, so CloudFormation could not delete it

  });
}
