import { ACCOUNT } from './event';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

export type Mode = LoggingResourceProperties['OnExisting'];
export type Removal = LoggingResourceProperties['OnRemoval'];
export const MODES = ['REFUSE', 'ADOPT', 'TAKE_OVER'] as const satisfies Mode[];
export const REMOVALS = ['RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'] as const satisfies Removal[];

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/delivery`;

/** A setting that delivers to a log group and says nothing else. */
export function group(logGroupName: string): Setting & Required<Pick<Setting, 'cloudWatchConfig'>> {
  return { cloudWatchConfig: { logGroupName, roleArn: ROLE } };
}

/** The settings of a test differ in their log group, or in their bucket if they have none. */
export function nameSetting({ cloudWatchConfig, s3Config }: Setting = {}): string {
  return cloudWatchConfig?.logGroupName ?? s3Config?.bucketName ?? 'none';
}

const FLAGS = ['text', 'image', 'embedding', 'video', 'audio'].map((data) => `${data}DataDeliveryEnabled`);
const flags = (off: readonly string[], [yes, no]: unknown[]) =>
  Object.fromEntries(FLAGS.map((flag) => [flag, off.includes(flag) ? no : yes]));

/** A setting as Bedrock tells it, with all flags. */
export function setting(destination: Setting, ...off: string[]): Setting {
  return { ...destination, ...flags(off, [true, false]) };
}

/** A setting as CloudFormation delivers it. */
export function asText(told: Setting): Setting {
  return { ...told, ...flags(FLAGS.filter((flag) => told[flag as keyof Setting] === false), ['true', 'false']) };
}

/** Ours, as Bedrock tells them: of one log group. */
export const A1 = setting(group('/bedrock/calls'));
export const A2 = setting(group('/bedrock/calls'), 'textDataDeliveryEnabled');
export const A3 = setting(group('/bedrock/calls'), 'videoDataDeliveryEnabled', 'audioDataDeliveryEnabled');
/** An outsider's: of one bucket. */
export const X0 = setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix: 'zero' } });
export const X1 = setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix: 'one' } }, 'imageDataDeliveryEnabled');

/** Ours, as CloudFormation delivers them: each has a name, for random sequences. */
export const WISHES: readonly Setting[] = [
  { ...group('wish-1'), textDataDeliveryEnabled: 'false', audioDataDeliveryEnabled: 'false' },
  { s3Config: { bucketName: 'wish-2', keyPrefix: '' }, imageDataDeliveryEnabled: 'true', audioDataDeliveryEnabled: 'false' },
  { cloudWatchConfig: { ...group('wish-3').cloudWatchConfig, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'a/b' } } },
];
/** Where what is found may be put back. */
export const PREVIOUS = {
  PreviousRoleArns: [ROLE], PreviousBucketNames: ['foreign-0', 'foreign-1', 'wish-2', 'large', 'outsiders-bucket'],
};
/** An outsider's. */
export const FOREIGN: readonly (Setting | undefined)[] = [
  undefined,
  { ...group('foreign-0'), s3Config: { bucketName: 'foreign-0', keyPrefix: 'p' } },
  { s3Config: { bucketName: 'foreign-1' }, embeddingDataDeliveryEnabled: false },
];
