import { advise, explainAssumedRate } from './advice';
import {
  checkFit, countRequired, countReserved, countSettled, countStarts, findBreakEven, findLimits, findSustainableRate, findUpperBound, Limit,
} from './arithmetic';
import { writeIncreaseRequest } from './increase-request';
import { writeSupportCase } from './support-case';
import { fillWorkload, Given, pickQuotas, Quotas, Workload } from './workload';
import { isSmallDayQuota } from '../facts/day-quota';
import { writeQuotaNames } from '../facts/quota-names';

/** All that follows from a workload and quotas. */
export interface Plan {
  readonly modelId: string;
  readonly workload: Workload;
  readonly quotas: Quotas;
  readonly reservedTokensPerRequest: number;
  readonly settledTokensPerRequest: number;
  readonly reservedTokensPerMinute: number;
  readonly settledTokensPerMinute: number;
  readonly peakReservedTokensPerMinute: number;
  readonly peakSettledTokensPerMinute: number;
  readonly requiredTokensPerMinute: number;
  readonly breakEvenMaxTokens: number;
  readonly limits: readonly Limit[];
  readonly fits?: boolean;
  readonly sustainableRequestsPerMinute?: number;
  readonly upperBoundRequestsPerMinute?: number;
  readonly quotaName: string;
  readonly isBurndownRateStated: boolean;
  readonly advice: readonly string[];
  readonly increaseRequest: string;
  /** Only if the day quota is smaller than AWS's default. */
  readonly supportCase?: string;
}

/**
 * Computes the plan for numbers in which `findWorkloadFaults` finds no fault.
 *
 * @param isRateStated whether the burndown rate comes from AWS or the user; otherwise the plan says that it is assumed
 */
export function computePlan(modelId: string, given: Given, isRateStated: boolean): Plan {
  const workload = fillWorkload(given);
  const quotas = pickQuotas(given);
  const limits = findLimits(workload, quotas);
  const { requestsPerMinute, peakRequestsPerMinute } = workload;
  const { tokensPerDayQuota } = quotas;
  return {
    modelId,
    workload,
    quotas,
    reservedTokensPerRequest: countReserved(workload),
    settledTokensPerRequest: countSettled(workload),
    reservedTokensPerMinute: countReserved(workload) * countStarts(requestsPerMinute),
    settledTokensPerMinute: countSettled(workload) * requestsPerMinute,
    peakReservedTokensPerMinute: countReserved(workload) * countStarts(peakRequestsPerMinute),
    peakSettledTokensPerMinute: countSettled(workload) * peakRequestsPerMinute,
    requiredTokensPerMinute: countRequired(workload),
    breakEvenMaxTokens: findBreakEven(workload),
    limits,
    fits: checkFit(workload, quotas),
    sustainableRequestsPerMinute: findSustainableRate(limits),
    upperBoundRequestsPerMinute: findUpperBound(limits),
    quotaName: writeQuotaNames(modelId).tokensPerMinute,
    isBurndownRateStated: isRateStated,
    advice: [...isRateStated ? [] : [explainAssumedRate(modelId, workload)], ...advise(workload, quotas)],
    increaseRequest: writeIncreaseRequest(modelId, workload, isRateStated),
    supportCase: isSmallDayQuota(tokensPerDayQuota) ? writeSupportCase(modelId, workload, tokensPerDayQuota) : undefined,
  };
}
