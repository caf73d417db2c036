/**
 * Writes the policies of a table of options in every format, for the tools that read them: DIRECTORY/CASE/FORMAT/…, and beside them
 * DIRECTORY/CASE/expected.json, with the documents that each must hold in account 111122223333. And what the pages show of Terraform.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCKS } from '../projenrc/pages';
import { run } from '../src/cli/run';
import { KNOWN_MODELS } from '../src/core/facts/known-models';

const ACCOUNT = '111122223333';
const REGION = ['--region', 'af-south-1'];
const SONNET = ['--model', 'anthropic.claude-sonnet-5-5'];
const EXEMPT = ['--exempt', 'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_*'];
const OF_AFRICA = KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes('af-south-1'));
const ODD_NAME = 'a ${b} %{ if c } $${d} "e" \\f';

interface Case {
  readonly args: readonly string[];
  readonly name: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'access': { args: ['access', ...SONNET, ...REGION], name: 'claude-access' },
  'access-of-account': { args: ['access', ...SONNET, ...REGION, '--account', ACCOUNT, '--no-streaming'], name: 'claude-access' },
  'access-of-a-team': {
    args: ['access', '--application-profile',
      `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6=${SONNET[1]}`, ...REGION],
    name: 'claude-access',
  },
  'access-of-many': {
    args: ['access', ...OF_AFRICA.flatMap(({ modelId }) => ['--model', modelId]), ...REGION, '--name', 'claude-engineers'],
    name: 'claude-engineers',
  },
  'endpoint': {
    args: ['endpoint', ...SONNET, ...REGION, '--principal', `arn:aws:iam::${ACCOUNT}:role/app`, '--principal', 'arn:aws:iam::*:role/team/*'],
    name: 'claude-endpoint',
  },
  'guard': { args: ['guard'], name: 'bedrock-guard' },
  'guard-of-everything': {
    args: [
      'guard', '--except-model', 'amazon.nova-2-lite-v1:0', '--source-region', 'af-south-1', ...EXEMPT,
      ...['GEOGRAPHIC_PROFILE', 'DIRECT_OTHER_REGION', 'BATCH', 'MANTLE', 'BEARER_TOKEN'].flatMap((route) => ['--route', route]),
    ],
    name: 'bedrock-guard',
  },
  'guard-of-an-odd-name': { args: ['guard', '--name', ODD_NAME], name: ODD_NAME },
  'region-deny': {
    args: ['region-deny', '--allow-region', 'af-south-1', '--allow-region', 'eu-west-1', '--admit-model', SONNET[1], ...EXEMPT],
    name: 'bedrock-region-deny',
  },
};

/** What each format needs beside. */
const FORMATS: Readonly<Record<string, (isOfOrganization: boolean) => readonly string[]>> = {
  'terraform': listTargets,
  'terraform-json': listTargets,
  'cloudformation': listTargets,
  'cfct': () => ['--unit', 'Workloads:Production', '--home-region', 'eu-west-1'],
  'lza': () => ['--unit', 'Workloads/Production'],
};

function listTargets(isOfOrganization: boolean): readonly string[] {
  return isOfOrganization ? ['--target', 'ou-ab12-cd34ef56', '--target', ACCOUNT] : [];
}

const [, , directory] = process.argv;

for (const [title, { args, name }] of Object.entries(CASES)) {
  const isOfOrganization = ['guard', 'region-deny'].includes(args[0]);
  const place = join(directory, title);
  for (const [format, listOptions] of Object.entries(FORMATS)) {
    if (args[0] !== 'endpoint' || !['cfct', 'lza'].includes(format)) {
      perform([...args, ...listOptions(isOfOrganization), '--format', format, '--out', join(place, format)]);
    }
  }
  const inAccount = isOfOrganization || args.includes('--account') ? args : [...args, '--account', ACCOUNT];
  const printed = perform(withoutName(inAccount));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'expected.json'), JSON.stringify({ name, documents: printed.map((line) => JSON.parse(line) as unknown) }));
}
const shown = BLOCKS.filter(({ language }) => ['hcl', 'terraform'].includes(language));
for (const { page, line, text } of shown) {
  const place = join(directory, `${page.replaceAll('/', '-')}-${line}`, 'terraform');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'main.tf'), `${text}\n`);
}
console.log(`${shown.length} parts of pages, ${Object.keys(CASES).length} policies in ${Object.keys(FORMATS).length} formats`);

/** A name means nothing where JSON is printed. */
function withoutName(args: readonly string[]): string[] {
  const at = args.indexOf('--name');
  return at < 0 ? [...args] : [...args.slice(0, at), ...args.slice(at + 2)];
}

/** Runs a command line in this process, and returns what it prints. */
function perform(args: readonly string[]): string[] {
  const { log, error } = console;
  const [out, err]: string[][] = [[], []];
  console.log = (text: string) => out.push(...text.split('\n'));
  console.error = (text: string) => err.push(text);
  const status = run(['policy', ...args]);
  Object.assign(console, { log, error });
  if (status !== 0) {
    throw new Error(`policy ${args.join(' ')}: ${status}\n${err.join('\n')}`);
  }
  return out;
}
