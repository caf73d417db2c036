import { Layer } from '../iam/layer';
import { Obstacle } from '../iam/obstacles';
import { InvocationOutcome } from '../iam/outcome';
import { Policy } from '../iam/policy';

/** Finds the place that one remedy fixes: the statement that denies, or the layer that does not allow. */
export function makePlaceFinder(): (obstacle: Obstacle) => unknown {
  const numbers = new Map<Policy, number>();
  const number = (policy: Policy) => numbers.get(policy) ?? numbers.set(policy, numbers.size).size - 1;
  const places = new Map<Layer, unknown>();
  const ofLayer = (layer: Layer) => places.get(layer) ?? places.set(layer, writeLayer(layer, number)).get(layer);
  return ({ outcome, layer, statement }) => ({
    [InvocationOutcome.DEPENDS]: () => outcome,
    [InvocationOutcome.IMPLICITLY_DENIED]: () => ofLayer(layer),
    [InvocationOutcome.EXPLICITLY_DENIED]: () => statement,
  })[outcome]();
}

/** The key of a layer, the same if it was built for two callers: its policies, if there are any. */
function writeLayer(layer: Layer, number: (policy: Policy) => number): unknown {
  const { kind, name, policies } = layer;
  return policies.length === 0 ? layer : JSON.stringify([kind, name, ...policies.map(number)]);
}

/** Whether layers have the same policies, even if they were built for two callers. */
export function isSameLayer(one: Layer, other: Layer): boolean {
  return one === other || (one.kind === other.kind && one.name === other.name && one.policies.length > 0
    && one.policies.length === other.policies.length && one.policies.every((policy, index) => policy === other.policies[index]));
}
