import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addLoggingBaseline } from '../examples/account-logging-baseline';
import { addBatch } from '../examples/batch';
import { addCallers } from '../examples/callers';
import { addCapeTown } from '../examples/cape-town-app';
import { addGuard } from '../examples/deny-in-an-ou';
import { addEnablement } from '../examples/enablement';
import { addDeployer } from '../examples/github-deployer';
import { addOperations } from '../examples/operations';
import { addRollout } from '../examples/organization-rollout';
import { addPipeline } from '../examples/pipeline';
import { addPrivate } from '../examples/private-endpoint';
import { addQuotaIncreases } from '../examples/quota-increase';
import { app as regionDeny } from '../examples/region-deny-that-admits';
import { addTeams } from '../examples/team-profiles';
import { WholeApp } from '../examples/whole-app';
import { addRollouts } from '../examples/workload-app';
import * as library from '../src';
import { synthesize } from './support/assemblies';

const LIBRARY: Readonly<Record<string, unknown>> = { ...library };
const of = (add: (app: App) => unknown) => {
  const app = new App();
  add(app);
  return app;
};
/** The apps of the examples, by their file. */
const APPS: Readonly<Record<string, App>> = {
  'account-logging-baseline.ts': of(addLoggingBaseline),
  'batch.ts': of(addBatch),
  'callers.ts': of(addCallers),
  'cape-town-app.ts': of(addCapeTown),
  'deny-in-an-ou.ts': of(addGuard),
  'enablement.ts': of(addEnablement),
  'github-deployer.ts': of(addDeployer),
  'operations.ts': of(addOperations),
  'organization-rollout.ts': of(addRollout),
  'pipeline.ts': of(addPipeline),
  'private-endpoint.ts': of(addPrivate),
  'quota-increase.ts': of(addQuotaIncreases),
  'region-deny-that-admits.ts': regionDeny,
  'team-profiles.ts': of(addTeams),
  'whole-app.ts': new WholeApp(),
  'workload-app.ts': of(addRollouts),
};

const ROWS = readFileSync('docs/examples.md', 'utf8').split('\n').filter((line) => line.startsWith('| ['))
  .map((line) => line.slice(2, -2).split(' | '))
  .map(([files, , creates, more]) => ({ files: readLinks(files).map((link) => link.replace('../examples/', '')), creates, more }));

function readLinks(cell: string): string[] {
  return [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
}

function readNames(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
}

/** Whether a name is a class of this library: a construct, or one that is none. */
function isClass(name: string, construct: boolean): boolean {
  const type = LIBRARY[name];
  return typeof type === 'function' && type.prototype instanceof Construct === construct;
}

/** The constructs of this library that an app makes, without those that these make themselves. */
function listConstructs(app: App): Set<string> {
  const isOurs = (one: Construct) => {
    const type = LIBRARY[one.constructor.name];
    return typeof type === 'function' && one instanceof type;
  };
  return new Set(app.node.findAll().filter(isOurs).map((one) => one.constructor.name));
}

test('docs/examples.md has every file of examples/', () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|py|json|yml)$/.test(file));
  const linked = ROWS.flatMap(({ files: names, creates }) =>
    [...names, ...readLinks(creates).map((link) => link.replace('../examples/', ''))]);
  expect(files.filter((file) => !linked.includes(file) && !file.startsWith('demo/'))).toEqual([]);
  expect(linked.filter((file) => !existsSync(`examples/${file}`))).toEqual([]);
});

test('docs/examples.md has a row for each app', () => {
  const apps = readdirSync('examples').filter((file) => file.endsWith('.ts'))
    .filter((file) => /new (App|WholeApp)\(\)/.test(readFileSync(`examples/${file}`, 'utf8')));
  expect(Object.keys(APPS).sort()).toEqual(apps.sort());
  const rows = ROWS.filter(({ files }) => files.some((file) => file in APPS));
  expect(rows.flatMap(({ files }) => files.filter((file) => file in APPS)).sort()).toEqual(apps.sort());
});

const OF_APPS = ROWS.filter(({ files }) => files[0] in APPS).map((row) => [row.files[0], row] as const);

describe.each(OF_APPS)('docs/examples.md says of %s', (file, { creates }) => {
  const names = readNames(creates);
  const others = names.filter((name) => name in APPS);
  const named = [creates, ...others.map((other) => ROWS.find(({ files }) => files[0] === other)!.creates)].flatMap(readNames);

  test('which constructs of the library it makes, and no other', () => {
    const constructs = named.filter((name) => isClass(name, true));
    expect(new Set(constructs)).toEqual(listConstructs(APPS[file]));
  });

  test('which types of resources its templates have', () => {
    const types = names.filter((name) => /^(AWS|Custom)::/.test(name));
    const templates = Object.entries<any>(synthesize(APPS[file])).filter(([name]) => /template\.json$/.test(name)).map(([, one]) => one);
    const made = new Set(templates.flatMap(({ Resources }) => Object.values<any>(Resources).map(({ Type }) => Type as string)));
    expect(types.filter((type) => !made.has(type))).toEqual([]);
  });

  test('what else of the library it uses', () => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    const classes = names.filter((name) => isClass(name, false));
    expect(classes.filter((name) => !text.includes(name))).toEqual([]);
  });
});

const FILES = readdirSync('examples').filter((file) => file.endsWith('.ts'));

test.each(FILES)('the header of %s says who it is for, what it creates and how to run it', (file) => {
  const [header] = readFileSync(`examples/${file}`, 'utf8').split('*/');
  expect(header).toMatch(/^\/\*\*\n \* For [^.]+[.:]/);
  expect(header).toMatch(/\n \* Creates\b/);
  if (file in APPS) {
    expect(header).toContain(`npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/${file}"`);
    const [, page] = /\n \* Read more: (docs\/[\w-]+\.md)\n/.exec(header)!;
    expect(ROWS.find(({ files }) => files.includes(file))!.more).toContain(`(${page.replace('docs/', '')})`);
  }
});
