import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stack as loggingBaseline } from '../examples/account-logging-baseline';
import { stack as capeTown } from '../examples/cape-town-app';
import { guard, stack as denyInAnOu } from '../examples/deny-in-an-ou';
import { stack as operations } from '../examples/operations';
import { policy, stack as regionDeny } from '../examples/region-deny-that-admits';
import { ClaudeModel, InvocationRequest } from '../src';
import { CALLER, CAPE_TOWN, legs } from './support/decisions';
import { isAllowed, under } from './support/guards';
import { nagFindings, sweep } from './support/nag';

test.each([
  ['Cape Town', capeTown],
  ['deny in an organizational unit', denyInAnOu],
  ['Region deny that admits', regionDeny],
  ['account logging baseline', loggingBaseline],
  ['operations', operations],
])('the %s example is clean by cdk-nag', (_, stack) => {
  expect(nagFindings(sweep(stack))).toEqual([]);
});

test.each([['guard', guard], ['Region deny', policy]])('the example\'s %s opens the model that it names, and not another', (_, example) => {
  const caller = { ...CALLER, principalArn: `arn:aws:iam::${CALLER.account}:role/app` };
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, caller))).toBe('AAA');
  expect(legs(under(example), InvocationRequest.globalProfile(ClaudeModel.OPUS_5, caller))).toBe('AAX');
});

test('no example warns of anything', () => {
  const warnings = [capeTown, denyInAnOu, regionDeny, loggingBaseline, operations].flatMap((stack) =>
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

test('the sweep by cdk-nag finds what is there to find', () => {
  const stack = sweep(new Stack(new App(), 'Stack', { env: CAPE_TOWN }));
  new iam.ManagedPolicy(stack, 'Wide', { statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })] });
  expect(nagFindings(stack).join()).toContain('AwsSolutions-IAM5');
});
