import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../support/cli';

const DIR = mkdtempSync(join(tmpdir(), 'cris-keys-'));
afterAll(() => rmSync(DIR, { recursive: true }));

function file(name: string, condition: object): string {
  const path = join(DIR, name);
  writeFileSync(path, JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'bedrock:InvokeModel*', Resource: '*', Condition: condition }],
  }));
  return path;
}

const INVENTED = file('invented.json', { StringNotLike: { 'bedrock:ModelId': 'anthropic.claude-*' } });
const UNTAGGED = file('untagged.json', { Null: { 'aws:ResourceTag/CostCenter': 'true' } });
const HINT = 'no request carries the key bedrock:ModelId; did you mean bedrock:ModelArn?';

const outcomes = (...args: string[]) =>
  JSON.parse(cli(...args, '--format', 'json').out).legs.map(({ outcome }: { outcome: string }) => outcome);

describe('a key that no request carries', () => {
  test('denies all legs for certain, and a note names the real one', () => {
    const { status, out } = cli('explain', '--scp', INVENTED);
    expect(status).toBe(1);
    expect(outcomes('explain', '--scp', INVENTED)).toEqual(Array(4).fill('EXPLICITLY_DENIED'));
    expect(out).toContain('bedrock:ModelId is absent, because no request carries it: matches StringNotLike "anthropic.claude-*"');
    expect(out).toContain(`note: ${INVENTED}, statement 0: ${HINT}`);
    expect(out).not.toContain('Say what the request carries');
    const [checked] = JSON.parse(cli('check-scp', INVENTED, '--format', 'json').out).documents;
    expect([checked.outcome, checked.notes]).toEqual(['EXPLICITLY_DENIED', [expect.stringContaining(HINT)]]);
  });

  test('in a policy of the identity allows nothing, and is noted too', () => {
    const path = join(DIR, 'identity.json');
    const allow = { Effect: 'Allow', Action: 'bedrock:*', Resource: '*', Condition: { StringLike: { 'bedrock:FoundationModel': '*' } } };
    writeFileSync(path, JSON.stringify({ Version: '2012-10-17', Statement: [allow] }));
    expect(outcomes('explain', '--identity', path)).toEqual(Array(4).fill('IMPLICITLY_DENIED'));
    expect(cli('explain', '--identity', path).out).toContain('no request carries the key bedrock:FoundationModel; did you mean');
  });

  test.each([
    ['bedrock:ModelId=anthropic.claude-opus-5', HINT],
    ['BEDROCK:modelid=', 'no request carries the key BEDROCK:modelid; did you mean bedrock:ModelArn?'],
    ['ec2:InstanceType=t3.micro', 'no request to Amazon Bedrock carries the key ec2:InstanceType'],
    ['bedrock:BearerTokenType=LONG_TERM', 'no call of a model carries the key bedrock:BearerTokenType'],
    ['bedrock:PromptRouterArn=arn:aws:bedrock:us-east-1:1:prompt-router/x', 'only one of a prompt router'],
    ['aws:RequestRegion=eu-west-1', 'did you mean aws:RequestedRegion?'],
  ])('fails as --context %s', (assignment, why) => {
    for (const command of [['explain', '--scp', INVENTED], ['check-scp', INVENTED]]) {
      const { status, err } = cli(...command, '--context', assignment);
      expect(status).toBe(2);
      expect(err).toContain('--context must name a key that the call can carry: ');
      expect(err).toContain(why);
    }
  });
});

test.each(['aws:SecureTransport=false', 'aws:PrincipalIsAWSService=true'])('fails as --context %s: the call says it', (assignment) => {
  const { status, err } = cli('check-scp', INVENTED, '--context', assignment);
  expect([status, err]).toEqual([2, expect.stringContaining('which follows from the call and its caller')]);
});

describe('a tag', () => {
  const [DENIED, ALLOWED, DEPENDS] = ['EXPLICITLY_DENIED', 'ALLOWED', 'DEPENDS'];
  const TAG = ['--context', 'aws:ResourceTag/CostCenter=42'];

  test('is only on application profiles and projects, whatever --context says', () => {
    expect(outcomes('explain', '--scp', UNTAGGED)).toEqual([DENIED, DENIED, DENIED, DEPENDS]);
    expect(outcomes('explain', '--scp', UNTAGGED, '--profile-kind', 'application')).toEqual([DEPENDS, DENIED, DENIED, DEPENDS]);
    expect(outcomes('explain', '--scp', UNTAGGED, '--profile-kind', 'application', ...TAG)).toEqual([ALLOWED, DENIED, DENIED, DEPENDS]);
    expect(outcomes('explain', '--scp', UNTAGGED, ...TAG)).toEqual([DENIED, DENIED, DENIED, ALLOWED]);
  });

  test('that is given for a system profile is said to be the project\'s', () => {
    const { status, out } = cli('explain', '--scp', UNTAGGED, ...TAG);
    expect(status).toBe(1);
    expect(out).toContain('note: aws:ResourceTag/CostCenter is read as a tag of the project. Only application profiles and projects ');
    expect(out).toContain('only application profiles and projects have tags');
    expect(cli('explain', '--scp', UNTAGGED, '--profile-kind', 'application', ...TAG).out).not.toContain('is a tag of the project');
  });
});

test('a guardrail that the call names settles the model\'s leg, and what AWS does not say is told of the others', () => {
  const guardrail = 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/a1b2c3:1';
  const required = file('guardrail.json', { StringNotEquals: { 'bedrock:GuardrailIdentifier': guardrail } });
  const ask = ['explain', '--scp', required, '--region', 'eu-west-1', '--model', 'anthropic.claude-sonnet-5-5'];
  const named = ['--context', `bedrock:GuardrailIdentifier=${guardrail}`];
  expect(outcomes(...ask, ...named)).toEqual(['DEPENDS', 'ALLOWED', 'DEPENDS', 'ALLOWED', 'DEPENDS']);
  expect(outcomes(...ask, '--context', `bedrock:GuardrailIdentifier=${guardrail}1`)[1]).toBe('EXPLICITLY_DENIED');
  expect(outcomes(...ask, '--context', 'bedrock:GuardrailIdentifier=')).toEqual(Array(4).fill('EXPLICITLY_DENIED'));
  const { out } = cli(...ask, ...named);
  expect(out).toContain('carries in bedrock:GuardrailIdentifier: limit the statement to models in a Region, with Resource');
  expect(out).not.toContain('Say what the request carries');
});
