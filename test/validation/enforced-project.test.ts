import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ClaudeModel, GlobalCrisDenyGuard, InvocationRequest, InvocationSimulator, PolicySource } from '../../src';
import type * as Project from '../../src/core/facts/project';
import { APPROVED } from '../support/approved-models';
import { cli } from '../support/cli';
import { ACCOUNT, CALLER, CAPE_TOWN } from '../support/decisions';
import { ALLOW_ALL } from '../support/guards';
import { testStack } from '../support/stack';
import { access, only, scp, synth } from '../support/validation';

jest.mock('../../src/core/facts/project', () => ({
  ...jest.requireActual<typeof Project>('../../src/core/facts/project'), PROJECT_AUTHORIZATION: 'enforced',
}));

describe('once AWS asks for the project (N1)', () => {
  test('the simulator denies a call whose project is denied', () => {
    const simulator = new InvocationSimulator({
      identityPolicies: [ALLOW_ALL],
      serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('approved', APPROVED)] }],
    });
    const { outcome, warnings, obstacles } = simulator.decide(InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, CALLER));
    expect([outcome, warnings, obstacles.map(({ leg }) => leg)]).toEqual(['EXPLICITLY_DENIED', [], ['PROJECT']]);
  });

  test('the validation fails the synthesis', () => {
    const app = new App();
    access(app);
    scp(app, APPROVED, ACCOUNT);
    const result = synth(app);
    expect(result.failed).toBe(true);
    expect(only(result)).toMatchObject({ ruleName: 'cdk-bedrock-cris/blocked-access', severity: 'error' });
  });

  test('explain and check-scp exit with 1, and print no warning', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'cris-')), 'approved.json');
    writeFileSync(file, JSON.stringify(APPROVED));
    const call = ['--model', 'anthropic.claude-opus-5-5', '--region', 'af-south-1', '--account', ACCOUNT];
    const explained = cli('explain', '--scp', file, ...call);
    expect(explained.status).toBe(1);
    expect(explained.out).toMatch(/^PROJECT +af-south-1 +denied/m);
    expect(explained.out).not.toContain('Warning');
    const checked = cli('check-scp', file, ...call);
    expect(checked.status).toBe(1);
    expect(checked.out).toMatch(/✓✓✓✗ .*denied +Approved/);
    expect(checked.out).not.toContain('warning');
  });

  test('a guard still closes what it promises, and leaves open what it excepts', () => {
    const guard = new GlobalCrisDenyGuard(testStack(CAPE_TOWN), 'Guard', { exceptModels: [ClaudeModel.OPUS_5] });
    const rows = guard.matrix.filter(({ route }) => route === 'GLOBAL_PROFILE');
    expect(new Set(rows.map(({ modelExcepted, outcome }) => `${modelExcepted} ${outcome}`)))
      .toEqual(new Set(['false EXPLICITLY_DENIED', 'true ALLOWED']));
  });
});
