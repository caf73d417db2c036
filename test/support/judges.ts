import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const VENV = resolve(process.env.BEDROCK_CRIS_JUDGES ?? '.venv-judges');
const INSTALL = 'python3 -m venv .venv-judges && .venv-judges/bin/pip install -r .ci/judges.txt';

/** A program that `.ci/judges.txt` installs. */
export function judge(program: 'python' | 'moto_server'): string {
  return join(VENV, 'bin', program);
}

export function hasJudges(): boolean {
  return existsSync(judge('moto_server'));
}

/** Tests that need what `.ci/judges.txt` names: one skipped test says so where it is missing, and fails where it must not be. */
export function describeWithJudges(name: string, tests: () => void): void {
  if (hasJudges()) {
    describe(name, tests);
  } else if (process.env.BEDROCK_CRIS_REQUIRE_JUDGES) {
    test(name, () => { throw new Error(`There is no moto_server in ${VENV}: ${INSTALL}`); });
  } else {
    test.skip(`${name}; to run this: ${INSTALL}`, () => undefined);
  }
}

/** A call as botocore's model of the service has it. */
export interface Parameters {
  readonly operation: string;
  readonly parameters: Record<string, unknown>;
}

/** What botocore's model of a service has against calls; a line for each violation. */
export function judgeCalls(service: string, calls: readonly Parameters[]): string[][] {
  const { stdout, stderr, status } = spawnSync(judge('python'), [join(__dirname, 'judge-calls.py'), service], {
    input: calls.map((call) => JSON.stringify(call)).join('\n'), encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as string[]);
}
