import type { CustomResourceEvent } from '../answer';

// Deployed templates and claims hold these names, so they never change.

/** The parameter that is the claim. */
export const CLAIM_PARAMETER = '/cdk-bedrock-cris/model-invocation-logging';

/** Begins a line in the function's log that reports a setting which is not this stack's. An alarm counts these lines. */
export const NOT_OURS = 'SETTING_OF_SOMEBODY_ELSE';

/** The properties of the custom resource. CloudFormation delivers booleans as text. */
export interface LoggingResourceProperties {
  readonly OnExisting: 'REFUSE' | 'ADOPT' | 'TAKE_OVER';
  readonly OnRemoval: 'RESTORE_PREVIOUS' | 'DISABLE' | 'RETAIN';
  readonly LoggingConfig: Setting;
  /** Whether the setting needs what is deleted with the construct: its role, or the policy of its bucket. */
  readonly NeedsConstruct?: Flag;
  /** The roles and buckets with which a setting may be put back. */
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
  /** Who owns the live setting. */
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
