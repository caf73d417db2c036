import { readFileSync } from 'node:fs';
import { App, DefaultStackSynthesizer } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { addDeployer } from '../examples/github-deployer';
import { ENVIRONMENTS } from '../examples/workload-app';
import { Files, quietly, synthesize } from './support/assemblies';
import { decideTrustByBoth } from './support/both-engines';
import { deploy } from './support/deploy';
import { nagFindings, sweep } from './support/nag';
import { readGate } from './support/pipeline';

const TOOLS = '222233334444';
const GITHUB = 'token.actions.githubusercontent.com';
const STAGES = ENVIRONMENTS.flatMap(({ name }) => [name, `${name}Policies`]);

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Record<string, string>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly steps: readonly Step[];
}

const FILE = 'examples/github/deploy-claude.yml';
const text = readFileSync(FILE, 'utf8');
const jobs: Record<string, Job> = parse(text).jobs;
const [gate, ...deployments] = Object.values(jobs);

const app = new App();
const deployer = sweep(addDeployer(app));
const files = synthesize(app);
const template = deploy(files['Deployer.template.json'] as any, {
  account: TOOLS, region: 'eu-west-1', refs: { GitHub38B7EEC4: `arn:aws:iam::${TOOLS}:oidc-provider/${GITHUB}` },
});
const roleResources = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
const roles: Record<string, { trust: unknown; statements: any[] }> = Object.fromEntries(roleResources.map(([id, { Properties }]) =>
  [Properties.RoleName, { trust: Properties.AssumeRolePolicyDocument, statements: statementsOf(id) }]));

function statementsOf(id: string): any[] {
  return Object.values<any>(template.Resources).filter(({ Properties }) => Properties.Roles?.some(({ Ref }: any) => Ref === id))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

describe('the workflow', () => {
  test('deploys the stages of the pipeline, one after the other, each from the environment of its name', () => {
    expect(deployments.map(({ environment }) => environment)).toEqual(STAGES);
    expect(deployments.map(({ env }) => env!.STAGE)).toEqual(STAGES);
    expect(deployments.map(({ needs }) => needs)).toEqual(Object.keys(jobs).slice(0, -1));
    expect(deployments.map((job) => job.steps.map(({ run = '' }) => run).filter((run) => run.includes('cdk deploy')))).toEqual(
      STAGES.map(() => ['npx cdk deploy --app cdk.out --require-approval never --exclusively "$STAGE/*"']));
  });

  test('deploys nothing of a pull request', () => {
    expect(deployments[0].if).toBe('${{ github.event_name == \'push\' }}');
  });

  test('has the gate of the pipeline', () => {
    const { install, build: { commands } } = readGate(new App());
    const runs = gate.steps.filter((step) => step.run && !step.if).map(({ run }) => run!.split(' #')[0]);
    expect(runs).toEqual([...install.commands, ...commands]);
  });

  test('writes the page and uploads it whenever there is an assembly, also after a failure', () => {
    const after = gate.steps.filter((step) => step.if).map(({ run, uses, if: condition }) => [run ?? uses!.split('@')[0], condition]);
    expect(after).toEqual([
      [expect.stringContaining('--format html --out report.html'), expect.stringMatching(/!cancelled\(\) && hashFiles\('cdk.out/)],
      ['actions/upload-artifact', expect.stringMatching(/!cancelled\(\) && steps.page.outcome/)],
    ]);
  });

  test('gives a token only to the jobs that deploy, and takes actions by their commits', () => {
    expect(gate.permissions).toEqual({ contents: 'read' });
    expect(parse(text).permissions).toEqual({});
    expect(deployments.map(({ permissions }) => permissions)).toEqual(STAGES.map(() => ({ 'contents': 'read', 'id-token': 'write' })));
    const uses = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(one))).toEqual([]);
  });

  test('takes the actions that our own workflows take by the same commits', () => {
    const listPins = (file: string) => [...readFileSync(file, 'utf8').matchAll(/uses: ([\w-]+\/[\w-]+)@(.*)/g)];
    const ours = new Map(['ci', 'release'].flatMap((name) => listPins(`.github/workflows/${name}.yml`)
      .map(([, action, pin]) => [action, pin])));
    const both = listPins(FILE).filter(([, action]) => ours.has(action));
    expect(both.length).toBeGreaterThan(4);
    expect(both.filter(([, action, pin]) => pin.trim() !== ours.get(action)!.trim()).map(([line]) => line)).toEqual([]);
  });

  test('assumes a role that there is', () => {
    const named = deployments.map(({ env, steps }) => steps.find(({ uses }) => uses?.includes('credentials'))!.with!['role-to-assume']
      .replace('${{ env.STAGE }}', env!.STAGE));
    expect(named).toEqual(Object.keys(roles).map((name) => `arn:aws:iam::${TOOLS}:role/${name}`));
  });
});

describe.each(STAGES)('the role that deploys %s', (stage) => {
  const { trust, statements } = roles[`claude-deploy-${stage}`];
  const allowed: string[] = statements.flatMap(({ Resource }) => Resource);

  test('may assume what CDK assumes to deploy its stacks, and nothing else', () => {
    expect(statements.map(({ Effect, Action }) => [Effect, Action])).toEqual([['Allow', 'sts:AssumeRole']]);
    expect([...allowed].sort()).toEqual([...new Set(listNeeded(files, stage))].sort());
    expect(allowed.filter((arn) => !/^arn:aws:iam::\d{12}:role\/cdk-hnb659fds-[a-z-]+-role-\d{12}-[a-z0-9-]+$/.test(arn))).toEqual([]);
  });

  test.each([...STAGES, 'staging'])('is assumed by jobs of its own environment only: %s', async (environment) => {
    const admitted = await decide(trust, `repo:octo-org/octo-repo:environment:${environment}`);
    expect(admitted).toBe(environment === stage);
  });

  test.each([
    'repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org/octo-repo:pull_request', `repo:mallory/octo-repo:environment:${stage}`,
  ])('is not assumed by %s', async (subject) => {
    expect(await decide(trust, subject)).toBe(false);
  });
});

test('is clean by cdk-nag', () => {
  expect(quietly(() => nagFindings(deployer))).toEqual([]);
});

async function decide(trust: unknown, subject: string): Promise<boolean> {
  const outcome = await decideTrustByBoth(trust, {
    principal: `arn:aws:iam::${TOOLS}:oidc-provider/${GITHUB}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    context: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject, [`${GITHUB}:repository_id`]: '456789' },
    resource: `arn:aws:iam::${TOOLS}:role/deployer`,
  });
  return outcome === 'ALLOWED';
}

/** The roles of the bootstrap that the assembly names for the stacks of a stage: the CLI assumes them to deploy, and to upload. */
function listNeeded(all: Files, stage: string): string[] {
  const below = Object.entries(all).filter(([name]) => name.startsWith(`assembly-${stage}/`));
  const found = JSON.stringify(below).match(/"assumeRoleArn":"[^"]*/g)!;
  return found.map((one) => one.replace('"assumeRoleArn":"', '').replace('${AWS::Partition}', 'aws'))
    .filter((arn) => !arn.includes('-lookup-role-'))
    .map((arn) => arn.replace('${Qualifier}', DefaultStackSynthesizer.DEFAULT_QUALIFIER));
}
