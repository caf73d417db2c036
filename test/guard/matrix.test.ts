import { Aws, Stack } from 'aws-cdk-lib';
import {
  ClaudeModel, GlobalCrisDenyGuard, GlobalCrisDenyGuardProps, GuardMatrixRow, InferenceProfileKind, InferenceRoute,
} from '../../src';
import { buildGuardMatrix, findOpenRows } from '../../src/core/call/guard/matrix';
import * as promises from '../../src/core/call/guard/promises';
import { parsePolicy } from '../../src/core/iam/policy';
import { writeDenies } from '../../src/core/statements/deny';
import { wrapStatements } from '../../src/core/statements/size';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

const stack = testStack(CAPE_TOWN);
let count = 0;
const guard = (props?: GlobalCrisDenyGuardProps) => new GlobalCrisDenyGuard(stack, `Guard${count++}`, props);
const EVERYTHING: GlobalCrisDenyGuardProps = {
  routes: Object.values(InferenceRoute),
  sourceRegions: ['af-south-1'],
  exceptModels: [ClaudeModel.OPUS_5],
  exemptPrincipalArns: ['arn:*:iam::*:role/Break?lass*'],
};
const PROMISES: promises.GuardPromises = {
  routes: Object.values(InferenceRoute),
  sourceRegions: ['af-south-1'],
  exceptModelIds: ['anthropic.claude-opus-5'],
  exemptPrincipalArns: ['arn:*:iam::*:role/Break?lass*'],
};
const matrixOf = (document: unknown, kept: promises.GuardPromises) => buildGuardMatrix(parsePolicy('guard', document), kept);
const key = ({ route, action, profileKind }: GuardMatrixRow) => [route, action, profileKind].filter((part) => part).join(' ');

test('asks about every route by every action and kind of profile', () => {
  const { matrix } = guard();
  expect(matrix.map(key).sort()).toEqual([
    ...['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:InvokeModelWithBidirectionalStream'].flatMap((action) => [
      ...[InferenceRoute.GLOBAL_PROFILE, InferenceRoute.GEOGRAPHIC_PROFILE].flatMap((route) =>
        [InferenceProfileKind.SYSTEM, InferenceProfileKind.APPLICATION].map((kind) => `${route} ${action} ${kind}`)),
      `DIRECT_OTHER_REGION ${action}`,
    ]),
    'BATCH bedrock:CreateModelInvocationJob SYSTEM', 'BATCH bedrock:CreateModelInvocationJob APPLICATION',
    'MANTLE bedrock-mantle:CreateInference',
    'BEARER_TOKEN bedrock:CallWithBearerToken', 'BEARER_TOKEN bedrock-mantle:CallWithBearerToken',
    'BEARER_TOKEN iam:CreateServiceSpecificCredential',
  ].sort());
});

test('the default promises global profiles only, and says what is open', () => {
  for (const row of guard().matrix) {
    const closed = row.route === InferenceRoute.GLOBAL_PROFILE;
    expect(row)
      .toMatchObject({
        promisedClosed: closed, outcome: closed ? 'EXPLICITLY_DENIED' : 'ALLOWED', sid: closed ? 'DenyGlobalByRegion' : undefined,
      });
  }
});

test('with all routes closed, only the excepted model and exempt principals are open', () => {
  const { matrix } = guard(EVERYTHING);
  expect(matrix).toHaveLength(54);
  for (const row of matrix) {
    const open = row.principalExempt || row.modelExcepted;
    expect(row).toMatchObject({ promisedClosed: !open, outcome: open ? 'ALLOWED' : 'EXPLICITLY_DENIED' });
  }
});

describe('a document that lost something is found out', () => {
  const whole = stack.resolve(guard(EVERYTHING).document);
  const open = (document: unknown) =>
    matrixOf(document, PROMISES).filter(({ promisedClosed, outcome }) => promisedClosed && outcome === 'ALLOWED');

  test('the whole document keeps its promises', () => {
    expect(open(whole)).toEqual([]);
  });

  test.each([
    ['both global denies', ['DenyGlobalByRegion', 'DenyGlobalByModel'], 'GLOBAL_PROFILE bedrock:InvokeModel SYSTEM'],
    ['the geographic deny', ['DenyGeographicProfiles'], 'GEOGRAPHIC_PROFILE bedrock:InvokeModel SYSTEM'],
    ['the deny at destinations', ['DenyProfilesElsewhere'], 'GEOGRAPHIC_PROFILE bedrock:InvokeModelWithResponseStream APPLICATION'],
    ['the direct deny', ['DenyDirectCallsElsewhere'], 'DIRECT_OTHER_REGION bedrock:InvokeModel'],
    ['the batch deny', ['DenyBatchJobs'], 'BATCH bedrock:CreateModelInvocationJob APPLICATION'],
    ['the mantle deny', ['DenyMantle'], 'MANTLE bedrock-mantle:CreateInference'],
    ['the bearer deny', ['DenyBearerTokens'], 'BEARER_TOKEN bedrock:CallWithBearerToken'],
    ['the key deny', ['DenyApiKeys'], 'BEARER_TOKEN iam:CreateServiceSpecificCredential'],
  ])('%s', (_, sids, expected) => {
    const rest = { ...whole, Statement: whole.Statement.filter(({ Sid: sid }: { Sid: string }) => !sids.includes(sid)) };
    expect(open(rest).map(key)).toContain(expected);
  });

  test('AWS\'s documented deny, which asks for a global profile\'s ARN', () => {
    const rows = matrixOf({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Deny',
        Action: 'bedrock:*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:RequestedRegion': 'unspecified' },
          ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' },
        },
      }],
    }, { routes: [], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: [] });
    expect(findOpenRows(rows).map(key)).toEqual([
      'GLOBAL_PROFILE bedrock:InvokeModel APPLICATION',
      'GLOBAL_PROFILE bedrock:InvokeModelWithResponseStream APPLICATION',
      'GLOBAL_PROFILE bedrock:InvokeModelWithBidirectionalStream APPLICATION',
    ]);
  });
});

test('a guard whose own document does not close what it promises is refused', () => {
  jest.spyOn(promises, 'denyRoutes').mockReturnValue([{ sid: 'Other', actions: ['s3:*'] }]);
  try {
    expect(guard).toThrow(/^Stack\/Guard\d+: 'routes' must be closed by the guard's own document, and some are not, got: ALLOWED for /);
    expect(guard).toThrow(/ for GLOBAL_PROFILE: bedrock:InvokeModel through SYSTEM profiles; .* Do not deploy it/);
  } finally {
    jest.restoreAllMocks();
  }
});

test('what depends on the deployment is not judged', () => {
  const { matrix } = guard({ exemptPrincipalArns: [`arn:aws:iam::*:role/${Aws.STACK_NAME}`] });
  expect(new Set(matrix.filter(({ promisedClosed }) => promisedClosed).map(({ outcome }) => outcome))).toEqual(new Set(['DEPENDS']));
  expect(matrix.some(({ principalExempt }) => principalExempt)).toBe(false);
});

test('what the guard\'s own stack leaves open is not taken for the caller\'s', () => {
  const agnostic = new Stack();
  const { matrix } = new GlobalCrisDenyGuard(agnostic, 'Guard', {
    routes: [InferenceRoute.DIRECT_OTHER_REGION],
    sourceRegions: [agnostic.region],
    exemptPrincipalArns: [`arn:aws:iam::${agnostic.account}:role/*`],
  });
  expect(new Set(matrix.filter(({ promisedClosed }) => promisedClosed).map(({ outcome }) => outcome))).toEqual(new Set(['DEPENDS']));
});

test.each([
  ['of all accounts by a common name', ['arn:*:iam::*:role/a*', 'arn:*:iam::*:role/aws-reserved/*', 'arn:*:iam::*:user/admin']],
  ['of one whole account', ['arn:*:iam::000000000001:role/*', 'arn:*:iam::000000000001:root']],
])('finds somebody who is not exempt beside principals %s', (_, exemptPrincipalArns) => {
  const { matrix } = guard({ exemptPrincipalArns });
  const outcomes = (exempt: boolean) =>
    matrix.filter(({ route, principalExempt }) => route === 'GLOBAL_PROFILE' && principalExempt === exempt).map(({ outcome }) => outcome);
  expect(new Set(outcomes(false))).toEqual(new Set(['EXPLICITLY_DENIED']));
  expect(new Set(outcomes(true))).toEqual(new Set(['ALLOWED']));
});

test('says of several who are exempt what the least free of them gets', () => {
  const both = ['arn:*:iam::*:role/a', 'arn:aws-cn:iam::*:user/b'];
  const outcomesFor = (exempt: readonly string[]) => {
    const document = wrapStatements(writeDenies(promises.denyRoutes(PROMISES), exempt));
    return buildGuardMatrix(parsePolicy('guard', document), { ...PROMISES, exemptPrincipalArns: both })
      .filter(({ route, principalExempt, modelExcepted }) => route === 'GLOBAL_PROFILE' && principalExempt && !modelExcepted)
      .map(({ outcome }) => outcome);
  };
  expect([both, both.slice(0, 1), both.slice(1)].map((exempt) => [...new Set(outcomesFor(exempt))]))
    .toEqual([['ALLOWED'], ['EXPLICITLY_DENIED'], ['EXPLICITLY_DENIED']]);
});

test('no guard stops the project of a call that it leaves open (N1)', () => {
  for (const props of [{}, EVERYTHING]) {
    const open = guard(props).matrix.filter(({ outcome, projectOutcome }) => outcome === 'ALLOWED' && projectOutcome !== undefined);
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open.map(({ projectOutcome }) => projectOutcome))).toEqual(new Set(['ALLOWED']));
  }
});

test('the project is asked of calls of models, and of nothing else (N1)', () => {
  const asked = guard(EVERYTHING).matrix.filter(({ projectOutcome }) => projectOutcome !== undefined);
  expect(new Set(asked.map(({ route, action }) => `${route} ${action}`))).toEqual(new Set(
    ['GLOBAL_PROFILE', 'GEOGRAPHIC_PROFILE', 'DIRECT_OTHER_REGION'].flatMap((route) =>
      ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'].map((action) => `${route} ${action}`))));
});
