import { createHash } from 'node:crypto';
import type { S3Location, Setting } from './wire';

const KINDS_OF_DATA = ['text', 'image', 'embedding', 'video', 'audio'] as const;
export const FLAGS = KINDS_OF_DATA.map((kind) => `${kind}DataDeliveryEnabled` as const);

/** A setting as Bedrock takes it: what says nothing is left out, and all five flags are said. `undefined` is logging switched off. */
export function normalize(setting: Setting | undefined) {
  const { logGroupName, roleArn, largeDataDeliveryS3Config } = setting?.cloudWatchConfig ?? {};
  const cloudWatchConfig = logGroupName
    ? { logGroupName, roleArn, largeDataDeliveryS3Config: normalizeLocation(largeDataDeliveryS3Config) }
    : undefined;
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

/** Whether two settings that are on differ in flags only. */
export function hasSameDestinations(one: Setting | undefined, other: Setting | undefined): boolean {
  const [here, there] = [normalize(one), normalize(other)].map((setting) =>
    setting && JSON.stringify([setting.cloudWatchConfig, setting.s3Config]));
  return here !== undefined && here === there;
}

export function hash(setting: Setting | undefined): string {
  return createHash('sha256').update(writeCanonical(setting)).digest('base64url').slice(0, 22);
}

/** The flags that were asked to be off and that Bedrock, or an SDK that does not know them, does not tell back. */
export function findUnconfirmed(wish: Setting, live: Setting | undefined): string[] {
  const flags = FLAGS.filter((flag) => String(wish[flag]) === 'false' && live?.[flag] === undefined);
  return isSame(wish, { ...live, ...Object.fromEntries(flags.map((flag) => [flag, false])) }) ? flags : [];
}

/** Where two settings differ, for people. */
export function describeDifference(live: Setting | undefined, wish: Setting): string {
  const [there, here] = [flattenFields(normalize(live)), flattenFields(normalize(wish))];
  return [...new Set([...there.keys(), ...here.keys()])]
    .filter((field) => there.get(field) !== here.get(field))
    .map((field) => `${field} is ${there.get(field) ?? 'absent'}, not ${here.get(field) ?? 'absent'}`)
    .join('; ');
}

function flattenFields(value: object | undefined, path = ''): Map<string, string> {
  return new Map(Object.entries(value ?? {}).filter(([, inner]) => inner !== undefined).flatMap(([key, inner]) =>
    typeof inner === 'object'
      ? [...flattenFields(inner, `${path}${key}.`)]
      : [[`${path}${key}`, JSON.stringify(inner)] as [string, string]]));
}
