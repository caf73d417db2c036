import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GuardTarget, InvocationAlarms, InvocationDashboard, RegionDenyPolicy, TokenQuotas,
} from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

const targets = [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')];

// The ids are a promise: users acknowledge the warning by them.
describe.each<[string, string, (scope: Construct, models: ClaudeModel[]) => unknown]>([
  ['access', 'models', (scope, models) =>
    new GlobalClaudeAccess(scope, 'X', { models, assumedBy: new ServicePrincipal('lambda.amazonaws.com') })],
  ['guard', 'exceptModels', (scope, exceptModels) => new GlobalCrisDenyGuard(scope, 'X', { targets, exceptModels })],
  ['guard', 'admitModels', (scope, admitModels) =>
    new RegionDenyPolicy(scope, 'X', { targets, allowedRegions: ['af-south-1'], admitModels })],
  ['quota', 'models', (scope, models) => TokenQuotas.applied(scope, 'X', { models, fallbackTokensPerMinute: 1000 })],
  ['monitoring', 'models', (scope, models) => new InvocationAlarms(scope, 'X', { models })],
  ['monitoring', 'models', (scope, models) => new InvocationDashboard(scope, 'X', { models })],
])('%s, %s', (room, prop, build) => {
  const listWarnings = (modelId: string) => {
    const stack = testStack(CAPE_TOWN);
    build(stack, [ClaudeModel.of(modelId)]);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('library does not list')).map(({ entry }) => entry.data);
  };

  test('warns of an ID that looks like a slip', () => {
    expect(listWarnings('anthropic.claude-sonnet-4-6-v1')).toEqual([expect.stringMatching(new RegExp(
      `'${prop}' has an ID .*Should it be "anthropic.claude-sonnet-4-6"\\?.*\\[ack: cdk-bedrock-cris:${room}.unlistedModel\\]`))]);
  });

  test('is silent on a new model', () => {
    expect(listWarnings('anthropic.claude-sonnet-9')).toEqual([]);
  });
});
