import { FindingRule, IdentityKind, ReportFinding, ReportRow, ReportRecording, RowVerdict } from '../../../core/app/report';
import { InferenceRoute } from '../../../core/call/guard/inference-route';
import { PolicyLayer } from '../../../core/iam/layer';
import { InvocationOutcome } from '../../../core/iam/outcome';

/** How a value is shown. The sign and the word say it without the color. */
export interface Shown {
  readonly sign: string;
  readonly word: string;
  readonly colour: Colour;
}

/** `plain` does not judge. */
export type Colour = 'good' | 'bad' | 'unsure' | 'plain';

export const VERDICTS: Readonly<Record<RowVerdict, Shown>> = {
  'allowed': { sign: '✓', word: 'allowed', colour: 'good' },
  'denied': { sign: '✗', word: 'denied', colour: 'bad' },
  'partial': { sign: '½', word: 'partial', colour: 'bad' },
  'not-judged': { sign: '?', word: 'NOT JUDGED', colour: 'unsure' },
};

export const SEVERITIES: Readonly<Record<ReportFinding['severity'], Shown>> = {
  error: { sign: '✗', word: 'ERROR', colour: 'bad' },
  warning: { sign: '!', word: 'WARNING', colour: 'unsure' },
  info: { sign: 'i', word: 'NOTE', colour: 'plain' },
};

export const RULES: Readonly<Record<FindingRule, string>> = {
  'blocked-access': 'A granted call is denied',
  'partial-access': 'A call is granted only in part',
  'stream-missing': 'Only one of invoke and stream is granted in full',
  'open-route': 'A route is open that a guard promises to close',
  'malformed-policy': 'A service control policy is not valid',
  'stack-set-refused': 'A stack set would fail to deploy',
  'wide-trust': 'A trust policy admits callers that are not meant',
  'closed-trust': 'A statement of a trust policy admits no caller',
  'blocked-project': 'A call will be denied once AWS checks its project',
  'guardrail-optional': 'A guardrail is not required',
  'over-grant': 'A wildcard allows any model or any application profile',
};

/** The mark of a leg, and its meaning. */
export const LEG_OUTCOMES: Readonly<Record<InvocationOutcome, Shown>> = {
  [InvocationOutcome.ALLOWED]: { sign: '✓', word: 'allowed', colour: 'good' },
  [InvocationOutcome.IMPLICITLY_DENIED]: { sign: '✗', word: 'denied, no statement allows it', colour: 'bad' },
  [InvocationOutcome.EXPLICITLY_DENIED]: { sign: '✗', word: 'denied by a statement', colour: 'bad' },
  [InvocationOutcome.DEPENDS]: { sign: '?', word: 'depends on something unknown', colour: 'unsure' },
};

export const LAYERS: Readonly<Record<PolicyLayer, string>> = {
  [PolicyLayer.IDENTITY]: 'its own policies',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'permissions boundary',
  [PolicyLayer.SESSION]: 'session policy',
  [PolicyLayer.VPC_ENDPOINT]: 'policy of the VPC endpoint',
  [PolicyLayer.SERVICE_CONTROL]: 'service control policy',
};

export const ROUTES: Readonly<Record<InferenceRoute, string>> = {
  [InferenceRoute.GLOBAL_PROFILE]: 'Global profiles',
  [InferenceRoute.GEOGRAPHIC_PROFILE]: 'Geographic profiles',
  [InferenceRoute.DIRECT_OTHER_REGION]: 'Calls in other Regions',
  [InferenceRoute.BATCH]: 'Batch jobs',
  [InferenceRoute.MANTLE]: 'The bedrock-mantle endpoint',
  [InferenceRoute.BEARER_TOKEN]: 'Amazon Bedrock API keys',
};

export const KINDS: Readonly<Record<IdentityKind, string>> = {
  'role': 'role',
  'user': 'user',
  'group': 'group',
  'permission-set': 'permission set',
  'outside': 'not created by this app',
};

export const ACTIONS: Readonly<Record<ReportRow['action'], string>> = { invoke: 'invoke', stream: 'stream' };

export const PROMPTS: Readonly<Record<NonNullable<ReportRecording['prompts']>, Shown>> = {
  full: { sign: '!', word: 'in full, nothing masked', colour: 'unsure' },
  masked: { sign: '½', word: 'masked in part', colour: 'unsure' },
  metadata: { sign: '✓', word: 'metadata only', colour: 'good' },
};

/** The state of a route that a guard does not promise to close. */
export function describeUnpromised(isOpen: boolean | undefined): Shown {
  return isOpen === undefined ? { sign: '–', word: 'not promised', colour: 'plain' }
    : isOpen ? { sign: '!', word: 'open, not promised', colour: 'unsure' } : { sign: '✓', word: 'closed, not promised', colour: 'plain' };
}

/** Explains a pattern of exempt principals. */
export const WHO_IS_EXEMPT = 'Anyone who holds such a role or user is exempt. The templates do not say who that is.';

/** Whether an account's calls are recorded or watched. */
export function judgeCoverage(isThere: boolean | 'not-judged'): Shown {
  return isThere === 'not-judged' ? { sign: '?', word: 'not judged', colour: 'unsure' }
    : isThere ? { sign: '✓', word: 'yes', colour: 'good' } : { sign: '✗', word: 'NO', colour: 'bad' };
}

/** What "everything" is: only global calls, and only from the templates. */
export const JUDGED = 'every global call that the templates name was judged, offline. Identities outside the app were not looked at.';

/** Stands for a value that no template holds. */
export const UNKNOWN = 'known only at deployment';

/** Writes a number with its noun: `1 call`, `2,000 calls`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

export function nameAccount(account: string | undefined): string {
  return `Account ${account ?? UNKNOWN}`;
}

/** Names an account and Region, of which the deployment may know more. */
export function namePlace({ account, region }: { readonly account?: string; readonly region?: string }): string {
  return `${account ?? `account ${UNKNOWN}`}, ${region ?? `Region ${UNKNOWN}`}`;
}

export function nameModel(model: string): string {
  return model === '*' ? 'ANY MODEL' : model;
}
