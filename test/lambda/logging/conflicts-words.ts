/** What the words of conflicts.ts mean. */
import { role, World } from './conflicts-world';
import type { Setting } from '../../../src/lambda/logging/wire';
import { MESSAGES } from '../../support/guest/messages';
import type { Result } from '../../support/guest/stack';

export const YOURS: Setting = {
  cloudWatchConfig: { logGroupName: '/bedrock/yours', roleArn: role('yours') },
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
};
const CHANGED: Setting = { ...YOURS, s3Config: { bucketName: 'your-bucket', keyPrefix: 'bedrock' } };
/** What others wrote may say more. */
const SAME: Setting = { ...YOURS, videoDataDeliveryEnabled: true };
export const ANOTHER: Setting = { s3Config: { bucketName: 'another-bucket' }, audioDataDeliveryEnabled: false };
export const WRITTEN_SINCE: Setting = { cloudWatchConfig: { logGroupName: '/bedrock/since', roleArn: role('since') } };

/** How it comes to be found. */
export const FOUND = {
  'logging is off': async () => undefined,
  'the same setting': ({ aws }) => aws.writeSetting(SAME),
  'another setting': ({ aws }) => aws.writeSetting(ANOTHER),
  'another stack\'s setting': (world) => world.othersDeploy(ANOTHER),
  'your setting, kept by a stack that was removed': (world) => keptByOthers(world, YOURS),
  'another setting, kept by a stack that was removed': (world) => keptByOthers(world, ANOTHER),
  'your setting': (world) => world.deploy(YOURS),
  'your setting, which existed before you': async (world) => {
    await world.aws.writeSetting(SAME);
    await world.deploy(YOURS);
  },
  'your setting, which existed before you and which you changed': async (world) => {
    await world.aws.writeSetting(SAME);
    await world.deploy(YOURS, { mode: 'ADOPT' });
    await world.deploy(CHANGED, { mode: 'ADOPT' });
  },
  'your setting, taken over from another': takenOver,
  'your setting, taken over from another and changed': async (world) => {
    await takenOver(world);
    await world.deploy(CHANGED);
  },
  'your setting, taken over from another, after a change that Bedrock refused': async (world) => {
    await takenOver(world);
    await refusedChange(world);
  },
  'your setting, taken over from someone since': async (world) => {
    await changedSince(world, WRITTEN_SINCE);
    await world.deploy(CHANGED, { mode: 'TAKE_OVER' });
  },
  'another setting, written by someone since': (world) => changedSince(world, WRITTEN_SINCE),
  'switched off by someone since': (world) => changedSince(world, undefined),
  'the setting that you change to, written by someone else': (world) => changedSince(world, CHANGED),
  'someone writes another setting meanwhile': async (world) => {
    await world.deploy(YOURS);
    world.meanwhile = () => world.aws.writeSetting(WRITTEN_SINCE);
  },
  'the claim was deleted': claimDeleted,
  'the claim was deleted, and another stack claimed it': async (world) => {
    await claimDeleted(world);
    await world.othersDeploy(ANOTHER, { mode: 'TAKE_OVER' });
  },
} satisfies Record<string, (world: World) => Promise<unknown>>;

async function keptByOthers(world: World, setting: Setting): Promise<void> {
  await world.othersDeploy(setting, { removal: 'RETAIN' });
  await world.othersRemove();
}

async function takenOver(world: World): Promise<void> {
  await world.aws.writeSetting(ANOTHER);
  await world.deploy(YOURS, { mode: 'TAKE_OVER' });
}

async function refusedChange(world: World): Promise<Result[]> {
  world.aws.refuse();
  return world.deploy(CHANGED);
}

async function changedSince(world: World, setting: Setting | undefined): Promise<void> {
  await world.deploy(YOURS);
  await world.aws.writeSetting(setting);
}

async function claimDeleted(world: World): Promise<void> {
  await world.deploy(YOURS);
  await world.aws.deleteClaim();
}

/** What you do then. Where something else fails the deployment, what counts is the roll-back alone. */
export const DONE = {
  'deploy it': (world) => world.deploy(YOURS),
  'deploy it, and the deployment fails': async (world) => (await world.deploy(YOURS, { breaks: true })).slice(1),
  'change it': (world) => world.deploy(CHANGED),
  'change another prop of it': (world) => world.touch(),
  'change it, and the deployment fails': async (world) => (await world.deploy(CHANGED, { breaks: true })).slice(1),
  'change it to something that Bedrock refuses': refusedChange,
  'remove it': (world) => world.remove(),
} satisfies Record<string, (world: World) => Promise<Result[]>>;

export interface Expectation {
  /** Of the first event, which is taken back then. */
  readonly refusal?: RegExp;
  readonly live: 'off' | 'yours' | 'before' | 'another' | 'since' | 'as found';
  /** Whose the claim is. */
  readonly claim: 'yours' | 'nobody' | 'as found';
  /** Nothing is written, not even what is there already. */
  readonly still?: boolean;
}

const UNTOUCHED = { live: 'as found', claim: 'as found', still: true } as const;
export const REFUSED_BY_BEDROCK = /^PutModelInvocationLoggingConfiguration: ValidationException: refused/;

export const HAPPENS = {
  'your setting is written': { live: 'yours', claim: 'yours' },
  'succeeds and writes nothing': UNTOUCHED,
  'succeeds and writes nothing; the setting stays when you remove this': { live: 'yours', claim: 'yours', still: true },
  'fails and writes nothing: another setting exists': { refusal: MESSAGES.M2, ...UNTOUCHED },
  'fails and writes nothing: another stack manages it': { refusal: MESSAGES.M1, ...UNTOUCHED },
  'fails and writes nothing: it existed before you': { refusal: MESSAGES['M3 found'], ...UNTOUCHED },
  'fails and writes nothing: someone changed it': { refusal: MESSAGES.M3, ...UNTOUCHED },
  'fails and writes nothing: the claim is missing': { refusal: MESSAGES.M5, ...UNTOUCHED },
  'fails, and the setting stays as it was': { refusal: REFUSED_BY_BEDROCK, live: 'as found', claim: 'as found' },
  'the setting is as it was found': { live: 'as found', claim: 'as found' },
  'your setting from before the change is written': { live: 'yours', claim: 'yours' },
  'the other setting stays': { live: 'since', claim: 'yours' },
  'logging stays off': { live: 'off', claim: 'nobody', still: true },
  'logging is off again': { live: 'off', claim: 'nobody' },
  'what you took over since is put back': { live: 'since', claim: 'nobody' },
  'the setting from before you is put back': { live: 'before', claim: 'nobody' },
  'what you took over is put back': { live: 'another', claim: 'nobody' },
  'the setting stays, and no stack owns it': { live: 'as found', claim: 'nobody', still: true },
} satisfies Record<string, Expectation>;

export type Do = keyof typeof DONE;
export type Find = keyof typeof FOUND;
export type Happen = keyof typeof HAPPENS;
