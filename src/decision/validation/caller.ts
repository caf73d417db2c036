import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AppRole } from './app-roles';
import { CallerOptions } from '../invocation-request-options';

/** Decided where a Region is known only to the deployment: an opt-in Region, the one that differs most, and another. */
export const STAND_IN_REGIONS = ['af-south-1', 'us-east-1', 'eu-west-1'];
const STAND_IN_ACCOUNT = '111122223333';

/** A role as the caller from a Region. */
export function callerOf({ account = STAND_IN_ACCOUNT, pathAndName }: AppRole, sourceRegion: string): CallerOptions {
  const partition = RegionInfo.get(sourceRegion).partition ?? 'aws';
  return { account, sourceRegion, principalArn: pathAndName && `arn:${partition}:iam::${account}:role${pathAndName}` };
}
