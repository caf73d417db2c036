/**
 * Deploys a role with access to one model, to any Region, and asks IAM's own simulator about it: the three legs of a call
 * are allowed, a direct call of the model is not. No model is invoked.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'GlobalClaudeAccessInteg');
const access = new GlobalClaudeAccess(stack, 'Access', {
  models: [ClaudeModel.SONNET_5_5],
  sourceRegion: 'af-south-1',
  assumedBy: new iam.AccountRootPrincipal(),
});
const [profile] = access.profiles;

const integ = new IntegTest(app, 'GlobalClaudeAccess', { testCases: [stack], diffAssets: false });

function expectDecision(decision: 'allowed' | 'implicitDeny', resource: string, keys: Record<string, string>): void {
  integ.assertions.awsApiCall('IAM', 'simulatePrincipalPolicy', {
    PolicySourceArn: access.role!.roleArn,
    ActionNames: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    ResourceArns: [resource],
    ContextEntries: Object.entries(keys).map(
      ([key, value]) => ({ ContextKeyName: key, ContextKeyType: 'string', ContextKeyValues: [value] })),
  }).expect(ExpectedResult.objectLike({
    EvaluationResults: [{ EvalDecision: decision }, { EvalDecision: decision }],
  }));
}

const here = { 'aws:RequestedRegion': 'af-south-1' };
const throughProfile = { 'bedrock:InferenceProfileArn': profile.profileArn };
expectDecision('allowed', profile.profileArn, here);
expectDecision('allowed', profile.sourceModelArn, { ...here, ...throughProfile });
expectDecision('allowed', profile.globalModelArn, { 'aws:RequestedRegion': 'unspecified', ...throughProfile });
expectDecision('implicitDeny', profile.sourceModelArn, here);
