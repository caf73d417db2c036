import { decide } from '../call/decide';
import { findOrdinaryPrincipal, makePrincipal, Principal } from '../call/guard/exempt-principals';
import { Leg } from '../call/leg';
import { Layer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** How a policy answered a table of calls. */
export interface Judged {
  /** The number of calls that it allows, as promised. */
  readonly open: number;
  /** The number of calls that it denies, as promised. */
  readonly closed: number;
  /** The calls that it answers otherwise than promised. */
  readonly faults: readonly string[];
}

/** A call, or a part of one, with its promised answer. */
export interface ExpectedCall {
  /** The call in words. */
  readonly call: string;
  readonly legs: readonly Leg[];
  readonly isOpen: boolean;
}

/** Sample callers: for each pattern that a policy names, and for everyone else. */
export interface Callers {
  /** One caller for each pattern. */
  readonly named: readonly Principal[];
  readonly other: Principal | undefined;
  /** The patterns without a sample caller. What is promised of them is not judged. */
  readonly faults: readonly string[];
}

/** Finds a sample caller for each pattern, and one that no pattern matches. */
export function findCallers(patterns: readonly string[]): Callers {
  const named = patterns.map(makePrincipal);
  const other = findOrdinaryPrincipal(patterns);
  return {
    named: named.filter((one) => one !== undefined),
    other,
    faults: [
      ...patterns.filter((_, index) => named[index] === undefined).map((pattern) => `${pattern} must match someone, and no one was found`),
      ...other === undefined ? [`${patterns.join(', ')} must not match everyone, and no one else was found`] : [],
    ],
  };
}

/** Decides calls by layers of policies. An announced leg counts too, so that the promise still holds once AWS asks for it. */
export function judge(layers: readonly Layer[], calls: readonly ExpectedCall[], callers?: Callers): Judged {
  const faults = calls.flatMap(({ call, legs, isOpen }) => {
    const { legs: decided } = decide(layers, legs);
    const stopped = decided.find(({ verdict }) => verdict.outcome !== InvocationOutcome.ALLOWED);
    if (isOpen === (stopped === undefined)) {
      return [];
    }
    const by = stopped?.verdict.statement?.sid;
    return isOpen
      ? [`${call} must be allowed, and is ${stopped!.verdict.outcome} on ${stopped!.leg.resource}${by === undefined ? '' : ` by '${by}'`}`]
      : [`${call} must be denied, and is allowed`];
  });
  const open = calls.filter(({ isOpen }) => isOpen).length;
  return { open, closed: calls.length - open, faults: [...callers?.faults ?? [], ...faults] };
}
