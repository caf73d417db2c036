import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { Files } from '../support/assemblies';
import { smallAssembly } from '../support/small-assembly';

const MODEL = 'anthropic.claude-sonnet-5-5';
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

export const REGION_DENY = document({
  Sid: 'DenyOutsideRegions',
  Effect: 'Deny',
  NotAction: ['iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] } },
});
export const EVENT = {
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'Converse',
  awsRegion: 'af-south-1',
  errorCode: 'AccessDenied',
  errorMessage: 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: ' +
    `arn:aws:bedrock:::foundation-model/${MODEL} with an explicit deny in a service control policy`,
  userIdentity: {
    type: 'AssumedRole',
    accountId: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/me',
    sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/team/app' } },
  },
  requestParameters: { modelId: `global.${MODEL}` },
};

/** The template of a team whose role may call some models from Cape Town. */
function synthesize(models: ClaudeModel[]): Record<string, any> {
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Claude', { env: { account: '111122223333', region: 'af-south-1' } });
  const role = new iam.Role(stack, 'Assistant', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  new GlobalClaudeAccess(stack, 'Access', { models, role, streaming: false });
  return Template.fromStack(stack).toJSON();
}

/** The policy in a template, as IAM has it after the deployment. */
function findPolicy({ Resources: resources }: Record<string, any>): string {
  const policy = Object.values<any>(resources).find(({ Type: type }) => type === 'AWS::IAM::ManagedPolicy');
  return JSON.stringify(policy.Properties.PolicyDocument)
    .replace(/\{"Fn::Join":\["",\["([^"]*)",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"$1aws$2"');
}

const assembly = smallAssembly({ Claude: { template: synthesize([ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5]) } });

/** What pages say that their readers have. */
export const FILES: Files = {
  'policies/region-deny.json': REGION_DENY,
  'policies/api-keys.json': document({ Effect: 'Deny', Action: 'bedrock:CallWithBearerToken', Resource: '*' }),
  'scps/region-deny.json': REGION_DENY,
  'role.json': findPolicy(synthesize([ClaudeModel.SONNET_5_5])),
  'event.json': EVENT,
  'organization.json': readFileSync('examples/organization.json', 'utf8'),
  'accounts.txt': '111122223333\n',
  ...Object.fromEntries(Object.entries(assembly).map(([file, content]) => [`cdk.out/${file}`, content])),
};
