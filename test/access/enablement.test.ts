import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, ModelEnablement, ModelEnablementProps } from '../../src';
import { ACCESS_MINUTES } from '../../src/core/facts/account-access';
import { writeEnablement } from '../../src/core/statements/enablement';
import { asRole, BATCH_STACKS, HERE, roleIn } from '../support/batch';
import { CAPE_TOWN, documentsOf } from '../support/decisions';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { SONNET_5_5, HAIKU_4_5, OPUS_5 } = ClaudeModel;
const [SONNET, OPUS] = [SONNET_5_5, OPUS_5].map(({ marketplaceProductId }) => marketplaceProductId!);
const PRODUCT = 'aws-marketplace:ProductId';
const BY_BEDROCK = { 'aws:CalledViaLast': 'bedrock.amazonaws.com' };
/** Marketplace is in no Region that somebody chooses. */
const MARKETPLACE = { 'aws:RequestedRegion': 'us-east-1' };
const ELSEWHERE = { 'aws:RequestedRegion': 'eu-west-1' };

type Row = [what: string, action: string, context?: Record<string, string | string[]>];

describe.each(BATCH_STACKS)('who enables models, in a stack %s', (_, env, sourceRegion, deployment) => {
  const stack = testStack(env);
  const role = roleIn(stack);
  new ModelEnablement(stack, 'Enablement', { models: [SONNET_5_5, HAIKU_4_5], sourceRegion }).grantEnable(role);
  const ask = asRole(role, deployment);

  test.each<Row>([
    ['submits the form', 'bedrock:PutUseCaseForModelAccess', HERE],
    ['reads the form', 'bedrock:GetUseCaseForModelAccess', HERE],
    ['lists offers', 'bedrock:ListFoundationModelAgreementOffers', HERE],
    ['makes an agreement', 'bedrock:CreateFoundationModelAgreement', HERE],
    ['reads what is available', 'bedrock:GetFoundationModelAvailability', HERE],
    ['subscribes to a model, through Bedrock', 'aws-marketplace:Subscribe', { ...MARKETPLACE, ...BY_BEDROCK, [PRODUCT]: [SONNET] }],
    ['subscribes to both', 'aws-marketplace:Subscribe',
      { ...MARKETPLACE, ...BY_BEDROCK, [PRODUCT]: [SONNET, HAIKU_4_5.marketplaceProductId!] }],
    ['reads subscriptions, through Bedrock', 'aws-marketplace:ViewSubscriptions', { ...MARKETPLACE, ...BY_BEDROCK }],
  ])('%s', async (...[, action, context]: Row) => expect(await ask(action, '*', context)).toBe('ALLOWED'));

  test.each<Row>([
    ['submits the form in another Region', 'bedrock:PutUseCaseForModelAccess', ELSEWHERE],
    ['makes an agreement in another Region', 'bedrock:CreateFoundationModelAgreement', ELSEWHERE],
    ['lists offers in another Region', 'bedrock:ListFoundationModelAgreementOffers', ELSEWHERE],
    ['subscribes by hand', 'aws-marketplace:Subscribe', { ...MARKETPLACE, [PRODUCT]: [SONNET] }],
    ['subscribes through another service', 'aws-marketplace:Subscribe',
      { ...MARKETPLACE, 'aws:CalledViaLast': 'cloudformation.amazonaws.com', [PRODUCT]: [SONNET] }],
    ['subscribes to another product', 'aws-marketplace:Subscribe', { ...MARKETPLACE, ...BY_BEDROCK, [PRODUCT]: [OPUS] }],
    ['subscribes to another product beside its own', 'aws-marketplace:Subscribe',
      { ...MARKETPLACE, ...BY_BEDROCK, [PRODUCT]: [SONNET, OPUS] }],
    ['subscribes to nobody knows what', 'aws-marketplace:Subscribe', { ...MARKETPLACE, ...BY_BEDROCK }],
    ['ends a subscription', 'aws-marketplace:Unsubscribe', { ...MARKETPLACE, ...BY_BEDROCK, [PRODUCT]: [SONNET] }],
    ['reads subscriptions by hand', 'aws-marketplace:ViewSubscriptions', MARKETPLACE],
    ['deletes an agreement', 'bedrock:DeleteFoundationModelAgreement', HERE],
    ['chooses the data retention', 'bedrock:PutAccountDataRetention', HERE],
    ['calls a model', 'bedrock:InvokeModel', HERE],
    ['enables a Region', 'account:EnableRegion', HERE],
  ])('never %s', async (...[, action, context]: Row) => expect(await ask(action, '*', context)).toBe('IMPLICITLY_DENIED'));
});

test.each<[string, any, string]>([
  ['no models', { models: [] }, '\'models\' must name at least one model, got: []'],
  ['models left out', {}, '\'models\' must name at least one model, got: undefined. For example { models: [ClaudeModel.SONNET_5_5] }'],
  ['models that are null', { models: null }, '\'models\' must name at least one model, got: null'],
  ['one model without a list', { models: OPUS_5 }, '\'models\' must be a list, got: '],
  ['an ID', { models: ['anthropic.claude-opus-5'] }, '\'models\' must hold ClaudeModels, got: "anthropic.claude-opus-5"'],
  ['a model twice', { models: [OPUS_5, OPUS_5] }, '\'models\' must name each model once, got: "anthropic.claude-opus-5" twice'],
  ['a model without a product', { models: [OPUS_5, ClaudeModel.of('anthropic.claude-opus-6')] },
    '\'models\' must hold models with a known AWS Marketplace product ID, got: "anthropic.claude-opus-6". Take it from the model card: ' +
    'ClaudeModel.of("anthropic.claude-opus-6", { marketplaceProductId: "prod-…" })'],
  ['a product twice', { models: [OPUS_5, ClaudeModel.of('anthropic.claude-opus-6', { marketplaceProductId: OPUS })] },
    `'models' must name each product once, got: "${OPUS}" twice`],
  ['a source Region that is none', { models: [OPUS_5], sourceRegion: 'global' }, '\'sourceRegion\' must be the code of the Region'],
  ['a source Region that is null', { models: [OPUS_5], sourceRegion: null }, '\'sourceRegion\' must be given or left out, got: null'],
  ['a source Region without the model', { models: [OPUS_5], sourceRegion: 'ap-east-1' },
    '\'sourceRegion\' must be a known source Region of anthropic.claude-opus-5, got: "ap-east-1"'],
  ['no props', undefined, '\'props\' must name the models to enable, got: undefined'],
])('fails for %s', (_, props: ModelEnablementProps, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  expect(() => new ModelEnablement(stack, 'Enablement', props)).toThrow(`Stack/Enablement: ${message}`);
});

test('a model that this library does not list is enabled by the product that is given', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [ClaudeModel.of('anthropic.claude-opus-6', { marketplaceProductId: 'prod-x', sourceRegions: ['af-south-1'] })];
  const role = roleIn(stack);
  const enablement = new ModelEnablement(stack, 'Enablement', { models });
  enablement.grantEnable(role);
  expect(enablement.productIds).toEqual(['prod-x']);
  expect(JSON.stringify(documentsOf(role))).toContain('"ForAllValues:StringEquals":{"aws-marketplace:ProductId":["prod-x"]}');
});

test('warns while nobody may enable, and creates nothing', () => {
  const stack = testStack(CAPE_TOWN);
  const enablement = new ModelEnablement(stack, 'Enablement', { models: [OPUS_5] });
  expect(warningsOf(stack)).toEqual([expect.stringContaining('Stack/Enablement: has no grant, so it creates nothing. ' +
    'Call grantEnable(), or acknowledge this warning')]);
  expect(Template.fromStack(stack).toJSON().Resources ?? {}).toEqual({});
  const again = testStack(CAPE_TOWN);
  new ModelEnablement(again, 'Enablement', { models: [OPUS_5] }).grantEnable(roleIn(again));
  expect(warningsOf(again)).toEqual([]);
  expect(enablement.sourceRegion).toBe('af-south-1');
});

test('identities of a stack share one policy; those of another get one there', () => {
  const app = new App();
  const [stack, other] = ['Stack', 'Other'].map((id) => testStack(CAPE_TOWN, app, id));
  const enablement = new ModelEnablement(stack, 'Enablement', { models: [OPUS_5] });
  [roleIn(stack), roleIn(stack, 'Two'), new iam.Group(stack, 'Group'), roleIn(other)].forEach((one) => enablement.grantEnable(one));
  for (const each of [stack, other]) {
    Template.fromStack(each).resourceCountIs('AWS::IAM::Policy', 1);
  }
});

test('all models that are listed fit a role', () => {
  const stack = testStack(CAPE_TOWN);
  const models = Object.values(ClaudeModel).filter((value): value is ClaudeModel => value instanceof ClaudeModel);
  expect(() => new ModelEnablement(stack, 'Enablement', { models }).grantEnable(roleIn(stack))).not.toThrow();
});

test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
  ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com'),
    '\'grantee\' must be a role, user or group whose policies this app can change, got: '],
  ['nothing', () => undefined as any, '\'grantee\' must be a role, a user, a group or a construct that has a role, got: undefined'],
  ['a role of another account', (stack) => iam.Role.fromRoleArn(stack, 'Theirs', 'arn:aws:iam::222233334444:role/x'),
    '\'grantee\' must be a role, user or group whose policies this app can change, got: \'Stack/Theirs\' of account 222233334444'],
])('refuses to grant to %s', (_, make, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const enablement = new ModelEnablement(stack, 'Enablement', { models: [OPUS_5] });
  expect(() => enablement.grantEnable(make(stack))).toThrow(`Stack/Enablement: ${message}`);
});

test('refuses another stack where the source Region is a token', () => {
  const app = new App();
  const enablement = new ModelEnablement(testStack(undefined, app), 'Enablement', { models: [OPUS_5] });
  expect(() => enablement.grantEnable(roleIn(testStack(undefined, app, 'Other'))))
    .toThrow('Stack/Enablement: \'sourceRegion\' must be concrete to grant in another stack');
});

describe('docs/enablement.md', () => {
  const page = readFileSync('docs/enablement.md', 'utf8');

  test('has a row for each statement, with its actions', () => {
    const rows = [...page.matchAll(/^\| `(Form|Agreements|Subscribe|View)` \| (.+?) \|/gm)].map(([, sid, actions]) =>
      [sid, actions.replace(/[`]/g, '').split(', ').map((action) => action.replace(/^.*:/, ''))]);
    expect(rows).toEqual(writeEnablement([SONNET], CAPE_TOWN.region).map(({ Sid, Action }) =>
      [Sid, (Action as string[]).map((action) => action.replace(/^.*:/, ''))]));
  });

  test('says how long it takes', () => {
    const text = page.replace(/\s+/g, ' ');
    expect(text).toContain(`A subscription takes up to ${ACCESS_MINUTES.subscription} minutes`);
    expect(text).toContain(`wait ${ACCESS_MINUTES.mended} minutes`);
  });
});
