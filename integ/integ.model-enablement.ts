/**
 * Deploys a role that may enable one model, to any Region that has it, and asks IAM's own simulator about it: it may submit the form in its
 * Region and in no other, and subscribe to the product of the model through Amazon Bedrock and not by hand. Nothing is submitted.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, ModelEnablement } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'ModelEnablementInteg');
const enabler = new iam.Role(stack, 'Enabler', { assumedBy: new iam.AccountRootPrincipal() });
const enablement = new ModelEnablement(stack, 'Enablement', { models: [ClaudeModel.SONNET_5_5] });
enablement.grantEnable(enabler);

const integ = new IntegTest(app, 'ModelEnablement', { testCases: [stack], diffAssets: false });

function expectDecision(decision: 'allowed' | 'implicitDeny', action: string, keys: Record<string, string | string[]>): void {
  integ.assertions.awsApiCall('IAM', 'simulatePrincipalPolicy', {
    PolicySourceArn: enabler.roleArn,
    ActionNames: [action],
    ResourceArns: ['*'],
    ContextEntries: Object.entries(keys).map(([key, value]) => typeof value === 'string'
      ? { ContextKeyName: key, ContextKeyType: 'string', ContextKeyValues: [value] }
      : { ContextKeyName: key, ContextKeyType: 'stringList', ContextKeyValues: value }),
  }).expect(ExpectedResult.objectLike({ EvaluationResults: [{ EvalDecision: decision }] }));
}

const byBedrock = { 'aws:CalledViaLast': 'bedrock.amazonaws.com' };
const product = { 'aws-marketplace:ProductId': enablement.productIds };
expectDecision('allowed', 'bedrock:PutUseCaseForModelAccess', { 'aws:RequestedRegion': stack.region });
expectDecision('implicitDeny', 'bedrock:PutUseCaseForModelAccess', { 'aws:RequestedRegion': 'xx-nowhere-1' });
expectDecision('allowed', 'aws-marketplace:Subscribe', { ...byBedrock, ...product });
expectDecision('implicitDeny', 'aws-marketplace:Subscribe', product);
expectDecision('implicitDeny', 'aws-marketplace:Subscribe', { ...byBedrock, 'aws-marketplace:ProductId': ['prod-other'] });
