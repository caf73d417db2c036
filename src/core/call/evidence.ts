/** What can be known about a call. */
export type Fact = 'region' | 'account' | 'partition' | 'model' | 'principal' | 'profile' | 'project' | 'streaming' | 'leg';

/** A fact of a call, and where it was read. */
export interface Evidence {
  readonly fact: Fact;
  readonly value: string;
  /** The place where it was read, such as "the resource of the error". */
  readonly origin: string;
}

/** Keeps the first value of each fact: the first one is nearer to the denial. */
export function keepFirst(evidence: readonly (Evidence | undefined)[]): Evidence[] {
  const facts = new Map<Evidence['fact'], Evidence>();
  for (const one of evidence) {
    if (one && one.value !== '' && !facts.has(one.fact)) {
      facts.set(one.fact, one);
    }
  }
  return [...facts.values()];
}

/** Makes evidence of a value that may be missing. */
export function say(fact: Evidence['fact'], value: string | undefined, origin: string): Evidence | undefined {
  return value === undefined ? undefined : { fact, value, origin };
}

export function findValue(evidence: readonly Evidence[], fact: Evidence['fact']): string | undefined {
  return evidence.find((one) => one.fact === fact)?.value;
}
