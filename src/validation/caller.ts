import { AppRole } from './app-roles';
import { Caller } from '../core/call/leg';
import { findPartition } from '../core/facts/regions';

const COMMERCIAL = 'aws';
/** Stand for a Region that only the deployment knows: an opt-in Region, the one that differs most, and another. */
export const STAND_IN_REGIONS = ['af-south-1', 'us-east-1', 'eu-west-1'];
const STAND_IN_ACCOUNT = '111122223333';

/** Makes a role the caller from a Region. */
export function makeCaller({ account = STAND_IN_ACCOUNT, pathAndName }: AppRole, region: string): Caller {
  const partition = findPartition(region);
  return { account, region, partition, principalArn: pathAndName && `arn:${partition}:iam::${account}:role${pathAndName}` };
}

/** Lists Regions from which a role may call: that of its stack, and some of its partition that stand for all others. */
export function listRegions({ stack }: AppRole): Set<string> {
  const { region } = stack.environment;
  const others = region === undefined || findPartition(region) === COMMERCIAL ? STAND_IN_REGIONS : [];
  return new Set([...region === undefined ? [] : [region], ...others]);
}
