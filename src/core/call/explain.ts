import { InvocationConditionFinding } from './condition-finding';
import { Decision, findLegObstacles, LegObstacle } from './decide';
import { findRemedies, InvocationRemedyKind, isMendedWith, Remedy } from './remedy';
import { Condition } from '../iam/condition';
import { Layer } from '../iam/layer';
import { isUnknown } from '../iam/match';
import { isDenied } from '../iam/outcome';
import { findValues, IamRequest } from '../iam/request';
import { writeValue } from '../iam/value';

/** One obstacle of one leg. */
export interface Finding extends LegObstacle {
  readonly conditions: readonly InvocationConditionFinding[];
}

/** What stands in the way of some legs, and what would mend it. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly remedies: readonly Remedy[];
}

/** What was asked of some policies, and what followed. */
export interface Case {
  readonly layers: readonly Layer[];
  readonly decision: Decision;
}

export interface Explanation extends Diagnosis {
  /** Of the legs that AWS has only announced, what is not mended along with the others. */
  readonly announced: Diagnosis;
}

/** Explains why a call is not allowed for certain, and what would mend it without opening more than the call. */
export function explain(cases: readonly Case[]): Explanation {
  const counting = cases.flatMap(({ layers, decision }) => findLegObstacles(layers, decision));
  const announced = cases.flatMap(({ layers, decision }) => findLegObstacles(layers, decision, true));
  // One edit of a statement for both: two would overwrite each other.
  const shared = announced.filter(({ obstacle }) => isDenied(obstacle.outcome)
    && counting.some((other) => isMendedWith(other.obstacle, obstacle)));
  const alone = diagnose(counting);
  const together = shared.length === 0 ? alone : { ...alone, remedies: findRemedies([...counting, ...shared]) };
  // Where the project is in the way of a remedy, the call that works today goes first.
  const isWorse = countClosed(together) > countClosed(alone);
  return {
    ...isWorse ? alone : together,
    announced: diagnose(isWorse ? announced : announced.filter((one) => !shared.includes(one))),
  };
}

function countClosed({ remedies }: Diagnosis): number {
  return remedies.filter(({ kind }) => kind === InvocationRemedyKind.STAYS_CLOSED).length;
}

function diagnose(obstacles: readonly LegObstacle[]): Diagnosis {
  return {
    findings: obstacles.map(({ leg, obstacle }) => ({
      leg,
      obstacle,
      conditions: (obstacle.statement?.conditions ?? []).map((condition) => holdAgainst(condition, leg)),
    })),
    remedies: findRemedies(obstacles),
  };
}

function holdAgainst({ operator, key, values, matches }: Condition, request: IamRequest): InvocationConditionFinding {
  const match = matches(request);
  const actual = findValues(request, key.toLowerCase());
  return {
    operator,
    key,
    expected: values.map(writeValue),
    actual: actual && [...actual],
    holds: isUnknown(match) ? undefined : match,
  };
}
