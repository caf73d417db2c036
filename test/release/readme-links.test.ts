import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSource, makeReadmeLinksAbsolute, writeAbsoluteLinks } from '../../projenrc/readme-links';

const REPOSITORY = { url: 'https://github.com/cdk-bedrock-cris/cdk-bedrock-cris.git' };
const BLOB = 'https://github.com/cdk-bedrock-cris/cdk-bedrock-cris/blob/main';
const RAW = 'https://raw.githubusercontent.com/cdk-bedrock-cris/cdk-bedrock-cris/main';

test.each([
  ['a page', '[a](docs/access.md)', `[a](${BLOB}/docs/access.md)`],
  ['a section of a page', '[a](./docs/access.md#roles)', `[a](${BLOB}/docs/access.md#roles)`],
  ['a folder', '[a](docs/adr/)', `[a](${BLOB}/docs/adr/)`],
  ['code as text of the link', '[`a`](docs/a.md)', `[\`a\`](${BLOB}/docs/a.md)`],
  ['a section of the readme itself', '[a](#limits)', `[a](${BLOB}/README.md#limits)`],
  ['two in a line', '[a](b.md) and [c](d.md "title")', `[a](${BLOB}/b.md) and [c](${BLOB}/d.md "title")`],
  ['an image', '![a](docs/images/a.png)', `![a](${RAW}/docs/images/a.png)`],
  ['an image in a link', '[![a](a.png)](docs/b.md)', `[![a](${RAW}/a.png)](${BLOB}/docs/b.md)`],
  ['a reference', '[a]: docs/a.md', `[a]: ${BLOB}/docs/a.md`],
  ['a picture for dark pages', '<source media="a"\n srcset="a.png">', `<source media="a"\n srcset="${RAW}/a.png">`],
  ['HTML', '<a href="a.md"><img width="9" src="a.png"></a>', `<a href="${BLOB}/a.md"><img width="9" src="${RAW}/a.png"></a>`],
])('a relative link becomes absolute: %s', (_, relative, absolute) => {
  const source = findSource({ version: '0.0.0', repository: REPOSITORY });
  expect(writeAbsoluteLinks(relative, source)).toBe(absolute);
  expect(writeAbsoluteLinks(absolute, source)).toBe(absolute);
});

test.each([
  ['another site', '[a](https://docs.aws.amazon.com/a) <b@example.com> [c](mailto:b@example.com)'],
  ['code', '`[a](b.md)` and ``[`a`](b.md)``'],
  ['a block of code', '```ts\nconst a = b[c](d.md);\n```'],
  ['a block of code in a list', '- a\n\n  ```md\n  [a](b.md)\n  ```\n'],
])('what is no relative link stays: %s', (_, text) => {
  expect(writeAbsoluteLinks(text, findSource({ version: '0.0.0', repository: REPOSITORY }))).toBe(text);
});

test('a release links to the files of its tag', () => {
  expect(writeAbsoluteLinks('[a](b.md)', findSource({ version: '1.2.3', repository: REPOSITORY })))
    .toBe('[a](https://github.com/cdk-bedrock-cris/cdk-bedrock-cris/blob/v1.2.3/b.md)');
});

test('README.md has no relative link in an assembly, and its examples stay as they are', () => {
  const markdown = readFileSync('README.md', 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'cris-readme-'));
  const file = join(folder, '.jsii');
  writeFileSync(file, JSON.stringify({ version: '0.0.0', repository: REPOSITORY, readme: { markdown } }));
  makeReadmeLinksAbsolute(file);
  const assembly = JSON.parse(readFileSync(file, 'utf8')) as { readme: { markdown: string } };
  rmSync(folder, { recursive: true });
  const codeOf = (text: string) => text.match(/^```[^]*?^```/gm);
  expect(codeOf(assembly.readme.markdown)).toEqual(codeOf(markdown));
  const prose = assembly.readme.markdown.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  expect(prose.match(/\]\((?!https:\/\/)[^)]*\)|\b(?:src|srcset|href)="(?!https:\/\/)[^"]*"/g)).toBeNull();
});
