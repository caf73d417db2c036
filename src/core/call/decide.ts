import { Leg, listReadings } from './leg';
import { evaluate, Verdict } from '../iam/evaluate';
import { Layer } from '../iam/layer';
import { findObstacles, Obstacle } from '../iam/obstacles';
import { findWorst, InvocationOutcome, isDenied } from '../iam/outcome';

/** A leg with what follows for it, and from which policy and statement. */
export interface DecidedLeg {
  readonly leg: Leg;
  readonly verdict: Verdict;
}

/** What follows for a call: all its legs must be allowed, but for those that are only announced. */
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

/** Decides a leg. Where a key may have several values and the same follows from each, or a denial of either kind, it does not depend. */
function decideLeg(layers: readonly Layer[], leg: Leg): DecidedLeg {
  const readings = listReadings(leg).map((reading) => ({ leg: reading, verdict: evaluate(layers, reading) }));
  const outcomes = new Set(readings.map(({ verdict }) => verdict.outcome));
  return outcomes.size === 1 || [...outcomes].every(isDenied) ? readings[0] : { leg, verdict: evaluate(layers, leg) };
}

/** An obstacle with the leg that it stops. */
export interface LegObstacle {
  readonly leg: Leg;
  readonly obstacle: Obstacle;
}

/** Finds all that keeps the legs of a call from being allowed: those that count, or those that are announced. */
export function findLegObstacles(layers: readonly Layer[], { legs }: Decision, ofAnnounced = false): LegObstacle[] {
  return legs.filter(({ leg }) => leg.isAnnounced === ofAnnounced)
    .flatMap(({ leg, verdict }) => findObstacles(layers, leg, verdict).map((obstacle) => ({ leg, obstacle })));
}
