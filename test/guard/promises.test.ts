import { App, Aws, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalCrisDenyGuard, GlobalCrisDenyGuardProps, GuardTarget, InferenceRoute } from '../../src';
import { readPromises } from '../../src/core/app/guard-promises';
import { CAPE_TOWN } from '../support/decisions';

const targets = [GuardTarget.organizationRoot('r-ab12')];

/** The resource of a guard's policy as a template has it. */
function policyOf(props: GlobalCrisDenyGuardProps | ((stack: Stack) => GlobalCrisDenyGuardProps), scope: App | Stage = new App()): any {
  const stack = new Stack(scope, 'Org', { env: CAPE_TOWN });
  new GlobalCrisDenyGuard(stack, 'Guard', { targets, ...typeof props === 'function' ? props(stack) : props });
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));
  return policy;
}

test('a guard\'s policy says in its metadata what the guard promises', () => {
  const { Metadata } = policyOf({
    routes: [InferenceRoute.BATCH, InferenceRoute.GEOGRAPHIC_PROFILE],
    sourceRegions: ['af-south-1'],
    exceptModels: [ClaudeModel.SONNET_5_5],
    exceptModelIds: ['amazon.nova-2-lite-v1:0'],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
  });
  expect(Metadata['cdk-bedrock-cris:guard']).toEqual({
    routes: ['GLOBAL_PROFILE', 'GEOGRAPHIC_PROFILE', 'BATCH'],
    sourceRegions: ['af-south-1'],
    exceptModelIds: [ClaudeModel.SONNET_5_5.modelId, 'amazon.nova-2-lite-v1:0'],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
  });
});

test('of a guard with targets only, the promise is read again whole', () => {
  expect(readPromises(policyOf({ targets })))
    .toEqual({ routes: ['GLOBAL_PROFILE'], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: [] });
});

test('values that only the deployment knows are resolved, and read as texts', () => {
  const policy = policyOf((stack) => ({
    exemptPrincipalArns: [
      new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn,
      `arn:${Aws.PARTITION}:iam::111122223333:role/Named`,
      new CfnParameter(stack, 'Arn').valueAsString,
    ],
  }));
  expect(JSON.stringify(policy.Metadata)).not.toContain('Token[');
  const { exemptPrincipalArns = [] } = readPromises(policy) ?? {};
  expect(exemptPrincipalArns).toHaveLength(3);
  expect(exemptPrincipalArns.filter((arn) => arn.startsWith('arn:'))).toEqual([]);
});

test('a guard in a Stage says it too', () => {
  expect(readPromises(policyOf({}, new Stage(new App(), 'Prod')))?.routes).toEqual(['GLOBAL_PROFILE']);
});
