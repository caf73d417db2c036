import { ListAWSDefaultServiceQuotasCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { ATTRIBUTES, CODE_BYTES, QuotaResourceProperties } from './wire';
import { rankName } from '../../core/facts/quota-names';
import { answerCloudFormation, CustomResourceEvent, runUntil, Success } from '../answer';

/** A quota that was found. */
interface Found {
  readonly value: number;
  readonly code: string;
  readonly kind: 'APPLIED' | 'DEFAULT';
  /** How well its name suits. */
  readonly rank: number;
}

/** What AWS answered that is no success, word for word. */
class ServiceError extends Error {
  constructor(operation: string, readonly cause: Error) {
    super(`${operation}: ${cause.name}: ${cause.message}. ${cause.name.startsWith('AccessDenied')
      ? `Allow servicequotas:${operation} in this Region, in service control policies and the permissions boundary of this function's role`
      : 'Deploy again'}, or use TokenQuotas.fixed`);
  }
}

/** Several hundred quotas are some pages, of which Service Quotas gives few a second. */
const client = new ServiceQuotasClient({ maxAttempts: 10 });
/** The largest number that is written without an exponent. */
const LARGEST = Number.MAX_SAFE_INTEGER;
const LISTS = [
  { kind: 'APPLIED', operation: 'ListServiceQuotas', Command: ListServiceQuotasCommand },
  { kind: 'DEFAULT', operation: 'ListAWSDefaultServiceQuotas', Command: ListAWSDefaultServiceQuotasCommand },
] as const;

type QuotaEvent = CustomResourceEvent<QuotaResourceProperties>;
type Names = QuotaResourceProperties['QuotaNames'];

/**
 * Answers with the quotas of models. What AWS refuses fails a Create. An Update falls back instead, and says so: CloudFormation sends
 * one while it rolls back as well, and when that fails the stack is stuck.
 */
export const handler = answerCloudFormation('bedrock-token-quotas', async ({ RequestType, ResourceProperties }: QuotaEvent, stop) => {
  if (RequestType === 'Delete') {
    return {};
  }
  const { QuotaNames, FallbackTokensPerMinute } = ResourceProperties;
  const fallback = readFallback(FallbackTokensPerMinute);
  const found = new Map<string, Found>();
  try {
    const overdue = () => new Error('Time ran out while Service Quotas was asked. Deploy again');
    await runUntil(stop, findQuotas(QuotaNames, found, stop), overdue);
    return writeAttributes(QuotaNames, found, fallback, 'not listed');
  } catch (error) {
    console.log((error as Error).message);
    if (RequestType === 'Create') {
      throw error;
    }
    return writeAttributes(QuotaNames, found, fallback, explainFallback(error as Error, stop));
  }
});

function readFallback(text: number | string): number {
  const fallback = Number(text);
  if (!(/^\d+$/.test(`${text}`) && fallback > 0 && fallback <= LARGEST)) {
    throw new Error(`'fallbackTokensPerMinute' must be a whole number above 0 and up to ${LARGEST}, in digits, got: ${text}`);
  }
  return fallback;
}

/** Says in a few bytes why quotas could not be read. */
function explainFallback(error: Error, stop: AbortSignal): string {
  if (error instanceof ServiceError) {
    return error.cause.name;
  }
  return stop.aborted ? 'time ran out' : error.message.replace(/[^ !#-[\]-~]/g, '?'); // one byte each in JSON
}

/** Writes the attributes of all models; `why` says why there is no quota where none was found. */
function writeAttributes(names: Names, found: ReadonlyMap<string, Found>, fallback: number, why: string): Success {
  return {
    Data: Object.fromEntries(Object.keys(names).flatMap((key) => {
      const { value, kind, code } = found.get(key) ?? { value: fallback, kind: 'FALLBACK', code: why };
      return [
        [ATTRIBUTES.tokensPerMinute(key), `${Math.max(1, Math.floor(value))}`],
        [ATTRIBUTES.source(key), `${kind} ${value} ${code.slice(0, CODE_BYTES)}`],
      ];
    })),
  };
}

/** Looks for quotas: for the applied values first, and for the defaults of those that have none. */
async function findQuotas(names: Names, found: Map<string, Found>, stop: AbortSignal): Promise<void> {
  for (const list of LISTS) {
    const missing = Object.keys(names).filter((key) => !found.has(key));
    await readList(list, names, missing, found, stop);
  }
}

/** Reads a list page by page, until it ends or names leave nothing better to be found. */
async function readList(list: typeof LISTS[number], names: Names, missing: string[], found: Map<string, Found>, stop: AbortSignal) {
  const { kind, operation, Command } = list;
  let unsettled = missing;
  let NextToken: string | undefined;
  do {
    if (unsettled.length === 0) {
      return;
    }
    const page = await client.send(new Command({ ServiceCode: 'bedrock', MaxResults: 100, NextToken }), { abortSignal: stop })
      .catch((error: Error) => { throw new ServiceError(operation, error); });
    for (const { QuotaName = '', QuotaCode = '', Value = NaN } of page.Quotas ?? []) {
      if (Value <= LARGEST) {
        keepBetter(unsettled, names, found, QuotaName, { value: Value, code: QuotaCode, kind });
      }
    }
    unsettled = unsettled.filter((key) => found.get(key)?.rank !== Infinity);
    ({ NextToken } = page);
  } while (NextToken);
}

/** Keeps a quota for the models whose quota it is, unless one was found whose name suits better. */
function keepBetter(keys: string[], names: Names, found: Map<string, Found>, name: string, quota: Omit<Found, 'rank'>): void {
  for (const key of keys) {
    const rank = rankName(name, names[key]);
    if (rank !== undefined && rank > (found.get(key)?.rank ?? -1)) {
      found.set(key, { ...quota, rank });
    }
  }
}
