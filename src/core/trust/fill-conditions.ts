import { Admission, findForm, findIssuer, isSaml } from './admission';
import { fillPatterns, UNSURE } from './fill-patterns';
import { isKnownKey } from './known-keys';
import { GITHUB_ISSUER } from '../facts/github-oidc';
import { COGNITO, GITHUB_CLAIMS, POD_IDENTITY } from '../facts/identity-providers';
import { POD_KEYS } from '../facts/pod-identity';
import { isObject } from '../iam/document';
import { Statement } from '../iam/statement';

/** What a requester sends, by condition keys in lower case. */
export type Brought = Readonly<Record<string, readonly string[]>>;

/** The most values of one key, and the most combinations, that are tried. */
const MOST = 200;
const TEXTUAL = /^(ForAnyValue:|ForAllValues:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)(IfExists)?$/;
const NEGATED = /^(ForAnyValue:|ForAllValues:)?(String|Arn)Not(Equals|Like|EqualsIgnoreCase)(IfExists)?$/;
const FLAG = /^Bool(IfExists)?$/;

/** What the intended requesters of a statement may send. */
export interface Filled {
  /** One set of values after the other. Keys that names settle have patterns, all of which must match. */
  readonly fills: readonly Brought[];
  /** Whether the sets are complete. */
  readonly isWhole: boolean;
}

/**
 * Fills in what the intended requesters of a statement may send: the values that its conditions require, and those that denies except.
 * Keys that no request of this kind carries are left out.
 */
export function fillConditions(admission: Admission, all: readonly Statement[]): Filled {
  const { statement } = admission;
  const asked = new Map<string, Asked>();
  const add = (key: string, values: readonly unknown[], source: keyof Asked) => {
    const name = key.toLowerCase();
    const possible = values.filter((value) => !isSubjectForAudience(admission, name, value));
    if (mayBring(admission, name) && possible.length > 0) {
      const known = asked.get(name) ?? { own: [], beside: [], left: [] };
      asked.set(name, { ...known, [source]: [...known[source], possible] });
    }
  };
  for (const one of [statement, ...all.filter((other) => other !== statement && isOfSame(statement, other))]) {
    const source = one === statement ? 'own' : 'beside';
    for (const { operator, key, values } of one.conditions) {
      if (TEXTUAL.test(operator) || FLAG.test(operator)) {
        add(key, values, source);
      } else if (operator === 'Null' && values.map(String).every((value) => value === 'false')) {
        add(key, ['*'], 'left');
      }
    }
  }
  for (const { conditions } of all.filter(({ effect }) => effect === 'Deny')) {
    conditions.filter(({ operator }) => NEGATED.test(operator)).forEach(({ key, values }) => add(key, values, 'left'));
  }
  const listed = [...asked].map(([key, one]) => ({ key, ...NAMING.includes(key) ? listPatterns(one) : listTexts(one) }))
    .filter(({ values }) => values.length > 0);
  const longest = Math.max(1, ...listed.map(({ values }) => values.length));
  // First in turn, which is enough for the requests of strangers; then all combinations, since some values exclude each other.
  const inTurn = Array.from({ length: Math.min(MOST, longest) }, (_, index) => listed.map(({ values }) => values[index % values.length]));
  const inAllWays = combine(listed.map(({ values }) => values));
  return {
    fills: [...inTurn, ...longest > 1 ? inAllWays.values : []].map((values) =>
      Object.fromEntries(listed.map(({ key }, index) => [key, values[index]]))),
    isWhole: inAllWays.isWhole && listed.every(({ isWhole }) => isWhole),
  };
}

/** Keys that decide something, and that an intended requester may lack or may have with a value that no condition names. */
export function listOptional(admission: Admission, all: readonly Statement[]): string[] {
  const keys = all.filter((one) => one === admission.statement || one.effect === 'Deny')
    .flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  return [...new Set(keys)].filter((key) => /^(aws|sts):/.test(key) && !NAMING.includes(key) && mayBring(admission, key));
}

/** The values of each condition on a key: of the statement itself, of others for the same principals, and of what must hold as well. */
interface Asked {
  readonly own: readonly (readonly unknown[])[];
  readonly beside: readonly (readonly unknown[])[];
  readonly left: readonly (readonly unknown[])[];
}

/** The values that a key may have, and whether the list is complete. */
interface Listed<T> {
  readonly values: readonly T[];
  readonly isWhole: boolean;
}

/** Best first: what meets all conditions together, then what meets each, since a request need not meet a deny's condition. */
function listPatterns({ own, beside, left }: Asked): Listed<string[]> {
  const meant = own.length > 0 ? own : beside;
  const all = combine([...meant, ...left]);
  const some = combine(meant);
  const each = [...meant, ...left].flat().map((value) => [value]);
  const values = [...all.values, ...some.values, ...each].map((one) => one.map(writePattern));
  return { values: [...new Map(values.map((one) => [one.join('\n'), one])).values()], isWhole: all.isWhole && some.isWhole };
}

function listTexts(asked: Asked): Listed<string[]> {
  const { own, beside, left } = asked;
  const meant = own.length > 0 ? own : beside;
  const each = (meant.length > 0 ? meant : left).flat();
  const together = meant.length + left.length > 1 ? listPatterns(asked).values.filter(({ length }) => length > 1).slice(0, MOST) : [];
  const filled = together.map((patterns) => fillPatterns(patterns));
  const texts = [...filled.filter((one): one is string => typeof one === 'string'), ...each.map((value) => fillPattern(value))];
  return { values: [...new Set(texts)].map((text) => [text]), isWhole: !filled.includes(UNSURE) && together.length < MOST };
}

/** Combines one element of each group, in all ways. */
function combine<T>(groups: readonly (readonly T[])[]): Listed<T[]> {
  const count = groups.reduce((product, { length }) => product * length, 1);
  if (count > MOST || groups.length === 0) {
    return { values: [], isWhole: groups.length === 0 };
  }
  const extend = (known: T[][], values: readonly T[]) => known.flatMap((one) => values.map((value) => [...one, value]));
  return { values: groups.reduce<T[][]>(extend, [[]]), isWhole: true };
}

/** Writes the known parts of a value as a pattern; unknown parts become `*`. */
function writePattern(value: unknown): string {
  if (!isObject(value)) {
    return String(value);
  }
  const { 'Fn::Sub': template, 'Fn::Join': join } = value;
  const text = Array.isArray(template) ? template[0] : template;
  const pieces = Array.isArray(join) && Array.isArray(join[1]) ? join[1].map((piece) => typeof piece === 'string' ? piece : '*') : ['*'];
  return typeof text === 'string' ? text.replace(/\$\{[^}]*\}/g, '*') : pieces.join(Array.isArray(join) ? String(join[0]) : '');
}

/** Whether another statement allows something to the same principals: the actions of one request may be in several statements. */
function isOfSame({ document: { Principal: one } }: Statement, { effect, document: { Principal: other } }: Statement): boolean {
  return effect === 'Allow' && JSON.stringify(one) === JSON.stringify(other);
}

/** Writes a text that a pattern matches. Fills wildcards under every operator, since no name contains `*` or `?`. */
export function fillPattern(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : 'any';
  return text.replace(/\$\{[*?$]\}/g, 'x').replace(/\*+/g, 'any').replace(/\?/g, 'x');
}

/** The keys that an AWS principal's name settles. An intended requester has patterns for them, all of which must match. */
export const NAMING: readonly string[] = ['aws:principalarn', 'aws:principalaccount'];

const TAGS_OF_PODS = Object.values<string>(POD_KEYS).map((key) => key.toLowerCase());
/** Circumstances of a request whose value is no free text. */
const CIRCUMSTANCE = /^aws:(sourceip|vpcsourceip|currenttime|epochtime|sourcevpc|sourcevpce|sourcevpcarn|requestedregion|viaawsservice)$/;

/** Whether the admitted requester may carry a key, in lower case. */
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
  // Only services name the resource that they act for.
  const isOfService = admission.kind === 'AWS' && /^aws:source(arn|account|org)/.test(key);
  return !CIRCUMSTANCE.test(key) && !isOfService && isKnownKey(key);
}

/** Whether tokens of a host may have a claim. Hosts whose claims are unknown may have any. */
function mayClaim(host: string, claim: string): boolean {
  return host === COGNITO ? ['aud', 'sub', 'amr'].includes(claim)
    : host === GITHUB_ISSUER ? GITHUB_CLAIMS.includes(claim)
      : host.startsWith('oidc.eks.') ? ['aud', 'sub'].includes(claim) : true;
}

/** Whether a condition on the audience holds a subject. No token has a subject as its audience. */
export function isSubjectForAudience(admission: Admission, key: string, value: unknown): boolean {
  const form = findForm(admission);
  return form !== undefined && key.toLowerCase() === `${findIssuer(admission)}:aud`.toLowerCase() && String(value).startsWith(form.prefix);
}
