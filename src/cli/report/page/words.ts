import { FindingRule, IdentityKind, ReportFinding, ReportRow, ReportRecording, RowVerdict } from '../../../core/app/report';
import { InferenceRoute } from '../../../core/call/guard/inference-route';
import { PolicyLayer } from '../../../core/iam/layer';
import { InvocationOutcome } from '../../../core/iam/outcome';

/** How something is shown: a sign and words that say it without colours, and the colour. */
export interface Shown {
  readonly sign: string;
  readonly word: string;
  readonly colour: Colour;
}

/** `plain` says neither that something is well nor that it is not. */
export type Colour = 'good' | 'bad' | 'unsure' | 'plain';

export const VERDICTS: Readonly<Record<RowVerdict, Shown>> = {
  'allowed': { sign: '✓', word: 'may', colour: 'good' },
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
  'blocked-access': 'A call that is meant is denied',
  'partial-access': 'Only a part of a call is allowed',
  'stream-missing': 'Only one of invoking and streaming is allowed in full',
  'open-route': 'A route is open that a guard promises to close',
  'malformed-policy': 'A policy is not valid',
  'stack-set-refused': 'A stack set would be refused',
  'wide-trust': 'A role that may call admits whom it should not',
  'closed-trust': 'A statement of a role\'s trust policy admits nobody',
  'blocked-project': 'A call will be denied once AWS asks for its project',
  'guardrail-optional': 'A guardrail is not required',
  'over-grant': 'Any model is allowed',
};

/** The mark of a leg, and what it means. */
export const LEG_OUTCOMES: Readonly<Record<InvocationOutcome, Shown>> = {
  [InvocationOutcome.ALLOWED]: { sign: 'Y', word: 'allowed', colour: 'good' },
  [InvocationOutcome.IMPLICITLY_DENIED]: { sign: 'N', word: 'denied, no statement allows it', colour: 'bad' },
  [InvocationOutcome.EXPLICITLY_DENIED]: { sign: 'N', word: 'denied by a statement', colour: 'bad' },
  [InvocationOutcome.DEPENDS]: { sign: '?', word: 'depends on what is not known', colour: 'unsure' },
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
  [InferenceRoute.BEARER_TOKEN]: 'API keys of Bedrock',
};

export const KINDS: Readonly<Record<IdentityKind, string>> = {
  'role': 'role',
  'user': 'user',
  'group': 'group',
  'permission-set': 'permission set',
  'outside': 'not made in this app',
};

export const ACTIONS: Readonly<Record<ReportRow['action'], string>> = { invoke: 'invoke', stream: 'stream' };

export const PROMPTS: Readonly<Record<NonNullable<ReportRecording['prompts']>, Shown>> = {
  full: { sign: '!', word: 'in full, nothing masked', colour: 'unsure' },
  masked: { sign: '✓', word: 'MASKED', colour: 'good' },
  metadata: { sign: '✓', word: 'not recorded, only metadata', colour: 'good' },
};

/** What only the deployment knows. */
export const UNKNOWN = 'known only at deployment';

/** A number of things, such as `1 call` and `2,000 calls`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export function nameAccount(account: string | undefined): string {
  return `Account ${account ?? UNKNOWN}`;
}

export function nameModel(model: string): string {
  return model === '*' ? 'ANY MODEL' : model;
}
