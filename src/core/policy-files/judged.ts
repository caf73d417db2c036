import { decide } from '../call/decide';
import { Leg } from '../call/leg';
import { Layer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';
import { parsePolicy, Policy } from '../iam/policy';
import { DocumentJson } from '../statements/document-json';

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
export interface Trial {
  /** Says which call it is. */
  readonly call: string;
  readonly legs: readonly Leg[];
  readonly isOpen: boolean;
}

/** Parses a document as who deploys it has it. */
export function readDocument(name: string, document: DocumentJson): Policy {
  return parsePolicy(name, document);
}

/** Puts calls to layers of policies. An announced leg counts as well: what is promised is to hold once AWS asks for it. */
export function judge(layers: readonly Layer[], trials: readonly Trial[]): Judged {
  const faults = trials.flatMap(({ call, legs, isOpen }) => {
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
  const open = trials.filter(({ isOpen }) => isOpen).length;
  return { open, closed: trials.length - open, faults };
}
