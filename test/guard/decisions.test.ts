import { Stack } from 'aws-cdk-lib';
import {
  ClaudeModel, GlobalCrisDenyGuard, GlobalCrisDenyGuardProps, InferenceRoute, InvocationRequest, InvocationSimulator, PolicySource,
} from '../../src';
import { callGlobally, callThrough, chooseInvokeAction } from '../../src/core/call/calls';
import { makeLegs } from '../../src/core/call/leg';
import { evaluate } from '../../src/core/iam/evaluate';
import { PolicyLayer } from '../../src/core/iam/layer';
import { parsePolicy } from '../../src/core/iam/policy';
import { ACCOUNT, CALLER, CAPE_TOWN, legs } from '../support/decisions';
import { ALLOW_ALL, isAllowed, under, underJson } from '../support/guards';
import { globalModelWithoutProfile } from '../support/probes';
import { testStack } from '../support/stack';

const MODEL = ClaudeModel.SONNET_5_5;
const EXCEPTED = ClaudeModel.OPUS_5;
const OTHER_PROVIDER = 'amazon.nova-2-lite-v1:0';
const IRELAND = { ...CALLER, sourceRegion: 'eu-west-1' };
const VIRGINIA = { ...CALLER, sourceRegion: 'us-east-1' };
const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/BreakGlass`;
const stack = testStack(CAPE_TOWN);
let count = 0;

function guard(props: GlobalCrisDenyGuardProps = {}, scope: Stack = stack): GlobalCrisDenyGuard {
  return new GlobalCrisDenyGuard(scope, `Guard${count++}`, props);
}

function closing(route: InferenceRoute, sourceRegions?: string[]): InvocationSimulator {
  return under(guard({ routes: [route], sourceRegions }));
}

describe.each([['whole', false], ['streaming', true]])('%s calls', (_, streaming) => {
  const cape = { ...CALLER, streaming };
  const ireland = { ...IRELAND, streaming };

  test.each([
    ['af-south-1', cape], ['eu-west-1', ireland],
  ])('from %s through a global profile, or a copy of one, are denied at the leg without a Region', (__, caller) => {
    const simulator = under(guard());
    expect(legs(simulator, InvocationRequest.globalProfile(MODEL, caller))).toBe('AAX');
    expect(legs(simulator, InvocationRequest.applicationProfile(MODEL, 'copy', caller))).toBe('AAX');
    expect(legs(simulator, globalModelWithoutProfile(MODEL, caller))).toBe('X');
  });

  test('that are direct or geographic stay open by default', () => {
    const simulator = under(guard());
    expect(legs(simulator, InvocationRequest.direct(MODEL, cape))).toBe('A');
    expect(legs(
      simulator, InvocationRequest.geographicProfile(MODEL, 'eu', { ...ireland, destinationRegions: ['eu-west-1', 'eu-north-1'] })))
      .toBe('AAA');
  });

  test('of an excepted model are open, through copies too, and those of another model are not', () => {
    const simulator = under(guard({ exceptModels: [EXCEPTED] }));
    expect(legs(simulator, InvocationRequest.globalProfile(EXCEPTED, cape))).toBe('AAA');
    expect(legs(simulator, InvocationRequest.applicationProfile(EXCEPTED, 'copy', cape))).toBe('AAA');
    expect(legs(simulator, InvocationRequest.globalProfile(MODEL, cape))).toBe('AAX');
    expect(legs(simulator, InvocationRequest.applicationProfile(MODEL, 'copy', cape))).toBe('AAX');
    expect(legs(simulator, InvocationRequest.globalProfile(ClaudeModel.of('anthropic.claude-opus-5-1'), cape))).toBe('AAX');
  });

  test.each<[string, GlobalCrisDenyGuardProps, string]>([
    ['by default', {}, 'AAX'],
    ['where only a Claude model is excepted', { exceptModels: [EXCEPTED] }, 'AAX'],
    ['unless it is excepted by its ID', { exceptModelIds: [OTHER_PROVIDER] }, 'AAA'],
  ])('of another provider\'s global model are denied %s', (__, props, expected) => {
    const caller = { partition: 'aws', account: ACCOUNT, region: 'af-south-1', principalArn: BREAK_GLASS };
    const layers = [{
      kind: PolicyLayer.SERVICE_CONTROL, name: 'root', policies: [parsePolicy('guard', guard(props).document.toJSON()), ALLOW_ALL._policy],
    }];
    const legsOfCall = callGlobally(caller, OTHER_PROVIDER, chooseInvokeAction(streaming)).filter(({ isAnnounced }) => !isAnnounced);
    const marks = legsOfCall.map((leg) => evaluate(layers, leg).outcome === 'ALLOWED' ? 'A' : 'X');
    expect(marks.join('')).toBe(expected);
  });

  test('of exempt principals are open by every route, and no others', () => {
    const simulator = under(guard({
      exemptPrincipalArns: ['arn:*:iam::*:role/Break*'],
      exceptModels: [EXCEPTED],
      routes: Object.values(InferenceRoute),
      sourceRegions: ['af-south-1'],
    }));
    const calls = (principalArn: string) => [
      InvocationRequest.globalProfile(MODEL, { ...cape, principalArn }),
      InvocationRequest.applicationProfile(MODEL, 'copy', { ...cape, principalArn }),
      InvocationRequest.direct(MODEL, { ...VIRGINIA, principalArn }),
      InvocationRequest.geographicProfile(MODEL, 'eu', { ...ireland, principalArn, destinationRegions: ['eu-north-1'] }),
      InvocationRequest.batch(MODEL, { ...CALLER, principalArn }),
      InvocationRequest.mantle(MODEL, { ...VIRGINIA, principalArn }),
      InvocationRequest.bearerToken(MODEL, { ...CALLER, principalArn }),
    ].map((request) => simulator.decide(request).outcome);
    expect(new Set(calls(BREAK_GLASS))).toEqual(new Set(['ALLOWED']));
    expect(new Set(calls(`arn:aws:iam::${ACCOUNT}:role/app`))).toEqual(new Set(['EXPLICITLY_DENIED']));
    expect(new Set(calls(`arn:aws:iam::${ACCOUNT}:role/team/BreakGlass`))).toEqual(new Set(['EXPLICITLY_DENIED']));
  });

  describe('through geographic profiles', () => {
    const simulator = closing(InferenceRoute.GEOGRAPHIC_PROFILE, ['eu-west-1', 'eu-north-1']);
    test.each<[string, InvocationRequest, string]>([
      ['within the source Regions',
        InvocationRequest.geographicProfile(MODEL, 'eu', { ...ireland, destinationRegions: ['eu-west-1', 'eu-north-1'] }), 'AXX'],
      ['of any geography', InvocationRequest.geographicProfile(MODEL, 'us', { ...VIRGINIA, streaming, destinationRegions: ['us-east-1'] }),
        'AX'],
      ['and copies of them at destinations outside',
        InvocationRequest.applicationProfile(MODEL, 'copy', { ...ireland, destinationRegions: ['eu-north-1', 'eu-west-3'] }), 'AAAX'],
    ])('%s are denied', (__, request, expected) => {
      expect(legs(simulator, request)).toBe(expected);
    });
    test('and copies of them that stay within the source Regions are open, as is what is direct', () => {
      expect(legs(simulator, InvocationRequest.applicationProfile(MODEL, 'copy', { ...ireland, destinationRegions: ['eu-north-1'] })))
        .toBe('AAA');
      expect(legs(simulator, InvocationRequest.direct(MODEL, { ...VIRGINIA, streaming }))).toBe('A');
    });
    test('leave an excepted model\'s global profile open', () => {
      const withException = under(guard({
        routes: [InferenceRoute.GEOGRAPHIC_PROFILE, InferenceRoute.DIRECT_OTHER_REGION],
        sourceRegions: ['af-south-1'],
        exceptModels: [EXCEPTED],
      }));
      expect(legs(withException, InvocationRequest.globalProfile(EXCEPTED, cape))).toBe('AAA');
      expect(legs(withException, InvocationRequest.applicationProfile(EXCEPTED, 'copy', cape))).toBe('AAA');
    });
  });

  test('outside the source Regions are denied where they are direct, and at the leg of any profile', () => {
    const simulator = closing(InferenceRoute.DIRECT_OTHER_REGION, ['af-south-1']);
    expect(legs(simulator, InvocationRequest.direct(MODEL, { ...VIRGINIA, streaming }))).toBe('X');
    expect(legs(simulator, InvocationRequest.direct(MODEL, cape))).toBe('A');
    expect(legs(simulator, InvocationRequest.geographicProfile(MODEL, 'us', { ...VIRGINIA, streaming, destinationRegions: ['us-west-2'] })))
      .toBe('XAA');
    expect(legs(simulator, InvocationRequest.globalProfile(MODEL, cape))).toBe('AAX');
  });
});

test('the documented AWS deny is walked around by an application profile; our guard is not', () => {
  const documented = underJson(JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Deny',
      Action: 'bedrock:*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:RequestedRegion': 'unspecified' },
        ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' },
      },
    }],
  }));
  const copy = InvocationRequest.applicationProfile(MODEL, 'copy', CALLER);
  expect(legs(documented, InvocationRequest.globalProfile(MODEL, CALLER))).toBe('AAX');
  expect(legs(documented, copy)).toBe('AAA');
  expect(legs(under(guard()), copy)).toBe('AAX');
});

describe('belt and braces: the call is still denied where one of the documented facts were wrong', () => {
  const caller = { partition: 'aws', account: ACCOUNT, region: 'af-south-1', principalArn: BREAK_GLASS };
  const [, , leg] = callThrough(caller, `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/global.${MODEL.modelId}`, MODEL.modelId);
  test.each([
    ['aws:RequestedRegion says global', { requestedRegion: 'global' }],
    ['aws:RequestedRegion says the source Region', { requestedRegion: 'af-south-1' }],
    ['the ARN has an account', { resource: leg.resource.replace(':::', `::${ACCOUNT}:`) }],
    ['the ARN has the source Region', { resource: leg.resource.replace(':::', ':af-south-1::') }],
  ])('%s', (_, wrong) => {
    for (const props of [{}, { exceptModels: [EXCEPTED] }]) {
      const layers = [{
        kind: PolicyLayer.SERVICE_CONTROL,
        name: 'root',
        policies: [parsePolicy('guard', guard(props).document.toJSON()), ALLOW_ALL._policy],
      }];
      const [changed] = makeLegs(caller, [{ ...leg, ...wrong }]);
      expect(evaluate(layers, changed).outcome).toBe('EXPLICITLY_DENIED');
    }
  });
});

test('batch jobs are denied where their route is closed, on all legs; without it, on the one that every guard closes', () => {
  const request = InvocationRequest.batch(MODEL, CALLER);
  expect(legs(closing(InferenceRoute.BATCH), request)).toBe('XXXX');
  const others = Object.values(InferenceRoute).filter((other) => other !== InferenceRoute.BATCH);
  const other = guard({ routes: others, sourceRegions: ['af-south-1'] });
  expect(legs(under(other), request)).toBe('AAXA');
  // That AWS asks for that leg is assumed, so the guard does not say that it closes batch jobs.
  expect(other.matrix.filter(({ route }) => route === InferenceRoute.BATCH).map(({ outcome }) => outcome)).toEqual(['ALLOWED', 'ALLOWED']);
});

test.each<[string, InferenceRoute, InvocationRequest]>([
  ['the mantle endpoint', InferenceRoute.MANTLE, InvocationRequest.mantle(MODEL, VIRGINIA)],
  ['bearer tokens', InferenceRoute.BEARER_TOKEN, InvocationRequest.bearerToken(MODEL, CALLER)],
])('%s are denied where their route is closed, and only there', (_, route, request) => {
  expect(legs(closing(route), request)).toBe('X');
  const others = Object.values(InferenceRoute).filter((other) => other !== route);
  expect(legs(under(guard({ routes: others, sourceRegions: ['af-south-1'] })), request)).toBe('A');
});

test('making API keys is denied for Bedrock, and not for other services', () => {
  const document = guard({ routes: [InferenceRoute.BEARER_TOKEN] }).document.toJSON();
  const make = (service: string) => evaluate([{
    kind: PolicyLayer.SERVICE_CONTROL, name: 'root', policies: [parsePolicy('guard', document), ALLOW_ALL._policy],
  }], {
    action: 'iam:CreateServiceSpecificCredential',
    resource: `arn:aws:iam::${ACCOUNT}:user/x`,
    environment: { ...CAPE_TOWN, partition: 'aws' },
    context: new Map([['iam:servicespecificcredentialservicename', [service]], ['aws:requestedregion', ['us-east-1']]]),
  }).outcome;
  expect(make('bedrock.amazonaws.com')).toBe('EXPLICITLY_DENIED');
  expect(make('codecommit.amazonaws.com')).toBe('ALLOWED');
});

test.each([['by default', {}], ['with exceptions', { exceptModels: [EXCEPTED] }]])('what is not inference stays open %s', (_, props) => {
  const document = guard(props).document.toJSON();
  for (const action of [
    's3:GetObject', 'iam:CreateRole', 'bedrock:ListFoundationModels', 'bedrock:CreateInferenceProfile', 'ec2:RunInstances',
  ]) {
    expect(isAllowed(document, action, 'us-east-1')).toBe(true);
  }
});

test('the managed policy denies beside what allows, and allows nothing itself', () => {
  const managed = guard().asManagedPolicy('Managed');
  const judge = (others: PolicySource[]) =>
    new InvocationSimulator({ identityPolicies: [PolicySource.fromDocument(managed, managed.document), ...others] });
  expect(legs(judge([ALLOW_ALL]), InvocationRequest.globalProfile(MODEL, CALLER))).toBe('AAX');
  expect(legs(judge([ALLOW_ALL]), InvocationRequest.direct(MODEL, CALLER))).toBe('A');
  expect(legs(judge([]), InvocationRequest.direct(MODEL, CALLER))).toBe('d');
});

test('the permissions boundary denies global calls and lets everything else through', () => {
  const boundary = guard({ exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'] }).asPermissionsBoundary('Boundary');
  const simulator = new InvocationSimulator({
    identityPolicies: [ALLOW_ALL],
    permissionsBoundary: PolicySource.fromDocument(boundary, boundary.document),
  });
  const caller = { ...CALLER, principalArn: `arn:aws:iam::${ACCOUNT}:role/app` };
  expect(legs(simulator, InvocationRequest.globalProfile(MODEL, caller))).toBe('AAX');
  expect(legs(simulator, InvocationRequest.direct(MODEL, caller))).toBe('A');
  expect(legs(simulator, InvocationRequest.globalProfile(MODEL, { ...caller, principalArn: BREAK_GLASS }))).toBe('AAA');
  const alone = parsePolicy('boundary', boundary.document.toJSON());
  const read = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', environment: { ...CAPE_TOWN, partition: 'aws' } };
  const context = new Map([['aws:requestedregion', ['af-south-1']], ['aws:principalarn', [caller.principalArn]]]);
  expect(evaluate([{ kind: PolicyLayer.PERMISSIONS_BOUNDARY, name: 'boundary', policies: [alone] }], { ...read, context }).outcome)
    .toBe('ALLOWED');
});
