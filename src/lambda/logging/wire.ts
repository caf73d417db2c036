import type { CustomResourceEvent } from '../answer';

// Deployed templates and claims hold these names, so they never change.

/** The parameter that is the claim. */
export const CLAIM_PARAMETER = '/cdk-bedrock-cris/model-invocation-logging';

/** So begin the lines of the function's log that tell of a setting which is not this stack's: an alarm counts them. */
export const NOT_OURS = 'SETTING_OF_SOMEBODY_ELSE';

/** The properties of the custom resource. CloudFormation delivers booleans as texts. */
export interface LoggingResourceProperties {
  readonly OnExisting: 'REFUSE' | 'ADOPT' | 'TAKE_OVER';
  readonly OnRemoval: 'RESTORE_PREVIOUS' | 'DISABLE' | 'RETAIN';
  readonly LoggingConfig: Setting;
  /** Whether the setting needs what goes with the construct: its role, or the policy of its bucket. */
  readonly NeedsConstruct?: Flag;
  /** The roles and buckets to which a setting may be put back. */
  readonly PreviousRoleArns?: string[];
  readonly PreviousBucketNames?: string[];
}

export type LoggingEvent = CustomResourceEvent<LoggingResourceProperties>;

/** The answer's attributes, for Fn::GetAtt. */
export interface LoggingResourceAttributes {
  /** The setting that was found as JSON, which RESTORE_PREVIOUS puts back; `none` without one. */
  readonly FoundConfiguration: string;
  /** Our setting as JSON. */
  readonly WrittenConfiguration: string;
  /** Whose the live setting is. */
  readonly SettingOwner: 'THIS_STACK' | 'FOUND' | 'SOMEBODY_ELSE' | 'NOBODY';
}

export type Flag = boolean | 'true' | 'false';

/** Which kinds of data are recorded. */
export const FLAGS = (['text', 'image', 'embedding', 'video', 'audio'] as const).map((kind) => `${kind}DataDeliveryEnabled` as const);

/** The `loggingConfig` of PutModelInvocationLoggingConfiguration. */
export interface Setting extends Readonly<Partial<Record<typeof FLAGS[number], Flag>>> {
  readonly cloudWatchConfig?: {
    readonly logGroupName?: string;
    readonly roleArn?: string;
    readonly largeDataDeliveryS3Config?: Setting['s3Config'];
  };
  readonly s3Config?: { readonly bucketName?: string; readonly keyPrefix?: string };
}
