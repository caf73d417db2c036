import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findBlock, PAGES } from '../../projenrc/pages';
import {
  ClaudeModel, GlobalCrisDenyGuard, GuardMatrixRow, InferenceRoute, InvocationRequest, PolicySource, RegionDenyPolicy,
} from '../../src';
import { buildGuardMatrix, findOpenRows } from '../../src/core/call/guard/matrix';
import { GLOBAL_SERVICE_ACTIONS } from '../../src/core/facts/global-service-actions';
import {
  LONGEST_POLICY_DESCRIPTION, MANAGED_POLICY_LIMIT, MOST_POLICY_TARGETS, POLICIES_PER_TARGET, SERVICE_CONTROL_POLICY_LIMIT,
} from '../../src/core/facts/limits';
import { parsePolicy } from '../../src/core/iam/policy';
import { countCharacters } from '../../src/core/statements/size';
import { CALLER, CAPE_TOWN, simulatorOf } from '../support/decisions';
import { isAllowed } from '../support/guards';
import { documentsOf, filesOf } from '../support/policy-files';

const PAGE = readFileSync('docs/guard.md', 'utf8');
const { blocks: BLOCKS } = PAGES.get('docs/guard.md')!;
const [REGION_DENY, DOCUMENTED_DENY] = BLOCKS.filter(({ language }) => language === 'json').map(({ text }) => JSON.parse(text) as object);
const NO_PROMISES = { routes: [], sourceRegions: ['af-south-1'], exceptModelIds: [], exemptPrincipalArns: [] };
const EVERY_ROUTE = { routes: Object.values(InferenceRoute), sourceRegions: ['af-south-1'] };
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
  const written = words.filter((command) => command.includes('--out'))
    .map(([, , , ...args]) => Object.keys(filesOf(...args.slice(0, args.indexOf('--out')))).length);
  expect(written).toEqual([2, 2, 1, 2]);
});

test('the command that closes every route is that of the runbook, and prints what the code on the page writes', () => {
  const [command, ...others] = BLOCKS.filter(({ language, text }) => language === 'sh' && text.endsWith(' > closed.json'));
  expect(others).toEqual([]);
  expect(readFileSync('docs/pipelines.md', 'utf8')).toContain(`${command.text}\n`);
  const every = new GlobalCrisDenyGuard(new Stack(), 'Guard', EVERY_ROUTE);
  expect(documentsOf(...command.text.split(' ').slice(3, -2))).toEqual([JSON.parse(every.toJson())]);
});

describe.each([
  ['with all routes', EVERY_ROUTE, 'EXPLICITLY_DENIED'],
  ['without routes', {}, 'ALLOWED'],
])('a role with bedrock:* and the denies of a guard %s', (_, routes, inOtherWays) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['bedrock:*', 'bedrock-mantle:*'], resources: ['*'] }));
  const only = new GlobalCrisDenyGuard(stack, 'Only', { exceptModels: [ClaudeModel.HAIKU_4_5], ...routes });
  role.addManagedPolicy(only.asManagedPolicy('Denies'));
  const decide = (request: InvocationRequest) => simulatorOf(role, CAPE_TOWN).decide(request).outcome;

  test('may call the excepted model through global profiles, and no other', () => {
    expect(decide(InvocationRequest.globalProfile(ClaudeModel.HAIKU_4_5, CALLER))).toBe('ALLOWED');
    expect(decide(InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, CALLER))).toBe('EXPLICITLY_DENIED');
    expect(decide(InvocationRequest.applicationProfile(ClaudeModel.SONNET_5_5, 'copy', CALLER))).toBe('EXPLICITLY_DENIED');
  });

  test.each([
    InvocationRequest.direct(ClaudeModel.SONNET_5_5, { ...CALLER, sourceRegion: 'us-east-1' }),
    InvocationRequest.geographicProfile(ClaudeModel.SONNET_5_5, 'eu', {
      ...CALLER, sourceRegion: 'eu-west-1', destinationRegions: ['eu-west-1'],
    }),
    InvocationRequest.mantle(ClaudeModel.SONNET_5_5, CALLER),
    InvocationRequest.bearerToken(ClaudeModel.SONNET_5_5, CALLER),
  ])('calls in other ways as the page says (%#)', (request) => {
    expect(decide(request)).toBe(inOtherWays);
  });

  test('may create batch jobs that use no global profile, or not, as the page says', () => {
    expect(isAllowed(only.document.toJSON(), 'bedrock:CreateModelInvocationJob', 'af-south-1')).toBe(inOtherWays === 'ALLOWED');
  });

  test('may call any model directly inside the source Regions', () => {
    expect(decide(InvocationRequest.direct(ClaudeModel.SONNET_5_5, CALLER))).toBe('ALLOWED');
  });
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
  expect(PAGE).toContain(`A target can have ${POLICIES_PER_TARGET} SCPs`);
  expect(PAGE).toContain(`it warns at ${POLICIES_PER_TARGET}, and fails above ${POLICIES_PER_TARGET}`);
});
