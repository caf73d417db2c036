import { Brought } from './fill-conditions';

/** The keys that the names of a principal of AWS settle. */
const NAMING = ['aws:principalarn', 'aws:principalaccount'];

/** What somebody brings beside their names. */
export function forgetNames(brought: Brought): Brought {
  return Object.fromEntries(Object.entries(brought).filter(([key]) => !NAMING.includes(key)));
}

/** Whether an ARN that was filled from a pattern may be of any account. */
export function isOfAnyAccount(arn: string): boolean {
  return arn.includes('::any:');
}

/** Writes such an ARN with an account. */
export function placeInAccount(arn: string, account: string): string {
  return arn.replace('::any:', `::${account}:`);
}
