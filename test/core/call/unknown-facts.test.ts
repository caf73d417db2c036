import { callGlobally } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { buildLayers, makeAnyIdentity } from '../../../src/core/call/layers';
import { Caller, InvocationLeg } from '../../../src/core/call/leg';
import { Unknown, writeUnknowns } from '../../../src/core/call/unknown-facts';
import { Json } from '../../../src/core/iam/document';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { parsePolicy } from '../../../src/core/iam/policy';

const OPUS = 'anthropic.claude-opus-5-5';
const KNOWN: Caller = {
  account: '111122223333', region: 'af-south-1', partition: 'aws', principalArn: 'arn:aws:iam::111122223333:role/App',
};
const { ALLOWED, DEPENDS, EXPLICITLY_DENIED, IMPLICITLY_DENIED } = InvocationOutcome;

interface Decided {
  readonly outcome: InvocationOutcome;
  readonly legs: readonly InvocationOutcome[];
  readonly unknown: readonly string[];
}

function ask(statements: Json[], known: Partial<Caller>, options: { readonly model?: string; readonly identity?: Json[] } = {}): Decided {
  const { model = OPUS, identity } = options;
  const level = { name: 'root', policies: [parsePolicy('scp', { Version: '2012-10-17', Statement: statements })] };
  const layers = buildLayers({
    identity: [identity ? parsePolicy('role', { Version: '2012-10-17', Statement: identity }) : makeAnyIdentity()],
    levels: statements.length === 0 ? [] : [level],
  });
  const { outcome, legs } = decide(layers, callGlobally({ ...KNOWN, ...known }, model));
  const counting = legs.filter(({ leg }) => leg.leg !== InvocationLeg.PROJECT);
  return {
    outcome,
    legs: counting.map(({ verdict }) => verdict.outcome),
    unknown: [...new Set(counting.flatMap(({ verdict }) => verdict.unknown))],
  };
}

const deny = (condition?: Json, resource: Json = { Resource: '*' }): Json =>
  ({ Effect: 'Deny', Action: 'bedrock:*', ...resource, ...condition && { Condition: condition } });

describe('what rests on what nobody said depends', () => {
  const openRegion = { region: Unknown.REGION };
  test.each<[string, Json, InvocationOutcome[]]>([
    ['a list of Regions', deny({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'unspecified'] } }),
      [DEPENDS, DEPENDS, ALLOWED]],
    ['a list without the Region-less one', deny({ StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
      [DEPENDS, DEPENDS, EXPLICITLY_DENIED]],
    ['a pattern of Regions', deny({ StringLike: { 'aws:RequestedRegion': 'eu-*' } }), [DEPENDS, DEPENDS, ALLOWED]],
    ['any Region', deny({ StringNotLike: { 'aws:RequestedRegion': ['*-*-*', 'unspecified'] } }), [ALLOWED, ALLOWED, ALLOWED]],
    ['none of the Regions is called unspecified', deny({ StringEquals: { 'aws:RequestedRegion': ['unspecified', 'global'] } }),
      [ALLOWED, ALLOWED, EXPLICITLY_DENIED]],
    ['ARNs with a Region', deny(undefined, { NotResource: 'arn:*:bedrock:*-*-*:*:*' }), [ALLOWED, ALLOWED, EXPLICITLY_DENIED]],
    ['ARNs without a Region', deny(undefined, { Resource: 'arn:aws:bedrock:::foundation-model/*' }), [ALLOWED, ALLOWED, EXPLICITLY_DENIED]],
    ['the ARN of one Region', deny(undefined, { Resource: 'arn:aws:bedrock:us-east-1::foundation-model/*' }), [ALLOWED, DEPENDS, ALLOWED]],
    ['the key of one Region', deny({ ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:us-east-1:*:inference-profile/global*' } }),
      [ALLOWED, DEPENDS, DEPENDS]],
  ])('the Region: %s', (_, statement, legs) => {
    expect(ask([statement], openRegion)).toMatchObject({ legs });
    const unknown = legs.includes(DEPENDS) ? ['the source Region'] : [];
    expect(ask([statement], openRegion).unknown).toEqual(unknown);
  });

  test('the account, also where the identity is allowed in its own one by a pseudo parameter', () => {
    const open = { account: Unknown.ACCOUNT, principalArn: undefined };
    const identity = (account: unknown) => [{
      Effect: 'Allow',
      Action: 'bedrock:*',
      Resource: [
        { 'Fn::Join': ['', ['arn:aws:bedrock:af-south-1:', account, ':inference-profile/*']] }, 'arn:aws:bedrock:*::foundation-model/*',
      ],
    }];
    expect(ask([], open, { identity: identity({ Ref: 'AWS::AccountId' }) })).toMatchObject({ outcome: ALLOWED });
    expect(ask([], open, { identity: identity('222233334444') }))
      .toMatchObject({ legs: [DEPENDS, ALLOWED, ALLOWED], unknown: ['the account'] });
    expect(ask([deny({ StringNotEquals: { 'aws:PrincipalAccount': '222233334444' } })], open)).toMatchObject({ outcome: DEPENDS });
    expect(ask([deny({ StringNotEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } })], open))
      .toMatchObject({ outcome: ALLOWED });
  });

  test('the model', () => {
    const open = { model: Unknown.MODEL };
    const approved = (...models: string[]) => deny(undefined, {
      NotResource: models.flatMap((model) => [`arn:aws:bedrock:*::foundation-model/${model}`, `arn:*:*:*:*:inference-profile/*${model}`]),
    });
    expect(ask([approved('anthropic.*')], {}, open)).toMatchObject({ outcome: DEPENDS, unknown: ['the model'] });
    expect(ask([approved('anthropic.claude-sonnet-4-5-20250929-v1:0')], {}, open)).toMatchObject({ outcome: DEPENDS });
    expect(ask([approved('*')], {}, open)).toMatchObject({ outcome: ALLOWED });
    expect(ask([deny(undefined, { Resource: 'arn:aws:bedrock:eu-west-1::foundation-model/*' })], {}, open))
      .toMatchObject({ outcome: ALLOWED });
  });
});

describe('the path of a session\'s role', () => {
  const session = { principalArn: `arn:aws:iam::111122223333:role/${Unknown.ROLE_PATH}PlatformDeployer` };
  const exempt = (...patterns: string[]) => deny({ ArnNotLike: { 'aws:PrincipalArn': patterns } });
  test.each<[string, InvocationOutcome]>([
    ['arn:aws:iam::*:role/PlatformDeployer', DEPENDS],
    ['arn:aws:iam::*:role/Platform*', DEPENDS],
    ['arn:aws:iam::*:role/*Deployer', ALLOWED],
    ['arn:aws:iam::*:role/*', ALLOWED],
    ['arn:aws:iam::*:*/PlatformDeployer', ALLOWED],
    ['arn:aws:iam::*:role/Break*', EXPLICITLY_DENIED],
    ['arn:aws:iam::*:role/stacksets-exec-*', EXPLICITLY_DENIED],
    ['arn:aws:iam::*:user/platform/*', EXPLICITLY_DENIED],
    ['arn:aws:iam::*:role/platform/*', DEPENDS],
    ['arn:aws:iam::*:role/platform/PlatformDeployer', DEPENDS],
    ['arn:aws:iam::*:role/*/PlatformDeployer', DEPENDS],
    ['arn:aws:iam::*:role/platform/Other', EXPLICITLY_DENIED],
    ['arn:aws:iam::999999999999:role/platform/*', EXPLICITLY_DENIED],
  ])('an exemption of %s: %s', (pattern, outcome) => {
    expect(ask([exempt(pattern)], session)).toMatchObject({ outcome, unknown: outcome === DEPENDS ? ['the path of the role'] : [] });
  });

  test('of IAM Identity Center is known but for a Region', () => {
    const name = 'AWSReservedSSO_Admin_0123456789abcdef';
    const person = { principalArn: `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${Unknown.SSO_REGION}${name}` };
    const outcomeOf = (pattern: string) => ask([exempt(pattern)], person).outcome;
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*')).toBe(ALLOWED);
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*')).toBe(ALLOWED);
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/*')).toBe(ALLOWED);
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_*')).toBe(DEPENDS);
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_*')).toBe(DEPENDS);
    expect(outcomeOf('arn:aws:iam::*:role/AWSReservedSSO_*')).toBe(EXPLICITLY_DENIED);
    expect(outcomeOf('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Other_*')).toBe(EXPLICITLY_DENIED);
  });
});

test('a generated name of a role may be what a pattern names, and need not', () => {
  const role = { principalArn: `arn:aws:iam::111122223333:role/${Unknown.STACK_NAME}-Task${Unknown.NAME_SUFFIX}` };
  const outcomeOf = (pattern: string) => ask([deny({ ArnNotLike: { 'aws:PrincipalArn': pattern } })], role).outcome;
  expect([outcomeOf('arn:aws:iam::*:role/*'), outcomeOf('arn:aws:iam::*:role/Break*'), outcomeOf('arn:aws:iam::*:user/*'),
    outcomeOf('arn:aws:iam::*:role/AWSControlTowerExecution'), outcomeOf('arn:aws:iam::*:role/*-Task-*')])
    .toEqual([ALLOWED, DEPENDS, EXPLICITLY_DENIED, EXPLICITLY_DENIED, DEPENDS]);
});

test('what is not allowed whatever it is stays denied', () => {
  const identity = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  expect(ask([], { region: Unknown.REGION, account: Unknown.ACCOUNT }, { identity, model: Unknown.MODEL }).outcome).toBe(IMPLICITLY_DENIED);
});

test('people read names in place of what is not known', () => {
  expect(writeUnknowns(`arn:aws:bedrock:${Unknown.REGION}:${Unknown.ACCOUNT}:inference-profile/global.${Unknown.MODEL}`))
    .toBe('arn:aws:bedrock:<the source Region>:<the account>:inference-profile/global.<the model>');
  expect(writeUnknowns(`arn:aws:iam::111122223333:role/${Unknown.ROLE_PATH}App`)).toBe('arn:aws:iam::111122223333:role/[<path>/]App');
});
