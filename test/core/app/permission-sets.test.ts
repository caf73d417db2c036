import { judgeApp } from '../../../src/core/app/judge-app';
import { assemblyOf } from '../../support/assemblies';
import { smallAssembly } from '../../support/small-assembly';
import { document, globalCall } from '../../support/small-policies';

const Parameters = { Target: { Type: 'String' } };
const Policy = {
  Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'claude-people', PolicyDocument: document(globalCall()) },
};
const named = { Name: 'claude-people' };
const setWith = (properties: object) => ({ Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'Claude', ...properties } });
const Assignment = (TargetId: unknown) => ({
  Type: 'AWS::SSO::Assignment', Properties: { PermissionSetArn: { 'Fn::GetAtt': ['Set', 'PermissionSetArn'] }, TargetId },
});

function judge(more: object, environment?: string, given: object = setWith({ CustomerManagedPolicyReferences: [named] })) {
  const template = { Parameters, Resources: { Policy, Set: given, ...more } };
  const { rows, notJudged } = judgeApp({ assembly: assemblyOf(smallAssembly({ App: { template, environment } })) });
  const verdicts = [...new Set(rows.map(({ verdict }) => verdict))];
  return [...verdicts, ...notJudged.filter(({ what }) => what === 'App/Set').map(({ why }) => why)];
}

const AGNOSTIC = 'aws://unknown-account/unknown-region';
const own = { Assignment: Assignment({ Ref: 'AWS::AccountId' }) };
const of = (why: string) => `nothing is known about the policy claude-people of the account${why}`;
const DEPLOYED = ': the permission set is assigned to an account that only the deployment knows';

test.each<[string, object, string | undefined, string]>([
  ['assigned to the account of its stack by number', { Assignment: Assignment('111122223333') }, undefined, 'allowed'],
  ['assigned to the account of its stack', own, undefined, 'allowed'],
  ['assigned to the account of its stack, which nobody knows', own, AGNOSTIC, 'allowed'],
  ['assigned to another account', { Assignment: Assignment('444455556666') }, undefined, of(', which is not in the app')],
  ['assigned to no account', {}, undefined, of(': the permission set is assigned to no account in this app')],
  ['assigned to what is a parameter', { Assignment: Assignment({ Ref: 'Target' }) }, undefined, of(DEPLOYED)],
])('a permission set that names a policy and is %s', (_, more, environment, expected) => {
  expect(judge(more, environment)).toEqual([expected]);
});

test('a boundary by name of a permission set that is assigned to no account is not known either', () => {
  const InlinePolicy = document(globalCall());
  const set = setWith({ InlinePolicy, PermissionsBoundary: { CustomerManagedPolicyReference: named } });
  expect(judge(own, undefined, set)).toEqual(['allowed']);
  expect(judge({}, undefined, set)).toEqual(['not-judged']);
});
