/** `docs/facts.md`: what AWS says, from where, and when it was read. */
import { basename } from 'node:path';
import { Fact, FactSource } from './facts';

const HEAD = `# What AWS says

The facts that this library depends on. Each has its source, and the day it was read. **Nothing was tried on a live account.** If sources
disagree, both are here, with the library's assumption. \`npm run facts\` lists the facts by age, with the pages to read again. CI warns
about facts that were read more than 120 days ago.

The page is generated from the doc comments of [src/core/facts](../src/core/facts). To change it, edit the comments and run
\`npm run facts -- --write\`.
`;
/** Words of headings that are more than lower case. */
const SPELLED: Readonly<Record<string, string>> = {
  ids: 'IDs', iam: 'IAM', arns: 'ARNs', github: 'GitHub', oidc: 'OIDC', cloudwatch: 'CloudWatch',
};
/** A longer value is folded. */
const SHOWN = 160;

export function writeFactsPage(facts: readonly Fact[]): string {
  const files = [...new Set(facts.map(({ file }) => file))];
  return [HEAD, ...files.map((file) => writeFile(file, facts.filter((fact) => fact.file === file)))].join('\n');
}

function writeFile(file: string, facts: readonly Fact[]): string {
  const [name] = basename(file).split('.');
  const words = name.replaceAll('-', ' ').replace(/\b(ids|iam|arns|github|oidc|cloudwatch)\b/g, (word) => SPELLED[word]);
  const heading = words.charAt(0).toUpperCase() + words.slice(1);
  return `## ${heading}\n\n[${file}](../${file})\n\n${facts.map(writeFact).join('\n')}`;
}

function writeFact({ name, statement, value, sources, assumed }: Fact): string {
  const quote = value.includes('`') ? '``' : '`';
  const isLong = value.length > SHOWN || value.includes('\n');
  return [
    `- **\`${name}\`**${isLong ? '' : `: ${quote}${value}${quote}`}${statement === '' ? '' : `  \n  ${statement}`}`,
    ...sources.map((source) => `  - ${writeSource(source)}`),
    ...assumed === undefined ? [] : [`  - *Assumed:* ${assumed}`],
    ...isLong ? ['', fold(value)] : [],
    '',
  ].join('\n');
}

function fold(value: string): string {
  const lines = ['<details><summary>value</summary>', '', '```ts', ...value.split('\n'), '```', '', '</details>'];
  return lines.map((line) => line === '' ? '' : `  ${line}`).join('\n');
}

function writeSource({ place, read, says }: FactSource): string {
  const [, repository, path] = /^([^:/]+\/[^:]+): (.+)$/.exec(place) ?? [];
  const shown = repository === undefined ? `<${place}>` : `[${repository}](https://github.com/${repository}), \`${path}\``;
  return `${shown}, read ${read}${says === undefined ? '' : `: ${says}`}`;
}
