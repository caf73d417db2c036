/**
 * Deploys a role with access to one model, to any Region, and asks IAM's own simulator about it: the three legs of a call
 * are allowed, a direct call of the model is not. No model is invoked.
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { expectDecision } from './expect-decision';
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

const expect = (decision: 'allowed' | 'implicitDeny', resource: string, keys: Record<string, string>) =>
  expectDecision(integ, access.role!, decision, resource, keys);

const here = { 'aws:RequestedRegion': 'af-south-1' };
const throughProfile = { 'bedrock:InferenceProfileArn': profile.profileArn };
expect('allowed', profile.profileArn, here);
expect('allowed', profile.sourceModelArn, { ...here, ...throughProfile });
expect('allowed', profile.globalModelArn, { 'aws:RequestedRegion': 'unspecified', ...throughProfile });
expect('implicitDeny', profile.sourceModelArn, here);
