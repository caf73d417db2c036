import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as capeTown } from '../examples/cape-town-app';
import { guard, stack as denyInAnOu } from '../examples/deny-in-an-ou';
import { policy, stack as regionDeny } from '../examples/region-deny-that-admits';
import { ClaudeModel, InvocationRequest } from '../src';
import { CALLER, CAPE_TOWN, legs } from './support/decisions';
import { under } from './support/guards';
import { nagFindings, sweep } from './support/stack';

test.each([
  ['Cape Town', capeTown],
  ['deny in an organizational unit', denyInAnOu],
  ['Region deny that admits', regionDeny],
])('the %s example is clean by cdk-nag', (_, stack) => {
  expect(nagFindings(sweep(stack))).toEqual([]);
});

test.each([['guard', guard], ['Region deny', policy]])('the example\'s %s opens the model that it names, and not another', (_, example) => {
  const caller = { ...CALLER, principalArn: `arn:aws:iam::${CALLER.account}:role/app` };
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, caller))).toBe('AAA');
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.OPUS_5, caller))).toBe('AAX');
});

test('the sweep by cdk-nag finds what is there to find', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  new iam.ManagedPolicy(stack, 'Wide', { statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })] });
  expect(nagFindings(stack).join()).toContain('AwsSolutions-IAM5');
});
