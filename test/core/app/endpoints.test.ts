import { describeEndpoint } from '../../../src/core/app/endpoints';
import { judgeApp } from '../../../src/core/app/judge-app';
import { ReportEndpoint } from '../../../src/core/app/report';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { document } from '../../support/small-policies';

const HOME = 'aws://111122223333/af-south-1';
const ARN = 'arn:aws:iam::111122223333:role/';
const ALL = { Effect: 'Allow', Principal: '*', Action: 'bedrock:*', Resource: '*' };
const only = (...arns: unknown[]) => ({ ...ALL, Condition: { ArnEquals: { 'aws:PrincipalArn': arns } } });
const denyBut = (...arns: unknown[]) => ({ ...ALL, Effect: 'Deny', Condition: { ArnNotLike: { 'aws:PrincipalArn': arns } } });
const get = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

function endpoint(statements: object[] | undefined, ServiceName: unknown = 'com.amazonaws.af-south-1.bedrock-runtime') {
  const PolicyDocument = statements && document(...statements);
  return { Type: 'AWS::EC2::VPCEndpoint', Properties: { ServiceName, VpcId: 'vpc-1', ...PolicyDocument && { PolicyDocument } } };
}

const OWN = roleResource();
const NAMED = roleResource({ RoleName: 'Named' });

function judge(Resources: object, environment = HOME) {
  return judgeApp({ assembly: assemblyOf(smallAssembly({ App: { environment, template: { Resources } } })) });
}

/** Who passes, who is stopped and of whom it is not known, by their paths. */
function show(resources: object, environment?: string): string {
  const report = judge(resources, environment);
  const names = (rows: readonly number[]) => [...new Set(rows.map((row) => report.identities[report.rows[row].identity].path))].join(' ');
  return report.endpoints.map(({ admits, passes, stops, notJudged }: ReportEndpoint) =>
    [admits, ...[passes, stops, notJudged].map(names)].join(' | ')).join('; ');
}

test.each<[string, object[] | undefined, string]>([
  ['no policy', undefined, 'everybody | App/Own App/Named |  | '],
  ['a policy that lets all through', [ALL], 'everybody | App/Own App/Named |  | '],
  ['a policy that names one by a reference', [only(get('Own'))], 'some | App/Own | App/Named | '],
  ['a policy that names one by its ARN', [only(`${ARN}Named`)], 'some | App/Named | App/Own | '],
  ['a policy that names one by an ARN in pieces', [only({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/Named' })],
    'some | App/Named | App/Own | '],
  ['a policy that names a pattern', [only(`${ARN}Name*`)], 'some | App/Named | App/Own | '],
  ['a policy that denies one by a reference', [ALL, { ...only(get('Own')), Effect: 'Deny' }], 'everybody | App/Named | App/Own | '],
  ['a policy that denies all but one by a reference', [ALL, { ...denyBut(get('Own')) }], 'some | App/Own | App/Named | '],
  ['a policy that denies all but both, in two ways', [ALL, { ...denyBut(get('Own'), `${ARN}Named`) }], 'some | App/Own App/Named |  | '],
  ['a policy that denies all but one by its name', [ALL, { ...denyBut(`${ARN}Named`) }], 'some | App/Named | App/Own | '],
  ['a policy that names one as the principal', [{ ...ALL, Principal: { AWS: get('Own') } }], 'some | App/Own | App/Named | '],
  ['a policy for others', [only(`${ARN}Other`)], 'some |  | App/Own App/Named | '],
  ['a policy of the Region\'s models alone', [{ ...ALL, Resource: 'arn:aws:bedrock:af-south-1:*:*' }], 'some |  | App/Own App/Named | '],
  ['a policy of which a part is known to the deployment only', [only({ Ref: 'Caller' })], 'some |  |  | App/Own App/Named'],
])('an endpoint with %s', (_, statements, expected) => {
  expect(show({ Own: OWN, Named: NAMED, Endpoint: endpoint(statements) })).toBe(expected);
});

test.each<[string, unknown, boolean]>([
  ['of bedrock-runtime', 'com.amazonaws.af-south-1.bedrock-runtime', true],
  ['of bedrock-runtime by its parts', { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'AWS::Region' }, 'bedrock-runtime']] }, true],
  ['of another service by its parts', { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'AWS::Region' }, 'bedrock']] }, false],
  ['of bedrock-runtime where the deployment knows the Region', { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.bedrock-runtime' }, true],
  ['of the control plane', 'com.amazonaws.af-south-1.bedrock', false],
  ['of Amazon S3', 'com.amazonaws.af-south-1.s3', false],
])('an endpoint %s: listed %s', (_, service, isListed) => {
  expect(judge({ Own: OWN, Endpoint: endpoint([ALL], service) }).endpoints).toHaveLength(isListed ? 1 : 0);
});

test('an endpoint is asked about calls in its own Region, and of its own account', () => {
  const other = { environment: 'aws://111122223333/eu-west-1', template: { Resources: { Endpoint: endpoint(undefined) } } };
  const { endpoints } = judgeApp({
    assembly: assemblyOf(smallAssembly({ App: { environment: HOME, template: { Resources: { Own: OWN } } }, Other: other })),
  });
  expect(endpoints).toMatchObject([{ path: 'Other/Endpoint', region: 'eu-west-1', passes: [], stops: [] }]);
});

test('a policy that lets all through does so where nobody of the app calls', () => {
  expect(show({ Endpoint: endpoint([ALL]) })).toBe('everybody |  |  | ');
  const report = judge({ Endpoint: endpoint([ALL]) });
  expect(describeEndpoint(report, report.endpoints[0])).toMatch(/allows any caller that reaches it\.$/);
});

test('a policy that cannot be read is not judged', () => {
  expect(show({ Own: OWN, Endpoint: endpoint([{ Effect: 'Perhaps' }]) })).toBe('some |  |  | App/Own');
});

test('a sentence says whom it lets through', () => {
  const report = judge({ Own: OWN, Named: NAMED, Endpoint: endpoint([only(get('Own'))]), Open: endpoint(undefined) });
  expect(report.endpoints.map((one) => describeEndpoint(report, one))).toEqual([
    'App/Endpoint, a private endpoint in af-south-1, allows \'App/Own\'; denies \'App/Named\'.',
    'App/Open, a private endpoint in af-south-1, allows \'App/Own\', \'App/Named\', and any other caller that reaches it.',
  ]);
});
