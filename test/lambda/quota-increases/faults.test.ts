import { writeQuotaNames } from '../../../src/core/facts/quota-names';
import type { IncreaseProperties } from '../../../src/lambda/quota-increases/wire';
import { HANDLER_CODE } from '../../../src/quota/increase-handler.generated';
import { Answer, cloudFormationEvent, RequestType, stackId } from '../../support/guest/event';
import { Guest } from '../../support/guest/handler';
import { Fault, garbage, ListedQuota, LocalAws, meanwhile, refuse, reset } from '../../support/guest/local-aws';
import type { Operation } from '../../support/guest/service-model';
import { describeWithJudges, judgeCalls } from '../../support/judges';

const CODE = 'L-D73B1244';
const NAME = writeQuotaNames('anthropic.claude-opus-5').tokensPerMinute;
const PROPERTIES: IncreaseProperties = { Region: 'af-south-1', QuotaCode: CODE, QuotaName: NAME, TokensPerMinute: '1000' };
const OPERATIONS = [
  'DescribeStacks', 'ListServiceQuotas', 'ListRequestedServiceQuotaChangeHistoryByQuota', 'RequestServiceQuotaIncrease',
] as const;
const DENIED = refuse('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/x, with an explicit deny', 400);

const quota = (Value?: number, more: Partial<ListedQuota> = {}): ListedQuota =>
  ({ QuotaName: NAME, QuotaCode: CODE, Value, Adjustable: true, ...more });
const others = (count: number) => Array.from({ length: count },
  (_, index) => quota(index, { QuotaName: `Model ${index}`, QuotaCode: `L-0000${index}` }));

let aws: LocalAws;
let guest: Guest;
/** What the tests ask of AWS, by the service. */
const requests = { 'service-quotas': new Set<string>(), 'cloudformation': new Set<string>() };
beforeAll(async () => {
  aws = await LocalAws.start();
});
beforeEach(() => {
  guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
  aws.quotas = { applied: [...others(150), quota(10)], defaults: [quota(500)] };
  aws.describe = () => ({ status: 'UPDATE_IN_PROGRESS' });
});
afterEach(() => {
  const { objections, calls } = aws;
  for (const { operation, body: { Action, Version, ...parameters } } of calls.filter((call) => call.operation !== 'Answer')) {
    requests[operation === 'DescribeStacks' ? 'cloudformation' : 'service-quotas'].add(JSON.stringify({ operation, parameters }));
  }
  aws.reset();
  expect(objections).toEqual([]);
});
afterAll(async () => aws.close());

/** Sends one event, to which exactly one answer must come. */
async function send(type: RequestType, now: Partial<IncreaseProperties> = {}, old: Partial<IncreaseProperties> = {}): Promise<Answer> {
  aws.answers = [];
  await guest.invoke(cloudFormationEvent<IncreaseProperties>(type, {
    endpoint: aws.endpoint,
    stack: stackId('a'),
    logicalId: 'Increase',
    physicalId: 'bedrock-token-quota-increase/Increase',
    properties: { ...PROPERTIES, ...now },
    old: type === 'Update' ? { ...PROPERTIES, TokensPerMinute: '5', ...old } : undefined,
  }));
  expect(aws.answers).toHaveLength(1);
  expect(aws.answers[0]).toMatchObject({ LogicalResourceId: 'Increase', PhysicalResourceId: 'bedrock-token-quota-increase/Increase' });
  return aws.answers[0];
}

const made = () => aws.increases.requests.map(({ DesiredValue, Region }) => [Region, DesiredValue]);

test('the code is under 16 KB', () => {
  expect(Buffer.byteLength(HANDLER_CODE)).toBeLessThan(16_384);
});

test('asks once, in the Region of the quota, and tells the request', async () => {
  expect(await send('Create', { Region: 'eu-west-1' })).toEqual(expect.objectContaining({
    Status: 'SUCCESS',
    Reason: expect.stringContaining('1000 asked for in eu-west-1, by request request1'),
    Data: {
      Outcome: 'REQUESTED',
      AppliedTokensPerMinute: '10',
      RequestId: 'request1',
      Detail: expect.stringContaining('The applied quota is 10; 1000 asked for in eu-west-1'),
    },
  }));
  expect(aws.of(...OPERATIONS).map(({ operation, region }) => [operation, region])).toEqual([
    ['DescribeStacks', 'af-south-1'], // the stack's
    ['ListServiceQuotas', 'eu-west-1'], ['ListServiceQuotas', 'eu-west-1'], ['ListRequestedServiceQuotaChangeHistoryByQuota', 'eu-west-1'],
    ['DescribeStacks', 'af-south-1'], ['RequestServiceQuotaIncrease', 'eu-west-1'],
  ]);
  expect(aws.of('RequestServiceQuotaIncrease')[0].body).toEqual({ ServiceCode: 'bedrock', QuotaCode: CODE, DesiredValue: 1000 });
});

test('the same event again, and one in another Region, find what is open, each in its Region', async () => {
  await send('Create');
  expect((await send('Create')).Data).toMatchObject({ Outcome: 'PENDING', RequestId: 'request1' });
  expect((await send('Create', { TokensPerMinute: '2000' })).Data).toMatchObject({ Outcome: 'PENDING_LOWER', RequestId: 'request1' });
  expect((await send('Create', { Region: 'eu-west-1' })).Data).toMatchObject({ Outcome: 'REQUESTED', RequestId: 'request2' });
  expect(made()).toEqual([['af-south-1', 1000], ['eu-west-1', 1000]]);
});

test('two events at once make one request', async () => {
  aws.fail('RequestServiceQuotaIncrease', meanwhile(() => {
    aws.increases.requests.push({ Id: 'twin', QuotaCode: CODE, DesiredValue: 1000, Status: 'PENDING' });
  }));
  expect((await send('Create')).Data).toMatchObject({ Outcome: 'PENDING', RequestId: 'twin' });
});

test('an open request that is listed late is waited for, and told where it never is', async () => {
  aws.increases.unlisted = 1;
  aws.increases.requests.push({ Id: 'late', QuotaCode: CODE, DesiredValue: 2000, Status: 'CASE_OPENED', CaseId: '7' });
  expect((await send('Create')).Data)
    .toMatchObject({ Outcome: 'PENDING_LOWER', RequestId: 'NONE', Detail: expect.stringContaining('that AWS does not list') });
  let lists = 0;
  aws.onRequest = async (operation) => {
    aws.increases.unlisted = operation === 'ListRequestedServiceQuotaChangeHistoryByQuota' && ++lists > 2 ? 0 : aws.increases.unlisted;
    return undefined;
  };
  expect((await send('Create')).Data).toMatchObject({ Outcome: 'PENDING', RequestId: 'late', Detail: expect.stringContaining('case 7') });
});

test('reads all pages of quotas and of requests', async () => {
  aws.quotas = { applied: others(450), defaults: [...others(250), quota(10)] };
  aws.increases.page = 2;
  aws.increases.requests = ['DENIED', 'NOT_APPROVED', 'CASE_CLOSED', 'INVALID_REQUEST', 'PENDING'].map(
    (Status, index) => ({ Id: `old${index}`, QuotaCode: CODE, DesiredValue: 1000, Status }));
  expect((await send('Create')).Data).toMatchObject({ Outcome: 'PENDING', AppliedTokensPerMinute: '10', RequestId: 'old4' });
  expect(aws.of('ListServiceQuotas')).toHaveLength(5);
  expect(aws.of('ListRequestedServiceQuotaChangeHistoryByQuota')).toHaveLength(3);
});

test.each([[3600, 'PENDING'], [90_000, 'REQUESTED']])('what AWS approved %d seconds ago, not in force: %s', async (seconds, outcome) => {
  const old = { Id: 'old', QuotaCode: CODE, DesiredValue: 1000, Status: 'APPROVED', Created: -999_999, LastUpdated: -seconds };
  aws.increases.requests.push(old);
  expect((await send('Create')).Data).toMatchObject({ Outcome: outcome });
});

describe('the quota', () => {
  test('is found by its code alone where that is known', async () => {
    aws.quotas = { applied: [quota(9999, { QuotaCode: 'L-OTHER' }), quota(10, { QuotaName: 'Renamed' })], defaults: [] };
    expect((await send('Create')).Data).toMatchObject({ Outcome: 'REQUESTED', AppliedTokensPerMinute: '10' });
    aws.quotas = { applied: [quota(9999, { QuotaCode: 'L-OTHER' })], defaults: [] };
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`lists no quota ${CODE} ("${NAME}")`) });
  });

  test('is found by the name that suits best where no code is known, and asked for by its code', async () => {
    const [named, versioned] = [quota(10, { QuotaCode: 'L-NAMED' }), quota(5000, { QuotaName: `${NAME} V2`, QuotaCode: 'L-V2' })];
    aws.quotas = { applied: [versioned, ...others(120), named], defaults: [] };
    expect((await send('Create', { QuotaCode: undefined })).Data).toMatchObject({ Outcome: 'REQUESTED' });
    expect(aws.increases.requests).toMatchObject([{ QuotaCode: 'L-NAMED' }]);
  });

  test('of 0, as in new accounts, is asked for more of, and less than the default is told', async () => {
    aws.quotas = { applied: [quota(0)], defaults: [quota(6000)] };
    expect((await send('Create')).Data).toMatchObject({
      Outcome: 'REQUESTED', AppliedTokensPerMinute: '0', Detail: expect.stringContaining('That is less than AWS\'s default of 6000'),
    });
  });

  test('whose value AWS could not tell fails a Create with the reason', async () => {
    const ErrorReason = { ErrorCode: 'DEPENDENCY_ACCESS_DENIED_ERROR', ErrorMessage: 'no' };
    aws.quotas = { applied: [quota(0, { ErrorReason })], defaults: [quota(500)] };
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('DEPENDENCY_ACCESS_DENIED_ERROR: no') });
  });

  test('that lists nothing but odd entries is not taken for another', async () => {
    aws.quotas = { applied: [{ QuotaName: NAME, Value: 5000 }, { QuotaName: 'x' }], defaults: [] };
    expect(await send('Create', { QuotaCode: undefined }))
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('lists no quota') });
  });
});

describe('never asks while CloudFormation rolls back', () => {
  test.each<[RequestType, string]>([
    ['Create', 'ROLLBACK_IN_PROGRESS'], ['Create', 'UPDATE_ROLLBACK_IN_PROGRESS'], ['Update', 'UPDATE_ROLLBACK_IN_PROGRESS'],
    ['Update', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'], ['Update', 'IMPORT_ROLLBACK_IN_PROGRESS'],
  ])('a %s during %s', async (type, status) => {
    aws.describe = () => ({ status });
    expect(await send(type)).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'NOT_ASKED', AppliedTokensPerMinute: '10' } });
    expect(made()).toEqual([]);
  });

  test('a decrease that is rolled back does not ask for the old, larger number', async () => {
    expect((await send('Update', { TokensPerMinute: '500' }, { TokensPerMinute: '1000' })).Data).toMatchObject({ Outcome: 'NOT_ASKED' });
    aws.describe = () => ({ status: 'UPDATE_ROLLBACK_IN_PROGRESS' });
    expect((await send('Update', {}, { TokensPerMinute: '500' })).Data).toMatchObject({ Outcome: 'NOT_ASKED' });
    expect(made()).toEqual([]);
  });

  test('a roll-back that begins while quotas are read', async () => {
    aws.fail('ListRequestedServiceQuotaChangeHistoryByQuota', meanwhile(() => {
      aws.describe = () => ({ status: 'UPDATE_ROLLBACK_IN_PROGRESS' });
    }));
    expect((await send('Create')).Data).toMatchObject({ Outcome: 'NOT_ASKED' });
    expect(made()).toEqual([]);
  });

  test.each([...OPERATIONS.slice(1, 3), 'any'] as const)('succeeds in a roll-back whatever is wrong with %s', async (operation) => {
    for (const fault of [DENIED, refuse('ServiceException', 'Oops', 500), garbage]) {
      guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
      aws.describe = () => ({ status: 'UPDATE_ROLLBACK_IN_PROGRESS' });
      aws.fail(operation === 'any' ? 'ListServiceQuotas' : operation, fault, { times: 20 });
      expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'NOT_ASKED' } });
      aws.heal();
    }
    expect(made()).toEqual([]);
  });
});

describe.each(OPERATIONS)('%s', (operation) => {
  const action = `${operation === 'DescribeStacks' ? 'cloudformation' : 'servicequotas'}:${operation}`;

  test.each<[string, Fault]>([
    ['throttling', refuse('TooManyRequestsException', 'Rate exceeded', 429)],
    ['throttling, by another name', refuse('ThrottlingException', 'Rate exceeded', 400)],
    ['an error of AWS', refuse('ServiceException', 'Oops', 500)],
    ['a broken connection', reset('before')],
    ['a policy that is not in force yet', refuse('AccessDeniedException', 'User is not authorized to perform', 400)],
  ])('is tried again after %s', async (_, fault) => {
    aws.fail(operation, fault, { times: 2 });
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'REQUESTED' } });
    expect(made()).toEqual([['af-south-1', 1000]]);
  });

  test('makes one request where a connection breaks after the effect', async () => {
    aws.fail(operation, reset('after'));
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { RequestId: 'request1' } });
    expect(made()).toEqual([['af-south-1', 1000]]);
  });

  test('fails a Create in words of AWS, with the permission that is missing', async () => {
    aws.fail(operation, DENIED, { times: Infinity });
    const { Status, Reason } = await send('Create');
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(new RegExp(`${action} in af-south-1: AccessDeniedException: User: arn.*with an explicit deny\\. ` +
      `Allow ${action} on .* in af-south-1 in the role of this function, in its permissions boundary and in service control policies`));
    expect(made()).toEqual([]);
  });

  test('is told in an Update, which succeeds', async () => {
    aws.fail(operation, DENIED, { times: Infinity });
    const { Status, Data } = await send('Update');
    expect([Status, Data!.Outcome]).toEqual(['SUCCESS', 'FAILED']);
    expect(Data!.Detail).toMatch(/explicit deny.*To ask again, change 'refresh' and deploy again$/);
  });

  test('is not waited for longer than the function runs', async () => {
    for (const [type, status] of [['Create', 'FAILED'], ['Update', 'SUCCESS']] as const) {
      guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
      aws.increases.requests = [];
      aws.fail(operation, { applied: true, reply: 'silence', meanwhile: () => setImmediate(() => guest.clock.pass(351_000)) });
      const answer = await send(type);
      expect([answer.Status, answer.Reason]).toEqual([status, expect.stringContaining(`Time ran out during ${action} in af-south-1`)]);
    }
  });

  test('that answers what nobody foresaw is a failure', async () => {
    aws.fail(operation, garbage, { times: Infinity });
    expect(await send('Create')).toMatchObject({ Status: 'FAILED' });
    guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
    expect(await send('Update', { TokensPerMinute: '2000' })).toMatchObject({ Status: 'SUCCESS' });
  });
});

const ROLE = /create the role by "aws iam create-service-linked-role --aws-service-name servicequotas\.amazonaws\.com"/;
test.each<[string, string, RegExp]>([
  ['DependencyAccessDeniedException', 'You can\'t perform this action because a dependency does not have access.', ROLE],
  ['NoSuchResourceException', 'The request failed because the specified resource does not exist.', ROLE],
  ['IllegalArgumentException', 'Invalid input was provided.', /Ask for another number of tokens, or ask AWS Support/],
  ['InvalidResourceStateException', 'Invalid state.', /Look at the quota in Service Quotas, or ask AWS Support/],
  ['UnrecognizedClientException', 'The security token included in the request is invalid.', /Enable the Region af-south-1/],
  ['BrandNewException', 'Something.', /BrandNewException: Something\.\. Deploy again/],
])('%s fails a Create with its remedy, and is told in an Update', async (code, message, remedy) => {
  aws.fail('RequestServiceQuotaIncrease', refuse(code, message), { times: 2 });
  const created = await send('Create');
  expect([created.Status, created.Reason]).toEqual(['FAILED', expect.stringMatching(remedy)]);
  expect(created.Reason).toContain(`servicequotas:RequestServiceQuotaIncrease in af-south-1: ${code}: ${message}`);
  expect((await send('Update')).Data).toMatchObject({ Outcome: 'FAILED', Detail: expect.stringMatching(remedy) });
});

test.each(['Create', 'Update'] as const)('too many open requests fail no %s: nobody can mend that by a deployment', async (type) => {
  aws.increases.mostOpen = 2;
  aws.increases.requests = ['L-A', 'L-B'].map((QuotaCode) => ({ Id: QuotaCode, QuotaCode, DesiredValue: 1, Status: 'CASE_OPENED' }));
  expect(await send(type)).toMatchObject({
    Status: 'SUCCESS',
    Data: {
      Outcome: 'QUEUE_FULL',
      Detail: expect.stringMatching(/QuotaExceededException: .*AWS allows few open requests .*Once some are decided, change 'refresh'/),
    },
  });
});

test('what AWS has approved while it was asked again is enough; a default that it holds against an account is not', async () => {
  aws.fail('RequestServiceQuotaIncrease', meanwhile(() => { aws.quotas = { applied: [quota(1000)], defaults: [] }; }));
  expect((await send('Create')).Data).toMatchObject({ Outcome: 'ENOUGH', AppliedTokensPerMinute: '1000' });
  aws.quotas = { applied: [quota(0)], defaults: [quota(6000)] };
  aws.fail('RequestServiceQuotaIncrease', refuse('IllegalArgumentException', 'You must provide a quota value greater than the current'));
  expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('or ask AWS Support') });
});

test('throttling that does not end fails a Create, and is told in an Update', async () => {
  aws.fail('ListServiceQuotas', refuse('TooManyRequestsException', 'Rate exceeded', 429), { times: Infinity });
  expect(await send('Create')).toMatchObject({
    Status: 'FAILED', Reason: expect.stringContaining('Rate exceeded. Others ask Service Quotas at the same time. Deploy again in a few'),
  });
  expect((await send('Update')).Data).toMatchObject({ Outcome: 'FAILED', AppliedTokensPerMinute: 'UNKNOWN', RequestId: 'NONE' });
});

test('Delete does nothing', async () => {
  aws.fail('any', DENIED);
  aws.heal();
  expect(await send('Delete', { TokensPerMinute: 'many' })).toMatchObject({ Status: 'SUCCESS' });
  expect(aws.calls.map(({ operation }) => operation)).toEqual(['Answer']);
});

test('the answer fits, whatever AWS says, and is put again until CloudFormation takes it', async () => {
  aws.fail('RequestServiceQuotaIncrease', refuse('BrandNewException', '€"'.repeat(4000)));
  aws.fail('Answer', refuse('SlowDown', 'Reduce your request rate', 503), { times: 2 });
  expect((await send('Update')).Data).toMatchObject({ Outcome: 'FAILED' });
  expect(aws.of('Answer')).toHaveLength(3);
  expect(Number(aws.of('Answer')[0].headers['content-length'])).toBeLessThan(4096);
});

describeWithJudges('botocore\'s models', () => {
  test.each<[keyof typeof requests, Operation, object]>([
    ['service-quotas', 'RequestServiceQuotaIncrease', { ServiceCode: 'bedrock', QuotaCode: '?' }],
    ['cloudformation', 'DescribeStacks', { StackName: 5 }],
  ])('have nothing against any request to %s', (service, operation, parameters) => {
    const calls = [...requests[service]].map((request) => JSON.parse(request));
    expect(calls.length).toBeGreaterThan(0);
    const faults = judgeCalls(service, [...calls, { operation, parameters }]);
    expect(faults.pop()).not.toEqual([]);
    expect(faults).toEqual(calls.map(() => []));
  });
});
