import { InvocationLeg, Leg } from './leg';

/** How many profiles the statements of a remedy name at most: longer ones are unreadable, and do not fit into a policy. */
export const MOST_PROFILES = 200;

/** Counts the profiles, or other resources of direct calls, that statements about legs must name. */
export function countProfiles(legs: readonly Leg[]): number {
  const others = legs.filter(({ leg }) => leg !== InvocationLeg.PROJECT);
  return new Set(others.map(({ resource, throughProfile }) => throughProfile ?? resource)).size;
}
