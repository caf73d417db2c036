import { most, requiredTokensPerMinute, reserved, settled, startsPerMinute } from './arithmetic';
import { counted, shown } from './numbers';
import { Workload } from './workload';
import { quotaNames } from '../facts/quota-names';

/** What AWS asks for in an increase of the tokens-per-minute quota. */
export function increaseRequestOf(modelId: string, workload: Workload): string {
  const { requestsPerMinute, peakRequestsPerMinute, inputTokens, cacheReadTokens, cacheWriteTokens } = workload;
  const { outputTokens, outputTokenBurndownRate, maxTokens } = workload;
  const perRequest = settled(workload);
  const starts = startsPerMinute(peakRequestsPerMinute);
  const why = reserved(workload) >= perRequest
    ? `which Bedrock reserves when a request starts (all input ${shown(inputTokens + cacheReadTokens + cacheWriteTokens)} + max_tokens ${shown(maxTokens)})`
    : `which a request counts when it has ended (input and cache writes ${shown(inputTokens + cacheWriteTokens)} + ${shown(outputTokenBurndownRate)} × output ${shown(outputTokens)})`;
  return [
    'Region: (the source Region from which calls are made)',
    `Quota: ${quotaNames(modelId).tokensPerMinute}`,
    `Model: ${modelId}, through the inference profile global.${modelId}`,
    'Use case: (what the calls are for, in a sentence or two)',
    `Requests per minute: ${shown(requestsPerMinute)} steady, ${shown(peakRequestsPerMinute)} at peak`,
    `Tokens per minute: ${shown(perRequest * requestsPerMinute)} steady, ${shown(perRequest * peakRequestsPerMinute)} at peak ` +
      `(${shown(perRequest)} per request: input + cache writes + ${shown(outputTokenBurndownRate)} × output)`,
    `Average input tokens per request: ${shown(inputTokens + cacheReadTokens + cacheWriteTokens)}` +
      `${cacheReadTokens + cacheWriteTokens > 0 ? `, of them ${shown(cacheReadTokens)} read from the cache and ${shown(cacheWriteTokens)} written to it` : ''}`,
    `Average output tokens per request: ${shown(outputTokens)}; max_tokens is ${shown(maxTokens)}`,
    `Desired quota: ${counted(requiredTokensPerMinute(workload), 'token')} per minute = ${counted(starts, 'request')} at peak × ${counted(most(workload), 'token')}, ${why}`,
  ].join('\n');
}
