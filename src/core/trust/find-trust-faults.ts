import { Admission, findIssuer, listAdmissions } from './admission';
import { Answer, askAll, listActions, makeMeant } from './ask-assumption';
import { writeRequest } from './decide-assumption';
import { Brought, fillConditions, isSubjectForAudience } from './fill-conditions';
import { LOOK_ALIKES, TrustPlace } from './look-alikes';
import { SESSION_ARN } from '../facts/trusted-callers';
import { InvocationOutcome, isDenied } from '../iam/outcome';
import { Policy } from '../iam/policy';

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

/** Finds whom a trust policy admits that it should not, and statements by which nobody is admitted. Only what is certain is told. */
export function findTrustFaults(trust: Policy, place: TrustPlace): TrustFault[] {
  const admissions = listAdmissions(trust);
  return admissions.flatMap((admission) => {
    const fills = fillConditions(admission, trust.statements);
    const closed = findClosed(trust, admission, admissions, fills);
    return closed ? [closed] : findWide(trust, admission, fills, place);
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
    const admitted = probes.find(({ requester, brought }) =>
      askAll(trust, listActions(admission), requester, brought).outcome === InvocationOutcome.ALLOWED);
    if (admitted) {
      faults.push({
        kind: 'wide', severity, reason: describe(admission, admitted), remedy: remedy(admission), statement: admission.statement.index,
      });
    }
  }
  return faults;
}

/** A statement that is meant for somebody and under which nobody passes, whatever they bring. */
function findClosed(
  trust: Policy, admission: Admission, all: readonly Admission[], fills: readonly Brought[],
): TrustFault | undefined {
  const { statement, name } = admission;
  const actions = listActions(admission);
  const isAbout = (one: Admission) => one.name === name && one.statement.isAboutAction(ask(one, actions[0], {})) !== false;
  if (!isAbout(admission) && all.some(isAbout)) {
    return undefined; // it allows something besides
  }
  if (JSON.stringify(statement.document.Condition ?? {}).includes('${') || !admission.isKnown) {
    return undefined;
  }
  const answers = fills.map((brought) => askMeant(trust, admission, brought));
  return answers.every(({ outcome }) => isDenied(outcome)) ? describeClosed(admission, answers[0], fills) : undefined;
}

function askMeant(trust: Policy, admission: Admission, brought: Brought): Answer {
  const { principal, context } = makeMeant(admission, brought);
  return askAll(trust, listActions(admission), principal, context);
}

function ask(admission: Admission, action: string, brought: Brought) {
  return writeRequest({ action, ...makeMeant(admission, brought) });
}

function describeClosed(admission: Admission, { action, outcome }: Answer, fills: readonly Brought[]): TrustFault {
  const { statement, name } = admission;
  const fault = { kind: 'closed', severity: 'warning', statement: statement.index } as const;
  if (outcome === InvocationOutcome.EXPLICITLY_DENIED) {
    const reason = `a statement denies ${action} to ${name}`;
    return { ...fault, reason, remedy: 'Take whoever is meant out of the statement that denies' };
  }
  const failing = statement.conditions.find(({ matches }) => fills.every((brought) => matches(ask(admission, action, brought)) === false));
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

