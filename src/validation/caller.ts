import { AppRole } from './app-roles';
import { Caller } from '../core/call/leg';
import { findPartition } from '../core/facts/regions';

const COMMERCIAL = 'aws';
/** Decided where a Region is known only to the deployment: an opt-in Region, the one that differs most, and another. */
export const STAND_IN_REGIONS = ['af-south-1', 'us-east-1', 'eu-west-1'];
const STAND_IN_ACCOUNT = '111122223333';

/** A role as the caller from a Region. */
export function callerOf({ account = STAND_IN_ACCOUNT, pathAndName }: AppRole, region: string): Caller {
  const partition = findPartition(region);
  return { account, region, partition, principalArn: pathAndName && `arn:${partition}:iam::${account}:role${pathAndName}` };
}

/** Regions from which a role may call: that of its stack, and some that stand for the others, which are of one partition. */
export function regionsOf({ stack }: AppRole): Set<string> {
  const { region } = stack.environment;
  const others = region === undefined || findPartition(region) === COMMERCIAL ? STAND_IN_REGIONS : [];
  return new Set([...region === undefined ? [] : [region], ...others]);
}
