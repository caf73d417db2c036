import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const PACKAGE = 'cdk-bedrock-cris';
const TARBALLS = join(ROOT, 'dist', 'js');

/** A `node_modules` as `npm install` leaves it, except that the packages of others are links to ours. Needs `npx projen package:js`. */
export function installPackage(modules: string, others: readonly string[]): void {
  const [tarball, ...more] = readdirSync(TARBALLS).filter((file) => file.endsWith('.tgz'));
  if (tarball === undefined || more.length > 0) {
    throw new Error(`there must be one package in ${TARBALLS}, found ${[tarball, ...more].join(', ')}`);
  }
  mkdirSync(join(modules, PACKAGE), { recursive: true });
  execFileSync('tar', ['-xzf', join(TARBALLS, tarball), '-C', join(modules, PACKAGE), '--strip-components=1']);
  for (const name of others) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
}
