import { ASSUMED_BURNDOWN_RATE, findBurndownRate, OLDER_MODELS, OTHER_BURNDOWN_RATE } from '../../core/facts/burndown-rates';
import { KNOWN_MODELS } from '../../core/facts/known-models';
import { ROWS_WITHOUT_LIMIT } from '../../core/facts/logs-insights';

/** Joins commands to a query, as Logs Insights and dashboards do. */
export function joinCommands(...commands: string[]): string {
  return commands.join('\n| ');
}

/** Bedrock also writes lines that are not records; one of them is not JSON. */
const RECORDS = 'filter @message like /"schemaType"\\s*:\\s*"ModelInvocationLog"/';
/** As many rows as Logs Insights returns without a limit. */
export const MOST = `limit ${ROWS_WITHOUT_LIMIT}`;

/**
 * Logs Insights finds only some fields of an event (MOST_FIELDS). The bodies of a long conversation have more, and come before the fields
 * that queries need. So the queries also read each field from the text of the event. Quotes in a body are escaped there, so its text is
 * never mistaken for a field. A key of a tool's own JSON can be, if the record lacks the field or Logs Insights does not find it.
 */
function readField(field: string, writePattern: (name: string) => string, as: string, otherwise = ''): string[] {
  const hidden = `${as}InText`;
  return [`parse @message /${writePattern(hidden)}/`, `fields coalesce(${field}, ${hidden}${otherwise}) as ${as}`];
}

const writeText = (key: string) => (name: string) => `"${key}"\\s*:\\s*"(?<${name}>[^"]+)"`;
const readText = (field: string, as: string) => readField(field, writeText(field.split('.').pop()!), as);
/** Records of calls without prompt caching lack the fields of the cache. */
const readTokens = (field: string, as: string) =>
  readField(field, (name) => `"${field.split('.').pop()}"\\s*:\\s*(?<${name}>\\d+)`, as, ', 0');

const PROMPT = [
  ...readTokens('input.inputTokenCount', 'uncached'),
  ...readTokens('input.cacheReadInputTokenCount', 'cacheRead'),
  ...readTokens('input.cacheWriteInputTokenCount', 'cacheWrite'),
  'fields uncached + cacheRead + cacheWrite as prompt',
];
const OUTPUT = readTokens('output.outputTokenCount', 'generated');
/** Many records lack these fields, and a tool's own JSON may have them. So a key of the record, or its end, must follow. */
const NEXT_KEYS = 'schema\\w+|timestamp|accountId|identity|region|requestId|operation|modelId|input|output|requestMetadata|' +
  'inferenceRegion|error\\w+';
const readRare = (field: string, as: string) =>
  readField(field, (name) => `${writeText(field)(name)}\\s*(?:,\\s*"(?:${NEXT_KEYS})"|\\}\\s*$)`, as);
/** A failed call has a code and no output. The query checks both, since answers and tools can contain error codes too. */
const FAILURE = [
  ...readRare('errorCode', 'code'),
  'fields concat(coalesce(code, ""), " ", generated) as outcome',
  'parse outcome /^(?<error>\\S+) 0$/',
];
const DESTINATION = readRare('inferenceRegion', 'destinationRegion');
const COUNT = 'count(*) as calls, count(error) as failed';
/** Callers name a profile by its ID or its ARN; metrics count both as one. */
export const nameModel = (field: string) => `parse ${field} /(?<model>[\\w.:-]+)$/`;
const MODEL = [...readText('modelId', 'named'), nameModel('named')];
const SESSION = readField('identity.arn', (name) => `"identity"\\s*:\\s*\\{[^{}]*"arn"\\s*:\\s*"(?<${name}>[^"]+)"`, 'session');
/** Each session of a role has its own ARN. */
export const nameCaller = (field: string) => `parse ${field} /^(?<caller>.+:assumed-role\\/[^\\/]+|.+)/`;
const CALLER = [...SESSION, nameCaller('session')];

/** Counts calls and tokens, including those of the prompt cache. */
function countTokensBy(columns: string, ...read: string[]): string {
  return joinCommands(
    RECORDS,
    ...read,
    ...PROMPT,
    ...OUTPUT,
    ...FAILURE,
    'fields prompt + generated as used',
    `stats ${COUNT}, sum(used) as tokens, sum(prompt) as promptTokens, sum(generated) as outputTokens by ${columns}`,
  );
}

export const BY_DESTINATION_REGION = joinCommands(
  countTokensBy('destinationRegion, model', ...DESTINATION, ...MODEL), 'sort calls desc', MOST);

export const BY_CALLER = joinCommands(countTokensBy('caller', ...CALLER), 'sort tokens desc', MOST);

export const BY_SESSION = joinCommands(countTokensBy('session', ...SESSION), 'sort tokens desc', MOST);

export const BY_MODEL = joinCommands(countTokensBy('model', ...MODEL), 'sort tokens desc', MOST);

export const BIG_PROMPTS = joinCommands(
  RECORDS,
  ...PROMPT,
  ...OUTPUT,
  ...MODEL,
  ...SESSION,
  ...readText('operation', 'operationName'),
  ...readText('requestId', 'awsRequestId'),
  ...readText('input.inputBodyS3Path', 'bodyS3Path'),
  'fields prompt as promptTokens, generated as outputTokens',
  'display @timestamp, promptTokens, outputTokens, model, operationName, session, awsRequestId, bodyS3Path',
  'sort promptTokens desc',
  'limit 20',
);

export const CACHE_USE = joinCommands(
  RECORDS,
  ...MODEL,
  ...PROMPT,
  ...OUTPUT,
  ...FAILURE,
  `stats ${COUNT}, sum(uncached) as uncachedTokens, sum(cacheWrite) as cacheWriteTokens, sum(cacheRead) as cacheReadTokens, ` +
    '100 * sum(cacheRead) / sum(prompt) as hitPercent by model',
  'sort cacheReadTokens desc',
  MOST,
);

/**
 * The rate of each model: the assumed rate, plus the difference for models with another rate, since `strcontains` is 1 or 0. IDs of
 * application profiles have no dot, and do not name the model.
 */
export const STATED_RATES = [
  `${ASSUMED_BURNDOWN_RATE}`,
  `- ${ASSUMED_BURNDOWN_RATE - OTHER_BURNDOWN_RATE} * (strcontains(rated, ".") - strcontains(rated, "anthropic.claude-"))`,
  ...[...OLDER_MODELS, ...KNOWN_MODELS.map(({ modelId }) => modelId)]
    .map((modelId) => ({ modelId, difference: findBurndownRate(modelId).rate - ASSUMED_BURNDOWN_RATE }))
    .filter(({ difference }) => difference !== 0)
    .map(({ modelId, difference }) => `${difference < 0 ? '-' : '+'} ${Math.abs(difference)} * strcontains(rated, "${modelId}")`),
].join(' ');

export function writeQuotaTokensPerMinute(outputTokenBurndownRate: string): string {
  return joinCommands(
    RECORDS,
    ...MODEL,
    ...PROMPT,
    ...OUTPUT,
    ...FAILURE,
    'fields coalesce(model, "") as rated',
    `fields prompt + generated as used, uncached + cacheWrite + (${outputTokenBurndownRate}) * generated as counted`,
    `stats ${COUNT}, sum(used) as tokens, sum(counted) as quotaTokens by bin(1m), model`,
    'sort quotaTokens desc',
    MOST,
  );
}

export function writeByMetadata(key: string): string {
  const escaped = key.replace(/[$+./]/g, '\\$&');
  const inText = (name: string) => `"requestMetadata"\\s*:\\s*\\{[^{}]*"${escaped}"\\s*:\\s*"(?<${name}>[^"]*)"`;
  return joinCommands(countTokensBy('value', ...readField(`\`requestMetadata.${key}\``, inText, 'value')), 'sort tokens desc', MOST);
}

/** Writes a key for the name of a query. */

export function writeKeyTitle(key: string): string {
  return key.replace(/[:/]/g, '-');
}
