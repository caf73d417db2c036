import { readFileSync } from 'node:fs';
import { App, CfnParameter, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ApplicationProfile, ClaudeModel, EndpointRestrictionOptions, GlobalClaudeAccess, GlobalClaudeAccessProps, InvocationOutcome,
} from '../../src';
import { ENDPOINT_POLICY_LIMIT } from '../../src/core/facts/limits';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { deploy } from '../support/deploy';
import { accept } from '../support/nag';
import { testStack } from '../support/stack';

const { SONNET_5_5, OPUS_5_5 } = ClaudeModel;
const REGION = CAPE_TOWN.region;
const ALLOW_ALL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const EVERYTHING = [{ name: 'everything', document: ALLOW_ALL }];
const assumedBy = new iam.AccountRootPrincipal();
const ROLE = `arn:aws:iam::${ACCOUNT}:role/App`;
const PROFILE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/global.${SONNET_5_5}`;

function endpointIn(stack: Stack, service = ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME): ec2.InterfaceVpcEndpoint {
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: ['af-south-1a'],
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  accept(vpc, 'AwsSolutions-VPC7', 'The network of a test');
  return vpc.addInterfaceEndpoint('Bedrock', { service, open: false });
}

/** A stack that nothing sweeps, since it is not to be synthesized. */
function faultyStack(env: Environment | undefined = CAPE_TOWN, app = new App(), id = 'Stack'): Stack {
  return new Stack(app, id, { env });
}

function roleIn(stack: Stack, id = 'App'): iam.Role {
  return new iam.Role(stack, id, { roleName: id, assumedBy });
}

/** The policy of the stack's endpoint as it is deployed. */
function policyOf(stack: Stack): any {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
  const roles = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  const arns = Object.fromEntries(roles.map((id) =>
    [`arn:aws:made:${REGION}:${ACCOUNT}:${id}`, `arn:aws:iam::${ACCOUNT}:role/${id.slice(0, -8)}`]));
  const text = JSON.stringify(deploy(Properties.PolicyDocument, { account: ACCOUNT, region: REGION }));
  return JSON.parse(text, (_, value) => arns[value] ?? value);
}

/** The outcome of each leg of a call through the endpoint by somebody who may everything: one letter each. */
async function call(
  endpoint: unknown, principal: string, profileArn = PROFILE, modelId = `${SONNET_5_5}`, guardrail?: string,
): Promise<string> {
  const [, , , region, account] = profileArn.split(':');
  const key = { 'bedrock:InferenceProfileArn': profileArn };
  const legs: [string, Record<string, string>][] = [
    [profileArn, { 'aws:RequestedRegion': region }],
    [`arn:aws:bedrock:${region}::foundation-model/${modelId}`,
      { 'aws:RequestedRegion': region, ...key, ...guardrail && { 'bedrock:GuardrailIdentifier': guardrail } }],
    [`arn:aws:bedrock:::foundation-model/${modelId}`, { 'aws:RequestedRegion': 'unspecified', ...key }],
    [`arn:aws:bedrock:${region}:${account}:project/default`, { 'aws:RequestedRegion': region }],
  ];
  const outcomes = await Promise.all(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'].flatMap((action) =>
    legs.map(async ([resource, context]) => decideByBoth({
      principal,
      action,
      resource,
      context: { ...context, 'aws:PrincipalArn': principal },
      identity: EVERYTHING,
      endpoint: { name: 'endpoint', document: endpoint },
    }))));
  const MARKS: Record<string, string> = { [InvocationOutcome.ALLOWED]: 'A', [InvocationOutcome.EXPLICITLY_DENIED]: 'X' };
  const letters = outcomes.map((outcome) => MARKS[outcome] ?? 'd');
  expect(letters.slice(0, 4)).toEqual(letters.slice(4));
  return letters.slice(0, 4).join('');
}

describe.each<[string, () => Stack]>([
  ['a concrete stack', () => testStack(CAPE_TOWN)],
  ['an agnostic stack', () => testStack()],
])('in %s, by %s', (_, makeStack) => {
  const stack = makeStack();
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5] });
  access.restrictEndpoint(endpointIn(stack));
  access.attachTo(roleIn(stack)); // who gets the access later is there too
  const document = policyOf(stack);

  test.each<[string, string, string, string, string]>([
    ['who has the access calls its model', ROLE, PROFILE, `${SONNET_5_5}`, 'AAAA'],
    ['another role of the account does not', ROLE.replace('App', 'Other'), PROFILE, `${SONNET_5_5}`, 'dddd'],
    ['nor one whose name begins alike', ROLE.replace('App', 'Apple'), PROFILE, `${SONNET_5_5}`, 'dddd'],
    ['nor one of the same name below a path', ROLE.replace('App', 'other/App'), PROFILE, `${SONNET_5_5}`, 'dddd'],
    ['nor a user of that name', ROLE.replace('role', 'user'), PROFILE, `${SONNET_5_5}`, 'dddd'],
    ['nor the role of that name in another account', ROLE.replace(ACCOUNT, '222233334444'), PROFILE, `${SONNET_5_5}`, 'dddd'],
    ['who has it calls no other model', ROLE, PROFILE.replace(`${SONNET_5_5}`, `${OPUS_5_5}`), `${OPUS_5_5}`, 'dddA'],
    ['and not through a profile of a geography', ROLE, PROFILE.replace('global.', 'eu.'), `${SONNET_5_5}`, 'dddA'],
    ['nor from another Region', ROLE, PROFILE.replace(REGION, 'eu-west-1'), `${SONNET_5_5}`, 'dddd'],
    ['nor through an application profile', ROLE, PROFILE.replace(/inference-.*/, 'application-inference-profile/x'), `${SONNET_5_5}`,
      'dddA'],
  ])('%s', async (__, principal, profileArn, modelId, expected) => {
    expect(await call(document, principal, profileArn, modelId)).toBe(expected);
  });
});

test('several accesses share an endpoint, each with what it grants', async () => {
  const stack = testStack(CAPE_TOWN);
  const endpoint = endpointIn(stack);
  const own = ApplicationProfile.fromProfileArn(stack, 'Own', {
    profileArn: `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/own1`, model: SONNET_5_5,
  });
  const accesses: [string, GlobalClaudeAccessProps][] = [['First', { models: [SONNET_5_5] }], ['Second', { applicationProfiles: [own] }]];
  for (const [id, props] of accesses) {
    const access = new GlobalClaudeAccess(stack, `${id}Access`, props);
    access.grantInvoke(roleIn(stack, id));
    access.restrictEndpoint(endpoint);
  }
  const document = policyOf(stack);
  const by = (id: string) => ROLE.replace('App', id);
  expect(await call(document, by('First'))).toBe('AAAA');
  expect(await call(document, by('Second'))).toBe('dddA');
  expect(await call(document, by('Second'), own.profileArn)).toBe('AAAA');
  expect(await call(document, by('First'), own.profileArn)).toBe('dddA');
});

test('those who have the access are let through, and others by their ARNs, by one access', async () => {
  const stack = testStack(CAPE_TOWN);
  const endpoint = endpointIn(stack);
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], role: roleIn(stack) });
  access.restrictEndpoint(endpoint);
  access.restrictEndpoint(endpoint, { principalArns: [ROLE.replace('App', 'Elsewhere')] });
  access.restrictEndpoint(endpoint); // once more changes nothing
  const document = policyOf(stack);
  expect(document.Statement).toHaveLength(6);
  expect(new Set(document.Statement.map(({ Sid }: { Sid: string }) => Sid)).size).toBe(6);
  expect(await call(document, ROLE)).toBe('AAAA');
  expect(await call(document, ROLE.replace('App', 'Elsewhere'))).toBe('AAAA');
  expect(await call(document, ROLE.replace('App', 'Other'))).toBe('dddd');
});

test('members of a group and of a permission set are let through by their ARNs', async () => {
  const stack = testStack(CAPE_TOWN);
  const endpoint = endpointIn(stack);
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], role: roleIn(stack), managedPolicyName: 'claude' });
  access.attachTo(new iam.Group(stack, 'Group'));
  expect(access.customerManagedPolicies).toHaveLength(1);
  access.restrictEndpoint(endpoint);
  access.restrictEndpoint(endpoint, { principalArns: [ROLE.replace('App', 'Member')] });
  const document = policyOf(stack);
  expect(await call(document, ROLE)).toBe('AAAA');
  expect(await call(document, ROLE.replace('App', 'Member'))).toBe('AAAA');
});

test('the policy is measured as it is deployed, with ARNs in the places of references', () => {
  const measure = (count: number) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5] });
    Array.from({ length: count }, (_, index) => access.attachTo(new iam.Role(stack, `R${index}`, { assumedBy })));
    access.restrictEndpoint(endpointIn(stack));
    return () => (stack.node.root as App).synth();
  };
  expect(measure(60)).not.toThrow();
  expect(measure(70)).toThrow('must have at most 20480 characters, got: 2');
});

test('a required guardrail is required through the endpoint too', async () => {
  const stack = testStack({ account: ACCOUNT, region: REGION });
  const guardrailArn = `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/a1b2c3d4e5f6`;
  const access = new GlobalClaudeAccess(stack, 'Access', {
    models: [SONNET_5_5], role: roleIn(stack), requiredGuardrails: [{ guardrailArn, guardrailVersion: '1' }],
  });
  access.restrictEndpoint(endpointIn(stack));
  const document = policyOf(stack);
  expect(await call(document, ROLE, undefined, undefined, `${guardrailArn}:1`)).toBe('AAAA');
  expect(await call(document, ROLE)).toBe('AXAA');
});

test('callers may be named by a pattern, as those of IAM Identity Center are', async () => {
  const stack = testStack(CAPE_TOWN);
  const pattern = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/*AWSReservedSSO_Claude_*`;
  new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5] }).restrictEndpoint(endpointIn(stack), { principalArns: [pattern] });
  const document = policyOf(stack);
  const set = (name: string, region = '/af-south-1') =>
    `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com${region}/AWSReservedSSO_${name}_0123456789abcdef`;
  expect(await call(document, set('Claude'))).toBe('AAAA');
  expect(await call(document, set('Claude', ''))).toBe('AAAA'); // of an instance in us-east-1
  expect(await call(document, set('Admin'))).toBe('dddd');
});

test('for one model and one role the policy has as many characters as docs/private-endpoint.md says', () => {
  const stack = testStack(CAPE_TOWN);
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], role: roleIn(stack) });
  access.restrictEndpoint(endpointIn(stack));
  const size = JSON.stringify(policyOf(stack)).length;
  expect([size > 1300, size < 1800]).toEqual([true, true]);
  expect(readFileSync('docs/private-endpoint.md', 'utf8').replace(/\s+/g, ' '))
    .toContain(`about 1,700 of the ${ENDPOINT_POLICY_LIMIT.toLocaleString('en-US')} characters`);
});

describe('bad input', () => {
  const accessIn = (stack: Stack, props: Partial<GlobalClaudeAccessProps> = {}) =>
    new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], role: roleIn(stack), ...props });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['nothing', () => undefined,
      '\'endpoint\' must be an interface endpoint of this app, since an imported endpoint keeps its policy, got: undefined'],
    ['an imported endpoint', (stack) =>
      ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'I', { vpcEndpointId: 'vpce-1', port: 443 }),
    '\'endpoint\' must be an interface endpoint of this app, since an imported endpoint keeps its policy, got: '],
    ['an ID', () => 'vpce-0123', '\'endpoint\' must be an interface endpoint of this app'],
    ['the endpoint of the control plane', (stack) => endpointIn(stack, ec2.InterfaceVpcEndpointAwsService.BEDROCK),
      '\'endpoint\' must be an endpoint of bedrock-runtime, which receives the calls, got: "com.amazonaws.af-south-1.bedrock". Use ' +
      'ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME'],
    ['an endpoint of another Region', (stack) =>
      endpointIn(faultyStack({ account: ACCOUNT, region: 'eu-west-1' }, stack.node.root as App, 'Other')),
    '\'endpoint\' must be in af-south-1, the source Region of the calls, got: "eu-west-1" of \'Other/Vpc/Bedrock\'. Create the ' +
    'endpoint there'],
    ['an endpoint of another account', (stack) =>
      endpointIn(faultyStack({ account: '222233334444', region: REGION }, stack.node.root as App, 'Other')),
    `'endpoint' must be in account ${ACCOUNT}, the account of this access, got: "222233334444" of 'Other/Vpc/Bedrock'`],
  ])('%s fails', (_, make, message) => {
    const stack = faultyStack();
    const restrict = () => accessIn(stack).restrictEndpoint(make(stack) as ec2.InterfaceVpcEndpoint);
    expect(restrict).toThrow(`Stack/Access: ${message}`);
  });

  test.each<[string, unknown, string]>([
    ['a session', [`arn:aws:sts::${ACCOUNT}:assumed-role/App/s`],
      'must hold ARNs of roles or users, in which "*" and "?" are wildcards; for a session the ARN of its role, got: '],
    ['a name', ['App'], 'must hold ARNs of roles or users'],
    ['none', [], 'must name at least one caller, got: []. Leave it out for the identities that have the access'],
    ['a text', ROLE, 'must be a list'],
    ['every role of every account', ['arn:aws:iam::*:role/*'], 'must not name everyone, got: "arn:aws:iam::*:role/*". Name a role'],
    ['every user below a path', [ROLE, 'arn:*:iam::*:user/*/?*'], 'must not name everyone, got: "arn:*:iam::*:user/*/?*"'],
    ['every name by its first letter', [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-']
      .map((letter) => `arn:aws:iam::*:role/${letter}*`), 'must not name everyone, got: '],
  ])('%s as callers fails', (_, principalArns, message) => {
    const stack = faultyStack();
    expect(() => accessIn(stack).restrictEndpoint(endpointIn(stack), { principalArns } as EndpointRestrictionOptions))
      .toThrow(`Stack/Access: 'principalArns' ${message}`);
  });

  test.each<[string, (stack: Stack) => void, string]>([
    ['nobody has the access', (stack) => accessIn(stack, { role: undefined }).restrictEndpoint(endpointIn(stack)),
      'restrictEndpoint() must find an identity with the access, or no one can call through the endpoint. Grant it. Name the callers in ' +
      '\'principalArns\' of restrictEndpoint()'],
    ['a group has it', (stack) => {
      const access = accessIn(stack);
      access.attachTo(new iam.Group(stack, 'Group'));
      access.restrictEndpoint(endpointIn(stack));
    }, 'restrictEndpoint() must know the members of \'Stack/Group\', who call under their own ARNs. Name the callers'],
    ['its policies were handed out', (stack) => {
      const access = accessIn(stack);
      access.restrictEndpoint(endpointIn(stack));
      expect(access.managedPolicies).toHaveLength(1);
    }, 'restrictEndpoint() must know which identities get the managed policies. Name the callers'],
    ['another statement lets anybody call', (stack) => {
      const endpoint = endpointIn(stack);
      endpoint.addToPolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['bedrock:*'], resources: ['*'] }));
      accessIn(stack).restrictEndpoint(endpoint);
    }, '\'endpoint\' must have no other statement that allows everyone to call the models, got: statement 0 of the policy of ' +
      '\'Stack/Vpc/Bedrock\'. Remove it, or limit it to its callers by \'aws:PrincipalArn\''],
    ['a statement behind that of the caller lets anybody call', (stack) => {
      const endpoint = endpointIn(stack);
      accessIn(stack).restrictEndpoint(endpoint);
      endpoint.addToPolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['bedrock:*'], resources: ['*'] }));
    }, '\'endpoint\' must have no other statement that allows everyone to call the models, got: statement 3 of the policy'],
    ['another statement lets anybody stream', (stack) => {
      const endpoint = endpointIn(stack);
      endpoint.addToPolicy(new iam.PolicyStatement({
        principals: [new iam.AnyPrincipal()], actions: ['bedrock:InvokeModelWithResponseStream'], resources: ['*'],
      }));
      accessIn(stack).restrictEndpoint(endpoint);
    }, '\'endpoint\' must have no other statement that allows everyone to call the models, got: statement 0'],
    ['another statement lets anybody call the second model', (stack) => {
      const endpoint = endpointIn(stack);
      endpoint.addToPolicy(new iam.PolicyStatement({
        principals: [new iam.AnyPrincipal()], actions: ['bedrock:*'], resources: [`arn:aws:bedrock:*:*:*/*${OPUS_5_5}`],
      }));
      accessIn(stack, { models: [SONNET_5_5, OPUS_5_5] }).restrictEndpoint(endpoint);
    }, '\'endpoint\' must have no other statement that allows everyone to call the models, got: statement 0'],
    ['there are too many callers', (stack) => {
      const access = accessIn(stack);
      Array.from({ length: 200 }, (_, index) => access.attachTo(roleIn(stack, `${'x'.repeat(50)}${index}`)));
      access.restrictEndpoint(endpointIn(stack));
    }, 'the policy of endpoint \'Stack/Vpc/Bedrock\' must have at most 20480 characters, got: '],
  ])('where %s, synthesis fails', (_, build, message) => {
    const stack = faultyStack();
    build(stack);
    expect(() => (stack.node.root as App).synth()).toThrow(message);
  });

  test('what others may do there besides is let alone', () => {
    const stack = faultyStack();
    const endpoint = endpointIn(stack);
    endpoint.addToPolicy(new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()],
      actions: ['bedrock:*'],
      resources: ['*'],
      conditions: { ArnEquals: { 'aws:PrincipalArn': `${ROLE}Admin` } },
    }));
    accessIn(stack).restrictEndpoint(endpoint);
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test('a source Region that only the deployment knows fails in another stack', () => {
    const stack = faultyStack({});
    const sourceRegion = new CfnParameter(stack, 'From').valueAsString;
    const other = faultyStack({}, stack.node.root as App, 'Network');
    expect(() => accessIn(stack, { sourceRegion }).restrictEndpoint(endpointIn(other)))
      .toThrow('Stack/Access: \'sourceRegion\' must be concrete to restrict an endpoint in another stack (\'Network\')');
  });
});
