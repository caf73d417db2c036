import { NoPolicy } from './no-policy';
import { listObjects, Part, PolicyKind, PolicyUse } from './part';
import { NOT_COVERED_BY_RESOURCE_POLICIES } from '../facts/organization-policies';
import { isObject, toList } from '../iam/document';

/** The kind of policy that each option expects. */
const WANTED: Readonly<Record<PolicyUse, PolicyKind>> = {
  scp: 'scp', identity: 'identity', boundary: 'identity', session: 'identity', endpoint: 'endpoint',
};

const USES: Readonly<Record<PolicyUse, string>> = {
  scp: 'a service control policy',
  identity: 'a policy of an identity',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  endpoint: 'a policy of a VPC endpoint',
};

const KINDS: Readonly<Record<PolicyKind, string>> = {
  scp: USES.scp,
  rcp: 'a resource control policy',
  identity: USES.identity,
  endpoint: USES.endpoint,
  resource: 'a policy of a resource',
};

/** Why a policy of some kind is never judged. */
const DECIDES_NOTHING: { readonly [kind in PolicyKind]?: string } = {
  rcp: `resource control policies do not cover ${NOT_COVERED_BY_RESOURCE_POLICIES}, so this decides nothing here`,
  resource: 'it says who may use that resource, and decides no call of a model',
};

/** Another kind that names principals, and that is judged. */
const OR_ENDPOINT = 'leave it out. If it is the policy of a VPC endpoint, explain --endpoint FILE judges it';

/** Chooses the policies that fit the option. Throws NoPolicy if none fits. */
export function choosePolicies(parts: readonly Part[], use: PolicyUse, tell: (note: string) => void): readonly Part[] {
  const suits = ({ kind }: Part) => kind === undefined || kind === WANTED[use];
  const [taken, others] = [parts.filter(suits), parts.filter((part) => !suits(part))];
  if (taken.length > 0) {
    others.forEach(({ label, kind }) => {
      tell(`${label} is left out: it is ${KINDS[kind!]}${DECIDES_NOTHING[kind!] === undefined ? '' : `; ${DECIDES_NOTHING[kind!]}`}`);
    });
    return taken;
  }
  if (others.length === 0) {
    throw new NoPolicy('holds no policy');
  }
  const [{ label, kind }] = others;
  if (DECIDES_NOTHING[kind!] !== undefined) {
    throw new NoPolicy(`is ${KINDS[kind!]}; ${DECIDES_NOTHING[kind!]}: leave it out`);
  }
  if (others.length > 1 || kind === 'endpoint') {
    throw new NoPolicy(`holds no policy that can be ${USES[use]}, but ${KINDS[kind!]} (${label})`);
  }
  tell(`it looks like ${KINDS[kind!]}, and is read as ${USES[use]}, because you gave it as that`);
  return others;
}

/** Throws NoPolicy for a document whose statements all name principals, if none may. */
export function refuseMisplaced(document: unknown, use: PolicyUse): void {
  const statements = isObject(document) ? listObjects(toList(document.Statement)) : [];
  const principals = statements.map(({ Principal: principal, NotPrincipal: other }) => principal ?? other);
  if (use === 'endpoint' || statements.length === 0 || principals.includes(undefined)) {
    return;
  }
  if (use === 'scp' && principals.every((principal) => JSON.stringify(toList(principal)).includes('"*"'))) {
    throw new NoPolicy(`names a 'Principal', so it is ${KINDS.rcp}; ${DECIDES_NOTHING.rcp}: ${OR_ENDPOINT}`);
  }
  throw new NoPolicy(statements.every(({ Action: action }) => /"sts:/.test(JSON.stringify(action ?? '')))
    ? 'is a trust policy: it says who may assume a role, not what the role may call. Give the policies of the role'
    : `names a 'Principal', so it is ${KINDS.resource} and not ${USES[use]}; ${DECIDES_NOTHING.resource}: ${OR_ENDPOINT}`);
}
