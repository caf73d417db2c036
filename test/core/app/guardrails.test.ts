import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { parsePolicy } from '../../../src/core/iam/policy';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { document } from '../../support/small-policies';

const HERE = 'arn:aws:bedrock:af-south-1:111122223333:';
const ID = 'anthropic.claude-sonnet-5-5';
const GUARDRAIL = `${HERE}guardrail/a1b2c3`;
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const KEY = 'bedrock:GuardrailIdentifier';
const MODEL = `arn:aws:bedrock:af-south-1::foundation-model/${ID}`;

const OF_THIS_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

type Conditions = Record<string, Record<string, unknown>>;
const allow = (Resource: unknown, Condition: Conditions = {}) => ({ Effect: 'Allow', Action: INVOKE, Resource, Condition });
const deny = (Resource: unknown, Condition: Conditions = {}) => ({ Effect: 'Deny', Action: INVOKE, Resource, Condition });

/** The grant of a call, of which the model's leg has a condition. */
const grant = (conditions: Conditions) => [
  allow([`${HERE}inference-profile/global.${ID}`, `${HERE}project/default`]),
  allow(MODEL, conditions),
  allow(`arn:aws:bedrock:::foundation-model/${ID}`),
  { Effect: 'Allow', Action: 'bedrock:ApplyGuardrail', Resource: `${HERE}guardrail/*` },
];
const required = (...values: unknown[]) => ({ StringEquals: { [KEY]: values } });
const without = (...values: unknown[]) => ({ StringNotEquals: { [KEY]: values } });

function judge(statements: object[], scp?: object[], other: object = {}): AppReport {
  const R = roleResource({ Policies: [{ PolicyName: 'calls', PolicyDocument: document(...statements) }] });
  const assembly = assemblyOf(smallAssembly({ App: { template: { Resources: { R, ...other } } } }));
  return judgeApp({ assembly, policies: scp ? [{ policy: parsePolicy('scp', document(...scp)) }] : [] });
}

/** The answer that both ways to call have, with the guardrails that it takes, and the rules of what was found. */
function answer({ rows, findings }: AppReport): string {
  const [one, other] = rows.map(({ verdict, guardrails = [], why }) =>
    [verdict, ...guardrails, ...verdict === 'not-judged' ? [why] : []].join(' '));
  expect(other).toBe(one);
  return [one, ...findings.map(({ rule }) => rule)].join('; ');
}

test.each<[string, object[], object[] | undefined, string]>([
  ['the own allow asks for a guardrail', grant(required(`${GUARDRAIL}:1`)), undefined, `allowed ${GUARDRAIL}:1`],
  ['it asks for one of two', grant(required(`${GUARDRAIL}:1`, `${GUARDRAIL}:2`)), undefined, `allowed ${GUARDRAIL}:1 ${GUARDRAIL}:2`],
  ['it asks for any version', grant({ StringLike: { [KEY]: `${GUARDRAIL}:*` } }), undefined, `allowed ${GUARDRAIL}:1`],
  ['it asks by ArnLike', grant({ ArnLike: { [KEY]: `${GUARDRAIL}:1` } }), undefined, `allowed ${GUARDRAIL}:1`],
  ['an own deny asks for it', [...grant({}), deny(MODEL, without(`${GUARDRAIL}:1`))], undefined, `allowed ${GUARDRAIL}:1`],
  ['both ask for it, as the construct writes it', [...grant(required(`${GUARDRAIL}:1`)), deny(MODEL, without(`${GUARDRAIL}:1`))], undefined,
    `allowed ${GUARDRAIL}:1`],
  ['they ask for different ones', [...grant(required(`${GUARDRAIL}:1`)), deny(MODEL, without(`${GUARDRAIL}:2`))], undefined,
    'denied; blocked-access'],
  ['a service control policy asks for it', grant({}), [deny('arn:aws:bedrock:*-*-*::foundation-model/*', without(`${GUARDRAIL}:1`))],
    `allowed ${GUARDRAIL}:1`],
  ['one asks for another', grant(required(`${GUARDRAIL}:1`)), [deny(MODEL, without(`${GUARDRAIL}:2`))], 'denied; blocked-access'],
  ['one forbids the guardrail', grant({}), [deny(MODEL, required(`${GUARDRAIL}:1`))], 'allowed'],
  ['another statement allows the model without', [...grant(required(`${GUARDRAIL}:1`)), allow(MODEL)], undefined,
    'allowed; guardrail-optional'],
  ['a wildcard of another policy does', [...grant(required(`${GUARDRAIL}:1`)), allow('arn:aws:bedrock:*::foundation-model/*')], undefined,
    'allowed; guardrail-optional'],
  ['the guardrail is of another Region, so that no call here takes it',
    grant(required('arn:aws:bedrock:eu-west-1:111122223333:guardrail/a:1')), undefined, 'partial; partial-access'],
  ['a service control policy asks for one of another Region', grant({}),
    [deny(MODEL, without('arn:aws:bedrock:eu-west-1:111122223333:guardrail/a:1'))], 'denied; blocked-access'],
  ['it is of another account', grant({}), [deny(MODEL, without('arn:aws:bedrock:af-south-1:999988887777:guardrail/a1b2c3:1'))],
    'partial; partial-access'],
  ['it is of another account, and may be applied', [...grant({}), { Effect: 'Allow', Action: 'bedrock:ApplyGuardrail', Resource: '*' }],
    [deny(MODEL, without('arn:aws:bedrock:af-south-1:999988887777:guardrail/a1b2c3:1'))],
    'not-judged it depends on whether calls can name guardrail arn:aws:bedrock:af-south-1:999988887777:guardrail/a1b2c3:1, which belongs ' +
    'to another account'],
  ['one guardrail is forbidden, and the rest rests on something else',
    grant({}).map((one, index) => index === 0 ? { ...one, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } } : one),
    [deny(MODEL, required(`${GUARDRAIL}:1`))], 'not-judged it depends on aws:SourceVpce'],
  ['nobody asks for one', grant({}), undefined, 'allowed'],
  ['what denies all of Bedrock without it may deny the profile with it', grant({}), [deny('*', without(`${GUARDRAIL}:1`))],
    `not-judged it depends on ${KEY}`],
  ['the model without a Region is denied whatever the guardrail', grant(required(`${GUARDRAIL}:1`)),
    [deny('arn:aws:bedrock:::foundation-model/*')], 'denied; blocked-access'],
])('where %s', (_, statements, scp, expected) => {
  expect(answer(judge(statements, scp))).toBe(expected);
});

test.each<[string, object, string]>([
  ['of Amazon Bedrock, whose batch jobs and agents name none', { Service: 'bedrock.amazonaws.com' }, 'denied; blocked-access'],
  ['of Amazon Bedrock and a function', { Service: ['bedrock.amazonaws.com', 'lambda.amazonaws.com'] }, `allowed ${GUARDRAIL}:1`],
])('a required guardrail, and a role %s', (_, Principal, expected) => {
  const role = (statements: object[]) => roleResource({
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition: OF_THIS_ACCOUNT }),
    Policies: [{ PolicyName: 'calls', PolicyDocument: document(...statements) }],
  });
  const R = role(grant({}));
  const Other = roleResource({ Policies: [{ PolicyName: 'calls', PolicyDocument: document(...grant({})) }] }); // the same policies
  const assembly = assemblyOf(smallAssembly({ App: { template: { Resources: { Other, R } } } }));
  const scp = parsePolicy('scp', document(deny(MODEL, without(`${GUARDRAIL}:1`))));
  const report = judgeApp({ assembly, policies: [{ policy: scp }] });
  const own = report.identities.findIndex(({ path }) => path === 'App/R');
  expect(answer({ ...report, rows: report.rows.filter(({ identity }) => identity === own) })).toBe(expected);
});

test('a call that may not apply the guardrail that it must name is allowed in part', () => {
  const report = judge(grant(required(`${GUARDRAIL}:1`)).slice(0, 3));
  expect(answer(report)).toBe('partial; partial-access');
  expect(report.findings[0].statements).toMatchObject([{ Action: ['bedrock:ApplyGuardrail'], Resource: GUARDRAIL }]);
});

test('the decider of a denied call is what no guardrail opens', () => {
  const { rows } = judge(grant(required(`${GUARDRAIL}:1`)), [{ Sid: 'NoGlobal', ...deny('arn:aws:bedrock:::foundation-model/*') }]);
  expect(rows[0].by).toMatchObject({ sid: 'NoGlobal' });
});

describe('a guardrail of the app', () => {
  const made = {
    Guardrail: { Type: 'AWS::Bedrock::Guardrail', Properties: {} },
    Version: { Type: 'AWS::Bedrock::GuardrailVersion', Properties: {} },
  };
  test.each<[string, unknown, string]>([
    ['its ARN and a version', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Guardrail', 'GuardrailArn'] }, ':1']] }, '(Guardrail):1'],
    ['its ARN and the version of the app', {
      'Fn::Join': ['', [{ 'Fn::GetAtt': ['Guardrail', 'GuardrailArn'] }, ':', { 'Fn::GetAtt': ['Version', 'Version'] }]],
    }, '(Guardrail):(Version)'],
    ['a reference', { 'Fn::Sub': '${Guardrail}:${Version.Version}' }, '(Guardrail):(Version)'],
    ['its ID in an ARN', { 'Fn::Sub': `${HERE}guardrail/\${Guardrail.GuardrailId}:1` }, '(Guardrail):1'],
  ])('is known by %s', (_, value, id) => {
    const report = judge([...grant(required(value)), deny(MODEL, without(value))], undefined, made);
    expect(answer(report)).toBe(`allowed ${HERE}guardrail/${id}`);
  });

  test('is not judged where only the deployment knows it', () => {
    expect(answer(judge(grant(required({ Ref: 'Elsewhere' }))))).toBe(`not-judged it depends on ${KEY}`);
  });
});
