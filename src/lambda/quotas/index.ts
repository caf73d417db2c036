import { ListAWSDefaultServiceQuotasCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { ATTRIBUTES, CODE_BYTES, QuotaResourceProperties } from './wire';
import { rankName } from '../../core/facts/quota-names';
import { answering, before, CustomResourceEvent } from '../answer';

/** A quota that was found. */
interface Found {
  readonly value: number;
  readonly code: string;
  readonly kind: 'APPLIED' | 'DEFAULT';
  /** How well its name does. */
  readonly suited: number;
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
/** Written with no exponent. */
const LARGEST = Number.MAX_SAFE_INTEGER;
const LISTS = [
  { kind: 'APPLIED', operation: 'ListServiceQuotas', Command: ListServiceQuotasCommand },
  { kind: 'DEFAULT', operation: 'ListAWSDefaultServiceQuotas', Command: ListAWSDefaultServiceQuotasCommand },
] as const;

/**
 * Answers with the quotas of models. What AWS refuses fails a Create. An Update falls back instead, and says so: CloudFormation sends
 * one while it rolls back as well, and when that fails the stack is stuck.
 */
export const handler = answering('bedrock-token-quotas', async ({ RequestType, ResourceProperties }: CustomResourceEvent<QuotaResourceProperties>, stop) => {
  if (RequestType === 'Delete') {
    return {};
  }
  const { QuotaNames, FallbackTokensPerMinute } = ResourceProperties;
  const fallback = Number(FallbackTokensPerMinute);
  if (!(/^\d+$/.test(`${FallbackTokensPerMinute}`) && fallback > 0 && fallback <= LARGEST)) {
    throw new Error(`'fallbackTokensPerMinute' must be a whole number above 0 and up to ${LARGEST}, in digits, got: ${FallbackTokensPerMinute}`);
  }
  const found = new Map<string, Found>();
  let why = 'not listed';
  try {
    await before(stop, read(QuotaNames, found, stop), () => new Error('Time ran out while Service Quotas was asked. Deploy again'));
  } catch (error) {
    console.log((error as Error).message);
    if (RequestType === 'Create') {
      throw error;
    }
    why = error instanceof ServiceError ? error.cause.name : stop.aborted ? 'time ran out' : (error as Error).message.replace(/[^ !#-[\]-~]/g, '?'); // one byte each in JSON
  }
  return {
    Data: Object.fromEntries(Object.keys(QuotaNames).flatMap((key) => {
      const { value, kind, code } = found.get(key) ?? { value: fallback, kind: 'FALLBACK', code: why };
      return [
        [ATTRIBUTES.tokensPerMinute(key), `${Math.max(1, Math.floor(value))}`],
        [ATTRIBUTES.source(key), `${kind} ${value} ${code.slice(0, CODE_BYTES)}`],
      ];
    })),
  };
});

/** Looks for quotas, page by page: for the applied values first, and for the defaults of those that have none. */
async function read(names: Readonly<Record<string, string>>, found: Map<string, Found>, abortSignal: AbortSignal): Promise<void> {
  for (const { kind, operation, Command } of LISTS) {
    let open = Object.keys(names).filter((key) => !found.has(key));
    let NextToken: string | undefined;
    do {
      if (open.length === 0) {
        break;
      }
      const page = await client.send(new Command({ ServiceCode: 'bedrock', MaxResults: 100, NextToken }), { abortSignal })
        .catch((error: Error) => { throw new ServiceError(operation, error); });
      for (const { QuotaName = '', QuotaCode = '', Value: value = NaN } of page.Quotas ?? []) {
        for (const key of value <= LARGEST ? open : []) {
          const suited = rankName(QuotaName, names[key]) ?? -1;
          if (suited > (found.get(key)?.suited ?? -1)) {
            found.set(key, { value, code: QuotaCode, kind, suited });
          }
        }
      }
      open = open.filter((key) => found.get(key)?.suited !== Infinity);
      ({ NextToken } = page);
    } while (NextToken);
  }
}
