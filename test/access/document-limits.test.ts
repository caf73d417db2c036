import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess, InvocationRequest, PolicySource } from '../../src';
import { SESSION_SECONDS } from '../../src/core/facts/iam-roles';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { INLINE_LIMITS, MANAGED_POLICY_LIMIT } from '../../src/core/facts/limits';
import { ACCOUNT, CALLER, CAPE_TOWN, legs, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';

const NEWEST_FIRST = KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes('af-south-1'))
  .map(({ modelId }) => ClaudeModel.of(modelId));
const OLDEST_FIRST = [...NEWEST_FIRST].reverse();
const INVENTED = Array.from({ length: 40 }, (_, index) => ClaudeModel.of(`anthropic.claude-invented-${index}-20260101-v1:0`));

function accessTo(models: ClaudeModel[], env?: { account: string; region: string }) {
  const stack = testStack(env);
  const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  return { stack, access };
}

/** What IAM counts: the document minified, with the deployment's values in place. */
function sizes(stack: Stack, region: string): number[] {
  const values: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::Region': region, 'AWS::AccountId': ACCOUNT };
  const deploy = (_: string, value: any) => {
    const join: any[] | undefined = value?.['Fn::Join']?.[1];
    return join?.map((part) => values[part.Ref] ?? part).join('') ?? values[value?.Ref] ?? value;
  };
  return Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .map(({ Properties: given }) => JSON.stringify(given.PolicyDocument, deploy).length);
}

describe.each([
  ['newest first, in af-south-1', NEWEST_FIRST, CAPE_TOWN],
  ['oldest first, in af-south-1', OLDEST_FIRST, CAPE_TOWN],
  ['newest first, anywhere', NEWEST_FIRST, undefined],
  ['oldest first, anywhere', OLDEST_FIRST, undefined],
  ['oldest first, in the Region of the longest name', OLDEST_FIRST, { account: ACCOUNT, region: 'ap-southeast-1' }],
])('of the listed models, %s', (_, models, env) => {
  test('12 fit one managed policy of at most 6,144 characters', () => {
    const { stack, access } = accessTo(models.slice(0, 12), env);
    expect(access.managedPolicies).toEqual([access.managedPolicy]);
    const [size] = sizes(stack, env?.region ?? 'ap-southeast-1');
    expect(size).toBeGreaterThan(5000);
    expect(size).toBeLessThanOrEqual(6144);
  });

  test('the 13th opens a second policy, and the role has both', () => {
    const { stack, access } = accessTo(models.slice(0, 13), env);
    expect(access.managedPolicies).toHaveLength(2);
    expect(() => access.managedPolicy)
      .toThrow('Stack/Access: \'managedPolicy\' must be one policy, and 13 models need 2. Use \'managedPolicies\' or attachTo()');
    expect(Math.max(...sizes(stack, env?.region ?? 'ap-southeast-1'))).toBeLessThanOrEqual(6144);
    const [role] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: role }] }, 2);
  });
});

test('no document is ever oversize, and every model is callable', () => {
  const { stack, access } = accessTo(INVENTED, CAPE_TOWN);
  expect(Math.max(...sizes(stack, 'af-south-1'))).toBeLessThanOrEqual(6144);
  const simulator = simulatorOf(access.role!);
  for (const model of INVENTED) {
    expect(legs(simulator, InvocationRequest.globalProfile(model, CALLER))).toBe('AAA');
  }
});

test('a model that is added last leaves the earlier policies as they were', () => {
  const policiesBefore = Template.fromStack(accessTo(INVENTED.slice(0, 14), CAPE_TOWN).stack).findResources('AWS::IAM::ManagedPolicy');
  const policiesAfter = Template.fromStack(accessTo(INVENTED.slice(0, 15), CAPE_TOWN).stack).findResources('AWS::IAM::ManagedPolicy');
  const [first] = Object.keys(policiesBefore);
  expect(policiesAfter[first]).toEqual(policiesBefore[first]);
  expect(Object.keys(policiesAfter)).toEqual(Object.keys(policiesBefore));
});

test('docs/access.md says what fits, as the tests above and the facts have it', () => {
  const page = readFileSync('docs/access.md', 'utf8');
  const [table] = /^\| one managed policy \|[^]*?\n\n/m.exec(page)!;
  const limits = table.match(/[\d,]+(?= \|$)/gm)!.map((size) => Number(size.replace(',', '')));
  expect(limits).toEqual([MANAGED_POLICY_LIMIT, INLINE_LIMITS.role, INLINE_LIMITS.group, INLINE_LIMITS.user]);
  expect(page).toContain('One managed policy holds 12 of the listed models');
  expect(page).toContain(`${SESSION_SECONDS.least / 3600} to ${SESSION_SECONDS.most / 3600} hours`);
});

test('docs/access.md shows the policy of one model as it is', () => {
  const stack = testStack(CAPE_TOWN);
  const { managedPolicy } = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5] });
  const [, policy] = /```json\n([^]*?)```/.exec(readFileSync('docs/access.md', 'utf8'))!;
  expect(JSON.parse(policy)).toEqual(stack.resolve(managedPolicy.document));
});

test('the managed policy of another access is a boundary that allows its calls, as docs/access.md shows', () => {
  const stack = testStack(CAPE_TOWN);
  const limit = new GlobalClaudeAccess(stack, 'Limit', { models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5] });
  const { role } = new GlobalClaudeAccess(stack, 'Bounded', {
    models: [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5],
    assumedBy: new iam.AccountRootPrincipal(),
    permissionsBoundary: limit.managedPolicy,
  });
  const permissionsBoundary = PolicySource.fromDocument(stack, limit.managedPolicy.document);
  const simulator = simulatorOf(role!, CAPE_TOWN, { permissionsBoundary });
  expect([ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5].map((model) =>
    legs(simulator, InvocationRequest.globalProfile(model, CALLER)))).toEqual(['AAA', 'ddd']);
});
