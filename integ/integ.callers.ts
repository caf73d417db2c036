/**
 * Deploys a role for each caller from elsewhere, to any Region, so that IAM judges the form of each trust policy, and a managed policy of a
 * fixed name, as permission sets take it. It reads the policy back by its name, and asks IAM's own simulator about one role. Nobody assumes
 * a role, and no model is invoked.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { expectDecision } from './expect-decision';
import { ClaudeCaller, ClaudeModel, GlobalClaudeAccess } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-29' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'CallersInteg');
const arn = (service: string, region: string, resource: string, resourceName: string) =>
  stack.formatArn({ service, region, resource, resourceName });
const repository = { owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789' };
const pods = { namespace: 'chat', serviceAccount: 'assistant' };

const callers: Record<string, iam.IPrincipal> = {
  Environment: ClaudeCaller.gitHub({ ...repository, environment: 'production' }),
  Branch: ClaudeCaller.gitHub({ ...repository, branch: 'main' }),
  Tag: ClaudeCaller.gitHub({ ...repository, tag: 'v1' }),
  PullRequests: ClaudeCaller.gitHub({ ...repository, pullRequests: true }),
  Pods: ClaudeCaller.podIdentity({ ...pods, clusterArn: arn('eks', stack.region, 'cluster', 'chat') }),
  Saml: ClaudeCaller.saml({ providerArn: arn('iam', '', 'saml-provider', 'corporate') }),
  OtherAccount: ClaudeCaller.otherAccount({ roleArns: [arn('iam', '', 'role', 'platform/Assistant')], externalId: 'claude-7f3a' }),
  Certificate: ClaudeCaller.rolesAnywhere({
    trustAnchorArn: arn('rolesanywhere', stack.region, 'trust-anchor', '1234abcd-12ab-34cd-56ef-1234567890ab'),
    commonName: 'build.example.com',
  }),
};
const accesses = Object.entries(callers).map(([id, assumedBy]) =>
  new GlobalClaudeAccess(stack, id, { models: [ClaudeModel.SONNET_5_5], sourceRegion: 'af-south-1', assumedBy }));
const people = new GlobalClaudeAccess(stack, 'People', {
  models: [ClaudeModel.SONNET_5_5],
  sourceRegion: 'af-south-1',
  managedPolicyName: 'cdk-bedrock-cris-integ-people',
  managedPolicyPath: '/integ/',
});

const integ = new IntegTest(app, 'Callers', { testCases: [stack], diffAssets: false });
const [{ name, path }] = people.customerManagedPolicies;
integ.assertions.awsApiCall('IAM', 'getPolicy', { PolicyArn: arn('iam', '', 'policy', `${path.slice(1)}${name}`) })
  .expect(ExpectedResult.objectLike({ Policy: { PolicyName: name, Path: path } }));

const [{ role, profiles: [profile] }] = accesses;
expectDecision(integ, role!, 'allowed', profile.profileArn, { 'aws:RequestedRegion': 'af-south-1' });
expectDecision(integ, role!, 'implicitDeny', profile.sourceModelArn, { 'aws:RequestedRegion': 'af-south-1' });
