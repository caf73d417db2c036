import { Admission, findIssuer, listAdmissions } from './admission';
import { Answer, askAll, listActions, listMeant } from './ask-assumption';
import { writeRequest } from './decide-assumption';
import { Brought, fillConditions, Filled, isSubjectForAudience, listOptional } from './fill-conditions';
import { LOOK_ALIKES, TrustPlace } from './look-alikes';
import { forgetNames } from './principal-names';
import { Probe } from './probes';
import { SESSION_ARN } from '../facts/trusted-callers';
import { InvocationOutcome, isDenied } from '../iam/outcome';
import { Policy } from '../iam/policy';
import { IamRequest } from '../iam/request';
import { Statement } from '../iam/statement';

/** What is wrong with a trust policy: it admits whom it should not, or a statement of it admits nobody. */
export interface TrustFault {
  readonly kind: 'wide' | 'closed';
  readonly severity: 'warning' | 'info';
  /** Whom it admits; of `closed`, why nobody. */
  readonly reason: string;
  /** What to write instead. */
  readonly remedy: string;
  /** The place of the statement. */
  readonly statement: number;
}

/** So many of those who are meant lend strangers what they bring. */
const MOST_ASKED = 20;
/** Ways in which somebody may come who is meant; of more nothing is said. */
const MOST_OTHERS = 1000;
const UNWRITTEN = 'unwritten';

/** Finds whom a trust policy admits that it should not, and statements by which nobody is admitted. Only what is certain is told. */
export function findTrustFaults(trust: Policy, place: TrustPlace): TrustFault[] {
  const admissions = listAdmissions(trust);
  return admissions.flatMap((admission) => {
    const fills = fillConditions(admission, trust.statements);
    const closed = findClosed(trust, admission, admissions, fills);
    return closed ? [closed] : findWide(trust, admission, fills.fills.slice(0, MOST_ASKED), place);
  });
}

/** The widest only: who admits all repositories admits those of similar names too. What is missing besides is told beside it. */
function findWide(trust: Policy, admission: Admission, fills: readonly Brought[], place: TrustPlace): TrustFault[] {
  const faults: TrustFault[] = [];
  for (const { severity, isConcerned, listProbes, describe, remedy } of LOOK_ALIKES) {
    if (faults.length > 0 || !isConcerned(admission, place)) {
      continue;
    }
    const probes = fills.flatMap((meant) => listProbes(admission, meant));
    const admitted = probes.find((probe) => isBy(admission, probe) &&
      askAll(trust, listActions(admission), probe.requester, probe.brought).outcome === InvocationOutcome.ALLOWED);
    if (admitted) {
      faults.push({
        kind: 'wide', severity, reason: describe(admission, admitted), remedy: remedy(admission), statement: admission.statement.index,
      });
    }
  }
  return faults;
}

/** Whether it is this statement that lets somebody in, not one beside it. */
function isBy(admission: Admission, { requester, brought }: Probe): boolean {
  return listActions(admission).some((action) =>
    admission.statement.matches(writeRequest({ action, principal: requester, context: brought })) === true);
}

/** A statement that is meant for somebody and under which nobody passes, whatever they bring. */
function findClosed(
  trust: Policy, admission: Admission, all: readonly Admission[], { fills, isWhole }: Filled,
): TrustFault | undefined {
  const { statement, name } = admission;
  const actions = listActions(admission);
  const isAbout = (one: Admission) => one.name === name &&
    listMeant(one, {})!.some((asker) => one.statement.isAboutAction(writeRequest({ action: actions[0], ...asker })) !== false);
  if (!isAbout(admission) && all.some(isAbout)) {
    return undefined; // it allows something besides
  }
  if (!isWhole || !admission.isKnown || trust.statements.some((one) => isVariable(one) && (one === statement || one.effect === 'Deny'))) {
    return undefined;
  }
  const requests: IamRequest[] = [];
  const answers: Answer[] = [];
  const areDenied = (brought: Brought): boolean => {
    const askers = listMeant(admission, brought);
    const found = askers?.map(({ principal, context }) => askAll(trust, actions, principal, context)) ?? [];
    answers.push(...found);
    requests.push(...askers?.map((asker) => writeRequest({ action: answers[0].action, ...asker })) ?? []);
    // Of names that were not found out nothing is said.
    return askers !== undefined && found.every(({ outcome }) => isDenied(outcome));
  };
  if (!fills.every(areDenied) || answers.length === 0) {
    return undefined;
  }
  const fault = describeClosed(admission, answers[0], [...requests]);
  const others = listOthers([...fills, ...fills.map(forgetNames)], listOptional(admission, trust.statements));
  return others?.every(areDenied) === true ? fault : undefined;
}

/** Each in all ways in which keys may be missing, or have a value that nobody wrote; nothing where these are too many. */
function listOthers(fills: readonly Brought[], keys: readonly string[]): readonly Brought[] | undefined {
  if (fills.length * 3 ** keys.length > MOST_OTHERS) {
    return undefined;
  }
  return keys.reduce<readonly Brought[]>((known, key) =>
    known.flatMap((brought) => [brought, { ...brought, [key]: [] }, { ...brought, [key]: [UNWRITTEN] }]), fills);
}

/** Whether a condition holds a policy variable, of which only the request tells the value. */
function isVariable({ document: { Condition: conditions = {} } }: Statement): boolean {
  return /\$\{(?![*?$]\})/.test(JSON.stringify(conditions));
}

function describeClosed(admission: Admission, { action, outcome }: Answer, requests: readonly IamRequest[]): TrustFault {
  const { statement, name } = admission;
  const fault = { kind: 'closed', severity: 'warning', statement: statement.index } as const;
  if (outcome === InvocationOutcome.EXPLICITLY_DENIED) {
    const reason = `a statement denies ${action} to ${name}`;
    return { ...fault, reason, remedy: 'Take whoever is meant out of the statement that denies' };
  }
  const failing = statement.conditions.find(({ matches }) => requests.every((request) => matches(request) === false));
  if (failing === undefined) {
    return {
      ...fault,
      reason: `${name} asks for ${action}, and no statement allows it that`,
      remedy: `Add "${action}" to the actions of the statement`,
    };
  }
  const { operator, key, writeValues } = failing;
  const hasSession = key.toLowerCase() === 'aws:principalarn' && writeValues().some((value) => SESSION_ARN.test(value));
  const hasSubject = failing.values.some((value) => isSubjectForAudience(admission, key, value));
  const hasWildcard = /Equals/.test(operator) && /^String/.test(operator) && writeValues().some((value) => /[*?]/.test(value));
  return {
    ...fault,
    reason: `no request of ${name} fulfils ${operator} "${key}": ${writeValues().join(', ')}`,
    remedy: hasSession ? 'Write the ARN of the role, "arn:aws:iam::<account>:role/<name>": aws:PrincipalArn is never that of a session'
      : hasSubject ? `Ask for it by "${findIssuer(admission)}:sub"; "${key}" is for whom the token was made, such as "sts.amazonaws.com"`
        : hasWildcard ? `Write it under ${operator.replace('Equals', 'Like')}, where * stands for any text`
          : `Correct the key or its values: such a request carries no "${key}" of this kind`,
  };
}

