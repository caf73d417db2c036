import { InvocationConditionFinding } from './condition-finding';
import { Decision, findLegObstacles, LegObstacle } from './decide';
import { CallObstacle, findLaterRemedies, findRemedies } from './find-remedies';
import { Remedy } from './remedy';
import { StandIn } from './stand-ins';
import { Condition } from '../iam/condition';
import { Layer } from '../iam/layer';
import { isUnknown } from '../iam/match';
import { findValues, IamRequest } from '../iam/request';

/** One obstacle of one leg. */
export interface Finding extends LegObstacle {
  readonly conditions: readonly InvocationConditionFinding[];
}

/** What denies some legs, and what would fix it. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly remedies: readonly Remedy[];
}

export interface Explanation extends Diagnosis {
  /** The diagnosis of legs that AWS has only announced, without what the other remedies fix too. */
  readonly announced: Diagnosis;
}

/** A decided call, and the policies that decided it. */
export interface DecidedCall {
  readonly layers: readonly Layer[];
  readonly decision: Decision;
}

/**
 * Explains why calls are not certainly allowed, and what would fix that without opening more than these calls: one edit of each place
 * for all of them.
 *
 * @param calls the calls; layers of different callers may share policies, as objects
 * @param standIns example values for facts of the calls that were not given
 */
export function explain(calls: readonly DecidedCall[], standIns: readonly StandIn[] = []): Explanation {
  const find = (ofAnnounced: boolean) => calls.flatMap(({ layers, decision }, call) =>
    findLegObstacles(layers, decision, ofAnnounced).map((one): CallObstacle => ({ ...one, call })));
  const [counting, announced] = [find(false), find(true)];
  const { remedies, along } = findRemedies(counting, announced, standIns);
  const alone = announced.filter((one) => !along.has(one));
  return {
    findings: counting.map(writeFinding),
    remedies,
    announced: { findings: alone.map(writeFinding), remedies: findLaterRemedies(alone, remedies, standIns) },
  };
}

function writeFinding({ leg, obstacle }: LegObstacle): Finding {
  return { leg, obstacle, conditions: (obstacle.statement?.conditions ?? []).map((condition) => holdAgainst(condition, leg)) };
}

function holdAgainst({ operator, key, writeValues, matches }: Condition, request: IamRequest): InvocationConditionFinding {
  const match = matches(request);
  const actual = findValues(request, key.toLowerCase());
  return {
    operator,
    key,
    expected: writeValues(),
    actual: actual && [...actual],
    holds: isUnknown(match) ? undefined : match,
  };
}
