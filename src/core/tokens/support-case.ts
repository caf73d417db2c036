import { countRequestsPerDay } from './arithmetic';
import { writeCount, writeNumber } from './numbers';
import { Workload } from './workload';
import { DAY_QUOTA, isSmallDayQuota } from '../facts/day-quota';
import { writeGlobalProfileId } from '../facts/model-ids';

/**
 * Writes the case to AWS Support for a day quota that is too small, since Service Quotas does not adjust it. An account below the default
 * asks for its limits to be lifted. Any other asks for a larger quota, without a size, because token counts do not show the use.
 */
export function writeSupportCase(modelId: string, workload: Workload, applied: number | undefined): string {
  const { requestsPerMinute, hoursPerDay, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = workload;
  const requests = countRequestsPerDay(workload);
  const aDay = (tokens: number) => writeNumber(tokens * requests);
  const cached = cacheReadTokens + cacheWriteTokens > 0
    ? `, ${aDay(cacheReadTokens)} read from the cache, ${aDay(cacheWriteTokens)} written to it`
    : '';
  return [
    'To: AWS Support, account and billing',
    `Subject: Amazon Bedrock refuses calls with "${DAY_QUOTA.refusal}"`,
    'Region: (the source Region from which calls are made)',
    `Quota: ${DAY_QUOTA.name} (${DAY_QUOTA.code}), which Service Quotas does not adjust; ` +
      `applied ${applied === undefined ? '(the value that Service Quotas shows)' : writeNumber(applied)}, ` +
      `AWS's default ${writeNumber(DAY_QUOTA.defaultTokens)}`,
    isSmallDayQuota(applied)
      ? 'Request: verify the account, lift its initial Amazon Bedrock limits, and set this quota to the default'
      : 'Request: raise this quota to (the value that you want) for the calls below',
    'Error: (the message of a refused call, with its time and request ID)',
    `Model: ${modelId}, through the inference profile ${writeGlobalProfileId(modelId)}`,
    'Use case: (what the calls are for, in a sentence or two)',
    `Requests: ${writeNumber(requestsPerMinute)} a minute for ${writeCount(hoursPerDay, 'hour')} a day, ${writeNumber(requests)} a day`,
    `Tokens a day: ${aDay(inputTokens)} input${cached}, ${aDay(outputTokens)} output`,
  ].join('\n');
}
