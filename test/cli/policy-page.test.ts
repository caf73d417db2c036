import { readFileSync } from 'node:fs';
import { cli } from '../support/cli';
import { filesOf } from '../support/policy-files';

const PAGE = readFileSync('docs/policy.md', 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```(\S+)\n(.*?)\n```$/gms)].map(([, language, text]) => ({ language, text }));
const COMMANDS = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'));
const OURS = COMMANDS.filter((command) => command.startsWith('npx cdk-bedrock-cris policy '));

/** The words of a command without what a shell does with its output. */
function readWords(command: string): string[] {
  return [...command.replace(/ > \S+$/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word).slice(2);
}

/** What a command writes or prints. */
function perform(command: string): string {
  const words = readWords(command);
  const out = words.indexOf('--out');
  if (out < 0) {
    const printed = cli(...words);
    expect([command, printed.status, printed.err]).toEqual([command, 0, expect.stringMatching(/^cdk-bedrock-cris: judged offline: /)]);
    return printed.out;
  }
  const [, ...args] = words.filter((_, index) => index !== out && index !== out + 1);
  return Object.values(filesOf(...args)).join('\n');
}

test('every command of docs/policy.md does as it says there', () => {
  expect(OURS.length).toBeGreaterThan(12);
  OURS.forEach(perform);
  const formats = OURS.map((command) => /--format (\S+)/.exec(command)?.[1] ?? 'json');
  expect([...new Set(formats)].sort()).toEqual(['cfct', 'cloudformation', 'json', 'lza', 'terraform', 'terraform-json']);
  const kinds = OURS.map((command) => readWords(command)[1]);
  expect([...new Set(kinds)].sort()).toEqual(['access', 'endpoint', 'guard', 'region-deny']);
});

test('what the page shows is what its commands write', () => {
  const shown = BLOCKS.filter(({ language }) => ['json', 'hcl', 'yaml'].includes(language));
  const written = OURS.map(perform);
  expect(shown).toHaveLength(4);
  for (const { text } of shown) {
    expect(written.some((one) => one.includes(text))).toBe(true);
  }
  const [verdict] = BLOCKS.filter(({ language }) => language === 'text').map(({ text }) => text);
  expect(cli(...readWords(OURS[0])).err).toBe(verdict);
});

test('other commands of the page are of AWS, or read what was written', () => {
  const others = COMMANDS.filter((command) => !OURS.includes(command));
  const known = /^(aws |npx cdk-bedrock-cris check-scp policies\/bedrock-region-deny\.json )/;
  expect(others.filter((command) => !known.test(command))).toEqual([]);
});
