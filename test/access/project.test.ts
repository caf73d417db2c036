import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, ClaudeProject, GlobalClaudeAccess, GlobalInferenceProfile, InvocationRequest } from '../../src';
import { CALLER, CAPE_TOWN, legs, project, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';

const MODEL = ClaudeModel.SONNET_5_5;

function accessTo(given?: ClaudeProject, streaming?: boolean) {
  return new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', {
    models: [MODEL], assumedBy: new iam.AccountRootPrincipal(), project: given, streaming,
  });
}

/** The marks of the project for the default one, a named one, and streaming. */
function marks({ role }: GlobalClaudeAccess): string {
  const simulator = simulatorOf(role!);
  return [{}, { projectId: 'payments' }, { streaming: true }, { projectId: 'payments', streaming: true }]
    .map((options) => project(simulator, InvocationRequest.globalProfile(MODEL, { ...CALLER, ...options }))).join('');
}

describe('a grant and the project (N1)', () => {
  test.each<[string, ClaudeProject | undefined, string]>([
    ['by default allows the account\'s default project, for both actions', undefined, 'AdAd'],
    ['allows the default project where that is said', ClaudeProject.accountDefault(), 'AdAd'],
    ['allows a named project and not the default one', ClaudeProject.named('payments'), 'dAdA'],
    ['allows none where that is said', ClaudeProject.none(), 'dddd'],
  ])('%s', (_, given, expected) => {
    const access = accessTo(given);
    expect(marks(access)).toBe(expected);
    expect(legs(simulatorOf(access.role!), InvocationRequest.globalProfile(MODEL, CALLER))).toBe('AAA');
  });

  test('without streaming allows it for the one action', () => {
    expect(marks(accessTo(undefined, false))).toBe('Addd');
  });

  test('stands in the first statement, with the profiles, and nowhere else', () => {
    const [{ Properties: { PolicyDocument: { Statement: [first, ...others] } } }] =
      Object.values<any>(Template.fromStack(Stack.of(accessTo())).findResources('AWS::IAM::ManagedPolicy'));
    expect(JSON.stringify(first.Resource)).toMatch(/inference-profile\/global\..*:project\/default/);
    expect(JSON.stringify(others)).not.toContain('project/');
  });

  test('is the same in an inline policy', () => {
    const stack = testStack(CAPE_TOWN);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    new GlobalClaudeAccess(stack, 'Access', { models: [MODEL], project: ClaudeProject.named('payments') }).grantInvoke(role);
    const named = InvocationRequest.globalProfile(MODEL, { ...CALLER, projectId: 'payments' });
    expect(project(simulatorOf(role), named)).toBe('A');
  });

  test('is in the Region in which the profiles are called, not in that of the stack', () => {
    const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
    const { role } = new GlobalClaudeAccess(stack, 'Access', {
      models: [MODEL], assumedBy: new iam.AccountRootPrincipal(), sourceRegion: 'af-south-1',
    });
    expect(project(simulatorOf(role!), InvocationRequest.globalProfile(MODEL, CALLER))).toBe('A');
  });

  test('a profile tells the ARN of the default one', () => {
    expect(GlobalInferenceProfile.fromModel(testStack(CAPE_TOWN), MODEL).defaultProjectArn)
      .toMatch(/^arn:.*:bedrock:af-south-1:111122223333:project\/default$/);
  });

  test.each(['arn:aws:bedrock:af-south-1:111122223333:project/payments', '*', '', 'pay ments', undefined as any])(
    'fails for a project that is no ID: %s', (projectId: string) => {
      expect(() => ClaudeProject.named(projectId)).toThrow(/'projectId' must be the ID of a project.*got: .*From an ARN, use the part/);
    });

  test('fails for what is no project', () => {
    expect(() => accessTo('payments' as any)).toThrow(/Access: 'project' must be a ClaudeProject, got: "payments"/);
  });
});

describe('a request and the project (N1)', () => {
  test('fails through an application profile with a named one, which takes none', () => {
    expect(() => InvocationRequest.applicationProfile(MODEL, 'abc', { ...CALLER, projectId: 'payments' }))
      .toThrow(/'projectId' must be the default project, because application inference profiles use no other, got: "payments"/);
    expect(() => InvocationRequest.applicationProfile(MODEL, 'abc', { ...CALLER, projectId: 'default' })).not.toThrow();
  });

  test('fails for a project that is no ID', () => {
    expect(() => InvocationRequest.globalProfile(MODEL, { ...CALLER, projectId: 'a/b' }))
      .toThrow(/'projectId' must be the ID of a project/);
  });
});
