import { readFileSync } from 'node:fs';
import { App, CfnOutput, CfnParameter, Environment, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { PAGES } from '../../projenrc/pages';
import { ClaudeModel, QuotaPlan, QuotaPlanProps, TokenQuotaIncrease, TokenQuotaIncreaseProps } from '../../src';
import { MOST_OPEN_REQUESTS } from '../../src/core/facts/quota-requests';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { deploy, Deployment } from '../support/deploy';
import { only, resources } from '../support/logging';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { HAIKU_5_5, OPUS_5, OPUS_5_5, SONNET_5_5, SONNET_4_5 } = ClaudeModel;
const TYPE = 'Custom::BedrockTokenQuotaIncrease';
const PROPS: TokenQuotaIncreaseProps = { model: SONNET_5_5, tokensPerMinute: 4_000_000 };
const CALLS: QuotaPlanProps = { model: SONNET_5_5, requestsPerMinute: 60, inputTokens: 30_000, outputTokens: 1000, maxTokens: 20_000 };

const propertiesOf = (stack: Stack) => Object.values(resources(stack, TYPE)).map(
  ({ Properties: { ServiceTimeout: _, ServiceToken: __, ...properties } }) => properties);

describe('an increase', () => {
  const stack = testStack(CAPE_TOWN);
  const increase = new TokenQuotaIncrease(stack, 'Sonnet', PROPS);
  const planned = new TokenQuotaIncrease(stack, 'Opus', { model: OPUS_5, plan: new QuotaPlan({ ...CALLS, model: OPUS_5 }), refresh: 'a' });
  const [id] = Object.keys(resources(stack, TYPE));

  test('wishes a number, or what a plan needs', () => {
    expect(propertiesOf(stack)).toEqual([
      {
        Region: 'af-south-1',
        QuotaCode: 'L-31AB82D0',
        QuotaName: 'Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 5.5',
        TokensPerMinute: 4_000_000,
      },
      {
        Region: 'af-south-1',
        QuotaCode: 'L-D73B1244',
        QuotaName: 'Global cross-region model inference tokens per minute for Anthropic Claude Opus 5',
        TokensPerMinute: 3_000_000, // 60 × (30,000 + 20,000)
        Refresh: 'a',
      },
    ]);
    expect([increase.tokensPerMinute, planned.tokensPerMinute]).toEqual([4_000_000, 3_000_000]);
    expect([increase.model, increase.sourceRegion]).toEqual([SONNET_5_5, 'af-south-1']);
  });

  test('tells its outcome by attributes', () => {
    const attribute = (name: string) => ({ 'Fn::GetAtt': [id, name] });
    const { outcome, appliedTokensPerMinute, requestId, detail } = increase;
    expect(stack.resolve([outcome, appliedTokensPerMinute, requestId, detail]))
      .toEqual(['Outcome', 'AppliedTokensPerMinute', 'RequestId', 'Detail'].map(attribute));
  });

  test('needs one function for a stack, no asset, and asks after the function may', () => {
    expect(only(stack, 'AWS::Lambda::Function').Properties.Code)
      .toEqual({ ZipFile: expect.stringContaining('RequestServiceQuotaIncrease') });
    expect(resources(stack, TYPE)[id].DependsOn).toEqual(expect.arrayContaining(Object.keys(resources(stack, 'AWS::IAM::Role'))));
    expect(warningsOf(stack)).toEqual([]);
  });
});

const STACKS: [string, Environment | undefined, string | undefined, Deployment, string][] = [
  ['in af-south-1', CAPE_TOWN, undefined, CAPE_TOWN, 'af-south-1'],
  ['without an environment', undefined, undefined, CAPE_TOWN, 'af-south-1'],
  ['in us-east-1, for af-south-1', { account: ACCOUNT, region: 'us-east-1' }, 'af-south-1', { account: ACCOUNT, region: 'us-east-1' },
    'af-south-1'],
];
const SLR = 'role/aws-service-role/servicequotas.amazonaws.com/AWSServiceRoleForServiceQuotas';

describe.each(STACKS)('the function of a stack %s', (_, env, sourceRegion, deployment, region) => {
  const decider = (...models: ClaudeModel[]) => {
    const stack = testStack(env);
    models.forEach((model) => new TokenQuotaIncrease(stack, model.modelId, { ...PROPS, model, sourceRegion }));
    const role = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).find(({ Properties }) => Properties.Policies)!;
    const { document, stackId } = deploy(
      { document: role.Properties.Policies[0].PolicyDocument, stackId: { Ref: 'AWS::StackId' } }, deployment) as any;
    const ask = (action: string, resource: string, context = {}) => decideByBoth({
      principal: `arn:aws:iam::${ACCOUNT}:role/requester`, action, resource, context, identity: [{ name: 'requester', document }],
    });
    return { ask, stackId: stackId as string };
  };
  const quota = (code: string, where = region, account = ACCOUNT, service = 'bedrock') =>
    `arn:aws:servicequotas:${where}:${account}:${service}/${code}`;
  const known = decider(SONNET_5_5, OPUS_5);
  const unknown = decider(HAIKU_5_5);
  const SERVICE = { 'iam:AWSServiceName': 'servicequotas.amazonaws.com' };

  test.each<[string, string, string, object?]>([
    ['lists quotas', 'servicequotas:ListServiceQuotas', '*'],
    ['lists defaults', 'servicequotas:ListAWSDefaultServiceQuotas', '*'],
    ['asks for the quota of a model', 'servicequotas:RequestServiceQuotaIncrease', quota('L-31AB82D0')],
    ['asks for that of the other', 'servicequotas:RequestServiceQuotaIncrease', quota('L-D73B1244')],
    ['lists requests for it', 'servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota', quota('L-31AB82D0')],
    ['lets Service Quotas have its role', 'iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:${SLR}`, SERVICE],
    ['reads the status of its stack', 'cloudformation:DescribeStacks', known.stackId],
  ])('%s', async (__, action, resource, ...[context]) => expect(await known.ask(action, resource, context)).toBe('ALLOWED'));

  test.each<[string, string, string, object?]>([
    ['asks for the quota of another model', 'servicequotas:RequestServiceQuotaIncrease', quota('L-A103A344')],
    ['asks for the quota of tokens per day', 'servicequotas:RequestServiceQuotaIncrease', quota('L-E3F10727')],
    ['asks in another Region', 'servicequotas:RequestServiceQuotaIncrease', quota('L-31AB82D0', 'eu-west-1')],
    ['asks in another account', 'servicequotas:RequestServiceQuotaIncrease', quota('L-31AB82D0', region, '444455556666')],
    ['asks of another service', 'servicequotas:RequestServiceQuotaIncrease', quota('L-31AB82D0', region, ACCOUNT, 'ec2')],
    ['asks for new accounts', 'servicequotas:PutServiceQuotaIncreaseRequestIntoTemplate', quota('L-31AB82D0')],
    ['has quotas managed', 'servicequotas:StartAutoManagement', '*'],
    ['opens a case', 'support:CreateCase', '*'],
    ['makes the role of another service', 'iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:${SLR}`,
      { 'iam:AWSServiceName': 'support.amazonaws.com' }],
    ['makes another role', 'iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x/y`, SERVICE],
    ['reads another stack', 'cloudformation:DescribeStacks', known.stackId.replace('Own', 'Other')],
    ['calls a model', 'bedrock:InvokeModel', 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5'],
  ])('never %s', async (__, action, resource, ...[context]) => {
    expect(await known.ask(action, resource, context)).toBe('IMPLICITLY_DENIED');
  });

  test.each<[string, string, string]>([
    ['asks for any quota of Bedrock there', quota('L-ANY'), 'ALLOWED'],
    ['asks for one of another service', quota('L-ANY', region, ACCOUNT, 'ec2'), 'IMPLICITLY_DENIED'],
    ['asks in another Region', quota('L-ANY', 'eu-west-1'), 'IMPLICITLY_DENIED'],
  ])('of a model without a known code, it %s: %s → %s', async (__, resource, expected) => {
    expect(await unknown.ask('servicequotas:RequestServiceQuotaIncrease', resource)).toBe(expected);
  });
});

test('a model without a known code is looked for by name, unless its code is given', () => {
  const stack = testStack(CAPE_TOWN);
  new TokenQuotaIncrease(stack, 'ByName', { ...PROPS, model: HAIKU_5_5 });
  new TokenQuotaIncrease(stack, 'ByCode', { ...PROPS, model: HAIKU_5_5, sourceRegion: 'us-east-1', quotaCode: 'L-0A1B2C3D' });
  expect(propertiesOf(stack)).toMatchObject([
    { Region: 'af-south-1', QuotaName: 'Global cross-region model inference tokens per minute for Anthropic Claude Haiku 5.5' },
    { Region: 'us-east-1', QuotaCode: 'L-0A1B2C3D' },
  ]);
  expect(propertiesOf(stack)[0].QuotaCode).toBeUndefined();
});

test('tokens are left to the deployment', () => {
  const stack = testStack();
  const { valueAsNumber } = new CfnParameter(stack, 'Tokens', { type: 'Number' });
  const { valueAsString } = new CfnParameter(stack, 'Text');
  new TokenQuotaIncrease(stack, 'Sonnet', {
    model: SONNET_5_5, tokensPerMinute: valueAsNumber, sourceRegion: valueAsString, refresh: valueAsString, quotaCode: valueAsString,
  });
  expect(propertiesOf(stack)).toMatchObject([
    { Region: { Ref: 'Text' }, QuotaCode: { Ref: 'Text' }, TokensPerMinute: { Ref: 'Tokens' }, Refresh: { Ref: 'Text' } },
  ]);
});

test('the function runs and is bounded as it is told', () => {
  const stack = new Stack(new App(), 'Stack');
  const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'Boundary');
  const options = { permissionsBoundary: boundary, handlerRuntime: lambda.Runtime.NODEJS_22_X };
  new TokenQuotaIncrease(stack, 'Sonnet', { ...PROPS, ...options });
  new TokenQuotaIncrease(stack, 'Opus', { ...PROPS, model: OPUS_5, ...options });
  expect(only(stack, 'AWS::IAM::Role').Properties.PermissionsBoundary).toEqual(stack.resolve(boundary.managedPolicyArn));
  expect(only(stack, 'AWS::Lambda::Function').Properties.Runtime).toBe('nodejs22.x');
  expect(() => new TokenQuotaIncrease(stack, 'Unbounded', { ...PROPS, model: OPUS_5_5, handlerRuntime: options.handlerRuntime }))
    .toThrow('Stack/Unbounded: \'permissionsBoundary\' must be the same for all quota increases of a stack');
});

test('a stack asks for a quota once, under whichever ID of the model', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  new TokenQuotaIncrease(stack, 'First', { ...PROPS, model: SONNET_4_5 });
  new TokenQuotaIncrease(stack, 'Elsewhere', { ...PROPS, model: SONNET_4_5, sourceRegion: 'us-east-1' });
  const alias = ClaudeModel.of('anthropic.claude-sonnet-4-5');
  expect(() => new TokenQuotaIncrease(stack, 'Second', { ...PROPS, model: alias })).toThrow('Stack/Second: \'model\' must be one for ' +
    'whose quota the stack asks once, since AWS allows one open request for a quota, got: that of Stack/First too. Leave one out, and ask');
});

test('more quotas than AWS lets be asked for at a time are warned of once, by Region', () => {
  const stack = testStack(CAPE_TOWN);
  const ask = (model: ClaudeModel, sourceRegion?: string) =>
    new TokenQuotaIncrease(stack, `${model.modelId}-${sourceRegion}`, { ...PROPS, model, sourceRegion });
  [SONNET_5_5, OPUS_5].forEach((model) => ask(model));
  ask(OPUS_5_5, 'us-east-1');
  expect(warningsOf(stack)).toEqual([]);
  [OPUS_5_5, SONNET_4_5].forEach((model) => ask(model));
  expect(warningsOf(stack).filter((text) => text.includes('QUEUE_FULL'))).toEqual([expect.stringMatching(
    /^Stack\/anthropic\.claude-opus-5-5-undefined: this stack asks for more than 2 quotas in af-south-1\. .*manyIncreases\]$/)]);
});

const plan = new QuotaPlan(CALLS);
test.each<[string, any, string]>([
  ['props that are missing', undefined,
    '\'props\' must name a model and the tokens per minute that you want, got: undefined. For example'],
  ['props that are null', null, '\'props\' must name a model'],
  ['no model', { tokensPerMinute: 5 }, '\'model\' must be a ClaudeModel, got: undefined'],
  ['a model whose ID is a token', { ...PROPS, model: ClaudeModel.of(Token.asString({ Ref: 'Model' })) },
    '\'model\' must have an ID that is known at synthesis'],
  ['neither a number nor a plan', { model: SONNET_5_5 },
    '\'tokensPerMinute\' must be given, unless \'plan\' is, got: undefined. Give the number, or a QuotaPlan that computes it'],
  ['null for both', { model: SONNET_5_5, tokensPerMinute: null, plan: null },
    '\'tokensPerMinute\' must be given, unless \'plan\' is, got: null'],
  ['both', { ...PROPS, plan }, '\'plan\' must not be given with \'tokensPerMinute\': both say how much, got: both. Leave one out'],
  ['both, of which one is a token', { ...PROPS, tokensPerMinute: Token.asNumber({ Ref: 'Tokens' }), plan }, 'both say how much'],
  ['0 tokens', { ...PROPS, tokensPerMinute: 0 }, '\'tokensPerMinute\' must be a whole number of tokens above 0, got: 0'],
  ['a fraction', { ...PROPS, tokensPerMinute: 0.5 }, 'above 0, got: 0.5'],
  ['no number', { ...PROPS, tokensPerMinute: NaN }, 'above 0, got: NaN'],
  ['a text', { ...PROPS, tokensPerMinute: '4000000' }, 'above 0, got: "4000000"'],
  ['more than AWS takes', { ...PROPS, tokensPerMinute: 10_000_000_001 }, 'must be at most 10000000000, got: 10000000001. AWS takes up to'],
  ['a plan that is none', { model: SONNET_5_5, plan: { requiredTokensPerMinute: 5 } },
    '\'plan\' must be a QuotaPlan, got: {"requiredTokensPerMinute":5}'],
  ['a plan of another model', { model: OPUS_5, plan },
    '\'plan\' must be of the same \'model\', got: "anthropic.claude-sonnet-5-5". Plan the calls of that model'],
  ['a plan that needs too much', { model: SONNET_5_5, plan: new QuotaPlan({ ...CALLS, requestsPerMinute: 1e6 }) },
    '\'plan\' must need more than 0 and at most 10000000000 tokens per minute, got: 50000000000'],
  ['a Region that is none', { ...PROPS, sourceRegion: 'Cape Town' }, '\'sourceRegion\' must be the code of the Region'],
  ['a Region where the model is not', { ...PROPS, sourceRegion: 'cn-north-1' },
    '\'sourceRegion\' must be a known source Region of anthropic'],
  ['a code that is none', { ...PROPS, quotaCode: 'L 1' }, '\'quotaCode\' must be the code of a quota, got: "L 1"'],
  ['a code that is a wildcard', { ...PROPS, quotaCode: '*' }, '\'quotaCode\' must be the code of a quota, got: "*"'],
  ['a refresh that says nothing', { ...PROPS, refresh: '' }, '\'refresh\' must be a text, got: ""'],
  ['a runtime that is no Node.js', { ...PROPS, handlerRuntime: lambda.Runtime.PYTHON_3_13 }, '\'handlerRuntime\' must be Node.js 20'],
  ['a boundary that is a name', { ...PROPS, permissionsBoundary: 'boundary' }, '\'permissionsBoundary\' must be a managed policy'],
])('fails for %s', (_, props, message) => {
  const ask = () => new TokenQuotaIncrease(new Stack(new App(), 'Stack', { env: CAPE_TOWN }), 'Increase', props);
  expect(ask).toThrow(message);
  expect(ask).toThrow(/^Stack\/Increase: /);
});

describe('docs/quota-increase.md', () => {
  const page = readFileSync('docs/quota-increase.md', 'utf8');
  const { blocks } = PAGES.get('docs/quota-increase.md')!;

  test('has code that runs, all in one stack', () => {
    const stack = testStack(CAPE_TOWN);
    const names = { CfnOutput, ClaudeModel, QuotaPlan, TokenQuotaIncrease };
    const code = blocks.filter(({ language }) => language === 'ts').map(({ text }) => text).join('\n');
    new Function(...Object.keys(names), code).call(stack, ...Object.values(names));
    expect(propertiesOf(stack).map(({ TokensPerMinute }) => TokensPerMinute)).toEqual([4_000_000, 2_400_000]);
  });

  test('tells every outcome', () => {
    const told = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, outcome]) => outcome);
    expect(told.sort()).toEqual(['ENOUGH', 'FAILED', 'NOT_ASKED', 'PENDING', 'PENDING_LOWER', 'QUEUE_FULL', 'REQUESTED']);
  });

  test('has the case with AWS Support as it is written', () => {
    const { supportCase } = new QuotaPlan({ ...CALLS, maxTokens: 8000, hoursPerDay: 10, tokensPerDayQuota: 150_000_000 });
    expect(page).toContain(supportCase);
  });

  test('says how many requests may be open', () => {
    const { ofQuota, inRegion, inAccount } = MOST_OPEN_REQUESTS;
    expect(page).toContain(`${inRegion} in a Region, ${inAccount} in an account, ${ofQuota} for a quota`);
  });
});
