import { App, Aws, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { ClaudeModel, GuardTarget, InvocationRequest, LegDecision, RegionDenyPolicy, RegionDenyPolicyProps } from '../../src';
import { GLOBAL_SERVICE_ACTIONS } from '../../src/core/facts/global-service-actions';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { ACCOUNT, CALLER, CAPE_TOWN, legs } from '../support/decisions';
import { isAllowed, under, underJson } from '../support/guards';
import { globalModelWithoutProfile } from '../support/probes';
import { testStack } from '../support/stack';

const ADMITTED = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
const OTHER = ClaudeModel.OPUS_5;
const IRELAND = { ...CALLER, sourceRegion: 'eu-west-1' };
const VIRGINIA = { ...CALLER, sourceRegion: 'us-east-1' };
const PROPS: RegionDenyPolicyProps = { allowedRegions: ['af-south-1', 'eu-west-1'], admitModels: ADMITTED };
const stack = testStack(CAPE_TOWN);
let count = 0;

function policyOf(props: Partial<RegionDenyPolicyProps> = {}, scope: Stack = stack): RegionDenyPolicy {
  return new RegionDenyPolicy(scope, `Policy${count++}`, { ...PROPS, ...props });
}

describe('af-south-1 and eu-west-1 are allowed, and two models admitted from af-south-1', () => {
  const policy = policyOf();
  const simulator = under(policy);

  describe.each([['whole', false], ['streaming', true]])('%s calls', (_, streaming) => {
    test.each(ADMITTED)('of %s pass through its global profile, and through a copy of it', (model) => {
      expect(legs(simulator, InvocationRequest.globalProfile(model, { ...CALLER, streaming }))).toBe('AAA');
      expect(legs(simulator, InvocationRequest.applicationProfile(model, 'copy', { ...CALLER, streaming }))).toBe('AAA');
    });

    test.each<[string, InvocationRequest, string]>([
      ['a third model', InvocationRequest.globalProfile(OTHER, { ...CALLER, streaming }), 'AAX'],
      ['a third model through a copy', InvocationRequest.applicationProfile(OTHER, 'copy', { ...CALLER, streaming }), 'AAX'],
      ['an admitted model from the other allowed Region', InvocationRequest.globalProfile(ADMITTED[0], { ...IRELAND, streaming }), 'AAX'],
      ['a copy in the other allowed Region', InvocationRequest.applicationProfile(ADMITTED[0], 'copy', { ...IRELAND, streaming }), 'AAX'],
      ['an admitted model from a Region that is not allowed', InvocationRequest.globalProfile(ADMITTED[0], { ...VIRGINIA, streaming }),
        'XXX'],
      ['an admitted model directly in us-east-1', InvocationRequest.direct(ADMITTED[0], { ...VIRGINIA, streaming }), 'X'],
      ['the leg without a Region on its own', globalModelWithoutProfile(ADMITTED[0], { ...CALLER, streaming }), 'X'],
      ['a eu. profile that routes outside',
        InvocationRequest.geographicProfile(ADMITTED[0], 'eu', { ...IRELAND, streaming, destinationRegions: ['eu-west-1', 'eu-north-1'] }),
        'AAX'],
      ['a us. profile',
        InvocationRequest.geographicProfile(ADMITTED[0], 'us', { ...VIRGINIA, streaming, destinationRegions: ['us-east-1', 'us-west-2'] }),
        'XXX'],
    ])('%s: denied', (__, request, expected) => {
      expect(legs(simulator, request)).toBe(expected);
    });

    test('stay open directly in the allowed Regions', () => {
      expect(legs(simulator, InvocationRequest.direct(OTHER, { ...CALLER, streaming }))).toBe('A');
      expect(legs(
        simulator, InvocationRequest.geographicProfile(OTHER, 'eu', { ...IRELAND, streaming, destinationRegions: ['eu-west-1'] })))
        .toBe('AA');
    });
  });

  test.each([
    'ec2:DescribeInstances', 's3:GetObject', 'bedrock:ListFoundationModels', 'bedrock:InvokeModelWithBidirectionalStream',
    'bedrock-mantle:CreateInference',
  ])(
    '%s in us-east-1 is denied, and in an allowed Region it is not', (action) => {
      expect(isAllowed(policy.document.toJSON(), action, 'us-east-1')).toBe(false);
      expect(isAllowed(policy.document.toJSON(), action, 'unspecified')).toBe(false);
      expect(isAllowed(policy.document.toJSON(), action, 'eu-west-1')).toBe(true);
    });

  test.each([
    'iam:CreateRole', 'sts:AssumeRole', 'cloudfront:CreateDistribution', 'route53:ListHostedZones', 'organizations:ListAccounts',
    'support:CreateCase', 'ce:GetCostAndUsage',
  ])(
    '%s in us-east-1 passes, since the service has no Region', (action) => {
      expect(isAllowed(policy.document.toJSON(), action, 'us-east-1')).toBe(true);
    });
});

test('several source Regions may be admitted; with all allowed ones the fourth statement has nothing to say', () => {
  const three = { allowedRegions: ['af-south-1', 'eu-west-1', 'eu-north-1'] };
  const some = policyOf({ ...three, admitFrom: ['eu-west-1', 'af-south-1'] });
  const all = policyOf({ ...three, admitFrom: ['eu-north-1', 'eu-west-1', 'af-south-1'] });
  expect(some.document.statementCount).toBe(4);
  expect(all.document.statementCount).toBe(3);
  for (const sourceRegion of three.allowedRegions) {
    const call = InvocationRequest.globalProfile(ADMITTED[0], { ...CALLER, sourceRegion });
    expect(legs(under(some), call)).toBe(sourceRegion === 'eu-north-1' ? 'AAX' : 'AAA');
    expect(legs(under(all), call)).toBe('AAA');
    expect(legs(under(all), InvocationRequest.globalProfile(OTHER, { ...CALLER, sourceRegion }))).toBe('AAX');
  }
});

test('the default source is the first allowed Region from which all models can be called', () => {
  const policy = policyOf({
    allowedRegions: ['ap-east-1', 'af-south-1', 'eu-west-1'],
    admitModels: [ADMITTED[0], ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0')],
  });
  expect(legs(under(policy), InvocationRequest.globalProfile(ADMITTED[0], IRELAND))).toBe('AAA');
  expect(legs(under(policy), InvocationRequest.globalProfile(ADMITTED[0], CALLER))).toBe('AAX');
});

test('exempt principals pass all four statements', () => {
  const simulator = under(policyOf({ exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'] }));
  const judge = (name: string) => {
    const principalArn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    return [
      legs(simulator, InvocationRequest.globalProfile(OTHER, { ...CALLER, principalArn })),
      legs(simulator, InvocationRequest.globalProfile(OTHER, { ...VIRGINIA, principalArn })),
      legs(simulator, InvocationRequest.globalProfile(ADMITTED[0], { ...IRELAND, principalArn })),
      legs(simulator, InvocationRequest.mantle(OTHER, { ...VIRGINIA, principalArn })),
    ];
  };
  expect(judge('BreakGlass')).toEqual(['AAA', 'AAA', 'AAA', 'A']);
  expect(judge('app')).toEqual(['AAX', 'XXX', 'AAX', 'X']);
});

test('beside a Region deny that stays attached, the leg without a Region stays denied', () => {
  const plain = {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Deny', NotAction: ['iam:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': PROPS.allowedRegions } },
    }],
  };
  const both = { ...plain, Statement: [...plain.Statement, ...policyOf().document.toJSON().Statement] };
  expect(legs(underJson(JSON.stringify(both)), InvocationRequest.globalProfile(ADMITTED[0], CALLER))).toBe('AAX');
});

test.each<[string, Partial<RegionDenyPolicyProps>, string]>([
  ['no Regions', { allowedRegions: [] }, '\'allowedRegions\' must list at least one Region, got: []'],
  ['unspecified', { allowedRegions: ['af-south-1', 'unspecified'] },
    '\'allowedRegions\' must hold codes of Regions, such as "af-south-1", got: "unspecified". Name each Region; wildcards, "unspecified" ' +
    'and "global" would let every model through'],
  ['global', { allowedRegions: ['global'] }, '\'allowedRegions\' must hold codes of Regions'],
  ['a wildcard Region', { allowedRegions: ['eu-*'] }, '\'allowedRegions\' must hold codes of Regions'],
  ['a Region\'s city', { allowedRegions: ['Cape Town'] }, '\'allowedRegions\' must hold codes of Regions'],
  ['a Region twice', { allowedRegions: ['af-south-1', 'af-south-1'] },
    '\'allowedRegions\' must name each Region once, got: "af-south-1" twice'],
  ['no models', { admitModels: [] }, '\'admitModels\' must name at least one model, got: []'],
  ['a model twice', { admitModels: [OTHER, OTHER] }, '\'admitModels\' must name each model once'],
  ['no source among the allowed Regions', { allowedRegions: ['ap-east-1'] },
    '\'allowedRegions\' must hold a Region from which all of \'admitModels\' can be called, got: ["ap-east-1"]'],
  ['an empty source', { admitFrom: [] }, '\'admitFrom\' must list at least one Region, got: []'],
  ['a source that is not allowed', { admitFrom: ['us-east-1'] },
    '\'admitFrom\' must hold Regions of \'allowedRegions\' only, because calls start there, got: "us-east-1"'],
  ['a source without the model', { allowedRegions: ['af-south-1', 'ap-east-1'], admitFrom: ['ap-east-1'] },
    '\'admitFrom\' must be a known source Region of anthropic.claude-sonnet-5-5'],
  ['a target that is a text', { targets: ['r-ab12' as any] }, '\'targets\' must hold GuardTargets, got: "r-ab12"'],
  ['exempt actions that only the deployment knows', { exemptActions: Token.asList({ Ref: 'Actions' }) },
    '\'exemptActions\' must be a list that is known at synthesis, got: a token'],
  ['no exempt actions', { exemptActions: [] }, '\'exemptActions\' must list at least one action, got: []'],
  ['all actions', { exemptActions: ['*'] },
    '\'exemptActions\' must not match the invocation of models (bedrock:InvokeModel), which would open every model in every Region, got: ' +
    '"*"'],
  ['all of Bedrock', { exemptActions: ['iam:*', 'bedrock:*'] }, 'got: "bedrock:*"'],
  ['all invocations', { exemptActions: ['bedrock:Invoke*'] }, 'got: "bedrock:Invoke*"'],
  ['one invocation in another case', { exemptActions: ['Bedrock:invokemodel'] }, 'got: "Bedrock:invokemodel"'],
  ['the streaming one by question marks', { exemptActions: ['bedrock:InvokeModelWithResponseS?????'] },
    '(bedrock:InvokeModelWithResponseStream)'],
  ['the bidirectional one', { exemptActions: ['bedrock:*BidirectionalStream'] }, '(bedrock:InvokeModelWithBidirectionalStream)'],
  ['an action without a service', { exemptActions: ['CreateRole'] },
    '\'exemptActions\' must hold actions with their service in front, got: "CreateRole"'],
  ['everybody exempt', { exemptPrincipalArns: ['arn:*:iam::*:role/*'] }, '\'exemptPrincipalArns\' must not exempt everyone'],
  ['a document over its size', { maxDocumentSize: 2000 }, 'sends it, and is 2000 characters'],
])('fails for %s', (_, props, message) => {
  expect(() => new RegionDenyPolicy(testStack(CAPE_TOWN), 'Policy', { ...PROPS, ...props })).toThrow(message);
});

test.each([
  { allowedRegions: [] }, { allowedRegions: ['Cape Town'] }, { allowedRegions: Token.asList({ Ref: 'Regions' }) },
])('tells of %j alone, not of \'admitFrom\', which is compared with it', (props) => {
  expect(() => new RegionDenyPolicy(testStack(CAPE_TOWN), 'Policy', { ...PROPS, admitFrom: ['af-south-1'], ...props }))
    .toThrow(/^Stack\/Policy: 'allowedRegions' .*$/);
});

test('tokens are not judged', () => {
  const policy = policyOf({ allowedRegions: [Aws.REGION], exemptActions: [Aws.STACK_NAME], admitFrom: undefined });
  expect(policy.document.statementCount).toBe(3);
  expect(() => policy.toJson()).toThrow('\'toJson\' must find concrete values only');
});

test('sizes are as they were measured, within the older limit too', () => {
  const twelve = KNOWN_MODELS.slice(0, 12).map(({ modelId }) => ClaudeModel.of(modelId));
  const sizes = [[ClaudeModel.SONNET_5_5], twelve].map((admitModels) => policyOf({ admitModels, maxDocumentSize: 5120 }).toJson().length);
  expect(sizes[0]).toBe(2928);
  expect(sizes[1]).toBeGreaterThan(3400);
  expect(sizes[1]).toBeLessThan(3700);
  expect(GLOBAL_SERVICE_ACTIONS).toHaveLength(86);
});

test('with targets it is one policy, and without any no resource', () => {
  const attached = testStack(CAPE_TOWN);
  const policy = new RegionDenyPolicy(attached, 'Policy', {
    ...PROPS, targets: [GuardTarget.organizationRoot('r-ab12')], policyName: 'region-deny',
  });
  Template.fromStack(attached).hasResourceProperties('AWS::Organizations::Policy', {
    Type: 'SERVICE_CONTROL_POLICY', Name: 'region-deny', TargetIds: ['r-ab12'], Content: JSON.parse(policy.toJson()),
  });
  expect(policy.policyId).toBeDefined();
  expect(policyOf().policyId).toBeUndefined();
});

test('opens nothing that a plain Region deny denies, but the admitted leg, and closes nothing that one leaves open', () => {
  const regions = ['af-south-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'];
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5, ClaudeModel.OPUS_5, ClaudeModel.OPUS_4_8];
  const exemptions = ['iam:*', 'sts:*', 's3:GetBucket*', 'bedrock:List*', 'bedrock:CreateModelInvocationJob', 'ec2:DescribeRegions'];
  const some = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: 1 });
  const props = some(regions).chain((allowedRegions) => fc.record({
    allowedRegions: fc.constant(allowedRegions),
    admitModels: some(models),
    admitFrom: fc.option(some(allowedRegions), { nil: undefined }),
    exemptActions: some(exemptions),
    exemptPrincipalArns: fc.constantFrom<string[][]>([], ['arn:*:iam::*:role/BreakGlass']),
  }));
  const ask = fc.record({
    model: fc.constantFrom(...models),
    sourceRegion: fc.constantFrom(...regions),
    streaming: fc.boolean(),
    name: fc.constantFrom('app', 'BreakGlass'),
  });
  const app = new Stack(new App(), 'Stack', { env: CAPE_TOWN });

  fc.assert(fc.property(props, ask, (given, { model, sourceRegion, streaming, name }) => {
    const policy = policyOf(given, app);
    const { allowedRegions, admitModels, exemptActions, exemptPrincipalArns, admitFrom = [allowedRegions[0]] } = given;
    const plain = {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Deny',
        NotAction: exemptActions,
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:RequestedRegion': allowedRegions },
          ...exemptPrincipalArns.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': exemptPrincipalArns } } : {},
        },
      }],
    };
    const options = { account: ACCOUNT, sourceRegion, principalArn: `arn:aws:iam::${ACCOUNT}:role/${name}` };
    const exempt = exemptPrincipalArns.length > 0 && name === 'BreakGlass';
    const admitted = exempt || (admitModels.includes(model) && admitFrom.includes(sourceRegion));
    // Without the fourth statement the last leg passes from any Region; where that is not an allowed one, the first leg does not.
    const everySource = allowedRegions.every((region) => admitFrom.includes(region));
    const unreachable = everySource && admitModels.includes(model) && !allowedRegions.includes(sourceRegion);
    const requests = [
      InvocationRequest.globalProfile(model, { ...options, streaming }),
      InvocationRequest.applicationProfile(model, 'copy', { ...options, streaming }),
      InvocationRequest.applicationProfile(model, 'copy', { ...options, streaming, destinationRegions: regions }),
      InvocationRequest.geographicProfile(model, 'eu', { ...options, streaming, destinationRegions: regions }),
      InvocationRequest.direct(model, { ...options, streaming }),
      InvocationRequest.batch(model, options),
      InvocationRequest.mantle(model, options),
    ];
    const [plainSimulator, admittingSimulator] = [underJson(JSON.stringify(plain)), under(policy)];
    for (const request of requests) {
      const plainDecision = plainSimulator.decide(request);
      const decision = admittingSimulator.decide(request);
      // Calls are admitted, and no batch jobs.
      const opens = ({ leg, action }: LegDecision) => leg === 'GLOBAL_MODEL' && action.includes('InvokeModel') && (admitted || unreachable);
      expect(decision.legs.map(({ outcome }) => outcome))
        .toEqual(plainDecision.legs.map((leg) => opens(leg) ? 'ALLOWED' : leg.outcome));
      expect(decision.allowed).toBe(plainDecision.allowed || (admitted && requests.indexOf(request) < 2));
    }
    for (const action of [
      'iam:CreateRole', 's3:GetBucketAcl', 's3:GetObject', 'bedrock:ListFoundationModels', 'bedrock:InvokeModelWithBidirectionalStream',
    ]) {
      for (const region of [sourceRegion, 'unspecified', 'global']) {
        expect(isAllowed(policy.document.toJSON(), action, region, options.principalArn))
          .toBe(isAllowed(plain, action, region, options.principalArn));
      }
    }
  }), { numRuns: 150 });
});
