import { Question } from './question';
import { decide, DecidedLeg, Decision, findLegObstacles, LegObstacle } from '../core/call/decide';
import { explain, Explanation } from '../core/call/explain';
import { Leg } from '../core/call/leg';
import { OPEN_VALUES } from '../core/call/unknown-facts';
import { ConditionKey } from '../core/facts/iam-words';
import { isKey } from '../core/iam/document';
import { Layer } from '../core/iam/layer';
import { findWorst, InvocationOutcome, isDenied } from '../core/iam/outcome';

const ORDINARY = 'the caller is a role that no policy exempts by name; --principal names the real caller';

/** The answer to a question under some policies. An example value never makes an answer certain: what was not given stays open. */
export class Answer {
  /** What is certain, whatever the missing facts are. */
  public readonly decision: Decision;
  /** The missing facts on which the outcome depends: names of keys and of open values. */
  public readonly restsOn: readonly string[];
  /** Legs that passed, as an error shows, and that these policies deny. */
  public readonly contradicted: readonly Leg[];
  private readonly open: Decision;
  private explanation?: Decision;
  private found?: readonly LegObstacle[];

  constructor(public readonly layers: readonly Layer[], public readonly question: Question) {
    const { legs: shown, openLegs = shown } = question;
    this.open = decide(layers, openLegs);
    const legs = this.open.legs.map(({ verdict }, index) => this.settleLeg({ leg: shown[index], verdict }));
    this.contradicted = legs.filter((one) => this.hasPassed(one) && isDenied(one.verdict.outcome)).map(({ leg }) => leg);
    const counting = legs.filter((one) => !one.leg.isAnnounced && !this.hasPassed(one));
    const worst = findWorst(counting.map(({ verdict }) => verdict))?.outcome;
    // Policies that deny a leg which passed are not the ones that decided, so what they allow is not certain either.
    const outcome = worst ?? (this.contradicted.length > 0 ? InvocationOutcome.DEPENDS : InvocationOutcome.ALLOWED);
    this.decision = { outcome, legs };
    this.restsOn = outcome === InvocationOutcome.DEPENDS ? listUnsaid(counting, question) : [];
  }

  /** What is explained: the answer with example values. If that is allowed but the call depends, the open answer. */
  public get explained(): Decision {
    if (this.explanation === undefined) {
      const { layers, open, question: { legs, openLegs, ifProfiles } } = this;
      const [{ legs: expected }] = [...this.allowing, ...ifProfiles, { legs }];
      const shown = openLegs === undefined ? open : decide(layers, expected);
      const isFine = shown.outcome === InvocationOutcome.ALLOWED && this.decision.outcome === InvocationOutcome.DEPENDS;
      const { outcome, legs: decided } = isFine ? open : shown;
      this.explanation = { outcome, legs: decided.filter((one) => !this.hasPassed(one) || isDenied(one.verdict.outcome)) };
    }
    return this.explanation;
  }

  /** The profiles of the template through which the call would be allowed. */
  public get allowing(): Question['ifProfiles'] {
    const { layers, question: { ifProfiles } } = this;
    return ifProfiles.filter(({ legs }) => decide(layers, legs).outcome === InvocationOutcome.ALLOWED);
  }

  /** The obstacles in what is explained. */
  public get obstacles(): readonly LegObstacle[] {
    return this.found ??= findLegObstacles(this.layers, this.explained);
  }

  public get assumptions(): readonly string[] {
    const { question: { call, standIns, doubts }, explained, obstacles } = this;
    const namesCaller = ({ obstacle: { statement } }: LegObstacle) => statement?.conditions.some(({ key }) => isPrincipalKey(key));
    const isStandIn = call.principalArn === undefined && isDenied(explained.outcome) && obstacles.some(namesCaller);
    return [...standIns, ...doubts, ...isStandIn ? [ORDINARY] : []];
  }

  private hasPassed({ leg }: DecidedLeg): boolean {
    return this.question.passed.includes(leg.leg);
  }

  /** A leg that passed was allowed, unless these policies certainly deny it. */
  private settleLeg({ leg, verdict }: DecidedLeg): DecidedLeg {
    const isEvident = verdict.outcome === InvocationOutcome.DEPENDS && this.hasPassed({ leg, verdict });
    return { leg, verdict: isEvident ? { layer: verdict.layer, outcome: InvocationOutcome.ALLOWED, unknown: [] } : verdict };
  }
}

/** Explains answers together, with remedies that fix all of them at once. */
export function explainAnswers(answers: readonly Answer[]): Explanation {
  const placeholders = new Map(answers.flatMap(({ question }) => question.placeholders.map((one) => [one.text, one])));
  return explain(answers.map(({ layers, explained: decision }) => ({ layers, decision })), [...placeholders.values()]);
}

/** Lists the facts on which an outcome depends and that an option can give; keys of the request are not among them. */
function listUnsaid(legs: readonly DecidedLeg[], { openLegs }: Question): string[] {
  const names = new Set([OPEN_VALUES, ...openLegs?.flatMap(({ open }) => open ?? []) ?? []]
    .flatMap((values) => [...values.values()]).map(({ name }) => name));
  const isUnsaid = (name: string) => names.has(name) || isPrincipalKey(name);
  const doubtful = legs.filter(({ verdict }) => verdict.outcome === InvocationOutcome.DEPENDS);
  const unknown = doubtful.flatMap(({ verdict }) => verdict.unknown)
    .map((name) => isPrincipalKey(name) ? ConditionKey.PRINCIPAL_ARN : name);
  return openLegs === undefined ? [] : [...new Set(unknown)].filter(isUnsaid);
}

/** Whether a name is the key that says who calls. */
export function isPrincipalKey(name: string): boolean {
  return isKey(name, ConditionKey.PRINCIPAL_ARN);
}
