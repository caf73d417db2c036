import { Admission, findIssuer } from './admission';
import { Brought } from './fill-conditions';
import { forgetNames, isOfAnyAccount, placeInAccount } from './principal-names';
import { ELSE, ELSE_ID } from './strange-subjects';
import { OWN_KEYS } from '../facts/assume-role';
import { GITHUB_IDENTITY_CLAIMS, SubjectForm } from '../facts/identity-providers';
import { Requester } from '../iam/request';

/** Somebody who is not meant, and who asks all the same. */
export interface Probe {
  readonly requester: Requester;
  readonly brought: Brought;
  /** As descriptions name it. */
  readonly example?: string;
}

/** What tells a principal of AWS from any other; anybody can choose the rest in an account of their own. */
const OF_STRANGER: Brought = {
  ...Object.fromEntries(OWN_KEYS.map((key) => [key.toLowerCase(), []])),
  'sts:externalid': [],
  'aws:principalorgid': ['o-somebodyelse'],
  'aws:principalorgpaths': ['o-somebodyelse/r-else/ou-else/'],
  'aws:sourcearn': [],
  'aws:sourceaccount': [],
  'aws:principalisawsservice': ['false'],
  'aws:userid': ['AROASOMEBODYELSE:any'],
};

/** Somebody of an account, who may have a name that is asked for. */
export function askAsPrincipal(account: string, meant: Brought, partition = 'aws'): Probe {
  const [arn = ''] = meant['aws:principalarn'] ?? [];
  const name = isOfAnyAccount(arn) ? placeInAccount(arn, account) : `arn:${partition}:iam::${account}:role/Any`;
  return { requester: { kind: 'AWS', names: [name] }, brought: { ...forgetNames(meant), ...OF_STRANGER } };
}

/** Another resource beside the one that a policy means: of the same account, Region and kind, where it says so. */
export function findSibling(meant: readonly string[] | undefined, otherwise: string): string {
  const [arn] = meant ?? [];
  return (arn?.startsWith('arn:') ? arn : otherwise).replace(/[^/]+$/, 'other');
}

/** With a token of somebody: what says whose it is, is theirs; the rest can be chosen. */
export function askWithToken(admission: Admission, meant: Brought, { separator }: SubjectForm, subject: string): Probe {
  const name = subject.slice(subject.indexOf(':') + 1);
  const repository = separator === '/' ? name.split(':')[0] : name;
  const others = Object.fromEntries(GITHUB_IDENTITY_CLAIMS.map((claim) => [claim, [/_id$/.test(claim) ? ELSE_ID : ELSE]]));
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
