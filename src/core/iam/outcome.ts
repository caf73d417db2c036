/** What all policies together decide about a request. */
// C# takes the first member as the default.
export enum InvocationOutcome {
  /** The answer depends on condition keys or template values that are not known. */
  DEPENDS = 'DEPENDS',
  /** At least one layer has no statement that allows it. */
  IMPLICITLY_DENIED = 'IMPLICITLY_DENIED',
  /** A statement denies it. */
  EXPLICITLY_DENIED = 'EXPLICITLY_DENIED',
  /** Every layer allows it and none denies it. */
  ALLOWED = 'ALLOWED',
}

/** Whether a request is certainly denied. */
export function isDenied(outcome: InvocationOutcome): boolean {
  return outcome === InvocationOutcome.EXPLICITLY_DENIED || outcome === InvocationOutcome.IMPLICITLY_DENIED;
}

/** Whether one outcome allows more than another. Both kinds of denial allow nothing. */
export function letsMoreThrough(outcome: InvocationOutcome, than: InvocationOutcome): boolean {
  return !isDenied(outcome) && outcome !== than && than !== InvocationOutcome.ALLOWED;
}

const WORST_FIRST = [InvocationOutcome.EXPLICITLY_DENIED, InvocationOutcome.IMPLICITLY_DENIED, InvocationOutcome.DEPENDS];

/** Finds the worst of several outcomes, which must all be allowed. Returns undefined if all are allowed. */
export function findWorst<T extends { readonly outcome: InvocationOutcome }>(judged: readonly T[]): T | undefined {
  for (const outcome of WORST_FIRST) {
    const found = judged.find((one) => one.outcome === outcome);
    if (found) {
      return found;
    }
  }
  return undefined;
}
