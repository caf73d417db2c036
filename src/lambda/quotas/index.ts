import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { QuotaList, rankQuota, readList } from './find-quota';
import { ATTRIBUTES, CODE_BYTES, QuotaResourceProperties } from './wire';
import { answerCloudFormation, CustomResourceEvent, runUntil, Success } from '../answer';

/** A quota that was found. */
interface Found {
  readonly value: number;
  readonly code: string;
  readonly kind: 'APPLIED' | 'DEFAULT';
  /** How well its code or name matches. */
  readonly rank: number;
}

/** The quotas to look for, by key. */
interface Wanted {
  readonly names: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
}

/** An error of AWS, word for word. */
class ServiceError extends Error {
  constructor(operation: string, readonly cause: Error) {
    super(`${operation}: ${cause.name}: ${cause.message}. ${cause.name.startsWith('AccessDenied')
      ? `Allow servicequotas:${operation} in this Region, in service control policies and the permissions boundary of this function's role`
      : 'Deploy again'}, or use TokenQuotas.fixed`);
  }
}

/** Several hundred quotas are some pages, and Service Quotas serves few pages a second. */
const client = new ServiceQuotas({ maxAttempts: 10 });
/** The largest number that is written without an exponent. */
const LARGEST = Number.MAX_SAFE_INTEGER;
/** The key of the day quota; those of models begin with a capital. */
const DAY = 'day';

type QuotaEvent = CustomResourceEvent<QuotaResourceProperties>;
type DayQuota = NonNullable<QuotaResourceProperties['DayQuota']>;

/**
 * Answers with the quotas of models, and with the day quota. If AWS refuses to list them, a Create fails, unless only the day quota is
 * missing, which decides nothing. An Update falls back instead, and says so. CloudFormation also sends Updates while it rolls back, and
 * the stack is stuck if one of those fails.
 */
export const handler = answerCloudFormation('bedrock-token-quotas', async ({ RequestType, ResourceProperties }: QuotaEvent, stop) => {
  if (RequestType === 'Delete') {
    return {};
  }
  const { QuotaNames, QuotaCodes, DayQuota, FallbackTokensPerMinute } = ResourceProperties;
  const fallback = readFallback(FallbackTokensPerMinute);
  const models = Object.keys(QuotaNames);
  const day: Wanted = DayQuota ? { names: { [DAY]: DayQuota.Name }, codes: { [DAY]: DayQuota.Code } } : { names: {}, codes: {} };
  const wanted: Wanted = { names: { ...QuotaNames, ...day.names }, codes: { ...QuotaCodes, ...day.codes } };
  const found = new Map<string, Found>();
  const answer = (why: string): Success => ({
    Data: {
      ...writeAttributes(models, found, fallback, why),
      ...DayQuota && { [ATTRIBUTES.dayQuota]: describeDay(DayQuota, found.get(DAY), why) },
    },
  });
  try {
    const overdue = () => new Error('Time ran out while Service Quotas was asked. Deploy again');
    await runUntil(stop, findQuotas(models, wanted, found, stop), overdue);
    return answer('not listed');
  } catch (error) {
    console.log((error as Error).message);
    if (RequestType === 'Create' && !models.every((key) => isSettled(found.get(key)))) {
      throw error;
    }
    return answer(explainFallback(error as Error, stop));
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

/** Writes the attributes of all models; `why` is the reason if a quota was not found. */
function writeAttributes(models: string[], found: ReadonlyMap<string, Found>, fallback: number, why: string): Record<string, string> {
  return Object.fromEntries(models.flatMap((key) => {
    const { value, kind, code } = found.get(key) ?? { value: fallback, kind: 'FALLBACK', code: why };
    return [
      [ATTRIBUTES.tokensPerMinute(key), `${Math.max(1, Math.floor(value))}`],
      [ATTRIBUTES.source(key), `${kind} ${value} ${code.slice(0, CODE_BYTES)}`],
    ];
  }));
}

/** Says what is applied per day, and what a 0 or a small value means; `why` is the reason if it was not found. */
function describeDay({ Default }: DayQuota, day: Found | undefined, why: string): string {
  if (!day) {
    return `UNKNOWN ${why.slice(0, CODE_BYTES)}`;
  }
  const { kind, value, code } = day;
  const text = `${kind} ${value} ${code.slice(0, CODE_BYTES)}`;
  if (value >= Number(Default)) {
    return text;
  }
  const meaning = value === 0 ? 'refuses every call' : `less than the default of ${Default}, as in new accounts. If calls are refused`;
  return `${text}: ${meaning}, ask AWS Support`;
}

/** Looks for the applied values first, and then for the defaults of the models that have none. */
async function findQuotas(models: string[], wanted: Wanted, found: Map<string, Found>, stop: AbortSignal): Promise<void> {
  await findListed('APPLIED', 'ListServiceQuotas', wanted, Object.keys(wanted.names), found, stop);
  await findListed('DEFAULT', 'ListAWSDefaultServiceQuotas', wanted, models.filter((key) => !found.has(key)), found, stop);
}

/** Finds quotas in a list. A better match replaces an earlier one. */
async function findListed(
  kind: Found['kind'], list: QuotaList, { names, codes }: Wanted, keys: string[], found: Map<string, Found>, stop: AbortSignal,
): Promise<void> {
  const options = { abortSignal: stop };
  await readList(
    (input) => (list === 'ListServiceQuotas'
      ? client.listServiceQuotas(input, options)
      : client.listAWSDefaultServiceQuotas(input, options)).catch((error: Error) => { throw new ServiceError(list, error); }),
    (quota) => {
      const { QuotaCode: code = '', Value: value = NaN } = quota;
      for (const key of value <= LARGEST ? keys : []) {
        const rank = rankQuota(quota, codes[key], names[key]);
        if (rank !== undefined && rank > (found.get(key)?.rank ?? -1)) {
          found.set(key, { value, code, kind, rank });
        }
      }
    },
    () => keys.every((key) => isSettled(found.get(key))));
}

function isSettled(quota: Found | undefined): boolean {
  return quota?.rank === Infinity;
}
