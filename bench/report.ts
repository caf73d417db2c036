/** The report on an app of many roles, against reading and parsing its files; and what the validation adds to a synthesis. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { run } from '../src/cli/run';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GlobalCrisValidation, GuardTarget } from 'cdk-bedrock-cris';

const MODELS = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
const ROLES_OF_STACK = 200;
const REGION = 'af-south-1';
const SCPS = [
  {
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': [REGION, 'us-east-1'] },
      ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/AWSControlTowerExecution', 'arn:aws:iam::*:role/Claude1-*'] },
    },
  },
  { Effect: 'Deny', Action: 'bedrock:CallWithBearerToken', Resource: '*' },
];

export function reportRows(quick: boolean): Row[] {
  const directory = mkdtempSync(join(tmpdir(), 'cris-bench-report-'));
  try {
    const samples = quick ? 3 : 8;
    return [
      validationRow(directory, quick ? 200 : 1000, samples),
      reportRow(directory, quick ? 400 : 2000, samples, '≤ 1,000 ms'),
      ...quick ? [] : [reportRow(directory, 10_000, 3, '≤ 3,000 ms')],
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function validationRow(directory: string, roles: number, samples: number): Row {
  const build = (name: string, isValidated: boolean) => cpuTime(() => quietly(() => {
    const app = new App({ outdir: join(directory, name) });
    if (isValidated) {
      GlobalCrisValidation.addTo(app);
    }
    for (let from = 0; from < roles; from += ROLES_OF_STACK) {
      createRoles(new Stack(app, `Claude${from / ROLES_OF_STACK}`, { env: { account: '111122223333', region: REGION } }));
    }
    const organization = new Stack(app, 'Org', { env: { account: '999988887777', region: 'us-east-1' } });
    new GlobalCrisDenyGuard(organization, 'Guard', {
      targets: [GuardTarget.organizationalUnit('ou-ab12-11111111')],
      exceptModels: MODELS,
      exemptPrincipalArns: ['arn:aws:iam::*:role/Claude1-*'],
    });
    app.synth();
  }));
  const [ours, bare]: number[][] = [[], []];
  build('with', true);
  build('without', false);
  for (let sample = 0; sample < samples; sample++) {
    // Every second sample runs the other way round, so that neither always follows the other.
    const [first, second] = sample % 2 === 0 ? [true, false] : [false, true];
    [first, second].forEach((isValidated) =>
      (isValidated ? ours : bare).push(build(`${isValidated ? 'with' : 'without'}${sample}`, isValidated)));
  }
  progress(`validation: ${count(median(ours))} ms with, ${count(median(bare))} ms without`);
  const what = `${count(roles)} roles, construct and synth: with the validation | without`;
  return [what, `${count(median(ours))} ms`, `${count(median(bare))} ms`, times(pairedRatio(ours, bare)), '≤ 1.25×'];
}

function reportRow(directory: string, roles: number, samples: number, goal: string): Row {
  const { assembly, files, scps } = writeAssembly(join(directory, `roles${roles}`), roles);
  const out = join(directory, 'report.json');
  const report = () => quietly(() => run(['report', assembly, '--scp', ...scps, '--format', 'json', '--out', out]));
  const parse = () => files.forEach((file) => JSON.parse(readFileSync(file, 'utf8')));
  report();
  const { totals } = JSON.parse(readFileSync(out, 'utf8')) as { totals: { identities: number } };
  if (totals.identities !== roles) {
    throw new Error(`the report is about ${totals.identities} roles of ${roles}`);
  }
  const [ours, bare]: number[][] = [[], []];
  let memory = 0;
  for (let sample = 0; sample < samples; sample++) {
    ours.push(cpuTime(report));
    memory = Math.max(memory, process.memoryUsage().heapUsed);
    bare.push(cpuTime(parse));
  }
  progress(`report on ${count(roles)} roles: ${count(median(ours))} ms, heap at most ${count(memory / 1e6)} MB`);
  const what = `report, ${count(roles)} roles × 3 models, two SCPs (heap ${count(memory / 1e6)} MB) | reading and parsing the files`;
  return [what, `${count(median(ours))} ms`, `${count(median(bare))} ms`, times(pairedRatio(ours, bare)), goal];
}

/** Writes an assembly of equal stacks, each with another name: to synthesize each would take minutes. */
function writeAssembly(assembly: string, roles: number) {
  const app = new App({ outdir: join(`${assembly}-one`) });
  createRoles(new Stack(app, 'Claude0', { env: { account: '111122223333', region: REGION } }));
  const [{ template }] = app.synth().stacks;
  mkdirSync(assembly);
  const numbers = Array.from({ length: roles / ROLES_OF_STACK }, (_, index) => index);
  const artifacts = Object.fromEntries(numbers.map((number) => [`Claude${number}`, {
    type: 'aws:cloudformation:stack',
    environment: `aws://111122223333/${REGION}`,
    properties: { templateFile: `Claude${number}.template.json` },
  }]));
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({ version: '53.0.0', artifacts }));
  const files = numbers.map((number) => {
    const file = join(assembly, `Claude${number}.template.json`);
    writeFileSync(file, JSON.stringify(template, undefined, 1));
    return file;
  });
  const scps = SCPS.map((statement, index) => {
    const file = join(assembly, `scp${index}.json`);
    writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: statement }));
    return file;
  });
  return { assembly, files, scps };
}

function createRoles(stack: Stack): void {
  const access = new GlobalClaudeAccess(stack, 'Access', { models: MODELS });
  for (let index = 0; index < ROLES_OF_STACK; index++) {
    const role = new iam.Role(stack, `Role${index}`, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
    });
    if (index % 2 === 0) {
      access.attachTo(role);
    } else {
      access.grantInvoke(role);
    }
    // As roles are: most statements have nothing to do with models, and no two roles have the same.
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${index}/*`] }));
  }
}

function quietly(work: () => unknown): void {
  const { log, error } = console;
  console.log = () => undefined;
  console.error = () => undefined;
  const { exitCode } = process;
  try {
    work();
  } finally {
    console.log = log;
    console.error = error;
    process.exitCode = exitCode;
  }
}
