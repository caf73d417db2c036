import { Stack } from 'aws-cdk-lib';
import {
  ClaudeClientSettings, ClaudeClientSettingsOptions, ClaudeModel, ClientSettingsFormat, InvocationRequest,
} from '../../src';
import { CLAUDE_CODE_VARIABLES, CLIENT_DEFAULTS } from '../../src/core/facts/clients';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { accessIn, CHOICE, containerIn, functionIn, modelsIn, profile, settingsOf } from '../support/client-settings';
import { ACCOUNT, CALLER, CAPE_TOWN, legs, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';

const { SONNET_5_5, HAIKU_5_5, OPUS_5_5, FABLE_5_1, SONNET_5, HAIKU_4_5 } = ClaudeModel;

describe('what Claude Code would call', () => {
  const { role, settings } = (() => {
    const access = accessIn(testStack(CAPE_TOWN));
    return { role: access.role!, settings: access.clientSettings(CHOICE) };
  })();
  const ask = (modelId: string) => [false, true].map((streaming) =>
    legs(simulatorOf(role), InvocationRequest.globalProfile(ClaudeModel.of(modelId), { ...CALLER, streaming })));
  const VARIABLE = { main: 'primary', background: 'haiku', classifier: 'autoMode' } as const;

  test.each(CLIENT_DEFAULTS.filter(({ client }) => client === 'Claude Code'))(
    'by default as $call is refused ($modelId, $version), and by the settings is allowed, whole and streaming', ({ call, modelId }) => {
      expect(ask(modelId)).toEqual(['ddd', 'ddd']);
      const [pinned] = modelsIn(settings.environment[CLAUDE_CODE_VARIABLES[VARIABLE[call]]]);
      expect(ask(pinned)).toEqual(['AAA', 'AAA']);
    });

  test.each<[string, () => unknown]>([
    ['the variables', () => settings.environment],
    ['the managed settings', () => settings.claudeCodeManagedSettings],
    ['the gateway', () => settings.gatewayModels()],
    ['LiteLLM', () => settings.liteLlmModels],
    ['Spring AI', () => settings.springProperties],
  ])('is allowed in all that is in %s', (_, document) => {
    const models = modelsIn(document());
    expect(models.length).toBeGreaterThan(0);
    for (const modelId of new Set(models)) {
      expect(ask(modelId)).toEqual(['AAA', 'AAA']);
    }
  });

  test('is named by every variable that chooses a model', () => {
    const choosing = Object.values(CLAUDE_CODE_VARIABLES).filter((name) => name.endsWith('_MODEL'));
    expect(choosing.length).toBeGreaterThan(8);
    choosing.forEach((name) => expect(settings.environment[name]).toMatch(/^global\.anthropic\.claude-(sonnet|haiku)-5-5$/));
  });
});

test('the classifier of auto mode is no less able than what acts, and the one of the background is small', () => {
  const { environment } = settingsOf();
  expect(environment[CLAUDE_CODE_VARIABLES.autoMode]).toBe('global.anthropic.claude-sonnet-5-5');
  expect(environment[CLAUDE_CODE_VARIABLES.backgroundClassifier]).toBe('global.anthropic.claude-haiku-5-5');
});

describe('the choice of models', () => {
  const variables = (options: ClaudeClientSettingsOptions, models: ClaudeModel[]) => {
    const { opus, sonnet, fable, haiku, subagents } = CLAUDE_CODE_VARIABLES;
    const { environment } = settingsOf({ models }, options);
    return [opus, sonnet, fable, haiku, subagents].map((name) => environment[name].replace('global.anthropic.claude-', ''));
  };

  test.each<[string, ClaudeClientSettingsOptions, ClaudeModel[], string[]]>([
    ['families that are not granted fall to the background model', CHOICE, [SONNET_5_5, HAIKU_5_5],
      ['haiku-5-5', 'sonnet-5-5', 'haiku-5-5', 'haiku-5-5', 'sonnet-5-5']],
    ['the primary model goes before others of its family', CHOICE, [SONNET_5, SONNET_5_5, HAIKU_5_5, OPUS_5_5, FABLE_5_1],
      ['opus-5-5', 'sonnet-5-5', 'fable-5-1', 'haiku-5-5', 'sonnet-5-5']],
    ['the first of a family that is granted is taken', { primary: OPUS_5_5, background: SONNET_5_5 }, [OPUS_5_5, SONNET_5, SONNET_5_5],
      ['opus-5-5', 'sonnet-5', 'sonnet-5-5', 'sonnet-5-5', 'opus-5-5']],
    ['what is given goes first', { ...CHOICE, opus: SONNET_5, sonnet: HAIKU_5_5, fable: OPUS_5_5, subagents: HAIKU_5_5 },
      [SONNET_5_5, HAIKU_5_5, OPUS_5_5, SONNET_5], ['sonnet-5', 'haiku-5-5', 'opus-5-5', 'haiku-5-5', 'haiku-5-5']],
    ['one model may serve for all', { primary: OPUS_5_5, background: OPUS_5_5 }, [OPUS_5_5],
      ['opus-5-5', 'opus-5-5', 'opus-5-5', 'opus-5-5', 'opus-5-5']],
  ])('%s', (_, options, models, expected) => {
    expect(variables(options, models)).toEqual(expected);
  });

  test('every listed model has a family, so that an alias can lead to it', () => {
    for (const { modelId } of KNOWN_MODELS) {
      const model = ClaudeModel.of(modelId, { sourceRegions: ['af-south-1'] });
      const { environment } = settingsOf({ models: [model] }, { primary: model, background: model });
      expect(Object.values(environment).filter((value) => value === model.globalProfileId)).toHaveLength(9);
    }
  });
});

describe('the files', () => {
  test('the managed settings offer the primary model first, and each model by both of its names', () => {
    const { claudeCodeManagedSettings } = settingsOf({ models: [HAIKU_4_5, SONNET_5_5] }, { background: HAIKU_4_5 });
    const { env, ...settings } = JSON.parse(claudeCodeManagedSettings);
    expect(settings).toEqual({
      model: 'global.anthropic.claude-sonnet-5-5',
      availableModels: ['global.anthropic.claude-sonnet-5-5', 'claude-sonnet-5-5',
        'global.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5-20251001'],
      availableModelsMatch: 'exact',
      enforceAvailableModels: true,
      allowedProviders: ['bedrock'],
      modelOverrides: {
        'claude-sonnet-5-5': 'global.anthropic.claude-sonnet-5-5',
        'claude-haiku-4-5-20251001': 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
      },
    });
    expect(env).toMatchObject({ CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'af-south-1', ANTHROPIC_BEDROCK_REGION_PREFIX: 'global' });
  });

  test('the gateway has no models but those that are granted, of the upstream that is named', () => {
    const settings = settingsOf({ models: [SONNET_5_5, HAIKU_4_5] }, { background: HAIKU_4_5 });
    expect(JSON.parse(settings.gatewayModels('cape-town'))).toEqual({
      auto_include_builtin_models: false,
      models: [
        { id: 'claude-sonnet-5-5', label: 'Claude Sonnet 5.5', upstream_model: { 'cape-town': 'global.anthropic.claude-sonnet-5-5' } },
        {
          id: 'claude-haiku-4-5',
          label: 'Claude Haiku 4.5',
          upstream_model: { 'cape-town': 'global.anthropic.claude-haiku-4-5-20251001-v1:0' },
        },
      ],
    });
    expect(settings.gatewayModels()).toContain('"bedrock": "global.');
  });

  test('LiteLLM calls by Converse in the source Region, and an application profile by its model_id', () => {
    const { liteLlmModels } = settingsOf({ models: [HAIKU_5_5], applicationProfiles: [profile('a1', SONNET_5_5)] });
    const { model_list: list } = JSON.parse(liteLlmModels);
    expect(list).toEqual([
      {
        model_name: 'claude-sonnet-5-5',
        litellm_params: {
          model: 'bedrock/converse/global.anthropic.claude-sonnet-5-5',
          model_id: `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/a1`,
          aws_region_name: 'af-south-1',
        },
      },
      {
        model_name: 'claude-haiku-5-5',
        litellm_params: {
          model: 'bedrock/converse/global.anthropic.claude-haiku-5-5', aws_region_name: 'af-south-1',
        },
      },
    ]);
  });

  test('Spring AI finds the model under the names of both of its versions', () => {
    expect(settingsOf().springProperties).toEqual({
      'spring.ai.bedrock.aws.region': 'af-south-1',
      'spring.ai.bedrock.converse.chat.model': 'global.anthropic.claude-sonnet-5-5',
      'spring.ai.bedrock.converse.chat.options.model': 'global.anthropic.claude-sonnet-5-5',
    });
  });

  test('what is handed out is nobody else\'s', () => {
    const settings = settingsOf();
    settings.environment.ANTHROPIC_MODEL = 'spoilt';
    settings.springProperties['spring.ai.bedrock.aws.region'] = 'spoilt';
    expect(settings.environment.ANTHROPIC_MODEL).toBe('global.anthropic.claude-sonnet-5-5');
    expect(settings.springProperties['spring.ai.bedrock.aws.region']).toBe('af-south-1');
  });
});

describe('application profiles', () => {
  test('a model is called through its application profile, whole and streaming, and not past it', () => {
    const applicationProfiles = [profile('a1', SONNET_5_5), profile('b2', HAIKU_5_5)];
    const access = accessIn(testStack(CAPE_TOWN), { models: undefined, applicationProfiles });
    const { environment } = access.clientSettings(CHOICE);
    const called = new Set(Object.values(environment).filter((value) => value.startsWith('arn:')));
    expect([...called].map((arn) => arn.split('/')[1]).sort()).toEqual(['a1', 'b2']);
    expect(modelsIn(environment)).toEqual([]);
    for (const streaming of [false, true]) {
      expect(legs(simulatorOf(access.role!), InvocationRequest.applicationProfile(SONNET_5_5, 'a1', { ...CALLER, streaming }))).toBe('AAA');
      expect(legs(simulatorOf(access.role!), InvocationRequest.globalProfile(SONNET_5_5, { ...CALLER, streaming }))).toMatch(/d/);
    }
  });

  test('goes before the model\'s own profile where both are granted', () => {
    const settings = settingsOf({ applicationProfiles: [profile('a1', SONNET_5_5)] });
    expect(settings.environment.ANTHROPIC_MODEL).toMatch(/application-inference-profile\/a1$/);
    expect(JSON.parse(settings.claudeCodeManagedSettings).modelOverrides['claude-sonnet-5-5']).toMatch(/\/a1$/);
  });

  test('fails for several of one model, since a client calls it by one ID', () => {
    expect(() => settingsOf({ models: [HAIKU_5_5], applicationProfiles: [profile('billing', SONNET_5_5), profile('search', SONNET_5_5)] }))
      .toThrow('Stack/Access: \'applicationProfiles\' must have one profile of each model if clients get settings, because a client ' +
        'calls a model by one ID, got: ["billing","search"] of one model. Create an access for each team');
  });
});

describe('what the grant does not cover fails', () => {
  test.each<[string, any, string]>([
    ['without options', undefined, 'Stack/Access: \'options\' must name the models that the client calls, got: undefined. For example ' +
      '{ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_5_5 }'],
    ['without a primary model', { background: HAIKU_5_5 }, '\'primary\' must name the model of the conversation, got: undefined'],
    ['without a background model', { primary: SONNET_5_5 }, '\'background\' must name the model of background calls, ' +
      'which every client makes, got: undefined'],
    ['for a primary model that is not granted', { ...CHOICE, primary: OPUS_5_5 }, 'Stack/Access: \'primary\' must be a model that this ' +
      'access grants: anthropic.claude-sonnet-5-5, anthropic.claude-haiku-5-5, got: "anthropic.claude-opus-5-5". Choose one of these, or ' +
      'add it to \'models\' of the access'],
    ['for a background model that is not granted', { ...CHOICE, background: HAIKU_4_5 }, '\'background\' must be a model that this access'],
    ...(['opus', 'sonnet', 'fable', 'subagents'] as const).map((prop): [string, any, string] =>
      [`for ${prop} that is not granted`, { ...CHOICE, [prop]: OPUS_5_5 }, `'${prop}' must be a model that this access grants`]),
    ['for an ID in place of a model', { ...CHOICE, opus: 'opus' }, '\'opus\' must be a ClaudeModel, got: "opus"'],
    ['for null', { ...CHOICE, fable: null }, '\'fable\' must be given or left out, got: null'],
    ['with all at once', { primary: OPUS_5_5 }, '2 rules are broken'],
  ])('%s', (_, options, message) => {
    expect(() => accessIn(testStack(CAPE_TOWN)).clientSettings(options)).toThrow(message);
  });

  test.each<[string, (settings: ClaudeClientSettings, stack: Stack) => unknown, boolean]>([
    ['the variables', ({ environment }) => environment, true],
    ['the managed settings', ({ claudeCodeManagedSettings }) => claudeCodeManagedSettings, true],
    ['the gateway', (settings) => settings.gatewayModels(), true],
    ['a function', (settings, stack) => settings.addToFunction(functionIn(stack)), true],
    ['a container', (settings, stack) => settings.addToContainer(containerIn(stack)), true],
    ['a parameter with variables', (settings, stack) => settings.writeToParameter(stack, 'Parameter'), true],
    ['a parameter for LiteLLM', (settings, stack) =>
      settings.writeToParameter(stack, 'Parameter', { format: ClientSettingsFormat.LITE_LLM_MODELS }), false],
    ['LiteLLM', ({ liteLlmModels }) => liteLlmModels, false],
    ['Spring AI', ({ springProperties }) => springProperties, false],
  ])('without streaming, in %s', (_, act, isStreaming) => {
    const stack = testStack(CAPE_TOWN);
    const settings = settingsOf({ streaming: false }, {}, stack);
    const expected = expect(() => act(settings, stack));
    (isStreaming ? expected : expected.not).toThrow('Stack/Access: \'streaming\' must not be off for Claude Code, its Agent SDK or the ' +
      'Claude apps gateway, which stream, got: false. Leave it out, or use \'liteLlmModels\' or \'springProperties\'');
  });

  test.each<any>(['', 'my gateway', 5, null])('for an upstream that is no name: "%s"', (upstream) => {
    expect(() => settingsOf().gatewayModels(upstream)).toThrow('\'upstream\' must be');
  });
});
