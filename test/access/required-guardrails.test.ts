import { readFileSync } from 'node:fs';
import { Stack, Token } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ApplicationProfile, ClaudeBatchAccess, ClaudeModel, ClientSettingsFormat, GlobalClaudeAccess, GlobalClaudeAccessProps, InvocationOutcome,
  InvocationRequest, PolicySource, RequiredGuardrail,
} from '../../src';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, documentsOf, legs, project, simulatorOf } from '../support/decisions';
import { deploy } from '../support/deploy';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { SONNET_5_5, HAIKU_5_5 } = ClaudeModel;
const REGION = 'eu-west-1';
const CALLER = { account: ACCOUNT, sourceRegion: REGION };
const GUARDRAIL = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/a1b2c3d4e5f6`;
const REQUIRED: RequiredGuardrail = { guardrailArn: GUARDRAIL, guardrailVersion: '1' };
const assumedBy = new iam.AccountRootPrincipal();
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** What calls name as their guardrail. */
const NAMED: [string, string[], boolean][] = [
  ['the required version', [`${GUARDRAIL}:1`], true],
  ['another version', [`${GUARDRAIL}:2`], false],
  ['a version that begins alike', [`${GUARDRAIL}:11`], false],
  ['the draft', [GUARDRAIL], false],
  ['another guardrail', [`${GUARDRAIL.replace('a1b2', 'zzzz')}:1`], false],
  ['the guardrail of another account', [`${GUARDRAIL.replace(ACCOUNT, '222233334444')}:1`], false],
  ['no guardrail', [], false],
];

const STACKS: [string, () => Stack, string | undefined][] = [
  ['a concrete stack', () => testStack({ account: ACCOUNT, region: REGION }), undefined],
  ['an agnostic stack', () => testStack(), undefined],
  ['a stack that calls another Region', () => testStack({ account: ACCOUNT, region: 'us-east-1' }), REGION],
];

const WAYS: [string, (role: iam.Role, access: GlobalClaudeAccess) => void][] = [
  ['attachTo', (role, access) => access.attachTo(role)],
  ['grantInvoke', (role, access) => void access.grantInvoke(role)],
];

function roleWith(stack: Stack, give: (typeof WAYS)[0][1], props: Partial<GlobalClaudeAccessProps>): iam.Role {
  const role = new iam.Role(stack, 'Role', { assumedBy });
  give(role, new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], requiredGuardrails: [REQUIRED], ...props }));
  return role;
}

describe.each(STACKS)('in %s', (_, makeStack, sourceRegion) => {
  const place = { account: ACCOUNT, region: sourceRegion === undefined ? REGION : 'us-east-1' };

  describe.each(WAYS)('by %s', (__, give) => {
    const role = roleWith(makeStack(), give, { sourceRegion });
    const documents = documentsOf(role).map(({ name, document }) => ({ name, document: deploy(document, place) }));
    const alone = simulatorOf(role, place);
    const besideEverything = simulatorOf(role, place, {
      identityPolicies: [...documents, { name: 'everything', document: EVERYTHING }]
        .map((one) => PolicySource.fromJson(one.name, one.document)),
    });

    test.each(NAMED)('a call that names %s', async (___, guardrail, isAllowed) => {
      for (const streaming of [false, true]) {
        const request = InvocationRequest.globalProfile(SONNET_5_5, {
          ...CALLER, streaming, contextKeys: { 'bedrock:GuardrailIdentifier': guardrail },
        });
        const ofModel = isAllowed ? 'AAA' : 'AXA';
        const isKnown = guardrail.length > 0 && guardrail[0].startsWith(GUARDRAIL);
        const ofGuardrail = guardrail.length === 0 ? '' : isKnown ? 'A' : 'd';
        expect(`${legs(alone, request)} ${project(alone, request)}`).toBe(`${ofModel}${ofGuardrail} A`);
        expect(legs(besideEverything, request)).toBe(`${ofModel}${ofGuardrail && 'A'}`);
        for (const leg of request._legs) {
          const isOfModel = leg.resource.includes('foundation-model/');
          const isSourceModel = leg.resource.startsWith(`arn:aws:bedrock:${REGION}::foundation-model/`);
          const context = {
            'aws:RequestedRegion': leg.requestedRegion,
            ...isOfModel && { 'bedrock:InferenceProfileArn': leg.throughProfile! },
            ...isSourceModel && guardrail.length > 0 && { 'bedrock:GuardrailIdentifier': guardrail[0] },
          };
          const outcome = await decideByBoth({
            principal: `arn:aws:iam::${ACCOUNT}:role/R`, action: leg.action, resource: leg.resource, context, identity: documents,
          });
          const isOfGuardrail = leg.action === 'bedrock:ApplyGuardrail';
          expect(outcome).toBe(isOfGuardrail && !isKnown ? InvocationOutcome.IMPLICITLY_DENIED
            : isAllowed || !isSourceModel ? InvocationOutcome.ALLOWED : InvocationOutcome.EXPLICITLY_DENIED);
        }
      }
    });

    test.each<[string, string, string, string, boolean]>([
      ['applies the guardrail', 'ApplyGuardrail', GUARDRAIL, REGION, true],
      ['applies another', 'ApplyGuardrail', GUARDRAIL.replace('a1b2', 'zzzz'), REGION, false],
      ['reads the guardrail', 'GetGuardrail', GUARDRAIL, REGION, false],
      ['changes the guardrail', 'UpdateGuardrail', GUARDRAIL, REGION, false],
      ['creates a batch job', 'CreateModelInvocationJob', `arn:aws:bedrock:${REGION}::foundation-model/${SONNET_5_5}`, REGION, false],
      ['calls another model', 'InvokeModel', `arn:aws:bedrock:${REGION}::foundation-model/${HAIKU_5_5}`, REGION, false],
    ])('who has it %s: %s on %s in %s: %s', async (___, action, resource, region, isAllowed) => {
      const context = { 'aws:RequestedRegion': region, 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:1` };
      const outcome = await decideByBoth({
        principal: `arn:aws:iam::${ACCOUNT}:role/R`, action: `bedrock:${action}`, resource, context, identity: documents,
      });
      expect(outcome === InvocationOutcome.ALLOWED).toBe(isAllowed);
    });
  });
});

describe('roles that Amazon Bedrock alone assumes', () => {
  const bedrockService = new iam.ServicePrincipal('bedrock.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  });
  const stack = () => testStack({ account: ACCOUNT, region: REGION });
  const accessIn = (scope: Stack, props: Partial<GlobalClaudeAccessProps> = {}) =>
    new GlobalClaudeAccess(scope, 'Access', { models: [SONNET_5_5], requiredGuardrails: [REQUIRED], ...props });
  const serviceRoleIn = (scope: Stack): iam.IRole => new ClaudeBatchAccess(scope, 'Batch', {
    models: [ClaudeModel.OPUS_5],
    inputBucket: s3.Bucket.fromBucketName(scope, 'Prompts', 'prompts'),
    outputBucket: s3.Bucket.fromBucketName(scope, 'Answers', 'answers'),
  }).serviceRole;
  const message = (path: string) => 'Stack/Access: \'requiredGuardrails\' must be left out for a role that only bedrock.amazonaws.com ' +
    'assumes: its batch jobs, agents and knowledge bases make calls without a guardrail, which AWS would deny, got: ' +
    `'${path}'. Create a second access for it, without guardrails`;

  test.each<[string, (scope: Stack) => void, string]>([
    ['attachTo', (scope) => accessIn(scope).attachTo(serviceRoleIn(scope)), 'Stack/Batch/ServiceRole'],
    ['grantInvoke', (scope) => accessIn(scope).grantInvoke(serviceRoleIn(scope)), 'Stack/Batch/ServiceRole'],
    ['role', (scope) => accessIn(scope, { role: serviceRoleIn(scope) }), 'Stack/Batch/ServiceRole'],
    ['assumedBy', (scope) => accessIn(scope, { assumedBy: bedrockService }), 'Stack/Access/Role'],
    ['attachTo of one that trusts it twice', (scope) => accessIn(scope).attachTo(new iam.Role(scope, 'Agent', {
      assumedBy: new iam.CompositePrincipal(bedrockService, new iam.ServicePrincipal('bedrock.amazonaws.com')),
    })), 'Stack/Agent'],
  ])('are refused by %s', (_, give, path) => {
    expect(() => give(stack())).toThrow(message(path));
  });

  test.each<[string, (scope: Stack) => iam.IRole]>([
    ['a function\'s', (scope) => new iam.Role(scope, 'R', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
    ['one of AgentCore, whose code names a guardrail', (scope) => new iam.Role(scope, 'R', {
      assumedBy: new iam.ServicePrincipal('bedrock-agentcore.amazonaws.com'),
    })],
    ['one that a function assumes too', (scope) => new iam.Role(scope, 'R', {
      assumedBy: new iam.CompositePrincipal(bedrockService, new iam.ServicePrincipal('lambda.amazonaws.com')),
    })],
    ['one that the account assumes too', (scope) => new iam.Role(scope, 'R', {
      assumedBy: new iam.CompositePrincipal(bedrockService, new iam.AccountRootPrincipal()),
    })],
    ['an imported one, whose trust nobody knows', (scope) => iam.Role.fromRoleName(scope, 'R', 'r')],
    ['one that is made when it is used', (scope) => new iam.LazyRole(scope, 'R', { assumedBy: bedrockService })],
  ])('are not %s', (_, makeRole) => {
    const scope = stack();
    const access = accessIn(scope);
    const role = makeRole(scope);
    expect(() => access.attachTo(role)).not.toThrow();
    expect(() => access.grantInvoke(role)).not.toThrow();
  });

  test('get an access that requires none', () => {
    const scope = stack();
    expect(() => accessIn(scope, { requiredGuardrails: undefined }).attachTo(serviceRoleIn(scope))).not.toThrow();
  });
});

test('a guardrail of the same app is required by what the deployment knows', () => {
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', { name: 'g', blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' });
  const version = new bedrock.CfnGuardrailVersion(stack, 'Version', { guardrailIdentifier: guardrail.attrGuardrailId });
  const role = roleWith(stack, WAYS[0][1], {
    requiredGuardrails: [{ guardrailArn: guardrail.attrGuardrailArn, guardrailVersion: version.attrVersion }],
  });
  const simulator = simulatorOf(role, undefined, {
    identityPolicies: documentsOf(role).map(({ name, document }) =>
      PolicySource.fromJson(name, deploy(document, { account: ACCOUNT, region: REGION }))),
  });
  const made = (logicalId: string) => deploy({ 'Fn::GetAtt': [logicalId] }, { account: ACCOUNT, region: REGION });
  const ask = (named: string) => legs(simulator, InvocationRequest.globalProfile(SONNET_5_5,
    { ...CALLER, contextKeys: { 'bedrock:GuardrailIdentifier': [named] } }));
  expect([ask(`${made('Guardrail')}:${made('Version')}`), ask(`${made('Guardrail')}:2`)]).toEqual(['AAA', 'AXA']);
});

test('any of several guardrails will do', () => {
  const other = { guardrailArn: GUARDRAIL, guardrailVersion: '2' };
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const simulator = simulatorOf(roleWith(stack, WAYS[0][1], { requiredGuardrails: [REQUIRED, other] }));
  expect(['1', '2', '3'].map((number) => legs(simulator, InvocationRequest.globalProfile(SONNET_5_5,
    { ...CALLER, contextKeys: { 'bedrock:GuardrailIdentifier': [`${GUARDRAIL}:${number}`] } })))).toEqual(['AAAA', 'AAAA', 'AXAA']);
});

test('what is not required of one access is not asked of another', () => {
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const role = roleWith(stack, WAYS[0][1], {});
  new GlobalClaudeAccess(stack, 'Background', { models: [HAIKU_5_5] }).attachTo(role);
  expect(legs(simulatorOf(role), InvocationRequest.globalProfile(HAIKU_5_5, CALLER))).toBe('AAA');
  expect(legs(simulatorOf(role), InvocationRequest.globalProfile(SONNET_5_5, CALLER))).toBe('A?A');
});

test('ten models with a guardrail fit one policy', () => {
  const all = Object.values(ClaudeModel).filter((one): one is ClaudeModel => one instanceof ClaudeModel);
  const policies = (count: number) => new GlobalClaudeAccess(testStack({ account: ACCOUNT, region: REGION }), 'Access', {
    models: all.slice(0, count), requiredGuardrails: [REQUIRED],
  }).managedPolicies.length;
  expect([policies(10), policies(11)]).toEqual([1, 2]);
  expect(readFileSync('docs/guardrails.md', 'utf8').replace(/\s+/g, ' ')).toContain('Ten models with one guardrail fit one policy');
});

describe('bad input', () => {
  test.each<[string, unknown, string]>([
    ['the draft', [{ ...REQUIRED, guardrailVersion: 'DRAFT' }],
      'must not hold the draft of a guardrail, which changes with every edit, got: "DRAFT". Publish a version, for example with ' +
      'CfnGuardrailVersion, and use its attrVersion'],
    ['an ID', [{ ...REQUIRED, guardrailArn: 'a1b2c3d4e5f6' }],
      'must hold whole ARNs of guardrails, got: "a1b2c3d4e5f6". For example "arn:aws:bedrock:eu-west-1:111122223333:guardrail/'],
    ['an ARN with its version', [{ ...REQUIRED, guardrailArn: `${GUARDRAIL}:1` }], 'must hold whole ARNs of guardrails, got: '],
    ['a version of no number', [{ ...REQUIRED, guardrailVersion: 'latest' }],
      'must hold published versions: a number of 1 to 8 digits, as text, got: "latest". For example "1"'],
    ['version 0', [{ ...REQUIRED, guardrailVersion: '0' }], 'must hold published versions: a number of 1 to 8 digits, as text, got: "0"'],
    ['a number as the version', [{ ...REQUIRED, guardrailVersion: 1 }], 'must hold guardrails with their ARN and version, got: '],
    ['no version', [{ guardrailArn: GUARDRAIL }],
      `must hold guardrails with their ARN and version, got: {"guardrailArn":"${GUARDRAIL}"}. `],
    ['a text', GUARDRAIL, `must be a list, got: "${GUARDRAIL}". Put it in brackets`],
    ['a list of texts', [GUARDRAIL], 'must hold guardrails with their ARN and version, got: '],
    ['a list that only the deployment knows', Token.asList({ Ref: 'X' }), 'must be a list that is known at synthesis, got: a token'],
    ['none', [], 'must name at least one guardrail, got: []. Leave it out if you require none'],
    ['null', null, 'must be given or left out, got: null'],
    ['a gap', [undefined], 'must hold no undefined and no null, got: undefined as element 1 of 1'],
    ['one twice', [REQUIRED, { ...REQUIRED }], `must name each version once, got: "${GUARDRAIL}:1" twice`],
    ['one of another Region', [{ ...REQUIRED, guardrailArn: GUARDRAIL.replace(REGION, 'us-east-1') }],
      `must be in eu-west-1, the source Region of the calls, got: ["${GUARDRAIL.replace(REGION, 'us-east-1')}"]. Create it ` +
      'there: a call takes no guardrail of another Region'],
  ])('%s fails', (_, requiredGuardrails, message) => {
    const stack = testStack({ account: ACCOUNT, region: REGION });
    const props = { models: [SONNET_5_5], requiredGuardrails: requiredGuardrails as RequiredGuardrail[] };
    expect(() => new GlobalClaudeAccess(stack, 'Access', props)).toThrow(`Stack/Access: 'requiredGuardrails' ${message}`);
  });
});

describe('a guardrail of the same app', () => {
  test.each<[string, (guardrail: bedrock.CfnGuardrail) => RequiredGuardrail, string]>([
    ['its ID', ({ attrGuardrailId: guardrailArn }) => ({ ...REQUIRED, guardrailArn }),
      'must hold whole ARNs of guardrails, got: attrGuardrailId. Use attrGuardrailArn'],
    ['its own version, that of the draft', ({ attrGuardrailArn, attrVersion }) =>
      ({ guardrailArn: attrGuardrailArn, guardrailVersion: attrVersion }), 'must not hold the draft of a guardrail'],
  ])('by %s fails', (_, name, message) => {
    const stack = testStack({ account: ACCOUNT, region: REGION });
    const guardrail = new bedrock.CfnGuardrail(stack, 'G', { name: 'g', blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' });
    expect(() => roleWith(stack, WAYS[0][1], { requiredGuardrails: [name(guardrail)] })).toThrow(`'requiredGuardrails' ${message}`);
  });
});

test('more guardrails than one policy holds fail', () => {
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const many = Array.from({ length: 40 }, (_, index) => ({ ...REQUIRED, guardrailArn: `${GUARDRAIL}${index}` }));
  expect(() => roleWith(stack, WAYS[0][1], { requiredGuardrails: many }))
    .toThrow('Stack/Access: \'requiredGuardrails\' must fit one policy with a model: a managed policy holds 6144 characters, got: ');
});

test('a Region of which AWS\'s pages disagree is warned of', () => {
  const warn = (region: string) => {
    const stack = testStack({ account: ACCOUNT, region });
    const guardrailArn = GUARDRAIL.replace(REGION, region);
    new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], assumedBy, requiredGuardrails: [{ ...REQUIRED, guardrailArn }] });
    return warningsOf(stack);
  };
  expect(warn('af-south-1').join()).toContain('Stack/Access: AWS\'s list of Regions with guardrails lacks af-south-1');
  expect(warn(REGION)).toEqual([]);
});

describe('settings of clients', () => {
  const settingsOf = (props: Partial<GlobalClaudeAccessProps> = {}, stack = testStack({ account: ACCOUNT, region: REGION })) =>
    new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5, HAIKU_5_5], requiredGuardrails: [REQUIRED], ...props })
      .clientSettings({ primary: SONNET_5_5, background: HAIKU_5_5 });

  test('of Claude Code name the guardrail in two headers, and so do the managed ones', () => {
    const settings = settingsOf();
    const headers = `X-Amzn-Bedrock-GuardrailIdentifier: ${GUARDRAIL}\nX-Amzn-Bedrock-GuardrailVersion: 1`;
    expect(settings.environment.ANTHROPIC_CUSTOM_HEADERS).toBe(headers);
    expect(JSON.parse(settings.claudeCodeManagedSettings).env.ANTHROPIC_CUSTOM_HEADERS).toBe(headers);
  });

  test('of LiteLLM name it for each model', () => {
    const { model_list: models } = JSON.parse(settingsOf().liteLlmModels);
    expect(models.map((one: any) => one.litellm_params.guardrailConfig)).toEqual(Array(2)
      .fill({ guardrailIdentifier: GUARDRAIL, guardrailVersion: '1' }));
  });

  test('name none where none is required', () => {
    expect(settingsOf({ requiredGuardrails: undefined }).environment).not.toHaveProperty('ANTHROPIC_CUSTOM_HEADERS');
  });

  test.each<[string, (settings: ReturnType<typeof settingsOf>, stack: Stack) => unknown]>([
    ['Spring AI', (settings) => settings.springProperties],
    ['Spring AI', (settings, stack) => settings.writeToParameter(stack, 'P', { format: ClientSettingsFormat.SPRING_PROPERTIES })],
    ['the Claude apps gateway', (settings) => settings.gatewayModels()],
    ['the Claude apps gateway',
      (settings, stack) => settings.writeToParameter(stack, 'P', { format: ClientSettingsFormat.GATEWAY_MODELS })],
  ])('of %s are refused, since AWS would deny each call', (client, read) => {
    const stack = testStack({ account: ACCOUNT, region: REGION });
    expect(() => read(settingsOf({}, stack), stack)).toThrow(`Stack/Access: 'requiredGuardrails' must be left out for ${client}, whose ` +
      `settings name no guardrail, got: ["${GUARDRAIL}"]. Create an access without guardrails for its callers, ` +
      'or call the model with the AWS SDK');
  });

  test('are no file where only the deployment knows the guardrail, and fit a parameter', () => {
    const stack = testStack({ account: ACCOUNT, region: REGION });
    const guardrail = new bedrock.CfnGuardrail(stack, 'G', { name: 'g', blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' });
    const settings = settingsOf({ requiredGuardrails: [{ guardrailArn: guardrail.attrGuardrailArn, guardrailVersion: '1' }] }, stack);
    expect(() => settings.claudeCodeManagedSettings)
      .toThrow('must be known at synthesis, because it is for a file, got: a token as the guardrail');
    expect(() => settings.writeToParameter(stack, 'P')).not.toThrow();
  });
});

test('an application profile is called with the guardrail too', () => {
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const own = ApplicationProfile.fromProfileArn(stack, 'Own', {
    profileArn: `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/own1`, model: SONNET_5_5,
  });
  const simulator = simulatorOf(roleWith(stack, WAYS[0][1], { models: undefined, applicationProfiles: [own] }));
  const ask = (guardrail: string[]) => legs(simulator, InvocationRequest.applicationProfile(SONNET_5_5, 'own1',
    { ...CALLER, contextKeys: { 'bedrock:GuardrailIdentifier': guardrail } }));
  expect([ask([`${GUARDRAIL}:1`]), ask([])]).toEqual(['AAAA', 'AXA']);
});
