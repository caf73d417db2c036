import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import organization from '../examples/organization.json';
import { addRollouts, ENVIRONMENTS, Environment, listAccounts } from '../examples/workload-app';
import { ClaudeModel, InvocationOutcome, InvocationRequest, InvocationSimulator, PolicySource } from '../src';
import { assemblyOf, Files, synthesize } from './support/assemblies';
import { cli } from './support/cli';
import { ACCOUNT, CALLER, legs } from './support/decisions';
import { ALLOW_ALL, isAllowed, underJson } from './support/guards';
import { judgeApp } from '../src/core/app/judge-app';

// What docs/pipelines.md has people do under "Close urgently", on the environments of the example.

const [, SECTION] = readFileSync('docs/pipelines.md', 'utf8').split(/^## Close urgently$/m);
const COMMANDS = SECTION.split(/^## /m)[0].replaceAll(/\\\n\s+/g, '').split('\n');

/** The app after the models of one environment are those. */
function close(closed: Environment, models: ClaudeModel[]): { readonly app: App; readonly files: Files } {
  const app = new App();
  addRollouts(app, ENVIRONMENTS.map((environment) => environment === closed ? { ...closed, models } : environment));
  return { app, files: synthesize(app) };
}

function policiesOf(files: Files, { name }: Environment): [string, object][] {
  const [template] = Object.entries<any>(files).filter(([file]) => file.startsWith(`assembly-${name}Policies/`) && /template/.test(file))
    .map(([, one]) => one);
  return Object.entries<any>(template.Resources).map(([id, { Properties }]) => {
    expect(Properties.TargetIds).toEqual([ENVIRONMENTS.find((one) => one.name === name)!.unit]);
    return [id, Properties.Content];
  });
}

const ONE_MODEL = ENVIRONMENTS.flatMap((environment) => environment.models.map((model) =>
  [environment.name, model.modelId, environment, model] as const));

describe.each(ONE_MODEL)('one model: %s without %s', (_, __, environment, model) => {
  const rest = environment.models.filter((one) => one !== model);
  const { app, files } = close(environment, rest);
  const policies = policiesOf(files, environment);

  test('the gate passes', () => {
    expect(cli('report', app.outdir, '--organization', 'examples/organization.json').status).toBe(0);
  });

  test('its policies close the model for everybody in the unit, and leave the others open', () => {
    const [account] = listAccounts(environment.unit);
    const simulator = new InvocationSimulator({
      identityPolicies: [ALLOW_ALL],
      serviceControlPolicies: [{ levelName: environment.unit, policies: policies.map(([id, one]) => PolicySource.fromJson(id, one)) }],
    });
    const call = (one: ClaudeModel) => InvocationRequest.globalProfile(one, { account, sourceRegion: 'af-south-1' });
    expect(simulator.decide(call(model)).outcome).toBe(InvocationOutcome.EXPLICITLY_DENIED);
    expect(rest.map((one) => legs(simulator, call(one)))).toEqual(rest.map(() => 'AAA'));
  });

  test('its policies go on denying other Regions', () => {
    const denied = (action: string, region: string) => policies.some(([, one]) => !isAllowed(one, action, region));
    expect(denied('ec2:RunInstances', 'us-east-1')).toBe(true);
    expect(denied('ec2:RunInstances', 'af-south-1')).toBe(false);
  });

  test('nobody of the environment may call it afterwards, and all calls are still recorded', () => {
    const { rows, identities, recording } = judgeApp({ assembly: assemblyOf(files), units: organization });
    const models = rows.filter(({ identity }) => identities[identity].path.startsWith(`${environment.name}/`)).map((row) => row.model);
    expect([...new Set(models)].sort()).toEqual(rest.map(({ modelId }) => modelId).sort());
    expect(recording.map(({ account }) => account).sort()).toEqual(ENVIRONMENTS.flatMap(({ unit }) => listAccounts(unit)).sort());
  });
});

test('the record of an environment without models has its alarms still, and they reach the topic', () => {
  const { files } = close(ENVIRONMENTS[1], []);
  const [template] = Object.entries<any>(files).filter(([file]) => /^assembly-Prod\/.*template/.test(file)).map(([, one]) => one);
  const alarms = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const metrics = alarms.map(({ Properties }) => Properties.MetricName).join();
  expect(metrics).toMatch(/DeliveryFailure/);
  expect(metrics).toMatch(/LoggingChanges/);
  expect(alarms.filter(({ Properties }) => !Properties.AlarmActions?.length)).toEqual([]);
});

test('the stacks that the page deploys by hand are those of the policies', () => {
  const [, pattern] = /^npx cdk deploy '([^']*)' --exclusively$/m.exec(COMMANDS.join('\n'))!;
  const { app } = close(ENVIRONMENTS[1], []);
  const stacks = app.synth().stacksRecursively.map(({ hierarchicalId }) => hierarchicalId);
  expect(stacks.filter((id) => id.startsWith(pattern.replace('*', '')))).toEqual(['ProdPolicies/Policies']);
});

describe('everything: the document that the page\'s command prints', () => {
  const [command, ...others] = COMMANDS.filter((line) => line.startsWith('npx cdk-bedrock-cris policy '));
  const { status, out: document } = cli(...command.replace(/ > \S+$/, '').split(' ').slice(2));
  const allowed = (action: string, region: string) => isAllowed(JSON.parse(document), action, region);

  test('fits into a service control policy', () => {
    expect(others).toEqual([]);
    expect(status).toBe(0);
    expect(document.length).toBeLessThan(5120);
  });

  test('closes global and geographic profiles, and copies of them', () => {
    const simulator = underJson(document);
    for (const model of [ClaudeModel.SONNET_5_5, ClaudeModel.of('anthropic.claude-next-9')]) {
      expect(legs(simulator, InvocationRequest.globalProfile(model, CALLER))).toMatch(/X$/);
      expect(legs(simulator, InvocationRequest.applicationProfile(model, 'copy', CALLER))).toMatch(/X$/);
      expect(legs(simulator, InvocationRequest.geographicProfile(
        model, 'eu', { account: ACCOUNT, sourceRegion: 'eu-west-1', destinationRegions: ['eu-west-1'] }))).toMatch(/X/);
    }
  });

  test.each([
    ['bedrock:CreateModelInvocationJob', 'af-south-1'], ['bedrock-mantle:CreateInference', 'af-south-1'],
    ['bedrock:CallWithBearerToken', 'af-south-1'], ['bedrock:InvokeModel', 'us-east-1'],
  ])('closes %s in %s', (action, region) => {
    expect(allowed(action, region)).toBe(false);
  });

  test('leaves direct calls in the source Region open, as the page says', () => {
    expect(legs(underJson(document), InvocationRequest.direct(ClaudeModel.SONNET_5_5, CALLER))).toBe('A');
    expect(allowed('bedrock:InvokeModel', 'af-south-1')).toBe(true);
  });
});
