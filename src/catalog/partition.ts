import { Aws, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Chooses the partition. A known Region has a known partition, which keeps templates small. Otherwise the deployment fills it in. */
export function choosePartition(region: string): string {
  return (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition) ?? Aws.PARTITION;
}
