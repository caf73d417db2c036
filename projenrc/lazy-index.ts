/**
 * Rewrites the compiled index so that a file is loaded when one of its names is first asked for. Run on what jsii has compiled,
 * before the files are joined (docs/adr/0009-one-file-of-javascript.md).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIB = join(__dirname, '..', 'lib');
const INDEX = join(LIB, 'index.js');
const files = [...readFileSync(INDEX, 'utf8').matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)].map(([, file]) => file);
if (files.length === 0) {
  throw new Error(`${INDEX} re-exports nothing that is known here`);
}
const getters = files.flatMap((file) => Object.keys(require(join(LIB, file))) // eslint-disable-line @typescript-eslint/no-require-imports
  .map((name) => `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, get: () => require(${JSON.stringify(file)}).${name} });`));
writeFileSync(INDEX, ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });', ...getters, ''].join('\n'));
