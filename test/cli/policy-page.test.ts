import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGES } from '../../projenrc/pages';
import { OTHER_SERVICE_ACTIONS } from '../../src/core/call/probes';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../../src/core/facts/limits';
import { cli } from '../support/cli';
import { documentsOf, filesOf } from '../support/policy-files';

const PAGE = readFileSync('docs/policy.md', 'utf8');
const { blocks: BLOCKS } = PAGES.get('docs/policy.md')!;
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
});

test('other commands of the page are of AWS, or read what the command before them wrote', () => {
  const others = COMMANDS.filter((command) => !OURS.includes(command) && !command.startsWith('aws '));
  expect(others).toEqual([expect.stringMatching(/^npx cdk-bedrock-cris check-scp policies\//)]);
  const before = COMMANDS[COMMANDS.indexOf(others[0]) - 1];
  const directory = mkdtempSync(join(tmpdir(), 'cris-page-'));
  try {
    const [write, read] = [before, others[0]].map((command) => readWords(command)
      .map((word) => word.replace(/^policies(?=$|\/)/, directory)));
    expect(cli(...write).status).toBe(0);
    const { status, out } = cli(...read);
    expect([status, out]).toEqual([0, expect.stringContaining('bedrock-region-deny.json')]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('one managed policy holds as many models as the page says', () => {
  const most = Number(/More than (\d+) models/.exec(PAGE)?.[1]);
  const models = KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes('af-south-1')).map(({ modelId }) => modelId);
  const count = (number: number) => documentsOf('access', ...models.slice(0, number).flatMap((modelId) => ['--model', modelId]),
    '--region', 'af-south-1', '--account', '111122223333').length;
  expect([count(most), count(most + 1)]).toEqual([1, 2]);
});

test('other numbers are those of the code', () => {
  expect(PAGE).toContain(`An SCP may have ${SERVICE_CONTROL_POLICY_LIMIT.toLocaleString('en-US')} characters`);
  expect([OTHER_SERVICE_ACTIONS.length, PAGE.includes('and four other actions in the allowed Regions')]).toEqual([4, true]);
});
