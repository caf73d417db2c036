import { InvocationConditionFinding } from './condition-finding';
import { Decision, findLegObstacles, LegObstacle } from './decide';
import { findRemedies, Remedy } from './remedy';
import { Condition } from '../iam/condition';
import { Layer } from '../iam/layer';
import { isUnknown } from '../iam/match';
import { IamRequest } from '../iam/request';
import { writeValue } from '../iam/value';

/** One obstacle of one leg. */
export interface Finding extends LegObstacle {
  readonly conditions: readonly InvocationConditionFinding[];
}

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly remedies: readonly Remedy[];
}

/** Explains why a call is not allowed for certain, and what would mend it without opening more than the call. */
export function explain(layers: readonly Layer[], decision: Decision): Explanation {
  const obstacles = findLegObstacles(layers, decision);
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
  const actual = request.context.get(key.toLowerCase());
  return {
    operator,
    key,
    expected: values.map(writeValue),
    actual: actual && [...actual],
    holds: isUnknown(match) ? undefined : match,
  };
}
