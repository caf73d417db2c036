/**
 * Does what docs/getting-started.md has its readers do: writes its files into a new folder, runs its commands with the packed package, and
 * compares what they print with the page. Installations are links, and nothing is deployed. Needs `npx projen package:js`. Exits with 1 on
 * any difference.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installPackage, PACKAGE, ROOT } from './install';
import { Block, findMissing, PAGES } from '../../projenrc/pages';

const PAGE = 'docs/getting-started.md';
const PROGRAMS = {
  [PACKAGE]: `${PACKAGE}/lib/cli/main.js`, cdk: 'aws-cdk/bin/cdk', tsc: 'typescript/bin/tsc', tsx: 'tsx/dist/cli.mjs',
};
/** What needs a registry or an account does nothing. Whatever fails is a fault, save that our answer to a question may be 1. */
const STAND_INS = `
  npm() { case $1 in ci) ;; install) [[ -e node_modules ]] || mv "$MODULES" node_modules ;; *) command npm "$@" ;; esac; }
  npx() { case "$1 $2" in projen\\ * | cdk\\ bootstrap | cdk\\ de*) ;; *) asked=$1; command npx --no-install "$@" ;; esac; }
  aws() { :; }
  trap 'status=$?; [[ $status == 1 && $asked == ${PACKAGE} ]] || echo "exits with $status: $BASH_COMMAND" >> "$FAULTS"; asked=' ERR
`;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'getting-started-')));
const [FAULTS, LAST, MODULES] = ['faults', 'last', 'modules'].map((name) => join(folder, name));
const CLONE = join(folder, PACKAGE);
let [cwd, printed] = [CLONE, ''];
try {
  tryPage();
} finally {
  rmSync(folder, { recursive: true });
}

function tryPage(): void {
  installPackage(MODULES, ['aws-cdk-lib', 'constructs', 'aws-cdk', 'tsx', 'typescript', '@types/node']);
  mkdirSync(join(MODULES, '.bin'));
  for (const [name, file] of Object.entries(PROGRAMS)) {
    symlinkSync(join('..', file), join(MODULES, '.bin', name));
    chmodSync(join(MODULES, file), 0o755); // as npm does
  }
  mkdirSync(CLONE);
  symlinkSync(join(ROOT, 'dist'), join(CLONE, 'dist'));
  writeFileSync(FAULTS, '');
  const { blocks } = PAGES.get(PAGE)!;
  blocks.forEach(follow);
  const faults = readFileSync(FAULTS, 'utf8');
  process.stderr.write(faults);
  console.log(`${PAGE}: ${blocks.length} files, commands and outputs: ${faults === '' ? 'all as the page says' : 'see above'}`);
  process.exitCode = faults === '' ? 0 : 1;
}

function follow(block: Block): void {
  const { file, language, line, text } = block;
  if (file !== undefined) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), `${text}\n`);
  } else if (language === 'sh') {
    run(block);
  } else if (language === 'text') {
    const missing = findMissing(text, printed);
    if (missing !== undefined) {
      complain(line, `"${missing}" is not printed, but:\n${printed}`);
    }
  } else if (language === 'ts') {
    complain(line, 'the line before this does not say: Create `a/file`, or Replace it');
  }
}

function run({ line, text }: Block): void {
  const before = readFileSync(FAULTS, 'utf8');
  const { stdout, stderr } = spawnSync('bash', ['-c', `${STAND_INS}\n${text}\npwd > "$LAST"`], {
    cwd, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: undefined, FAULTS, LAST, MODULES, NO_COLOR: '1' },
  });
  printed = stdout + stderr;
  cwd = existsSync(LAST) ? readFileSync(LAST, 'utf8').trim() : cwd;
  if (readFileSync(FAULTS, 'utf8') !== before) {
    complain(line, printed);
  }
}

function complain(line: number, what: string): void {
  appendFileSync(FAULTS, `${PAGE}:${line}: ${what.trim()}\n`);
}
