import { existsSync, readFileSync } from 'node:fs';
import { peerDependencies, engines } from '../../package.json';
import { FINDING_RULES } from '../../src/core/app/report';
import { OWN_TAGS } from '../../src/lambda/application-profiles/wire';
import { CLAIM_PARAMETER } from '../../src/lambda/logging/wire';

// What docs/upgrading.md promises. These names may get company. None of them may go while people have it in their apps and accounts.

const PAGE = readFileSync('docs/upgrading.md', 'utf8');

/** The warnings that people may have acknowledged. */
const WARNINGS = [
  'access.countTokensRegion', 'access.foreignBatchStore', 'access.guardrailRegion', 'access.settingsWithoutGrant', 'access.unlistedBatch',
  'access.unlistedModel', 'access.untaggedProfile', 'access.unused', 'access.unusedEnablement', 'catalog.modelEnded',
  'catalog.modelEndsSoon', 'catalog.unconfirmedRegion', 'guard.fullTarget', 'guard.unlistedModel', 'logging.broughtAlong',
  'logging.deliveryRoleTrust', 'logging.maybeTwice', 'logging.missingStatement', 'monitoring.noAction', 'monitoring.noQuota',
  'monitoring.oddThreshold', 'monitoring.repeatedAlarms', 'monitoring.topicKey', 'monitoring.unlistedModel', 'quota.manyIncreases',
  'quota.unlistedModel',
];
/** The rules that people may have acknowledged, or named after `--only`. */
const RULES = [
  'blocked-access', 'partial-access', 'stream-missing', 'open-route', 'malformed-policy', 'stack-set-refused', 'wide-trust',
  'closed-trust', 'blocked-project', 'guardrail-optional', 'over-grant',
];
/** What programs may read of each JSON: the required keys of each object, by its place in the schema. */
const KEYS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'docs/report.schema.json': {
    '': ['version', 'tool', 'assembly', 'date', 'assumptions', 'totals', 'identities', 'rows', 'findings', 'denies', 'recording',
      'serving', 'endpoints', 'notJudged'],
    'totals': ['identities', 'allowed', 'denied', 'partial', 'notJudged', 'errors', 'warnings'],
    'promise': ['route', 'isClosed'],
    'identity': ['path', 'kind', 'arn', 'trust'],
    'admission': ['who', 'kind', 'name', 'conditions'],
    'admission.conditions': ['operator', 'key', 'values'],
    'row': ['identity', 'model', 'action', 'intent', 'verdict', 'legs'],
    'row.profile': ['kind', 'name'],
    'leg': ['leg', 'outcome', 'announced'],
    'decider': ['layer', 'policy'],
    'place': ['file', 'logicalId', 'location', 'path'],
    'finding': ['rule', 'severity', 'description', 'reason', 'assumption', 'remedy', 'statements', 'rows', 'identities', 'places'],
    'deny': ['layer', 'policy', 'attachedTo', 'rows', 'exempt', 'exemptPatterns', 'matrix'],
    'matrixRow': ['route', 'action', 'model', 'anybody'],
    'recording': ['stores'],
    'store': ['kind', 'name', 'masked'],
    'serving': ['path', 'watches'],
    'endpoint': ['path', 'at', 'admits', 'passes', 'stops', 'notJudged'],
    'notJudged': ['what', 'why'],
    'evidence': ['version', 'date', 'templates', 'transfer', 'recording', 'serving', 'denies', 'controls', 'assumptions', 'notJudged'],
    'evidence.templates': ['file', 'sha256'],
    'evidence.transfer': ['id', 'label', 'section', 'by', 'values'],
    'evidence.serving': ['allowed', 'watched'],
    'evidence.denies': ['policy', 'layer', 'attachedTo', 'denied', 'exempt', 'exemptPatterns', 'closes'],
    'evidence.controls': ['framework', 'control', 'result', 'show', 'inThisApp', 'source'],
  },
  'docs/explain.schema.json': {
    'explanation': ['notes'],
    'documents': ['call', 'documents', 'notes'],
    'documents.documents': ['file', 'forms', 'by', 'outcome', 'assumptions', 'legs', 'restsOn', 'obstacles', 'remedies', 'warnings',
      'notes'],
    'call': ['model', 'region', 'account', 'profileKind', 'streaming'],
    'error': ['meaning'],
    'error.grant': ['Effect', 'Action', 'Resource'],
    'leg': ['leg', 'action', 'resource', 'requestedRegion', 'outcome', 'announced', 'layer', 'layerName', 'unknownKeys'],
    'obstacle': ['leg', 'outcome', 'layer', 'layerName', 'conditions'],
    'obstacle.conditions': ['operator', 'key', 'expected'],
    'remedy': ['kind', 'legs', 'layer', 'layerName', 'sentence', 'statements'],
    'evidence': ['fact', 'value', 'origin'],
    'judgedCall': ['call', 'evidence', 'outcome', 'assumptions', 'legs', 'restsOn'],
    'form': ['name', 'outcome', 'legs'],
    'form.legs': ['leg', 'outcome'],
  },
};

test('every warning is still there: docs/troubleshooting.md has all of them', () => {
  const page = readFileSync('docs/troubleshooting.md', 'utf8');
  expect(WARNINGS.filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
});

test('every rule of the report is still there', () => {
  expect(FINDING_RULES).toEqual(expect.arrayContaining(RULES));
});

test.each(Object.entries(KEYS))('what %s requires is still there', (file, keys) => {
  const required = listRequired(JSON.parse(readFileSync(file, 'utf8')));
  expect(required).toMatchObject(Object.fromEntries(Object.entries(keys).map(([place, all]) => [place, expect.arrayContaining([...all])])));
});

/** The required keys of a schema and of what is in it. */
function listRequired(schema: object, place: readonly string[] = []): Record<string, readonly string[]> {
  const own = 'required' in schema && Array.isArray(schema.required) ? { [place.join('.')]: schema.required } : {};
  const inside = Object.entries(schema).filter(([, value]) => typeof value === 'object' && value !== null).map(([key, value]) =>
    listRequired(value, /^(properties|definitions|items)$/.test(key) ? place : [...place, key]));
  return Object.assign(own, ...inside);
}

test('the version of the report\'s JSON is the one that the page says', () => {
  const { properties } = JSON.parse(readFileSync('docs/report.schema.json', 'utf8'));
  expect(PAGE).toContain(`\`version\`, today \`${properties.version.const}\``);
});

test('the names that deployed accounts have are the same', () => {
  expect([CLAIM_PARAMETER, OWN_TAGS]).toEqual(['/cdk-bedrock-cris/model-invocation-logging', {
    stack: 'cdk-bedrock-cris:stack', resource: 'cdk-bedrock-cris:resource', source: 'cdk-bedrock-cris:source',
  }]);
});

test('docs/upgrading.md names tests that are there', () => {
  const files = [...PAGE.matchAll(/`((?:test|consumers|\.ci)\/[\w./-]+)`/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test('docs/upgrading.md says the versions of package.json', () => {
  const rows = PAGE.split('\n### Supported versions\n')[1].split('\n').filter((line) => /^\| [a-zN]/.test(line))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  const next = (range: string) => String(Number(/\d+/.exec(range)![0]) + 1);
  expect(rows).toEqual([
    ...Object.entries(peerDependencies).map(([name, range]) => [name, range.replace('^', ''), next(range)]),
    ['Node.js', engines.node.replace('>= ', ''), ''],
  ]);
});
