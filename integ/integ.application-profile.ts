/**
 * Deploys a role that reaches one model through an application inference profile, to any Region that has the model. It reads the profile
 * back from Amazon Bedrock with its tags, and asks IAM's own simulator about the role: the legs of a call through that profile are
 * allowed, the model's own profile is not. No model is invoked. Afterwards the profile is gone.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { expectDecision } from './expect-decision';
import { ApplicationProfile, ClaudeModel, GlobalClaudeAccess, GlobalInferenceProfile } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'ApplicationProfileInteg');
const profile = new ApplicationProfile(stack, 'Billing', { model: ClaudeModel.SONNET_5_5 });
Tags.of(profile).add('team', 'billing');
const access = new GlobalClaudeAccess(stack, 'Access', { applicationProfiles: [profile], assumedBy: new iam.AccountRootPrincipal() });
const systemProfile = GlobalInferenceProfile.fromModel(stack, ClaudeModel.SONNET_5_5);

const integ = new IntegTest(app, 'ApplicationProfile', { testCases: [stack], diffAssets: false });
integ.assertions.awsApiCall('Bedrock', 'getInferenceProfile', { inferenceProfileIdentifier: profile.profileArn })
  .expect(ExpectedResult.objectLike({ inferenceProfileArn: profile.profileArn, status: 'ACTIVE', type: 'APPLICATION' }));
integ.assertions.awsApiCall('Bedrock', 'listTagsForResource', { resourceARN: profile.profileArn })
  .assertAtPath('tags', ExpectedResult.arrayWith([{ key: 'team', value: 'billing' }]));

const expect = (decision: 'allowed' | 'implicitDeny', resource: string, keys: Record<string, string>) =>
  expectDecision(integ, access.role!, decision, resource, keys);

const here = { 'aws:RequestedRegion': stack.region };
const throughProfile = { 'bedrock:InferenceProfileArn': profile.profileArn };
expect('allowed', profile.profileArn, here);
expect('allowed', systemProfile.sourceModelArn, { ...here, ...throughProfile });
expect('allowed', systemProfile.globalModelArn, { 'aws:RequestedRegion': 'unspecified', ...throughProfile });
expect('implicitDeny', systemProfile.profileArn, here);
expect('implicitDeny', systemProfile.sourceModelArn, { ...here, 'bedrock:InferenceProfileArn': systemProfile.profileArn });
