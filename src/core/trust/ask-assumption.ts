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

/** What follows for all that somebody asks for at once, and on what it depends. */
export interface Answer {
  readonly outcome: InvocationOutcome;
  /** The action that is denied, or depends. */
  readonly action: string;
  readonly unknown: readonly string[];
}

/** Lists the actions that whoever is admitted asks for at once. */
export function listActions(admission: Admission): readonly string[] {
  return admission.kind === 'Federated' ? [isSaml(admission) ? AssumeAction.WITH_SAML : AssumeAction.WITH_WEB_IDENTITY]
    : admission.kind === 'Service' ? ASKED_BY_SERVICE[admission.name] ?? [AssumeAction.ROLE] : [AssumeAction.ROLE];
}

/** Asks for all that somebody needs to assume the role: an action that is denied settles it, then one that depends. */
export function askAll(trust: Policy, actions: readonly string[], principal: Requester, context: Brought): Answer {
  const answers = actions.map((action) => ({ action, ...decideAssumption(trust, { action, principal, context }) }));
  return findWorst(answers) ?? answers[0];
}

/** Lists those who are admitted, with what they bring: somebody of an account, where that is named, or of any. Nothing where unsure. */
export function listMeant(admission: Admission, brought: Brought): Pick<Assumption, 'principal' | 'context'>[] | undefined {
  const { kind, name } = admission;
  if (kind === 'Service' || kind === 'Federated') {
    return [{ principal: { kind, names: [name] }, context: forgetPatterns(brought) }];
  }
  const context = forgetNames(brought);
  return listNames(admission, brought)?.map((names) => ({ principal: { kind: 'AWS', names }, context }));
}

/** What a service or a provider brings of the names of principals, if it can, is any text. */
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
  // Where no name fits, anybody shows which condition it is that nobody fulfils.
  const anybody = `arn:${findPartition(name)}:iam::${account ?? OWN_ACCOUNT}:role/Any`;
  return found?.length === 0 ? [[anybody]] : found?.map((one) => [one]);
}
