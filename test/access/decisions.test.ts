import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { intendedCalls, overGrantProbes } from '../../examples/requests';
import { ClaudeModel, GlobalClaudeAccess, GlobalClaudeAccessProps, InvocationRequest, InvocationSimulator, PolicySource } from '../../src';
import { ACCOUNT, CALLER, CAPE_TOWN, documentsOf, legs, simulatorOf, Statement } from '../support/decisions';
import { globalProfileOf } from '../support/probes';
import { testStack } from '../support/stack';

const MODELS = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
const OTHER = ClaudeModel.OPUS_4_8;

/** Stacks of every kind, with where they are deployed. */
const STACKS: [string, () => { stack: Stack; sourceRegion?: string; deployed: { account: string; region: string } }][] = [
  ['a stack in af-south-1', () => ({ stack: testStack(CAPE_TOWN), deployed: CAPE_TOWN })],
  ['an environment-agnostic stack', () => ({ stack: testStack(), deployed: CAPE_TOWN })],
  ['a stack in us-east-1 with sourceRegion af-south-1', () => ({
    stack: testStack({ account: ACCOUNT, region: 'us-east-1' }),
    sourceRegion: 'af-south-1',
    deployed: { account: ACCOUNT, region: 'us-east-1' },
  })],
  ['an environment-agnostic stack with sourceRegion af-south-1', () => ({
    stack: testStack(), sourceRegion: 'af-south-1', deployed: { account: ACCOUNT, region: 'us-east-1' },
  })],
];

/** Ways to give a role the access. */
const WAYS: [string, (stack: Stack, props: GlobalClaudeAccessProps) => iam.IRole][] = [
  ['a created role', (stack, props) => {
    return new GlobalClaudeAccess(stack, 'Access', { ...props, assumedBy: new iam.AccountRootPrincipal() }).role!;
  }],
  ['a given role', (stack, props) => new GlobalClaudeAccess(stack, 'Access', { ...props, role: bareRole(stack) }).role!],
  ['grantInvoke', (stack, props) => {
    const role = bareRole(stack);
    new GlobalClaudeAccess(stack, 'Access', props).grantInvoke(role);
    return role;
  }],
  ['attachTo', (stack, props) => {
    const role = bareRole(stack);
    new GlobalClaudeAccess(stack, 'Access', props).attachTo(role);
    return role;
  }],
];

function bareRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
}

describe.each(STACKS)('in %s', (_, make) => {
  describe.each(WAYS)('by %s', (__, give) => {
    const { stack, sourceRegion, deployed } = make();
    const whole = simulatorOf(give(stack, { models: MODELS, sourceRegion }), deployed);

    test.each(intendedCalls(MODELS, CALLER))('all legs of $name are allowed, whole and streaming', (call) => {
      expect(legs(whole, call.whole)).toBe('AAA');
      expect(legs(whole, call.streaming!)).toBe('AAA');
    });

    test.each(overGrantProbes(MODELS[0], OTHER, CALLER))('every leg of $name is denied, whole and streaming', (probe) => {
      for (const request of [probe.whole, ...probe.streaming ? [probe.streaming] : []]) {
        expect(legs(whole, request)).toMatch(/^d+$/);
      }
    });
  });
});

test('without streaming the streaming legs are denied, and only those', () => {
  const [, make] = STACKS[0];
  const simulator = simulatorOf(WAYS[0][1](make().stack, { models: MODELS, streaming: false }));
  const [{ whole, streaming }] = intendedCalls(MODELS, CALLER);
  expect(legs(simulator, whole)).toBe('AAA');
  expect(legs(simulator, streaming!)).toBe('ddd');
});

describe('dropping one of the three statements flips exactly one leg', () => {
  const stack = testStack(CAPE_TOWN);
  const [{ name, document }] = documentsOf(WAYS[0][1](stack, { models: MODELS }));
  const [{ whole, streaming }] = intendedCalls(MODELS, CALLER);

  test.each([[0, 'dAA'], [1, 'AdA'], [2, 'AAd']])('without statement %d: %s', (dropped, expected) => {
    const rest = { ...document, Statement: document.Statement.filter((__: Statement, index: number) => index !== dropped) };
    const simulator = new InvocationSimulator({ identityPolicies: [PolicySource.fromJson(name, rest)] });
    expect([legs(simulator, whole), legs(simulator, streaming!)]).toEqual([expected, expected]);
  });

  test('the three are all there is', () => {
    expect(document.Statement).toHaveLength(3);
  });
});

test('each statement carries its own condition: the profile key is on the model legs only', () => {
  const stack = testStack(CAPE_TOWN);
  const [{ document }] = documentsOf(WAYS[0][1](stack, { models: [ClaudeModel.SONNET_5_5] }));
  const profileArn = `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/global.anthropic.claude-sonnet-5-5`;
  expect(document.Statement.map((statement: Statement) => statement.Condition)).toEqual([
    { StringEquals: { 'aws:RequestedRegion': 'af-south-1' } },
    { StringEquals: { 'aws:RequestedRegion': 'af-south-1', 'bedrock:InferenceProfileArn': [profileArn] } },
    { StringEquals: { 'aws:RequestedRegion': 'unspecified', 'bedrock:InferenceProfileArn': [profileArn] } },
  ]);
});

test('a source Region that is a template parameter stays one', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'SourceRegion');
  const role = WAYS[0][1](stack, { models: MODELS, sourceRegion: parameter.valueAsString });
  const [call] = intendedCalls(MODELS, CALLER);
  const decision = simulatorOf(role, CAPE_TOWN).decide(call.whole);
  expect(decision.outcome).toBe('DEPENDS');
  expect(decision.legs.map(({ unknownKeys }) => unknownKeys)).toEqual(Array(4).fill(['SourceRegion']));
});

test('a stack that is deployed in another account grants the profiles of that account', () => {
  const app = new App();
  const access = new GlobalClaudeAccess(testStack(CAPE_TOWN, app, 'Tools'), 'Access', { models: MODELS });
  const other = bareRole(testStack({ account: '222233334444', region: 'eu-west-1' }, app, 'Workload'));
  access.attachTo(other);
  const caller = { account: '222233334444', sourceRegion: 'af-south-1' };
  expect(legs(simulatorOf(other), InvocationRequest.globalProfile(MODELS[0], caller))).toBe('AAA');
  expect(legs(simulatorOf(other), globalProfileOf(ACCOUNT, MODELS[0], caller))).toBe('ddd');
});
