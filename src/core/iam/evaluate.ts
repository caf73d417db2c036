import { Layer } from './layer';
import { Match, union } from './match';
import { InvocationOutcome } from './outcome';
import { Policy } from './policy';
import { IamRequest } from './request';
import { Statement } from './statement';

/** The outcome of the layers for one request, and the statement that decided it. */
export interface Verdict<L = Layer> {
  readonly outcome: InvocationOutcome;
  readonly layer: L;
  readonly policy?: Policy;
  readonly statement?: Statement;
  /** The names of the condition keys and template values on which the outcome depends. */
  readonly unknown: readonly string[];
}

/** The answer of a layer, or of a statement in it. An unknown match holds the names of what it depends on. */
type Answer<L> = Pick<Verdict<L>, 'layer' | 'policy' | 'statement'> & { readonly match: Match };

/** Decides a request. One explicit deny ends it; otherwise each layer must allow it. A certain answer wins over an uncertain one. */
export function evaluate<L extends Pick<Layer, 'policies'> = Layer>(layers: readonly L[], request: IamRequest): Verdict<L> {
  const allows: Answer<L>[] = [];
  let doubt: Answer<L> | undefined;
  let unknown: readonly string[] | undefined;
  for (const layer of layers) {
    let allow: Answer<L> = { layer, match: false };
    for (const policy of layer.policies) {
      for (const statement of policy.statements) {
        if (statement.effect === 'Allow' && allow.match === true) {
          continue;
        }
        const match = statement.matches(request);
        if (match === false) {
          continue;
        }
        const answer = { layer, policy, statement, match };
        if (statement.effect === 'Allow') {
          allow = match === true || allow.match === false ? answer : { ...allow, match: union(allow.match as readonly string[], match) };
        } else if (match === true) {
          return { outcome: InvocationOutcome.EXPLICITLY_DENIED, layer, policy, statement, unknown: [] };
        } else {
          doubt = doubt ?? answer;
          unknown = union(unknown, match);
        }
      }
    }
    allows.push(allow);
  }
  const missing = allows.find((allow) => allow.match === false);
  if (missing) {
    return { outcome: InvocationOutcome.IMPLICITLY_DENIED, layer: missing.layer, unknown: [] };
  }
  for (const allow of allows) {
    if (allow.match !== true) {
      doubt = doubt ?? allow;
      unknown = union(unknown, allow.match as readonly string[]);
    }
  }
  const { layer, policy, statement } = doubt ?? allows[0];
  return { outcome: doubt ? InvocationOutcome.DEPENDS : InvocationOutcome.ALLOWED, layer, policy, statement, unknown: unknown ?? [] };
}
