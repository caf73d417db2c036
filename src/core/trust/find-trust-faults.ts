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

/** A fault of a trust policy: a statement admits strangers (`wide`), or it admits no one (`closed`). */
export interface TrustFault {
  readonly kind: 'wide' | 'closed';
  readonly severity: 'warning' | 'info';
  /** Who is admitted; for `closed`, why no one is. */
  readonly reason: string;
  /** What to write instead. */
  readonly remedy: string;
  /** The index of the statement. */
  readonly statement: number;
}

/** How many intended requesters the requests of strangers are copied from. */
const MOST_ASKED = 20;
/** The most variants of intended requests that are tried. With more, nothing is reported. */
const MOST_OTHERS = 1000;
const UNWRITTEN = 'unwritten';

/** Finds statements of a trust policy that admit strangers, and those that admit no one. Reports only what is certain. */
export function findTrustFaults(trust: Policy, place: TrustPlace): TrustFault[] {
  const admissions = listAdmissions(trust);
  return admissions.flatMap((admission) => {
    const fills = fillConditions(admission, trust.statements);
    const closed = findClosed(trust, admission, admissions, fills);
    return closed ? [closed] : findWide(trust, admission, fills.fills.slice(0, MOST_ASKED), place);
  });
}

/** Reports the widest fault only: a policy that admits all repositories also admits those with similar names. */
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

/** Whether this statement admits the stranger, and not another statement of the policy. */
function isBy(admission: Admission, { requester, brought }: Probe): boolean {
  return listActions(admission).some((action) =>
    admission.statement.matches(writeRequest({ action, principal: requester, context: brought })) === true);
}

/** A statement that no request passes, whatever its requester sends. */
function findClosed(
  trust: Policy, admission: Admission, all: readonly Admission[], { fills, isWhole }: Filled,
): TrustFault | undefined {
  const { statement, name } = admission;
  const actions = listActions(admission);
  const isAbout = (one: Admission) => one.name === name &&
    listMeant(one, {})!.some((asker) => one.statement.isAboutAction(writeRequest({ action: actions[0], ...asker })) !== false);
  if (!isAbout(admission) && all.some(isAbout)) {
    return undefined; // the statement allows something else
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
    // Names that the search did not find are not judged.
    return askers !== undefined && found.every(({ outcome }) => isDenied(outcome));
  };
  if (!fills.every(areDenied) || answers.length === 0) {
    return undefined;
  }
  const fault = describeClosed(admission, answers[0], [...requests]);
  const others = listOthers([...fills, ...fills.map(forgetNames)], listOptional(admission, trust.statements));
  return others?.every(areDenied) === true ? fault : undefined;
}

/** All variants in which keys are missing, or have a value that the policy does not name; undefined if these are too many. */
function listOthers(fills: readonly Brought[], keys: readonly string[]): readonly Brought[] | undefined {
  if (fills.length * 3 ** keys.length > MOST_OTHERS) {
    return undefined;
  }
  return keys.reduce<readonly Brought[]>((known, key) =>
    known.flatMap((brought) => [brought, { ...brought, [key]: [] }, { ...brought, [key]: [UNWRITTEN] }]), fills);
}

/** Whether a condition holds a policy variable, whose value only the request has. */
function isVariable({ document: { Condition: conditions = {} } }: Statement): boolean {
  return /\$\{(?![*?$]\})/.test(JSON.stringify(conditions));
}

function describeClosed(admission: Admission, { action, outcome }: Answer, requests: readonly IamRequest[]): TrustFault {
  const { statement, name } = admission;
  const fault = { kind: 'closed', severity: 'warning', statement: statement.index } as const;
  if (outcome === InvocationOutcome.EXPLICITLY_DENIED) {
    const reason = `a statement denies ${action} to ${name}`;
    return { ...fault, reason, remedy: 'Except the intended principals from the statement that denies' };
  }
  const failing = statement.conditions.find(({ matches }) => requests.every((request) => matches(request) === false));
  if (failing === undefined) {
    return {
      ...fault,
      reason: `${name} asks for ${action}, and no statement allows that action`,
      remedy: `Add "${action}" to the actions of the statement`,
    };
  }
  const { operator, key, writeValues } = failing;
  const hasSession = key.toLowerCase() === 'aws:principalarn' && writeValues().some((value) => SESSION_ARN.test(value));
  const hasSubject = failing.values.some((value) => isSubjectForAudience(admission, key, value));
  const hasWildcard = /Equals/.test(operator) && /^String/.test(operator) && writeValues().some((value) => /[*?]/.test(value));
  return {
    ...fault,
    reason: `no request of ${name} meets ${operator} "${key}": ${writeValues().join(', ')}`,
    remedy: hasSession ? 'Write the ARN of the role, "arn:aws:iam::<account>:role/<name>": aws:PrincipalArn is never the ARN of a session'
      : hasSubject ? `Compare it with "${findIssuer(admission)}:sub"; "${key}" is the audience of the token, such as "sts.amazonaws.com"`
        : hasWildcard ? `Write it under ${operator.replace('Equals', 'Like')}, in which * matches any text`
          : `Correct the key or its values: such a request carries no "${key}" with this value`,
  };
}

