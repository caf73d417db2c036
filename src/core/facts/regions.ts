/**
 * The form of a Region's code, such as `af-south-1`.
 *
 * @source https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html (read 2026-11-28)
 */
export const REGION_CODE = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/**
 * The Region of AWS Organizations, and of the events about its changes.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-28)
 */
export const ORGANIZATIONS_REGION = 'us-east-1';

/**
 * The partitions other than `aws`, by the beginnings of their Regions' codes.
 *
 * @source boto/botocore: botocore/data/partitions.json (read 2026-11-28)
 */
const PARTITIONS: Readonly<Record<string, string>> = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'us-isof-': 'aws-iso-f',
  'eu-isoe-': 'aws-iso-e',
  'eusc-': 'aws-eusc',
};

/**
 * All partitions, the largest first.
 *
 * @source boto/botocore: botocore/data/partitions.json (read 2026-11-28)
 */
export const ALL_PARTITIONS: readonly string[] = ['aws', ...Object.values(PARTITIONS)];

/** Finds the partition of a Region. */
export function findPartition(region: string): string {
  const prefix = Object.keys(PARTITIONS).find((beginning) => region.startsWith(beginning));
  return prefix === undefined ? 'aws' : PARTITIONS[prefix];
}
