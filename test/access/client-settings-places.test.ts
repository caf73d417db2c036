import { App, Aws, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ApplicationProfile, ClaudeClientSettings, ClaudeModel, ClientSettingsFormat, GlobalClaudeAccess } from '../../src';
import { PARAMETER_LIMITS } from '../../src/core/facts/clients';
import { accessIn, CHOICE, containerIn, functionIn, profile, settingsOf } from '../support/client-settings';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { SONNET_5_5, HAIKU_5_5 } = ClaudeModel;
const assumedBy = new iam.AccountRootPrincipal();

describe('what only the deployment knows', () => {
  const FILES: [string, (settings: ClaudeClientSettings) => string][] = [
    ['claudeCodeManagedSettings', (settings) => settings.claudeCodeManagedSettings],
    ['liteLlmModels', (settings) => settings.liteLlmModels],
  ];

  test.each(FILES)('fails in %s as the Region, since a file cannot hold it', (member, read) => {
    expect(() => read(settingsOf({}, {}, testStack()))).toThrow(`Stack/Access: '${member}' must be known at synthesis, because it is for ` +
      'a file, got: a token as the source Region. Use writeToParameter(), whose value CloudFormation fills in; for a Region, set ' +
      '\'sourceRegion\' or the env of the stack');
  });

  test.each([...FILES, ['gatewayModels', (settings: ClaudeClientSettings) => settings.gatewayModels()] as const])(
    'fails in %s as the ARN of an application profile', (member, read) => {
      const token = profile('billing', SONNET_5_5, `arn:${Aws.PARTITION}:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/x`);
      expect(() => read(settingsOf({ models: [HAIKU_5_5], applicationProfiles: [token] })))
        .toThrow(`'${member}' must be known at synthesis, because it is for a file, got: a token as the ARN of "billing"`);
    });

  test('does not stand in what the gateway needs without application profiles', () => {
    expect(settingsOf({}, {}, testStack()).gatewayModels()).not.toContain('Token');
  });

  test('is filled in by CloudFormation in variables and parameters', () => {
    const stack = testStack();
    const settings = settingsOf({}, {}, stack);
    expect(stack.resolve(settings.environment.AWS_REGION)).toEqual({ Ref: 'AWS::Region' });
    settings.writeToParameter(stack, 'Parameter', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS });
    const [{ Properties: { Value: value } }] = Object.values<any>(Template.fromStack(stack).findResources('AWS::SSM::Parameter'));
    const [separator, parts] = value['Fn::Join'];
    const text = parts.map((part: any) => part.Ref === 'AWS::Region' ? 'af-south-1' : part).join(separator);
    expect(JSON.parse(text)).toEqual(JSON.parse(settingsOf().claudeCodeManagedSettings));
  });

  test('is the ARN of an application profile that the app makes, in a function, a container and a parameter', () => {
    const stack = testStack(CAPE_TOWN);
    const team = new ApplicationProfile(stack, 'Team', { model: SONNET_5_5 });
    const access = accessIn(stack, { models: [HAIKU_5_5], applicationProfiles: [team] });
    const settings = access.clientSettings(CHOICE);
    const format = ClientSettingsFormat.LITE_LLM_MODELS;
    settings.addToFunction(functionIn(stack));
    settings.addToContainer(containerIn(stack));
    settings.writeToParameter(stack, 'Parameter', { format });
    expect(() => settings.liteLlmModels).toThrow('got: a token as the ARN of "Team"');
    const { Resources: resources } = Template.fromStack(stack).toJSON();
    const arn = stack.resolve(team.profileArn);
    const byType = (type: string) => Object.values<any>(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
    expect(byType('AWS::Lambda::Function').map(({ Environment: { Variables } = { Variables: {} } }) => Variables.ANTHROPIC_MODEL))
      .toContainEqual(arn);
    const [{ ContainerDefinitions: [{ Environment: variables }] }] = byType('AWS::ECS::TaskDefinition');
    expect(variables).toContainEqual({ Name: 'ANTHROPIC_MODEL', Value: arn });
    const [{ Value: { 'Fn::Join': [separator, parts] }, Tier: tier }] = byType('AWS::SSM::Parameter');
    const text = parts.map((part: any) => typeof part === 'string' ? part : 'the ARN').join(separator);
    expect(JSON.parse(text).model_list[0].litellm_params).toEqual({
      model: 'bedrock/converse/global.anthropic.claude-sonnet-5-5', model_id: 'the ARN', aws_region_name: 'af-south-1',
    });
    expect(tier).toBe('Intelligent-Tiering');
  });

  test('crosses stacks as the ARN of an application profile', () => {
    const app = new App();
    const stack = testStack(CAPE_TOWN, app);
    const applicationProfiles = [new ApplicationProfile(stack, 'Team', { model: SONNET_5_5 })];
    const other = testStack(CAPE_TOWN, app, 'Other');
    accessIn(stack, { models: [HAIKU_5_5], applicationProfiles }).clientSettings(CHOICE).addToFunction(functionIn(other));
    const [{ Properties: { Environment: { Variables: variables } } }] =
      Object.values<any>(Template.fromStack(other).findResources('AWS::Lambda::Function'));
    expect(variables.ANTHROPIC_MODEL).toEqual({ 'Fn::ImportValue': expect.stringContaining('Team') });
  });

  test.each<[string, (settings: ClaudeClientSettings, stack: Stack) => unknown, string]>([
    ['a function', (settings, stack) => settings.addToFunction(functionIn(stack)), 'give settings to a function'],
    ['a container', (settings, stack) => settings.addToContainer(containerIn(stack)), 'give settings to a container'],
    ['a parameter', (settings, stack) => settings.writeToParameter(stack, 'Parameter'), 'write settings'],
  ])('fails in another stack as the Region of %s', (_, act, purpose) => {
    const app = new App();
    const settings = settingsOf({}, {}, testStack(undefined, app));
    expect(() => act(settings, testStack(undefined, app, 'Other')))
      .toThrow(`Stack/Access: 'sourceRegion' must be concrete to ${purpose} in another stack ('Other')`);
  });
});

describe('a function', () => {
  const variablesOf = (stack: Stack) =>
    Object.values<any>(Template.fromStack(stack).findResources('AWS::Lambda::Function'))[0].Properties.Environment.Variables;

  test('has the variables, but none that Lambda reserves', () => {
    const stack = testStack(CAPE_TOWN);
    const access = accessIn(stack);
    const fn = functionIn(stack, { OWN: 'kept' });
    access.grantInvoke(fn);
    const settings = access.clientSettings(CHOICE);
    settings.addToFunction(fn);
    const { AWS_REGION: region, ...expected } = settings.environment;
    expect(region).toBe('af-south-1');
    expect(variablesOf(stack)).toEqual({ OWN: 'kept', ...expected });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('AWS does not confirm')]);
  });

  test('may be in an agnostic stack', () => {
    const stack = testStack();
    settingsOf({}, {}, stack).addToFunction(functionIn(stack));
    expect(variablesOf(stack).ANTHROPIC_MODEL).toBe('global.anthropic.claude-sonnet-5-5');
  });

  test('fails in another Region, which would be its AWS_REGION', () => {
    const app = new App();
    const settings = settingsOf({}, {}, testStack(CAPE_TOWN, app));
    expect(() => settings.addToFunction(functionIn(testStack({ account: ACCOUNT, region: 'eu-west-1' }, app, 'Other'))))
      .toThrow('Stack/Access: \'fn\' must be in af-south-1, the source Region, because AWS_REGION is always the function\'s ' +
        'own Region, got: "eu-west-1" of \'Other/Function\'. Move it there, or give it an access with its own Region as \'sourceRegion\'');
    const applicationProfiles = [profile('a1', SONNET_5_5)];
    const ofTeam = settingsOf({ models: [HAIKU_5_5], applicationProfiles }, {}, testStack(CAPE_TOWN, app, 'Teams'));
    expect(() => ofTeam.addToFunction(functionIn(testStack({ account: ACCOUNT, region: 'eu-west-1' }, app, 'EU'))))
      .toThrow('Move it there, or give it an access through application profiles with its own Region as \'sourceRegion\'');
  });

  test('is in its own stack\'s Region, whatever the stack of the access is', () => {
    const app = new App();
    const access = accessIn(testStack({ account: ACCOUNT, region: 'us-east-1' }, app), { sourceRegion: 'af-south-1' });
    const stack = testStack(CAPE_TOWN, app, 'Other');
    access.clientSettings(CHOICE).addToFunction(functionIn(stack));
    expect(variablesOf(stack).ANTHROPIC_DEFAULT_HAIKU_MODEL).toBe('global.anthropic.claude-haiku-5-5');
  });

  test('fails where it has another value, now or later, and not where it has the same', () => {
    const stack = testStack(CAPE_TOWN);
    const access = accessIn(stack);
    const settings = access.clientSettings(CHOICE);
    const fn = functionIn(stack, { ANTHROPIC_MODEL: 'us.other', CLAUDE_CODE_USE_BEDROCK: '1' });
    expect(() => settings.addToFunction(fn)).toThrow('Stack/Access: \'fn\' must not have other values for variables of these settings, ' +
      'as Stack/Function has, got: ANTHROPIC_MODEL="us.other". Remove them there, or choose those models in the options of ' +
      'clientSettings()');
    expect(variablesOf(stack)).toEqual({ ANTHROPIC_MODEL: 'us.other', CLAUDE_CODE_USE_BEDROCK: '1' });
    const later = new Stack(new App(), 'Later', { env: CAPE_TOWN });
    const placed = functionIn(later);
    settingsOf({}, {}, later).addToFunction(placed);
    placed.addEnvironment('ANTHROPIC_MODEL', 'us.other');
    expect(() => Template.fromStack(later))
      .toThrow(/'fn' must not have other values for variables.*Later\/Function has, got: ANTHROPIC_MODEL="us/);
  });

  test('fails where an escape hatch sets another value', () => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    const fn = functionIn(stack);
    settingsOf({}, {}, stack).addToFunction(fn);
    (fn.node.defaultChild as CfnResource).addPropertyOverride('Environment.Variables.ANTHROPIC_MODEL', 'us.other');
    expect(() => Template.fromStack(stack)).toThrow('as Stack/Function has, got: ANTHROPIC_MODEL="us.other"');
  });

  test('fails where it has a value that only the deployment knows', () => {
    const stack = testStack(CAPE_TOWN);
    expect(() => settingsOf({}, {}, stack).addToFunction(functionIn(stack, { ANTHROPIC_MODEL: `global.${Aws.STACK_NAME}` })))
      .toThrow('as Stack/Function has, got: ANTHROPIC_MODEL=a token. Remove');
  });

  test('may get the same settings twice', () => {
    const stack = testStack();
    const settings = settingsOf({}, {}, stack);
    const fn = functionIn(stack);
    const container = containerIn(stack);
    for (let time = 0; time < 2; time++) {
      settings.addToFunction(fn);
      settings.addToContainer(container);
    }
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('has the settings of one access, by one choice', () => {
    const stack = testStack(CAPE_TOWN);
    const fn = functionIn(stack);
    const container = containerIn(stack);
    const access = accessIn(stack);
    access.clientSettings(CHOICE).addToFunction(fn);
    access.clientSettings(CHOICE).addToContainer(container);
    const message = (what: string) => `must have the settings of one access, with one choice of models, got: '${what}', which already ` +
      'has the settings of \'Stack/Access\'. Call it once, with an access that grants all models that are called there';
    const second = new GlobalClaudeAccess(stack, 'Second', { models: [HAIKU_5_5], assumedBy });
    const others = [access, second].map((one) => one.clientSettings({ primary: HAIKU_5_5, background: HAIKU_5_5 }));
    others.forEach((other, index) => {
      const path = ['Stack/Access', 'Stack/Second'][index];
      expect(() => other.addToFunction(fn)).toThrow(`${path}: 'fn' ${message('Stack/Function')}`);
      expect(() => other.addToContainer(container)).toThrow(`${path}: 'container' ${message('Stack/Task/Container')}`);
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  const own = (stack: Stack) => functionIn(stack);
  const singleton = (stack: Stack) => new lambda.SingletonFunction(stack, 'Singleton', {
    uuid: 'a', runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = 1;'),
  });
  test.each<[string, (stack: Stack) => any, RegExp]>([
    ['nothing', () => undefined, /got: undefined. For example new lambda.Function\(…\)$/],
    ['null', () => null, /got: null. For example new lambda.Function\(…\)$/],
    ['an ARN', () => 'arn:aws:lambda:af-south-1:111122223333:function:x', /For example new lambda.Function/],
    ['what has the method alone', () => ({ addEnvironment: () => undefined }), /got: \{"addEnvironment":function\}. For example/],
    ['a container', containerIn, /got: an object \(ContainerDefinition\d?\). For example/],
    ['a version', (stack) => own(stack).currentVersion, /\(Version\d?\). Call it with the function behind the alias or version$/],
    ['an alias', (stack) => own(stack).addAlias('live'), /\(Alias\d?\). Call it with the function behind the alias or version$/],
    ['an imported alias', (stack) =>
      lambda.Alias.fromAliasAttributes(stack, 'A', { aliasName: 'live', aliasVersion: own(stack).currentVersion }),
    /Call it with the function behind the alias or version$/],
    ['an imported function', (stack) => lambda.Function.fromFunctionName(stack, 'I', 'imported'), /Call it in the app that creates the fu/],
    ['a singleton', singleton, /\(SingletonFunction\d?\). Make it a lambda.Function, or add each variable of 'environment' with its addE/],
  ])('fails for %s', (_, make, message) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    const settings = settingsOf({}, {}, stack);
    const given = make(stack);
    expect(() => settings.addToFunction(given))
      .toThrow('\'fn\' must be a function of this app, because variables belong to the function itself');
    expect(() => settings.addToFunction(given)).toThrow(message);
  });
});

describe('a container', () => {
  test('has the variables, and the Region too', () => {
    const stack = testStack(CAPE_TOWN);
    const access = accessIn(stack);
    const container = containerIn(stack, { OWN: 'kept' });
    access.grantInvoke(container.taskDefinition.taskRole);
    const settings = access.clientSettings(CHOICE);
    settings.addToContainer(container);
    const [{ Properties: { ContainerDefinitions: [{ Environment: variables }] } }] =
      Object.values<any>(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
    expect(Object.fromEntries(variables.map(({ Name: name, Value: value }: any) => [name, value])))
      .toEqual({ OWN: 'kept', ...settings.environment });
  });

  test('fails where it has another value, or a secret of that name', () => {
    const stack = testStack(CAPE_TOWN);
    const container = containerIn(stack, { AWS_REGION: 'us-east-1' });
    const parameter = settingsOf({}, {}, testStack(CAPE_TOWN, App.of(stack) as App, 'Other')).writeToParameter(stack, 'Parameter');
    container.addSecret('ANTHROPIC_MODEL', ecs.Secret.fromSsmParameter(parameter));
    expect(() => settingsOf({}, {}, stack).addToContainer(container)).toThrow('\'container\' must not have other values for ' +
      'variables of these settings, as Stack/Task/Container has, got: ANTHROPIC_MODEL="a secret"');
  });

  test('fails where it has another Region', () => {
    const stack = testStack(CAPE_TOWN);
    expect(() => settingsOf({}, {}, stack).addToContainer(containerIn(stack, { AWS_REGION: 'us-east-1' }))).toThrow('Stack/Access: ' +
      '\'container\' must not have a Region other than the source Region, as Stack/Task/Container has, got: ' +
      'AWS_REGION="us-east-1". Remove it there, and set the Region of clients of other services in code; or use an access with that ' +
      'Region as \'sourceRegion\'');
  });

  test.each<[string, (stack: Stack) => any]>([
    ['nothing', () => undefined], ['null', () => null], ['a name', () => 'app'], ['an object', () => ({ addEnvironment: () => undefined })],
    ['a function', functionIn],
  ])('fails for %s', (_, make) => {
    const stack = testStack(CAPE_TOWN);
    const settings = settingsOf({}, {}, stack);
    expect(() => settings.addToContainer(make(stack))).toThrow('\'container\' must be a container of a task, got: ');
  });
});

describe('settings without the access', () => {
  const ID = 'has the settings of \'Stack/Access\', but its ';
  const found = (stack: Stack) => warningsOf(stack).filter((text) => text.includes(ID)).length;

  test.each<[string, (access: GlobalClaudeAccess, fn: lambda.Function) => unknown, number]>([
    ['are warned of', () => undefined, 1],
    ['are warned of where another role has it', (access, fn) => access.attachTo(new iam.Role(fn, 'Other', { assumedBy })), 1],
    ['are not warned of after a grant', (access, fn) => access.grantInvoke(fn), 0],
    ['are not warned of once it is attached', (access, fn) => access.attachTo(fn.role!), 0],
    ['are not warned of where its policy is in the app\'s hands', (access, fn) => fn.role!.addManagedPolicy(access.managedPolicy), 0],
  ])('%s', (_, grant, expected) => {
    for (const order of ['before', 'after']) {
      const stack = testStack(CAPE_TOWN);
      const access = accessIn(stack);
      const fn = functionIn(stack);
      const settings = access.clientSettings(CHOICE);
      if (order === 'before') {
        grant(access, fn);
      }
      settings.addToFunction(fn);
      if (order === 'after') {
        grant(access, fn);
      }
      expect(found(stack)).toBe(expected);
    }
  });

  test('say of a container that its task\'s role has it not', () => {
    const stack = testStack(CAPE_TOWN);
    const access = accessIn(stack);
    const container = containerIn(stack);
    access.clientSettings(CHOICE).addToContainer(container);
    expect(found(stack)).toBe(1);
    expect(warningsOf(stack).join()).toContain('Stack/Task/Container: has the settings of \'Stack/Access\', but its task role ' +
      '\'Stack/Task/TaskRole\' lacks the access, so AWS will deny its calls. Call grantInvoke() or attachTo() with the role; if another');
    access.attachTo(container.taskDefinition.taskRole);
    expect(found(stack)).toBe(0);
  });

  test('say of a function that its role has it not', () => {
    const stack = testStack(CAPE_TOWN);
    settingsOf({}, {}, stack).addToFunction(functionIn(stack));
    expect(warningsOf(stack).join()).toContain('Stack/Function: has the settings of \'Stack/Access\', but its role ' +
      '\'Stack/FunctionRole\' lacks the access, so AWS will deny its calls.');
  });

  test('are right where the function has the role of the access', () => {
    const stack = testStack(CAPE_TOWN);
    const fn = functionIn(stack);
    new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5, HAIKU_5_5], role: fn.role }).clientSettings(CHOICE).addToFunction(fn);
    expect(found(stack)).toBe(0);
  });
});

describe('a parameter', () => {
  const parameterIn = (stack: Stack) =>
    Object.values<any>(Template.fromStack(stack).findResources('AWS::SSM::Parameter'))[0].Properties;

  test('holds the variables by default, since that restricts nobody', () => {
    expect(Object.values(ClientSettingsFormat)[0]).toBe('ENVIRONMENT');
    const stack = testStack(CAPE_TOWN);
    const settings = settingsOf({}, {}, stack);
    const parameter = settings.writeToParameter(stack, 'Parameter', { parameterName: '/claude/variables' });
    expect(parameter.parameterArn).toBeDefined();
    expect(parameterIn(stack)).toMatchObject({ Name: '/claude/variables', Tier: 'Intelligent-Tiering', Type: 'String' });
    expect(JSON.parse(parameterIn(stack).Value)).toEqual(settings.environment);
  });

  test.each<[ClientSettingsFormat, (settings: ClaudeClientSettings) => unknown]>([
    [ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS, (settings) => JSON.parse(settings.claudeCodeManagedSettings)],
    [ClientSettingsFormat.GATEWAY_MODELS, (settings) => JSON.parse(settings.gatewayModels())],
    [ClientSettingsFormat.LITE_LLM_MODELS, (settings) => JSON.parse(settings.liteLlmModels)],
    [ClientSettingsFormat.SPRING_PROPERTIES, ({ springProperties }) => springProperties],
  ])('holds %s as the file has it', (format, expected) => {
    const stack = testStack(CAPE_TOWN);
    const settings = settingsOf({}, {}, stack);
    settings.writeToParameter(stack, 'Parameter', { format });
    expect(JSON.parse(parameterIn(stack).Value)).toEqual(expected(settings));
  });

  test('names the upstream of the gateway', () => {
    const stack = testStack(CAPE_TOWN);
    settingsOf({}, {}, stack).writeToParameter(stack, 'Parameter', { format: ClientSettingsFormat.GATEWAY_MODELS, upstream: 'cape-town' });
    expect(parameterIn(stack).Value).toContain('"cape-town":');
  });

  const manyModels = (count: number) =>
    Array.from({ length: count }, (_, index) => ClaudeModel.of(`anthropic.claude-sonnet-9-${index}`, { sourceRegions: ['af-south-1'] }));

  test.each([[10, false], [30, true]])('of %i models is of the tier that may grow, and never has to shrink', (count, isAdvanced) => {
    const stack = testStack(CAPE_TOWN);
    const models = [...manyModels(count - 2), SONNET_5_5, HAIKU_5_5];
    settingsOf({ models }, {}, stack).writeToParameter(stack, 'Parameter', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS });
    expect(parameterIn(stack).Tier).toBe('Intelligent-Tiering');
    expect(parameterIn(stack).Value.length > PARAMETER_LIMITS.standard).toBe(isAdvanced);
  });

  test.each<[string, any, string]>([
    ['a format that there is not', { format: 'YAML' }, '\'format\' must be one of ENVIRONMENT, CLAUDE_CODE_MANAGED_SETTINGS,'],
    ['a name that Systems Manager refuses', { parameterName: 'my settings' }, '\'parameterName\' must be letters, digits and any of'],
    ['a name of two parts without a slash before', { parameterName: 'claude/settings' }, 'or several such parts with "/" before each'],
    ...['/aws/claude', 'AWSclaude', 'ssm', '/Ssm-claude'].map((parameterName): [string, any, string] => [`the reserved ${parameterName}`,
      { parameterName }, `must not begin with "aws" or "ssm", which Systems Manager reserves, got: "${parameterName}". For example`]),
    ['null as the name', { parameterName: null }, '\'parameterName\' must be given or left out, got: null'],
    ['a number as the name', { parameterName: 5 }, '\'parameterName\' must be letters'],
    ['a name that only the deployment knows', { parameterName: `/claude/${Aws.STACK_NAME}` },
      '\'parameterName\' must be known at synthesis, got: a token. For example "/claude/settings"'],
    ['a format that only the deployment knows', { format: Aws.REGION }, '\'format\' must be one of ENVIRONMENT, CLAUDE_CODE_MANAGED_SETT'],
    ['an upstream that is no text', { format: ClientSettingsFormat.GATEWAY_MODELS, upstream: Object.create(null) }, '\'upstream\' must be'],
    ['a list', [], '\'options\' must say what the parameter holds'],
    ['an upstream that would be ignored', { upstream: 'bedrock' }, '\'upstream\' must come with the format GATEWAY_MODELS, got: "bedrock"'],
    ['an upstream with spaces', { format: ClientSettingsFormat.GATEWAY_MODELS, upstream: 'a b' }, '\'upstream\' must be the name of an'],
    ['null', null, '\'options\' must say what the parameter holds, or be left out, got: null'],
  ])('fails for %s', (_, options, message) => {
    const stack = testStack(CAPE_TOWN);
    expect(() => settingsOf({}, {}, stack).writeToParameter(stack, 'Parameter', options)).toThrow(message);
  });

  test('fails for more than it can hold', () => {
    const stack = testStack(CAPE_TOWN);
    const settings = settingsOf({ models: [...manyModels(70), SONNET_5_5, HAIKU_5_5] }, {}, stack);
    expect(() => settings.writeToParameter(stack, 'Parameter', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS }))
      .toThrow(/'format' must have settings of at most 8192 characters, the limit of a parameter, got: \d+ for CLAUDE_CODE/);
  });
});
