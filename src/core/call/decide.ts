import { Leg } from './leg';
import { evaluate, Verdict } from '../iam/evaluate';
import { Layer } from '../iam/layer';
import { findObstacles, Obstacle } from '../iam/obstacles';
import { findWorst, InvocationOutcome } from '../iam/outcome';

/** A leg with what follows for it, and from which policy and statement. */
export interface DecidedLeg {
  readonly leg: Leg;
  readonly verdict: Verdict;
}

/** What follows for a call: all its legs must be allowed. */
export interface Decision {
  readonly outcome: InvocationOutcome;
  readonly legs: readonly DecidedLeg[];
}

/** Decides a call, leg by leg. */
export function decide(layers: readonly Layer[], legs: readonly Leg[]): Decision {
  const decided = legs.map((leg) => ({ leg, verdict: evaluate(layers, leg) }));
  return { outcome: findWorst(decided.map(({ verdict }) => verdict))?.outcome ?? InvocationOutcome.ALLOWED, legs: decided };
}

/** An obstacle with the leg that it stops. */
export interface LegObstacle {
  readonly leg: Leg;
  readonly obstacle: Obstacle;
}

/** Finds all that keeps the legs of a call from being allowed. */
export function findLegObstacles(layers: readonly Layer[], { legs }: Decision): LegObstacle[] {
  return legs.flatMap(({ leg, verdict }) => findObstacles(layers, leg, verdict).map((obstacle) => ({ leg, obstacle })));
}
