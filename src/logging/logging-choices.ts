import { BedrockLoggingConfigProps } from './bedrock-logging-config-props';
import { LoggingDestination } from './logging-destination';
import { PromptRecording } from './prompt-recording';

/**
 * The kinds of data that the setting switches on or off: `textDataDeliveryEnabled` and so on.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-28)
 */
export const MODALITIES = ['textData', 'imageData', 'embeddingData', 'videoData', 'audioData'] as const;
export type Modality = typeof MODALITIES[number];

/** The kinds of data that can be recorded. */
const RECORDABLE: Readonly<Record<PromptRecording, readonly Modality[]>> = {
  [PromptRecording.FULL]: MODALITIES,
  [PromptRecording.MASKED]: ['textData'],
  [PromptRecording.METADATA_ONLY]: [],
};

/** The choices of the props, with defaults that depend on each other. */
export interface LoggingChoices {
  readonly toLogGroup: boolean;
  readonly toBucket: boolean;
  readonly largeData: boolean;
  /** Whether large bodies can go to S3 at all. */
  readonly takesLargeData: boolean;
  /** Whether a log group or a bucket is needed that the user does not bring. */
  readonly createsLogGroup: boolean;
  readonly createsBucket: boolean;
  /** The kinds of data that can be recorded, and for every kind whether it is. */
  readonly recordable: readonly Modality[];
  readonly data: Readonly<Record<Modality, boolean>>;
}

/** Works out the choices. */
export function chooseLogging(props: BedrockLoggingConfigProps): LoggingChoices {
  const { prompts, destinations = [LoggingDestination.CLOUDWATCH_LOGS] } = props;
  const recordable = RECORDABLE[prompts];
  const toLogGroup = destinations.includes(LoggingDestination.CLOUDWATCH_LOGS);
  const toBucket = destinations.includes(LoggingDestination.S3);
  const takesLargeData = toLogGroup && prompts === PromptRecording.FULL;
  const largeData = props.largeData ?? takesLargeData;
  return {
    toLogGroup,
    toBucket,
    largeData,
    takesLargeData,
    createsLogGroup: toLogGroup && !props.logGroup,
    createsBucket: !props.bucket && (toBucket || (largeData && !props.largeDataBucket)),
    recordable,
    data: Object.fromEntries(MODALITIES.map((kind) => [kind, props[kind] ?? recordable.includes(kind)])) as Record<Modality, boolean>,
  };
}
