import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { PROGRAMS } from './programs';
import { BLOCKS, listFiles, listInlineCode, PAGES } from '../../projenrc/pages';
import { OPTIONS, QUOTA_OPTIONS, REPORT_OPTIONS } from '../../src/cli/options';
import { POLICY_OPTIONS } from '../../src/cli/policy/options';

// docs/facts.md quotes other repositories.
const CODE = [...PAGES.values()].filter(({ page }) => page !== 'docs/facts.md').flatMap(listInlineCode);

/** The options of each command of ours. */
const OURS: Readonly<Record<string, object>> = {
  'explain': OPTIONS, 'check-scp': OPTIONS, 'quota': QUOTA_OPTIONS, 'report': REPORT_OPTIONS, 'policy': POLICY_OPTIONS,
};
/** What a sentence may name without its command. */
const ALONE = [
  ...Object.values(OURS).flatMap((options) => Object.keys(options)),
  'concurrency', 'require-approval', 'security-only', 'trust', // CDK
  'abandon', 'no-rollback', 'offer-type', 'on-failure', // AWS
  'inspect-brk', // Node.js
  'html', 'quick', 'write', // scripts of this repository
];
/** Names that other code has, and no file here. */
const OTHER_NAMES = ['addServiceAccount', 'allowScripts', 'enabledRegions', 'findChild', 'getX', 'grantPut', 'iamPrincipal'];

test('every option in a sentence is one of its command', () => {
  const faults = CODE.flatMap(({ place, code }) => {
    const [first, ...words] = code.replace(/^(npx |-- )?(cdk-bedrock-cris |node lib\/cli\/main\.js )?/, '').split(' ');
    if (first === 'cdk' && words.length > 0) {
      const fault = PROGRAMS.npx.judge!([first, ...words], place, '.');
      return fault ? [`${place}: ${code}: ${fault}`] : [];
    }
    const known = first in OURS ? Object.keys(OURS[first]) : first.startsWith('--') ? ALONE : undefined;
    const options = [first, ...words].flatMap((word) => /^--([a-z][\w-]*)/.exec(word)?.[1] ?? []);
    return options.filter((option) => known && !known.includes(option)).map((option) => `${place}: ${code}: there is no --${option}`);
  });
  expect(faults).toEqual([]);
});

test('every file of this repository that a sentence names is there', () => {
  const paths = CODE.flatMap(({ place, code }) => code.split(' ').map((path) => ({ place, path })))
    .filter(({ path }) => /^(\.ci|\.github|bench|consumers|examples|projenrc|src|test)\//.test(path));
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.filter(({ path }) => !isThere(path))).toEqual([]);
});

test('every name in camel case is in the code, or in a block of a page', () => {
  const files = ['src', 'examples', 'consumers', 'docs', 'test/support'].flatMap((folder) =>
    ['.ts', '.py', '.java', '.json'].flatMap((end) => listFiles(folder, end))).filter((file) => !file.endsWith('.generated.ts'));
  const texts = [...files.map((file) => readFileSync(file, 'utf8')), ...BLOCKS.map(({ text }) => text)];
  const known = new Set([...texts.flatMap((text) => text.match(/\w+/g) ?? []), ...OTHER_NAMES]);
  const faults = CODE.filter(({ place }) => !place.startsWith('docs/adr/')) // which name what is no longer there
    .flatMap(({ place, code }) => [...code.matchAll(/\b[a-z]{2,}[A-Z]\w*/g)]
      .filter(([name]) => !known.has(name)).map(([name]) => `${place}: ${name}`));
  expect(faults).toEqual([]);
});

/** A star stands for any part of a name. */
function isThere(path: string): boolean {
  const [start, end] = basename(path).split('*');
  return existsSync(path) || end !== undefined && readdirSync(dirname(path)).some((name) => name.startsWith(start) && name.endsWith(end));
}
