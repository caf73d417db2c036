import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { parsePolicy } from '../../../src/core/iam/policy';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { allow, deny, document, globalCall, INVOKE, SONNET, STREAM } from '../../support/small-policies';

/** What people have met in public threads and files, each rebuilt small. */
const PROFILE = `arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.${SONNET}`;
const SOURCE_MODEL = `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`;
const GLOBAL_MODEL = `arn:aws:bedrock:::foundation-model/${SONNET}`;
const CALL = globalCall({ region: 'us-east-1' });
const BOTH = [INVOKE, STREAM];

interface Given {
  readonly scp?: object;
  readonly region?: string;
  readonly parameters?: object;
  readonly stack?: string;
}

function judge(Resources: object, { scp, region = 'us-east-1', parameters, stack = 'App' }: Given = {}): AppReport {
  const template = { ...parameters && { Parameters: parameters }, Resources };
  const assembly = assemblyOf(smallAssembly({ [stack]: { template, environment: `aws://111122223333/${region}` } }));
  return judgeApp({ assembly, policies: scp ? [{ policy: parsePolicy('scp', scp) }] : [] });
}

const judgeRole = (statements: readonly object[], given?: Given) => judge({ Worker: roleWith(...statements) }, given);
const roleWith = (...statements: object[]) => roleResource({ Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }] });
const where = (statement: object, Condition: object) => ({ ...statement, Condition });

/** Each row in a line. */
function list({ rows, identities }: AppReport): string[] {
  return rows.map(({ identity, model, region, action, intent, verdict }) =>
    [identities[identity].path, model.replace(/^anthropic\./, ''), region, action, intent, verdict].join(' '));
}

const verdicts = ({ rows }: AppReport) => [...new Set(rows.map(({ verdict }) => verdict))].join();
const allTexts = (report: AppReport) => JSON.stringify([report.notJudged, report.findings, report.rows, report.denies]);

describe('policies that AWS and others have published', () => {
  test('AWS\'s three statements for a global profile allow it, and a stream where all three have its action', () => {
    // docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
    const three = (actions: string[]) => [
      where(allow(actions, PROFILE), { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }),
      ...[[SOURCE_MODEL, 'us-east-1'], [GLOBAL_MODEL, 'unspecified']].map(([model, requested]) =>
        where(allow(actions, model), { StringEquals: { 'aws:RequestedRegion': requested, 'bedrock:InferenceProfileArn': PROFILE } })),
    ];
    expect(verdicts(judgeRole(three(BOTH)))).toBe('allowed');
    expect(list(judgeRole(three([INVOKE])))).toEqual(['App/Worker claude-sonnet-5-5 us-east-1 invoke named allowed']);
  });

  test('AWS\'s policy that disables global inference denies the model without a Region', () => {
    const scp = document(where(deny('bedrock:*', '*'), {
      StringEquals: { 'aws:RequestedRegion': 'unspecified' },
      ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' },
    }));
    const report = judgeRole([CALL], { scp });
    expect(verdicts(report)).toBe('denied');
    expect(report.findings[0].reason).toContain('the model without a Region');
  });

  test('a Region deny that lets geographic profiles pass still denies global ones', () => {
    // github.com/aws-samples/service-control-policy-examples/pull/26
    const regions = { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] };
    const scp = document(
      { Effect: 'Deny', NotAction: ['iam:*', ...BOTH], Resource: '*', Condition: { StringNotEquals: regions } },
      where(deny(BOTH, '*'), {
        StringNotEquals: regions, ArnNotLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/us.*' },
      }),
    );
    expect(verdicts(judgeRole([CALL], { scp }))).toBe('denied');
  });

  test('the placeholders of AWS\'s sample leave the answer open', () => {
    const scp = document(where(deny(BOTH, '*'), {
      StringNotEquals: { 'aws:RequestedRegion': ['{example-region-1}', '{example-region-2}'] },
      ArnNotLike: { 'aws:PrincipalARN': 'arn:aws:iam::${Account}:role/[PRIVILEGED_ROLE]' },
    }));
    const report = judgeRole([CALL], { scp });
    expect(verdicts(report)).toBe('not-judged');
    expect(allTexts(report)).toContain('{example-region-1}');
  });

  test('the policies of AWS\'s knowledge center leave a global call through a profile open', () => {
    // repost.aws/knowledge-center/bedrock-access-denied-exception
    const requested = { 'aws:RequestedRegion': ['us-west-1', 'us-east-1'] };
    const scp = document(
      { Effect: 'Deny', NotAction: 'bedrock:*', Resource: '*', Condition: { StringEquals: requested } },
      where(deny(BOTH, 'arn:aws:bedrock:*::foundation-model/*'), {
        StringEquals: requested,
        ArnNotLike: {
          'bedrock:InferenceProfileArn': [
            'arn:aws:bedrock:*:*:application-inference-profile/*', 'arn:aws:bedrock:*:*:inference-profile/*',
          ],
        },
      }),
    );
    expect(verdicts(judgeRole([CALL], { scp }))).toBe('allowed');
  });

  test('the Region deny of AWS Control Tower denies it, and its statement is said to be AWS\'s', () => {
    // github.com/aws-solutions/aws-control-tower-customizations/issues/211
    const scp = document({
      Sid: 'GRREGIONDENY',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] },
        ArnNotLike: { 'aws:PrincipalARN': ['arn:*:iam::*:role/AWSControlTowerExecution'] },
      },
    });
    const report = judgeRole([CALL], { scp });
    expect(verdicts(report)).toBe('denied');
    expect(report.findings[0].remedy).toContain('Control Tower');
  });

  test('a role that has the profile alone, as grantProfileUsage gives it, has a part, told once', () => {
    // github.com/aws/aws-cdk/pull/38078
    const report = judgeRole([allow(['bedrock:GetInferenceProfile', 'bedrock:InvokeModel*'], PROFILE)]);
    expect(verdicts(report)).toBe('partial');
    expect(report.findings.map(({ rule, rows }) => [rule, rows])).toEqual([['partial-access', [0, 1]]]);
  });

  test('an ARN of a profile without an account is none', () => {
    const report = judgeRole([allow(BOTH, PROFILE.replace('111122223333', ''), SOURCE_MODEL, GLOBAL_MODEL)]);
    expect(verdicts(report)).toBe('partial');
    expect(report.findings[0].reason).toContain('on the profile');
  });

  test('Regions that are listed for all three parts leave out the one without a Region', () => {
    // github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock
    const regions = { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } };
    const own = where(allow(BOTH, 'arn:aws:bedrock:*:*:inference-profile/*', 'arn:aws:bedrock:*::foundation-model/*'), regions);
    expect(verdicts(judgeRole([own]))).toBe('partial');
    expect(verdicts(judgeRole([own, allow(BOTH, 'arn:aws:bedrock:::foundation-model/*')]))).toBe('allowed');
  });

  test('an own deny of global profiles stands against AWS\'s managed policy', () => {
    const own = [where(deny(BOTH, '*'), { StringEquals: { 'aws:RequestedRegion': 'unspecified' } })];
    const report = judge({
      Worker: roleResource({
        Policies: [{ PolicyName: 'own', PolicyDocument: document(...own) }],
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess'],
      }),
    });
    expect(list(report)).toEqual(['invoke', 'stream'].map((action) => `App/Worker * us-east-1 ${action} wildcard denied`));
  });
});

describe('what reports on access are blamed for', () => {
  test('a boundary that allows everything gives nothing', () => {
    // github.com/nccgroup/ScoutSuite/issues/1666
    const Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow('*', '*')) } };
    const Worker = roleResource({ PermissionsBoundary: { Ref: 'Boundary' } }, allow('s3:*', '*'));
    expect(judge({ Boundary, Worker }).rows).toEqual([]);
  });

  test('an administrator is below service control policies too', () => {
    // github.com/nccgroup/PMapper/issues/94
    const Worker = roleResource({ Policies: [], ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    expect(verdicts(judge({ Worker }, { scp: document(deny('bedrock:Invoke*', '*')) }))).toBe('denied');
  });
});

describe('what CDK writes', () => {
  const policyOf = (Roles: unknown[], statement: object = CALL) =>
    ({ Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'P', Roles, PolicyDocument: document(statement) } });

  test('an overflow policy counts with the role\'s others', () => {
    // github.com/aws/aws-cdk/issues/35611
    const half = (legs: number[]) => globalCall({ region: 'us-east-1', legs });
    const report = judge({
      Worker: roleResource({ Policies: [] }),
      DefaultPolicy: policyOf([{ Ref: 'Worker' }], half([1])),
      OverflowPolicy1: {
        Type: 'AWS::IAM::ManagedPolicy', Properties: { Path: '/', Roles: [{ Ref: 'Worker' }], PolicyDocument: document(half([2, 3])) },
      },
    });
    expect(verdicts(report)).toBe('allowed');
  });

  test('a role whose name a parameter holds is not judged, and not passed over', () => {
    // github.com/aws/aws-cdk/issues/12188: Role.fromRoleArn(this, 'Role', StringParameter.valueForStringParameter(…))
    const parameters = { RoleArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/role' } };
    const name = { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'RoleArn' }] }] }] }] };
    expect(list(judge({ P: policyOf([name]) }, { parameters }))).toEqual(['invoke', 'stream'].map((action) =>
      `the role that App/P names claude-sonnet-5-5 us-east-1 ${action} named not-judged`));
  });

  test('a known role beside one whose name a parameter holds is judged for certain', () => {
    const resources = { Worker: roleResource({ Policies: [] }), P: policyOf([{ Ref: 'Worker' }, { Ref: 'Other' }]) };
    expect(list(judge(resources, { parameters: { Other: { Type: 'String' } } }))).toEqual([
      ...['invoke', 'stream'].map((action) => `App/Worker claude-sonnet-5-5 us-east-1 ${action} named allowed`),
      ...['invoke', 'stream'].map((action) => `the role that App/P names claude-sonnet-5-5 us-east-1 ${action} named not-judged`),
    ]);
  });

  test('a boundary that only its name tells leaves it open', () => {
    // github.com/aws/aws-cdk/issues/15572
    const PermissionsBoundary = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/CDKAppScopePermissions' };
    const report = judge({ Worker: roleResource({ PermissionsBoundary }, CALL) });
    expect(verdicts(report)).toBe('not-judged');
    expect(report.rows[0].why).toContain('policy/CDKAppScopePermissions');
  });

  test('an exemption by the whole name of a stack misses names that are cut', () => {
    // github.com/KensioSoftware/yulin/issues/1113, github.com/convox/rack/issues/2297
    const report = (role: string) => judge({ RainlyticsSummariesJobFunctionServiceRole1A2B3C4D: roleResource({}, CALL) }, {
      stack: 'ChineseboostAnalyticsStack',
      scp: document(where(deny('bedrock:*', '*'), { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${role}` } })),
    });
    expect(verdicts(report('ChineseboostAnalyticsStack-*'))).toBe('denied');
    expect(verdicts(report('ChineseboostAnalyticsStac-*'))).toBe('allowed');
  });

  test('findings of two roles that lack different parts are told apart', () => {
    const lacks = (...legs: number[]) => roleResource({}, globalCall({ region: 'us-east-1', legs }));
    const { findings, identities } = judge({ A: lacks(1, 2), B: lacks(1, 3), C: lacks(1, 2) });
    expect(findings.map((one) => one.identities.map((index) => identities[index].path))).toEqual([['App/A', 'App/C'], ['App/B']]);
  });
});

describe('what public apps have that is easily judged wrongly:', () => {
  const anywhere = allow(BOTH, PROFILE.replace('us-east-1', '*'), 'arn:aws:bedrock:*::foundation-model/*');
  const onlyIreland = document(where({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }, {
    StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'unspecified'] },
  }));

  // The ARN of the profile has a wildcard for its Region.
  test('a role that may call from any Region is said to be allowed in the one that a Region deny leaves', () => {
    const report = judgeRole([anywhere], { scp: onlyIreland });
    expect(list(report)).toContain('App/Worker claude-sonnet-5-5 eu-west-1 invoke named allowed');
  });

  test('what a Region deny does to calls is said of a Region', () => {
    const { denies: [{ matrix, matrixRegion }] } = judgeRole([anywhere], { scp: onlyIreland });
    expect([matrixRegion, ...new Set(matrix.map(({ anybody }) => anybody))]).toEqual(['us-east-1', 'EXPLICITLY_DENIED']);
  });

  // A remedy would open the system's profile, which nobody asked for.
  test('a role for an application inference profile of a global one is no part of another call', () => {
    const application = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
    const { findings } = judgeRole([allow(BOTH, application, SOURCE_MODEL, GLOBAL_MODEL)]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  // A pattern is the form that public apps use.
  test('a blocked call is a finding where a pattern spells the global profile of Claude', () => {
    const own = allow(BOTH, ...[PROFILE, SOURCE_MODEL, GLOBAL_MODEL].map((arn) => arn.replace(SONNET, 'anthropic.claude-*')));
    const scp = document(where(deny('*', '*'), { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }));
    expect(judgeRole([own], { scp }).findings.map(({ rule }) => rule)).toContain('blocked-access');
  });

  // github.com/aws/aws-cdk/issues/12188: addManagedPolicy of an imported role did nothing, and the policy stayed without anybody.
  test('a managed policy that allows calls and is attached to nobody is told', () => {
    const Mine = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(CALL) } };
    expect(allTexts(judge({ Mine }))).toContain('App/Mine');
  });
});
