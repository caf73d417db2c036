import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, InvocationRequest, InvocationSimulator, PolicySource, RegionDenyPolicy } from '../../src';
import { CALLER } from '../support/decisions';

const ANY = PolicySource.fromJson('anything', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const STATEMENT = {
  Sid: 'Regions', Effect: 'Deny', NotAction: ['iam:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] } },
};
const DENY = { Version: '2012-10-17', Statement: STATEMENT };
const { SONNET_5_5, HAIKU_4_5, OPUS_5_5 } = ClaudeModel;
const OPTIONS = { models: [SONNET_5_5, HAIKU_4_5], admitFrom: ['af-south-1', 'eu-west-1'] };

function allowedUnder(document: any): (model: ClaudeModel, sourceRegion: string, streaming?: boolean) => boolean {
  const simulator = new InvocationSimulator({ identityPolicies: [ANY], serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('edited', document)] }] });
  return (model, sourceRegion, streaming) => simulator.decide(InvocationRequest.globalProfile(model, { ...CALLER, sourceRegion, streaming })).allowed;
}

test('admits several models from several Regions, and no other', () => {
  const { document, changes } = RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), OPTIONS);
  const allowed = allowedUnder(document);
  const asked = [SONNET_5_5, HAIKU_4_5, OPUS_5_5].flatMap((model) => ['af-south-1', 'eu-west-1', 'us-east-1'].map((region) => allowed(model, region, true)));
  expect(asked).toEqual([true, true, false, true, true, false, false, false, false]);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatch(/^statement 0 \('Regions'\): Condition\.ArnNotLike\.bedrock:InferenceProfileArn: added "arn:aws:bedrock:af-south-1:\*:inference-profile\/global\./);
});

test('takes a document of the app, and JSON text', () => {
  const stack = new Stack();
  const document = iam.PolicyDocument.fromJson({ ...DENY, Statement: [STATEMENT] });
  const sources = [PolicySource.fromDocument(stack, document), PolicySource.fromJsonText('text', JSON.stringify(DENY))];
  expect(sources.map((source) => allowedUnder(RegionDenyPolicy.admit(source, OPTIONS).document)(SONNET_5_5, 'af-south-1'))).toEqual([true, true]);
});

test('changes nothing of what was given', () => {
  const before = JSON.stringify(DENY);
  RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), OPTIONS);
  expect(JSON.stringify(DENY)).toBe(before);
});

test.each<[string, object, object, RegExp]>([
  ['AWS Control Tower manages', { Sid: 'GRREGIONDENY' }, {}, /^policy 'deny' cannot be edited.*Control Tower manages.*Customizations for AWS Control Tower \(CfCT\)/],
  ['does not allow the source Region', {}, { admitFrom: ['us-east-1'] }, /it does not admit the source Region itself; add that Region/],
])('refuses a document that %s', (_, more, options, message) => {
  const source = PolicySource.fromJson('deny', { ...DENY, Statement: { ...STATEMENT, ...more } });
  expect(() => RegionDenyPolicy.admit(source, { ...OPTIONS, ...options })).toThrow(message);
});

test.each<[object, RegExp]>([
  [{ models: [] }, /^policy 'deny': 'models' must list at least one ClaudeModel, got: \[\]\. For example/],
  [{ models: ['anthropic.claude-opus-5'] }, /'models' must list at least one ClaudeModel/],
  [{ admitFrom: [] }, /'admitFrom' must list the Regions.*got: \[\]/],
  [{ admitFrom: ['*'] }, /'admitFrom' must hold codes of Regions.*got: "\*"/],
  [{ admitFrom: ['unspecified'] }, /got: "unspecified"/],
  [{ admitFrom: ['cn-north-1'] }, /not known for anthropic\.claude-sonnet-5-5, got: "cn-north-1"/],
  [{ admitFrom: [new Stack().region] }, /must be concrete/],
])('refuses %j', (options, message) => {
  expect(() => RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), { ...OPTIONS, ...options } as any)).toThrow(message);
});
