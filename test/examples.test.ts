import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as capeTown } from '../examples/cape-town-app';
import { CAPE_TOWN } from './support/decisions';
import { nagFindings, sweep } from './support/stack';

/** Runs the demo as `npm run demo` does; never through a terminal here. */
function demo(script = 'examples/demo.ts'): { status: number; output: string } {
  try {
    return { status: 0, output: execFileSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', script], { encoding: 'utf8' }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { status, output: stdout };
  }
}

test('the Cape Town example is clean by cdk-nag', () => {
  expect(nagFindings(sweep(capeTown))).toEqual([]);
});

test('the sweep by cdk-nag finds what is there to find', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  new iam.ManagedPolicy(stack, 'Wide', { statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })] });
  expect(nagFindings(stack).join()).toContain('AwsSolutions-IAM5');
});

describe('the demo', () => {
  const { status, output } = demo();

  test('ends well, and says so', () => {
    expect(output.trimEnd()).toMatch(/All decisions are as the app declares\.$/);
    expect(status).toBe(0);
  });

  test('has a row for each caller and call, with the statement that decided', () => {
    expect(output).toMatch(/^assistant .*\n +global\.anthropic\.claude-sonnet-5-5 +✓✓✓ allowed +✓✓✓ allowed +GlobalProfile, SourceModel, GlobalModel in ChatsPolicy/m);
    expect(output.match(/denied at|✗✗✗ denied|·✗· denied|··✗ denied|✗·· denied|✗✗· denied/g)!.length).toBeGreaterThan(50);
    expect(output).toMatch(/✓✓✗ denied +✓✓✗ denied +DenyOutsideGovernedRegions in region-deny \(organization root\)/);
  });

  test('is plain where it does not print to a terminal', () => {
    expect(output).not.toContain('\u001b');
  });

  test('fails where a decision is not as the app declares', () => {
    const script = `examples/demo-${process.pid}.ts`; // beside the files that it imports
    const slip = readFileSync('examples/demo.ts', 'utf8').replace('() => \'denied\'', '() => \'allowed\'');
    writeFileSync(script, slip);
    try {
      const run = demo(script);
      expect(run.status).toBe(1);
      expect(run.output).toContain('summarizer: the model directly, here: declared allowed, got denied by no statement of the identity policies allows it');
    } finally {
      rmSync(script);
    }
  });
});
