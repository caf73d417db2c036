import { Admission, findForm, findIssuer, isSaml } from './admission';
import { isKnownKey } from './known-keys';
import { GITHUB_ISSUER } from '../facts/github-oidc';
import { COGNITO, GITHUB_CLAIMS, POD_IDENTITY } from '../facts/identity-providers';
import { POD_KEYS } from '../facts/pod-identity';
import { SESSION_ARN } from '../facts/trusted-callers';
import { Statement } from '../iam/statement';

/** What somebody brings along, by condition keys in lower case. */
export type Brought = Readonly<Record<string, readonly string[]>>;

const MOST = 20;
const TEXTUAL = /^(ForAnyValue:|ForAllValues:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)(IfExists)?$/;
const NEGATED = /^(ForAnyValue:|ForAllValues:)?(String|Arn)Not(Equals|Like|EqualsIgnoreCase)(IfExists)?$/;
const FLAG = /^Bool(IfExists)?$/;

/**
 * Lists what somebody may bring along whom a statement means: what its conditions ask for, one value after the other, and what
 * denies leave out. Keys that no request of this kind carries are left out.
 */
export function fillConditions(admission: Admission, all: readonly Statement[]): Brought[] {
  const { statement } = admission;
  const asked = new Map<string, string[]>();
  const add = (key: string, values: readonly unknown[], isKept: boolean) => {
    const name = key.toLowerCase();
    const possible = values.filter((value) => !isSubjectForAudience(admission, name, value));
    if (mayBring(admission, name) && possible.length > 0 && (!isKept || !asked.has(name))) {
      asked.set(name, [...asked.get(name) ?? [], ...possible.map((value) => fillPattern(value, name))]);
    }
  };
  for (const one of [statement, ...all.filter((other) => other !== statement && isOfSame(statement, other))]) {
    for (const { operator, key, values } of one.conditions) {
      if (TEXTUAL.test(operator) || FLAG.test(operator)) {
        add(key, values, one !== statement);
      } else if (operator === 'Null' && values.map(String).every((value) => value === 'false')) {
        add(key, ['any'], true);
      }
    }
  }
  for (const { conditions } of all.filter(({ effect }) => effect === 'Deny')) {
    conditions.filter(({ operator }) => NEGATED.test(operator)).forEach(({ key, values }) => add(key, values, true));
  }
  const count = Math.min(MOST, Math.max(1, ...[...asked.values()].map((values) => values.length)));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries([...asked].map(([key, values]) => [key, [values[index % values.length]]])));
}

/** Whether another statement allows something to the same principals: what is asked for at once may stand in several. */
function isOfSame({ document: { Principal: one } }: Statement, { effect, document: { Principal: other } }: Statement): boolean {
  return effect === 'Allow' && JSON.stringify(one) === JSON.stringify(other);
}

/** Writes a text that a pattern matches; a wildcard that an operator does not know as one is filled too, since nobody has it in a name. */
export function fillPattern(value: unknown, key = ''): string {
  const text = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : 'any';
  const filled = text.replace(/\$\{[*?$]\}/g, 'x').replace(/\*+/g, 'any').replace(/\?/g, 'x');
  // A session's ARN is never in this key: it is the role's.
  const [, partition, account, role] = (key === 'aws:principalarn' && SESSION_ARN.exec(filled)) || [];
  return role === undefined ? filled : `arn:${partition}:iam::${account}:role/${role}`;
}

const TAGS_OF_PODS = Object.values<string>(POD_KEYS).map((key) => key.toLowerCase());
/** Circumstances of a request that nobody brings along as a text. */
const CIRCUMSTANCE = /^aws:(sourceip|vpcsourceip|currenttime|epochtime|sourcevpc|sourcevpce|sourcevpcarn|requestedregion|viaawsservice)$/;

/** Whether whoever is admitted may carry a key, in lower case. */
function mayBring(admission: Admission, key: string): boolean {
  if (key.startsWith('aws:requesttag/') && admission.kind === 'Service' && admission.name === POD_IDENTITY) {
    return TAGS_OF_PODS.includes(key);
  }
  if (key.startsWith('saml:')) {
    return isSaml(admission) || admission.kind === 'any';
  }
  const [, host, claim] = /^([^:]*\.[^:]*):(.+)$/.exec(key) ?? [];
  if (host !== undefined) {
    const issuer = findIssuer(admission);
    return issuer?.toLowerCase() === host ? mayClaim(host, claim) : !admission.isKnown || admission.kind === 'any';
  }
  // Services alone say for which of their resources they ask.
  const isOfService = admission.kind === 'AWS' && /^aws:source(arn|account|org)/.test(key);
  return !CIRCUMSTANCE.test(key) && !isOfService && isKnownKey(key);
}

/** Whether tokens of a host may have a claim, where it is known which they have. */
function mayClaim(host: string, claim: string): boolean {
  return host === COGNITO ? ['aud', 'sub', 'amr'].includes(claim)
    : host === GITHUB_ISSUER ? GITHUB_CLAIMS.includes(claim)
      : host.startsWith('oidc.eks.') ? ['aud', 'sub'].includes(claim) : true;
}

/** Whether a subject stands where the audience belongs: no token is made for one. */
export function isSubjectForAudience(admission: Admission, key: string, value: unknown): boolean {
  const form = findForm(admission);
  return form !== undefined && key.toLowerCase() === `${findIssuer(admission)}:aud`.toLowerCase() && String(value).startsWith(form.prefix);
}
