import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DeliveredProfileEvent, ProfileEvent, ProfileFault, ProfileTrouble, ProfileVerdict } from './memory-profiles';
import { ProfileOperation, ProfileStack } from './profile-stack';
import type { ProfileStore, StoredProfile } from './profile-store';
import { isOwn, readWish } from '../../../src/lambda/application-profiles/identity';
import { ApplicationProfileProperties, OWN_TAGS } from '../../../src/lambda/application-profiles/wire';

/** What answers events. */
export interface ProfileWorld {
  readonly store: ProfileStore;
  status: string | undefined;
  /** Goes on between operations. */
  time: number;
  deliver(event: ProfileEvent, trouble?: ProfileTrouble): Promise<DeliveredProfileEvent>;
}

/** What people and CloudFormation do, and what goes wrong with the events. */
export type ProfileAction = { readonly stack: number; readonly troubles?: readonly Repeated[] } & (
  | { readonly do: 'deploy'; readonly properties?: ApplicationProfileProperties; readonly breaks?: boolean }
  | { readonly do: 'delete' }
  /** By hand. */
  | { readonly do: 'lose' });

type Repeated = ProfileTrouble & {
  /** The event comes once more, after its end or its crash. */
  readonly again?: boolean;
};

const source = (model: string, region = 'af-south-1') =>
  `arn:aws:bedrock:${region}:123456789012:inference-profile/global.anthropic.${model}`;

export const PROFILE: ApplicationProfileProperties = {
  CopyFrom: source('claude-opus-5'),
  Region: 'af-south-1',
  NamePrefix: 'team',
  Description: 'Of a team',
  Tags: [{ Key: 'team', Value: 'a' }],
};
/** Other properties; all but the first are another profile. */
export const CHANGES = {
  tags: { Tags: [{ Key: 'cost', Value: 'b' }] },
  description: { Description: undefined },
  model: { CopyFrom: source('claude-sonnet-5') },
  prefix: { NamePrefix: 'another team' },
  region: { Region: 'us-east-1', CopyFrom: source('claude-opus-5', 'us-east-1') },
} satisfies Record<string, Partial<ApplicationProfileProperties>>;

const properties = fc.constantFrom(PROFILE, PROFILE, ...Object.values(CHANGES).map((change) => ({ ...PROFILE, ...change })));
const HOW: ProfileFault['how'][] = ['crash before', 'crash after', 'fail before', 'fail after', 'refused'];
/** The number of a request: few events take more than a dozen, none more than two. */
const step = fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.integer({ min: 13, max: 24 }) });
const trouble: fc.Arbitrary<Repeated> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.record({ fault: fc.record({ at: step, how: fc.constantFrom(...HOW) }), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ twinAt: step }) },
  { weight: 1, arbitrary: fc.constant({ again: true }) },
);
const stack = fc.constantFrom(0, 0, 0, 1, 2);
const troubles = fc.array(trouble, { maxLength: 4 });

export const profileAction: fc.Arbitrary<ProfileAction> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('deploy' as const),
      stack,
      troubles,
      breaks: fc.constantFrom(false, false, true),
      properties: fc.option(properties, { nil: undefined, freq: 7 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), stack, troubles }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), stack }) },
);

/** How late a new profile is seen, in milliseconds. */
export const lags = fc.record({
  list: fc.constantFrom(0, 0, 9000), get: fc.constantFrom(0, 5000, 9000), tags: fc.constantFrom(0, 0, 9000),
});

/** Two resources of one stack, and the same one in another stack. */
const makeStacks = () => {
  const [first, other] = [new ProfileStack('alpha'), new ProfileStack('beta')];
  return [first, new ProfileStack('alpha', 'Other', first.id), other];
};

/** Does one action after the other; each event is held against what must be. */
export async function playProfiles(world: ProfileWorld, actions: readonly ProfileAction[]): Promise<void> {
  const stacks = makeStacks();
  addStrangers(world.store, stacks);
  const strangers = describeStrangers(world.store);
  for (const action of actions) {
    const one = stacks[action.stack];
    world.time += 60_000;
    if (action.do === 'lose') {
      world.store.delete(one.resource?.id ?? '');
      continue;
    }
    const operation = action.do === 'delete' ? one.delete() : one.deploy(action.properties, action.breaks);
    const { id } = one;
    const wasSettled = findOwn(world.store, one).every(({ arn }) => arn === one.resource?.id);
    const { events, isFaultless } = await operate(world, one, operation, [...action.troubles ?? []]);
    assert.equal(describeStrangers(world.store), strangers);
    // An event tells of no other Region. After a change of Region whose way back failed, one may be there.
    const { Region } = one.resource?.properties ?? events.at(-1)?.ResourceProperties ?? {};
    const left = findOwn(world.store, { id, logicalId: one.logicalId });
    if (isFaultless && events.length > 0) {
      if (!one.exists || (!one.resource && wasSettled)) {
        assert.equal(left.filter(({ region }) => region === Region).length, 0, 'nothing of ours is left');
      } else if (one.resource && action.do === 'deploy' && !action.breaks) {
        const now = findOwn(world.store, one).filter(({ region }) => region === Region);
        assert.equal(now.length, 1, 'one profile for one resource');
      }
    }
  }
}

async function operate(world: ProfileWorld, one: ProfileStack, operation: ProfileOperation, left: Repeated[]) {
  const events: ProfileEvent[] = [];
  let isFaultless = true;
  let answer: ProfileVerdict | undefined;
  for (let next = operation.next(); !next.done; next = operation.next(answer)) {
    const [event, { again, ...other }] = [next.value, left.shift() ?? {}];
    events.push(event);
    world.status = one.status;
    const lives = findLive(world.store, one, event);
    const delivered = await world.deliver(event, other);
    isFaultless &&= !delivered.struck;
    ({ answer } = delivered);
    assert.ok(answer || delivered.struck, 'no answer');
    world.time += answer || again ? 0 : 900_000; // CloudFormation waits
    if (again) {
      const { answer: second } = await world.deliver(event);
      assert.ok(second);
      assert.ok(!answer || answer.Status === 'FAILED' || second.PhysicalResourceId === answer.PhysicalResourceId, 'answered otherwise');
      answer ??= second;
    }
    if (!delivered.struck && event.RequestType !== 'Create') {
      assert.equal(answer!.Status, 'SUCCESS', answer!.Reason);
    }
    judge(world.store, event, answer);
    assert.ok(!lives || world.store.profiles.has(lives), 'a profile that is in use was deleted');
  }
  return { events, isFaultless };
}

/** The profile that the stack keeps, or goes back to, whatever becomes of the event. */
function findLive(store: ProfileStore, { resource, status }: ProfileStack, event: ProfileEvent): string | undefined {
  const isKept = status.startsWith('UPDATE_') && (event.RequestType === 'Update' || event.PhysicalResourceId !== resource?.id);
  return isKept && resource && store.profiles.has(resource.id) ? resource.id : undefined;
}

function judge(store: ProfileStore, event: ProfileEvent, answer: ProfileVerdict | undefined): void {
  if (answer?.Status !== 'SUCCESS') {
    return;
  }
  if (event.RequestType === 'Delete') {
    assert.ok(!store.profiles.has(event.PhysicalResourceId!), 'not deleted');
    return;
  }
  const wish = readWish(event);
  const found = store.profiles.get(answer.PhysicalResourceId);
  assert.ok(found, 'answered without a profile');
  const { name, region, copyFrom, description, tags } = found;
  assert.deepEqual({ name, region, copyFrom, description, tags }, wish);
}

function findOwn(store: ProfileStore, { id, logicalId }: Pick<ProfileStack, 'id' | 'logicalId'>): StoredProfile[] {
  const event = { StackId: id, LogicalResourceId: logicalId } as ProfileEvent;
  return store.all.filter(({ tags }) => isOwn(event, tags));
}

/** Others' profiles, among them some whose names or tags look like ours. */
function addStrangers(store: ProfileStore, stacks: readonly ProfileStack[]): void {
  const one = { region: 'af-south-1', copyFrom: PROFILE.CopyFrom };
  store.create({ ...one, name: 'stranger', tags: { team: 'a' } });
  store.create({ ...one, name: 'stranger-2', tags: { [OWN_TAGS.stack]: 'another', [OWN_TAGS.resource]: 'Profile' } });
  store.create({ ...one, name: 'stranger-3', region: 'us-east-1', tags: {} });
  for (const { id, logicalId } of stacks) {
    const event = { StackId: id, LogicalResourceId: logicalId, ResourceProperties: { ...PROFILE, NamePrefix: 'stranger' } };
    store.create({ ...one, name: readWish(event as unknown as ProfileEvent).name, tags: { [OWN_TAGS.resource]: logicalId } });
  }
}

function describeStrangers(store: ProfileStore): string {
  return JSON.stringify(store.all.filter(({ name }) => name.startsWith('stranger')));
}
