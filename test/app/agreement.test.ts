import { judgeApp } from '../../src/core/app/judge-app';
import { ReportRow } from '../../src/core/app/report';
import { InvocationOutcome } from '../../src/core/iam/outcome';
import { Judge, NamedDocument } from '../judge/judge';
import { assemblyOf, synthesize } from '../support/assemblies';
import { readConstructs, ReadIdentity } from '../support/construct-reader';
import { REGION_DENY } from '../support/difficult/organization';
import { CLOSED, GUARDED, makeDirectory, MANAGEMENT, OPEN, UNITS } from '../support/difficult/places';
import { buildDifficultApp, buildPipelineApp, buildQuietApp } from '../support/difficult-app';
import { document, globalCall } from '../support/small-policies';

const { ALLOWED } = InvocationOutcome;
const STAND_IN_ACCOUNT = '123456789012';
/** Of a stack that may be deployed anywhere. */
const STAND_IN_REGIONS = ['af-south-1', 'us-east-1', 'eu-central-1'];
/** A model that nobody has heard of. */
const ANY_MODEL = 'anthropic.claude-unheard-of-9';
/** What is random of names: as they are made now, and as they were. */
const RANDOM = ['aB3dE6gH9jKl', 'ZZZZZZZZZZZZ', '0A1B2C3D4E5F6'];
const FULL = { name: 'FullAWSAccess', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };

/** Identities that no construct of IAM stands for. */
const OTHERS: readonly ReadIdentity[] = [
  ...[OPEN, GUARDED].flatMap((account) => [permissionSet('AsObject', account), permissionSet('Joined', account)]),
  permissionSet('AsText', OPEN), permissionSet('ByName', OPEN), permissionSet('Exempt', GUARDED),
  permissionSet('OfAws', OPEN, { Statement: { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' } }),
  outside('Fleet/Unit/UnitWorker', GUARDED, (random) => `StackSet-unit-0b1c2d3e-UnitWorker-${random}`),
  ...[OPEN, CLOSED].map((account) => outside('Fleet/Accounts/AccountWorker', account, (random) => `StackSet-accounts-0-Acc-${random}`)),
  outside('legacy-report', CLOSED, () => 'any/path/legacy-report'),
];

function permissionSet(name: string, account: string, given: object = document(globalCall())): ReadIdentity {
  return {
    path: `Workforce/${name}`,
    kind: 'role',
    account,
    documents: [given],
    name: () => `aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${name}_0123456789abcdef`,
  };
}

function outside(path: string, account: string, name: (random: string) => string): ReadIdentity {
  return { path, kind: 'role', account, documents: [document(globalCall())], name };
}

const judge = new Judge();
afterAll(() => judge.close());
const directory = makeDirectory();
const difficult = buildDifficultApp(directory);
const pipeline = buildPipelineApp(directory);
const quiet = buildQuietApp(directory);

describe.each([
  ['difficult', difficult, OTHERS, 90],
  ['pipeline', pipeline, [], 6],
  ['quiet', quiet, [], 4],
] as const)('of the %s app', (_, app, others, least) => {
  test('each row that is certain is as another engine decides it, whatever is random in the name', async () => {
    const files = synthesize(app);
    const guard = app.node.findAll().map((one) => (one as { document?: { toJSON?: () => object } }).document)
      .find((one) => JSON.stringify(one?.toJSON?.() ?? {}).includes('DenyGlobalByRegion'))?.toJSON?.();
    const report = judgeApp({ assembly: assemblyOf(files), units: UNITS });
    const known = new Map(STAND_IN_REGIONS.map((region) =>
      [region, [...readConstructs(app, { account: STAND_IN_ACCOUNT, region }), ...others]]));
    const disagreements: string[] = [];
    let asked = 0;
    for (const row of report.rows.filter(({ verdict }) => verdict !== 'not-judged')) {
      const { path, account } = report.identities[row.identity];
      const verdicts: string[] = [];
      for (const region of row.region === undefined ? STAND_IN_REGIONS : [row.region]) {
        const found = (known.get(region) ?? known.get(STAND_IN_REGIONS[0])!).find((one) =>
          (one.path === path || path.endsWith(`/${one.path}`)) && (account === undefined || account === one.account));
        verdicts.push(...found === undefined ? ['nobody knows its policies'] : await ask(row, region, found, guard));
      }
      asked += verdicts.length;
      disagreements.push(...verdicts.filter((one) => one !== row.verdict)
        .map((one) => `${path} ${account} ${row.model} ${row.region} ${row.action}: ${row.verdict}, and the judge says ${one}`));
    }
    expect(disagreements).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(least);
  }, 120_000);
});

/** What the engine says of a row, for each name that may be. */
async function ask(row: ReportRow, region: string, identity: ReadIdentity, guard: object | undefined): Promise<string[]> {
  const { documents, boundary, account, kind, name } = identity;
  const own = documents.map((one, index) => ({ name: `own ${index}`, document: one }));
  const levels = levelsAbove(account, guard);
  const verdicts: string[] = [];
  for (const random of new Set(RANDOM.map((one) => name(one)))) {
    const principal = `arn:aws:iam::${account}:${kind}/${random}`;
    const legs = callLegs(row, region, account).map(({ resource, context }) => ({
      principal,
      action: row.action === 'invoke' ? 'bedrock:InvokeModel' : 'bedrock:InvokeModelWithResponseStream',
      resource,
      context: { ...context, 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account },
    }));
    // What it means to do is what its own allows give.
    const meant = own.map((one) => ({ ...one, document: onlyAllows(one.document) }));
    const given = await Promise.all(legs.map(async (leg) => judge.ask({ ...leg, identity: meant })));
    if (given.some((one) => one !== ALLOWED)) {
      verdicts.push(given.some((one) => one === ALLOWED) ? 'partial' : 'nothing');
      continue;
    }
    const all = await Promise.all(legs.map(async (leg) => judge.ask({
      ...leg, identity: own, boundary: boundary && { name: 'boundary', document: boundary }, scpLevels: levels,
    })));
    verdicts.push(all.every((one) => one === ALLOWED) ? 'allowed' : 'denied');
  }
  return verdicts;
}

function callLegs({ model: given }: ReportRow, region: string, account: string) {
  const model = given === '*' ? ANY_MODEL : given;
  const profile = `arn:aws:bedrock:${region}:${account}:inference-profile/global.${model}`;
  const through = { 'bedrock:InferenceProfileArn': profile };
  return [
    { resource: profile, context: { 'aws:RequestedRegion': region } },
    { resource: `arn:aws:bedrock:${region}::foundation-model/${model}`, context: { ...through, 'aws:RequestedRegion': region } },
    { resource: `arn:aws:bedrock:::foundation-model/${model}`, context: { ...through, 'aws:RequestedRegion': 'unspecified' } },
  ];
}

function onlyAllows(given: unknown): object {
  const { Statement: statements, ...rest } = given as { readonly Statement: any };
  return { ...rest, Statement: [statements].flat().filter(({ Effect: effect }) => effect === 'Allow') };
}

function levelsAbove(account: string, guard: object | undefined): NamedDocument[][] {
  const home = { name: 'home regions', document: REGION_DENY };
  const ofAccount = account === CLOSED && guard ? [[FULL, { name: 'guard', document: guard }]] : [];
  return account === MANAGEMENT ? [] : [[FULL], ...account === GUARDED ? [[FULL, home]] : [], ...ofAccount];
}
