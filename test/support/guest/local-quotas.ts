import type { Operation } from './service-model';

/** A quota as Service Quotas lists it. */
export interface ListedQuota {
  readonly QuotaName: string;
  readonly QuotaCode?: string;
  readonly Value?: number;
  readonly Adjustable?: boolean;
  readonly ErrorReason?: { readonly ErrorCode: string; readonly ErrorMessage: string };
}

/** A request for more, as it is listed; `Region` is where. */
export interface StoredRequest {
  readonly Id: string;
  readonly QuotaCode: string;
  readonly DesiredValue?: number;
  readonly Status: string;
  readonly CaseId?: string;
  readonly Created?: number;
  readonly LastUpdated?: number;
  readonly Region?: string;
}

export type QuotaLists = Readonly<Record<'applied' | 'defaults', readonly (ListedQuota | null)[]>>;

/** The requests for more, each in its Region. */
export class IncreaseStore {
  public requests: StoredRequest[] = [];
  /** How many requests may be open in a Region. */
  public mostOpen = Infinity;
  /** How many entries a page has. */
  public page = 100;
  /** Of how many of the latest requests nobody hears in a list. */
  public unlisted = 0;

  public isOpen({ Status }: StoredRequest): boolean {
    return ['PENDING', 'CASE_OPENED'].includes(Status);
  }
}

type QuotaReply = object | { readonly error: string; readonly message: string };

interface QuotaCall {
  readonly operation: Operation;
  readonly body: Record<string, any>;
}

/** Answers a request to Service Quotas; undefined where it is to another service. */
export function answerQuotaCall(
  quotas: QuotaLists, store: IncreaseStore, region: string, { operation, body }: QuotaCall,
): QuotaReply | undefined {
  switch (operation) {
    case 'ListServiceQuotas': return cut('Quotas', quotas.applied, body, Number(body.MaxResults));
    case 'ListAWSDefaultServiceQuotas': return cut('Quotas', quotas.defaults, body, Number(body.MaxResults));
    case 'ListRequestedServiceQuotaChangeHistoryByQuota': {
      const listed = store.requests.slice(0, store.requests.length - store.unlisted);
      return cut('RequestedQuotas', listed.filter(isOf(region, body.QuotaCode as string)), body, store.page);
    }
    case 'RequestServiceQuotaIncrease': return request(quotas, store, region, body);
    default: return undefined;
  }
}

function cut(name: string, list: readonly unknown[], { NextToken = '0' }: Record<string, any>, length: number): object {
  const end = Number(NextToken) + length;
  return { [name]: list.slice(Number(NextToken), end), NextToken: end < list.length ? `${end}` : undefined };
}

const isOf = (region: string, code?: string) => ({ Region = region, QuotaCode }: StoredRequest) =>
  Region === region && (code === undefined || QuotaCode === code);

/** Refuses in the words of AWS, as public threads quote them. */
function request(quotas: QuotaLists, store: IncreaseStore, region: string, { QuotaCode, DesiredValue }: Record<string, any>): QuotaReply {
  const find = (list: readonly (ListedQuota | null)[]) => list.find((quota) => quota?.QuotaCode === QuotaCode);
  const quota = find(quotas.applied) ?? find(quotas.defaults);
  const open = store.requests.filter((one) => store.isOpen(one) && isOf(region)(one));
  if (!quota) {
    return { error: 'NoSuchResourceException', message: 'The request failed because the specified quota does not exist.' };
  }
  if (open.some((one) => one.QuotaCode === QuotaCode)) {
    return { error: 'ResourceAlreadyExistsException', message: 'Only one open service quota increase request is allowed per quota.' };
  }
  if (open.length >= store.mostOpen) {
    return { error: 'QuotaExceededException', message: 'Too many open requests.' };
  }
  if ((quota.Value ?? 0) >= DesiredValue) {
    return { error: 'IllegalArgumentException', message: 'You must provide a quota value greater than the current quota value' };
  }
  const made = { Id: `request${store.requests.length + 1}`, QuotaCode, DesiredValue, Status: 'PENDING', Created: 0, Region: region };
  store.requests.push(made);
  return { RequestedQuota: { ...made, ServiceCode: 'bedrock' } };
}
