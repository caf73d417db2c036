import { writeQuotaNames } from '../../../src/core/facts/quota-names';
import { DAY_QUOTA_BYTES, QuotaResourceProperties } from '../../../src/lambda/quotas/wire';
import { HANDLER_CODE } from '../../../src/quota/handler.generated';
import { Answer, cloudFormationEvent, RequestType, stackId } from '../../support/guest/event';
import { Guest } from '../../support/guest/handler';
import { ListedQuota, LocalAws, meanwhile, refuse, reset } from '../../support/guest/local-aws';

const OPUS = writeQuotaNames('anthropic.claude-opus-5').tokensPerMinute;
const SONNET = writeQuotaNames('anthropic.claude-sonnet-4-5-20250929-v1:0').tokensPerMinute;
const DAY = 'Cross-Model Max Tokens Per Day';
const DAY_CODE = 'L-E3F10727';
const DAY_QUOTA = { Name: DAY, Code: DAY_CODE, Default: '700000000' };
/** What the answer says where the day quota is not listed. */
const NO_DAY = { DayQuota: 'UNKNOWN not listed' };
const BOTH = { Opus5: OPUS, Sonnet45: SONNET };
const LISTS = ['ListServiceQuotas', 'ListAWSDefaultServiceQuotas'] as const;

const quota = (QuotaName: string, Value?: number, QuotaCode = 'L-D73B1244'): ListedQuota => ({ QuotaName, Value, QuotaCode });
const day = (value: number, name = DAY, code = DAY_CODE) => quota(name, value, code);
const others = (count: number) => Array.from({ length: count },
  (_, index) => quota(`On-demand model inference requests per minute for Model ${index}`, index, 'L-00000000'));

let aws: LocalAws;
let guest: Guest;
beforeAll(async () => {
  aws = await LocalAws.start();
});
beforeEach(() => {
  guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
});
afterEach(() => {
  const { objections } = aws;
  aws.reset();
  expect(objections).toEqual([]);
});
afterAll(async () => aws.close());

/** Sends one event, to which exactly one answer must come. */
async function send(
  type: RequestType, properties: Partial<QuotaResourceProperties> = {}, stack = 'a', logicalId = 'Quotas',
): Promise<Answer> {
  await guest.invoke(cloudFormationEvent<QuotaResourceProperties>(type, {
    endpoint: aws.endpoint,
    stack: stackId(stack),
    logicalId,
    physicalId: `bedrock-token-quotas/${logicalId}`,
    properties: { QuotaNames: { Opus5: OPUS }, DayQuota: DAY_QUOTA, FallbackTokensPerMinute: '1000000', ...properties },
  }));
  expect(aws.answers).toHaveLength(1);
  expect(aws.answers[0]).toMatchObject({ LogicalResourceId: logicalId, PhysicalResourceId: `bedrock-token-quotas/${logicalId}` });
  return aws.answers[0];
}

describe.each(['Create', 'Update'] as const)('%s', (type) => {
  test('takes the applied value of any page, and asks no further', async () => {
    const applied = [...others(450), day(700_000_000), quota(OPUS, 3_000_000), ...others(100)];
    aws.quotas = { applied, defaults: [quota(OPUS, 6_000_000)] };
    expect(await send(type))
      .toMatchObject({ Status: 'SUCCESS', Data: { TokensPerMinuteOpus5: '3000000', SourceOpus5: 'APPLIED 3000000 L-D73B1244' } });
    expect(aws.of(...LISTS).map(({ operation, body }) => [operation, body.ServiceCode, body.MaxResults, body.NextToken]))
      .toEqual([undefined, '100', '200', '300', '400'].map((token) => ['ListServiceQuotas', 'bedrock', 100, token]));
  });

  test('takes the default where no value is applied, and the fallback where the quota is not listed', async () => {
    aws.quotas = { applied: others(3), defaults: [...others(150), quota(OPUS, 6_000_000)] };
    expect((await send(type, { QuotaNames: BOTH })).Data).toEqual({
      TokensPerMinuteOpus5: '6000000',
      SourceOpus5: 'DEFAULT 6000000 L-D73B1244',
      TokensPerMinuteSonnet45: '1000000',
      SourceSonnet45: 'FALLBACK 1000000 not listed',
      ...NO_DAY,
    });
  });

  test('counts an applied quota of 0 as 1, and says so', async () => {
    aws.quotas = { applied: [quota(OPUS, 0)], defaults: [quota(OPUS, 6_000_000)] };
    expect((await send(type)).Data).toEqual({ TokensPerMinuteOpus5: '1', SourceOpus5: 'APPLIED 0 L-D73B1244', ...NO_DAY });
  });

  test.each([
    `${OPUS} V1`, OPUS.replace('cross-region', 'cross-Region'), ` ${OPUS.toUpperCase()}  v2`,
  ])('knows the quota as AWS writes it: %j', async (name) => {
    aws.quotas = { applied: [quota(name, 7)], defaults: [] };
    expect((await send(type)).Data).toMatchObject({ TokensPerMinuteOpus5: '7' });
  });

  test.each([
    `${OPUS}.5`, `${OPUS} (1M Context Length)`, OPUS.replace('minute', 'day'), OPUS.replace('Global cross-region', 'Cross-region'),
    OPUS.replace('tokens', 'requests'),
  ])('takes no other quota for it: %j', async (name) => {
    aws.quotas = { applied: [quota(name, 7)], defaults: [quota(name, 7)] };
    expect((await send(type)).Data).toMatchObject({ SourceOpus5: 'FALLBACK 1000000 not listed' });
  });

  test.each([
    [[2, 1, 10, 9], 'V10'], [[9, 10, 1, 2], 'V10'], [[1, undefined, 2], 'plain'], [[undefined, 3], 'plain'], [[3, undefined], 'plain'],
  ])('takes the name without a version, else the highest one, in whichever order they are listed: %j', async (versions, code) => {
    const listed = versions.map((version) => quota(version === undefined ? OPUS : `${OPUS} V${version}`, 7,
      version === undefined ? 'plain' : `V${version}`));
    aws.quotas = { applied: listed.flatMap((one) => [...others(120), one]), defaults: [quota(OPUS, 8)] };
    expect((await send(type)).Data).toMatchObject({ SourceOpus5: `APPLIED 7 ${code}` });
  });

  test('passes over a value that would be written with an exponent', async () => {
    aws.quotas = { applied: [quota(OPUS, 1e21)], defaults: [quota(OPUS, 6_000_000)] };
    expect((await send(type)).Data).toMatchObject({ SourceOpus5: 'DEFAULT 6000000 L-D73B1244' });
  });

  test('passes over a quota whose value AWS could not tell', async () => {
    aws.quotas = { applied: [quota(OPUS)], defaults: [quota(OPUS, 6_000_000)] };
    expect((await send(type)).Data).toMatchObject({ SourceOpus5: 'DEFAULT 6000000 L-D73B1244' });
  });

  test('takes a known code before any name, and the name where the code is not listed', async () => {
    const codes = { QuotaCodes: { Opus5: 'L-D73B1244' } };
    const byName = [quota(OPUS, 8, 'L-OTHER'), quota(`${OPUS} V9`, 9, 'L-OTHER')];
    aws.quotas = { applied: [...byName, ...others(200), quota('Renamed', 7)], defaults: [] };
    expect((await send(type, codes)).Data).toMatchObject({ SourceOpus5: 'APPLIED 7 L-D73B1244' });
    aws.quotas = { applied: byName, defaults: [] };
    aws.answers.length = 0;
    expect((await send(type, codes)).Data).toMatchObject({ SourceOpus5: 'APPLIED 8 L-OTHER' });
  });

  test('gives models of one quota the same value', async () => {
    aws.quotas = { applied: [quota(OPUS, 7)], defaults: [] };
    expect((await send(type, { QuotaNames: { Opus5: OPUS, Opus5V1: OPUS } })).Data)
      .toMatchObject({ TokensPerMinuteOpus5: '7', TokensPerMinuteOpus5V1: '7' });
  });

  test.each(Object.entries({
    'throttling': refuse('TooManyRequestsException', 'Rate exceeded', 429),
    'an internal error': refuse('ServiceException', 'Oops', 500),
    'a reset': reset('before'),
  }))('asks again after %s', async (_, fault) => {
    aws.quotas = { applied: [...others(150), quota(OPUS, 7)], defaults: [] };
    aws.fail('ListServiceQuotas', fault, { skip: 1, times: 8 });
    expect((await send(type)).Data).toMatchObject({ SourceOpus5: 'APPLIED 7 L-D73B1244' });
  });

  const NO_TOKENS = ['0', '-1', '1.5', 'many', '', '0x10', '1e300', '1e6', ' 5', '9007199254740993', '99999999999999999999'];
  test.each(NO_TOKENS)('fails for a fallback that the deployment makes %j', async (fallback) => {
    expect(await send(type, { FallbackTokensPerMinute: fallback }))
      .toMatchObject({
        Status: 'FAILED',
        Reason: expect.stringContaining('\'fallbackTokensPerMinute\' must be a whole number above 0 and up to 9007199254740991, ' +
          `in digits, got: ${fallback}`),
      });
  });
});

describe.each(['Create', 'Update'] as const)('the day quota is one for all models, and counted by price (N3): %s', (type) => {
  const tellDay = async () => (await send(type)).Data!.DayQuota;

  test.each([
    ['more than the default', [day(3e12)], 'APPLIED 3000000000000 L-E3F10727'],
    ['the default', [day(700_000_000)], 'APPLIED 700000000 L-E3F10727'],
    ['less, as new accounts have it', [day(150_000_000)], 'APPLIED 150000000 L-E3F10727: less than the default of 700000000, ' +
      'as in new accounts. If calls are refused, ask AWS Support'],
    ['0', [day(0)], 'APPLIED 0 L-E3F10727: refuses every call, ask AWS Support'],
    ['another name for its code', [day(7e8, 'Renamed')], 'APPLIED 700000000 L-E3F10727'],
    ['another code for its name', [day(8e8, 'cross-model max tokens  per day', 'L-NEW')], 'APPLIED 800000000 L-NEW'],
    ['both, where the code decides', [day(8e8, DAY, 'L-NEW'), ...others(150), day(7e8, 'Renamed')], 'APPLIED 700000000 L-E3F10727'],
    ['nothing where the Region has none', [quota('Model invocation max tokens per day for Anthropic Claude Opus 5', 5)], NO_DAY.DayQuota],
    ['a value that AWS could not tell', [{ QuotaName: DAY, QuotaCode: DAY_CODE }], NO_DAY.DayQuota],
  ])('tells %s', async (_, listed, text) => {
    aws.quotas = { applied: [quota(OPUS, 7), ...others(120), ...listed], defaults: [day(700_000_000)] };
    expect(await tellDay()).toBe(text);
    expect(aws.of('ListAWSDefaultServiceQuotas')).toEqual([]); // no reason to ask for more than the models need
  });

  test('fails nothing where only it cannot be read', async () => {
    aws.quotas = { applied: [quota(OPUS, 7), ...others(120), day(7e8)], defaults: [] };
    aws.fail('ListServiceQuotas', refuse('AccessDeniedException', 'no', 400), { skip: 1, times: Infinity });
    expect(await send(type)).toMatchObject({
      Status: 'SUCCESS', Data: { SourceOpus5: 'APPLIED 7 L-D73B1244', DayQuota: 'UNKNOWN AccessDeniedException' },
    });
  });
});

describe.each(LISTS)('When AWS refuses %s', (operation) => {
  const reason = `User is not authorized to perform: servicequotas:${operation} with an explicit deny`;
  const denied = refuse('AccessDeniedException', reason, 400);
  beforeEach(() => {
    aws.quotas = operation === 'ListServiceQuotas'
      ? { applied: [...others(100), quota(OPUS, 7)], defaults: [quota(OPUS, 8)] }
      : { applied: [quota(SONNET, 7)], defaults: [] };
    aws.fail(operation, denied, { times: Infinity });
  });

  test('fails a Create with the words of AWS and what to do', async () => {
    expect(await send('Create', { QuotaNames: BOTH })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(`^${operation}: AccessDeniedException: User is not authorized .* explicit deny. ` +
        `Allow servicequotas:${operation} .* TokenQuotas.fixed \\(log stream`),
    });
    expect(aws.of(operation)).toHaveLength(1);
  });

  test('takes the fallback in an Update for what was not read, says so, and logs the words of AWS', async () => {
    const { Status, Data } = await send('Update', { QuotaNames: BOTH });
    expect(Status).toBe('SUCCESS');
    expect(Data).toMatchObject({ TokensPerMinuteOpus5: '1000000', SourceOpus5: 'FALLBACK 1000000 AccessDeniedException' });
    expect(Data!.SourceSonnet45)
      .toBe(operation === 'ListServiceQuotas' ? 'FALLBACK 1000000 AccessDeniedException' : 'APPLIED 7 L-D73B1244');
    expect(guest.logs).toEqual([expect.stringContaining('explicit deny')]);
  });
});

test('an answer that nobody foresaw fails a Create, and makes an Update say its error', async () => {
  aws.quotas = { applied: [null], defaults: [] };
  const { Status, Reason } = await send('Create');
  expect([Status, Reason]).toEqual(['FAILED', expect.stringMatching(/^Cannot /)]);
  aws.answers.length = 0;
  expect((await send('Update')).Data)
    .toEqual({
      TokensPerMinuteOpus5: '1000000',
      SourceOpus5: expect.stringMatching(/^FALLBACK 1000000 Cannot /),
      DayQuota: expect.stringMatching(/^UNKNOWN Cannot /),
    });
});

test('Delete asks nothing', async () => {
  aws.fail('ListServiceQuotas', refuse('AccessDeniedException', 'no', 400));
  const { Status, Data } = await send('Delete', { FallbackTokensPerMinute: 'many' });
  expect([Status, Data, aws.of(...LISTS)]).toEqual(['SUCCESS', undefined, []]);
});

test('fails a Create in the end when the throttling does not', async () => {
  aws.fail('ListServiceQuotas', refuse('TooManyRequestsException', 'Rate exceeded', 429), { times: Infinity });
  expect(await send('Create'))
    .toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('TooManyRequestsException: Rate exceeded. Deploy again') });
  expect(aws.of('ListServiceQuotas').length).toBeGreaterThan(4);
});

describe('Time that runs out', () => {
  beforeEach(() => {
    aws.fail('ListServiceQuotas', { ...meanwhile(() => guest.clock.pass(351_000)), reply: 'silence' });
  });

  test('fails a Create with an answer in time', async () => {
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Time ran out') });
  });

  test('takes the fallback in an Update', async () => {
    expect((await send('Update')).Data)
      .toEqual({ TokensPerMinuteOpus5: '1000000', SourceOpus5: 'FALLBACK 1000000 time ran out', DayQuota: 'UNKNOWN time ran out' });
  });
});

test.each(['listed', 'refused'])('an answer about 20 models takes less than 4,096 bytes (%s)', async (how) => {
  const keys = Array.from({ length: 20 }, (_, index) => `Sonnet4520250929V${index + 10}`);
  const QuotaNames = Object.fromEntries(keys.map((key) => [key, `${OPUS} ${key}`]));
  const small = day(69_999_999.5, DAY, `L-${'E'.repeat(40)}`);
  aws.quotas = { applied: [small, ...keys.map((key) => quota(QuotaNames[key], 9_007_199_254_740_991))], defaults: [] };
  if (how === 'refused') {
    aws.fail('ListServiceQuotas', refuse(`${'Long'.repeat(40)}Exception`, 'no', 400), { times: Infinity });
  }
  const { Data } = await send('Update', { QuotaNames, FallbackTokensPerMinute: '9007199254740991' }, 's'.repeat(128), 'L'.repeat(255));
  expect(Object.keys(Data!)).toHaveLength(41);
  expect(`"DayQuota":"${(Data as any).DayQuota}",`.length).toBeLessThanOrEqual(DAY_QUOTA_BYTES);
  expect(Number(aws.of('Answer')[0].headers['content-length'])).toBeLessThan(4096);
});

test('the answer is put again until CloudFormation takes it', async () => {
  aws.fail('Answer', refuse('SlowDown', 'Reduce your request rate', 503), { times: 2 });
  expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
  expect(aws.of('Answer')).toHaveLength(3);
});

test('a template of an earlier version, which has no day quota, gets the answer that it knows', async () => {
  aws.quotas = { applied: [quota(OPUS, 3_000_000)], defaults: [] };
  const { Status, Data } = await send('Update', { DayQuota: undefined });
  expect([Status, Data]).toEqual(['SUCCESS', { TokensPerMinuteOpus5: '3000000', SourceOpus5: 'APPLIED 3000000 L-D73B1244' }]);
});
