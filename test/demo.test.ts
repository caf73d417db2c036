import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Runs the demo as `npm run demo` does; never through a terminal here. */
function demo(script = 'examples/demo.ts'): { status: number; output: string } {
  try {
    return { status: 0, output: execFileSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', script], { encoding: 'utf8' }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { status, output: stdout };
  }
}

describe('the demo', () => {
  const { status, output } = demo();

  test('ends well, and says so', () => {
    expect(output.trimEnd()).toMatch(/All decisions are as the app declares\.$/);
    expect(status).toBe(0);
  });

  test('has a row for each caller and call, with the statement that decided', () => {
    expect(output).toMatch(/^assistant .*\n +global\.anthropic\.claude-sonnet-5-5 +✓✓✓ allowed +✓✓✓ allowed +ChatsPolicy\w+: GlobalProfile, SourceModel, GlobalModel/m);
    expect(output.match(/^(the|a|an|another) .* +([✗·]{3}( \| [✗·]{3})? +){3}no allow in the identity policies$/gm)).toHaveLength(10);
    expect(output).toMatch(/✓✓✗ denied +✓✓✗ denied +region-deny \(organization root\): GRREGIONDENY/);
  });

  test('shows the guard\'s matrix, and the calls that a guard and a Region deny leave', () => {
    expect(output).toMatch(/^GLOBAL_PROFILE +SYSTEM +bedrock:InvokeModel +closed +closed +open +DenyGlobalByRegion$/m);
    expect(output).toMatch(/^ +APPLICATION +bedrock:InvokeModel +excepted model +open +open$/m);
    expect(output).toMatch(/✓✓✗ denied +✗✗✗ denied +Organization\/GlobalInference \(organizational unit\): DenyGlobalByRegion/);
    expect(output).toMatch(/engineer +global\.anthropic\.claude-opus-5-5 +✓✓✗ denied +✓✓✗ denied +Organization\/Regions \(organization root\): DenyOtherModels/);
  });

  test('explains the Region deny of AWS Control Tower, with a remedy', () => {
    expect(output).toContain('  denied by statement 0 (\'GRREGIONDENY\') of \'region-deny\' (organization root)\n    aws:RequestedRegion is "unspecified": matches StringNotEquals');
    expect(output).toMatch(/^Remedy: AWS Control Tower manages .*CfCT/m);
  });

  test('is plain where it does not print to a terminal', () => {
    expect(output).not.toContain('\u001b');
  });

  test('fails where a decision is not as the app declares', () => {
    const script = `examples/demo-${process.pid}.ts`; // beside the files that it imports
    const slip = readFileSync('examples/demo.ts', 'utf8').replace('check(caller, call, decision, \'denied\')', 'check(caller, call, decision, \'allowed\')');
    writeFileSync(script, slip);
    try {
      const run = demo(script);
      expect(run.status).toBe(1);
      expect(run.output).toContain('summarizer: the model directly, here: declared allowed, got denied by no allow in the identity policies');
    } finally {
      rmSync(script);
    }
  });
});
