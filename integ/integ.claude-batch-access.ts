/**
 * Deploys batch access to one model, to any Region that AWS lists for batch, with a role that may submit. It asks IAM's own simulator about
 * both roles: the service role calls through the profile and not directly, who submits creates jobs and passes the role to Amazon Bedrock
 * alone. No job is created. Afterwards the buckets and the key are gone.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeBatchAccess, ClaudeModel } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'ClaudeBatchAccessInteg');
const batch = new ClaudeBatchAccess(stack, 'Batch', { models: [ClaudeModel.OPUS_5], removalPolicy: RemovalPolicy.DESTROY });
const submitter = new iam.Role(stack, 'Submitter', { assumedBy: new iam.AccountRootPrincipal() });
batch.grantSubmit(submitter);
const [profile] = batch.profiles;

const integ = new IntegTest(app, 'ClaudeBatchAccess', { testCases: [stack], diffAssets: false });

function expectDecision(
  role: iam.IRole, decision: 'allowed' | 'implicitDeny', action: string, resource: string, keys: Record<string, string> = {},
): void {
  integ.assertions.awsApiCall('IAM', 'simulatePrincipalPolicy', {
    PolicySourceArn: role.roleArn,
    ActionNames: [action],
    ResourceArns: [resource],
    ContextEntries: Object.entries(keys).map(
      ([key, value]) => ({ ContextKeyName: key, ContextKeyType: 'string', ContextKeyValues: [value] })),
  }).expect(ExpectedResult.objectLike({ EvaluationResults: [{ EvalDecision: decision }] }));
}

const here = { 'aws:RequestedRegion': stack.region };
const throughProfile = { 'bedrock:InferenceProfileArn': profile.profileArn };
expectDecision(batch.serviceRole, 'allowed', 'bedrock:InvokeModel', profile.profileArn, here);
expectDecision(batch.serviceRole, 'allowed', 'bedrock:InvokeModel', profile.sourceModelArn, { ...here, ...throughProfile });
expectDecision(batch.serviceRole, 'implicitDeny', 'bedrock:InvokeModel', profile.sourceModelArn, here);
expectDecision(submitter, 'allowed', 'bedrock:CreateModelInvocationJob', profile.profileArn, here);
expectDecision(submitter, 'implicitDeny', 'bedrock:InvokeModel', profile.profileArn, here);
const [bedrock, lambda] = ['bedrock', 'lambda'].map((name) => ({ 'iam:PassedToService': `${name}.amazonaws.com` }));
expectDecision(submitter, 'allowed', 'iam:PassRole', batch.serviceRole.roleArn, bedrock);
expectDecision(submitter, 'implicitDeny', 'iam:PassRole', batch.serviceRole.roleArn, lambda);
