import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import { rankName } from '../../core/facts/quota-names';

/** The quotas that are applied to an account, or AWS's defaults for all accounts. */
export type QuotaList = 'ListServiceQuotas' | 'ListAWSDefaultServiceQuotas';

export interface PageInput {
  readonly ServiceCode: 'bedrock';
  readonly MaxResults: number;
  readonly NextToken?: string;
}

interface Page {
  readonly Quotas?: ServiceQuota[];
  readonly NextToken?: string;
}

/** Reads a list page by page, until it ends or no better match is possible. */
export async function readList(
  ask: (input: PageInput) => Promise<Page>, take: (quota: ServiceQuota) => void, isDone: () => boolean,
): Promise<void> {
  let NextToken: string | undefined;
  do {
    if (isDone()) {
      return;
    }
    const page = await ask({ ServiceCode: 'bedrock', MaxResults: 100, NextToken });
    page.Quotas?.forEach(take);
    ({ NextToken } = page);
  } while (NextToken);
}

/** Ranks a quota by its code, if that is known, and by its name. A match of the code ranks above every match of the name. */
export function rankQuota(
  { QuotaCode, QuotaName = '' }: ServiceQuota, code: string | undefined, name: string | undefined,
): number | undefined {
  if (code !== undefined && QuotaCode === code) {
    return Infinity;
  }
  const rank = name === undefined ? undefined : rankName(QuotaName, name);
  return code === undefined || rank === undefined ? rank : Math.min(rank, Number.MAX_SAFE_INTEGER);
}
