import { FLAGS, Setting } from './wire';

/** A setting as Bedrock takes it: without empty fields, and with all five flags. `undefined` means that logging is off. */
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

function normalizeLocation(s3: Setting['s3Config']) {
  return s3?.bucketName ? { bucketName: s3.bucketName, keyPrefix: s3.keyPrefix || undefined } : undefined;
}

/** The canonical text of a setting; two settings are the same if and only if their texts are. */
export const writeCanonical = (setting: Setting | undefined) => JSON.stringify(normalize(setting)) ?? 'none';
export const isSame = (one: Setting | undefined, other: Setting | undefined) => writeCanonical(one) === writeCanonical(other);

/** Whether the live setting may be the given one. A flag that the Region does not report counts as equal. */
export const matches = (setting: Setting | undefined, told: Setting | undefined) => isSame(setting, fillUntold(told, setting));

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
    .filter(Boolean).map(String);
}

/** The flags that are off in a setting and that Bedrock does not report. */
export function findUnconfirmed(setting: Setting, told: Setting | undefined): string[] {
  return FLAGS.filter((flag) => String(setting[flag]) === 'false' && told?.[flag] === undefined);
}

/** Describes for people how the live setting differs from a given one. */
export function describeDifference(told: Setting | undefined, setting: Setting): string {
  const [there, here] = [fillUntold(told, setting), setting].map((one) => new Map(listFields(normalize(one))));
  return [...new Set([...there.keys(), ...here.keys()])]
    .filter((field) => there.get(field) !== here.get(field))
    .map((field) => `${field} is ${there.get(field) ?? 'absent'}, not ${here.get(field) ?? 'absent'}`)
    .join('; ');
}

function fillUntold(told: Setting | undefined, setting: Setting | undefined): Setting | undefined {
  const untold = FLAGS.filter((flag) => told?.[flag] === undefined).map((flag) => [flag, setting?.[flag]]);
  return told && { ...told, ...Object.fromEntries(untold) };
}

function listFields(value: object = {}, path = ''): [field: string, text: string][] {
  return Object.entries(value).flatMap(([key, inner]) => typeof inner === 'object'
    ? listFields(inner as object, `${path}${key}.`)
    : inner === undefined ? [] : [[`${path}${key}`, JSON.stringify(inner)]]);
}
