import { Annotations, App, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match, Template } from 'aws-cdk-lib/assertions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GuardTarget, InvocationAlarms, InvocationDashboard, RegionDenyPolicy, TokenQuotas,
} from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

const targets = [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')];
const assumedBy = new ServicePrincipal('lambda.amazonaws.com');

/** Every construct that takes models, with the room and the prop that its warnings name. */
const CONSTRUCTS: [string, string, (scope: Construct, models: ClaudeModel[]) => unknown][] = [
  ['access', 'models', (scope, models) => new GlobalClaudeAccess(scope, 'X', { models, assumedBy })],
  ['guard', 'exceptModels', (scope, exceptModels) => new GlobalCrisDenyGuard(scope, 'X', { targets, exceptModels })],
  ['guard', 'admitModels', (scope, admitModels) =>
    new RegionDenyPolicy(scope, 'X', { targets, allowedRegions: ['af-south-1'], admitModels })],
  ['quota', 'models', (scope, models) => TokenQuotas.applied(scope, 'X', { models, fallbackTokensPerMinute: 1000 })],
  ['monitoring', 'models', (scope, models) => new InvocationAlarms(scope, 'X', { models })],
  ['monitoring', 'models', (scope, models) => new InvocationDashboard(scope, 'X', { models })],
  ['monitoring', 'applicationProfiles', (scope, models) => new InvocationAlarms(scope, 'X', {
    applicationProfiles: models.map((model, index) => ({ name: `team-${index}`, profileId: `id${index}`, model })),
  })],
];

function appOn(day?: string): App {
  return new App({ postCliContext: { 'cdk-bedrock-cris:today': day } }); // which comes after that of test/setup.ts
}

function listWarnings(stack: Stack): string[] {
  return Found.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-bedrock-cris:(catalog|\\w+.unlistedModel)'))
    .map(({ entry }) => String(entry.data));
}

// The ids are a promise: users acknowledge the warning by them.
describe.each(CONSTRUCTS)('%s, %s: IDs that this library does not list (N7)', (room, prop, build) => {
  const warningsOf = (modelId: string) => {
    const stack = testStack(CAPE_TOWN, appOn('2026-11-28'));
    build(stack, [ClaudeModel.of(modelId)]);
    return listWarnings(stack);
  };

  test.each([
    ['anthropic.claude-sonnet-4-6-v1', 'anthropic.claude-sonnet-4-6'],
    ['anthropic.claude-sonnet-5.5', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-sonet-5-5', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-5-5-sonnet', 'anthropic.claude-sonnet-5-5'],
  ])('warns of %s, and names the nearest one', (modelId, expected) => {
    expect(warningsOf(modelId)).toEqual([expect.stringMatching(new RegExp(
      `'${prop}' has an ID .*Should it be "${expected}"\\?.*\\[ack: cdk-bedrock-cris:${room}.unlistedModel\\]`))]);
  });

  test('warns of a model that is newer than this library, and names no other', () => {
    expect(warningsOf('anthropic.claude-sonnet-9')).toEqual([expect.stringMatching(new RegExp(
      `'${prop}' has an ID that this library does not list, got: "anthropic.claude-sonnet-9". ` +
      'Its source Regions are unknown: .*' +
      `\\[ack: cdk-bedrock-cris:${room}.unlistedModel\\]`))]);
  });
});

test('does not ask for the source Regions of an unlisted model if they are given', () => {
  const stack = testStack(CAPE_TOWN, appOn('2026-11-28'));
  const model = ClaudeModel.of('anthropic.claude-sonnet-9', { sourceRegions: ['af-south-1'] });
  new GlobalClaudeAccess(stack, 'X', { models: [model], assumedBy });
  expect(listWarnings(stack)).toEqual([expect.stringContaining('got: "anthropic.claude-sonnet-9". Compare it with the model\'s card. ' +
    'If the ID is right, acknowledge this warning')]);
});

describe.each(CONSTRUCTS)('%s, %s: models near the end of their life (N7)', (_, prop, build) => {
  const model = ClaudeModel.of('anthropic.claude-opus-5', { endOfLife: '2027-06-30' });
  const stackOn = (day: string) => {
    const stack = new Stack(appOn(day), 'Stack', { env: CAPE_TOWN });
    build(stack, [model, ClaudeModel.SONNET_5_5]);
    return stack;
  };

  test.each([
    ['2026-12-29', []],
    ['2026-12-30', [`'${prop}' has a model that ends: .*nears its end of life: .*ends on 2027-06-30.*` +
      '\\[ack: cdk-bedrock-cris:catalog.modelEndsSoon:anthropic.claude-opus-5\\]']],
    ['2027-06-30', [`'${prop}' has a model that has reached its end of life: .*ended on 2027-06-30: its calls have failed since then.*` +
      '\\[ack: cdk-bedrock-cris:catalog.modelEnded:anthropic.claude-opus-5\\]']],
  ])('on %s', (day, expected) => {
    expect(listWarnings(stackOn(day))).toEqual(expected.map((one) => expect.stringMatching(one)));
  });

  test('the template does not depend on the day', () => {
    const [before, near, after] = ['2026-01-01', '2027-01-01', '2040-01-01'].map((day) => Template.fromStack(stackOn(day)).toJSON());
    expect(near).toEqual(before);
    expect(after).toEqual(before);
  });
});

describe('the day by which models are warned of (N7)', () => {
  const warningsOf = (app: App, model = ClaudeModel.of('anthropic.claude-opus-5', { endOfLife: '2027-06-30' })) => {
    const stack = new Stack(app, 'Stack', { env: CAPE_TOWN });
    new GlobalClaudeAccess(stack, 'Access', { models: [model] });
    return listWarnings(stack);
  };

  test('is today, unless the context says another', () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2027-06-29T23:59:59Z'));
    expect(warningsOf(appOn())).toEqual([expect.stringContaining('modelEndsSoon')]);
    clock.mockReturnValue(Date.parse('2027-06-30T00:00:00Z'));
    expect(warningsOf(appOn())).toEqual([expect.stringContaining('modelEnded')]);
    expect(warningsOf(appOn('2026-11-28'))).toEqual([]);
    clock.mockRestore();
  });

  test.each(['tomorrow', '2026-02-30', 20261128])('fails for %p', (day) => {
    expect(() => warningsOf(appOn(day as string)))
      .toThrow('Stack/Access: \'cdk-bedrock-cris:today\' must be a day of the calendar, written such as "2027-01-08", got: ');
  });

  test('a model whose ID or dates are not known is not judged', () => {
    expect(warningsOf(appOn('2099-01-01'), ClaudeModel.of(Lazy.string({ produce: () => 'anthropic.claude-x' })))).toEqual([]);
  });

  test('an end that is acknowledged says no more, and that of another model still does', () => {
    const stack = new Stack(appOn('2027-01-01'), 'Stack', { env: CAPE_TOWN });
    const models = ['opus-5', 'sonnet-5'].map((name) => ClaudeModel.of(`anthropic.claude-${name}`, { endOfLife: '2027-06-30' }));
    new GlobalClaudeAccess(stack, 'Access', { models });
    Annotations.of(stack).acknowledgeWarning('cdk-bedrock-cris:catalog.modelEndsSoon:anthropic.claude-opus-5');
    expect(listWarnings(stack)).toEqual([expect.stringContaining('modelEndsSoon:anthropic.claude-sonnet-5]')]);
  });
});

describe('Regions that are assumed (N7)', () => {
  const UNCONFIRMED = 'cdk-bedrock-cris:catalog.unconfirmedRegion';
  const { HAIKU_5_5, SONNET_5_5, OPUS_5 } = ClaudeModel;
  const BAHRAIN = { account: ACCOUNT, region: 'me-south-1' };

  test('are said once in an app, of all models together', () => {
    const app = appOn('2026-11-28');
    const [stack, other] = ['Stack', 'Other'].map((id) => new Stack(app, id, { env: BAHRAIN }));
    new GlobalClaudeAccess(stack, 'First', { models: [SONNET_5_5, OPUS_5, HAIKU_5_5], assumedBy });
    new GlobalClaudeAccess(stack, 'Second', { models: [SONNET_5_5], assumedBy });
    new GlobalClaudeAccess(other, 'Third', { models: [HAIKU_5_5, ClaudeModel.SONNET_5], assumedBy });
    expect(listWarnings(stack)).toEqual([expect.stringMatching(
      `^Stack/First: AWS does not confirm ${SONNET_5_5.modelId}, ${HAIKU_5_5.modelId} in me-south-1: .*\\[ack: ${UNCONFIRMED}\\]`)]);
    expect(listWarnings(other)).toEqual([expect.stringMatching(/^Other\/Third: .* confirm anthropic\.claude-sonnet-5 in me-south-1: /)]);
  });

  test('are said where calls begin, also by a Region deny', () => {
    const stack = new Stack(appOn('2026-11-28'), 'Stack', { env: { account: ACCOUNT, region: 'us-east-1' } });
    new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], sourceRegion: 'il-central-1', assumedBy });
    new RegionDenyPolicy(stack, 'Deny', {
      allowedRegions: ['af-south-1', 'me-central-1'],
      admitModels: [SONNET_5_5],
      admitFrom: ['af-south-1', 'me-central-1'],
    });
    expect(listWarnings(stack)).toEqual([
      expect.stringMatching(/^Stack\/Access: .* confirm \S+ in il-central-1: /),
      expect.stringMatching(/^Stack\/Deny: .* confirm \S+ in me-central-1: /),
    ]);
  });

  test.each([
    ['Cape Town, for models that are confirmed there', CAPE_TOWN, [SONNET_5_5, ClaudeModel.FABLE_5, ClaudeModel.HAIKU_4_5]],
    ['a Region that only the deployment knows', undefined, [HAIKU_5_5]],
    ['a Region that the user names', BAHRAIN, [ClaudeModel.of(HAIKU_5_5.modelId, { sourceRegions: ['me-south-1'] })]],
  ])('are nothing of %s', (_, env, models) => {
    const stack = new Stack(appOn('2026-11-28'), 'Stack', { env });
    new GlobalClaudeAccess(stack, 'Access', { models, assumedBy });
    expect(listWarnings(stack)).toEqual([]);
  });
});
