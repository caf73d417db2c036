import { Statement, Version } from './region-deny.json';

/**
 * A Region deny as AWS Control Tower attaches one to an organization, under the Sid by which it is known, its list shortened:
 * everything outside the governed Regions, except services that have no Region. Amazon Bedrock is not among those, and
 * `unspecified` is not one of the governed Regions.
 */
export const REGION_DENY = { Version, Statement };
