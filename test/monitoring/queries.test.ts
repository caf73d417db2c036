import { App, NestedStack, Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { InvocationQueries, InvocationQueriesProps } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { resources, text } from '../support/logging';
import { Fields, fieldsOf, LogEvent, runQuery } from '../support/records/insights';
import { APP, NIGHTLY, OPUS, PROFILE, RECORDS, SONNET } from '../support/records/invocations';
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

const tokens = (calls: number, promptTokens: number, outputTokens: number) =>
  ({ calls, tokens: promptTokens + outputTokens, promptTokens, outputTokens });

// Sums are worked out by hand from the records in test/support/records.
const ANSWERS: [string, string, readonly LogEvent[], Fields[]][] = [
  ['which Regions served the calls', InvocationQueries.BY_DESTINATION_REGION, RECORDS, [
    { inferenceRegion: 'eu-west-1', modelId: SONNET, ...tokens(2, 3500, 300) },
    { inferenceRegion: 'us-east-1', modelId: SONNET, ...tokens(1, 8600, 50) },
    { inferenceRegion: 'eu-west-1', modelId: OPUS, ...tokens(1, 300, 30) },
    { inferenceRegion: 'us-east-1', modelId: PROFILE, ...tokens(1, 2000, 10) },
    { inferenceRegion: undefined, modelId: SONNET, ...tokens(1, 150000, 4000) },
  ]],
  ['who made the calls', InvocationQueries.BY_CALLER, RECORDS, [
    { 'identity.arn': APP, ...tokens(4, 162100, 4350) },
    { 'identity.arn': NIGHTLY, ...tokens(2, 2300, 40) },
  ]],
  ['which models were called', InvocationQueries.BY_MODEL, RECORDS, [
    { modelId: SONNET, ...tokens(4, 162100, 4350) },
    { modelId: PROFILE, ...tokens(1, 2000, 10) },
    { modelId: OPUS, ...tokens(1, 300, 30) },
  ]],
  ['what a team used', InvocationQueries.byMetadataKey('team'), RECORDS, [
    { 'requestMetadata.team': 'billing', ...tokens(3, 159600, 4250) },
    { 'requestMetadata.team': undefined, ...tokens(2, 2800, 130) },
    { 'requestMetadata.team': 'search', ...tokens(1, 2000, 10) },
  ]],
  ['what a key with a hyphen tells', InvocationQueries.byMetadataKey('cost-center'), RECORDS, [
    { 'requestMetadata.cost-center': undefined, ...tokens(5, 163400, 4190) },
    { 'requestMetadata.cost-center': '42', ...tokens(1, 1000, 200) },
  ]],
  ['which minutes were fullest, where reads of the cache count nothing and output fivefold', InvocationQueries.QUOTA_TOKENS_PER_MINUTE,
    RECORDS, [
      { 'bin(1m)': '2026-10-05T10:01:00.000Z', 'modelId': SONNET, 'calls': 2, 'tokens': 156600, 'quotaTokens': 173000 },
      { 'bin(1m)': '2026-10-05T10:00:00.000Z', 'modelId': SONNET, 'calls': 2, 'tokens': 9850, 'quotaTokens': 2850 },
      { 'bin(1m)': '2026-10-05T10:01:00.000Z', 'modelId': PROFILE, 'calls': 1, 'tokens': 2010, 'quotaTokens': 2050 },
      { 'bin(1m)': '2026-10-05T10:00:00.000Z', 'modelId': OPUS, 'calls': 1, 'tokens': 330, 'quotaTokens': 450 },
    ]],
  ['how much of the prompts the cache held', InvocationQueries.CACHE_USE, RECORDS, [
    { modelId: SONNET, calls: 4, uncachedTokens: 153600, cacheWriteTokens: 500, cacheReadTokens: 8000, hitPercent: 800000 / 162100 },
    { modelId: OPUS, calls: 1, uncachedTokens: 300, cacheWriteTokens: 0, cacheReadTokens: 0, hitPercent: 0 },
    { modelId: PROFILE, calls: 1, uncachedTokens: 400, cacheWriteTokens: 1600, cacheReadTokens: 0, hitPercent: 0 },
  ]],
  ['which calls were throttled or denied', InvocationQueries.THROTTLES_AND_DENIALS, TRAIL, [
    {
      'errorCode': 'ThrottlingException',
      'requestParameters.modelId': SONNET,
      'userIdentity.arn': APP,
      'calls': 2,
      'lastMessage': 'Too many tokens per day',
    },
    {
      'errorCode': 'AccessDenied',
      'requestParameters.modelId': OPUS,
      'userIdentity.arn': NIGHTLY,
      'calls': 1,
      'lastMessage': 'with an explicit deny in a service control policy',
    },
    {
      'errorCode': 'ServiceQuotaExceededException',
      'requestParameters.modelId': SONNET,
      'userIdentity.arn': APP,
      'calls': 1,
      'lastMessage': 'You have exceeded the quota of the account',
    },
  ]],
  ['which Regions served the calls by the trail', InvocationQueries.DESTINATIONS_BY_TRAIL, TRAIL, [
    { 'additionalEventData.inferenceRegion': 'us-east-1', 'requestParameters.modelId': SONNET, 'calls': 2 },
    { 'additionalEventData.inferenceRegion': 'eu-west-1', 'requestParameters.modelId': SONNET, 'calls': 1 },
    { 'additionalEventData.inferenceRegion': undefined, 'requestParameters.modelId': OPUS, 'calls': 1 },
  ]],
];

test.each(ANSWERS)('a query tells %s', (_question, query, events, answer) => {
  expect(runQuery(query, events).rows).toEqual(answer);
});

test('the biggest prompts come first, those of the cache included, with where their bodies are', () => {
  const { rows } = runQuery(InvocationQueries.BIG_PROMPTS, RECORDS);
  expect(rows.map(({ promptTokens }) => promptTokens)).toEqual([150000, 8600, 2500, 2000, 1000, 300]);
  expect(rows[0]).toEqual({
    'timestamp': '2026-10-05T10:01:30Z',
    'promptTokens': 150000,
    'output.outputTokenCount': 4000,
    'modelId': SONNET,
    'operation': 'Converse',
    'identity.arn': APP,
    'requestId': 'request-10:01:30',
    'input.inputBodyS3Path': 's3://large/data/request_input.json.gz',
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

test('another burndown rate is in the query of quota tokens', () => {
  const stack = testStack(CAPE_TOWN);
  queriesIn(stack, { outputTokenBurndownRate: 10 });
  const { rows } = runQuery(saved(stack)['Bedrock/Stack/Queries/Quota tokens per minute'].QueryString, RECORDS);
  expect(rows[3]).toMatchObject({ modelId: OPUS, quotaTokens: 600 });
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
  expect(text(nested.resolve(definition.queryString))).toContain('+ <Rate> * generated');
  expect(JSON.stringify(nested.resolve(definition.name))).toContain('{"Ref":"Folder"}');
});

test.each<[string, any, string]>([
  ['no props', undefined, '\'props\' must name the log group of the records, got: undefined'],
  ['no log group', {}, '\'logGroup\' must be a log group, got: undefined. Create it or import it in this app. For'],
  ['a log group of another Region',
    (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', 'arn:aws:logs:eu-west-1:111122223333:log-group:x:*') }),
    '\'logGroup\' must be in the Region of the stack (af-south-1), got: "eu-west-1"'],
  ...['', ' ', 'x'.repeat(257), 'a`b', 'ä', 'a|b'].map((key): [string, any, string] =>
    [`the key ${key.slice(0, 5)}`, { metadataKeys: [key] }, '\'metadataKeys\' must have 1 to 256 letters, digits, spaces and']),
  ['keys whose names are alike', { metadataKeys: ['cost:center', 'cost/center'] },
    '\'metadataKeys\' must differ in more than ":" and "/", which names of queries cannot have, got: ["cost:center","cost/center"]'],
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
