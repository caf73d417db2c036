import { evaluate, Layer, Outcome } from './evaluate';
import { Match } from './match';
import { Policy } from './policy';
import { Request } from './request';
import { Statement } from './statement';

/** Something that keeps a request from being allowed for certain: a statement, or a layer in which no statement allows it. */
export interface Obstacle<Kind extends string = string> {
  readonly outcome: Exclude<Outcome, 'ALLOWED'>;
  readonly layer: Layer<Kind>;
  readonly policy?: Policy;
  /** The statement that denies or depends; in a layer that does not allow, the one that came nearest, if any is about the request at all. */
  readonly statement?: Statement;
}

/** All that certainly stands in a request's way, what an explicit deny hides included; where nothing does, all on which it depends. */
export function obstacles<Kind extends string>(layers: readonly Layer<Kind>[], request: Request): Obstacle<Kind>[] {
  const { outcome } = evaluate(layers, request);
  if (outcome === 'ALLOWED') {
    return [];
  }
  if (outcome === 'DEPENDS') {
    const open = layers.filter((layer) => statementsOf([layer], 'Allow', (statement) => statement.matches(request) === true).length === 0);
    const depends = (statement: Statement) => isUnknown(statement.matches(request));
    return [...statementsOf(layers, 'Deny', depends), ...statementsOf(open, 'Allow', depends)].map((found) => ({ outcome, ...found }));
  }
  const closed = layers.filter((layer) => statementsOf([layer], 'Allow', (statement) => statement.matches(request) !== false).length === 0);
  return [
    ...statementsOf(layers, 'Deny', (statement) => statement.matches(request) === true).map((found) => ({ outcome: 'EXPLICITLY_DENIED' as const, ...found })),
    ...closed.map((layer) => ({ outcome: 'IMPLICITLY_DENIED' as const, ...nearest(layer, request) ?? { layer } })),
  ];
}

/** The Allow that is about the request and fails by the fewest conditions. */
function nearest<Kind extends string>(layer: Layer<Kind>, request: Request) {
  const failing = ({ conditions }: Statement) => conditions.filter(({ matches }) => matches(request) === false).length;
  return statementsOf([layer], 'Allow', (statement) => statement.concerns(request) !== false)
    .sort((a, b) => failing(a.statement) - failing(b.statement))[0];
}

function isUnknown(match: Match): boolean {
  return typeof match !== 'boolean';
}

function statementsOf<Kind extends string>(layers: readonly Layer<Kind>[], effect: Statement['effect'], test: (statement: Statement) => boolean) {
  return layers.flatMap((layer) => layer.policies.flatMap((policy) => policy.statements
    .filter((statement) => statement.effect === effect && test(statement))
    .map((statement) => ({ layer, policy, statement }))));
}
