import {
  AppReport, FindingRule, ReportDecider, ReportDeny, ReportFinding, ReportIdentity, ReportLeg, ReportMatrixRow, ReportRow, RowVerdict,
} from '../../src/core/app/report';
import { InferenceRoute } from '../../src/core/call/guard/inference-route';
import { InvocationLeg } from '../../src/core/call/leg';
import { PolicyLayer } from '../../src/core/iam/layer';
import { InvocationOutcome } from '../../src/core/iam/outcome';

const SONNET = 'anthropic.claude-sonnet-5-5';
const OPUS = 'anthropic.claude-opus-5-5';
const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const LONG_NAME = 'a-role-name-of-sixty-four-characters-which-is-all-that-iam-gives';
const LONG_PATH = 'Pipeline/Prod-af-south-1/CustomerConversations/SummarizerService/AsynchronousWorkers/BackfillOfHistoricalTranscripts/'
  + 'TaskDefinition/TaskRole';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
/** A name that would be markup. */
export const MARKUP = 'Odd<img src=x onerror="alert(1)">&\'Role';

const OUTCOMES: Readonly<Record<string, InvocationOutcome>> = {
  'Y': InvocationOutcome.ALLOWED,
  'N': InvocationOutcome.EXPLICITLY_DENIED,
  'n': InvocationOutcome.IMPLICITLY_DENIED,
  '?': InvocationOutcome.DEPENDS,
};
const LEGS = [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL, InvocationLeg.GLOBAL_MODEL, InvocationLeg.PROJECT];

/** The legs of a global call, a letter each. */
function legs(marks: string): ReportLeg[] {
  return [...marks].map((mark, index) => ({ leg: LEGS[index], outcome: OUTCOMES[mark], announced: LEGS[index] === InvocationLeg.PROJECT }));
}

function identity(path: string, kind: ReportIdentity['kind'], account: string | undefined, ...trust: string[]): ReportIdentity {
  const name = path.replace(/\W+/g, '-').slice(0, 40);
  const admits = trust.map((one) => ({ who: one, kind: 'Service' as const, name: one, conditions: [] }));
  const arn = `arn:aws:iam::${account ?? '<account>'}:role/${name}-<12 characters>`;
  return { path, kind, account, trust, ...kind === 'role' && { admits }, arn };
}

function rows(place: number, model: string, verdict: RowVerdict, marks: string, more: Partial<ReportRow> = {}): ReportRow[] {
  return (['invoke', 'stream'] as const).map((action) =>
    ({ identity: place, model, region: 'af-south-1', action, intent: 'named', verdict, legs: legs(marks), ...more }));
}

const REGION_DENY: ReportDecider = {
  layer: PolicyLayer.SERVICE_CONTROL,
  policy: 'Organization/RegionDeny',
  statement: 0,
  sid: 'GRREGIONDENY',
  at: {
    file: 'assembly-Organization/OrganizationPolicies.template.json',
    logicalId: 'RegionDeny5B1C5E0A',
    location: 'Properties/Content/Statement/0',
    path: 'Organization/RegionDeny/Resource',
  },
};
const GUARD: ReportDecider = {
  layer: PolicyLayer.SERVICE_CONTROL, policy: 'Organization/GlobalInference', statement: 0, sid: 'DenyGlobalByRegion',
};
const BOUNDARY: ReportDecider = { layer: PolicyLayer.PERMISSIONS_BOUNDARY, policy: 'DeveloperBoundary.json' };

const IDENTITIES: readonly ReportIdentity[] = [
  identity('Prod/Assistant/TaskRole', 'role', ACCOUNT, 'ecs-tasks.amazonaws.com'),
  identity(LONG_PATH, 'role', ACCOUNT, 'lambda.amazonaws.com'),
  identity('Prod/TwoLegs/ServiceRole', 'role', ACCOUNT, 'lambda.amazonaws.com'),
  identity('Prod/InvokeOnly/ServiceRole', 'role', ACCOUNT, 'lambda.amazonaws.com'),
  identity('Prod/Operator', 'user', ACCOUNT),
  identity('Prod/Engineers', 'group', ACCOUNT),
  identity('Admin', 'permission-set', OTHER_ACCOUNT, 'IAM Identity Center'),
  identity(LONG_NAME, 'outside', OTHER_ACCOUNT),
  identity(MARKUP, 'role', OTHER_ACCOUNT, 'ec2.amazonaws.com', '"arn:aws:iam::777788889999:root"'),
  identity('Anywhere/Role', 'role', undefined, 'lambda.amazonaws.com'),
  identity('Prod/Bounded/Role', 'role', ACCOUNT, 'states.amazonaws.com'),
  identity('Prod/Break-glass', 'role', ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/Security`),
];

const GUARDRAIL = `arn:aws:bedrock:af-south-1:${ACCOUNT}:guardrail/a1b2c3:7`;

const ROWS: readonly ReportRow[] = [
  ...rows(0, SONNET, 'allowed', 'YYYY'), // 0, 1
  ...rows(0, OPUS, 'allowed', 'YYYY'), // 2, 3
  ...rows(1, HAIKU, 'denied', 'YYNN', { by: REGION_DENY, why: 'aws:RequestedRegion is "unspecified": matches StringNotEquals' }), // 4, 5
  ...rows(2, SONNET, 'partial', 'YYnn', {
    by: { layer: PolicyLayer.IDENTITY, policy: 'Prod/TwoLegs/ServiceRole/DefaultPolicy' },
    why: 'no statement allows the model without a Region',
  }), // 6, 7
  ...rows(3, SONNET, 'allowed', 'YYYY').slice(0, 1), // 8
  ...rows(3, SONNET, 'partial', 'Ynnn', { why: 'bedrock:InvokeModelWithResponseStream is allowed on the profile only' }).slice(1), // 9
  ...rows(4, '*', 'denied', 'YYNN', { intent: 'wildcard', by: GUARD }), // 10, 11
  ...rows(5, OPUS, 'allowed', 'YYYN', { intent: 'wildcard', guardrails: [GUARDRAIL] }), // 12, 13
  ...rows(6, '*', 'allowed', 'YYYY', { intent: 'wildcard', region: undefined }), // 14, 15
  ...rows(7, SONNET, 'not-judged', 'YY??', { why: 'its other policies are not in this app' }), // 16, 17
  ...rows(8, SONNET, 'denied', 'YYNN', { by: REGION_DENY, region: 'eu-west-1' }), // 18, 19
  ...rows(9, SONNET, 'not-judged', '????', { region: undefined, why: 'depends on the account, which only the deployment knows' }), // 20, 21
  ...rows(10, SONNET, 'denied', 'YnnN', { by: BOUNDARY, why: 'no statement of the boundary allows it' }), // 22, 23
  ...rows(11, '*', 'allowed', 'YYYY', { intent: 'wildcard' }), // 24, 25
];

const ADMIT = [{
  Sid: 'GRREGIONDENY',
  Effect: 'Deny',
  NotAction: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'iam:*', 'sts:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] } },
}];
const REMEDY = 'Admit the Region "unspecified" for the two actions of a global call in the deny of Organization/RegionDeny.';

function finding(
  rule: FindingRule, severity: ReportFinding['severity'], places: readonly number[], more: Partial<ReportFinding>,
): ReportFinding {
  return {
    rule,
    severity,
    rows: places,
    identities: [...new Set(places.map((row) => ROWS[row].identity))],
    statements: [],
    places: [],
    description: `The description of ${rule}.`,
    reason: `The reason of ${rule}.`,
    assumption: '',
    remedy: `The remedy of ${rule}.`,
    ...more,
  };
}

const FINDINGS: readonly ReportFinding[] = [
  finding('over-grant', 'info', [14, 15, 24, 25], {
    description: 'A policy allows every model, and so every one that AWS will add.', remedy: 'Name the models that are meant.',
  }),
  finding('blocked-access', 'error', [4, 5], {
    description: `${LONG_PATH} names ${HAIKU}, and Organization/RegionDeny denies the model without a Region.`,
    remedy: REMEDY,
    statements: ADMIT,
    by: REGION_DENY,
    places: [
      REGION_DENY.at!,
      { file: 'assembly-Prod/Prod.template.json', logicalId: 'TaskRole30FC0FBB', location: 'Properties', path: LONG_PATH },
    ],
  }),
  finding('blocked-access', 'error', [18, 19], {
    description: `${MARKUP} names ${SONNET}, and Organization/RegionDeny denies the model without a Region.`,
    remedy: REMEDY,
    statements: ADMIT,
    by: REGION_DENY,
    places: [REGION_DENY.at!],
  }),
  finding('blocked-access', 'error', [22, 23], {
    description: 'The permissions boundary of Prod/Bounded/Role allows the profile only.',
    remedy: 'Add the statements to DeveloperBoundary.json.',
    statements: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: `arn:aws:bedrock:::foundation-model/${SONNET}` }],
    by: BOUNDARY,
  }),
  finding('guardrail-optional', 'warning', [8], {}),
  finding('partial-access', 'error', [6, 7], {
    description: 'Prod/TwoLegs/ServiceRole may use the profile and the model in af-south-1, but not the model without a Region.',
    remedy: 'Grant by GlobalInferenceProfile.grantInvoke, or add the statement.',
    statements: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: `arn:aws:bedrock:::foundation-model/${SONNET}` }],
  }),
  finding('stream-missing', 'warning', [9], { description: 'Prod/InvokeOnly/ServiceRole may invoke, but not stream.' }),
  finding('open-route', 'error', [], {
    description: 'Organization/GlobalInference promises to close batch jobs, and bedrock:CreateModelInvocationJob is allowed.', by: GUARD,
  }),
  finding('malformed-policy', 'warning', [], {
    identities: [5], description: 'Statement 1 of Prod/Engineers/Policy has no Effect.', remedy: 'Give it "Effect": "Allow" or "Deny".',
  }),
  finding('stack-set-refused', 'error', [], { description: 'The stack set \'Sets/Access\' fails: its template nests stacks.' }),
  finding('wide-trust', 'warning', [0, 1], { description: 'The trust policy of Prod/Assistant/TaskRole admits anybody.' }),
  finding('closed-trust', 'warning', [2], { description: 'Nobody passes a statement of its trust policy.' }),
  finding('blocked-project', 'warning', [12, 13], { description: 'Prod/Engineers has no statement that allows the project.' }),
];

function matrix(
  route: InferenceRoute, action: string, model: string, outcome: string, more: Partial<ReportMatrixRow> = {},
): ReportMatrixRow {
  return { route, action, model, anybody: OUTCOMES[outcome], promised: true, exempt: InvocationOutcome.ALLOWED, ...more };
}

const CLOSED_BY_GUARD = { profileKind: 'SYSTEM', sid: 'DenyGlobalByRegion' };
const { GLOBAL_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE } = InferenceRoute;
const DENIES: readonly ReportDeny[] = [
  {
    layer: PolicyLayer.SERVICE_CONTROL,
    policy: 'Organization/GlobalInference',
    attachedTo: ['ou-ab12-cd345678', 'r-ab12'],
    rows: [10, 11],
    exempt: [11],
    exemptPatterns: [`arn:aws:iam::*:role/${LONG_NAME}`, `arn:aws:iam::${ACCOUNT}:role/Prod-Breakglass*`],
    promises: [
      { route: GLOBAL_PROFILE, isClosed: true },
      { route: DIRECT_OTHER_REGION, isClosed: 'not-judged' },
      { route: BATCH, isClosed: false },
    ],
    matrix: [
      matrix(GLOBAL_PROFILE, 'bedrock:InvokeModel', OPUS, 'Y', { profileKind: 'SYSTEM', promised: false }),
      matrix(GLOBAL_PROFILE, 'bedrock:InvokeModel', 'any other', 'N', CLOSED_BY_GUARD),
      matrix(GLOBAL_PROFILE, 'bedrock:InvokeModelWithResponseStream', 'any other', 'N', CLOSED_BY_GUARD),
      matrix(GLOBAL_PROFILE, 'bedrock:InvokeModel', 'any other', 'N', { profileKind: 'APPLICATION', sid: 'DenyGlobalByRegion' }),
      matrix(DIRECT_OTHER_REGION, 'bedrock:InvokeModel', 'any', '?', { sid: 'DenyDirectElsewhere' }),
      matrix(BATCH, 'bedrock:CreateModelInvocationJob', 'any', 'Y'),
      matrix(MANTLE, 'bedrock-mantle:CreateInference', 'any', 'Y', { promised: false }),
    ],
  },
  {
    layer: PolicyLayer.SERVICE_CONTROL,
    policy: 'Organization/RegionDeny',
    at: REGION_DENY.at,
    attachedTo: [ACCOUNT, OTHER_ACCOUNT, 'ou-ab12-11111111', 'ou-ab12-22222222', 'ou-ab12-33333333', 'ou-ab12-44444444'],
    rows: [4, 5, 18, 19],
    exempt: [6, 11],
    exemptPatterns: ['arn:*:iam::*:role/AWSControlTowerExecution'],
    matrix: [
      matrix(GLOBAL_PROFILE, 'bedrock:InvokeModel', 'any', 'N', { promised: undefined, profileKind: 'SYSTEM', sid: 'GRREGIONDENY' }),
      matrix(BATCH, 'bedrock:CreateModelInvocationJob', 'any', 'Y', { promised: undefined }),
    ],
  },
  {
    layer: PolicyLayer.PERMISSIONS_BOUNDARY,
    policy: 'DeveloperBoundary.json',
    attachedTo: ['Prod/Bounded/Role'],
    rows: [22, 23],
    exempt: [],
    exemptPatterns: [],
    matrix: [matrix(GLOBAL_PROFILE, 'bedrock:InvokeModel', 'any', 'n', { promised: undefined, exempt: undefined, profileKind: 'SYSTEM' })],
  },
];

/** An app with all that a report can say: every verdict, rule, leg, promise and kind of identity, with long names and odd ones. */
export const REPORT: AppReport = {
  assumptions: [
    'Without a file of the organization, each policy with TargetIds is taken to apply to the accounts that it names.',
    'Values of parameters are those of the deployment: a condition on them is not judged.',
  ],
  totals: { identities: IDENTITIES.length, ...countRows(ROWS), errors: 5, warnings: 6 },
  identities: IDENTITIES,
  rows: ROWS,
  findings: FINDINGS,
  denies: DENIES,
  recording: [
    {
      account: ACCOUNT,
      region: 'af-south-1',
      path: 'Prod/InvocationLogging',
      prompts: 'masked',
      stores: [
        {
          kind: 'log group',
          name: '/aws/bedrock/model-invocations/prod-customer-conversations',
          retention: 365,
          encryption: 'KMS key',
          masked: ['EmailAddress', 'Name', 'ZaPassportNumber', 'CreditCardNumber'],
        },
        { kind: 'bucket', name: 'Prod/InvocationLogging/LargeBodies', retention: 'forever', encryption: 'AWS', masked: [] },
      ],
    },
    {
      account: ACCOUNT,
      region: 'eu-west-1',
      path: 'Prod/Europe/InvocationLogging',
      prompts: 'full',
      stores: [
        { kind: 'log group', name: 'bedrock-europe', masked: [] },
      ],
    },
    { account: OTHER_ACCOUNT, stores: [] },
  ],
  endpoints: [{
    account: ACCOUNT,
    region: 'af-south-1',
    path: 'Prod/Vpc/BedrockRuntime',
    at: REGION_DENY.at!,
    admits: 'some',
    passes: [0, 1],
    stops: [8],
    notJudged: [],
  }],
  serving: [
    {
      account: ACCOUNT,
      region: 'af-south-1',
      path: 'Prod/Monitoring',
      expected: ['eu-west-1', 'eu-central-1', 'af-south-1'],
      watches: 'an alarm goes off where another Region serves a call',
    },
    { account: OTHER_ACCOUNT, path: 'Other/Monitoring', watches: 'an alarm goes off where no Region is recorded' },
  ],
  notJudged: [
    { what: LONG_NAME, why: 'its other policies are not in this app' },
    { what: 'Prod/Macro.template.json', why: 'a transform, AWS::Serverless-2016-10-31, makes what is deployed' },
    { what: 'Products/Portfolio', why: 'its template is YAML text in TemplateBody' },
  ],
};

/** An app that calls nothing. */
export const EMPTY_REPORT: AppReport = {
  assumptions: [],
  identities: [],
  rows: [],
  findings: [],
  denies: [],
  recording: [],
  serving: [],
  endpoints: [],
  notJudged: [],
  totals: { identities: 0, allowed: 0, denied: 0, partial: 0, notJudged: 0, errors: 0, warnings: 0 },
};

/** An app with many roles; where they differ, each may call a model of its own. */
export function makeLargeReport(roles: number, differ = false): AppReport {
  const identities = Array.from({ length: roles }, (_, index) =>
    identity(`Prod/Service${index}/ServiceRole`, 'role', ACCOUNT, 'lambda.amazonaws.com'));
  const own: ReportRow[] = identities.flatMap((_, index) => [
    ...rows(index, differ ? `anthropic.claude-model-${index}` : SONNET, 'allowed', 'YYYY'),
    ...rows(index, HAIKU, 'denied', 'YYNN', { by: REGION_DENY }),
  ]);
  const places = own.flatMap(({ verdict }, index) => verdict === 'denied' ? [index] : []);
  return {
    ...EMPTY_REPORT,
    identities,
    rows: own,
    totals: { ...EMPTY_REPORT.totals, ...countRows(own), identities: roles, errors: roles },
    findings: identities.map(({ path }, index): ReportFinding => ({
      rule: 'blocked-access',
      severity: 'error',
      description: `${path} names ${HAIKU}.`,
      reason: 'the Region deny denies it.',
      assumption: '',
      remedy: REMEDY,
      statements: ADMIT,
      by: REGION_DENY,
      rows: [4 * index + 2, 4 * index + 3],
      identities: [index],
      places: [REGION_DENY.at!],
    })),
    denies: [{ ...DENIES[1], rows: places, exempt: identities.map((_, index) => index) }],
  };
}

function countRows(all: readonly ReportRow[]) {
  const of = (verdict: RowVerdict) => all.filter((row) => row.verdict === verdict).length;
  return { allowed: of('allowed'), denied: of('denied'), partial: of('partial'), notJudged: of('not-judged') };
}
