import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from '../../src/checks/acknowledge';
import { CAPE_TOWN } from '../support/decisions';
import { nagFindings, sweep } from '../support/nag';

test('what is acknowledged to cdk-nag are the wildcards that are named, and no others', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  const statements = [new iam.PolicyStatement({ actions: ['logs:*', 's3:*'], resources: ['*'] })];
  const policy = new iam.ManagedPolicy(stack, 'Policy', { statements });
  acknowledgeWildcards(policy.node.defaultChild as CfnResource, ['Action::logs:*', 'Resource::*'], 'There is a reason');
  expect(nagFindings(stack)).toEqual(['Stack/Policy/Resource: AwsSolutions-IAM5[Action::s3:*]']);
});
