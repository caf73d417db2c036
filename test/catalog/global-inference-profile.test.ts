import { App, Aws, Stack } from 'aws-cdk-lib';
import { ClaudeModel, GlobalInferenceProfile } from '../../src';

const app = new App();
const model = ClaudeModel.SONNET_5_5;
const capeTown = new Stack(app, 'CapeTown', { env: { account: '111122223333', region: 'af-south-1' } });

test('the three ARNs of a call follow from the model and the stack', () => {
  const profile = GlobalInferenceProfile.fromModel(capeTown, model);
  expect(profile).toMatchObject({
    model,
    sourceRegion: 'af-south-1',
    profileId: 'global.anthropic.claude-sonnet-5-5',
    profileArn: 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5',
    sourceModelArn: 'arn:aws:bedrock:af-south-1::foundation-model/anthropic.claude-sonnet-5-5',
    globalModelArn: 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5',
  });
});

test('the source Region may differ from the stack\'s', () => {
  const stack = new Stack(app, 'Virginia', { env: { account: '111122223333', region: 'us-east-1' } });
  const profile = GlobalInferenceProfile.fromModel(stack, model, { sourceRegion: 'af-south-1' });
  expect(profile.profileArn).toContain(':af-south-1:111122223333:');
  expect(profile.sourceModelArn).toContain(':af-south-1::');
});

test('the partition is that of the source Region', () => {
  const profile = GlobalInferenceProfile.fromModel(capeTown, ClaudeModel.of('anthropic.claude-new'), { sourceRegion: 'us-gov-west-1' });
  expect(profile.globalModelArn).toBe('arn:aws-us-gov:bedrock:::foundation-model/anthropic.claude-new');
});

test('in an environment-agnostic stack the deployment fills in the Region, and none in the global model', () => {
  const stack = new Stack(app, 'Anywhere');
  const profile = GlobalInferenceProfile.fromModel(stack, model);
  expect(profile.sourceRegion).toBe(Aws.REGION);
  expect(profile.globalModelArn).toBe(`arn:${Aws.PARTITION}:bedrock:::foundation-model/anthropic.claude-sonnet-5-5`);
  expect(profile.profileArn)
    .toBe(`arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:inference-profile/global.anthropic.claude-sonnet-5-5`);
});

test('fails for a source Region from which the model is known not to be callable, and names the way out', () => {
  const sonnet4 = ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0');
  expect(() => GlobalInferenceProfile.fromModel(capeTown, sonnet4))
    .toThrow(/^CapeTown: .*must be a known source Region of anthropic\.claude-sonnet-4-20250514-v1:0, got: "af-south-1"/);
  expect(() => GlobalInferenceProfile.fromModel(capeTown, sonnet4)).toThrow('create the model with ClaudeModel.of() and \'sourceRegions\'');
});

test.each([
  'unspecified', 'global', 'Cape Town', 'af-south-1 ', '',
])('fails for the source Region %j, which is no Region', (sourceRegion) => {
  expect(() => GlobalInferenceProfile.fromModel(capeTown, model, { sourceRegion }))
    .toThrow('CapeTown: \'sourceRegion\' must be the code of the Region in which the profile is called, ' +
      `got: "${sourceRegion}"`);
});

test.each<[string, any, any, string]>([
  ['no model', undefined, undefined, '\'model\' must be a ClaudeModel, got: undefined. For example ClaudeModel.SONNET_5_5'],
  ['the ID of a model', 'anthropic.claude-opus-5', undefined, '\'model\' must be a ClaudeModel, got: "anthropic.claude-opus-5"'],
  ['options that are null', ClaudeModel.OPUS_5, null, '\'options\' must say where the profile is called, or be left out, got: null'],
  ['a Region that is null', ClaudeModel.OPUS_5, { sourceRegion: null }, '\'sourceRegion\' must be given or left out, got: null'],
])('fails for %s', (_, given, options, message) => {
  expect(() => GlobalInferenceProfile.fromModel(capeTown, given, options)).toThrow(`CapeTown: ${message}`);
});
