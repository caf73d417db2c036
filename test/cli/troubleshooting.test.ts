import { readdirSync, readFileSync } from 'node:fs';
import { FINDING_RULES } from '../../src/core/app/report';
import { cli } from '../support/cli';

const PAGE = readFileSync('docs/troubleshooting.md', 'utf8');
const SECTIONS = new Map(PAGE.split('\n## ').slice(1).map((section): [string, string] => [section.split('\n')[0], section]));

/** The symptoms of a section, each with its entry. */
function listEntries(name: string): [symptom: string, entry: string][] {
  return SECTIONS.get(name)!.split('\n### ').slice(1).map((entry) => [entry.split('\n')[0], entry]);
}

/** The texts in a table's first column. */
function listIds(name: string): string[] {
  return SECTIONS.get(name)!.split('\n').filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...line.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, id]) => id));
}

const EVERY = [...SECTIONS.keys()].filter((name) => !/^(Warnings|Findings)/.test(name)).flatMap(listEntries);

test('there are at least 40 symptoms, each with why, a fix, and who has seen it', () => {
  expect(EVERY.length).toBeGreaterThanOrEqual(40);
  const incomplete = EVERY.filter(([, entry]) =>
    !/\*\*Why\.\*\* [^]+\*\*Fix\.\*\* [^]+\*(Seen live by others\*: ?\s?\S|From documentation\*: \S)/.test(entry));
  expect(incomplete.map(([symptom]) => symptom)).toEqual([]);
});

/** What `explain --error` reads; the place of an ARN is filled in. */
const READ = ['Access is denied', 'It looks like a denial, but is not one', 'The model or the profile is wrong', 'Throttled']
  .flatMap(listEntries).flatMap(([symptom]) => [...symptom.matchAll(/`([^`]{20,})`/g)].map(([, text]) => text));

const MODEL = 'anthropic.claude-sonnet-5-5';
const DENIED = 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel';

/** Writes a message out that the page cuts short. */
function complete(symptom: string): string {
  return symptom
    .replace(/^…(?=is not available)/, 'The model anthropic.claude-opus-5-5 ')
    .replace(/^…(?=not authorized)/, 'User: arn:aws:sts::111122223333:assumed-role/app/me is ')
    .replace(/^…(?=on resource)/, `${DENIED} `)
    .replace(/^…?(?=with an explicit|because no)/, `${DENIED} on resource: arn:aws:bedrock:::foundation-model/${MODEL} `)
    .replace(/allows…$/, 'allows the bedrock:InvokeModel action')
    .replaceAll('ACCOUNT', '111122223333').replaceAll('REGION', 'af-south-1')
    .replace(/foundation-model\/…/, `foundation-model/${MODEL}`)
    .replace(/(?<!application-)inference-profile\/(global\.)?…/, `inference-profile/global.${MODEL}`)
    .replace(/application-inference-profile\/…/, 'application-inference-profile/a1b2c3d4e5f6')
    .replaceAll('…', ' ');
}

test.each(READ)('explain reads: %s', (symptom) => {
  const { out } = cli('explain', '--error', complete(symptom));
  expect(out.replace(/\s+/g, ' ')).toMatch(/\w+ \w+ \w+/);
});

test('every warning of the library has an entry, and no other is there', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`src/${file}`, 'utf8')).join('\n');
  const spelled = [...sources.matchAll(/'cdk-bedrock-cris:([a-z]+\.\w+)'/g)].map(([, id]) => id);
  const rooms = [...sources.matchAll(/warnOfModels\(\w+, '(\w+)'/g)].map(([, room]) => `${room}.unlistedModel`);
  const logging = [...sources.matchAll(/this\.warn\('(\w+)'/g)].map(([, id]) => `logging.${id}`);
  const alarms = [...sources.matchAll(/\bwarn\(\w+(?:\[0\])?, '(\w+)'/g)].map(([, id]) => `monitoring.${id}`);
  const found = new Set([
    ...spelled, ...rooms, ...logging, ...alarms, 'logging.missingStatement', 'catalog.modelEnded', 'catalog.modelEndsSoon',
  ]);
  expect(listIds('Warnings of this library')).toEqual([...found].sort());
});

test('every rule of the report has an entry, and no other is there', () => {
  expect(listIds('Findings of the report and the validation')).toEqual([...FINDING_RULES, 'not-judged'].sort());
});
