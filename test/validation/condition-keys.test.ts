import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GlobalClaudeAccess } from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { access, assumedBy, deny, expectSilence, expectUnjudged, models, only, scp, synth } from '../support/validation';

describe('a service control policy on a key that no request carries (N8)', () => {
  test.each<[string, object, string]>([
    ['a model by an invented key', { StringNotLike: { 'bedrock:ModelId': 'anthropic.claude-*' } },
      'no request carries the key bedrock:ModelId; did you mean bedrock:ModelArn?'],
    ['a Region by a slip', { StringNotEquals: { 'aws:RequestRegion': 'af-south-1' } }, 'did you mean aws:RequestedRegion?'],
    ['a key of another service', { StringNotEquals: { 'ec2:InstanceType': 't3.micro' } }, 'carries the key ec2:InstanceType'],
    ['a tag that models never have', { Null: { 'aws:ResourceTag/CostCenter': 'true' } }, 'profiles and projects have tags'],
  ])('fails the synthesis by %s, and the fix begins with the key', (_, condition, note) => {
    const app = new App();
    access(app);
    scp(app, deny(condition), ACCOUNT);
    const result = synth(app);
    expect(result.failed).toBe(true);
    const [{ ruleName, description, fix }] = result.report.violations;
    expect(ruleName).toBe('cdk-bedrock-cris/blocked-access');
    expect(description).toContain('on the profile, the model in the source Region and the model without a Region');
    expect(fix!.split('\n')[0]).toContain(note);
  });

  test('does not where it never matches', () => {
    const app = new App();
    access(app);
    scp(app, deny({ StringLike: { 'bedrock:ModelId': 'amazon.*' } }), ACCOUNT);
    expectSilence(synth(app));
  });

  test.each<[string, object]>([
    ['that calls may carry', { StringNotEquals: { 'bedrock:ServiceTier': 'priority' } }],
    ['of an identity provider', { StringNotEquals: { 'token.actions.githubusercontent.com:sub': 'repo:x' } }],
    ['of a session', { StringNotEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:af-south-1:111122223333:function:f' } }],
  ])('is not judged by a key %s', (_, condition) => {
    const app = new App();
    access(app);
    scp(app, deny(condition), ACCOUNT);
    expectUnjudged(synth(app), Object.keys(Object.values(condition)[0])[0]);
  });
});

test('a guardrail that an organization requires, and the role may not apply, fails the synthesis', () => {
  const app = new App();
  access(app);
  const condition = { StringNotEquals: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:af-south-1:111122223333:guardrail/g:1' } };
  const statement = { Effect: 'Deny', Action: 'bedrock:InvokeModel*', Resource: '*', Condition: condition };
  scp(app, { Version: '2012-10-17', Statement: statement }, ACCOUNT);
  const { ruleName, description, fix } = only(synth(app));
  expect(ruleName).toBe('cdk-bedrock-cris/partial-access');
  expect(description).toContain('on the guardrail');
  expect(fix).toContain('"bedrock:ApplyGuardrail"');
});

test('a boundary that allows by a key that no request carries fails the synthesis', () => {
  const app = new App();
  const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
  const role = new iam.Role(stack, 'Role', {
    assumedBy,
    permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({
        actions: ['bedrock:*'], resources: ['*'], conditions: { StringLike: { 'bedrock:ModelId': 'anthropic.*' } },
      })],
    }),
  });
  new GlobalClaudeAccess(stack, 'Access', { models: models.slice(0, 1) }).attachTo(role);
  const { description, fix } = only(synth(app));
  expect(description).toContain('nothing in the permissions boundary \'Claude/Boundary\'');
  expect(fix).toMatch(/^statement 0: no request carries the key bedrock:ModelId; did you mean bedrock:ModelArn\?/);
});
