import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** No policy of the organization is above it. */
export const OPEN = '111122223333';
/** Its unit denies Regions. */
export const GUARDED = '444455556666';
/** Closed by a guard that is attached to it. */
export const CLOSED = '777788889999';
/** The management account: no service control policy counts in it. */
export const MANAGEMENT = '999988887777';

export const GUARDED_UNIT = 'ou-ab12-guarded0';
export const UNITS = { [OPEN]: ['r-ab12'], [GUARDED]: ['r-ab12', GUARDED_UNIT], [CLOSED]: ['r-ab12'], [MANAGEMENT]: [] };

export const CAPE_TOWN = 'af-south-1';
export const env = (account: string, region = CAPE_TOWN) => ({ account, region });
export const ORGANIZATION = env(MANAGEMENT, 'us-east-1');

/** A directory of its own, which goes when the tests of the file are done. */
export function makeDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'difficult-'));
  afterAll(() => fs.rmSync(directory, { recursive: true }));
  return directory;
}
