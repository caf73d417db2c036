import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { findBlock, PAGES } from '../../projenrc/pages';
import { ClaudeModel, GlobalCrisDenyGuard, GuardMatrixRow, InferenceRoute, PolicySource, RegionDenyPolicy } from '../../src';
import { buildGuardMatrix, findOpenRows } from '../../src/core/call/guard/matrix';
import { GLOBAL_SERVICE_ACTIONS } from '../../src/core/facts/global-service-actions';
import {
  LONGEST_POLICY_DESCRIPTION, MANAGED_POLICY_LIMIT, MOST_POLICY_TARGETS, POLICIES_PER_TARGET, SERVICE_CONTROL_POLICY_LIMIT,
} from '../../src/core/facts/limits';
import { parsePolicy } from '../../src/core/iam/policy';
import { countCharacters } from '../../src/core/statements/size';
import { filesOf } from '../support/policy-files';

const PAGE = readFileSync('docs/guard.md', 'utf8');
const { blocks: BLOCKS } = PAGES.get('docs/guard.md')!;
const [REGION_DENY, DOCUMENTED_DENY] = BLOCKS.filter(({ language }) => language === 'json').map(({ text }) => JSON.parse(text) as object);
const NO_PROMISES = { routes: [], sourceRegions: ['af-south-1'], exceptModelIds: [], exemptPrincipalArns: [] };
const guard = new GlobalCrisDenyGuard(new Stack(), 'Guard');

/** The rows of the table below a heading. */
function readTable(heading: string): string[][] {
  const section = PAGE.split(`\n### ${heading}\n`)[1].split('\n### ')[0];
  return section.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.slice(2, -2).split(' | '));
}

test('the matrix is that of a guard without props', () => {
  const code = (text: string | undefined) => text === undefined ? '' : `\`${text}\``;
  const writeRow = ({ route, action, profileKind, promisedClosed, outcome, sid }: GuardMatrixRow) =>
    `| ${[code(route), code(action), code(profileKind), promisedClosed ? 'yes' : 'no', code(outcome), code(sid)].join(' | ')} |`;
  expect(PAGE).toContain(guard.matrix.map(writeRow).join('\n'));
});

test('the table of routes has every route, in order, and the first one is always closed', () => {
  const rows = readTable('Routes');
  expect(rows.map(([route]) => route)).toEqual(Object.values(InferenceRoute).map((route) => `\`${route}\``));
  expect(rows.map(([, , closed]) => closed === 'always')).toEqual(Object.values(InferenceRoute).map((_, index) => index === 0));
});

test('AWS\'s documented deny leaves application profiles open', () => {
  const open = findOpenRows(buildGuardMatrix(parsePolicy('documented', DOCUMENTED_DENY), NO_PROMISES));
  expect([open.length, ...new Set(open.map(({ profileKind }) => profileKind))]).toEqual([3, 'APPLICATION']);
});

test('a Region deny with "unspecified" in its list opens all global calls', () => {
  const opened = JSON.parse(JSON.stringify(REGION_DENY).replace('"eu-west-1"', '"eu-west-1","unspecified"')) as object;
  const countOpen = (document: object) => {
    const rows = buildGuardMatrix(parsePolicy('region-deny', document), NO_PROMISES);
    return rows.filter(({ route, outcome }) => route === InferenceRoute.GLOBAL_PROFILE && outcome === 'ALLOWED').length;
  };
  expect([REGION_DENY, opened].map(countOpen)).toEqual([0, 6]);
});

test('the edit of the Region deny is as shown', () => {
  const { changes, remarks } = RegionDenyPolicy.admit(PolicySource.fromJson('region-deny', REGION_DENY), {
    admitModels: [ClaudeModel.SONNET_5_5], admitFrom: ['af-south-1'],
  });
  expect([changes.join('\n'), remarks]).toEqual([findBlock('docs/guard.md', 'statement 0 (\'OtherRegions\')').text, []]);
});

test('every command writes files', () => {
  const commands = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n').map((line) => line.trim()));
  const words = commands.map((command) => [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word));
  expect(words.map(([npx, name, policy]) => [npx, name, policy].join(' '))).toEqual(commands.map(() => 'npx cdk-bedrock-cris policy'));
  const written = words.map(([, , , ...args]) => Object.keys(filesOf(...args.slice(0, args.indexOf('--out')))).length);
  expect(written).toEqual([2, 2, 1, 2]);
});

test('the numbers are those of the code', () => {
  const numbers = readTable('Limits').map(([, value]) => value.match(/\d+(,\d{3})*/g)!.map((text) => Number(text.replace(',', ''))));
  const document = guard.document.toJSON() as object;
  expect(numbers).toEqual([
    [SERVICE_CONTROL_POLICY_LIMIT, 5120],
    [guard.toJson().length, countCharacters(document, 1)],
    [MANAGED_POLICY_LIMIT],
    [1, MOST_POLICY_TARGETS],
    [POLICIES_PER_TARGET, 5],
    [128, LONGEST_POLICY_DESCRIPTION],
  ]);
  expect(PAGE).toContain(`the ${GLOBAL_SERVICE_ACTIONS.length} actions that AWS Control Tower exempts`);
});
