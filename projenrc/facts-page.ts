/** `docs/facts.md`: what AWS says, from where, and when it was read. */
import { basename } from 'node:path';
import { Fact, FactSource } from './facts';

const HEAD = `# What AWS says

The facts that this library rests on, each with where it was read and when. **Nothing was tried on a live account.** Where sources
disagree, both are here, and what the library assumes. \`npm run facts\` lists them by age, with what to look at again;
what was read more than 120 days ago is a warning in CI.

The page is generated from the doc comments of [src/core/facts](../src/core/facts): change those, then \`npm run facts -- --write\`.
`;
/** A longer value is folded. */
const SHOWN = 160;

export function writeFactsPage(facts: readonly Fact[]): string {
  const files = [...new Set(facts.map(({ file }) => file))];
  return [HEAD, ...files.map((file) => writeFile(file, facts.filter((fact) => fact.file === file)))].join('\n');
}

function writeFile(file: string, facts: readonly Fact[]): string {
  const [name] = basename(file).split('.');
  const words = name.replaceAll('-', ' ').replace(/\bids\b/, 'IDs').replace(/\b(iam|arns)\b/, (word) => word === 'iam' ? 'IAM' : 'ARNs');
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
