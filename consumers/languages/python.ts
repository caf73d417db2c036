import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import { bindings, BUILD, execute, Language, step } from '../language';

const APP = join(__dirname, '..', 'python');
const VENV = join(BUILD, 'venv');
const STAMP = join(VENV, 'stamp');
const PYTHON = join(VENV, 'bin', 'python');
const VERSIONS = [`aws-cdk-lib==${devDependencies['aws-cdk-lib']}`, `constructs==${devDependencies.constructs}`];
const RUN_BOTH = 'import runpy, sys; [runpy.run_path(path) for path in sys.argv[1:]]';

/** As old as we allow it, installed from the wheel as users install it. */
export const python: Language = {
  name: 'python',
  target: 'python',
  bindings: 'package',
  cdkVersion: devDependencies['aws-cdk-lib'],
  async prepare() {
    const stamp = [await execute('python3', ['-c', 'import sys; print(sys.executable, sys.version)']), ...VERSIONS].join('\n');
    // A complete environment of the same interpreter and versions is kept; only our own package is installed again.
    if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) {
      return;
    }
    rmSync(VENV, { recursive: true, force: true });
    await step('python: make a virtual environment', () => execute('python3', ['-m', 'venv', VENV]));
    await step(`python: install ${VERSIONS.join(' and ')}`, () => pip('install', ...VERSIONS));
    writeFileSync(STAMP, stamp);
  },
  async build() {
    await step('python: install the wheel', installWheel);
  },
  async run(outdir) {
    // The smallest example first, in the same process: the import is what takes long.
    await execute(PYTHON, ['-c', RUN_BOTH, join(APP, 'smallest.py'), join(APP, 'app.py')], { env: { CDK_OUTDIR: outdir } });
  },
  decorations: [{ what: 'the class of the error, for methods', pattern: /^Error: / }],
};

async function installWheel(): Promise<void> {
  const wheels = readdirSync(bindings('python')).filter((name) => name.endsWith('.whl')).map((name) => join(bindings('python'), name));
  await pip('uninstall', '--yes', 'cdk-bedrock-cris'); // its version is always the same, so pip would keep the old one
  await pip('install', ...wheels, ...VERSIONS);
}

function pip(...args: string[]): Promise<string> {
  return execute(PYTHON, ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args]);
}
