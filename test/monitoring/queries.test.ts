import { readFileSync } from 'node:fs';
import { App, NestedStack, Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import fc from 'fast-check';
import { InvocationQueries, InvocationQueriesProps } from '../../src';
import { MOST_FIELDS, ROWS_WITHOUT_LIMIT } from '../../src/core/facts/logs-insights';
import { CAPE_TOWN } from '../support/decisions';
import { resources, text } from '../support/logging';
import { createConversation, createStream } from '../support/records/bodies';
import { Fields, fieldsOf, LogEvent, runQuery } from '../support/records/insights';
import { APP, APP_LATER, NIGHTLY, OPUS, PROFILE, RECORDS, SONNET } from '../support/records/invocations';
import { TRAIL } from '../support/records/trail';
import { testStack } from '../support/stack';

const logGroupIn = (stack: Stack, name = 'records') => logs.LogGroup.fromLogGroupName(stack, name, name);

function queriesIn(stack: Stack, props: Partial<InvocationQueriesProps> = {}): InvocationQueries {
  return new InvocationQueries(stack, 'Queries', { logGroup: logGroupIn(stack), ...props });
}

/** The queries of a stack by their names. */
function saved(stack: Stack): Record<string, any> {
  return Object.fromEntries(Object.values(resources(stack, 'AWS::Logs::QueryDefinition'))
    .map(({ Properties }) => [text(Properties.Name), { ...Properties, LogGroupNames: Properties.LogGroupNames.map(text) }]));
}

const tokens = (calls: number, failed: number, promptTokens: number, outputTokens: number) =>
  ({ calls, failed, tokens: promptTokens + outputTokens, promptTokens, outputTokens });
const roleOf = (arn: string) => arn.split('/').slice(0, 2).join('/');

// Sums are worked out by hand from the records in test/support/records.
const ANSWERS: [string, string, readonly LogEvent[], Fields[]][] = [
  ['which Regions served the calls, where no Region served what failed or was blocked', InvocationQueries.BY_DESTINATION_REGION, RECORDS, [
    { destinationRegion: undefined, model: SONNET, ...tokens(3, 1, 150120, 4000) },
    { destinationRegion: 'eu-west-1', model: SONNET, ...tokens(2, 0, 3500, 300) },
    { destinationRegion: 'us-east-1', model: SONNET, ...tokens(1, 0, 8600, 50) },
    { destinationRegion: 'eu-west-1', model: OPUS, ...tokens(1, 0, 300, 30) },
    { destinationRegion: 'us-east-1', model: PROFILE, ...tokens(1, 0, 2000, 10) },
  ]],
  ['who made the calls', InvocationQueries.BY_CALLER, RECORDS, [
    { caller: roleOf(APP), ...tokens(6, 1, 162220, 4350) },
    { caller: roleOf(NIGHTLY), ...tokens(2, 0, 2300, 40) },
  ]],
  ['which sessions made the calls', InvocationQueries.BY_SESSION, RECORDS, [
    { session: APP, ...tokens(5, 0, 162220, 4350) },
    { session: NIGHTLY, ...tokens(2, 0, 2300, 40) },
    { session: APP_LATER, ...tokens(1, 1, 0, 0) },
  ]],
  ['which models were called, whether by ID or by ARN', InvocationQueries.BY_MODEL, RECORDS, [
    { model: SONNET, ...tokens(6, 1, 162220, 4350) },
    { model: PROFILE, ...tokens(1, 0, 2000, 10) },
    { model: OPUS, ...tokens(1, 0, 300, 30) },
  ]],
  ['what a team used', InvocationQueries.byMetadataKey('team'), RECORDS, [
    { value: 'billing', ...tokens(3, 0, 159600, 4250) },
    { value: undefined, ...tokens(4, 1, 2920, 130) },
    { value: 'search', ...tokens(1, 0, 2000, 10) },
  ]],
  ['what a key with a hyphen tells', InvocationQueries.byMetadataKey('cost-center'), RECORDS, [
    { value: undefined, ...tokens(7, 1, 163520, 4190) },
    { value: '42', ...tokens(1, 0, 1000, 200) },
  ]],
  ['which minutes were fullest, where reads of the cache count nothing and output by the rate of each model',
    InvocationQueries.QUOTA_TOKENS_PER_MINUTE, RECORDS, [
      { 'bin(1m)': '2026-10-05T10:01:00.000Z', 'model': SONNET, 'calls': 2, 'failed': 0, 'tokens': 156600, 'quotaTokens': 193500 },
      { 'bin(1m)': '2026-10-05T10:00:00.000Z', 'model': SONNET, 'calls': 2, 'failed': 0, 'tokens': 9850, 'quotaTokens': 4100 },
      { 'bin(1m)': '2026-10-05T10:01:00.000Z', 'model': PROFILE, 'calls': 1, 'failed': 0, 'tokens': 2010, 'quotaTokens': 2100 },
      { 'bin(1m)': '2026-10-05T10:00:00.000Z', 'model': OPUS, 'calls': 1, 'failed': 0, 'tokens': 330, 'quotaTokens': 600 },
      { 'bin(1m)': '2026-10-05T10:02:00.000Z', 'model': SONNET, 'calls': 2, 'failed': 1, 'tokens': 120, 'quotaTokens': 120 },
    ]],
  ['how much of the prompts the cache held', InvocationQueries.CACHE_USE, RECORDS, [
    {
      model: SONNET,
      calls: 6,
      failed: 1,
      uncachedTokens: 153720,
      cacheWriteTokens: 500,
      cacheReadTokens: 8000,
      hitPercent: 800000 / 162220,
    },
    { model: OPUS, calls: 1, failed: 0, uncachedTokens: 300, cacheWriteTokens: 0, cacheReadTokens: 0, hitPercent: 0 },
    { model: PROFILE, calls: 1, failed: 0, uncachedTokens: 400, cacheWriteTokens: 1600, cacheReadTokens: 0, hitPercent: 0 },
  ]],
  ['which calls were throttled or denied', InvocationQueries.THROTTLES_AND_DENIALS, TRAIL, [
    {
      errorCode: 'ThrottlingException',
      model: SONNET,
      caller: roleOf(APP),
      calls: 2,
      lastMessage: 'Too many tokens per day',
    },
    {
      errorCode: 'AccessDenied',
      model: OPUS,
      caller: roleOf(NIGHTLY),
      calls: 1,
      lastMessage: 'with an explicit deny in a service control policy',
    },
    {
      errorCode: 'ServiceQuotaExceededException',
      model: SONNET,
      caller: roleOf(APP),
      calls: 1,
      lastMessage: 'You have exceeded the quota of the account',
    },
  ]],
  ['which Regions served the calls by the trail', InvocationQueries.DESTINATIONS_BY_TRAIL, TRAIL, [
    { 'additionalEventData.inferenceRegion': 'us-east-1', 'model': SONNET, 'calls': 2 },
    { 'additionalEventData.inferenceRegion': 'eu-west-1', 'model': SONNET, 'calls': 1 },
    { 'additionalEventData.inferenceRegion': undefined, 'model': OPUS, 'calls': 1 },
  ]],
];

test.each(ANSWERS)('a query tells %s', (_question, query, events, answer) => {
  expect(runQuery(query, events).rows).toEqual(answer);
});

test('the biggest prompts come first, those of the cache included, with where their bodies are', () => {
  const { rows } = runQuery(InvocationQueries.BIG_PROMPTS, RECORDS);
  expect(rows.map(({ promptTokens }) => promptTokens)).toEqual([150000, 8600, 2500, 2000, 1000, 300, 120, 0]);
  expect(rows[0]).toEqual({
    '@timestamp': Date.parse('2026-10-05T10:01:30Z'),
    'promptTokens': 150000,
    'outputTokens': 4000,
    'model': SONNET,
    'operationName': 'Converse',
    'session': APP,
    'awsRequestId': 'request-10:01:30',
    'bodyS3Path': 's3://large/data/request_input.json.gz',
  });
});

test.each([...ANSWERS.map(([question, query, events]) => [question, query, events] as const),
  ['which prompts are big', InvocationQueries.BIG_PROMPTS, RECORDS] as const])(
  'every field is in a record that the query needs to tell %s', (_question, query, events) => {
    const known = new Set(events.flatMap((event) => Object.keys(fieldsOf(event))));
    const { named } = runQuery(query, events);
    expect(named.size).toBeGreaterThan(2);
    expect([...named].filter((field) => !known.has(field))).toEqual([]);
  });

describe('records of more fields than Logs Insights finds (N6)', () => {
  const OF_RECORDS = [
    ...ANSWERS.filter(([, , events]) => events === RECORDS).map(([, query]) => query), InvocationQueries.BIG_PROMPTS,
  ];
  const entries = (record: object) => Object.entries(record).filter(([, value]) => value !== undefined);
  const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
  const count = fc.nat(5000);
  const call = fc.record({
    model: oneOf(SONNET, OPUS, `arn:aws:bedrock:af-south-1:111122223333:inference-profile/${SONNET}`),
    arn: oneOf(APP, APP_LATER, NIGHTLY),
    team: oneOf(undefined, 'billing', 'search'),
    outcome: oneOf({ inferenceRegion: 'eu-west-1' }, { inferenceRegion: 'us-east-1' }, { errorCode: 'ThrottlingException' }, {}),
    input: count,
    output: count,
    cache: fc.option(count, { nil: undefined }),
    isBodyFirst: fc.boolean(),
    order: fc.array(fc.nat(), { minLength: 11, maxLength: 11 }),
    turns: oneOf(2, 80, 200),
    streamed: oneOf(3, 200),
  });
  type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

  /** One record with its bodies and without them, with its fields in any order. */
  function write(made: Call, index: number, withBodies: boolean): LogEvent {
    const { model, arn, team, outcome, order, isBodyFirst } = made;
    const counts = { inputTokenCount: made.input, cacheReadInputTokenCount: made.cache, cacheWriteInputTokenCount: made.cache };
    const place = (body: object, others: object) =>
      Object.fromEntries(entries(isBodyFirst ? { ...body, ...others } : { ...others, ...body }));
    const bodies = withBodies ? [createConversation(made.turns), createStream(made.streamed, {
      inputTokenCount: made.input,
      outputTokenCount: made.output,
    })] : [];
    const fields = entries({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      accountId: '111122223333',
      identity: { arn },
      region: 'af-south-1',
      requestId: `request ${index}`,
      operation: 'ConverseStream',
      modelId: model,
      requestMetadata: team && { 'x': 'y', team, 'cost-center': '42' },
      ...outcome,
      input: place({ inputBodyJson: bodies[0] }, counts),
      output: 'errorCode' in outcome ? undefined : place({ outputBodyJson: bodies[1] }, { outputTokenCount: made.output }),
    });
    const shuffled = fields.map((field, at) => ({ field, key: order[at] ?? 0 })).sort((a, b) => a.key - b.key).map(({ field }) => field);
    return { timestamp: new Date(Date.UTC(2026, 9, 5, 10, index)).toISOString(), message: JSON.stringify(Object.fromEntries(shuffled)) };
  }

  /** Rows of equal sums may come in any order, and what is parsed is a text. */
  const answer = (query: string, events: LogEvent[]) => runQuery(query, events).rows
    .map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => `${name}: ${value}`))).sort();

  test.each(OF_RECORDS)('the rows are those of the records without their bodies: %#', (query) => {
    fc.assert(fc.property(fc.array(call, { minLength: 1, maxLength: 6 }), (calls) => {
      const [large, small] = [true, false].map((withBodies) => calls.map((made, index) => write(made, index, withBodies)));
      expect(answer(query, large)).toEqual(answer(query, small));
    }), { numRuns: 40 });
  });

  test('the interpreter hides what stands behind the 200th field', () => {
    const event = write({
      model: SONNET,
      arn: APP,
      team: undefined,
      outcome: { inferenceRegion: 'eu-west-1' },
      input: 1,
      output: 2,
      cache: undefined,
      isBodyFirst: true,
      order: [12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      turns: 80,
      streamed: 200,
    }, 0, true);
    expect(Object.keys(fieldsOf(event))).toHaveLength(202); // with the time and the text
    expect(fieldsOf(event)).not.toHaveProperty('schemaType');
    expect(runQuery(InvocationQueries.BY_MODEL, [event]).rows).toMatchObject([{ model: SONNET, calls: 1, promptTokens: 1 }]);
  });

  test('what an answer says of errors and Regions in its own fields is not the record\'s', () => {
    const message = JSON.stringify({
      schemaType: 'ModelInvocationLog',
      modelId: SONNET,
      identity: { arn: APP },
      input: { inputTokenCount: 5 },
      output: {
        outputBodyJson: { result: { errorCode: 'E1', errorMessage: 'x' }, other: { inferenceRegion: 'mars-north-1', name: 'y' } },
        outputTokenCount: 7,
      },
    });
    const { rows } = runQuery(InvocationQueries.BY_DESTINATION_REGION, [{ timestamp: '2026-10-05T10:00:00Z', message }]);
    expect(rows).toMatchObject([{ destinationRegion: undefined, failed: 0 }]);
  });
});

test('queries of records are saved beneath the folder, the stack and the construct', () => {
  const stack = testStack(CAPE_TOWN);
  queriesIn(stack, { metadataKeys: ['cost-center', 'a/b'] });
  const queries = saved(stack);
  expect(Object.keys(queries).sort()).toEqual([
    'Bedrock/Stack/Queries/Big prompts',
    'Bedrock/Stack/Queries/By caller',
    'Bedrock/Stack/Queries/By destination Region',
    'Bedrock/Stack/Queries/By metadata a-b',
    'Bedrock/Stack/Queries/By metadata cost-center',
    'Bedrock/Stack/Queries/By model',
    'Bedrock/Stack/Queries/By session',
    'Bedrock/Stack/Queries/Cache use',
    'Bedrock/Stack/Queries/Quota tokens per minute',
  ]);
  expect(Object.values(queries).every(({ LogGroupNames }) => LogGroupNames.join() === 'records')).toBe(true);
  expect(queries['Bedrock/Stack/Queries/By caller'].QueryString).toBe(InvocationQueries.BY_CALLER);
});

test('queries of a trail ask the log group of the trail', () => {
  const stack = testStack(CAPE_TOWN);
  queriesIn(stack, { trailLogGroup: logGroupIn(stack, 'trail'), folder: 'Platform/AI' });
  const ofTrail = Object.entries(saved(stack)).filter(([, { LogGroupNames }]) => LogGroupNames.join() === 'trail').map(([name]) => name);
  expect(ofTrail.sort()).toEqual([
    'Platform/AI/Stack/Queries/By destination Region, from CloudTrail',
    'Platform/AI/Stack/Queries/Throttles and denials',
  ]);
});

test('models of different burndown rates count by their own in one query (N2)', () => {
  const record = (modelId: string) => ({
    timestamp: '2026-10-05T10:00:00Z',
    message: JSON.stringify({
      schemaType: 'ModelInvocationLog', modelId, input: { inputTokenCount: 1000 }, output: { outputTokenCount: 100 },
    }),
  });
  const rates = {
    'global.anthropic.claude-opus-4-8': 15,
    'global.anthropic.claude-opus-4-7': 5,
    'global.anthropic.claude-opus-5': 10,
    'global.anthropic.claude-sonnet-5-5': 10,
    'global.anthropic.claude-haiku-4-5-20251001-v1:0': 5,
    'us.anthropic.claude-opus-4-1-20250805-v1:0': 5,
    'us.anthropic.claude-3-7-sonnet-20250219-v1:0': 5,
    'eu.amazon.nova-pro-v1:0': 1,
    [PROFILE]: 10,
  };
  const arn = 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/';
  const { rows } = runQuery(InvocationQueries.QUOTA_TOKENS_PER_MINUTE, Object.keys(rates).map((id, index) => record(
    index % 2 ? id : arn + id)));
  expect(Object.fromEntries(rows.map(({ model, quotaTokens }) => [model, (Number(quotaTokens) - 1000) / 100]))).toEqual(rates);
});

test('another burndown rate is in the query of quota tokens', () => {
  const stack = testStack(CAPE_TOWN);
  queriesIn(stack, { outputTokenBurndownRate: 7 });
  const { rows } = runQuery(saved(stack)['Bedrock/Stack/Queries/Quota tokens per minute'].QueryString, RECORDS);
  expect(rows[3]).toMatchObject({ model: OPUS, quotaTokens: 510 });
});

test('what the deployment tells is not judged', () => {
  const stack = testStack();
  const nested = new NestedStack(stack, 'Nested');
  queriesIn(nested, {
    logGroup: new logs.LogGroup(nested, 'Records'),
    folder: Token.asString({ Ref: 'Folder' }),
    outputTokenBurndownRate: Token.asNumber({ Ref: 'Rate' }),
  });
  const definition = nested.node.findChild('Queries').node.findChild('QuotaTokensPerMinute') as logs.CfnQueryDefinition;
  expect(text(nested.resolve(definition.queryString))).toContain('+ (<Rate>) * generated');
  expect(JSON.stringify(nested.resolve(definition.name))).toContain('{"Ref":"Folder"}');
});

function logGroupOfClass(stack: Stack, logGroupClass: string): logs.LogGroup {
  const logGroup = new logs.LogGroup(stack, logGroupClass);
  (logGroup.node.defaultChild as logs.CfnLogGroup).logGroupClass = logGroupClass;
  return logGroup;
}

test('a log group of the class INFREQUENT_ACCESS is asked as any other', () => {
  const stack = testStack(CAPE_TOWN);
  expect(() => queriesIn(stack, { logGroup: logGroupOfClass(stack, 'INFREQUENT_ACCESS') })).not.toThrow();
});

test.each<[string, any, string]>([
  ['no props', undefined, '\'props\' must name the log group of the records, got: undefined'],
  ['no log group', {}, '\'logGroup\' must be a log group, got: undefined. Create it or import it in this app. For'],
  ['a log group of another Region',
    (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', 'arn:aws:logs:eu-west-1:111122223333:log-group:x:*') }),
    '\'logGroup\' must be in the Region of the stack (af-south-1), got: "eu-west-1"'],
  ...['logGroup', 'trailLogGroup'].map((prop): [string, any, string] => [`a ${prop} of the class DELIVERY`,
    (stack: Stack) => ({ [prop]: logGroupOfClass(stack, 'DELIVERY') }),
    `'${prop}' must be of the class STANDARD, since DELIVERY takes no queries, got: "DELIVERY" of Stack/DELIVERY. Take another log group`]),
  ...['', ' ', 'x'.repeat(257), 'a`b', 'ä', 'a|b'].map((key): [string, any, string] =>
    [`the key ${key.slice(0, 5)}`, { metadataKeys: [key] }, '\'metadataKeys\' must have 1 to 256 letters, digits, spaces and']),
  ['keys whose names are alike', { metadataKeys: ['cost:center', 'cost/center'] },
    '\'metadataKeys\' must differ in more than ":" and "/", since names of queries cannot have these, got: ["cost:center","cost/center"]'],
  ['a key twice', { metadataKeys: ['team', 'team'] }, '\'metadataKeys\' must name each key once, got: "team" twice'],
  ...['', '/x', 'x/', 'x//y', 'a:b', 'a*'].map((folder): [string, any, string] =>
    [`the folder ${folder}`, { folder }, '\'folder\' must be names between single slashes, without ":" and "*"']),
  ['a long folder', { folder: 'x'.repeat(240) }, 'The name of a query must have at most 255 characters'],
  ...[0, -1, NaN].map((rate): [string, any, string] =>
    [`the rate ${rate}`, { outputTokenBurndownRate: rate }, '\'outputTokenBurndownRate\' must be a number above 0']),
])('fails for %s', (_title, given, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const props = typeof given === 'function' ? given(stack) : given;
  const isEmpty = Object.keys(props ?? {}).length === 0;
  const create = () => new InvocationQueries(stack, 'Queries', isEmpty ? props : { logGroup: logGroupIn(stack), ...props });
  expect(create).toThrow(`Stack/Queries: ${message}`);
});

test('fails for a bad key outside of any stack', () => {
  expect(() => InvocationQueries.byMetadataKey('a`b')).toThrow('\'key\' must have 1 to 256 letters');
});

test('fails for no key outside of any stack', () => {
  expect(() => InvocationQueries.byMetadataKey(undefined as any)).toThrow('\'key\' must have 1 to 256 letters');
});

test('fails for all that is wrong at once', () => {
  const create = () => queriesIn(new Stack(new App(), 'Stack'), { folder: '/', metadataKeys: ['team', ''] });
  expect(create).toThrow(/^Stack\/Queries: 2 rules are broken:\n- 'metadataKeys' must have .+, got: ""\..+\n- 'folder' must be names .+$/);
});

test('tells of props that are missing before anything of the stack', () => {
  expect(() => new InvocationQueries(new App(), 'Queries', undefined as any)).toThrow(/^Queries: 'props' must name the log group/);
  expect(() => new InvocationQueries(new App(), 'Queries', {} as any)).toThrow(/^Queries: 'logGroup' must be a log group/);
});

test('docs/monitoring.md has the query of each constant, and the limits of Logs Insights', () => {
  const page = readFileSync('docs/monitoring.md', 'utf8');
  const [, section] = page.split('\n### Saved queries\n');
  const named = [...section.split('\n### ')[0].matchAll(/^\| `(\w+)/gm)].map(([, name]) => name);
  const constants = Object.getOwnPropertyNames(InvocationQueries).filter((name) => /^[A-Z_]+$/.test(name));
  expect(named.sort()).toEqual([...constants, 'byMetadataKey'].sort());
  expect(page).toContain(`returns at most ${ROWS_WITHOUT_LIMIT.toLocaleString('en-US')} rows`);
  expect(page).toContain(`[${MOST_FIELDS} fields of a record]`);
});
