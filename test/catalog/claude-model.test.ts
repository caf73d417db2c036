import { Lazy } from 'aws-cdk-lib';
import { ClaudeModel } from '../../src';
import { KNOWN_MODELS, findSimilarModel } from '../../src/core/facts/known-models';

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

test.each([
  ['anthropic.claude-sonnet-4-6-v1', 'anthropic.claude-sonnet-4-6'],
  ['anthropic.claude-opus-4-7-v1:0', 'anthropic.claude-opus-4-7'],
  ['anthropic.claude-haiku-4-5', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
  ['anthropic.claude-sonnet-9', undefined],
  ['anthropic.claude-sonnet-4-6', undefined],
])('the ID %s is likely a slip for %s', (modelId, expected) => {
  expect(findSimilarModel(modelId)?.modelId).toBe(expected);
});

test('the recent models are called from the 33 Regions of their model cards', () => {
  const [{ sourceRegions }] = KNOWN_MODELS;
  expect(new Set(sourceRegions).size).toBe(33);
  const read = ['us-east-1', 'af-south-1', 'ap-southeast-7', 'ap-southeast-6', 'mx-central-1'];
  expect(read.filter((region) => !sourceRegions.includes(region))).toEqual([]);
  expect(['ap-east-1', 'us-gov-west-1', 'cn-north-1'].filter((region) => sourceRegions.includes(region))).toEqual([]);
});
