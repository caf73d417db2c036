import { Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApplicationProfile, ClaudeModel, GlobalCrisDenyGuard, GuardTarget } from '../../src';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { deploy, Deployment } from '../support/deploy';
import { testStack } from '../support/stack';

const SONNET = ClaudeModel.SONNET_5_5;
const STACKS: [string, Environment | undefined, string | undefined, Deployment][] = [
  ['in af-south-1', CAPE_TOWN, undefined, CAPE_TOWN],
  ['without an environment', undefined, undefined, CAPE_TOWN],
  ['in us-east-1, for af-south-1', { account: ACCOUNT, region: 'us-east-1' }, 'af-south-1', { account: ACCOUNT, region: 'us-east-1' }],
];

const TAG = 'cdk-bedrock-cris:stack';
const bedrock = (resource: string, region = 'af-south-1', account = ACCOUNT) => `arn:aws:bedrock:${region}:${account}:${resource}`;
const PROFILE = bedrock('application-inference-profile/a1b2c3');

const FULL_ACCESS = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function writerOf(stack: Stack, deployment: Deployment): { readonly document: any; readonly stackId: string } {
  const role = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).find(({ Properties }) => Properties.Policies)!;
  return deploy({ document: role.Properties.Policies[0].PolicyDocument, stackId: { Ref: 'AWS::StackId' } }, deployment) as any;
}

describe.each(STACKS)('the function of a stack %s', (_, env, sourceRegion, deployment) => {
  const stack = testStack(env);
  new ApplicationProfile(stack, 'Billing', { model: SONNET, sourceRegion });
  const { document, stackId } = writerOf(stack, deployment);
  const [own, foreign] = [stackId, stackId.replace('Own', 'Other')];
  const ask = (action: string, resource: string, tags: Record<string, string> = {}, scp?: object) => decideByBoth({
    principal: `arn:aws:iam::${ACCOUNT}:role/writer`,
    action: `bedrock:${action}`,
    resource,
    context: {
      'aws:RequestedRegion': scp ? 'unspecified' : 'af-south-1',
      ...Object.fromEntries(Object.entries(tags).map(([kind, value]) => [`aws:${kind}Tag/${TAG}`, value])),
    },
    identity: [{ name: 'writer', document }],
    scpLevels: scp && [[{ name: 'guard', document: scp }, { name: 'full', document: FULL_ACCESS }]],
  });

  test.each<[string, string, string, Record<string, string>]>([
    ['copies the model\'s profile', 'CreateInferenceProfile', bedrock('inference-profile/global.anthropic.claude-sonnet-5-5'), {}],
    ['copies it, by the model', 'CreateInferenceProfile', bedrock('foundation-model/anthropic.claude-sonnet-5-5', 'af-south-1', ''), {}],
    ['copies it, by the model anywhere', 'CreateInferenceProfile', bedrock('foundation-model/anthropic.claude-sonnet-5-5', '', ''), {}],
    ['makes one that is tagged as its own', 'CreateInferenceProfile', PROFILE, { Request: own }],
    // IAM does not tell the two apart: so it could take one over that no stack has tagged so.
    ['tags a new one, or one that no stack has tagged', 'TagResource', PROFILE, { Request: own }],
    ['tags its own again', 'TagResource', PROFILE, { Request: own, Resource: own }],
    ['takes tags of its own away', 'UntagResource', PROFILE, { Resource: own }],
    ['deletes its own', 'DeleteInferenceProfile', PROFILE, { Resource: own }],
    ['deletes its own in the Region where it was', 'DeleteInferenceProfile', PROFILE.replace('af-south-1', 'eu-west-1'), { Resource: own }],
    ['reads any', 'GetInferenceProfile', PROFILE, { Resource: foreign }],
    ['reads the tags of any', 'ListTagsForResource', PROFILE, {}],
    ['lists all', 'ListInferenceProfiles', '*', {}],
  ])('%s', async (__, action, resource, tags) => expect(await ask(action, resource, tags)).toBe('ALLOWED'));

  test.each<[string, string, string, Record<string, string>]>([
    ['copies another model', 'CreateInferenceProfile', bedrock('inference-profile/global.anthropic.claude-opus-5-5'), {}],
    ['copies from another Region', 'CreateInferenceProfile',
      bedrock('inference-profile/global.anthropic.claude-sonnet-5-5', 'eu-west-1'), {}],
    ['makes one without a tag', 'CreateInferenceProfile', PROFILE, {}],
    ['makes one in the name of another stack', 'CreateInferenceProfile', PROFILE, { Request: foreign }],
    ['takes that of another stack', 'TagResource', PROFILE, { Request: own, Resource: foreign }],
    ['gives its own away', 'TagResource', PROFILE, { Request: foreign, Resource: own }],
    ['tags without saying whose', 'TagResource', PROFILE, { Resource: own }],
    ['takes tags away from that of another stack', 'UntagResource', PROFILE, { Resource: foreign }],
    ['deletes that of another stack', 'DeleteInferenceProfile', PROFILE, { Resource: foreign }],
    ['deletes that of nobody', 'DeleteInferenceProfile', PROFILE, {}],
    ['deletes in another account', 'DeleteInferenceProfile', PROFILE.replace(ACCOUNT, '444455556666'), { Resource: own }],
    ['calls the model', 'InvokeModel', PROFILE, { Resource: own }],
  ])('never %s', async (__, action, resource, tags) => expect(await ask(action, resource, tags)).toBe('IMPLICITLY_DENIED'));

  test.each([[undefined, 'EXPLICITLY_DENIED'], [[SONNET], 'ALLOWED']])(
    'where a guard excepts %s, it copies the model anywhere: %s', async (exceptModels, expected) => {
      const guard = new GlobalCrisDenyGuard(testStack(), 'Guard', { targets: [GuardTarget.account(ACCOUNT)], exceptModels });
      const resource = bedrock('foundation-model/anthropic.claude-sonnet-5-5', '', '');
      expect(await ask('CreateInferenceProfile', resource, {}, guard.document.toJSON())).toBe(expected);
    });
});
