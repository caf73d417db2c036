import { adviceOf } from './advice';
import { breakEvenMaxTokens, fitsIn, Limit, limitsOf, requiredTokensPerMinute, reserved, settled, settledPerDay, startsPerMinute, sustainable, upperBound } from './arithmetic';
import { increaseRequestOf } from './increase-request';
import { Given, Quotas, quotasOf, Workload, workloadOf } from './workload';
import { quotaNames } from '../facts/quota-names';

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
  readonly settledTokensPerDay: number;
  readonly requiredTokensPerMinute: number;
  readonly breakEvenMaxTokens: number;
  readonly limits: readonly Limit[];
  readonly fits?: boolean;
  readonly sustainableRequestsPerMinute?: number;
  readonly upperBoundRequestsPerMinute?: number;
  readonly quotaName: string;
  readonly advice: readonly string[];
  readonly increaseRequest: string;
}

/** The plan for numbers in which `faultOf` finds no fault. */
export function planOf(modelId: string, given: Given): Plan {
  const workload = workloadOf(given);
  const quotas = quotasOf(given);
  const limits = limitsOf(workload, quotas);
  const { requestsPerMinute, peakRequestsPerMinute } = workload;
  return {
    modelId,
    workload,
    quotas,
    reservedTokensPerRequest: reserved(workload),
    settledTokensPerRequest: settled(workload),
    reservedTokensPerMinute: reserved(workload) * startsPerMinute(requestsPerMinute),
    settledTokensPerMinute: settled(workload) * requestsPerMinute,
    peakReservedTokensPerMinute: reserved(workload) * startsPerMinute(peakRequestsPerMinute),
    peakSettledTokensPerMinute: settled(workload) * peakRequestsPerMinute,
    settledTokensPerDay: settledPerDay(workload),
    requiredTokensPerMinute: requiredTokensPerMinute(workload),
    breakEvenMaxTokens: breakEvenMaxTokens(workload),
    limits,
    fits: fitsIn(workload, quotas),
    sustainableRequestsPerMinute: sustainable(limits),
    upperBoundRequestsPerMinute: upperBound(limits),
    quotaName: quotaNames(modelId).tokensPerMinute,
    advice: adviceOf(workload, quotas),
    increaseRequest: increaseRequestOf(modelId, workload),
  };
}
