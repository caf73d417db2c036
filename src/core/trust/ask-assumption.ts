import { Admission, findAccount, findPartition, isSaml } from './admission';
import { Assumption } from './assumption';
import { decideAssumption, OWN_ACCOUNT } from './decide-assumption';
import { Brought, fillPattern, NAMING } from './fill-conditions';
import { forgetNames, listPrincipals } from './principal-names';
import { AssumeAction } from '../facts/assume-role';
import { ASKED_BY_SERVICE } from '../facts/identity-providers';
import { SESSION_ARN } from '../facts/trusted-callers';
import { findWorst, InvocationOutcome } from '../iam/outcome';
import { Policy } from '../iam/policy';
import { Requester } from '../iam/request';

/** The outcome of all actions that a requester asks for at once, and what the outcome depends on. */
export interface Answer {
  readonly outcome: InvocationOutcome;
  /** The action that is denied, or that depends on something unknown. */
  readonly action: string;
  readonly unknown: readonly string[];
}

/** Lists the actions that an admitted requester asks for at once. */
export function listActions(admission: Admission): readonly string[] {
  return admission.kind === 'Federated' ? [isSaml(admission) ? AssumeAction.WITH_SAML : AssumeAction.WITH_WEB_IDENTITY]
    : admission.kind === 'Service' ? ASKED_BY_SERVICE[admission.name] ?? [AssumeAction.ROLE] : [AssumeAction.ROLE];
}

/** Decides all actions that are needed to assume the role. A denied action settles the outcome, then one that depends. */
export function askAll(trust: Policy, actions: readonly string[], principal: Requester, context: Brought): Answer {
  const answers = actions.map((action) => ({ action, ...decideAssumption(trust, { action, principal, context }) }));
  return findWorst(answers) ?? answers[0];
}

/**
 * Lists the admitted requesters, with the context of their requests: one of the named account, or of any account. Undefined if the search
 * did not find out.
 */
export function listMeant(admission: Admission, brought: Brought): Pick<Assumption, 'principal' | 'context'>[] | undefined {
  const { kind, name } = admission;
  if (kind === 'Service' || kind === 'Federated') {
    return [{ principal: { kind, names: [name] }, context: forgetPatterns(brought) }];
  }
  const context = forgetNames(brought);
  return listNames(admission, brought)?.map((names) => ({ principal: { kind: 'AWS', names }, context }));
}

/** A service or provider may send any text for the keys that name principals. */
function forgetPatterns(brought: Brought): Brought {
  return Object.fromEntries(Object.entries(brought).map(([key, values]) =>
    [key, NAMING.includes(key) ? values.map((one) => fillPattern(one)) : values]));
}

function listNames({ name }: Admission, brought: Brought): string[][] | undefined {
  if (/^arn:[^:]*:iam::[^:]+:(role|user)\//.test(name)) {
    return [[name]];
  }
  const [, partition, owner, role] = SESSION_ARN.exec(name) ?? [];
  if (role !== undefined) {
    return [[`arn:${partition}:iam::${owner}:role/${role}`, name]];
  }
  const account = findAccount(name);
  const found = listPrincipals(brought, { account, partition: name.startsWith('arn:') ? findPartition(name) : undefined });
  // If no name fits, any role shows which condition no request meets.
  const anybody = `arn:${findPartition(name)}:iam::${account ?? OWN_ACCOUNT}:role/Any`;
  return found?.length === 0 ? [[anybody]] : found?.map((one) => [one]);
}
