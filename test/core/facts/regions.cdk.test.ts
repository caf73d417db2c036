import { RegionInfo } from 'aws-cdk-lib/region-info';
import { findPartition, REGION_CODE } from '../../../src/core/facts/regions';

const REGIONS = RegionInfo.regions.map(({ name, partition }) => ({ name, partition: partition! }));

test('aws-cdk-lib knows Regions of each partition', () => {
  const partitions = new Set(REGIONS.map(({ partition }) => partition));
  expect([...partitions].sort())
    .toEqual(['aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-us-gov']);
});

test.each(REGIONS)('$name is in the partition $partition, as aws-cdk-lib says', ({ name, partition }) => {
  expect(findPartition(name)).toBe(partition);
  expect(name).toMatch(REGION_CODE);
});

test.each([
  ['af-south-2', 'aws'], ['cn-south-1', 'aws-cn'], ['us-gov-central-1', 'aws-us-gov'], ['eusc-fr-north-1', 'aws-eusc'],
])('a Region that opens tomorrow, %s, is in %s', (region, partition) => {
  expect(findPartition(region)).toBe(partition);
});

test.each([
  'unspecified', 'global', '*', 'eu-*', 'af-south', 'AF-SOUTH-1', 'af-south-1a', ' af-south-1', 'af-south-1\n', 'south-1-1', '',
])('%j is not the code of a Region', (text) => {
  expect(text).not.toMatch(REGION_CODE);
});
