import { Lazy } from 'aws-cdk-lib';
import { ClaudeModel } from '../../src';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';

const CONSTANTS = Object.values(ClaudeModel).filter((value): value is ClaudeModel => value instanceof ClaudeModel);

test('the constants are the listed models that can be called from Cape Town, the newest first', () => {
  expect(CONSTANTS.map(({ modelId }) => modelId))
    .toEqual(KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes('af-south-1')).map(({ modelId }) => modelId));
});

test.each(
  CONSTANTS.map((model) => [model.modelId, model] as const),
)('%s has a global profile that begins with global.', (modelId, model) => {
  expect(model.globalProfileId).toBe(`global.${modelId}`);
  expect(model.isAvailableFrom('af-south-1')).toBe(true);
  expect([5, 10, 15]).toContain(model.outputTokenBurndownRate);
  expect(ClaudeModel.of(modelId)).toEqual(model);
});

test.each([
  ['anthropic.claude-opus-4-6-v1', ClaudeModel.OPUS_4_6],
  ['anthropic.claude-sonnet-4-6', ClaudeModel.SONNET_4_6],
  ['anthropic.claude-haiku-4-5-20251001-v1:0', ClaudeModel.HAIKU_4_5],
])('IDs come in three shapes: %s', (modelId, model) => {
  expect(model.modelId).toBe(modelId);
});

test('a model that is not listed works, and is available wherever nothing is known against it', () => {
  const model = ClaudeModel.of('anthropic.claude-sonnet-9');
  expect(model.globalProfileId).toBe('global.anthropic.claude-sonnet-9');
  expect(model.marketplaceProductId).toBeUndefined();
  expect(model.isAvailableFrom('af-south-1')).toBe(true);
});

test('a listed model is known by its ID alone', () => {
  const sonnet4 = ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0');
  expect(sonnet4.isAvailableFrom('af-south-1')).toBe(false);
  expect(sonnet4.isAvailableFrom('eu-west-1')).toBe(true);
  expect(sonnet4.marketplaceProductId).toBe('prod-4pmewlybdftbs');
});

test('options win over what is listed', () => {
  const model = ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0', {
    sourceRegions: ['af-south-1'], outputTokenBurndownRate: 10, marketplaceProductId: 'prod-x',
  });
  expect(model.isAvailableFrom('af-south-1')).toBe(true);
  expect(model.isAvailableFrom('eu-west-1')).toBe(false);
  expect(model.outputTokenBurndownRate).toBe(10);
  expect(model.marketplaceProductId).toBe('prod-x');
});

test('tokens are not judged', () => {
  const token = Lazy.string({ produce: () => 'anything at all' });
  expect(ClaudeModel.of(token).modelId).toBe(token);
  expect(ClaudeModel.SONNET_5_5.isAvailableFrom(token)).toBe(true);
  expect(ClaudeModel.of('anthropic.claude-opus-5', { sourceRegions: [token] }).isAvailableFrom('af-south-1')).toBe(true);
  const sourceRegions = Lazy.list({ produce: () => ['eu-west-1'] });
  expect(ClaudeModel.of('anthropic.claude-opus-5', { sourceRegions }).isAvailableFrom('af-south-1')).toBe(true);
});

test.each([
  ['', 'must be a model ID such as'],
  ['anthropic.claude-opus-5 ', 'must not contain spaces'],
  [' anthropic.claude-opus-5', 'must not contain spaces'],
  ['global.anthropic.claude-opus-5',
    'must be the model\'s own ID, not that of its \'global\' inference profile; use "anthropic.claude-opus-5"'],
  ['us.anthropic.claude-opus-5', 'must be the model\'s own ID, not that of its \'us\' inference profile; use "anthropic.claude-opus-5"'],
  ['us-gov.anthropic.claude-opus-5', 'must be the model\'s own ID, not that of its \'us-gov\' inference profile'],
  ['arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5', 'must be an ID, not an ARN'],
  ['anthropic.claude-*', 'must name one model'],
  ['anthropic.claude-opus-5[1m]', 'must not carry a client\'s suffix'],
  ['Anthropic.Claude-Opus-5', 'must be in lower case; use "anthropic.claude-opus-5"'],
  ['claude-opus-5', 'must be the ID on Amazon Bedrock'],
  ['amazon.nova-pro-v1:0', 'must be a Claude model'],
  ['anthropic.claude-', 'must consist of'],
  ['anthropic.claude-opus-5"', 'must consist of'],
  [`anthropic.claude-${'x'.repeat(200)}`, 'must have at most 140 characters'],
])('fails for the model ID %j', (modelId, message) => {
  expect(() => ClaudeModel.of(modelId)).toThrow(`'modelId' ${message}`);
  expect(() => ClaudeModel.of(modelId)).toThrow(`got: ${JSON.stringify(modelId)}`);
});

test.each<[string, any[], string]>([
  ['no ID', [undefined], '\'modelId\' must be a model ID such as "anthropic.claude-opus-5", got: undefined. Take it from'],
  ['null', [null], '\'modelId\' must be a model ID such as "anthropic.claude-opus-5", got: null'],
  ['options that are null', ['anthropic.claude-opus-5', null],
    '\'options\' must say what is known of the model, or be left out, got: null. For example { '],
  ['a Region without brackets', ['anthropic.claude-opus-5', { sourceRegions: 'af-south-1' }],
    '\'sourceRegions\' must be a list, got: "af-south-1"'],
  ['a product ID that is null', ['anthropic.claude-opus-5', { marketplaceProductId: null }], '\'marketplaceProductId\' must be given or'],
])('fails for %s', (_, [modelId, options], message) => {
  expect(() => ClaudeModel.of(modelId, options)).toThrow(message);
});

test.each([0, -1, NaN])('fails for the burndown rate %d', (outputTokenBurndownRate) => {
  expect(() => ClaudeModel.of('anthropic.claude-opus-5', { outputTokenBurndownRate }))
    .toThrow(`'outputTokenBurndownRate' must be a number above 0, got: ${outputTokenBurndownRate}`);
});

test('the recent models are called from the 33 Regions of their model cards', () => {
  const [{ sourceRegions }] = KNOWN_MODELS;
  expect(new Set(sourceRegions).size).toBe(33);
  const read = ['us-east-1', 'af-south-1', 'ap-southeast-7', 'ap-southeast-6', 'mx-central-1'];
  expect(read.filter((region) => !sourceRegions.includes(region))).toEqual([]);
  expect(['ap-east-1', 'us-gov-west-1', 'cn-north-1'].filter((region) => sourceRegions.includes(region))).toEqual([]);
});

describe('a Region is confirmed by a model\'s own card or by AWS\'s usage analyzer, or is assumed (N7, N8)', () => {
  const HAIKU_5_5 = 'anthropic.claude-haiku-5-5';
  const CARDS = ['anthropic.claude-opus-5', 'anthropic.claude-opus-4-8'];
  const ANALYZED = KNOWN_MODELS.map(({ modelId }) => modelId).filter((id) => !/haiku-5-5|sonnet-4-2/.test(id));

  test('Cape Town is confirmed for the 13 models whose quotas have a code there', () => {
    expect(ANALYZED).toHaveLength(13);
    expect(ANALYZED.filter((id) => ClaudeModel.of(id).isConfirmedFrom('af-south-1'))).toEqual(ANALYZED);
    expect(ClaudeModel.of(HAIKU_5_5).isConfirmedFrom('af-south-1')).toBe(false);
  });

  test.each(['eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1'])('%s stands on two cards only', (region) => {
    expect(ANALYZED.filter((id) => ClaudeModel.of(id).isConfirmedFrom(region))).toEqual(CARDS);
    expect(ANALYZED.filter((id) => ClaudeModel.of(id).isAvailableFrom(region))).toEqual(ANALYZED);
  });

  test('what is confirmed is available', () => {
    for (const { sourceRegions, confirmedRegions } of KNOWN_MODELS) {
      expect(confirmedRegions.filter((region) => !sourceRegions.includes(region))).toEqual([]);
    }
  });

  test('what the user says is confirmed', () => {
    const model = ClaudeModel.of(HAIKU_5_5, { sourceRegions: ['me-south-1'] });
    expect(['me-south-1', 'af-south-1'].map((region) => model.isConfirmedFrom(region))).toEqual([true, false]);
  });
});

describe('a model knows the days of its life (N7)', () => {
  test('those that AWS states', () => {
    expect(ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0')).toMatchObject({ legacySince: '2026-04-14', endOfLife: '2026-10-14' });
    expect(ClaudeModel.HAIKU_5_5).toMatchObject({ legacySince: undefined, endOfLife: undefined, endOfLifeNotBefore: '2027-10-07' });
  });

  test('those that the user gives', () => {
    const days = { legacySince: '2026-12-01', endOfLife: '2027-06-01', endOfLifeNotBefore: '2027-05-01' };
    expect(ClaudeModel.of('anthropic.claude-haiku-5-5', days)).toMatchObject(days);
  });

  test.each<[string, any, string]>([
    ['another form', { endOfLife: '8 Jan 2027' },
      '\'endOfLife\' must be a day of the calendar, written such as "2027-01-08", got: "8 Jan 2027"'],
    ['a time of day', { endOfLife: '2027-01-08T00:00:00Z' }, '\'endOfLife\' must be a day'],
    ['a day that is not in the calendar', { legacySince: '2027-02-30' }, '\'legacySince\' must be a day'],
    ['a token', { endOfLife: Lazy.string({ produce: () => '2027-01-08' }) }, '\'endOfLife\' must be a day'],
    ['an end before Legacy', { legacySince: '2027-02-01', endOfLife: '2027-01-08' }, '\'legacySince\' must be before \'endOfLife\''],
  ])('fails for %s', (_, options, message) => {
    expect(() => ClaudeModel.of('anthropic.claude-opus-5', options)).toThrow(message);
  });

  test('fails for a day that contradicts one that is known', () => {
    expect(() => ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0', { legacySince: '2026-11-01' }))
      .toThrow('\'legacySince\' must be before \'endOfLife\', got: "2026-11-01". Give both dates as AWS states them now');
  });
});
