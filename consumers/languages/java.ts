import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import { withOldest } from '../../projenrc/pacmak';
import { bindings, BUILD, execute, Language, METHOD_ERROR, step } from '../language';

const { 'aws-cdk-lib': cdkVersion, 'constructs': constructsVersion } = devDependencies;
const APP = join(__dirname, '..', 'java');
/** A local repository of its own, since ours always has the same version. */
const REPOSITORY = join(BUILD, 'm2');
const MAVEN_OPTS = '-XX:+TieredCompilation -XX:TieredStopAtLevel=1'; // starts faster
const DEFINITIONS = {
  'maven.repo.local': REPOSITORY,
  'bindings': bindings('java'),
  'target': join(BUILD, 'java-target'),
  'cdk.version': cdkVersion,
  'constructs.version': constructsVersion,
};

/** As old as we allow it, from the artifact that jsii-pacmak makes, without its documentation. */
export const java: Language = {
  name: 'java',
  target: 'java',
  bindings: 'package',
  cdkVersion,
  pacmak: {
    args: ['--maven-local-repository', REPOSITORY, ...withOldest([cdkVersion, constructsVersion])],
    env: { MAVEN_OPTS: '-Dmaven.javadoc.skip=true -Dmaven.source.skip=true' },
  },
  decorations: [
    METHOD_ERROR,
    { what: 'the stack of JavaScript', pattern: /(\n {4}at .*)+$/ },
    { what: 'the sentence once more', pattern: /\n(@jsii\/kernel\.RuntimeError: )?Error: [\s\S]*$/ },
  ],
  async build() {
    rmSync(join(REPOSITORY, 'io', 'github', 'cdk-bedrock-cris'), { recursive: true, force: true });
    await step('java: compile', () => maven('compile'));
  },
  async run(outdir) {
    await maven('exec:java', { CDK_OUTDIR: outdir });
  },
};

async function maven(goal: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const definitions = Object.entries(DEFINITIONS).map(([name, value]) => `-D${name}=${value}`);
  await execute('mvn', ['--quiet', '--batch-mode', ...definitions, goal], { cwd: APP, env: { MAVEN_OPTS, ...env } });
}
