import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { addBatch } from '../examples/batch';
import { addCallers } from '../examples/callers';
import { addEnablement } from '../examples/enablement';
import { addPrivate } from '../examples/private-endpoint';
import { addQuotaIncreases } from '../examples/quota-increase';
import { REGION_DENY } from '../examples/region-deny';
import { policy, stack as regionDeny } from '../examples/region-deny-that-admits';
import { intendedCalls, overGrantProbes } from '../examples/requests';
import { addTeams } from '../examples/team-profiles';
import { WholeApp } from '../examples/whole-app';
import { ClaudeModel, InvocationRequest, InvocationSimulator, PolicySource } from '../src';
import { assemblyOf, synthesize } from './support/assemblies';
import { CALLER, CAPE_TOWN, legs, simulatorOf } from './support/decisions';
import { isAllowed, under } from './support/guards';
import { accept, nagFindings, sweep } from './support/nag';
import { judgeApp } from '../src/core/app/judge-app';

const { capeTown, guard, loggingBaseline, operations } = new WholeApp();
const denyInAnOu = Stack.of(guard);
const teams = addTeams(new App());
const callers = addCallers(new App());
const quotaIncreases = addQuotaIncreases(new App());
accept(teams.node.findChild('Summarizer'), 'AwsSolutions-L1', 'The oldest aws-cdk-lib has no newer Python than 3.14');
accept(teams, 'AwsSolutions-ECS2', 'The variables of the container are settings, and no secrets');
accept(teams.node.findChild('SearchTask'), 'AwsSolutions-IAM5',
  'CDK lets a task fetch its image by ecr:GetAuthorizationToken, which has no resource');

const privateApp = addPrivate(new App());
accept(privateApp.node.findChild('Summarizer'), 'AwsSolutions-L1', 'The oldest aws-cdk-lib has no newer Python than 3.14');
accept(privateApp.node.findChild('Summarizer'), 'AwsSolutions-IAM4', 'With AWS\'s own policies, functions write logs and join a VPC');
accept(privateApp.node.findChild('Vpc'), 'CdkNagValidationFailure', 'The range of addresses is known to the deployment only');
const batch = addBatch(new App());
accept(batch.batch, 'AwsSolutions-S1', 'Whoever has a bucket for access logs names it');
accept(batch.node.findChild('Submit'), 'AwsSolutions-L1', 'The oldest aws-cdk-lib has no newer Python than 3.14');
accept(batch.node.findChild('Reader'), 'AwsSolutions-IAM5', 'CDK grants to read a bucket by actions that begin alike');
const enablement = addEnablement(new App());

test.each([
  ['Cape Town', capeTown],
  ['deny in an organizational unit', denyInAnOu],
  ['Region deny that admits', regionDeny],
  ['account logging baseline', loggingBaseline],
  ['operations', operations],
  ['teams', teams],
  ['private endpoint', privateApp],
  ['callers', callers],
  ['quota increases', quotaIncreases],
  ['batch', batch],
  ['enablement', enablement],
])('the %s example is clean by cdk-nag', (_, stack) => {
  expect(nagFindings(sweep(stack))).toEqual([]);
});

test.each([['guard', guard], ['Region deny', policy]])('the example\'s %s opens the model that it names, and not another', (_, example) => {
  const caller = { ...CALLER, principalArn: `arn:aws:iam::${CALLER.account}:role/app` };
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, caller))).toBe('AAA');
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.OPUS_5, caller))).toBe('AAX');
});

describe('of the Cape Town example', () => {
  const caller = { ...CALLER, principalArn: `arn:aws:iam::${CALLER.account}:role/CapeTown-app` };
  const toPolicy = (example: { toJson(): string }) => PolicySource.fromJsonText('control', example.toJson());
  const CONTROL: Readonly<Record<string, PolicySource>> = {
    'the Region deny': PolicySource.fromJson('region-deny', REGION_DENY),
    'the guard': toPolicy(guard),
    'the Region deny that admits': toPolicy(policy),
  };

  test.each([
    ['nothing else', 'summarizer', 'OPUS_5_5', 'ddd', 'ddd'],
    ['nothing else', 'summarizer', 'SONNET_5_5', 'ddd', 'ddd'],
    ['nothing else', 'summarizer', 'HAIKU_4_5', 'AAA', 'ddd'],
    ['nothing else', 'assistant', 'OPUS_5_5', 'ddd', 'ddd'],
    ['nothing else', 'assistant', 'SONNET_5_5', 'AAA', 'AAA'],
    ['nothing else', 'assistant', 'HAIKU_4_5', 'AAA', 'AAA'],
    ['nothing else', 'engineer', 'OPUS_5_5', 'AAA', 'AAA'],
    ['nothing else', 'engineer', 'SONNET_5_5', 'AAA', 'AAA'],
    ['nothing else', 'engineer', 'HAIKU_4_5', 'AAA', 'AAA'],
    ['the Region deny', 'summarizer', 'HAIKU_4_5', 'AAX', 'ddX'],
    ['the Region deny', 'assistant', 'SONNET_5_5', 'AAX', 'AAX'],
    ['the Region deny', 'assistant', 'HAIKU_4_5', 'AAX', 'AAX'],
    ['the Region deny', 'engineer', 'OPUS_5_5', 'AAX', 'AAX'],
    ['the Region deny', 'engineer', 'SONNET_5_5', 'AAX', 'AAX'],
    ['the Region deny', 'engineer', 'HAIKU_4_5', 'AAX', 'AAX'],
    ['the guard', 'summarizer', 'HAIKU_4_5', 'AAX', 'ddX'],
    ['the guard', 'assistant', 'SONNET_5_5', 'AAA', 'AAA'],
    ['the guard', 'assistant', 'HAIKU_4_5', 'AAX', 'AAX'],
    ['the guard', 'engineer', 'OPUS_5_5', 'AAX', 'AAX'],
    ['the guard', 'engineer', 'SONNET_5_5', 'AAA', 'AAA'],
    ['the guard', 'engineer', 'HAIKU_4_5', 'AAX', 'AAX'],
    ['the Region deny that admits', 'summarizer', 'HAIKU_4_5', 'AAA', 'ddd'],
    ['the Region deny that admits', 'assistant', 'SONNET_5_5', 'AAA', 'AAA'],
    ['the Region deny that admits', 'assistant', 'HAIKU_4_5', 'AAA', 'AAA'],
    ['the Region deny that admits', 'engineer', 'OPUS_5_5', 'AAX', 'AAX'],
    ['the Region deny that admits', 'engineer', 'SONNET_5_5', 'AAA', 'AAA'],
    ['the Region deny that admits', 'engineer', 'HAIKU_4_5', 'AAA', 'AAA'],
  ] as const)('under %s, the %s calling %s: whole %s, streaming %s', (control, name, model, whole, streaming) => {
    const policies = control in CONTROL ? [CONTROL[control]] : [];
    const { role } = capeTown.callers.find((one) => one.name === name)!;
    const simulator = simulatorOf(role, CAPE_TOWN, { serviceControlPolicies: [{ levelName: 'root', policies }] });
    const [call] = intendedCalls([ClaudeModel[model]], caller);
    expect([legs(simulator, call.whole), legs(simulator, call.streaming!)]).toEqual([whole, streaming]);
    for (const request of [call.whole, call.streaming!]) {
      const { allowed, warnings } = simulator.decide(request);
      expect(allowed && warnings).toEqual(allowed ? [] : false); // nothing will stop the call once AWS asks for the project
    }
  });

  test.each(capeTown.callers)('no call that nobody meant is open to the $name', ({ role, models }) => {
    const simulator = simulatorOf(role, CAPE_TOWN);
    for (const { name, whole, streaming } of overGrantProbes(models[0], ClaudeModel.OPUS_4_8, caller)) {
      for (const request of [whole, ...streaming ? [streaming] : []]) {
        expect(`${name}: ${legs(simulator, request)}`).toMatch(/: d+$/);
      }
    }
  });
});

test('the example\'s guard closes what it is asked to, except to those it exempts and for the model that it excepts', () => {
  const list = (isExempt: boolean, outcome: string) => [...new Set(guard.matrix
    .filter((row) => row.principalExempt === isExempt && row.outcome === outcome)
    .map(({ route, modelExcepted, profileKind }) => [route, profileKind, modelExcepted ? 'excepted' : ''].filter(Boolean).join(' ')))];
  expect(list(false, 'EXPLICITLY_DENIED').sort()).toEqual([
    'BATCH APPLICATION', 'BATCH SYSTEM', 'BEARER_TOKEN', 'GLOBAL_PROFILE APPLICATION', 'GLOBAL_PROFILE SYSTEM', 'MANTLE',
  ]);
  expect(list(false, 'ALLOWED').sort()).toEqual([
    'DIRECT_OTHER_REGION', 'GEOGRAPHIC_PROFILE APPLICATION', 'GEOGRAPHIC_PROFILE SYSTEM',
    'GLOBAL_PROFILE APPLICATION excepted', 'GLOBAL_PROFILE SYSTEM excepted',
  ]);
  expect(list(true, 'EXPLICITLY_DENIED')).toEqual([]);
  expect(guard.matrix.filter(({ promisedClosed, outcome }) => promisedClosed !== (outcome === 'EXPLICITLY_DENIED'))).toEqual([]);
});

test('of the teams example, the report shows that each team reaches its models through its own profiles, and not otherwise', () => {
  const { rows, identities, findings, notJudged } = judgeApp({ assembly: assemblyOf(synthesize(teams.node.root as App)) });
  const through = (team: string) => ['Sonnet', 'Haiku'].flatMap((profile) =>
    ['invoke', 'stream'].map((how) => `${how} by Teams/${team}/${profile}`));
  const seen = identities.map(({ path }, index) => [path, rows.filter(({ identity }) => identity === index)
    .map(({ action, verdict, profile }) => verdict === 'allowed' ? `${action} by ${profile?.name}` : verdict)]);
  expect(Object.fromEntries(seen)).toEqual({
    'Teams/SummarizerRole': through('Billing'), 'Teams/SearchTaskRole': through('Search'), 'Teams/Engineers': through('Engineering'),
  });
  expect([findings, notJudged]).toEqual([[], []]);
});

describe('of the private endpoint example', () => {
  const template = Template.fromStack(privateApp);

  test('the network has no way out but the endpoint, which the function alone reaches', () => {
    const kinds = Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(kinds.filter((kind) => /^AWS::EC2::(.*Gateway.*|VPCPeeringConnection|Route)$/.test(kind))).toEqual([]);
    expect(kinds.filter((kind) => kind === 'AWS::EC2::VPCEndpoint')).toHaveLength(1);
    const [ingress, ...others] = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(others).toEqual([]);
    expect(ingress.Properties).toMatchObject({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' });
    expect(JSON.stringify(ingress.Properties.SourceSecurityGroupId)).toContain('Summarizer');
    const egress = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'));
    expect(egress.map(({ Properties }) => [Properties.FromPort, JSON.stringify(Properties.DestinationSecurityGroupId)]))
      .toEqual([[443, expect.stringContaining('BedrockRuntime')]]);
  });

  test('the endpoint lets the function\'s role call its model, and nobody else', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
    const [roleId] = Object.keys(template.findResources('AWS::IAM::Role')).filter((id) => id.startsWith('SummarizerServiceRole'));
    const role = (name: string) => `arn:aws:iam::${CALLER.account}:role/${name}`;
    const text = JSON.stringify(Properties.PolicyDocument).replaceAll(`{"Fn::GetAtt":["${roleId}","Arn"]}`, JSON.stringify(role('Own')));
    const anything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const simulator = new InvocationSimulator({
      identityPolicies: [PolicySource.fromJson('anything', anything)], endpointPolicy: PolicySource.fromJsonText('endpoint', text),
    });
    const ask = (principalArn: string, model = ClaudeModel.SONNET_5_5) => legs(simulator,
      InvocationRequest.globalProfile(model, { ...CALLER, principalArn, streaming: true }));
    expect([ask(role('Own')), ask(role('Other')), ask(role('Own'), ClaudeModel.OPUS_5)]).toEqual(['AAA', 'ddd', 'ddd']);
    const { rows, findings, endpoints } = judgeApp({ assembly: assemblyOf(synthesize(privateApp.node.root as App)) });
    expect(endpoints).toMatchObject([{ admits: 'some', passes: [0, 1], stops: [], notJudged: [] }]);
    expect([rows.map(({ model, verdict }) => `${model} ${verdict}`), findings])
      .toEqual([Array(2).fill('anthropic.claude-sonnet-5-5 allowed'), []]);
  });
});

test('of the callers example, the report shows that all of them reach the model, people of Identity Center too', () => {
  const { rows, identities, findings, notJudged } = judgeApp({ assembly: assemblyOf(synthesize(callers.node.root as App)) });
  const seen = identities.map(({ path }, index) => [path, [...new Set(rows.filter(({ identity }) => identity === index)
    .map(({ verdict }) => verdict))].join()]);
  expect(Object.fromEntries(seen)).toEqual({
    ...Object.fromEntries(Object.keys(callers.roles).map((name) => [`Callers/${name}/Role`, 'allowed'])),
    'Callers/PermissionSet': 'allowed',
  });
  expect([findings, notJudged]).toEqual([[], []]);
});

test('of the batch example, jobs call through the service role alone, the function creates them, and the reader does neither', () => {
  const opus = ClaudeModel.OPUS_5;
  const marks = [batch.batch.serviceRole, batch.submitter, batch.reader].map((role) => {
    const simulator = simulatorOf(role, CAPE_TOWN);
    return [InvocationRequest.globalProfile(opus, CALLER), InvocationRequest.batch(opus, CALLER)]
      .map((request) => legs(simulator, request));
  });
  expect(marks).toEqual([['AAA', 'dddd'], ['ddd', 'AAAA'], ['ddd', 'dddd']]);
  const { rows, identities, findings, notJudged } = judgeApp({ assembly: assemblyOf(synthesize(batch.node.root as App)) });
  expect(new Set(rows.map(({ identity, model, action, verdict }) => `${identities[identity].path} ${action} ${model} ${verdict}`)))
    .toEqual(new Set([opus, ClaudeModel.SONNET_4_6].map(({ modelId }) => `Batch/Batch/ServiceRole invoke ${modelId} allowed`)));
  expect([findings, notJudged]).toEqual([[], []]);
});

test('of the enablement example, nothing of the form is in the template', () => {
  const template = JSON.stringify(Template.fromStack(enablement).toJSON());
  expect(template).toContain('bedrock:PutUseCaseForModelAccess');
  expect(template).not.toMatch(/companyName|formData|useCases|Custom::/i);
});

test('no example warns of anything', () => {
  const all = [
    capeTown, denyInAnOu, regionDeny, loggingBaseline, operations, teams, privateApp, callers, quotaIncreases, batch, enablement,
  ];
  const warnings = all.flatMap((stack) =>
    Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data)));
  expect(warnings).toEqual([]);
});

test('the logging baseline deploys to an account that was never bootstrapped', () => {
  const { assets, parameters, assumeRoleArn, cloudFormationExecutionRoleArn, requiresBootstrapStackVersion, template } =
    Stage.of(loggingBaseline)!.synth().getStackByName(loggingBaseline.stackName);
  expect(assets).toEqual([]);
  expect(parameters).toEqual({});
  expect([assumeRoleArn, cloudFormationExecutionRoleArn, requiresBootstrapStackVersion]).toEqual([undefined, undefined, undefined]);
  // What CloudFormation takes without a bucket.
  expect(JSON.stringify(template, null, 1).length).toBeLessThan(51_200);
});

test('the logging baseline lets auditors read the records, and unmask nothing', () => {
  const policies = Template.fromStack(loggingBaseline).findResources('AWS::IAM::Policy', { Properties: { Roles: ['Auditors'] } });
  const actions = Object.values(policies).flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action));
  expect(actions).toContain('logs:StartQuery');
  expect(actions.filter((action) => !/^logs:(Get|Filter|Describe|StartQuery)/.test(action))).toEqual([]);
});

test('the documented policy leaves the setting and its claim to the function that writes them', () => {
  const [, json] = /```json\n([^]*?)```/.exec(readFileSync(join(__dirname, '..', 'docs', 'logging.md'), 'utf8'))!;
  const parameter = 'arn:aws:ssm:af-south-1:111122223333:parameter/cdk-bedrock-cris/model-invocation-logging';
  const { Resources } = Template.fromStack(loggingBaseline).toJSON();
  const id = Object.keys(Resources).find((name) => name.startsWith('BedrockLoggingWriterRole'))!;
  const [guest] = Resources[id].Properties.Policies;
  const writes = guest.PolicyDocument.Statement.flatMap(({ Action }: any): string[] => Action)
    .filter((action: string) => /^(bedrock|ssm):(?!Get)/.test(action));
  const passes = (action: string, role: string) =>
    isAllowed(JSON.parse(json), action, 'af-south-1', `arn:aws:iam::111122223333:role${role}`, parameter);
  expect(writes).toHaveLength(4);
  expect(writes.filter((action: string) => passes(action, '/Admin'))).toEqual([]);
  expect(passes('ssm:DeleteParameters', '/Admin')).toBe(false);
  // Names are cut: in a stack set hardly anything is left of the logical ID.
  for (const name of [`LoggingBaseline-${id}-1a2B3c4D5e6F`, 'StackSet-logging-baseline-of-all-acco-Bedr-1a2B3c4D5e6F']) {
    expect(writes.filter((action: string) => !passes(action, `${Resources[id].Properties.Path}${name}`))).toEqual([]);
  }
});

test('the documented policy leaves the log group of the records to the role that deploys', () => {
  const [, [, json]] = [...readFileSync(join(__dirname, '..', 'docs', 'logging.md'), 'utf8').matchAll(/```json\n([^]*?)```/g)];
  const denial = JSON.parse(json);
  const [{ Action: actions }] = denial.Statement;
  const passes = (action: string, role: string, group: string) => isAllowed(denial, action, 'af-south-1',
    `arn:aws:iam::111122223333:role/${role}`, `arn:aws:logs:af-south-1:111122223333:log-group:${group}:*`);
  expect(actions.filter((action: string) => passes(action, 'Admin', '/bedrock/invocations'))).toEqual([]);
  const deployer = 'cdk-hnb659fds-cfn-exec-role-111122223333-af-south-1';
  expect(actions.filter((action: string) => !passes(action, deployer, '/bedrock/invocations'))).toEqual([]);
  expect(actions.filter((action: string) => !passes(action, 'Admin', '/aws/lambda/other'))).toEqual([]);
});

test('the sweep by cdk-nag finds what is there to find', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  new iam.ManagedPolicy(stack, 'Wide', { statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })] });
  expect(nagFindings(stack).join()).toContain('AwsSolutions-IAM5');
});
