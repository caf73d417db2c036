import { decide } from '../call/decide';
import { findOrdinaryPrincipal, makePrincipal, Principal } from '../call/guard/exempt-principals';
import { Leg } from '../call/leg';
import { Layer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** How a policy answered the calls that it was asked about. */
export interface Judged {
  /** How many calls it lets through, as promised. */
  readonly open: number;
  /** How many it closes, as promised. */
  readonly closed: number;
  /** What it does not do as promised. */
  readonly faults: readonly string[];
}

/** A call, or a part of one, with what is promised of it. */
export interface ExpectedCall {
  /** Says which call it is. */
  readonly call: string;
  readonly legs: readonly Leg[];
  readonly isOpen: boolean;
}

/** Who stands for those of whom a policy says something, and for everybody else. */
export interface Callers {
  /** One for each pattern. */
  readonly named: readonly Principal[];
  readonly other: Principal | undefined;
  /** For whom nobody was found to stand: what is promised of them could not be judged. */
  readonly faults: readonly string[];
}

/** Finds who stands for each of some patterns, and for everybody whom none of them matches. */
export function findCallers(patterns: readonly string[]): Callers {
  const named = patterns.map(makePrincipal);
  const other = findOrdinaryPrincipal(patterns);
  return {
    named: named.filter((one) => one !== undefined),
    other,
    faults: [
      ...patterns.filter((_, index) => named[index] === undefined).map((pattern) => `${pattern} must match somebody, and nobody was found`),
      ...other === undefined ? [`${patterns.join(', ')} must not match everybody, and nobody else was found`] : [],
    ],
  };
}

/** Puts calls to layers of policies. An announced leg counts as well: what is promised is to hold once AWS asks for it. */
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
