/** Joins commands to a query, as Logs Insights and dashboards do. */
export function joinCommands(...commands: string[]): string {
  return commands.join('\n| ');
}

/** Bedrock also writes lines that are no records, one of them not even JSON. */
const RECORDS = 'filter schemaType = "ModelInvocationLog"';
/** Records of calls without prompt caching lack the fields of the cache. */
const CACHE = 'coalesce(input.cacheReadInputTokenCount, 0) as cacheRead, coalesce(input.cacheWriteInputTokenCount, 0) as cacheWrite';
const TOKENS = `fields coalesce(input.inputTokenCount, 0) as uncached, coalesce(output.outputTokenCount, 0) as generated, ${CACHE}`;
const MOST = 'limit 100';

/** Counts calls and tokens, those of the prompt cache included. */
function countTokensBy(field: string): string[] {
  return [
    RECORDS,
    TOKENS,
    'fields uncached + cacheRead + cacheWrite as prompt, uncached + cacheRead + cacheWrite + generated as used',
    `stats count(*) as calls, sum(used) as tokens, sum(prompt) as promptTokens, sum(generated) as outputTokens by ${field}`,
  ];
}

export const BY_DESTINATION_REGION = joinCommands(...countTokensBy('inferenceRegion, modelId'), 'sort calls desc', MOST);

export const BY_CALLER = joinCommands(...countTokensBy('identity.arn'), 'sort tokens desc', MOST);

export const BY_MODEL = joinCommands(...countTokensBy('modelId'), 'sort tokens desc', MOST);

export const BIG_PROMPTS = joinCommands(
  RECORDS,
  `fields coalesce(input.inputTokenCount, 0) as uncached, ${CACHE}`,
  'fields uncached + cacheRead + cacheWrite as promptTokens',
  'display timestamp, promptTokens, output.outputTokenCount, modelId, operation, identity.arn, requestId, input.inputBodyS3Path',
  'sort promptTokens desc',
  'limit 20',
);

export const CACHE_USE = joinCommands(
  RECORDS,
  `fields coalesce(input.inputTokenCount, 0) as uncached, ${CACHE}`,
  'fields uncached + cacheRead + cacheWrite as prompt',
  'stats count(*) as calls, sum(uncached) as uncachedTokens, sum(cacheWrite) as cacheWriteTokens, sum(cacheRead) as cacheReadTokens, ' +
    '100 * sum(cacheRead) / sum(prompt) as hitPercent by modelId',
  'sort cacheReadTokens desc',
  MOST,
);

export function writeQuotaTokensPerMinute(outputTokenBurndownRate: string): string {
  return joinCommands(
    RECORDS,
    TOKENS,
    'fields uncached + cacheRead + cacheWrite + generated as used, ' +
      `uncached + cacheWrite + ${outputTokenBurndownRate} * generated as counted`,
    'stats count(*) as calls, sum(used) as tokens, sum(counted) as quotaTokens by bin(1m), modelId',
    'sort quotaTokens desc',
    MOST,
  );
}

export function writeByMetadata(key: string): string {
  return joinCommands(...countTokensBy(`\`requestMetadata.${key}\``), 'sort tokens desc', MOST);
}

/** Writes a key as it stands in the name of a query. */
export function writeKeyTitle(key: string): string {
  return key.replace(/[:/]/g, '-');
}
