import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this package. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string }).version;
}
