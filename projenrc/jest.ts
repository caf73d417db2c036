import { javascript } from 'projen';
import { NEWEST_MODULES } from './newest-cdk';

/** Long random sequences and the engine against another one: `.ci/run` plays them in a step of their own. */
const SWEEPS = 'sweeps';
/** The tests of the constructs again, against the newest aws-cdk-lib: likewise. */
const NEWEST_CDK = 'newest-cdk';
/** All tests that stand on aws-cdk-lib; those of the engine do not, and the demo has a process of its own. */
const CDK_TESTS = ['!(demo|rooms)', '!(cli|clients|consumers|core|docs|lambda|release)/**/*', '{clients,core}/**/*.cdk'];

/** `npm test` and the watch mode leave out what takes long. */
export const SHORT_TESTS: readonly string[] = ['--ignoreProjects', SWEEPS, NEWEST_CDK];

export const JEST_OPTIONS: javascript.JestOptions = {
  updateSnapshot: javascript.UpdateSnapshot.NEVER,
  junitReporting: false,
  extraCliOptions: [...SHORT_TESTS],
  jestConfig: {
    collectCoverage: false,
    maxWorkers: '100%', // the default leaves one core of two idle
    globalSetup: '<rootDir>/test/bundle-handlers.ts',
    projects: [
      jestProject('engine', ['{cli,clients,consumers,core,docs,release}/**/!(*.cdk)', 'demo', 'rooms']),
      jestProject('guest', ['lambda/**/*']),
      { ...jestProject(SWEEPS, []), testMatch: ['<rootDir>/test/**/*.sweep.ts'] },
      jestProject('oldest-cdk', CDK_TESTS),
      jestProject(NEWEST_CDK, CDK_TESTS, NEWEST_MODULES),
    ] as any, // projen knows the names of projects only
  },
};

function jestProject(displayName: string, tests: string[], moduleNameMapper: Record<string, string> = {}): object {
  return {
    displayName,
    testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
    moduleNameMapper: { ...moduleNameMapper, '^cdk-bedrock-cris$': '<rootDir>/src' },
    setupFiles: ['<rootDir>/test/setup.ts'],
  };
}
