import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { version } from 'aws-cdk-lib/package.json';
import { addRollout } from '../examples/organization-rollout';
import organization from '../examples/organization.json';
import { addPipeline } from '../examples/pipeline';
import { addRollouts, ENVIRONMENTS } from '../examples/workload-app';
import { peerDependencies } from '../package.json';
import { Files, synthesize } from './support/assemblies';

// The numbers of docs/pipelines.md and docs/rollout.md. Bytes are those of the oldest aws-cdk-lib.

const PIPELINES = readFileSync('docs/pipelines.md', 'utf8');
const ROLLOUT = readFileSync('docs/rollout.md', 'utf8');

/** Synthesizes the pipeline of one environment with so many accounts. */
function synthesizePipeline(accounts: number): Files {
  const units: Record<string, string[]> = organization;
  const [environment] = ENVIRONMENTS;
  const before = { ...units };
  Object.keys(units).filter((account) => units[account].includes(environment.unit)).forEach((account) => delete units[account]);
  Array.from({ length: accounts }, (_, index) => units[`${100_000_000_000 + index}`] = ['r-ab12', environment.unit]);
  const app = new App();
  addPipeline(app, addRollouts(app, [environment]));
  const files = synthesize(app);
  Object.keys(units).forEach((account) => delete units[account]);
  Object.assign(units, before);
  return files;
}

function findResources(files: Files, type: string): [file: string, resource: any][] {
  return Object.entries<any>(files).filter(([file]) => file.endsWith('.template.json')).flatMap(([file, { Resources }]) =>
    Object.values<any>(Resources).filter(({ Type }) => Type === type).map((one): [string, any] => [file, one]));
}

function countActions(files: Files): number {
  const [[, { Properties }]] = findResources(files, 'AWS::CodePipeline::Pipeline');
  return Properties.Stages.find(({ Name }: any) => Name === 'Dev').Actions.length;
}

/** The bytes of the policy of the pipeline's bucket in Cape Town, as CloudFormation writes it. */
function measureBucketPolicy(files: Files): number {
  const [[file, { Properties }]] = findResources(files, 'AWS::S3::BucketPolicy').filter(([name]) => name.includes('af-south-1'));
  const { Resources } = files[file] as any;
  const write = (value: any): any => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { Ref, 'Fn::Join': joined, 'Fn::GetAtt': attribute } = value;
    return Ref === 'AWS::Partition' ? 'aws'
      : attribute ? `arn:aws:s3:::${Resources[attribute[0]].Properties.BucketName}`
        : joined ? joined[1].map(write).join(joined[0])
          : Array.isArray(value) ? value.map(write)
            : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, write(inner)]));
  };
  return JSON.stringify(write(Properties.PolicyDocument)).length;
}

const testBytes = peerDependencies['aws-cdk-lib'] === `^${version}` ? test : test.skip;

const readNumber = (page: string, pattern: RegExp) => Number(pattern.exec(page)![1].replace(',', ''));

// A few accounts tell what each more adds; forty take half a minute to synthesize.
const [FEW, MORE] = [2, 3].map((accounts) => ({ accounts, files: synthesizePipeline(accounts) }));

test('how many accounts a stage of the pipeline takes', () => {
  const each = countActions(MORE.files) - countActions(FEW.files);
  const check = countActions(FEW.files) - FEW.accounts * each;
  expect([each, check]).toEqual([2, 2]);
  const most = readNumber(PIPELINES, /^\| (\d+) in a stage \| 50 actions: two for each account, and two for `Confirm/m);
  expect(most * each + check).toBe(50);
  expect(readNumber(PIPELINES, /^\| (\d+) and more in a stage/m)).toBe(most + 1);
});

testBytes('how many accounts the policy of the pipeline\'s bucket takes', () => {
  const [bytes, each] = [/\| the policy .* full: ([\d,]+) bytes with 40 accounts/, /40 accounts, (\d+) for each more/]
    .map((pattern) => readNumber(PIPELINES, pattern));
  const [few, more] = [FEW, MORE].map(({ files }) => measureBucketPolicy(files));
  expect(more - few).toBe(each);
  expect(few + (40 - FEW.accounts) * each).toBe(bytes);
  expect(40 + Math.floor((20_480 - bytes) / each)).toBe(readNumber(PIPELINES, /^\| about (\d+) in a Region/m));
});

testBytes('how large the template of the record is', () => {
  const app = new App({ context: { [PATH_METADATA_ENABLE_CONTEXT]: true } });
  addRollout(app);
  const files = synthesize(app);
  const [name] = Object.keys(files).filter((file) => /RecordStack.*\.stackset\.template\.json$/.test(file));
  const kilobytes = statSync(join(app.outdir, name)).size / 1000;
  expect(Math.abs(kilobytes - readNumber(ROLLOUT, /with alarms and queries has (\d+) KB/))).toBeLessThan(2);
});
