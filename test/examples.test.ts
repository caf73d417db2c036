import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as capeTown } from '../examples/cape-town-app';
import { CAPE_TOWN } from './support/decisions';
import { nagFindings, sweep } from './support/stack';

test('the Cape Town example is clean by cdk-nag', () => {
  expect(nagFindings(sweep(capeTown))).toEqual([]);
});

test('the sweep by cdk-nag finds what is there to find', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  new iam.ManagedPolicy(stack, 'Wide', { statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })] });
  expect(nagFindings(stack).join()).toContain('AwsSolutions-IAM5');
});
