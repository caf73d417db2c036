/** What the words of conflicts.ts mean. */
import type { Stacks, World } from './conflicts-world';
import type { Setting } from '../../../src/lambda/logging/wire';
import type { Answer } from '../../support/guest/event';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const flags = (text: 'true' | 'false') => ({
  textDataDeliveryEnabled: text, imageDataDeliveryEnabled: text, embeddingDataDeliveryEnabled: text,
} as const);
export const YOURS: Setting = { cloudWatchConfig: { logGroupName: '/bedrock/yours', roleArn: role('yours') }, ...flags('false') };
const CHANGED: Setting = { ...YOURS, s3Config: { bucketName: 'your-bucket', keyPrefix: 'bedrock' } };
/** What others wrote through the API, where flags are no texts. */
const SAME: Setting = {
  ...YOURS,
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: true,
};
export const ANOTHER: Setting = { s3Config: { bucketName: 'another-bucket' }, audioDataDeliveryEnabled: false };
export const WRITTEN_SINCE: Setting = { cloudWatchConfig: { logGroupName: '/bedrock/since', roleArn: role('since') } };

/** How it comes to be found; `meanwhile` happens after a change, before it is rolled back. */
export const FOUND = {
  'logging is off': async () => undefined,
  'the same setting': ({ aws }: World) => aws.writeSetting(SAME),
  'another setting': ({ aws }: World) => aws.writeSetting(ANOTHER),
  'another stack\'s setting': (world: World) => world.send('Create', ANOTHER, { stack: 'others' }),
  'your setting, kept by a stack that was removed': (world: World) => keptByOthers(world, YOURS),
  'another setting, kept by a stack that was removed': (world: World) => keptByOthers(world, ANOTHER),
  'your setting': (world: World) => world.send('Create', YOURS),
  'your setting, which was there before you': async (world: World) => {
    await world.aws.writeSetting(SAME);
    await world.send('Create', YOURS);
  },
  'your setting, which was there before you and which you changed': async (world: World) => {
    await world.aws.writeSetting(SAME);
    await world.send('Create', YOURS, { modes: { OnExisting: 'ADOPT' } });
    await world.send('Update', CHANGED, { old: YOURS, modes: { OnExisting: 'ADOPT' } });
  },
  'your setting, taken over from another': async (world: World) => {
    await world.aws.writeSetting(ANOTHER);
    await world.send('Create', YOURS, { modes: { OnExisting: 'TAKE_OVER' } });
  },
  'your setting, taken over from another and changed': async (world: World) => {
    await world.aws.writeSetting(ANOTHER);
    await world.send('Create', YOURS, { modes: { OnExisting: 'TAKE_OVER' } });
    await world.send('Update', CHANGED, { old: YOURS });
  },
  'your setting, taken over from another, after a change that Bedrock refused': async (world: World) => {
    await world.aws.writeSetting(ANOTHER);
    await world.send('Create', YOURS, { modes: { OnExisting: 'TAKE_OVER' } });
    await refusedChange(world);
  },
  'your setting, taken over from somebody since': async (world: World) => {
    await changedSince(world, WRITTEN_SINCE);
    await world.send('Update', CHANGED, { old: YOURS, modes: { OnExisting: 'TAKE_OVER' } });
  },
  'another setting, written by somebody since': (world: World) => changedSince(world, WRITTEN_SINCE),
  'switched off by somebody since': (world: World) => changedSince(world, undefined),
  'what you change it to, written by somebody': (world: World) => changedSince(world, CHANGED),
  'somebody writes another setting meanwhile': (world: World) => world.send('Create', YOURS),
  'the claim was deleted': async (world: World) => {
    await world.send('Create', YOURS);
    await world.aws.deleteRecord();
  },
  'the claim was deleted, and another stack came': async (world: World) => {
    await world.send('Create', YOURS);
    await world.aws.deleteRecord();
    await world.send('Create', ANOTHER, { stack: 'others', modes: { OnExisting: 'TAKE_OVER' } });
  },
};

async function keptByOthers(world: World, setting: Setting): Promise<void> {
  await world.send('Create', setting, { stack: 'others' });
  await world.send('Delete', setting, { stack: 'others', modes: { OnRemoval: 'RETAIN' } });
}

async function refusedChange(world: World): Promise<Answer> {
  world.aws.refuse();
  const answer = await world.send('Update', CHANGED, { old: YOURS });
  await world.rollBack(true, () => world.send('Update', YOURS, { old: CHANGED }));
  return answer;
}

async function changedSince(world: World, setting: Setting | undefined): Promise<void> {
  await world.send('Create', YOURS);
  await world.aws.writeSetting(setting);
}

/** What CloudFormation sends then. The answer that counts is the first, or that of the roll-back. */
export const DONE = {
  'deploy it': (world: World) => world.send('Create', YOURS),
  'deploy it, and the deployment fails': async (world: World) => {
    await world.send('Create', YOURS);
    return world.rollBack(false, () => world.send('Delete', YOURS));
  },
  'change it': (world: World) => world.send('Update', CHANGED, { old: YOURS }),
  'change something else of it': (world: World) => world.send('Update', YOURS, { old: YOURS, modes: { OnRemoval: 'RETAIN' } }),
  'change it, and the deployment fails': async (world: World, found: Find) => {
    await world.send('Update', CHANGED, { old: YOURS });
    if (found === 'somebody writes another setting meanwhile') {
      await world.aws.writeSetting(WRITTEN_SINCE);
    }
    return world.rollBack(true, () => world.send('Update', YOURS, { old: CHANGED }));
  },
  'rename it': async (world: World) => {
    const created = await world.send('Create', YOURS, { id: 'Renamed' });
    return created.Status === 'FAILED' ? created : world.send('Delete', YOURS);
  },
  'rename it and change it': async (world: World) => {
    const created = await world.send('Create', CHANGED, { id: 'Renamed' });
    return created.Status === 'FAILED' ? created : world.send('Delete', YOURS);
  },
  'rename it, and the deployment fails': async (world: World) => {
    await world.send('Create', YOURS, { id: 'Renamed' });
    return world.rollBack(true, () => world.send('Delete', YOURS, { id: 'Renamed' }));
  },
  'change it to what Bedrock refuses': (world: World) => refusedChange(world),
  'remove it': (world: World) => world.send('Delete', world.wish ?? YOURS),
};

export interface Expectation {
  readonly refusal?: RegExp;
  readonly live: 'off' | 'yours' | 'before' | 'another' | 'since' | 'as found';
  /** Whose the claim is; the handler calls it the record. */
  readonly record: Owner | 'as found';
  /** Nothing is written, not even what is there already. */
  readonly still?: boolean;
}

const UNTOUCHED = { live: 'as found', record: 'as found', still: true } as const;

export const HAPPENS = {
  'your setting is written': { live: 'yours', record: 'yours' },
  'succeeds and writes nothing': UNTOUCHED,
  'succeeds and writes nothing: it is left as it is, and stays when you remove this': { live: 'yours', record: 'yours', still: true },
  'fails and writes nothing: another setting exists': { refusal: /is already on, with another setting/, ...UNTOUCHED },
  'fails and writes nothing: another stack manages it': { refusal: /is managed by the stack others/, ...UNTOUCHED },
  'fails and writes nothing: it was there before you': { refusal: /is left so/, ...UNTOUCHED },
  'fails and writes nothing: somebody changed it': { refusal: /was changed outside of this stack/, ...UNTOUCHED },
  'fails and writes nothing: the claim is missing': { refusal: /is missing/, ...UNTOUCHED },
  'fails, and what was there stays': {
    refusal: /^PutModelInvocationLoggingConfiguration: ValidationException: refused/, live: 'as found', record: 'as found',
  },
  'it is as it was found': { live: 'as found', record: 'as found' },
  'your setting from before the change is written': { live: 'yours', record: 'yours' },
  'somebody\'s setting stays': { live: 'since', record: 'yours' },
  'logging stays off': { live: 'off', record: 'nobody', still: true },
  'logging is off again': { live: 'off', record: 'nobody' },
  'what you took over since is put back': { live: 'since', record: 'nobody' },
  'what was there before you is put back': { live: 'before', record: 'nobody' },
  'what you took over is put back': { live: 'another', record: 'nobody' },
  'the setting stays, and is nobody\'s': { live: 'as found', record: 'nobody', still: true },
} satisfies Record<string, Expectation>;

export type Do = keyof typeof DONE;
export type Find = keyof typeof FOUND;
export type Happen = keyof typeof HAPPENS;

type Owner = keyof Stacks | 'nobody';
