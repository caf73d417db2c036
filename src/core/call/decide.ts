import { Leg, listReadings } from './leg';
import { evaluate, Verdict } from '../iam/evaluate';
import { Layer } from '../iam/layer';
import { findObstacles, Obstacle } from '../iam/obstacles';
import { findWorst, InvocationOutcome, isDenied } from '../iam/outcome';

/** A leg with its verdict, and the policy and the statement that decide it. */
export interface DecidedLeg {
  readonly leg: Leg;
  readonly verdict: Verdict;
}

/** The decision on a call: all its legs must be allowed, except those that are only announced. */
export interface Decision {
  readonly outcome: InvocationOutcome;
  readonly legs: readonly DecidedLeg[];
}

/** Decides a call, leg by leg. */
export function decide(layers: readonly Layer[], legs: readonly Leg[]): Decision {
  const decided = legs.map((leg) => decideLeg(layers, leg));
  const counting = decided.filter(({ leg }) => !leg.isAnnounced).map(({ verdict }) => verdict);
  return { outcome: findWorst(counting)?.outcome ?? InvocationOutcome.ALLOWED, legs: decided };
}

/** Decides a leg. If a key may have several values and all lead to the same outcome, or to denials of any kind, the answer is certain. */
function decideLeg(layers: readonly Layer[], leg: Leg): DecidedLeg {
  const readings = listReadings(leg).map((reading) => ({ leg: reading, verdict: evaluate(layers, reading) }));
  const outcomes = new Set(readings.map(({ verdict }) => verdict.outcome));
  return outcomes.size === 1 || [...outcomes].every(isDenied) ? readings[0] : { leg, verdict: evaluate(layers, leg) };
}

/** An obstacle with the leg that it denies. */
export interface LegObstacle {
  readonly leg: Leg;
  readonly obstacle: Obstacle;
}

/** Finds everything that keeps the legs of a call from being allowed: the legs that count, or the announced ones. */
export function findLegObstacles(layers: readonly Layer[], { legs }: Decision, ofAnnounced = false): LegObstacle[] {
  return legs.filter(({ leg }) => leg.isAnnounced === ofAnnounced)
    .flatMap(({ leg, verdict }) => findObstacles(layers, leg, verdict).map((obstacle) => ({ leg, obstacle })));
}
