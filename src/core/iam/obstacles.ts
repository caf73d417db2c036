import { Verdict } from './evaluate';
import { Layer } from './layer';
import { isUnknown } from './match';
import { InvocationOutcome } from './outcome';
import { Policy } from './policy';
import { IamRequest } from './request';
import { Statement } from './statement';

/** A reason why a request is not certainly allowed: a statement, or a layer in which no statement allows it. */
export interface Obstacle {
  readonly outcome: Exclude<InvocationOutcome, InvocationOutcome.ALLOWED>;
  readonly layer: Layer;
  readonly policy?: Policy;
  /**
   * The statement that denies or depends. In a layer that does not allow the request, it is the allow that came nearest, if any is about
   * the request.
   */
  readonly statement?: Statement;
}

type Located = Required<Pick<Obstacle, 'layer' | 'policy' | 'statement'>>;

/**
 * Finds everything that certainly blocks a request, including what an explicit deny hides. If nothing does, it finds everything on which
 * the request depends.
 *
 * @param outcome what `evaluate` found for the request
 */
export function findObstacles(layers: readonly Layer[], request: IamRequest, { outcome }: Verdict): Obstacle[] {
  switch (outcome) {
    case InvocationOutcome.ALLOWED:
      return [];
    case InvocationOutcome.DEPENDS:
      return findDoubts(layers, request).map((found) => ({ outcome, ...found }));
    default:
      return [
        ...findStatements(layers, 'Deny', (statement) => statement.matches(request) === true)
          .map((found) => ({ outcome: InvocationOutcome.EXPLICITLY_DENIED as const, ...found })),
        ...layers.filter((layer) => !hasAllow(layer, (statement) => statement.matches(request) !== false))
          .map((layer) => ({ outcome: InvocationOutcome.IMPLICITLY_DENIED as const, ...findNearestAllow(layer, request) ?? { layer } })),
      ];
  }
}

/** Finds the statements on which a request depends: denies that may match, and allows of the layers that do not certainly allow it. */
function findDoubts(layers: readonly Layer[], request: IamRequest): Located[] {
  const depends = (statement: Statement) => isUnknown(statement.matches(request));
  const open = layers.filter((layer) => !hasAllow(layer, (statement) => statement.matches(request) === true));
  return [...findStatements(layers, 'Deny', depends), ...findStatements(open, 'Allow', depends)];
}

/** Finds the allow that is about the request and fails by the fewest conditions. */
function findNearestAllow(layer: Layer, request: IamRequest): Located | undefined {
  const countFailing = ({ conditions }: Statement) => conditions.filter(({ matches }) => matches(request) === false).length;
  return findStatements([layer], 'Allow', (statement) => statement.concerns(request) !== false)
    .map((found) => ({ found, failing: countFailing(found.statement) }))
    .sort((one, other) => one.failing - other.failing)[0]?.found;
}

function hasAllow({ policies }: Layer, test: (statement: Statement) => boolean): boolean {
  return policies.some(({ statements }) => statements.some((statement) => statement.effect === 'Allow' && test(statement)));
}

function findStatements(layers: readonly Layer[], effect: Statement['effect'], test: (statement: Statement) => boolean): Located[] {
  return layers.flatMap((layer) => layer.policies.flatMap((policy) => policy.statements
    .filter((statement) => statement.effect === effect && test(statement))
    .map((statement) => ({ layer, policy, statement }))));
}
