import { FLAGS, S3Location, Setting } from './wire';

/** A setting as Bedrock takes it: what says nothing is left out, and all five flags are said. `undefined` is logging switched off. */
export function normalize(setting: Setting | undefined) {
  const { logGroupName, roleArn, largeDataDeliveryS3Config: large } = setting?.cloudWatchConfig ?? {};
  const cloudWatchConfig = logGroupName ? { logGroupName, roleArn, largeDataDeliveryS3Config: normalizeLocation(large) } : undefined;
  const s3Config = normalizeLocation(setting?.s3Config);
  if (!cloudWatchConfig && !s3Config) {
    return undefined;
  }
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, String(setting![flag]) !== 'false'])); // an absent flag is true
  return { cloudWatchConfig, s3Config, ...flags as Record<typeof FLAGS[number], boolean> };
}

function normalizeLocation(s3: S3Location | undefined) {
  return s3?.bucketName ? { bucketName: s3.bucketName, keyPrefix: s3.keyPrefix || undefined } : undefined;
}

/** The canonical text of a setting; two settings are the same if and only if their texts are. */
export function writeCanonical(setting: Setting | undefined): string {
  return JSON.stringify(normalize(setting)) ?? 'none';
}

export function isSame(one: Setting | undefined, other: Setting | undefined): boolean {
  return writeCanonical(one) === writeCanonical(other);
}

/** Whether it may be a certain setting that Bedrock tells of. Some Regions do not tell all flags back: these may be as they were set. */
export function matches(setting: Setting | undefined, told: Setting | undefined): boolean {
  return isSame(setting, fillUntold(told, setting));
}

/** Whether two settings that are on deliver to the same places. */
export function hasSameDestinations(one: Setting | undefined, other: Setting | undefined): boolean {
  const [here, there] = [one, other].map(normalize)
    .map((setting) => setting && JSON.stringify([setting.cloudWatchConfig, setting.s3Config]));
  return here !== undefined && here === there;
}

/** The role and the buckets of a setting. */
export function listPlaces(setting: Setting | undefined): string[] {
  const { cloudWatchConfig, s3Config } = normalize(setting) ?? {};
  return [cloudWatchConfig?.roleArn, cloudWatchConfig?.largeDataDeliveryS3Config?.bucketName, s3Config?.bucketName]
    .filter((place) => place !== undefined);
}

/** The flags that are off in a setting and that Bedrock does not tell back. */
export function findUnconfirmed(setting: Setting, told: Setting | undefined): string[] {
  return FLAGS.filter((flag) => String(setting[flag]) === 'false' && told?.[flag] === undefined);
}

/** Where what Bedrock tells differs from a setting, for people. */
export function describeDifference(told: Setting | undefined, setting: Setting): string {
  const [there, here] = [fillUntold(told, setting), setting].map((one) => flattenFields(normalize(one)));
  return [...new Set([...there.keys(), ...here.keys()])]
    .filter((field) => there.get(field) !== here.get(field))
    .map((field) => `${field} is ${there.get(field) ?? 'absent'}, not ${here.get(field) ?? 'absent'}`)
    .join('; ');
}

function fillUntold(told: Setting | undefined, setting: Setting | undefined): Setting | undefined {
  const untold = FLAGS.filter((flag) => told?.[flag] === undefined).map((flag) => [flag, setting?.[flag]]);
  return told && { ...told, ...Object.fromEntries(untold) };
}

function flattenFields(value: object | undefined, path = ''): Map<string, string> {
  return new Map(Object.entries(value ?? {}).filter(([, inner]) => inner !== undefined).flatMap(([key, inner]) =>
    typeof inner === 'object'
      ? [...flattenFields(inner, `${path}${key}.`)]
      : [[`${path}${key}`, JSON.stringify(inner)] as [string, string]]));
}
