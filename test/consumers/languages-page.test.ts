import { readFileSync } from 'node:fs';
import { engines, peerDependencies } from '../../package.json';
import { withOldest } from '../../projenrc/pacmak';

/** Where each language's smallest example is, which is compiled with its app, and what the page calls it. */
const SMALLEST = {
  'TypeScript': { file: 'typescript/smallest.ts', fence: 'typescript' },
  'Python': { file: 'python/smallest.py', fence: 'python' },
  'Java': { file: 'java/src/main/java/consumer/Smallest.java', fence: 'java' },
  'C#': { file: 'csharp/Smallest.cs', fence: 'csharp' },
  'Go': { file: 'go/smallest/main.go', fence: 'go' },
};
const PAGE = readFileSync('docs/languages.md', 'utf8');

test.each(Object.entries(SMALLEST))('docs/languages.md shows the smallest example in %s as it is compiled', (language, { file, fence }) => {
  const section = PAGE.split('\n## ').find((part) => part.startsWith(`${language}\n`))!;
  const [, shown] = new RegExp(`\`\`\`${fence}\n([^]*?)\`\`\``).exec(section)!;
  expect(shown).toBe(readFileSync(`consumers/${file}`, 'utf8'));
});

test.each(['languages', 'logging'])('docs/%s.md shows in Python only what is compiled', (page) => {
  const compiled = ['smallest', 'snippets'].map((file) => readFileSync(`consumers/python/${file}.py`, 'utf8'));
  const shown = [...readFileSync(`docs/${page}.md`, 'utf8').matchAll(/```python\n([^]*?)```/g)].map(([, code]) => code);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((code) => !compiled.some((file) => file.includes(code)))).toEqual([]);
});

test('docs/languages.md says with which versions of aws-cdk-lib, constructs and Node.js it works', () => {
  const oldest = peerDependencies['aws-cdk-lib'].replace('^', '');
  const { devDependencies: newest } = JSON.parse(readFileSync('test/newest/package.json', 'utf8'));
  const constructs = peerDependencies.constructs.replace('^', '');
  expect(PAGE).toContain(`Each needs aws-cdk-lib ${oldest} or later and constructs ${constructs} or later.`);
  expect(PAGE).toContain(`| Node.js ${engines.node.replace(/^>= (.*)\.0$/, '$1')} |`);
  expect(PAGE).toContain(`| TypeScript | run | ${oldest} and ${newest['aws-cdk-lib']} |`);
});

test('README.md shows the smallest example in TypeScript as it is compiled', () => {
  const section = readFileSync('README.md', 'utf8').split('\n## ').find((part) => part.startsWith('Smallest example\n'))!;
  expect(/```ts\n([^]*?)```/.exec(section)![1]).toBe(readFileSync('consumers/typescript/smallest.ts', 'utf8'));
});

test('a POM gets the oldest versions that we allow: nothing newer of them exists, and all of the others', () => {
  const [, definition] = withOldest(['2.245.0', '10.5.1']);
  const ignored = new RegExp(`^(${definition.replace('maven.version.ignore=', '')})$`);
  const others = ['1.140.0', '19.0.0', '1.3.2'];
  const newer = ['2.245.10', '2.246.0', '2.1245.0', '2.263.0', '10.5.10', '10.15.1', '10.8.1'];
  const versions = ['2.245.0', '10.5.1', ...others, ...newer];
  expect(versions.filter((version) => !ignored.test(version))).toEqual(['2.245.0', '10.5.1', ...others]);
});
