import { App, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AppliedTokenQuotasProps, ClaudeModel, InvocationMetrics, TokenQuotas } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { only, resources, statementsOf } from '../support/logging';
import { testStack } from '../support/stack';

const { OPUS_5, OPUS_5_5, SONNET_4_5, SONNET_5_5 } = ClaudeModel;
const DAY = { Name: 'Cross-Model Max Tokens Per Day', Code: 'L-E3F10727', Default: 700_000_000 };
const PROPS: AppliedTokenQuotasProps = { models: [OPUS_5, SONNET_4_5], fallbackTokensPerMinute: 1_000_000 };

describe('Fixed quotas', () => {
  const quotas = TokenQuotas.fixed({ 'anthropic.claude-opus-5': 2_000_000 });

  test('are those of the models that are named', () => {
    expect([quotas.tokensPerMinute(OPUS_5), quotas.source(OPUS_5)]).toEqual([2_000_000, 'FIXED']);
    expect([quotas.tokensPerMinute(OPUS_5_5), quotas.source(OPUS_5_5)]).toEqual([undefined, undefined]);
  });

  test.each([
    [undefined, 'must have quotas by model IDs, got: undefined'],
    [null, 'must have quotas by model IDs, got: null'],
    [{ 'anthropic.claude-opus-5': 0 },
      'The quota of \'anthropic.claude-opus-5\' must be a whole number of tokens per minute above 0, got: 0. With a quota of 0'],
    [{ 'anthropic.claude-opus-5': NaN }, 'above 0, got: NaN. Write a number without quotes and commas, such as 2000000'],
    [{ 'anthropic.claude-opus-5': '2,000' }, 'above 0, got: "2,000". Write a number without quotes and commas, such as 2000'],
    [{ 'anthropic.claude-opus-5': undefined }, 'above 0, got: undefined'],
    [{ 'global.anthropic.claude-opus-5': 7 }, 'not that of its \'global\' inference profile; use "anthropic.claude-opus-5"'],
    [{ opus: 7 }, 'must be a Claude model'],
  ])('fail for %j', (bad, message) => {
    expect(() => TokenQuotas.fixed(bad as any)).toThrow(message);
  });

  test.each([undefined, null])('fail to be asked for %j', (bad) => {
    expect(() => quotas.tokensPerMinute(bad as any)).toThrow('\'model\' must be a ClaudeModel');
  });
});

describe('Applied quotas', () => {
  const stack = testStack(CAPE_TOWN);
  const quotas = TokenQuotas.applied(stack, 'Quotas', PROPS);
  const others = TokenQuotas.applied(stack, 'Others', { models: [OPUS_5_5], fallbackTokensPerMinute: 7, refresh: '2026-11-22' });
  const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard', {
    widgets: [[new cloudwatch.GraphWidget({
      left: [InvocationMetrics.ofModel(OPUS_5).metricQuotaShare(quotas.tokensPerMinute(OPUS_5)!)],
      leftAnnotations: [{ value: quotas.tokensPerMinute(SONNET_4_5)!, label: quotas.source(SONNET_4_5) }],
    })]],
  });
  new cloudwatch.Alarm(stack, 'Alarm', {
    metric: InvocationMetrics.ofModel(OPUS_5).metricEstimatedQuotaUsage(), threshold: quotas.tokensPerMinute(OPUS_5)!, evaluationPeriods: 1,
  });
  const custom = () => resources(stack, 'Custom::BedrockTokenQuotas');
  const [id] = Object.keys(custom());
  const attribute = (name: string) => ({ 'Fn::GetAtt': [id, name] });

  test('are looked up by the names and codes that Service Quotas has', () => {
    const handler = { 'Fn::GetAtt': [Object.keys(resources(stack, 'AWS::Lambda::Function'))[0], 'Arn'] };
    expect(Object.values(custom()).map(({ Properties: { ServiceTimeout: _, ...properties } }) => properties)).toEqual([
      {
        ServiceToken: handler,
        QuotaNames: {
          Opus5: 'Global cross-region model inference tokens per minute for Anthropic Claude Opus 5',
          Sonnet4520250929V10: 'Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5',
        },
        QuotaCodes: { Opus5: 'L-D73B1244', Sonnet4520250929V10: 'L-27C57EE8' },
        DayQuota: DAY,
        FallbackTokensPerMinute: 1_000_000,
      },
      {
        ServiceToken: handler,
        QuotaNames: { Opus55: 'Global cross-region model inference tokens per minute for Anthropic Claude Opus 5.5' },
        QuotaCodes: { Opus55: 'L-A103A344' },
        DayQuota: DAY,
        FallbackTokensPerMinute: 7,
        Refresh: '2026-11-22',
      },
    ]);
  });

  test('are attributes of the custom resource, and unknown for other models', () => {
    expect(stack.resolve([quotas.tokensPerMinute(OPUS_5), quotas.source(OPUS_5)]))
      .toEqual([attribute('TokensPerMinuteOpus5'), attribute('SourceOpus5')]);
    expect([quotas.tokensPerMinute(OPUS_5_5), quotas.source(OPUS_5_5), others.tokensPerMinute(OPUS_5)])
      .toEqual([undefined, undefined, undefined]);
  });

  test('are known by name alone where no code is known', () => {
    const unlisted = testStack(CAPE_TOWN);
    TokenQuotas.applied(unlisted, 'Quotas', { ...PROPS, models: [ClaudeModel.HAIKU_5_5] });
    const { QuotaNames, QuotaCodes } = only(unlisted, 'Custom::BedrockTokenQuotas').Properties;
    expect([Object.keys(QuotaNames as object), QuotaCodes]).toEqual([['Haiku55'], undefined]);
  });

  test('tell the day quota, which is one for all models, as an attribute (N3)', () => {
    expect(stack.resolve([quotas.dayQuota, others.dayQuota]))
      .toEqual(Object.keys(custom()).map((resource) => ({ 'Fn::GetAtt': [resource, 'DayQuota'] })));
    expect(TokenQuotas.fixed({ 'anthropic.claude-opus-5': 7 }).dayQuota).toBeUndefined();
  });

  test('are numbers in a dashboard\'s body, and text in its expressions', () => {
    const { dashboardBody } = dashboard.node.defaultChild as cloudwatch.CfnDashboard;
    const [, parts]: [string, unknown[]] = stack.resolve(dashboardBody)['Fn::Join'];
    const around = (name: string) => {
      const at = parts.findIndex((part) => JSON.stringify(part) === JSON.stringify(attribute(name)));
      return [parts[at - 1], parts[at + 1]];
    };
    expect(around('TokensPerMinuteSonnet4520250929V10')).toEqual([expect.stringMatching(/"value":$/), expect.stringMatching(/^[,}]/)]);
    expect(around('TokensPerMinuteOpus5'))
      .toEqual([expect.stringMatching(/"expression":"100 \* usage_opus_5\w* \/ $/), expect.stringMatching(/^"/)]);
    expect(around('SourceSonnet4520250929V10')).toEqual([expect.stringMatching(/"label":"$/), expect.stringMatching(/^"/)]);
  });

  test('are thresholds of alarms', () => {
    expect(only(stack, 'AWS::CloudWatch::Alarm').Properties.Threshold).toEqual(attribute('TokensPerMinuteOpus5'));
  });

  test('are read by one function that may list quotas, write its log and do nothing else', () => {
    expect(Object.keys(resources(stack, 'AWS::Lambda::Function'))).toHaveLength(1);
    const [logGroup] = Object.keys(resources(stack, 'AWS::Logs::LogGroup'));
    expect(statementsOf(stack).map(({ statement: { Action, Resource } }) => [Action, Resource])).toEqual([
      ['sts:AssumeRole', undefined],
      [['servicequotas:ListServiceQuotas', 'servicequotas:ListAWSDefaultServiceQuotas'], '*'],
      [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logGroup, 'Arn'] }],
    ]);
  });

  test('need no asset, and read after the function may', () => {
    expect(only(stack, 'AWS::Lambda::Function').Properties.Code).toEqual({ ZipFile: expect.stringContaining('ListServiceQuotas') });
    expect(custom()[id].DependsOn).toEqual(expect.arrayContaining(Object.keys(resources(stack, 'AWS::IAM::Role'))));
  });
});

test('the function runs and is bounded as it is told', () => {
  const stack = new Stack(new App(), 'Stack');
  const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'Boundary');
  const options = { permissionsBoundary: boundary, handlerRuntime: lambda.Runtime.NODEJS_22_X };
  TokenQuotas.applied(stack, 'Quotas', { ...PROPS, ...options });
  TokenQuotas.applied(stack, 'Others', { ...PROPS, ...options });
  expect(only(stack, 'AWS::IAM::Role').Properties.PermissionsBoundary).toEqual(stack.resolve(boundary.managedPolicyArn));
  expect(only(stack, 'AWS::Lambda::Function').Properties.Runtime).toBe('nodejs22.x');
  expect(() => TokenQuotas.applied(stack, 'Unbounded', { ...PROPS, handlerRuntime: options.handlerRuntime }))
    .toThrow('Stack/Unbounded: \'permissionsBoundary\' must be the same');
  expect(() => TokenQuotas.applied(stack, 'Older', { ...PROPS, ...options, handlerRuntime: lambda.Runtime.NODEJS_20_X }))
    .toThrow('\'handlerRuntime\' must be the same for all quotas that a stack reads, since one function reads them, got: nodejs20.x, and ' +
      'elsewhere nodejs22.x');
});

test('tokens are left to the deployment', () => {
  const stack = new Stack();
  const { valueAsNumber, logicalId } = new CfnParameter(stack, 'Fallback', { type: 'Number' });
  TokenQuotas.applied(stack, 'Quotas', { ...PROPS, fallbackTokensPerMinute: valueAsNumber, refresh: Token.asString({ Ref: logicalId }) });
  expect(only(stack, 'Custom::BedrockTokenQuotas').Properties)
    .toMatchObject({ FallbackTokensPerMinute: { Ref: 'Fallback' }, Refresh: { Ref: 'Fallback' } });
  expect(TokenQuotas.fixed({ 'anthropic.claude-opus-5': valueAsNumber }).tokensPerMinute(OPUS_5)).toBe(valueAsNumber);
});

test.each<[string, any, string]>([
  ['props that are missing', undefined, '\'props\' must name models and a fallback, got: undefined'],
  ['no models', { ...PROPS, models: [] }, '\'models\' must name at least one model'],
  ['models that are missing', { ...PROPS, models: undefined }, '\'models\' must be a list of ClaudeModel, got: undefined'],
  ['a repeated model', { ...PROPS, models: [OPUS_5, OPUS_5] }, '\'models\' must name each model once'],
  ['a model whose ID is a token', { ...PROPS, models: [ClaudeModel.of(Token.asString({ Ref: 'Model' }))] },
    '\'models\' must have IDs that are known at synthesis'],
  ['models whose attributes would have one name', { ...PROPS, models: [OPUS_5_5, ClaudeModel.of('anthropic.claude-opus-55')] },
    '\'models\' must have IDs that differ in letters or digits, got: ["anthropic.claude-opus-5-5","anthropic.claude-opus-55"]'],
  ['too many models', { ...PROPS, models: Array.from({ length: 30 }, (_, index) => ClaudeModel.of(`anthropic.claude-next-${index}`)) },
    'got: 30. Read the others with another'],
  ['no fallback', { models: [SONNET_5_5] },
    '\'fallbackTokensPerMinute\' must be a whole number of tokens above 0, got: undefined. ' +
    'Give the number to use if Service Quotas lists no quota. For example {'],
  ['a fallback of 0', { ...PROPS, fallbackTokensPerMinute: 0 }, 'above 0, got: 0'],
  ['a fallback that is no number', { ...PROPS, fallbackTokensPerMinute: NaN }, 'above 0, got: NaN'],
  ['a refresh that says nothing', { ...PROPS, refresh: '' }, '\'refresh\' must be a text, got: ""'],
  ['a runtime that is no Node.js', { ...PROPS, handlerRuntime: lambda.Runtime.PYTHON_3_13 },
    '\'handlerRuntime\' must be Node.js 20 or later, got: "python3.13"'],
  ['a boundary that is a name', { ...PROPS, permissionsBoundary: 'boundary' },
    '\'permissionsBoundary\' must be a managed policy, got: "boundary"'],
])('fails for %s', (_, props, message) => {
  const apply = () => TokenQuotas.applied(new Stack(new App(), 'Stack'), 'Quotas', props);
  expect(apply).toThrow(message);
  expect(apply).toThrow(/^Stack\/Quotas: /);
});

test('fails with all that is wrong', () => {
  const props = { ...PROPS, fallbackTokensPerMinute: 0, refresh: '', handlerRuntime: lambda.Runtime.PYTHON_3_13 };
  expect(() => TokenQuotas.applied(new Stack(new App(), 'Stack'), 'Quotas', props)).toThrow(
    /^Stack\/Quotas: 3 rules are broken:\n- 'fallbackTokensPerMinute' must.*\n- 'refresh' must.*\n- 'handlerRuntime' must/);
  expect(() => TokenQuotas.fixed({ 'anthropic.claude-opus-5': 0, 'anthropic.claude-opus-5-5': 0.5 })).toThrow(
    /^2 rules are broken:\n- The quota of 'anthropic.claude-opus-5' must.*\n- The quota of 'anthropic.claude-opus-5-5' must/);
});

test('20 models of today fit one answer', () => {
  const models = Array.from({ length: 20 }, (_, index) => ClaudeModel.of(`anthropic.claude-sonnet-4-${index}-20250929-v1:0`));
  expect(() => TokenQuotas.applied(new Stack(), 'Quotas', { ...PROPS, models })).not.toThrow();
});
