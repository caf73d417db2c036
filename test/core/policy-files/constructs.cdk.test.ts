import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ApplicationProfile, ClaudeModel, ClaudeProject, GlobalClaudeAccess, GlobalClaudeAccessProps, GlobalCrisDenyGuard,
  GlobalCrisDenyGuardProps, InferenceRoute, RegionDenyPolicy, RegionDenyPolicyProps,
} from '../../../src';
import { createBatchJob } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { needsRegions } from '../../../src/core/call/guard/guard-rules';
import { listGuardedCalls } from '../../../src/core/call/guard/guarded-calls';
import { buildLayers, makeAnyIdentity } from '../../../src/core/call/layers';
import { Caller, Leg } from '../../../src/core/call/leg';
import { listProbes, listWantedLegs } from '../../../src/core/call/probes';
import { writeInferenceProfileArn } from '../../../src/core/facts/arns';
import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import { Layer, PolicyLayer } from '../../../src/core/iam/layer';
import { parsePolicy } from '../../../src/core/iam/policy';
import { cli } from '../../support/cli';
import { ACCOUNT, CAPE_TOWN } from '../../support/decisions';
import { deploy } from '../../support/deploy';
import { accept } from '../../support/nag';
import { documentsOf } from '../../support/policy-files';
import { testStack } from '../../support/stack';

const { SONNET_5_5, OPUS_5_5, HAIKU_4_5 } = ClaudeModel;
const REGION = CAPE_TOWN.region;
const ROUTES = Object.values(InferenceRoute);
const CALLERS = [undefined, ...['app', 'BreakGlass', 'team/x'].map((role) => `arn:aws:iam::${ACCOUNT}:role/${role}`)];

/** Every call that is known here, of several models, from several Regions and by several people. */
function listTable(modelIds: readonly string[]): Leg[] {
  const sources = [REGION, 'eu-west-1'].map((region) => ({ partition: 'aws', region }));
  return CALLERS.flatMap((principalArn) => {
    const caller: Caller = { account: ACCOUNT, region: REGION, partition: 'aws', principalArn };
    const profile = writeInferenceProfileArn(caller, ACCOUNT, `global.${modelIds[0]}`);
    const promises = { routes: ROUTES, sourceRegions: [REGION], exceptModelIds: modelIds.slice(0, 1), exemptPrincipalArns: [] };
    return [
      ...listWantedLegs({ modelIds, sources, applicationProfiles: 'too' }),
      ...listProbes({ modelIds, sources }, { account: ACCOUNT, principalArn }),
      ...listGuardedCalls({ account: ACCOUNT, principalArn }, promises).flatMap(({ legs }) => legs),
      ...createBatchJob(caller, profile, modelIds[0]),
    ];
  });
}

/** The outcome of each call, and the statement that decides it. */
function answer(layers: readonly Layer[], legs: readonly Leg[]): string[] {
  return legs.flatMap((leg) => decide(layers, [leg]).legs.map(({ verdict }) => `${verdict.outcome} ${verdict.statement?.sid}`));
}

function parseAll(documents: readonly unknown[]) {
  return documents.map((document, index) => parsePolicy(`policy ${index}`, document));
}

const many = (option: string, values: readonly string[] = []) => values.flatMap((value) => [`--${option}`, value]);

describe('an access', () => {
  const MODELS = KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes(REGION)).map(({ modelId }) => modelId);
  test.each<[string, readonly string[], Partial<GlobalClaudeAccessProps>, string[]]>([
    ['of one model', [SONNET_5_5.modelId], {}, []],
    ['without streaming', [SONNET_5_5.modelId, HAIKU_4_5.modelId], { streaming: false }, ['--no-streaming']],
    ['of a project', [OPUS_5_5.modelId], { project: ClaudeProject.named('payments') }, ['--project-id', 'payments']],
    ['of an unlisted model', ['anthropic.claude-opus-9'], {}, []],
    ...[12, 13, 14].map((count): [string, readonly string[], object, string[]] => [`of ${count} models`, MODELS.slice(0, count), {}, []]),
  ])('%s decides as the construct does', (_, modelIds, props, options) => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', {
      models: modelIds.map((id) => ClaudeModel.of(id)), assumedBy: new iam.AccountRootPrincipal(), ...props,
    });
    const made = access.managedPolicies.map(({ document }) => stack.resolve(document) as unknown);
    const printed = documentsOf('access', ...many('model', modelIds), '--region', REGION, '--account', ACCOUNT, ...options);
    expect(printed).toHaveLength(made.length);
    const table = listTable(modelIds);
    const [ours, theirs] = [printed, made].map((documents) => answer(buildLayers({ identity: parseAll(documents) }), table));
    expect(ours).toEqual(theirs);
    expect(new Set(ours.map((one) => one.split(' ')[0]))).toEqual(new Set(['ALLOWED', 'IMPLICITLY_DENIED']));
  });
});

test('an access of application profiles decides as the construct does, with the model\'s own profile and without', () => {
  const [own, other] = ['a1b2c3d4e5f6', 'b2c3d4e5f6a1']
    .map((id) => `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/${id}`);
  for (const [models, profileArns] of [[[], [own]], [[SONNET_5_5], [own, other]]] as const) {
    const stack = testStack(CAPE_TOWN, undefined, `Stack${profileArns.length}`);
    const access = new GlobalClaudeAccess(stack, 'Access', {
      ...models.length > 0 && { models: [...models] },
      applicationProfiles: profileArns.map((profileArn, index) =>
        ApplicationProfile.fromProfileArn(stack, `Team${index}`, { profileArn, model: [SONNET_5_5, OPUS_5_5][index] })),
      assumedBy: new iam.AccountRootPrincipal(),
    });
    const made = access.managedPolicies.map(({ document }) => stack.resolve(document) as unknown);
    const printed = documentsOf('access', ...many('model', models.map(({ modelId }) => modelId)), '--region', REGION,
      '--account', ACCOUNT, ...many('application-profile', profileArns.map((arn, index) => `${arn}=${[SONNET_5_5, OPUS_5_5][index]}`)));
    const table = listTable([SONNET_5_5.modelId, OPUS_5_5.modelId]);
    const [ours, theirs] = [printed, made].map((documents) => answer(buildLayers({ identity: parseAll(documents) }), table));
    expect(ours).toEqual(theirs);
    expect(ours.some((one) => one.startsWith('ALLOWED'))).toBe(true);
  }
});

describe('an endpoint', () => {
  test.each([
    ['for one role', [`arn:aws:iam::${ACCOUNT}:role/app`]],
    ['for patterns', [`arn:aws:iam::${ACCOUNT}:role/team/*`, 'arn:aws:iam::*:role/BreakGlas?']],
  ])('%s decides as the construct does', (_, principalArns) => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', {
      models: [SONNET_5_5, OPUS_5_5], assumedBy: new iam.AccountRootPrincipal(),
    });
    access.restrictEndpoint(endpointIn(stack), { principalArns });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
    const made = deploy(Properties.PolicyDocument, { account: ACCOUNT, region: REGION });
    const [printed] = documentsOf('endpoint', ...many('model', [SONNET_5_5.modelId, OPUS_5_5.modelId]), '--region', REGION,
      '--account', ACCOUNT, ...many('principal', principalArns));
    const table = listTable([SONNET_5_5.modelId, OPUS_5_5.modelId]);
    const [ours, theirs] = [printed, made].map((document) => answer(buildLayers({
      identity: [makeAnyIdentity()], endpoint: parsePolicy('endpoint', document),
    }).filter(({ kind }) => kind === PolicyLayer.VPC_ENDPOINT), table).map(dropSuffix));
    expect(ours).toEqual(theirs);
    expect(ours.some((one) => one.startsWith('ALLOWED'))).toBe(true);
  });

  /** The construct adds its address to each Sid, since several accesses may share an endpoint. */
  function dropSuffix(decided: string): string {
    return decided.replace(/(GlobalProfile|SourceModel|GlobalModel)\w+$/, '$1');
  }

  function endpointIn(stack: Stack): ec2.InterfaceVpcEndpoint {
    const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['af-south-1a'], natGateways: 0, restrictDefaultSecurityGroup: false });
    accept(vpc, 'AwsSolutions-VPC7', 'The network of a test');
    return vpc.addInterfaceEndpoint('Bedrock', { service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME, open: false });
  }
});

const EXEMPT = ['arn:*:iam::*:role/BreakGlass'];

describe('a guard', () => {
  test.each<[string, GlobalCrisDenyGuardProps]>([
    ['by default', {}],
    ['with exceptions', { exceptModelIds: [SONNET_5_5.modelId, 'amazon.nova-2-lite-v1:0'] }],
    ['with exemptions', { exemptPrincipalArns: [...EXEMPT, `arn:aws:iam::${ACCOUNT}:role/team/*`] }],
    ...ROUTES.map((route): [string, GlobalCrisDenyGuardProps] => [`that closes ${route}`, {
      routes: [route], ...needsRegions(route) && { sourceRegions: [REGION] },
    }]),
    ['of everything', {
      routes: ROUTES, sourceRegions: [REGION, 'eu-west-1'], exceptModelIds: [SONNET_5_5.modelId], exemptPrincipalArns: EXEMPT,
    }],
  ])('%s is the construct\'s, byte by byte, and decides as that does', (_, props) => {
    const guard = new GlobalCrisDenyGuard(testStack(), 'Guard', props);
    const { out } = cli('policy', 'guard', ...many('except-model', props.exceptModelIds), ...many('route', props.routes),
      ...many('source-region', props.sourceRegions), ...many('exempt', props.exemptPrincipalArns));
    expect(out).toBe(guard.toJson());
    expectAlike(JSON.parse(out), guard.document);
  });
});

describe('a Region deny', () => {
  test.each<[string, RegionDenyPolicyProps]>([
    ['of one Region', { allowedRegions: [REGION], admitModels: [SONNET_5_5] }],
    ['of several, from one', { allowedRegions: [REGION, 'eu-west-1'], admitModels: [SONNET_5_5, OPUS_5_5] }],
    ['of several, from each', { allowedRegions: [REGION, 'eu-west-1'], admitModels: [SONNET_5_5], admitFrom: ['eu-west-1', REGION] }],
    ['with exemptions', {
      allowedRegions: ['eu-west-1', REGION],
      admitModels: [OPUS_5_5],
      admitFrom: [REGION],
      exemptPrincipalArns: EXEMPT,
      exemptActions: ['iam:*'],
    }],
  ])('%s is the construct\'s, byte by byte, and decides as that does', (_, props) => {
    const policy = new RegionDenyPolicy(testStack(), 'Deny', props);
    const { out } = cli('policy', 'region-deny', ...many('allow-region', props.allowedRegions),
      ...many('admit-model', props.admitModels.map(({ modelId }) => modelId)), ...many('admit-from', props.admitFrom),
      ...many('exempt', props.exemptPrincipalArns), ...many('exempt-action', props.exemptActions));
    expect(out).toBe(policy.toJson());
    expectAlike(JSON.parse(out), policy.document);
  });
});

/** Holds a document that was printed against the one that the construct attaches. */
function expectAlike(printed: unknown, made: iam.PolicyDocument): void {
  const table = listTable([SONNET_5_5.modelId, OPUS_5_5.modelId]);
  const [ours, theirs] = [printed, made.toJSON() as unknown].map((document) => answer(buildLayers({
    identity: [makeAnyIdentity()], levels: [{ name: 'root', policies: [parsePolicy('policy', document)] }],
  }), table));
  expect(ours).toEqual(theirs);
  expect(ours.some((one) => one.startsWith('EXPLICITLY_DENIED'))).toBe(true);
}

test('what somebody adds to a guard\'s document is in its JSON too', () => {
  const guard = new GlobalCrisDenyGuard(testStack(), 'Guard');
  guard.document.addStatements(new iam.PolicyStatement({ sid: 'Mine', effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['*'] }));
  expect(JSON.parse(guard.toJson()).Statement).toContainEqual({ Sid: 'Mine', Effect: 'Deny', Action: 's3:*', Resource: '*' });
});
