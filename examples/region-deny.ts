/**
 * For the demo and the tests: a Region deny as AWS Control Tower attaches it to an organization.
 *
 * Creates no resources. It is not an app: `npm run demo` and `test/examples.test.ts` read it. The statement has its known Sid and a
 * shortened list. It denies everything outside the allowed Regions, except services that have no Region. Amazon Bedrock is not among those,
 * and `unspecified` is not one of the allowed Regions.
 */
import { Statement, Version } from './region-deny.json';

export const REGION_DENY = { Version, Statement };
