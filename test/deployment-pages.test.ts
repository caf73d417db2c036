import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { addRollouts } from '../examples/workload-app';
import { Files, synthesize } from './support/assemblies';

// What docs/pipelines.md and docs/rollout.md say of the examples.

const PIPELINES = readFileSync('docs/pipelines.md', 'utf8');
const ROLLOUT = readFileSync('docs/rollout.md', 'utf8');

/** The cells of each row of the tables below a heading. */
function readRows(page: string, heading: string): string[][] {
  const [, after] = page.split(`\n${heading}\n`);
  return after.split(/^##/m)[0].split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
}

const readNames = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

function typesOf(files: Files, stages: RegExp): Set<string> {
  const templates = Object.entries<any>(files).filter(([name]) => stages.test(name) && name.endsWith('.template.json'));
  return new Set(templates.flatMap(([, { Resources }]) => Object.values<any>(Resources).map(({ Type }) => Type as string)));
}

describe('what CloudFormation must be allowed', () => {
  const app = new App();
  addRollouts(app);
  const files = synthesize(app);
  const rows = readRows(PIPELINES, '### What CloudFormation must be allowed').filter(([name]) => /^`(AWS|Custom)::/.test(name));
  const listed = rows.map(([name]) => readNames(name)[0]);

  test('is said for each type of resource that the stages have, and for no other', () => {
    const types = [...typesOf(files, /^assembly-(Dev|Prod)(Policies)?\//)].filter((type) => type !== 'AWS::CDK::Metadata');
    expect(types.length).toBeGreaterThan(10);
    expect([...listed].sort()).toEqual(types.sort());
  });

  test('names a service with the first action of each, and creates or puts something', () => {
    for (const [, actions] of rows) {
      const [first] = readNames(actions);
      expect(first).toMatch(/^[a-z]+:[A-Z]\w+$/);
      expect(first).toMatch(/:(Create|Put|Set|Invoke)/);
    }
  });
});

test('what is to be changed in the files of the pipelines is there', () => {
  const rows = readRows(PIPELINES, '### Fill in your accounts').filter(([file]) => /\.(ts|yml|json)`/.test(file));
  expect(rows).toHaveLength(5);
  for (const [file, what] of rows) {
    const [name] = readNames(file);
    const text = readFileSync(`examples/${name.endsWith('.yml') ? 'github/' : ''}${name}`, 'utf8');
    expect(readNames(what).filter((word) => !/^(gh |organization)/.test(word) && !text.includes(word))).toEqual([]);
  }
});

test('what is to be changed in the roll-out is there', () => {
  const text = readFileSync('examples/organization-rollout.ts', 'utf8');
  const names = readRows(ROLLOUT, '## Copy it').flatMap(([name]) => readNames(name));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});

test('all that a page says to copy is there, and brings along what it imports', () => {
  const copied = (page: string) => [...page.matchAll(/"\$clone"\/examples\/(\S+)/g)]
    .flatMap(([, path]) => path.startsWith('{') ? path.replace(/[{}]|\.ts/g, '').split(',').map((name) => `${name}.ts`) : path);
  const files = [...new Set([PIPELINES, ROLLOUT].flatMap(copied))];
  expect(files).toEqual(expect.arrayContaining(['operations.ts', 'pipeline.ts', 'github-deployer.ts', 'organization-rollout.ts']));
  const imported = files.flatMap((file) => [...readFileSync(`examples/${file}`, 'utf8').matchAll(/from '\.\/([^']+)'/g)])
    .map(([, name]) => name.endsWith('.json') ? name : `${name}.ts`);
  expect(imported.filter((name) => !files.includes(name))).toEqual([]);
});
