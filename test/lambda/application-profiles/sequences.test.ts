import { readWish } from '../../../src/lambda/application-profiles/identity';
import { ApplicationProfileProperties, NAME_ENDING, OWN_TAGS } from '../../../src/lambda/application-profiles/wire';
import { stackId } from '../../support/guest/event';
import { describeBotocore } from '../../support/guest/judge-requests';
import { LocalAws, refuse } from '../../support/guest/local-aws';
import type { ProfileEvent } from '../../support/guest/memory-profiles';
import type { ProfileGuest } from '../../support/guest/profile-guest';
import { setUpProfiles } from '../../support/guest/profile-parts';
import { CHANGES, PROFILE } from '../../support/guest/profile-play';
import { ProfileStack } from '../../support/guest/profile-stack';

let aws: LocalAws;
let guest: ProfileGuest;
let stack: ProfileStack;
const requests = setUpProfiles((parts) => { ({ aws, guest, stack } = parts); });

const SUCCESS = { Status: 'SUCCESS' };
const names = () => aws.profiles.all.map(({ name }) => name);
const arns = () => aws.profiles.all.map(({ arn }) => arn);
const deploy = (change: Partial<typeof PROFILE> = {}, breaks = false) => ({ deploy: { ...PROFILE, ...change }, breaks });
const stranger = { region: 'af-south-1', copyFrom: PROFILE.CopyFrom, tags: {} };
const KINDS = Object.keys(CHANGES).filter((kind) => kind !== 'tags') as (keyof typeof CHANGES)[];

test('a Create makes a tagged profile whose ARN is the physical ID', async () => {
  const [created] = await guest.run(stack, deploy());
  const [made] = aws.profiles.all;
  expect(created).toMatchObject({ ...SUCCESS, PhysicalResourceId: made.arn });
  expect(created).not.toHaveProperty('Reason');
  expect(made).toMatchObject({ region: 'af-south-1', description: 'Of a team', copyFrom: PROFILE.CopyFrom });
  expect(made.name).toMatch(/^team-[0-9a-z]{8}$/);
  expect(made.tags).toEqual({
    team: 'a', [OWN_TAGS.stack]: stack.id, [OWN_TAGS.resource]: 'Profile', [OWN_TAGS.source]: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test.each([
  ['x'.repeat(80), /^x{55}-[0-9a-z]{8}$/], ['my team ', /^my team-[0-9a-z]{8}$/], [`${'x'.repeat(54)}_y`, /^x{54}-[0-9a-z]{8}$/],
])('a name fits Bedrock\'s form after the prefix %j', async (NamePrefix, form) => {
  await guest.run(stack, deploy({ NamePrefix, Tags: undefined }));
  expect(names()).toEqual([expect.stringMatching(form)]);
});

test('thirty tags may give way to thirty others, though a profile never has as many', async () => {
  const tags = (prefix: string) => ({ Tags: Array.from({ length: 30 }, (_, index) => ({ Key: `${prefix}${index}`, Value: 'x' })) });
  const [{ PhysicalResourceId }] = await guest.run(stack, deploy(tags('old')));
  expect(await guest.run(stack, deploy(tags('new')))).toMatchObject([{ ...SUCCESS, PhysicalResourceId }]);
  expect(Object.keys(aws.profiles.all[0].tags).filter((key) => key.startsWith('new'))).toHaveLength(30);
});

test('an Update of tags alone keeps the profile and what others tagged it with', async () => {
  const [{ PhysicalResourceId }] = await guest.run(stack, deploy());
  aws.profiles.tag(PhysicalResourceId!, { other: 'x' });
  const updates = await guest.run(stack, deploy(CHANGES.tags));
  expect(updates).toMatchObject([{ ...SUCCESS, type: 'Update', PhysicalResourceId }]);
  expect(aws.profiles.all).toHaveLength(1);
  expect(aws.profiles.all[0].tags).toMatchObject({ other: 'x', cost: 'b', [OWN_TAGS.stack]: stack.id });
  expect(aws.profiles.all[0].tags).not.toHaveProperty('team');
});

describe.each(KINDS)('an Update of the %s', (kind) => {
  test('replaces the profile, and the old one is deleted', async () => {
    const [{ PhysicalResourceId: old }] = await guest.run(stack, deploy());
    const [updated, cleaned] = await guest.run(stack, deploy(CHANGES[kind]));
    expect([updated, cleaned]).toMatchObject([{ ...SUCCESS, type: 'Update' }, { ...SUCCESS, type: 'Delete', PhysicalResourceId: old }]);
    expect(arns()).toEqual([updated.PhysicalResourceId]);
    expect(updated.PhysicalResourceId).not.toBe(old);
    expect(await guest.run(stack, 'delete')).toMatchObject([SUCCESS]);
    expect(arns()).toEqual([]);
  });

  test('goes back to the old profile when another resource fails', async () => {
    const [{ PhysicalResourceId: old }] = await guest.run(stack, deploy());
    const results = await guest.run(stack, deploy(CHANGES[kind], true));
    expect(results).toMatchObject([
      { ...SUCCESS, type: 'Update' }, { ...SUCCESS, type: 'Update', PhysicalResourceId: old }, { ...SUCCESS, type: 'Delete' },
    ]);
    expect(arns()).toEqual([old]);
  });

  test('goes back to a new profile like the old one where that was deleted by hand', async () => {
    const [{ PhysicalResourceId: old }] = await guest.run(stack, deploy());
    aws.profiles.delete(old!);
    const [, back] = await guest.run(stack, deploy(CHANGES[kind], true));
    expect(back).toMatchObject(SUCCESS);
    expect(arns()).toEqual([back.PhysicalResourceId]);
    expect(names()).toEqual([expect.stringMatching(/^team-/)]);
  });

  test('goes back, and leaves nothing, when it fails itself', async () => {
    const [{ PhysicalResourceId: old }] = await guest.run(stack, deploy());
    for (const how of ['fail after', 'crash after'] as const) {
      for (const at of kind === 'region' ? [0, 3, 5] : [0, 2, 4]) { // two Regions are looked at
        const [failed, ...back] = await guest.run(stack, deploy(CHANGES[kind]), [{ at, how }]);
        expect(failed.Status).not.toBe('SUCCESS');
        expect(back).toMatchObject([{ ...SUCCESS, type: 'Update', PhysicalResourceId: old }]);
        expect(arns()).toEqual([old]);
      }
    }
  });
});

test.each([{ list: 9000, get: 0, tags: 0 }, { list: 0, get: 0, tags: 9000 }])(
  'a way back takes what the failed Update made though that is seen late: %j', async (lag) => {
    const [{ PhysicalResourceId: old }] = await guest.run(stack, deploy());
    aws.profiles.lag = lag;
    guest.time += 60_000;
    const results = await guest.run(stack, deploy(CHANGES.model), [{ at: 2, how: 'fail after' }]);
    expect(results).toMatchObject([{ Status: 'FAILED' }, { ...SUCCESS, PhysicalResourceId: old }]);
    expect(arns()).toEqual([old]);
    expect(aws.profiles.deleted).toHaveLength(1);
  });

const makeEvent = (properties: ApplicationProfileProperties, StackId = stack.id) =>
  ({ StackId, LogicalResourceId: 'Profile', ResourceProperties: properties }) as ProfileEvent;

test('a profile of another model is not kept where its name is the same: the deployment fails, and says what to do', async () => {
  const descriptions = new Map<string, string>();
  let twins: string[] | undefined;
  for (let number = 0; !twins; number++) {
    const { name } = readWish(makeEvent({ ...PROFILE, Description: `Number ${number}` }));
    const other = descriptions.get(name);
    twins = other === undefined ? undefined : [other, `Number ${number}`];
    descriptions.set(name, `Number ${number}`);
  }
  const [{ PhysicalResourceId }] = await guest.run(stack, deploy({ Description: twins[0] }));
  const [failed, back] = await guest.run(stack, deploy({ Description: twins[1] }));
  const Reason = expect.stringMatching(/^The name '.*' is taken in .* by arn:.*, which is not tagged as this profile .*or description/);
  expect(failed).toMatchObject({ Status: 'FAILED', Reason });
  expect(back).toMatchObject({ ...SUCCESS, PhysicalResourceId });
  expect(aws.profiles.all).toMatchObject([{ arn: PhysicalResourceId, description: twins[0] }]);
});

test('a profile whose tag of its source was removed by hand is kept, and gets it again', async () => {
  const [{ PhysicalResourceId }] = await guest.run(stack, deploy());
  const { tags: { [OWN_TAGS.source]: source } } = aws.profiles.all[0];
  aws.profiles.untag(PhysicalResourceId!, [OWN_TAGS.source]);
  expect(await guest.run(stack, deploy(CHANGES.tags))).toMatchObject([{ ...SUCCESS, PhysicalResourceId }]);
  expect(aws.profiles.all).toMatchObject([{ arn: PhysicalResourceId, tags: { [OWN_TAGS.source]: source } }]);
  aws.profiles.untag(PhysicalResourceId!, [OWN_TAGS.source]);
  expect(await guest.run(stack, deploy(CHANGES.model))).toMatchObject([SUCCESS, { ...SUCCESS, PhysicalResourceId }]);
  expect(aws.profiles.all).toMatchObject([{ copyFrom: CHANGES.model.CopyFrom }]);
});

test('two thousand stacks of one app have a name each, and those whose first letters are the same leave each other alone', async () => {
  const ids = Array.from({ length: 2000 }, (_, index) => stackId('preview', index + 1));
  const all = ids.map((id) => readWish(makeEvent(PROFILE, id)).name);
  expect(new Set(all).size).toBe(ids.length);
  const first = all.map((name) => name.slice(0, -NAME_ENDING.profile));
  const second = first.findIndex((one, index) => first.indexOf(one) < index);
  const alike = [first.indexOf(first[second]), second].map((index) => new ProfileStack('preview', 'Profile', ids[index]));
  for (const one of alike) {
    expect(await guest.run(one, deploy())).toMatchObject([SUCCESS]);
  }
  expect(await guest.run(alike[0], deploy(CHANGES.model))).toMatchObject([SUCCESS, SUCCESS]);
  expect(await guest.run(alike[0], 'delete')).toMatchObject([SUCCESS]);
  expect(arns()).toEqual([alike[1].resource!.id]);
});

test('a Create that comes again answers the same', async () => {
  const event = stack.deploy(PROFILE).next().value!;
  const first = await guest.deliver(event);
  const again = await guest.deliver(event);
  expect(again.answer).toEqual(first.answer);
  expect(arns()).toEqual([first.answer!.PhysicalResourceId]);
});

test.each([0, 1, 2, 3])('a Create that comes twice, and is done before request %d of the first, makes one profile', async (twinAt) => {
  const event = stack.deploy(PROFILE).next().value!;
  const { answer } = await guest.deliver(event, { twinAt });
  expect(answer).toMatchObject({ ...SUCCESS, PhysicalResourceId: arns()[0] });
  expect(arns()).toHaveLength(1);
  expect(aws.of('ListInferenceProfiles').length).toBeGreaterThan(1);
});

test.each(['crash before', 'crash after'] as const)('a Create that dies at any request (%s) is done by the same event', async (how) => {
  const event = stack.deploy(PROFILE).next().value!;
  let at = 0;
  for (let died = true; died; at++) {
    died = (await guest.deliver(event, { fault: { at, how } })).answer === undefined;
    expect((await guest.deliver(event)).answer).toMatchObject(SUCCESS);
    expect(arns()).toHaveLength(1);
    aws.profiles.all.forEach(({ arn }) => aws.profiles.delete(arn));
    Object.assign(event, { RequestId: `${event.RequestId}-${at}` }); // the next one is another event
  }
  expect(at).toBe(5);
});

test('a failed Create is taken back by a Delete of no ARN, which looks twice', async () => {
  aws.profiles.lag = { list: 9000, get: 0, tags: 0 };
  const results = await guest.run(stack, deploy(), [{ at: 2, how: 'fail after' }]);
  expect(results).toMatchObject([
    { Status: 'FAILED', PhysicalResourceId: 'bedrock-application-profile/Profile' },
    { ...SUCCESS, type: 'Delete', PhysicalResourceId: 'bedrock-application-profile/Profile' },
  ]);
  expect(arns()).toEqual([]);
  expect(aws.profiles.deleted).toHaveLength(1);
});

test('a failed Create is taken back where AWS lets nobody look', async () => {
  aws.fail('ListInferenceProfiles', refuse('AccessDeniedException', 'with an explicit deny', 403), { times: 9 });
  expect(await guest.run(stack, deploy())).toMatchObject([{ Status: 'FAILED' }, { ...SUCCESS, Reason: expect.stringContaining('may') }]);
  aws.heal();
});

test('a Delete that comes twice succeeds twice', async () => {
  await guest.run(stack, deploy());
  const event = stack.delete().next().value!;
  guest.status = 'DELETE_IN_PROGRESS';
  expect((await guest.deliver(event)).answer).toMatchObject(SUCCESS);
  expect((await guest.deliver(event)).answer).toMatchObject(SUCCESS);
  expect(arns()).toEqual([]);
});

test('a Delete leaves a profile whose tags say that it is somebody else\'s', async () => {
  const [{ PhysicalResourceId: arn }] = await guest.run(stack, deploy());
  aws.profiles.tag(arn!, { [OWN_TAGS.stack]: 'another' });
  expect(await guest.run(stack, 'delete')).toMatchObject([{ ...SUCCESS, Reason: expect.stringContaining('not belong to this resource') }]);
  expect(arns()).toEqual([arn]);
  expect(aws.profiles.deleted).toEqual([]);
});

test('a Create fails where a stranger has the name, and says who', async () => {
  await guest.run(stack, deploy());
  const [own] = aws.profiles.all;
  aws.profiles.delete(own.arn);
  const { arn } = aws.profiles.create({ ...stranger, name: own.name }) as { arn: string };
  const [failed, back] = await guest.run(stack, deploy(CHANGES.tags));
  const Reason = expect.stringContaining(`is taken in af-south-1 by ${arn}, which is not tagged`);
  expect(failed).toMatchObject({ Status: 'FAILED', Reason });
  expect(back.Status).toBe('FAILED'); // nobody else's profile is adopted
  expect(arns()).toEqual([arn]);
  expect(aws.profiles.all[0].tags).toEqual({});
});

test('two resources of a stack, and two stacks with the same resource, have a profile each', async () => {
  const others = [new ProfileStack('alpha', 'Other', stack.id), new ProfileStack('beta')];
  for (const one of [stack, ...others]) {
    expect(await guest.run(one, deploy())).toMatchObject([SUCCESS]);
  }
  expect(new Set(names()).size).toBe(3);
  await guest.run(stack, deploy(CHANGES.tags));
  await guest.run(stack, 'delete');
  expect(arns()).toEqual(others.map(({ resource }) => resource!.id));
});

test('a Delete of the whole stack takes what a lost Update and a failed way back left', async () => {
  await guest.run(stack, deploy());
  const lost = [{ at: 3, how: 'crash after' }, { at: 0, how: 'crash before' }] as const;
  await guest.run(stack, deploy(CHANGES.model), [...lost]);
  expect(arns()).toHaveLength(2);
  expect(await guest.run(stack, 'delete')).toMatchObject([SUCCESS]);
  expect(arns()).toEqual([]);
});

test('a Delete of no ARN while a stack is deployed deletes nothing: another Create may have succeeded', async () => {
  await guest.run(stack, deploy());
  guest.status = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  const event = { ...stack.delete().next().value!, PhysicalResourceId: 'bedrock-application-profile/Profile' };
  expect((await guest.deliver(event)).answer).toMatchObject(SUCCESS);
  expect(arns()).toHaveLength(1);
});

test('a thousand profiles of others cost no call each', async () => {
  aws.profiles.page = 100;
  Array.from({ length: 1000 }, (_, index) => aws.profiles.create({ ...stranger, name: `other-${index.toString(36).padStart(8, '0')}` }));
  expect(await guest.run(stack, deploy())).toMatchObject([SUCCESS]);
  expect(aws.of('ListInferenceProfiles').length).toBe(10);
  expect(aws.of('ListTagsForResource').length).toBe(1);
});

describeBotocore(requests);
