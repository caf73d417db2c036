import { Question } from './question';
import { decide, DecidedLeg, Decision } from '../core/call/decide';
import { explain, Explanation } from '../core/call/explain';
import { Leg } from '../core/call/leg';
import { OPEN_VALUES } from '../core/call/unknown-facts';
import { ConditionKey } from '../core/facts/iam-words';
import { isKey } from '../core/iam/document';
import { Layer } from '../core/iam/layer';
import { findWorst, InvocationOutcome, isDenied } from '../core/iam/outcome';

/** What follows for a question from some policies. */
export interface Answer {
  readonly question: Question;
  readonly layers: readonly Layer[];
  /** What is certain, whatever nobody said turns out to be. */
  readonly decision: Decision;
  /** What is explained: that, or where it depends what follows with what stands in. */
  readonly explained: Decision;
  readonly assumptions: readonly string[];
  /** What nobody said, and the outcome rests on, by the names of keys and of open values. */
  readonly restsOn: readonly string[];
  /** The legs that an error shows to have passed, and that these policies deny. */
  readonly contradicted: readonly Leg[];
}

const ORDINARY = 'the caller is a role that no policy exempts by its name; --principal says which it is';

/** Decides a question: what nobody said is never taken to be what stands in for it. */
export function answer(layers: readonly Layer[], question: Question): Answer {
  const shown = decide(layers, question.legs);
  const open = question.openLegs === undefined ? shown : decide(layers, question.openLegs);
  const legs = shown.legs.map((one, index) => settleLeg(one, open.legs[index], question));
  const counting = legs.filter(({ leg }) => !leg.isAnnounced);
  const outcome = findWorst(counting.map(({ verdict }) => verdict))?.outcome ?? InvocationOutcome.ALLOWED;
  const explained = shown.outcome === InvocationOutcome.ALLOWED && outcome === InvocationOutcome.DEPENDS ? open : shown;
  const hasPassed = ({ leg }: DecidedLeg) => question.passed.includes(leg.leg);
  const restsOn = outcome === InvocationOutcome.DEPENDS ? listUnsaid(counting, question) : [];
  return {
    question,
    layers,
    decision: { outcome, legs },
    explained: { outcome: explained.outcome, legs: explained.legs.filter((one) => !hasPassed(one)) },
    assumptions: [...question.standIns, ...question.doubts, ...explained === shown && restsOn.some(isPrincipalKey) ? [ORDINARY] : []],
    restsOn,
    contradicted: legs.filter((one) => hasPassed(one) && isDenied(one.verdict.outcome)).map(({ leg }) => leg),
  };
}

/** Explains answers together, and what mends all of them at once. */
export function explainAnswers(answers: readonly Answer[]): Explanation {
  return explain(answers.map(({ layers, explained: decision }) => ({ layers, decision })));
}

/** Shows a leg as it stands in, with what is certain of it. A leg that passed passed, unless these policies deny it for certain. */
function settleLeg({ leg, verdict: shown }: DecidedLeg, { verdict }: DecidedLeg, { passed }: Question): DecidedLeg {
  const mayPass = verdict.outcome === InvocationOutcome.DEPENDS && shown.outcome === InvocationOutcome.ALLOWED;
  return { leg, verdict: mayPass && passed.includes(leg.leg) ? shown : verdict };
}

/** Lists what an outcome rests on that a person could say, besides keys of the request. */
function listUnsaid(legs: readonly DecidedLeg[], { openLegs }: Question): string[] {
  const names = new Set([...OPEN_VALUES.values()].map(({ name }) => name));
  const isUnsaid = (name: string) => names.has(name) || isPrincipalKey(name);
  const doubtful = legs.filter(({ verdict }) => verdict.outcome === InvocationOutcome.DEPENDS);
  const unknown = doubtful.flatMap(({ verdict }) => verdict.unknown)
    .map((name) => isPrincipalKey(name) ? ConditionKey.PRINCIPAL_ARN : name);
  return openLegs === undefined ? [] : [...new Set(unknown)].filter(isUnsaid);
}

/** Whether a name is that of the key which says who calls. */
export function isPrincipalKey(name: string): boolean {
  return isKey(name, ConditionKey.PRINCIPAL_ARN);
}
