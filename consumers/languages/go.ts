import { join } from 'node:path';
import { devDependencies as newest } from '../../test/newest/package.json';
import { BUILD, execute, Language, METHOD_ERROR, step } from '../language';

const APP = join(__dirname, '..', 'go');
const BINARIES = join(BUILD, 'go-bin');

/** With the newest aws-cdk-lib, which `go.mod` names: our oldest one is not served everywhere. */
export const go: Language = {
  name: 'go',
  target: 'go',
  bindings: 'code',
  cdkVersion: newest['aws-cdk-lib'],
  decorations: [METHOD_ERROR],
  async build() {
    // `go.sum` holds all checksums, so that no database of them is asked; without cgo it needs no C compiler.
    await step('go: compile', () => execute('go', ['build', '-o', `${BINARIES}/`, './...'], { cwd: APP, env: { CGO_ENABLED: '0' } }));
  },
  async run(outdir) {
    await execute(join(BINARIES, 'smallest'), [], { env: { CDK_OUTDIR: join(BUILD, 'cdk.out.go-smallest') } });
    await execute(join(BINARIES, 'consumer'), [], { env: { CDK_OUTDIR: outdir } });
  },
};
