import { Admission, findIssuer } from './admission';
import { Brought } from './fill-conditions';
import { forgetNames, listPrincipals } from './principal-names';
import { ELSE, ELSE_ID } from './strange-subjects';
import { OWN_KEYS } from '../facts/assume-role';
import { GITHUB_IDENTITY_CLAIMS, SubjectForm } from '../facts/identity-providers';
import { Requester } from '../iam/request';

/** A request of a stranger: a requester that the policy does not intend. */
export interface Probe {
  readonly requester: Requester;
  readonly brought: Brought;
  /** How descriptions name the stranger. */
  readonly example?: string;
}

/** What identifies an AWS principal. In an account of their own, anyone can choose the rest. */
const OF_STRANGER: Brought = {
  ...Object.fromEntries(OWN_KEYS.map((key) => [key.toLowerCase(), []])),
  'sts:externalid': [],
  'aws:sourcearn': [],
  'aws:sourceaccount': [],
  'aws:principalisawsservice': ['false'],
  'aws:userid': ['AROASOMEBODYELSE:any'],
};

const ORGANIZED: Brought = {
  'aws:principalorgid': ['o-somebodyelse'],
  'aws:principalorgpaths': ['o-somebodyelse/r-else/ou-else/'],
};
const NOT_ORGANIZED: Brought = Object.fromEntries(Object.keys(ORGANIZED).map((key) => [key, []]));
/** Anyone can send some external ID. */
const SAYING: Brought = { 'sts:externalid': [ELSE] };

/** Requests from an unintended account, which can choose any required name, and is in another organization or in none. */
export function askAsStranger(account: string, meant: Brought): Probe[] {
  const names = listPrincipals(meant, { account })?.filter((one) => !one.endsWith(':root')) ?? [];
  return (names.length > 0 ? names : [writeAnyRole(account)]).flatMap((name) => askByName(name, meant, [ORGANIZED, NOT_ORGANIZED]));
}

/** Requests from an intended account by a principal that the policy does not name. Its organization is unknown. */
export function askAsMember(account: string, meant: Brought, partition: string): Probe[] {
  return askByName(writeAnyRole(account, partition), meant, [ORGANIZED]);
}

function writeAnyRole(account: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${account}:role/Any`;
}

function askByName(name: string, meant: Brought, organizations: readonly Brought[]): Probe[] {
  return organizations.flatMap((one) => [{}, SAYING].map((said) =>
    ({ requester: { kind: 'AWS', names: [name] }, brought: { ...forgetNames(meant), ...OF_STRANGER, ...one, ...said } })));
}

/** A resource like the one that a policy names: of the same account, Region and kind if the policy gives an ARN. */
export function findSibling(meant: readonly string[] | undefined, otherwise: string): string {
  const [arn] = meant ?? [];
  return (arn?.startsWith('arn:') ? arn : otherwise).replace(/[^/]+$/, 'other');
}

/** A request with a stranger's token: the identifying claims are the stranger's, the others can be chosen. */
export function askWithToken(
  admission: Admission, meant: Brought, { separator }: SubjectForm, subject: string, alike: Brought = {},
): Probe {
  const name = subject.slice(subject.indexOf(':') + 1);
  const repository = separator === '/' ? name.split(':')[0] : name;
  const others = Object.fromEntries(GITHUB_IDENTITY_CLAIMS.map((claim) => [claim, [/_id$/.test(claim) ? ELSE_ID : ELSE]]));
  const own = { repository: [repository], job_workflow_ref: [`${repository}/x.yml@x`], sub: [subject] };
  const [told] = Object.entries(alike).map(([claim, [value]]) => `"${claim}" ${value}`);
  return { ...askWithClaims(admission, meant, { ...others, ...own, ...alike }), example: told ?? subject };
}

/** A request with a token that has other claims. */
export function askWithClaims(admission: Admission, meant: Brought, claims: Brought): Probe {
  const issuer = findIssuer(admission)!;
  const named = Object.fromEntries(Object.entries(claims).map(([claim, values]) => [`${issuer}:${claim}`.toLowerCase(), values]));
  const audience = meant[`${issuer}:aud`.toLowerCase()] ?? ['sts.amazonaws.com'];
  return {
    requester: { kind: 'Federated', names: [admission.name] },
    brought: { ...meant, [`${issuer}:aud`.toLowerCase()]: audience, ...named },
  };
}
