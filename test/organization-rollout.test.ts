import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { addRollout } from '../examples/organization-rollout';
import { assemblyOf, quietly, synthesize } from './support/assemblies';
import { nagFindings, sweep } from './support/nag';
import { judgeApp } from '../src/core/app/judge-app';

// The example brings the validation, which prints what it judged.
beforeAll(() => {
  jest.spyOn(console, 'log').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});
afterAll(() => jest.restoreAllMocks());

const MANAGEMENT = '999988887777';
const WORKLOADS = 'ou-ab12-11111111';
const TAKEN_OVER = ['333344445555', '555566667777'];
const FORTY = ['111122223333', ...TAKEN_OVER];
const units = { [MANAGEMENT]: [], ...Object.fromEntries(FORTY.map((account) => [account, ['r-ab12', WORKLOADS]])) };

describe('the roll-out example', () => {
  const { stacks, guard } = addRollout(new App());
  const [sets] = stacks;
  const files = synthesize(sets.node.root as App);
  const named = (name: string) => Template.fromStack(sets).findResources('AWS::CloudFormation::StackSet', {
    Properties: { StackSetName: `bedrock-${name}` },
  });
  const setOf = (name: string): Record<string, any> => Object.values(named(name))[0].Properties;
  const body = (id: string): Record<string, any> => {
    const [name] = Object.keys(files).filter((file) => file.startsWith(`Sets${id}Stack`));
    return files[name] as Record<string, any>;
  };

  test.each(stacks.map((stack) => [stack.node.id, stack] as const))('is clean by cdk-nag, and warns of nothing: %s', (_, stack) => {
    const fresh = addRollout(new App()).stacks.find(({ node }) => node.id === stack.node.id)!;
    expect(nagFindings(sweep(fresh))).toEqual([]);
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-bedrock-cris'))).toEqual([]);
  });

  test('the report judges the role that is in each account, and finds nothing to mend', () => {
    const { rows, identities, findings, notJudged } = judgeApp({ assembly: assemblyOf(files), units });
    expect(rows.map(({ model, action, region, verdict }) => [model, action, region, verdict])).toEqual([
      ['anthropic.claude-sonnet-5-5', 'invoke', 'af-south-1', 'allowed'],
      ['anthropic.claude-sonnet-5-5', 'stream', 'af-south-1', 'allowed'],
    ]);
    expect(identities).toMatchObject([{ kind: 'role', arn: 'arn:aws:iam::<the account>:role/platform/claude' }]);
    expect(identities[0].admits?.map(({ who }) => who)).toEqual([expect.stringMatching(/^its own account as .*:role\/apps\/\*$/)]);
    expect([findings, notJudged]).toEqual([[], []]);
  });

  test('is deployed in the safe order: the guard comes last', () => {
    expect(quietly(() => (addRollout(new App()).stacks[0].node.root as App).synth()).stacks.map(({ id }) => id))
      .toEqual(['OnCall', 'Management', 'Sets', 'Organization']);
  });

  test('a guard that leaves the model out blocks the roles in the set', () => {
    const closed = { ...files, 'Organization.template.json': closeAll(files['Organization.template.json']) };
    const { findings } = judgeApp({ assembly: assemblyOf(closed), units });
    expect(findings).toMatchObject([{ rule: 'blocked-access', severity: 'error' }]);
  });

  test('every account is recorded: the unit by one set, those that were before by another, and the management account by itself', () => {
    const { recording } = judgeApp({ assembly: assemblyOf(files), units });
    expect(recording.map(({ account = 'of the unit', region, prompts }) => [account, region, prompts])).toEqual(
      ['of the unit', ...TAKEN_OVER, MANAGEMENT].map((account) => [account, 'af-south-1', 'masked']));
    expect([setOf('record'), setOf('record-taken-over')].map(({ StackInstancesGroup: [group] }) => group.DeploymentTargets)).toEqual([
      { OrganizationalUnitIds: [WORKLOADS], Accounts: TAKEN_OVER, AccountFilterType: 'DIFFERENCE' },
      { OrganizationalUnitIds: [WORKLOADS], Accounts: TAKEN_OVER, AccountFilterType: 'INTERSECTION' },
    ]);
    // Automatic deployments pass over lists of accounts.
    expect(setOf('record-taken-over').AutoDeployment).toEqual({ Enabled: false });
  });

  test('there is no access before there is a record, neither at first nor in accounts that join', () => {
    const [record, takenOver, access] = ['record', 'record-taken-over', 'access'].map((name) => Object.entries(named(name))[0]);
    expect(access[1].DependsOn).toEqual(expect.arrayContaining([record[0], takenOver[0]]));
    expect(setOf('access').AutoDeployment.DependsOn).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudformation:eu-west-1:${MANAGEMENT}:stackset/`, { Ref: record[0] }]] },
    ]);
  });

  test('an account that leaves keeps the record and loses the access', () => {
    expect(setOf('record').AutoDeployment).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: true });
    expect(setOf('access').AutoDeployment).toMatchObject({ Enabled: true, RetainStacksOnAccountRemoval: false });
    for (const id of ['Record', 'TakenOver']) {
      const settings = Object.values<any>(body(id).Resources).filter(({ Type }) => Type === 'Custom::BedrockModelInvocationLogging');
      expect(settings.map(({ Properties }) => Properties.OnRemoval)).toEqual(['RETAIN']);
    }
  });

  test('accounts are deployed side by side, and some may fail', () => {
    for (const name of ['record', 'record-taken-over', 'access']) {
      expect(setOf(name)).toMatchObject({
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        ManagedExecution: { Active: true },
        OperationPreferences: { ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', FailureToleranceCount: 4, MaxConcurrentCount: 10 },
      });
    }
  });

  test('what is taken over is put back by the role of that account', () => {
    const roles = Object.values<any>(body('TakenOver').Resources).flatMap(({ Properties }) => Properties.PreviousRoleArns ?? []);
    expect(JSON.stringify(roles)).toContain('role/BedrockLogging');
    expect(JSON.stringify(roles)).toContain('"AWS::AccountId"');
  });

  test('an account may go from one record to the other by an update: their logical IDs are the same', () => {
    expect(Object.keys(body('TakenOver').Resources)).toEqual(Object.keys(body('Record').Resources));
  });

  test('the guard closes what is not recorded', () => {
    const rows = guard.matrix.filter(({ route, principalExempt }) =>
      ['BATCH', 'MANTLE', 'BEARER_TOKEN'].includes(route) && !principalExempt);
    expect(new Set(rows.map(({ route }) => route)).size).toBe(3);
    expect(rows.filter(({ outcome }) => outcome !== 'EXPLICITLY_DENIED')).toEqual([]);
  });

  test.each(['Record', 'TakenOver', 'Access'])('the template of %s has what a stack set takes', (id) => {
    expect(Object.keys(body(id)).sort()).toEqual(['Resources']);
    expect(JSON.stringify(body(id), undefined, 2).length).toBeLessThan(100_000);
  });
});

/** Replaces what a guard excepts by nothing that is. */
function closeAll(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replaceAll('claude-sonnet-5-5', 'claude-sonnet-4-5-20250929-v1:0'));
}
