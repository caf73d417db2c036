import { Aws, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** A concrete Region names its partition, which keeps templates small; otherwise the deployment tells. */
export function choosePartition(region: string): string {
  return (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition) ?? Aws.PARTITION;
}
