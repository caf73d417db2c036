import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as capeTown } from '../examples/cape-town-app';
import { ClaudeModel, GlobalClaudeAccess } from '../src';
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
