import { countMost, countRequired, countReserved, countSettled, countStarts } from './arithmetic';
import { writeCount, writeNumber } from './numbers';
import { Workload } from './workload';
import { writeGlobalProfileId } from '../facts/model-ids';
import { findQuotaCode, writeQuotaNames } from '../facts/quota-names';

/** Writes the figures that AWS's form for a larger tokens-per-minute quota asks for. */
export function writeIncreaseRequest(modelId: string, workload: Workload, isRateStated: boolean): string {
  const { requestsPerMinute, peakRequestsPerMinute, inputTokens, cacheReadTokens, cacheWriteTokens } = workload;
  const { outputTokens, outputTokenBurndownRate, maxTokens } = workload;
  const code = findQuotaCode(modelId);
  const perRequest = countSettled(workload);
  const starts = countStarts(peakRequestsPerMinute);
  const allInput = writeNumber(inputTokens + cacheReadTokens + cacheWriteTokens);
  const rate = `${writeNumber(outputTokenBurndownRate)}${isRateStated ? '' : ' (assumed)'}`;
  const why = countReserved(workload) >= perRequest
    ? `which Bedrock reserves when a request starts (all input ${allInput} + max_tokens ${writeNumber(maxTokens)})`
    : 'which a request counts when it has ended ' +
      `(input and cache writes ${writeNumber(inputTokens + cacheWriteTokens)} + ${rate} × output ${writeNumber(outputTokens)})`;
  const cached = cacheReadTokens + cacheWriteTokens > 0
    ? `, including ${writeNumber(cacheReadTokens)} read from the cache and ${writeNumber(cacheWriteTokens)} written to it`
    : '';
  return [
    'Region: (the source Region from which calls are made)',
    `Quota: ${writeQuotaNames(modelId).tokensPerMinute}${code === undefined ? '' : ` (${code})`}`,
    `Model: ${modelId}, through the inference profile ${writeGlobalProfileId(modelId)}`,
    'Use case: (what the calls are for, in a sentence or two)',
    `Requests per minute: ${writeNumber(requestsPerMinute)} steady, ${writeNumber(peakRequestsPerMinute)} at peak`,
    `Tokens per minute: ${writeNumber(perRequest * requestsPerMinute)} steady, ` +
      `${writeNumber(perRequest * peakRequestsPerMinute)} at peak ` +
      `(${writeNumber(perRequest)} per request: input + cache writes + ${rate} × output)`,
    `Average input tokens per request: ${allInput}${cached}`,
    `Average output tokens per request: ${writeNumber(outputTokens)}; max_tokens is ${writeNumber(maxTokens)}`,
    `Desired quota: ${writeCount(countRequired(workload), 'token')} per minute = ` +
      `${writeCount(starts, 'request')} at peak × ${writeCount(countMost(workload), 'token')}, ${why}`,
  ].join('\n');
}
