import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import {
  isClaudeModelId, isModelId, writeModelKey, labelModel, parseProfileId, stripVersion, titleModel,
} from '../../../src/core/facts/model-ids';

const IDS = KNOWN_MODELS.map(({ modelId }) => modelId);

test.each<[id: string, prefix: string | undefined, modelId: string]>([
  ['global.anthropic.claude-opus-5-5', 'global', 'anthropic.claude-opus-5-5'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-gov', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['apac.amazon.nova-lite-v1:0', 'apac', 'amazon.nova-lite-v1:0'],
  ['eu.meta.llama3-2-1b-instruct-v1:0', 'eu', 'meta.llama3-2-1b-instruct-v1:0'],
  ['eu.mistral.pixtral-large-2502-v1:0', 'eu', 'mistral.pixtral-large-2502-v1:0'],
  ['jp.anthropic.claude-haiku-4-5-20251001-v1:0', 'jp', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
  // A provider that is not listed, behind a geography that is.
  ['us.zai.glm-4.7', 'us', 'zai.glm-4.7'],
  ['global.zai.glm-4.7', 'global', 'zai.glm-4.7'],
  ['us-gov.zai.glm-4.7', 'us-gov', 'zai.glm-4.7'],
  ['apac.zai.glm-4.7', 'apac', 'zai.glm-4.7'],
  // A geography of tomorrow, before a provider that is listed.
  ['latam.anthropic.claude-opus-5', 'latam', 'anthropic.claude-opus-5'],
  ['africa.amazon.nova-2-lite-v1:0', 'africa', 'amazon.nova-2-lite-v1:0'],
  ['middle-east.openai.gpt-oss-120b-1:0', 'middle-east', 'openai.gpt-oss-120b-1:0'],
  ['GLOBAL.anthropic.claude-opus-5-5', 'GLOBAL', 'anthropic.claude-opus-5-5'],
  ['Eu.Anthropic.Claude-Opus-5', 'Eu', 'Anthropic.Claude-Opus-5'],
  // No profile: the dots are those of the model's own ID.
  ['anthropic.claude-opus-5-5', undefined, 'anthropic.claude-opus-5-5'],
  ['anthropic.claude-v2:1', undefined, 'anthropic.claude-v2:1'],
  ['zai.glm-4.7', undefined, 'zai.glm-4.7'],
  ['deepseek.v3.2', undefined, 'deepseek.v3.2'],
  ['us.model', undefined, 'us.model'],
  ['latam.unknown.model', undefined, 'latam.unknown.model'],
  ['', undefined, ''],
])('%j has the prefix %j and the model ID %j', (id, prefix, modelId) => {
  expect(parseProfileId(id)).toEqual({ prefix, modelId });
});

test.each(IDS.flatMap((modelId) => ['global', 'us', 'us-gov', 'apac', 'eu', 'latam'].map((prefix) => [prefix, modelId])))(
  'the profile %s. of %s is parsed', (prefix, modelId) => {
    expect(parseProfileId(`${prefix}.${modelId}`)).toEqual({ prefix, modelId });
    expect(parseProfileId(modelId)).toEqual({ prefix: undefined, modelId });
  });

// Names of attributes, titles of widgets and names of quotas are made of these: a change would break what is deployed.
test('the listed models have labels, titles, keys and IDs without a version', () => {
  expect(IDS.map((id) => [labelModel(id), titleModel(id), writeModelKey(id), stripVersion(id)])).toEqual([
    ['haiku-5-5', 'Claude Haiku 5.5', 'Haiku55', 'anthropic.claude-haiku-5-5'],
    ['sonnet-5-5', 'Claude Sonnet 5.5', 'Sonnet55', 'anthropic.claude-sonnet-5-5'],
    ['opus-5-5', 'Claude Opus 5.5', 'Opus55', 'anthropic.claude-opus-5-5'],
    ['fable-5-1', 'Claude Fable 5.1', 'Fable51', 'anthropic.claude-fable-5-1'],
    ['opus-5', 'Claude Opus 5', 'Opus5', 'anthropic.claude-opus-5'],
    ['sonnet-5', 'Claude Sonnet 5', 'Sonnet5', 'anthropic.claude-sonnet-5'],
    ['fable-5', 'Claude Fable 5', 'Fable5', 'anthropic.claude-fable-5'],
    ['opus-4-8', 'Claude Opus 4.8', 'Opus48', 'anthropic.claude-opus-4-8'],
    ['opus-4-7', 'Claude Opus 4.7', 'Opus47', 'anthropic.claude-opus-4-7'],
    ['sonnet-4-6', 'Claude Sonnet 4.6', 'Sonnet46', 'anthropic.claude-sonnet-4-6'],
    ['opus-4-6-v1', 'Claude Opus 4.6', 'Opus46V1', 'anthropic.claude-opus-4-6'],
    ['opus-4-5-20251101-v1:0', 'Claude Opus 4.5', 'Opus4520251101V10', 'anthropic.claude-opus-4-5'],
    ['haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5', 'Haiku4520251001V10', 'anthropic.claude-haiku-4-5'],
    ['sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5', 'Sonnet4520250929V10', 'anthropic.claude-sonnet-4-5'],
    ['sonnet-4-20250514-v1:0', 'Claude Sonnet 4', 'Sonnet420250514V10', 'anthropic.claude-sonnet-4'],
  ]);
});

const NAMES: [(modelId: string) => string][] = [[labelModel], [titleModel], [writeModelKey], [stripVersion]];

test.each(NAMES)('%p tells all models apart', (name) => {
  expect(new Set(IDS.map(name)).size).toBe(IDS.length);
});

test('a key has letters and digits only, as the name of an attribute must', () => {
  [...IDS, 'anthropic.claude-v2:1', 'zai.glm-4.7'].forEach((id) => expect(writeModelKey(id)).toMatch(/^[A-Z][A-Za-z0-9]*$/));
});

test('models of another shape have names as well', () => {
  expect(['anthropic.claude-v2:1', 'zai.glm-4.7'].map((id) => [labelModel(id), writeModelKey(id), stripVersion(id)])).toEqual([
    ['v2:1', 'V21', 'anthropic.claude'],
    ['zai.glm-4.7', 'ZaiGlm47', 'zai.glm-4.7'],
  ]);
});

test('the form of an ID is that of a model, and of a Claude model', () => {
  IDS.forEach((id) => expect([isModelId(id), isClaudeModelId(id)]).toEqual([true, true]));
  ['zai.glm-4.7', 'amazon.nova-2-lite-v1:0'].forEach((id) => expect([isModelId(id), isClaudeModelId(id)]).toEqual([true, false]));
  ['', 'claude', 'Anthropic.claude-opus-5', 'anthropic.claude-', 'anthropic.claude-opus-5 ', 'anthropic.claude-*'].forEach((id) =>
    expect([id, isModelId(id), isClaudeModelId(id)]).toEqual([id, false, false]));
});
