import { Admission, findIssuer } from './admission';
import { Brought, fillPattern } from './fill-conditions';
import { GITHUB_IDENTITY_CLAIMS, SubjectForm } from '../facts/identity-providers';
import { Requester } from '../iam/request';

/** Somebody who is not meant, and who asks all the same. */
export interface Probe {
  readonly requester: Requester;
  readonly brought: Brought;
  /** As descriptions name it. */
  readonly example?: string;
}

export const ELSE = 'somebody-else';
/** What tells a principal of AWS from any other; anybody can choose the rest in an account of their own. */
const OF_STRANGER: Brought = {
  'sts:externalid': [],
  'aws:principalorgid': ['o-somebodyelse'],
  'aws:principalorgpaths': ['o-somebodyelse/r-else/ou-else/'],
  'aws:sourcearn': [],
  'aws:sourceaccount': [],
  'aws:principalisawsservice': ['false'],
};
/** Keys by which a principal says who it is. */
const NAMING = ['aws:principalarn', 'aws:principalaccount'];

/** Somebody of an account, who may have a name that is asked for. */
export function askAsPrincipal(account: string, meant: Brought, partition = 'aws'): Probe {
  const [arn = ''] = meant['aws:principalarn'] ?? [];
  const name = arn.includes('::any:') ? arn.replace('::any:', `::${account}:`) : `arn:${partition}:iam::${account}:role/Any`;
  const kept = Object.fromEntries(Object.entries(meant).filter(([key]) => !NAMING.includes(key)));
  return { requester: { kind: 'AWS', names: [name] }, brought: { ...kept, ...OF_STRANGER } };
}

/** Reads what a pattern says of whose a subject is, up to the first wildcard. */
export function readTenant({ prefix, separator }: SubjectForm, pattern: string): string | undefined {
  return pattern.startsWith(prefix) ? pattern.slice(prefix.length).split(separator)[0].split(/[*?]/)[0] : undefined;
}

/** Writes the subject of somebody, otherwise as a pattern has it. */
export function writeSubject({ prefix, separator, rest }: SubjectForm, whose: string, pattern: string | undefined): string {
  const [, ...parts] = pattern?.startsWith(prefix) ? pattern.slice(prefix.length).split(separator) : [];
  return `${prefix}${whose}${separator}${parts.length === 0 ? rest : fillPattern(parts.join(separator))}`;
}

/** With a token of somebody: what says whose it is, is theirs; the rest can be chosen. */
export function askWithToken(admission: Admission, meant: Brought, { separator }: SubjectForm, subject: string): Probe {
  const name = subject.slice(subject.indexOf(':') + 1);
  const repository = separator === '/' ? name.split(':')[0] : name;
  const others = Object.fromEntries(GITHUB_IDENTITY_CLAIMS.map((claim) => [claim, [/_id$/.test(claim) ? '999999999' : ELSE]]));
  const own = { repository: [repository], job_workflow_ref: [`${repository}/x.yml@x`], sub: [subject] };
  return { ...askWithClaims(admission, meant, { ...others, ...own }), example: subject };
}

/** With a token that has other claims. */
export function askWithClaims(admission: Admission, meant: Brought, claims: Brought): Probe {
  const issuer = findIssuer(admission)!;
  const named = Object.fromEntries(Object.entries(claims).map(([claim, values]) => [`${issuer}:${claim}`.toLowerCase(), values]));
  const audience = meant[`${issuer}:aud`.toLowerCase()] ?? ['sts.amazonaws.com'];
  return {
    requester: { kind: 'Federated', names: [admission.name] },
    brought: { ...meant, [`${issuer}:aud`.toLowerCase()]: audience, ...named },
  };
}
