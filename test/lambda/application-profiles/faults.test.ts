import { HANDLER_CODE } from '../../../src/access/handler.generated';
import { OWN_TAGS } from '../../../src/lambda/application-profiles/wire';
import { describeBotocore } from '../../support/guest/judge-requests';
import { Fault, LocalAws, meanwhile, refuse, reset } from '../../support/guest/local-aws';
import type { ProfileGuest } from '../../support/guest/profile-guest';
import { setUpProfiles } from '../../support/guest/profile-parts';
import { CHANGES, PROFILE } from '../../support/guest/profile-play';
import type { ProfileStack } from '../../support/guest/profile-stack';
import type { Operation } from '../../support/guest/service-model';

let aws: LocalAws;
let guest: ProfileGuest;
let stack: ProfileStack;
const requests = setUpProfiles((parts) => { ({ aws, guest, stack } = parts); });

const SUCCESS = { Status: 'SUCCESS' };
const arns = () => aws.profiles.all.map(({ arn }) => arn);
const OPERATIONS = ['ListInferenceProfiles', 'CreateInferenceProfile', 'GetInferenceProfile', 'ListTagsForResource'] as const;
const DENIED = refuse('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/x, with an explicit deny', 403);

test('the code is under 16 KB', () => {
  expect(Buffer.byteLength(HANDLER_CODE)).toBeLessThan(16_384);
});

describe.each(OPERATIONS)('%s', (operation) => {
  test.each<[string, Fault]>([
    ['throttling', refuse('ThrottlingException', 'Rate exceeded', 429)],
    ['an error of AWS', refuse('InternalServerException', 'Oops', 500)],
    ['a broken connection', reset('before')], ['a broken connection after the effect', reset('after')],
    ['a policy that is not in force yet', refuse('AccessDeniedException', 'User is not authorized to perform', 403)],
  ])('is tried again after %s', async (_, fault) => {
    aws.fail(operation, fault, { times: 2 });
    expect(await guest.run(stack, { deploy: PROFILE })).toMatchObject([SUCCESS]);
    expect(arns()).toHaveLength(1);
  });

  test('fails in words of AWS, with the permission that is missing, and leaves nothing', async () => {
    aws.fail(operation, DENIED);
    const [failed, back] = await guest.run(stack, { deploy: PROFILE });
    expect(failed.Reason).toMatch(new RegExp(
      `^bedrock:${operation} in af-south-1: AccessDeniedException: User: arn.*with an explicit deny\\. Allow bedrock:${operation} on ` +
      '.* in af-south-1 in the role of this function, in its permissions boundary and in service control policies'));
    expect([failed.Status, back.Status]).toEqual(['FAILED', 'SUCCESS']);
    expect(arns()).toEqual([]);
  });

  test('is not waited for longer than the function runs', async () => {
    aws.fail(operation, { applied: true, reply: 'silence', meanwhile: () => setImmediate(() => guest.guest.clock.pass(351_000)) });
    const [failed, back] = await guest.run(stack, { deploy: PROFILE });
    expect(failed).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`Time ran out during ${operation} in af-south-1`) });
    expect(back).toMatchObject(SUCCESS);
    expect(arns()).toEqual([]);
  });
});

test.each<[string, Operation, Fault, RegExp]>([
  ['a model that is none', 'CreateInferenceProfile', refuse('ValidationException', 'The provided model identifier is invalid.'),
    /identifier is invalid\.\. Choose a model that Amazon Bedrock has as a global inference profile in this Region/],
  ['a model that is not there', 'CreateInferenceProfile', refuse('ResourceNotFoundException', 'no such'), /no such\. Choose a model/],
  ['too many profiles', 'CreateInferenceProfile', refuse('ServiceQuotaExceededException', 'too many'), /too many\. Delete unused appl/],
  ['a Region that is not enabled', 'ListInferenceProfiles', refuse('UnrecognizedClientException', 'The security token is invalid', 403),
    /Enable the Region af-south-1/],
  ['a name that is taken by nobody who is listed', 'CreateInferenceProfile', { ...refuse('ConflictException', 'exists') },
    /The name 'team-.{8}' is taken in af-south-1 by a profile that is not listed/],
])('%s is a failure with its remedy', async (_, operation, fault, reason) => {
  aws.fail(operation, fault, { times: 5 });
  const [failed, back] = await guest.run(stack, { deploy: PROFILE });
  expect(failed).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
  aws.heal();
  expect(back).toMatchObject(SUCCESS);
});

test('too many tags are a failure with the number that is left for users', async () => {
  const Tags = Array.from({ length: 48 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  const [failed] = await guest.run(stack, { deploy: { ...PROFILE, Tags } });
  expect(failed).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Keep at most 47 tags: this resource uses 3 of 50/) });
  expect(await guest.run(stack, { deploy: { ...PROFILE, Tags: Tags.slice(1) } })).toMatchObject([SUCCESS]);
});

test('a profile in use fails its Delete, and says what to do', async () => {
  await guest.run(stack, { deploy: PROFILE });
  aws.fail('DeleteInferenceProfile', refuse('ConflictException', 'The profile is in use'));
  const [failed] = await guest.run(stack, 'delete');
  expect(failed).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is in use\. Remove it from what uses it.*stays/) });
  expect(await guest.run(stack, 'delete')).toMatchObject([SUCCESS]);
  expect(arns()).toEqual([]);
});

test('an unchanged profile is kept, and a way back succeeds, where listing is denied', async () => {
  const [{ PhysicalResourceId }] = await guest.run(stack, { deploy: PROFILE });
  aws.fail('ListInferenceProfiles', DENIED, { times: 9 });
  expect(await guest.run(stack, { deploy: { ...PROFILE, ...CHANGES.tags } })).toMatchObject([{ ...SUCCESS, PhysicalResourceId }]);
  const [failed, back] = await guest.run(stack, { deploy: { ...PROFILE, ...CHANGES.model } });
  expect([failed, back]).toMatchObject([{ Status: 'FAILED' }, { ...SUCCESS, PhysicalResourceId }]);
  aws.heal();
});

test('a way back succeeds where a policy denies to tag', async () => {
  const [{ PhysicalResourceId }] = await guest.run(stack, { deploy: PROFILE });
  aws.fail('TagResource', DENIED, { times: 9 });
  const [failed, back] = await guest.run(stack, { deploy: { ...PROFILE, ...CHANGES.tags } });
  expect([failed, back]).toMatchObject([{ Status: 'FAILED' }, { ...SUCCESS, PhysicalResourceId }]);
  aws.heal();
  expect(aws.profiles.all[0].tags).toMatchObject({ team: 'a' });
});

test('tags of a profile that goes just then are those of a new one', async () => {
  const [{ PhysicalResourceId: old }] = await guest.run(stack, { deploy: PROFILE });
  aws.fail('TagResource', meanwhile(() => aws.profiles.delete(old!)));
  const [updated] = await guest.run(stack, { deploy: { ...PROFILE, ...CHANGES.tags } });
  expect(updated).toMatchObject(SUCCESS);
  expect(arns()).toEqual([updated.PhysicalResourceId]);
  expect(aws.profiles.all[0].tags).toMatchObject({ cost: 'b', [OWN_TAGS.stack]: stack.id });
});

test.each([{ list: 50_000, get: 0, tags: 0 }, { list: 0, get: 50_000, tags: 0 }, { list: 50_000, get: 20_000, tags: 50_000 }])(
  'a profile that is seen late is waited for: %j', async (lag) => {
    aws.profiles.lag = lag;
    expect(await guest.run(stack, { deploy: PROFILE })).toMatchObject([SUCCESS]);
    expect(guest.time).toBeLessThan(70_000);
  });

test('a profile that is never seen fails within two minutes', async () => {
  aws.profiles.lag = { list: 0, get: 900_000, tags: 0 };
  const [failed] = await guest.run(stack, { deploy: PROFILE });
  expect(failed).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('did not return this profile (arn:aws:bedrock:') });
});

test('a failed Create is not taken back in silence where there is a profile like ours whose tags cannot be read', async () => {
  aws.fail('ListTagsForResource', DENIED, { times: 9 });
  const [created, back] = await guest.run(stack, { deploy: PROFILE });
  expect([created, back]).toMatchObject([{ Status: 'FAILED' }, { Status: 'FAILED', Reason: expect.stringContaining('ListTagsForR') }]);
  aws.heal();
  expect(await guest.run(stack, 'delete')).toMatchObject([SUCCESS]);
  expect(arns()).toEqual([]);
});

test('a Delete of a profile succeeds, and tells, where AWS fails to list others that may be left', async () => {
  await guest.run(stack, { deploy: PROFILE });
  aws.fail('ListInferenceProfiles', refuse('InternalServerException', 'Oops', 500), { times: 8 });
  expect(await guest.run(stack, 'delete')).toMatchObject([{ ...SUCCESS, Reason: expect.stringContaining('may still exist') }]);
  expect(arns()).toEqual([]);
});

test('a profile that is going is not kept, though it is listed and has its name still', async () => {
  const [{ PhysicalResourceId: old }] = await guest.run(stack, { deploy: PROFILE });
  aws.fail('TagResource', refuse('ResourceNotFoundException', 'no such', 404));
  aws.fail('CreateInferenceProfile', meanwhile(() => aws.profiles.delete(old!)), { skip: 1 });
  const [updated] = await guest.run(stack, { deploy: { ...PROFILE, ...CHANGES.tags } });
  expect(updated).toMatchObject(SUCCESS);
  expect(arns()).toEqual([updated.PhysicalResourceId]);
  expect(updated.PhysicalResourceId).not.toBe(old);
});

describeBotocore(requests);
