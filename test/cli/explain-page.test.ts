import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { OPTIONS } from '../../src/cli/options';
import { cli } from '../support/cli';

const PAGE = readFileSync('docs/explain.md', 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```(\S+)\n(.*?)\n```$/gms)].map(([, language, text]) => ({ language, text }));
const SHOWN = BLOCKS.flatMap(({ language, text }, index) =>
  language === 'sh' && BLOCKS[index + 1]?.language === 'text' ? [[text, BLOCKS[index + 1].text]] : []);

const MODEL = 'anthropic.claude-sonnet-5-5';
const REGION_DENY = {
  Version: '2012-10-17',
  Statement: {
    Sid: 'DenyOutsideRegions',
    Effect: 'Deny',
    NotAction: ['iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] } },
  },
};
const API_KEYS = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'bedrock:CallWithBearerToken', Resource: '*' } };
const EVENT = {
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'Converse',
  awsRegion: 'af-south-1',
  errorCode: 'AccessDenied',
  errorMessage: 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: ' +
    `arn:aws:bedrock:::foundation-model/${MODEL} with an explicit deny in a service control policy`,
  userIdentity: {
    type: 'AssumedRole',
    accountId: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/me',
    sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/team/app' } },
  },
  requestParameters: { modelId: `global.${MODEL}` },
};

/** The template of a team whose role may call some models from Cape Town. */
function synthesize(models: ClaudeModel[]): Record<string, any> {
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Claude', { env: { account: '111122223333', region: 'af-south-1' } });
  const role = new iam.Role(stack, 'Assistant', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  new GlobalClaudeAccess(stack, 'Access', { models, role, streaming: false });
  return Template.fromStack(stack).toJSON();
}

/** The policy in a template, as IAM has it after the deployment. */
function findPolicy({ Resources: resources }: Record<string, any>): string {
  const policy = Object.values<any>(resources).find(({ Type: type }) => type === 'AWS::IAM::ManagedPolicy');
  return JSON.stringify(policy.Properties.PolicyDocument)
    .replace(/\{"Fn::Join":\["",\["([^"]*)",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"$1aws$2"');
}

const HOME = process.cwd();
const DIRECTORY = mkdtempSync(join(tmpdir(), 'cris-page-'));
const { COLUMNS } = process.env;

beforeAll(() => {
  process.chdir(DIRECTORY);
  process.env.COLUMNS = '120';
  ['policies', 'cdk.out'].forEach((directory) => mkdirSync(directory));
  writeFileSync('policies/region-deny.json', JSON.stringify(REGION_DENY));
  writeFileSync('policies/api-keys.json', JSON.stringify(API_KEYS));
  writeFileSync('role.json', findPolicy(synthesize([ClaudeModel.SONNET_5_5])));
  writeFileSync('cdk.out/Claude.template.json', JSON.stringify(synthesize([ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5])));
  writeFileSync('event.json', JSON.stringify(EVENT));
});

afterAll(() => {
  process.chdir(HOME);
  rmSync(DIRECTORY, { recursive: true });
  if (COLUMNS === undefined) {
    delete process.env.COLUMNS;
  } else {
    process.env.COLUMNS = COLUMNS;
  }
});

/** The words of a command, as a shell would give them. */
function readWords(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"\$\(cat (\S+)\)"|(\S+)/g)]
    .flatMap(([, quoted, file, word]) => quoted ?? (file ? readFileSync(file, 'utf8')
      : word === 'policies/*.json' ? ['policies/api-keys.json', 'policies/region-deny.json'] : word)).slice(2);
}

test('the page shows five commands with what they print', () => {
  expect(SHOWN).toHaveLength(5);
});

test.each(SHOWN)('prints what the page says: %s', (command, shown) => {
  const { out, err } = cli(...readWords(command));
  expect(err).toBe('');
  expect(shown.split(/^…\n|\n…(?:\n|$)/).filter((part) => !out.includes(part))).toEqual([]);
});

test('every option is in the table, and no other', () => {
  const [, table] = PAGE.split('\n### Options\n');
  const listed = table.split('\n### ')[0].split('\n').filter((line) => line.startsWith('| `--')).map((line) => line.split('|')[1]);
  expect(listed.flatMap((cell) => [...cell.matchAll(/--([\w-]+)/g)].map(([, name]) => name)).sort()).toEqual(Object.keys(OPTIONS).sort());
});
