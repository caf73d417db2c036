import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as capeTown } from '../examples/cape-town-app';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GuardTarget, InferenceRoute, RegionDenyPolicy } from '../src';
import { CAPE_TOWN } from './support/decisions';
import { testStack } from './support/stack';

// Logical IDs are a promise: a change here replaces resources of those who use the construct.

test('GlobalClaudeAccess in all its forms', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
  const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  access.attachTo(new iam.Role(stack, 'Attached', { assumedBy: new iam.AccountRootPrincipal() }));
  access.grantInvoke(new iam.Role(stack, 'Granted', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('GlobalClaudeAccess for identities of another stack', () => {
  const app = new App();
  const stack = testStack(CAPE_TOWN, app);
  const other = testStack(CAPE_TOWN, app, 'Other');
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5] });
  access.attachTo(new iam.Role(other, 'Attached', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(Template.fromStack(other).toJSON()).toMatchSnapshot();
});

test('GlobalClaudeAccess in an environment-agnostic stack', () => {
  const stack = testStack();
  new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy: new iam.AccountRootPrincipal() });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('the Cape Town example', () => {
  expect(Template.fromStack(capeTown).toJSON()).toMatchSnapshot();
});

test('GlobalCrisDenyGuard in all its forms', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
  new GlobalCrisDenyGuard(stack, 'Default', { targets: [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')] });
  const guard = new GlobalCrisDenyGuard(stack, 'Guard', {
    targets: [GuardTarget.organizationRoot('r-ab12'), GuardTarget.account('111122223333')],
    exceptModels: [ClaudeModel.SONNET_5_5],
    exceptModelIds: ['amazon.nova-2-lite-v1:0'],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
    routes: Object.values(InferenceRoute),
    sourceRegions: ['af-south-1'],
  });
  guard.asManagedPolicy('Managed');
  guard.asPermissionsBoundary('Boundary');
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('RegionDenyPolicy', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
  new RegionDenyPolicy(stack, 'RegionDeny', {
    allowedRegions: ['af-south-1', 'eu-west-1'],
    admitModels: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
    targets: [GuardTarget.organizationRoot('r-ab12')],
  });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});
