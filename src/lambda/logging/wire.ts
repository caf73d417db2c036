/**
 * The properties of the custom resource, as the construct writes them and CloudFormation delivers them: booleans arrive as
 * texts. Deployed templates hold these names, so they never change.
 */
export interface LoggingResourceProperties {
  readonly OnExisting: 'REFUSE' | 'ADOPT' | 'TAKE_OVER';
  readonly OnRemoval: 'RESTORE_PREVIOUS' | 'DISABLE' | 'RETAIN';
  readonly LoggingConfig: Setting;
  /** The roles of settings that may have to be put back. */
  readonly PreviousRoleArns?: string[];
}

/** What CloudFormation asks. */
export interface LifecycleRequest {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly stack: string;
  readonly logicalId: string;
  readonly properties: LoggingResourceProperties;
  /** Those before an Update. */
  readonly old?: LoggingResourceProperties;
}

/** The answer's attributes, for Fn::GetAtt. */
export interface LoggingResourceAttributes {
  /** The setting beneath ours as JSON, which RESTORE_PREVIOUS puts back; `none` without one. */
  readonly FoundConfiguration: string;
  /** Our setting as JSON. */
  readonly WrittenConfiguration: string;
}

export type Flag = boolean | 'true' | 'false';

export interface S3Location {
  readonly bucketName?: string;
  readonly keyPrefix?: string;
}

/** The `loggingConfig` of PutModelInvocationLoggingConfiguration. */
export interface Setting {
  readonly cloudWatchConfig?: {
    readonly logGroupName?: string;
    readonly roleArn?: string;
    readonly largeDataDeliveryS3Config?: S3Location;
  };
  readonly s3Config?: S3Location;
  readonly textDataDeliveryEnabled?: Flag;
  readonly imageDataDeliveryEnabled?: Flag;
  readonly embeddingDataDeliveryEnabled?: Flag;
  readonly videoDataDeliveryEnabled?: Flag;
  readonly audioDataDeliveryEnabled?: Flag;
}
