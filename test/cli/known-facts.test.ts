import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../support/cli';

const DIR = mkdtempSync(join(tmpdir(), 'cris-known-'));
afterAll(() => rmSync(DIR, { recursive: true }));

let files = 0;
function file(content: unknown): string {
  const path = join(DIR, `${++files}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function json(...args: string[]): any {
  return JSON.parse(cli(...args, '--format', 'json').out);
}

const OPUS = 'anthropic.claude-opus-5-5';
const SONNET = 'anthropic.claude-sonnet-5-5';
const deny = (condition: object, more: object = {}) =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*', Condition: condition, ...more }] });
const exempt = (pattern: string) => file(deny({ ArnNotLike: { 'aws:PrincipalArn': pattern } }));
const US_ONLY = file(deny({ StringNotLike: { 'aws:RequestedRegion': 'us-*' } }));

const denial = (resource: string, session = 'app/me', action = 'bedrock:InvokeModel') =>
  `User: arn:aws:sts::111122223333:assumed-role/${session} is not authorized to perform: ${action} on resource: ${resource} ` +
  'with an explicit deny in a service control policy';
const LEG_3 = denial(`arn:aws:bedrock:::foundation-model/${OPUS}`);

/** A role that may call some models, as AWS's page has its statements. */
const allow = (models: readonly string[], { region = 'af-south-1', account = '111122223333', action = 'bedrock:InvokeModel*' } = {}) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: action,
      Resource: models.map((one) => `arn:aws:bedrock:${region}:${account}:inference-profile/global.${one}`),
    },
    {
      Effect: 'Allow',
      Action: action,
      Resource: models.flatMap((one) => ['', region].map((of) => `arn:aws:bedrock:${of}::foundation-model/${one}`)),
    },
  ],
});
const template = (models: readonly string[], role: object = {}, more: object = {}) => file({
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: allow(models) }], ...role } },
  },
  ...more,
});

describe('what an error shows', () => {
  test('is that the legs before it passed: a Region stands in from which they do', () => {
    const { call, obstacles, remedies, outcome, assumptions } = json('explain', '--error', LEG_3, '--scp', US_ONLY);
    expect([call.region, outcome]).toEqual(['us-east-1', 'EXPLICITLY_DENIED']);
    expect(obstacles.map(({ leg }: any) => leg)).toEqual(['GLOBAL_MODEL']);
    expect(remedies.map(({ kind }: any) => kind)).not.toContain('STAYS_CLOSED');
    expect(assumptions).toContain('Region us-east-1, because none was given');
  });

  test('is no evidence of another call', () => {
    const profiles = { Resource: 'arn:aws:bedrock:*:*:inference-profile/*' };
    const byTag = file(deny({ StringEquals: { 'aws:PrincipalTag/team': 'blue' } }, profiles));
    const ask = (...more: string[]) => json('explain', '--error', LEG_3, '--scp', byTag, ...more);
    expect(ask().legs[0].outcome).toBe('ALLOWED');
    for (const other of [['--model', SONNET], ['--principal', 'arn:aws:iam::111122223333:role/other'], ['--stream']]) {
      const { outcome, assumptions } = ask(...other);
      expect([other, outcome]).toEqual([other, 'DEPENDS']);
      expect(assumptions.join('\n')).toContain('the error is about another call');
    }
    expect(ask('--principal', 'arn:aws:iam::111122223333:role/team/app').assumptions.join('\n')).not.toContain('another call');
  });

  test('contradicts policies that deny what passed: a note says so, and no edit is proposed that would not help', () => {
    const leg2 = denial(`arn:aws:bedrock:ca-central-1::foundation-model/${OPUS}`);
    const { notes, remedies } = json('explain', '--error', leg2, '--scp', US_ONLY);
    expect(notes.join('\n')).toMatch(/these policies deny PROFILE from ca-central-1 .*that leg passed/);
    expect(remedies.map(({ kind }: any) => kind)).toEqual(['STAYS_CLOSED']);
  });

  test('is which policy denied', () => {
    const id = `${LEG_3}: arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-examplexyz`;
    const given = file({ Policy: { PolicySummary: { Id: 'p-a1b2c3d4', Name: 'n' }, Content: JSON.stringify(deny({})) } });
    const notes = (scp: string) => json('explain', '--error', id, '--scp', scp).notes.join('\n');
    expect(notes(given)).toContain('the error names the policy p-examplexyz, but you gave p-a1b2c3d4');
    expect(notes(US_ONLY)).not.toContain('the error names the policy');
  });

  test('is the action', () => {
    const both = 'bedrock:InvokeModelWithBidirectionalStream';
    const scp = file({ Statement: { Effect: 'Deny', Action: both, Resource: '*' } });
    const error = denial(`arn:aws:bedrock:us-east-1::foundation-model/${OPUS}`, 'app/me', both);
    expect(json('explain', '--error', error, '--scp', scp).outcome).toBe('EXPLICITLY_DENIED');
  });

  test('are two roles in one log: each denial is asked, and mended once', () => {
    const log = `${LEG_3}\n${denial(`arn:aws:bedrock:::foundation-model/${SONNET}`, 'other/me')}`;
    const { calls, remedies, errors } = json('explain', '--error', log, '--scp', US_ONLY, '--region', 'us-east-1');
    expect([errors.length, calls.length]).toEqual([2, 2]);
    expect(calls.map(({ call }: any) => [call.model, call.principal])).toEqual([
      [OPUS, 'arn:aws:iam::111122223333:role/app'], [SONNET, 'arn:aws:iam::111122223333:role/other'],
    ]);
    expect(remedies).toHaveLength(1);
    expect(JSON.stringify(remedies[0].statements)).toMatch(/claude-opus-5-5.*claude-sonnet-5-5|claude-sonnet-5-5.*claude-opus-5-5/);
  });

  test('in an event without a message is no outcome: it may be a denial of either kind', () => {
    const event = { eventSource: 'bedrock.amazonaws.com', eventName: 'Converse', awsRegion: 'eu-west-1', errorCode: 'AccessDenied' };
    const { error, outcome } = json('explain', '--error', JSON.stringify({ ...event, requestParameters: { modelId: `global.${OPUS}` } }));
    expect([error.action, error.explicit, outcome]).toEqual(['bedrock:InvokeModel', undefined, undefined]);
  });

  test('in an event of CloudTrail: Region, model, streaming and the role with its path, each with its origin', () => {
    const event = JSON.stringify({
      eventSource: 'bedrock.amazonaws.com',
      eventName: 'ConverseStream',
      awsRegion: 'eu-west-1',
      errorCode: 'AccessDenied',
      errorMessage: denial(`arn:aws:bedrock:::foundation-model/${OPUS}`, 'app/me', 'bedrock:InvokeModelWithResponseStream'),
      requestParameters: { modelId: `global.${OPUS}` },
      userIdentity: {
        type: 'AssumedRole',
        accountId: '111122223333',
        arn: 'arn:aws:sts::111122223333:assumed-role/app/me',
        sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/team/app' } },
      },
    });
    const { call, evidence } = json('explain', '--error', event, '--scp', US_ONLY);
    expect(call).toMatchObject({ region: 'eu-west-1', model: OPUS, streaming: true, principal: 'arn:aws:iam::111122223333:role/team/app' });
    expect(evidence).toContainEqual({ fact: 'region', value: 'eu-west-1', origin: expect.stringContaining('awsRegion') });
  });
});

describe('who calls', () => {
  const ask = (session: string, pattern: string) =>
    json('explain', '--error', denial(`arn:aws:bedrock:::foundation-model/${OPUS}`, session), '--scp', exempt(pattern)).outcome;
  const SSO = 'AWSReservedSSO_Admin_0123456789abcdef/me';
  test.each([
    [SSO, 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*', 'ALLOWED'],
    [SSO, 'arn:aws:iam::*:role/AWSReservedSSO_*', 'EXPLICITLY_DENIED'],
    [SSO, 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_*', 'DEPENDS'],
    ['deployer/me', 'arn:aws:iam::*:role/platform/*', 'DEPENDS'],
    ['deployer/me', 'arn:aws:iam::*:role/deployer', 'DEPENDS'],
    ['deployer/me', 'arn:aws:iam::*:role/AWSControlTowerExecution', 'EXPLICITLY_DENIED'],
    ['deployer/me', 'arn:aws:iam::*:role/stacksets-exec-*', 'EXPLICITLY_DENIED'],
    ['deployer/me', 'arn:aws:iam::*:role/*', 'ALLOWED'],
  ])('%s, under an exemption of %s: %s', (session, pattern, outcome) => {
    expect(ask(session, pattern)).toBe(outcome);
  });

  test.each<[string, object, object, string]>([
    ['a name in the template', { RoleName: 'app-prod' }, {}, 'ALLOWED'],
    ['a path', { RoleName: 'app-prod', Path: '/team/' }, {}, 'EXPLICITLY_DENIED'],
    ['a parameter with its default', { RoleName: { Ref: 'Name' } }, { Parameters: { Name: { Type: 'String', Default: 'app-prod' } } },
      'ALLOWED'],
    ['a computed name', { RoleName: { 'Fn::Sub': 'app-${Stage}' } }, {}, 'DEPENDS'],
    ['a name that CloudFormation makes', {}, {}, 'EXPLICITLY_DENIED'],
  ])('a role with %s', (_, role, more, outcome) => {
    const args = ['--role', 'Role', '--scp', exempt('arn:aws:iam::*:role/app-prod'), '--model', OPUS, '--region', 'af-south-1'];
    expect(json('explain', '--template', template([OPUS], role, more), ...args).outcome).toBe(outcome);
  });

  test('a function of SAM has the path that it says', () => {
    const sam = file({
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: { Fn: { Type: 'AWS::Serverless::Function', Properties: { RolePath: '/app/', Policies: [allow([OPUS])] } } },
    });
    const args = ['--template', sam, '--role', 'Fn', '--scp', exempt('arn:aws:iam::*:role/app/*'), '--region', 'af-south-1'];
    expect(json('explain', ...args).outcome).toBe('ALLOWED');
  });

  test('a role of an account has its own ARN and account', () => {
    const account = file({
      RoleDetailList: [{
        RoleName: 'A',
        Path: '/',
        Arn: 'arn:aws:iam::444455556666:role/A',
        RolePolicyList: [{ PolicyName: 'p', PolicyDocument: allow([OPUS], { account: '444455556666' }) }],
      }],
    });
    const { outcome, call } = json('explain', '--template', account, '--role', 'A', '--scp', exempt('arn:aws:iam::*:role/A'));
    expect([outcome, call.account, call.principal]).toEqual(['ALLOWED', '444455556666', 'arn:aws:iam::444455556666:role/A']);
  });

  const NAMES = ['AWSReservedSSO_ndx_IsbUsers_0123456789abcdef', 'AppUser', 'UserService', 'Users', 'User'];
  test.each(NAMES)('a role called %s is read', (name) => {
    expect(json('explain', '--error', denial(`arn:aws:bedrock:::foundation-model/${OPUS}`, `${name}/me`)).error.principal).toMatch(
      new RegExp(`^arn:aws:iam::111122223333:role/.*${name}$`));
  });

  test('a caller who cannot be meant is dropped, and that is said', () => {
    const { call, assumptions, evidence } = json('explain', '--error', LEG_3, '--scp', US_ONLY, '--account', '222233334444');
    expect(call.account).toBe('222233334444');
    expect(evidence.map(({ fact }: any) => fact)).not.toContain('principal');
    expect(assumptions.join('\n')).toMatch(/the caller is not .*role\/.*app, which does not belong to account 222233334444/);
  });
});

describe('every call that the policies name is judged', () => {
  const onlySonnet = file(deny({}, {
    Resource: undefined,
    NotResource: [
      `arn:aws:bedrock:*::foundation-model/${SONNET}`, 'arn:aws:bedrock:*:*:inference-profile/*', 'arn:aws:bedrock:*:*:project/*',
    ],
  }));
  test('in a line each, with the worst outcome as exit status; --model narrows', () => {
    const args = ['explain', '--template', template([OPUS, SONNET]), '--role', 'Role', '--scp', onlySonnet, '--account', '111122223333'];
    const { outcome, calls } = json(...args);
    expect(calls.map(({ call, outcome: one }: any) => [call.model, call.streaming, one])).toEqual([
      [OPUS, false, 'EXPLICITLY_DENIED'], [OPUS, true, 'EXPLICITLY_DENIED'], [SONNET, false, 'ALLOWED'], [SONNET, true, 'ALLOWED'],
    ]);
    expect([outcome, cli(...args).status, cli(...args, '--model', SONNET).status]).toEqual(['EXPLICITLY_DENIED', 1, 0]);
    expect(cli(...args).out).toMatch(/1 +anthropic\.claude-opus-5-5 +af-south-1 +no +✓✗✗. +denied/);
  });

  test('a model whose profile was forgotten too', () => {
    const document = allow([SONNET]);
    document.Statement[1].Resource.push(...['', 'af-south-1'].map((of) => `arn:aws:bedrock:${of}::foundation-model/${OPUS}`));
    const { calls } = json('explain', '--identity', file(document));
    expect(calls.map(({ call, outcome }: any) => [call.model, outcome])).toEqual([
      [SONNET, 'ALLOWED'], [SONNET, 'ALLOWED'], [OPUS, 'IMPLICITLY_DENIED'], [OPUS, 'IMPLICITLY_DENIED'],
    ]);
  });

  test('each with the actions, the Region and the account that stand beside it', () => {
    const elsewhere = { action: 'bedrock:InvokeModelWithResponseStream', region: 'eu-west-1', account: '444455556666' };
    const [one, other] = [allow([SONNET], { action: 'bedrock:InvokeModel' }), allow([OPUS], elsewhere)];
    const { calls, outcome } = json('explain', '--identity', file({ Statement: [...one.Statement, ...other.Statement] }));
    expect(calls.map(({ call: { model, region, account, streaming } }: any) => [model, region, account, streaming])).toEqual([
      [SONNET, 'af-south-1', '111122223333', false], [OPUS, 'eu-west-1', '444455556666', true],
    ]);
    expect(outcome).toBe('ALLOWED');
  });

  test('a model that is only excepted or denied is noted instead', () => {
    const { notes, call } = json('explain', '--identity', file({
      Statement: [
        { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' },
        { Effect: 'Deny', Action: '*', Resource: `arn:aws:bedrock:*::foundation-model/${OPUS}` },
      ],
    }));
    expect(call.model).not.toBe(OPUS);
    expect(notes).toContain(`the policies name ${OPUS} only in exemptions or denies. To judge a call to such a model, add --model`);
  });

  test('through an application profile, where the policies allow no other', () => {
    const profile = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
    const key = { StringEquals: { 'bedrock:InferenceProfileArn': profile } };
    const models = ['', 'af-south-1'].map((region) => `arn:aws:bedrock:${region}::foundation-model/${OPUS}`);
    const { call, outcome } = json('explain', '--identity', file({
      Statement: [
        { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: [profile, 'arn:aws:bedrock:af-south-1:111122223333:project/default'] },
        { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: models, Condition: key },
      ],
    }));
    expect([call.profileKind, call.profileId, outcome]).toEqual(['application', 'a1b2c3d4e5f6', 'ALLOWED']);
  });

  test('from a Region that the policies\' patterns name', () => {
    const { call, outcome } = json('explain', '--identity', file(allow([OPUS], { region: 'us-*' })), '--scp', US_ONLY);
    expect([call.region, outcome]).toEqual(['us-east-1', 'EXPLICITLY_DENIED']);
  });
});

test('no output holds the characters that stand for what is not known', () => {
  const masked = LEG_3.replaceAll('111122223333', '********');
  for (const format of ['table', 'json']) {
    expect(cli('explain', '--error', masked, '--scp', US_ONLY, '--format', format).out).not.toMatch(/[\uE000-\uF8FF]/);
    expect(cli('explain', '--template', template([OPUS]), '--role', 'Role', '--format', format).out).not.toMatch(/[\uE000-\uF8FF]/);
  }
});
