import { App, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import organization from '../examples/organization.json';
import { addPipeline } from '../examples/pipeline';
import { REGION_DENY } from '../examples/region-deny';
import { addRollouts, Environment, ENVIRONMENTS, listAccounts, Policies, Workload } from '../examples/workload-app';
import { ClaudeModel, InvocationRequest, InvocationSimulator, PolicySource } from '../src';
import { assemblyOf, Files, quietly, synthesize } from './support/assemblies';
import { cli } from './support/cli';
import { legs } from './support/decisions';
import { ALLOW_ALL } from './support/guards';
import { accept, nagFindings, sweep } from './support/nag';
import { judgeApp } from '../src/core/app/judge-app';
import { parsePolicy } from '../src/core/iam/policy';

const { SONNET_5_5, HAIKU_4_5, OPUS_5_5 } = ClaudeModel;
const [DEV, PROD] = ENVIRONMENTS;

/** Who may call what, in words: `Prod claude-sonnet-5-5 invoke allowed`. */
function judge(files: Files, ...serviceControlPolicies: object[]) {
  const policies = serviceControlPolicies.map((document) => ({ policy: parsePolicy('organization', document) }));
  const { rows, identities, findings, notJudged, recording } = judgeApp({ assembly: assemblyOf(files), units: organization, policies });
  const calls = rows.map(({ identity, model, action, verdict }) =>
    `${identities[identity].path.split('/')[0]} ${model.replace(/anthropic\.|-2025.*/g, '')} ${action} ${verdict}`);
  return { calls, notJudged, recording, findings: findings.map(({ rule }) => rule) };
}

const callsOf = (name: string, verdict: string, ...models: string[]) =>
  models.flatMap((model) => ['invoke', 'stream'].map((action) => `${name} claude-${model} ${action} ${verdict}`));
const allCalls = (verdict: string) =>
  [...callsOf('Dev', verdict, 'sonnet-5-5', 'haiku-4-5'), ...callsOf('Prod', verdict, 'sonnet-5-5')];

function only(add: (app: App, environment: Environment) => void): Files {
  const app = new App();
  ENVIRONMENTS.forEach((environment) => add(app, environment));
  return synthesize(app);
}

const pipelineApp = new App();
const pipeline = addPipeline(pipelineApp);
const files = synthesize(pipelineApp);
const templates = Object.entries(files).filter(([name]) => name.endsWith('.template.json')) as [string, any][];
const stages: any[] = Object.values(Template.fromStack(pipeline).findResources('AWS::CodePipeline::Pipeline'))[0].Properties.Stages;

describe('who may call, by the report on what the pipeline deploys', () => {
  test('before the policies, under the Region deny that the organization has: nobody, and the record is on', () => {
    const before = only((app, environment) => new Workload(app, environment.name, environment));
    expect(judge(before, REGION_DENY)).toMatchObject({ calls: allCalls('denied'), notJudged: [] });
    expect(judge(before).recording).toHaveLength(2);
  });

  test('after the policies: each environment its approved models', () => {
    expect(judge(files)).toMatchObject({ calls: allCalls('allowed'), findings: [], notJudged: [] });
  });

  test.each([
    [DEV, SONNET_5_5, 'AAA'], [DEV, HAIKU_4_5, 'AAA'], [DEV, OPUS_5_5, 'AAX'],
    [PROD, SONNET_5_5, 'AAA'], [PROD, HAIKU_4_5, 'AAX'], [PROD, OPUS_5_5, 'AAX'],
  ])('after the policies, of what an administrator in $name may call: %#', (environment, model, expected) => {
    const stack = policiesOf(environment);
    const documents = Object.entries<any>(stack.Resources).map(([id, { Properties }]) => PolicySource.fromJson(id, Properties.Content));
    expect(documents).toHaveLength(2);
    const simulator = new InvocationSimulator({
      identityPolicies: [ALLOW_ALL], serviceControlPolicies: [{ levelName: environment.unit, policies: documents }],
    });
    const [account] = listAccounts(environment.unit);
    expect(legs(simulator, InvocationRequest.globalProfile(model, {
      account, sourceRegion: 'af-south-1', principalArn: `arn:aws:iam::${account}:role/Admin`,
    }))).toBe(expected);
  });

  test('the policies of an environment are on its unit alone', () => {
    for (const environment of ENVIRONMENTS) {
      const targets = Object.values<any>(policiesOf(environment).Resources).map(({ Properties }) => Properties.TargetIds);
      expect(targets).toEqual([[environment.unit], [environment.unit]]);
    }
  });

  function policiesOf({ name }: Environment): any {
    const [[, template]] = templates.filter(([file]) => file.startsWith(`assembly-${name}Policies/`));
    return template;
  }
});

describe('the gate', () => {
  const gate = (app: App, ...args: string[]) => {
    synthesize(app);
    return cli('report', app.outdir, '--organization', 'examples/organization.json', ...args);
  };

  test('is passed by the pipeline\'s own app', () => {
    expect(gate(pipelineApp).status).toBe(0);
  });

  test('stops a model that a policy of the unit does not admit', () => {
    const app = new App();
    new Workload(app, 'Prod', { ...PROD, models: [SONNET_5_5, OPUS_5_5] });
    new Policies(app, 'ProdPolicies', PROD);
    const { status, out } = gate(app);
    expect(status).toBe(1);
    expect(out).toMatch(/blocked-access: 'Prod\/.*' cannot call anthropic.claude-opus-5-5 .*'ProdPolicies\/Policies\/Regions\/Policy'/);
  });

  test('stops what a Region deny of the organization takes away, which no stage can open', () => {
    expect(gate(new PipelineApp(), '--scp', 'examples/region-deny.json').status).toBe(1);
  });

  class PipelineApp extends App {
    constructor() {
      super();
      addPipeline(this);
    }
  }
});

describe('the order', () => {
  test('is: the gate, then each environment, and its policies behind an approval', () => {
    expect(stages.map(({ Name }) => Name)).toEqual(['Source', 'Build', 'UpdatePipeline', 'Dev', 'DevPolicies', 'Prod', 'ProdPolicies']);
    const kinds = (name: string) => stages.find(({ Name }) => Name === name).Actions
      .sort((one: any, other: any) => one.RunOrder - other.RunOrder)
      .map(({ ActionTypeId, RunOrder }: any) => `${RunOrder} ${ActionTypeId.Provider}`);
    for (const environment of ['Dev', 'Prod']) {
      expect(kinds(environment)).toEqual(['1 CodeBuild', '2 Manual', '3 CloudFormation', '4 CloudFormation']);
      expect(kinds(`${environment}Policies`)).toEqual(['1 Manual', '2 CloudFormation', '3 CloudFormation']);
    }
  });

  test('in an account is: the record, and then whoever may call, who is taken away before it', () => {
    const workloads = templates.filter(([file]) => /^assembly-(Dev|Prod)\//.test(file));
    expect(workloads).toHaveLength(2);
    for (const [, { Resources }] of workloads) {
      const resources = Object.entries<any>(Resources);
      const [[settingId, setting]] = resources.filter(([, { Type }]) => Type === 'Custom::BedrockModelInvocationLogging');
      expect(setting.Properties.OnRemoval).toBe('RETAIN');
      const grants = resources.map(([, resource]) => resource)
        .filter(({ Properties }) => /bedrock:Invoke/.test(JSON.stringify(Properties.PolicyDocument)));
      expect(grants.map(({ DependsOn }) => DependsOn.includes(settingId))).toEqual([true]);
    }
  });

  test('has a Node.js that the library takes, in the gate and in the self-mutation, whatever the image\'s default is', () => {
    const specs = Object.values(Template.fromStack(pipeline).findResources('AWS::CodeBuild::Project'))
      .map(({ Properties }) => Properties.Source.BuildSpec).filter((spec) => /npm ci|cdk -a/.test(JSON.stringify(spec)));
    expect(specs.map((spec) => JSON.parse(spec).phases.install)).toEqual([
      { 'commands': ['npm ci'], 'runtime-versions': { nodejs: 22 } },
      { 'commands': [expect.stringMatching(/^npm install -g aws-cdk/)], 'runtime-versions': { nodejs: 22 } },
    ]);
  });

  test('has people approve by the page of the same run', () => {
    const [synth] = stages[1].Actions;
    const [page] = /#\{[^"]*report.html/.exec(JSON.stringify(synth.Configuration.EnvironmentVariables))!;
    expect(page).toBe('#{codepipeline.PipelineExecutionId}/report.html');
    for (const { Actions: [approval] } of stages.filter(({ Name }) => Name.endsWith('Policies'))) {
      expect(JSON.stringify(approval.Configuration.ExternalEntityLink)).toContain(`prefix=${page}`);
    }
  });
});

test('CDK has synthesized a stage when it is added: later constructs are refused, and later tags are lost', () => {
  const app = new App();
  const rollouts = addRollouts(app);
  addPipeline(app, rollouts);
  const [{ workload }] = rollouts;
  const tags = () => JSON.stringify(quietly(() => Template.fromStack(stacksOf(workload)[0])).findResources('AWS::SNS::Topic'));
  Tags.of(workload).add('late', 'yes');
  Tags.of(app).add('app', 'yes');
  expect(tags()).toContain('"environment"');
  expect(tags()).not.toMatch(/late|"app"/);
  new iam.Role(stacksOf(workload)[0], 'Late', { assumedBy: new iam.AccountRootPrincipal() });
  expect(() => app.synth()).toThrow(/modified after the first synthesis/);
});

describe('organization.json', () => {
  /** The example with that file instead. */
  function importWith(file: Record<string, string[]>): typeof import('../examples/workload-app') {
    let example: typeof import('../examples/workload-app');
    jest.isolateModules(() => {
      jest.doMock('../examples/organization.json', () => file);
      example = jest.requireActual('../examples/workload-app');
    });
    jest.dontMock('../examples/organization.json');
    return example!;
  }

  test('fails where a unit has no account, as where it is misspelt: nothing would be deployed there, and the gate would pass', () => {
    const { addRollouts: add } = importWith({ ...organization, 444455556666: ['r-ab12', 'ou-ab12-prod0010'] });
    expect(() => add(new App())).toThrow(/^no account is below ou-ab12-prod0001: correct 'unit' in workload-app.ts, or/);
  });

  test('fails where it does not name the management account', () => {
    const { 999988887777: _, ...rest } = organization;
    expect(() => importWith(rest).addRollouts(new App())).toThrow(
      /^organization.json does not name the management account 999988887777: add "999988887777": \[\], or correct 'MANAGEMENT'/);
  });
});

function stacksOf(stage: Stage): Stack[] {
  return stage.node.findAll().filter(Stack.isStack);
}

describe('cdk-nag', () => {
  // A stage that is in a pipeline is synthesized already, and an aspect that comes later sees nothing.
  const rollouts = addRollouts(new App());
  const ofStages = rollouts.flatMap(({ workload, policies }) => [workload, policies]).flatMap(stacksOf);
  const app = new App();
  const own = addPipeline(app);
  const ofPipeline = app.node.children.filter(Stack.isStack);
  ofPipeline.forEach((stack) => accept(stack, 'AwsSolutions-S1', 'Whoever has a bucket for access logs names it'));
  const ofCdk = own.node.findChild('Pipeline');
  accept(ofCdk, 'AwsSolutions-IAM5', 'CDK grants artifacts, logs and reports of builds by patterns, and bootstrap roles by their tags');
  const ofCheck = ofCdk.node.findChild('PipelinesSecurityCheck');
  accept(ofCheck, 'AwsSolutions-IAM4', 'The function of ConfirmPermissionsBroadening writes logs by AWS\'s own policy');
  accept(ofCheck, 'AwsSolutions-L1', 'CDK chooses the runtime of that function');

  test('finds nothing in the stages', () => {
    expect(ofStages).toHaveLength(4);
    expect(quietly(() => ofStages.map(sweep).flatMap(nagFindings))).toEqual([]);
  });

  test('finds nothing in the pipeline and in the buckets that it has in other Regions', () => {
    expect(ofPipeline).toContain(own);
    expect(ofPipeline.map(({ region }) => region).sort()).toEqual(['af-south-1', 'eu-west-1', 'us-east-1']);
    expect(quietly(() => ofPipeline.map(sweep).flatMap(nagFindings))).toEqual([]);
  });

  test('no stack warns of anything', () => {
    const warnings = quietly(() => [...ofStages, ...ofPipeline].flatMap((stack) =>
      Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data))));
    expect(warnings.filter((warning) => !/AwsSolutions-|CdkNag/.test(warning))).toEqual([]);
  });
});
