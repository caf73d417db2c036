import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import { bindings, BUILD, cached, execute, Language, METHOD_ERROR, step } from '../language';

const APP = join(__dirname, '..', 'python');
const VENV = join(BUILD, 'venv');
const PYTHON = join(VENV, 'bin', 'python');
const VERSIONS = [`aws-cdk-lib==${devDependencies['aws-cdk-lib']}`, `constructs==${devDependencies.constructs}`];
const RUN_ALL = 'import runpy, sys; [runpy.run_path(path) for path in sys.argv[1:]]';

/** As old as we allow it, installed from the wheel as users install it. */
export const python: Language = {
  name: 'python',
  target: 'python',
  bindings: 'package',
  cdkVersion: devDependencies['aws-cdk-lib'],
  async prepare() {
    const interpreter = await execute('python3', ['-c', 'import sys; print(sys.executable, sys.version)']);
    // Only our own package is installed again.
    await cached(VENV, [interpreter, ...VERSIONS], `python: make a virtual environment with ${VERSIONS.join(' and ')}`, async () => {
      await execute('python3', ['-m', 'venv', VENV]);
      await pip('install', ...VERSIONS);
    });
  },
  async build() {
    await step('python: install the wheel', installWheel);
  },
  async run(outdir) {
    // What the pages show first, in the same process: the import is what takes long.
    const files = ['smallest.py', 'snippets.py', 'app.py'].map((file) => join(APP, file));
    await execute(PYTHON, ['-c', RUN_ALL, ...files], { env: { CDK_OUTDIR: outdir } });
  },
  decorations: [METHOD_ERROR],
};

async function installWheel(): Promise<void> {
  const wheels = readdirSync(bindings('python')).filter((name) => name.endsWith('.whl')).map((name) => join(bindings('python'), name));
  await pip('uninstall', '--yes', 'cdk-bedrock-cris'); // its version is always the same, so pip would keep the old one
  await pip('install', ...wheels, ...VERSIONS);
  await execute(join(VENV, 'bin', 'cdk-bedrock-cris'), ['--version']); // pip installs the command line, too
}

function pip(...args: string[]): Promise<string> {
  return execute(PYTHON, ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args]);
}
