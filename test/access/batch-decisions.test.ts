import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ApplicationProfile, ClaudeBatchAccess, ClaudeModel, InvocationRequest } from '../../src';
import { ANYWHERE, asRole, batchIn, BATCH_STACKS, givenBuckets, HERE, roleIn } from '../support/batch';
import { ACCOUNT, CALLER, CAPE_TOWN, legs, project, simulatorOf } from '../support/decisions';
import { deploy, Deployment } from '../support/deploy';
import { testStack } from '../support/stack';

const { OPUS_5, SONNET_4_6, OPUS_4_6 } = ClaudeModel;
const OTHER_ACCOUNT = '222233334444';
const bedrock = (what: string, region = 'af-south-1', account = ACCOUNT) => `arn:aws:bedrock:${region}:${account}:${what}`;
const SYSTEM = bedrock('inference-profile/global.anthropic.claude-opus-5');
const MODEL = 'foundation-model/anthropic.claude-opus-5';
const THROUGH = { 'bedrock:InferenceProfileArn': SYSTEM };
const JOB = bedrock('model-invocation-job/a1b2c3d4e5f6');
const OWN = { 'aws:ResourceAccount': ACCOUNT };
const VIA_S3 = { 'kms:ViaService': 's3.af-south-1.amazonaws.com' };

/** Taken as rest parameters: for a row without a context, jest would pass a callback. */
type Row = [what: string, action: string, resource: string, context?: Record<string, string>];

/** Stands for the key as it is deployed: of an ARN of KMS, the independent engine would ask the policy of the key as well. */
const KEY = 'the key of the prompts';

/** A batch access with folders in one bucket, under a key. */
function inFolders(stack: Stack, sourceRegion?: string): ClaudeBatchAccess {
  const { inputBucket } = givenBuckets(stack);
  return batchIn(stack, {
    models: [OPUS_5, SONNET_4_6],
    sourceRegion,
    inputBucket,
    outputBucket: inputBucket,
    inputPrefix: 'batch/in/',
    outputPrefix: 'batch/out',
    inputEncryptionKey: new kms.Key(stack, 'PromptsKey', { enableKeyRotation: true }),
  });
}

describe.each(BATCH_STACKS)('the service role of a stack %s', (_, env, sourceRegion, deployment) => {
  const access = inFolders(testStack(env), sourceRegion);
  const askRole = asRole(access.serviceRole, deployment);
  const key: string = deploy(Stack.of(access).resolve((access.node.scope!.node.findChild('PromptsKey') as kms.Key).keyArn), deployment);
  const ask: typeof askRole = async (action, resource, context) => askRole(action, resource.replace(KEY, key), context);

  test.each<Row>([
    ['calls the profile', 'bedrock:InvokeModel', SYSTEM],
    ['calls the model in the source Region', 'bedrock:InvokeModel', bedrock(MODEL, 'af-south-1', ''), { ...HERE, ...THROUGH }],
    ['calls the model anywhere', 'bedrock:InvokeModel', bedrock(MODEL, '', ''), { ...ANYWHERE, ...THROUGH }],
    ['calls in the default project', 'bedrock:InvokeModel', bedrock('project/default')],
    ['reads prompts', 's3:GetObject', 'arn:aws:s3:::prompts/batch/in/a.jsonl', OWN],
    ['reads prompts in folders', 's3:GetObject', 'arn:aws:s3:::prompts/batch/in/x/a.jsonl', OWN],
    ['writes answers', 's3:PutObject', 'arn:aws:s3:::prompts/batch/out/a1b2/a.jsonl.out', OWN],
    ['lists prompts', 's3:ListBucket', 'arn:aws:s3:::prompts', { ...OWN, 's3:prefix': 'batch/in/' }],
    ['lists one file of prompts', 's3:ListBucket', 'arn:aws:s3:::prompts', { ...OWN, 's3:prefix': 'batch/in/a.jsonl' }],
    ['lists answers', 's3:ListBucket', 'arn:aws:s3:::prompts', { ...OWN, 's3:prefix': 'batch/out' }],
    ['decrypts prompts', 'kms:Decrypt', KEY, VIA_S3],
  ])('%s', async (...[, action, resource, context]: Row) => expect(await ask(action, resource, context)).toBe('ALLOWED'));

  test.each<Row>([
    ['streams', 'bedrock:InvokeModelWithResponseStream', SYSTEM],
    ['calls the model directly', 'bedrock:InvokeModel', bedrock(MODEL, 'af-south-1', '')],
    ['calls the model through another profile', 'bedrock:InvokeModel', bedrock(MODEL, 'af-south-1', ''),
      { ...HERE, 'bedrock:InferenceProfileArn': SYSTEM.replace('opus-5', 'sonnet-5') }],
    ['calls the model anywhere without a profile', 'bedrock:InvokeModel', bedrock(MODEL, '', ''), ANYWHERE],
    ['calls another model', 'bedrock:InvokeModel', SYSTEM.replace('opus-5', 'opus-4-8')],
    ['calls an application profile', 'bedrock:InvokeModel', bedrock('application-inference-profile/a1b2')],
    ['calls the profile of another account', 'bedrock:InvokeModel', SYSTEM.replace(ACCOUNT, OTHER_ACCOUNT)],
    ['calls from another Region', 'bedrock:InvokeModel', SYSTEM.replace('af-south-1', 'eu-west-1'), { 'aws:RequestedRegion': 'eu-west-1' }],
    ['creates jobs', 'bedrock:CreateModelInvocationJob', SYSTEM],
    ['reads answers', 's3:GetObject', 'arn:aws:s3:::prompts/batch/out/a.jsonl.out', OWN],
    ['writes over prompts', 's3:PutObject', 'arn:aws:s3:::prompts/batch/in/a.jsonl', OWN],
    ['reads a folder whose name begins alike', 's3:GetObject', 'arn:aws:s3:::prompts/batch/internal/a.jsonl', OWN],
    ['reads another bucket', 's3:GetObject', 'arn:aws:s3:::answers/batch/in/a.jsonl', OWN],
    ['reads a bucket of that name in another account', 's3:GetObject', 'arn:aws:s3:::prompts/batch/in/a.jsonl',
      { 'aws:ResourceAccount': OTHER_ACCOUNT }],
    ['writes to a bucket of that name in another account', 's3:PutObject', 'arn:aws:s3:::prompts/batch/out/a.jsonl',
      { 'aws:ResourceAccount': OTHER_ACCOUNT }],
    ['lists all of the bucket', 's3:ListBucket', 'arn:aws:s3:::prompts', OWN],
    ['lists another folder', 's3:ListBucket', 'arn:aws:s3:::prompts', { ...OWN, 's3:prefix': 'batch/internal/' }],
    ['lists a bucket of that name in another account', 's3:ListBucket', 'arn:aws:s3:::prompts',
      { 'aws:ResourceAccount': OTHER_ACCOUNT, 's3:prefix': 'batch/in/' }],
    ['deletes prompts', 's3:DeleteObject', 'arn:aws:s3:::prompts/batch/in/a.jsonl', OWN],
    ['decrypts by itself', 'kms:Decrypt', KEY, {}],
    ['decrypts through another service', 'kms:Decrypt', KEY, { 'kms:ViaService': 'sqs.af-south-1.amazonaws.com' }],
    ['encrypts with the key of the prompts', 'kms:GenerateDataKey', KEY, VIA_S3],
    ['uses another key', 'kms:Decrypt', `${KEY}2`, VIA_S3],
    ['passes roles', 'iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/R`, { 'iam:PassedToService': 'bedrock.amazonaws.com' }],
  ])('never %s', async (...[, action, resource, context]: Row) => expect(await ask(action, resource, context)).toBe('IMPLICITLY_DENIED'));

  test('calls each of its models by all legs, as the simulator has them, and no other', () => {
    const simulator = simulatorOf(access.serviceRole, deployment);
    for (const [model, expected] of [[OPUS_5, 'AAA'], [SONNET_4_6, 'AAA'], [OPUS_4_6, 'ddd']] as const) {
      const request = InvocationRequest.globalProfile(model, CALLER);
      expect(`${legs(simulator, request)}${project(simulator, request)}`).toBe(`${expected}A`);
      expect(legs(simulator, InvocationRequest.batch(model, CALLER))).toBe('dddd');
    }
  });

  test('trusts Amazon Bedrock for jobs of this account in this Region, and for nothing else', () => {
    const role = Template.fromStack(Stack.of(access)).findResources('AWS::IAM::Role');
    const [{ Properties }] = Object.values(role).filter(({ Properties: { Policies } }) => Policies);
    expect(deploy(Properties.AssumeRolePolicyDocument.Statement, deployment)).toEqual([{
      Effect: 'Allow',
      Principal: { Service: 'bedrock.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnEquals: { 'aws:SourceArn': `arn:aws:bedrock:af-south-1:${ACCOUNT}:model-invocation-job/*` },
      },
    }]);
  });
});

describe.each(BATCH_STACKS)('who may submit, in a stack %s', (_, env, sourceRegion, deployment) => {
  const stack = testStack(env);
  const access = inFolders(stack, sourceRegion);
  const role = roleIn(stack);
  access.grantSubmit(role);
  const ask = asRole(role, deployment);
  const serviceRole: string = deploy(stack.resolve(access.serviceRole.roleArn), deployment);
  const PASSED = { 'iam:PassedToService': 'bedrock.amazonaws.com' };

  test('creates jobs on its models, on all legs, as the simulator has them', () => {
    const simulator = simulatorOf(role, deployment);
    expect(legs(simulator, InvocationRequest.batch(OPUS_5, CALLER))).toBe('AAAA');
    expect(legs(simulator, InvocationRequest.batch(SONNET_4_6, CALLER))).toBe('AAAA');
    expect(legs(simulator, InvocationRequest.batch(OPUS_4_6, CALLER))).toBe('dddA');
    expect(legs(simulator, InvocationRequest.batch(OPUS_5, { ...CALLER, sourceRegion: 'eu-west-1' }))).toBe('ddAd');
    expect(legs(simulator, InvocationRequest.globalProfile(OPUS_5, CALLER))).toBe('ddd');
  });

  test.each<Row>([
    ['creates a job on the profile', 'bedrock:CreateModelInvocationJob', SYSTEM],
    ['creates a job on the model in the source Region', 'bedrock:CreateModelInvocationJob', bedrock(MODEL, 'af-south-1', '')],
    ['creates a job on the model anywhere', 'bedrock:CreateModelInvocationJob', bedrock(MODEL, '', ''), ANYWHERE],
    ['creates a job', 'bedrock:CreateModelInvocationJob', bedrock('model-invocation-job/*')],
    ['reads a job', 'bedrock:GetModelInvocationJob', JOB],
    ['stops a job', 'bedrock:StopModelInvocationJob', JOB],
    ['reads the tags of a job', 'bedrock:ListTagsForResource', JOB],
    ['lists jobs', 'bedrock:ListModelInvocationJobs', '*'],
    ['passes the service role', 'iam:PassRole', serviceRole, PASSED],
  ])('%s', async (...[, action, resource, context]: Row) => expect(await ask(action, resource, context)).toBe('ALLOWED'));

  test.each<Row>([
    ['creates a job on another model', 'bedrock:CreateModelInvocationJob', SYSTEM.replace('opus-5', 'opus-4-8')],
    ['creates a job in another Region', 'bedrock:CreateModelInvocationJob', bedrock('model-invocation-job/*', 'eu-west-1'),
      { 'aws:RequestedRegion': 'eu-west-1' }],
    ['creates a job on an application profile', 'bedrock:CreateModelInvocationJob', bedrock('application-inference-profile/a1b2')],
    ['reads a job of another account', 'bedrock:GetModelInvocationJob', JOB.replace(ACCOUNT, OTHER_ACCOUNT)],
    ['reads a job in another Region', 'bedrock:GetModelInvocationJob', JOB.replace('af-south-1', 'eu-west-1'),
      { 'aws:RequestedRegion': 'eu-west-1' }],
    ['lists jobs of another Region', 'bedrock:ListModelInvocationJobs', '*', { 'aws:RequestedRegion': 'eu-west-1' }],
    ['reads the tags of anything else', 'bedrock:ListTagsForResource', bedrock('guardrail/a1b2')],
    ['tags jobs', 'bedrock:TagResource', JOB],
    ['passes the service role to another service', 'iam:PassRole', serviceRole, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
    ['passes it to nobody knows whom', 'iam:PassRole', serviceRole, {}],
    ['passes another role', 'iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/Admin`, PASSED],
    ['assumes the service role', 'sts:AssumeRole', serviceRole],
    ['calls the model', 'bedrock:InvokeModel', SYSTEM],
    // The buckets were given, and so grant themselves.
    ['reads answers', 's3:GetObject', 'arn:aws:s3:::prompts/batch/out/a.jsonl.out', OWN],
    ['writes prompts', 's3:PutObject', 'arn:aws:s3:::prompts/batch/in/a.jsonl', OWN],
    ['decrypts', 'kms:Decrypt', KEY, VIA_S3],
  ])('never %s', async (...[, action, resource, context]: Row) => expect(await ask(action, resource, context)).toBe('IMPLICITLY_DENIED'));
});

const WHERE_BUCKETS_ARE_MADE = BATCH_STACKS.filter(([, env]) => env?.region !== 'us-east-1');

describe.each(WHERE_BUCKETS_ARE_MADE)('with the buckets of a stack %s', (_, env, sourceRegion, place) => {
  const stack = testStack(env);
  const access = batchIn(stack, { models: [OPUS_5], sourceRegion });
  const submitter = roleIn(stack);
  access.grantSubmit(submitter);
  const arnOf = (bucket: s3.IBucket): string => deploy(stack.resolve(bucket.bucketArn), place);
  const [input, output] = [arnOf(access.inputBucket), arnOf(access.outputBucket)];
  const key: string = deploy(stack.resolve(access.inputBucket.encryptionKey!.keyArn), place);
  const [ofService, ofSubmitter] = [access.serviceRole, submitter].map((role) => asRole(role, place));

  test.each<[...Row, service: string, submitter: string]>([
    ['read prompts', 's3:GetObject', `${input}/a.jsonl`, OWN, 'A', 'd'],
    ['write prompts', 's3:PutObject', `${input}/a.jsonl`, OWN, 'd', 'A'],
    ['list prompts', 's3:ListBucket', input, OWN, 'A', 'd'],
    ['read answers', 's3:GetObject', `${output}/a1b2/a.jsonl.out`, OWN, 'd', 'A'],
    ['write answers', 's3:PutObject', `${output}/a1b2/a.jsonl.out`, OWN, 'A', 'd'],
    ['list answers', 's3:ListBucket', output, OWN, 'A', 'A'],
    ['delete answers', 's3:DeleteObject', `${output}/a1b2/a.jsonl.out`, OWN, 'd', 'd'],
    ['delete prompts', 's3:DeleteObject', `${input}/a.jsonl`, OWN, 'd', 'd'],
    ['delete the bucket', 's3:DeleteBucket', input, OWN, 'd', 'd'],
    ['decrypt', 'kms:Decrypt', key, VIA_S3, 'A', 'A'],
    ['encrypt', 'kms:GenerateDataKey', key, VIA_S3, 'A', 'A'],
    ['decrypt without S3', 'kms:Decrypt', key, {}, 'd', 'd'],
    ['delete the key', 'kms:ScheduleKeyDeletion', key, VIA_S3, 'd', 'd'],
  ])('%s: the service %s', async (__, action, resource, context, service, submits) => {
    const outcomes = await Promise.all([ofService, ofSubmitter].map(async (ask) => ask(action, resource, context)));
    expect(outcomes.map((outcome) => outcome === 'ALLOWED' ? 'A' : 'd')).toEqual([service, submits]);
  });
});

test('through an application profile, jobs call and are created on that profile alone', async () => {
  const stack = testStack(CAPE_TOWN);
  const team = new ApplicationProfile(stack, 'Team', { model: OPUS_5 });
  const access = batchIn(stack, { applicationProfiles: [team], ...givenBuckets(stack) });
  const role = roleIn(stack);
  access.grantSubmit(role);
  const own = bedrock('application-inference-profile/own1');
  const place: Deployment = { ...CAPE_TOWN, refs: { [stack.resolve(team.profileArn).Ref]: own } };
  const [service, submitter] = [access.serviceRole, role].map((one) => asRole(one, place));
  const through = (profile: string) => ({ 'bedrock:InferenceProfileArn': profile });
  const call = async (profile: string) => [
    await service('bedrock:InvokeModel', profile),
    await service('bedrock:InvokeModel', bedrock(MODEL, 'af-south-1', ''), { ...HERE, ...through(profile) }),
    await service('bedrock:InvokeModel', bedrock(MODEL, '', ''), { ...ANYWHERE, ...through(profile) }),
    await submitter('bedrock:CreateModelInvocationJob', profile),
  ].map((outcome) => outcome === 'ALLOWED' ? 'A' : 'd').join('');
  expect([await call(own), await call(SYSTEM), await call(own.replace('own1', 'other'))]).toEqual(['AAAA', 'dddd', 'dddd']);
});

test('AWS\'s own template of the service role stops at the model without a Region', () => {
  const stack = testStack(CAPE_TOWN);
  const role = roleIn(stack);
  role.addToPolicy(new iam.PolicyStatement({
    actions: ['bedrock:InvokeModel'], resources: [SYSTEM, bedrock(MODEL, 'af-south-1', '')],
  }));
  expect(legs(simulatorOf(role), InvocationRequest.globalProfile(OPUS_5, CALLER))).toBe('AAd');
});
