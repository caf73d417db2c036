import { Verdict } from './evaluate';
import { Layer } from './layer';
import { isUnknown } from './match';
import { InvocationOutcome } from './outcome';
import { Policy } from './policy';
import { IamRequest } from './request';
import { Statement } from './statement';

/** Something that keeps a request from being allowed for certain: a statement, or a layer in which no statement allows it. */
export interface Obstacle {
  readonly outcome: Exclude<InvocationOutcome, InvocationOutcome.ALLOWED>;
  readonly layer: Layer;
  readonly policy?: Policy;
  /**
   * The statement that denies or depends; in a layer that does not allow, the one that came nearest, if any is about the request at
   * all.
   */
  readonly statement?: Statement;
}

type Located = Required<Pick<Obstacle, 'layer' | 'policy' | 'statement'>>;

/**
 * Finds all that certainly stands in a request's way, what an explicit deny hides included; where nothing does, all on which it
 * depends.
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

/** The statements on which a request depends: denies that may match, and allows of the layers that do not allow it for certain. */
function findDoubts(layers: readonly Layer[], request: IamRequest): Located[] {
  const depends = (statement: Statement) => isUnknown(statement.matches(request));
  const open = layers.filter((layer) => !hasAllow(layer, (statement) => statement.matches(request) === true));
  return [...findStatements(layers, 'Deny', depends), ...findStatements(open, 'Allow', depends)];
}

/** The Allow that is about the request and fails by the fewest conditions. */
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
