import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { cli } from '../support/cli';

const SCPS = 'test/scps';
const DIR = mkdtempSync(join(tmpdir(), 'cris-'));
afterAll(() => rmSync(DIR, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(DIR, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const validate = new Ajv().compile(JSON.parse(readFileSync('docs/explain.schema.json', 'utf8')) as object);

/** The JSON that a command line prints, held against the published schema. */
function json(...args: string[]): any {
  const printed = JSON.parse(cli(...args, '--format', 'json').out) as unknown;
  validate(printed);
  expect(validate.errors).toBeNull();
  return printed;
}

const OPUS = ['--model', 'anthropic.claude-opus-5-5', '--region', 'af-south-1', '--account', '111122223333'];

describe('check-scp', () => {
  const files = [
    'allow-list-string-not-equals', 'allow-list-with-unspecified', 'disable-global-by-profile', 'exempt-by-tag',
  ].map((name) => `${SCPS}/${name}.json`);

  test('gives a verdict on each document, and 1 where one does not let the call through', () => {
    const { documents } = json('check-scp', ...files, ...OPUS);
    expect(documents.map(({ file: name, outcome }: any) => [name, outcome]))
      .toEqual(files.map((name, index) => [name, ['EXPLICITLY_DENIED', 'ALLOWED', 'EXPLICITLY_DENIED', 'DEPENDS'][index]]));
    expect(cli('check-scp', ...files, ...OPUS).status).toBe(1);
    expect(cli('check-scp', files[1], ...OPUS).status).toBe(0);
    expect(cli('check-scp', files[3], ...OPUS).status).toBe(1);
  });

  test('leaves open what nobody said, and says what to say', () => {
    const { documents } = json('check-scp', ...files);
    expect(documents.map(({ outcome, restsOn }: any) => [outcome, restsOn])).toEqual([
      ['EXPLICITLY_DENIED', []], ['DEPENDS', ['the source Region']], ['DEPENDS', ['the model']], ['DEPENDS', ['the source Region']],
    ]);
    const { out, status } = cli('check-scp', files[1]);
    expect([status, out]).toEqual([1, expect.stringMatching(/ \?\?✓\? +.*depends[^]*rests on the source Region \(give --region\)/)]);
  });

  test('has every column of its table in the JSON', () => {
    const [document] = json('check-scp', files[2], ...OPUS).documents;
    const { out } = cli('check-scp', files[2], ...OPUS);
    const [headers] = /^file .*$/m.exec(out)!;
    expect(headers.split(/ +/)).toEqual(['file', ...document.forms.map(({ name }: any) => name), 'verdict', 'by']);
    expect(document.forms.map(({ legs }: any) => legs.map(({ outcome }: any) => outcome === 'ALLOWED' ? '✓' : '✗').join('')))
      .toEqual(['✓✓✗✓', '✓✓✗✓', '✓✓✓✓']);
    expect(document.by).toEqual(['NoGlobalProfiles']);
  });

  test('shows the same as a table, with the application profile that walks around AWS\'s deny', () => {
    const { out } = cli('check-scp', ...files, ...OPUS);
    expect(out).toMatch(/allow-list-string-not-equals\.json +✓✓✗✓ +✓✓✗✓ +✓✓✗✓ +denied +KeepToCapeTownAndIreland/);
    expect(out).toMatch(/disable-global-by-profile\.json +✓✓✗✓ +✓✓✗✓ +✓✓✓✓ +denied/);
    expect(out).toMatch(/exempt-by-tag\.json +✓✓\?✓ +✓✓\?✓ +✓✓\?✓ +depends/);
    expect(out).toMatch(/4 checked: 3 deny or may deny the call/);
  });

  test('judges the form that is asked for', () => {
    expect(cli('check-scp', files[2], '--profile-kind', 'application', ...OPUS).status).toBe(0);
    expect([[], ['--stream']].map((more) => cli('check-scp', `${SCPS}/no-streaming.json`, ...OPUS, ...more).status)).toEqual([0, 1]);
  });

  test('takes FullAWSAccess as attached unless told otherwise, and says what follows', () => {
    const { status, out } = cli('check-scp', `${SCPS}/allow-services-without-bedrock.json`);
    expect(status).toBe(0);
    expect(out).toMatch(/note: .*adds nothing to FullAWSAccess\. If it replaces FullAWSAccess, add --no-full-aws-access/);
    const withoutFullAccess = json('check-scp', '--no-full-aws-access', `${SCPS}/allow-services-without-bedrock.json`);
    expect(withoutFullAccess.documents[0]).toMatchObject({ outcome: 'IMPLICITLY_DENIED', remedies: [{ kind: 'ADD_STATEMENTS' }] });
  });

  test('tells of an action that does nothing and of a document that is too long', () => {
    const long = file('long.json', {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: Array.from({ length: 700 }, (_, index) => `service${index}:*`), Resource: '*' },
    });
    const { out } = cli('check-scp', `${SCPS}/no-converse.json`, long);
    expect(out).toMatch(/no-converse\.json, statement 0.*: there is no IAM action bedrock:Converse/);
    expect(out).toMatch(/long\.json: has \d+ characters minified, and AWS Organizations takes at most 10240/);
  });
});

describe('explain', () => {
  const regionDeny = `${SCPS}/allow-list-string-not-equals.json`;

  test('names leg, statement and condition, and mends it', () => {
    const { status, out } = cli('explain', '--scp', regionDeny, ...OPUS);
    expect(status).toBe(1);
    expect(out).toMatch(/GLOBAL_MODEL +unspecified +denied +statement 0 \('KeepToCapeTownAndIreland'\) of .*\(a service control policy\)/);
    expect(out).toContain('aws:RequestedRegion is "unspecified": matches StringNotEquals');
    const [remedy] = /Remedy: .*/.exec(out)!;
    expect(remedy).toMatch(/^Remedy: Change statement 0 /);
    expect(remedy).toContain('arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-opus-5-5');
    expect(out).toMatch(/note: the identity's own policies are assumed to allow everything, because --identity is not given/);
  });

  test('mends what it is told to mend: with the remedy in the file, the call passes', () => {
    const { remedies: [{ statements }] } = json('explain', '--scp', regionDeny, ...OPUS);
    expect(cli('explain', '--scp', file('mended.json', { Version: '2012-10-17', Statement: statements }), ...OPUS).status).toBe(0);
  });

  test('says that another action was denied than those of the calls that it judges', () => {
    const error = 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:GetInferenceProfile on ' +
      'resource: arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-opus-5-5 because no identity-based ' +
      'policy allows the bedrock:GetInferenceProfile action';
    const { outcome, notes } = json('explain', '--error', error, '--scp', `${SCPS}/tls-only.json`);
    expect([outcome, notes[0]]).toEqual(['ALLOWED', 'what was denied, bedrock:GetInferenceProfile, is not part of a call through a ' +
      'global profile, so the answer is about other calls']);
  });

  test('says what it assumed, of the caller too', () => {
    const { assumptions, outcome, restsOn, call } = json('explain', '--scp', `${SCPS}/control-tower-landing-zone.json`);
    expect([outcome, restsOn]).toEqual(['DEPENDS', ['the source Region', 'aws:PrincipalArn']]);
    expect(assumptions).toEqual([
      'account 111122223333, because none was given', 'Region af-south-1, because none was given',
      'model anthropic.claude-sonnet-5-5, because none was given',
      'the caller is a role that no policy exempts by name; --principal names the real caller',
    ]);
    expect(call).not.toHaveProperty('principal');
  });

  test('never takes an unknown caller for an exempt one', () => {
    const named = file('named.json', {
      Statement: {
        Effect: 'Deny', Action: '*', Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/dev-*' } },
      },
    });
    expect(json('explain', '--scp', named).outcome).toBe('DEPENDS');
    const explainFor = (role: string) => json('explain', '--scp', named, '--principal', `arn:aws:iam::444455556666:role/${role}`);
    expect([explainFor('dev-1').outcome, explainFor('prod').outcome, explainFor('prod').call.account])
      .toEqual(['EXPLICITLY_DENIED', 'ALLOWED', '444455556666']);
  });

  test('takes several files behind one option, and levels in their order', () => {
    const { obstacles } = json(
      'explain', '--scp-level', 'root', '--scp', regionDeny, `${SCPS}/disable-unspecified.json`, '--scp-level', 'Workloads', '--scp',
      `${SCPS}/no-streaming.json`, '--stream', ...OPUS);
    expect(obstacles.map(({ leg, layerName }: any) => `${layerName}: ${leg}`)).toEqual([
      'Workloads: PROFILE', 'Workloads: SOURCE_MODEL', 'root: GLOBAL_MODEL', 'root: GLOBAL_MODEL', 'Workloads: GLOBAL_MODEL',
    ]);
  });

  test('reads what the call is from the identity\'s policies', () => {
    const identity = file('identity.json', {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: 'bedrock:InvokeModel',
        Resource: 'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/global.anthropic.claude-opus-5',
      }],
    });
    const { call, legs } = json(
      'explain', '--identity', identity, '--boundary',
      file('boundary.json', { Statement: { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' } }));
    expect(call)
      .toEqual({ model: 'anthropic.claude-opus-5', region: 'eu-west-1', account: '444455556666', profileKind: 'global', streaming: false });
    expect(legs.map(({ outcome }: any) => outcome)).toEqual(['ALLOWED', 'IMPLICITLY_DENIED', 'IMPLICITLY_DENIED', 'IMPLICITLY_DENIED']);
  });

  test('takes the parameters of a template by their defaults, and says so', () => {
    const withDefault = (Default?: string) => json('explain', '--template', file('parameter.json', {
      Parameters: { Home: { Type: 'String', Default } },
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [{
              PolicyName: 'inline',
              PolicyDocument: {
                Statement: {
                  Effect: 'Allow',
                  Action: 'bedrock:*',
                  Resource: '*',
                  Condition: { StringEquals: { 'aws:RequestedRegion': { Ref: 'Home' } } },
                },
              },
            }],
          },
        },
      },
    }), '--role', 'Role', '--region', 'eu-west-1');
    const { outcome, obstacles, notes } = withDefault('af-south-1');
    expect(outcome).toBe('IMPLICITLY_DENIED');
    expect(obstacles[0].conditions[0].expected).toEqual(['af-south-1 (the parameter Home, by its default)']);
    expect(notes).toContain('the parameter Home of the template is read as its default af-south-1');
    expect(withDefault('eu-west-1').legs[0].outcome).toBe('ALLOWED');
    expect(withDefault().remedies.map(({ sentence }: any) => sentence).join())
      .toContain('It depends on the parameter Home (which has no default)');
  });

  test('takes a role with its boundary from a template', () => {
    const template = file('template.json', {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            PermissionsBoundary: { Ref: 'Boundary' },
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
            Policies: [
              { PolicyName: 'inline', PolicyDocument: { Statement: { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' } } },
            ],
          },
        },
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            PolicyDocument: {
              Statement: {
                Sid: 'Home',
                Effect: 'Allow',
                Action: '*',
                Resource: '*',
                Condition: { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } },
              },
            },
          },
        },
      },
    });
    const { obstacles, notes } = json('explain', '--template', template, '--role', 'Role');
    expect(obstacles)
      .toEqual([expect.objectContaining({ leg: 'GLOBAL_MODEL', layer: 'PERMISSIONS_BOUNDARY', policy: 'Boundary', sid: 'Home' })]);
    expect(notes).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess is only referenced in the template, so its statements are unknown; it is judged as ' +
        'having none',
      'no service control policy was given; those of your organization may still deny the call',
    ]);
    expect(cli('explain', '--template', template, '--role', 'Rôle').err).toMatch(/has no role 'Rôle'; its roles are: Role/);
    expect(cli('explain', '--template', template).err).toMatch(/its roles are: Role/);
  });

  const DENIED = 'User: arn:aws:sts::444455556666:assumed-role/app/me is not authorized to perform: ' +
    'bedrock:InvokeModelWithResponseStream on resource: ' +
    'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy';

  test('reads an error alone', () => {
    const { status, out } = cli('explain', '--error', DENIED);
    expect(status).toBe(1);
    expect(out).toMatch(/leg +GLOBAL_MODEL/);
    expect(out).toMatch(/third leg of a global call/);
    expect(json('explain', '--error', DENIED))
      .toMatchObject({ outcome: 'EXPLICITLY_DENIED', error: { leg: 'GLOBAL_MODEL', layer: 'SERVICE_CONTROL' } });
  });

  test('does not say that no policy allows it if one layer does not', () => {
    const { out } = cli('explain', '--error', 'User: arn:aws:iam::111122223333:role/app is not authorized to perform: ' +
      'bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5 because no permissions ' +
      'boundary allows the action');
    expect(out).toMatch(/denied +implicitly: a layer does not allow it\nlayer +PERMISSIONS_BOUNDARY/);
  });

  test('does not call it allowed where an error says that it was denied', () => {
    const { status, out } = cli('explain', '--error', DENIED, '--scp', `${SCPS}/bearer-tokens.json`);
    expect(status).toBe(1);
    expect(out).toMatch(/note: these policies allow what the error says was denied, so another policy denied it, or the call was/);
  });

  test('asks no policies about a call through a geographic profile', () => {
    const geographic = DENIED.replace(
      'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5',
      'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/eu.anthropic.claude-opus-5-5');
    expect(json('explain', '--error', geographic, '--scp', regionDeny)).not.toHaveProperty('remedies');
    expect(cli('explain', '--error', geographic, '--scp', regionDeny).out).toMatch(/note: the policies were not judged/);
    const mantle = DENIED.replace(
      /bedrock:Invoke\w+ on resource: \S+/,
      'bedrock-mantle:CreateInference on resource: arn:aws:bedrock-mantle:us-east-1:444455556666:project/default');
    expect(json('explain', '--error', mantle, '--scp', regionDeny)).not.toHaveProperty('remedies');
  });

  test('knows denials that no policy decides', () => {
    const { status, out } = cli('explain', '--error', 'You don\'t have access to the model with the specified model ID.');
    expect([status, out]).toEqual([1, expect.stringMatching(/use-case form/)]);
    expect(json('explain', '--error', 'on-demand throughput isn\'t supported'))
      .toMatchObject({ error: { kind: 'ON_DEMAND', meaning: expect.stringMatching(/global profile/) } });
  });

  test('says that a session does not tell the path of its role', () => {
    const session = ['--principal', 'arn:aws:sts::111122223333:assumed-role/app/me'];
    expect(json('explain', '--scp', regionDeny, ...OPUS, ...session).assumptions)
      .toEqual([expect.stringMatching(/has no path.*arn:aws:iam::111122223333:role\/app$/)]);
  });

  test('takes the values of condition keys', () => {
    const byTag = ['explain', '--scp', `${SCPS}/exempt-by-tag.json`, ...OPUS];
    const key = /aws:PrincipalTag\/[\w-]+/.exec(readFileSync(`${SCPS}/exempt-by-tag.json`, 'utf8'))![0];
    expect(json(...byTag).outcome).toBe('DEPENDS');
    expect(cli(...byTag).status).toBe(1);
    expect(json(...byTag, '--context', `${key}=`).outcome).toBe('EXPLICITLY_DENIED');
    expect(json(...byTag, '--context', `${key}=nobody`).outcome).toBe('EXPLICITLY_DENIED');
  });

  test('says which application profile it means', () => {
    const args = ['explain', '--scp', regionDeny, ...OPUS, '--profile-kind', 'application'];
    expect(json(...args).assumptions).toEqual(['application profile a1b2c3d4e5f6, because none was given']);
    expect(json(...args.slice(0, -2), '--profile-id', 'xyz'))
      .toMatchObject({ assumptions: [], call: { profileId: 'xyz', profileKind: 'application' } });
  });

  test('does without FullAWSAccess when told so', () => {
    const none = json('explain', '--scp', `${SCPS}/allow-services-without-bedrock.json`, '--no-full-aws-access', ...OPUS);
    expect(none).toMatchObject({ outcome: 'IMPLICITLY_DENIED', remedies: [{ kind: 'ADD_STATEMENTS', statements: [{}, {}, {}] }] });
  });

  test('holds an error against policies: the call is the one that it tells of', () => {
    const { call, error, obstacles } = json('explain', '--error', DENIED, '--scp', regionDeny);
    expect(call).toEqual({
      model: 'anthropic.claude-opus-5-5',
      region: 'af-south-1',
      account: '444455556666',
      principal: 'arn:aws:iam::444455556666:role/app',
      profileKind: 'global',
      streaming: true,
    });
    expect(error.leg).toBe('GLOBAL_MODEL');
    expect(obstacles).toEqual([expect.objectContaining({ leg: 'GLOBAL_MODEL', policy: regionDeny })]);
  });
});

test('our own Region deny, which lists "unspecified" and denies other models by another statement, is noted for nothing', () => {
  const printed = cli('policy', 'region-deny', '--allow-region', 'af-south-1', '--admit-model', 'anthropic.claude-opus-5-5');
  const { out, status } = cli('check-scp', file('region-deny.json', printed.out), ...OPUS);
  expect(status).toBe(0);
  expect(out).not.toContain('opens every model');
});

test('a policy that lists "unspecified" passes, and is noted for what else it opens', () => {
  const { status, out } = cli('check-scp', `${SCPS}/allow-list-with-unspecified.json`, ...OPUS);
  expect([status, out]).toEqual([0, expect.stringMatching(/note: .*"unspecified" in the list of Regions opens every model of every/)]);
});

test('an action that is no action is noted', () => {
  const withTypo = file('slip.json', { Statement: { Effect: 'Deny', Action: 'bedrock:InvokeModle', Resource: '*' } });
  expect(cli('check-scp', withTypo).out).toMatch(/bedrock:InvokeModle is not a known IAM action/);
});

test('check-scp judges the good files beside the bad ones, and ends with 2', () => {
  const { status, out, err } = cli('check-scp', 'nowhere.json', `${SCPS}/tls-only.json`, file('bad.json', '{'));
  expect(status).toBe(2);
  expect(out).toMatch(/tls-only\.json .*allowed/);
  expect(err).toMatch(/nowhere\.json: there is no such file[^]*bad\.json:1:2: must be JSON/);
  expect(err).not.toContain('--help');
});

test('text from files does not command the terminal', () => {
  const withEscapes = file('rude.json', { Statement: { Sid: 'a\u001b[31m', Effect: 'Deny', Action: '*', Resource: '*' } });
  expect(cli('explain', '--scp', withEscapes).out).not.toContain('\u001b');
  expect(cli('check-scp', withEscapes).out).toContain('a\\u001b[31m');
});

test('reads a file with a byte order mark', () => {
  expect(cli('check-scp', file('bom.json', `\uFEFF${readFileSync(`${SCPS}/tls-only.json`, 'utf8')}`)).status).toBe(0);
});

test('--version is that of the package', () => {
  expect(cli('--version')).toMatchObject({ status: 0, out: JSON.parse(readFileSync('package.json', 'utf8')).version });
});

describe('bad input ends with 2 and a message, never a stack trace', () => {
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  const statement = (more: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*', ...more }],
  });
  test.each<[string, unknown, RegExp]>([
    ['not-json.json', '{\n  "Version": oops\n}', /not-json\.json:2:14: must be JSON/],
    ['cut.json', '{\n  "Version": "2012-10-17"', /cut\.json:2:\d+: must be JSON/],
    ['empty.json', '', /empty\.json:1:1: must be JSON/],
    ['array.json', [], /must be an object with a 'Statement', got: \[\]/],
    ['text.json', '"text"', /must be an object with a 'Statement', got: "text"/],
    ['no-statement.json', { Version: '2012-10-17' }, /'Statement' is missing/],
    ['no-statements.json', { Statement: [] }, /'Statement' must hold at least one statement/],
    ['empty-statement.json', { Statement: [{}] }, /statement 0: 'Effect' is missing: it must be "Allow" or "Deny"/],
    ['principal.json', statement({ Principal: '*' }), /principal\.json', statement 1: 'Principal' is not allowed/],
    ['operator.json', statement({ Condition: { StringEqual: { 'aws:RequestedRegion': 'x' } } }),
      /statement 1: 'StringEqual' is not a condition operator/],
    ['action.json', statement({ Action: 'bedrock' }), /statement 1: an action must be "\*" or "service:Action", got: "bedrock"/],
    ['resource.json', statement({ Resource: 'bucket' }), /statement 1: a resource must be "\*" or an ARN, got: "bucket"/],
    ['element.json', statement({ Actions: '*' }), /statement 1: 'Actions' is not an element/],
    ['big.json', `"${'x'.repeat(1_000_000)}"`, /big\.json: must be a policy of at most 1,000,000 bytes, got: 1,000,002/],
    ['deep.json', `{"Statement":${deep}}`, /deep\.json: is nested too deeply/],
  ])('%s', (name, content, message) => {
    const path = file(name, content);
    for (const args of [['check-scp', path], ['explain', '--scp', path]]) {
      const { status, out, err } = cli(...args);
      expect(status).toBe(2);
      expect(out).toBe('');
      expect(err).toMatch(message);
      expect(err).toContain(path);
      expect(err).not.toMatch(/\n +at /);
    }
  });

  const good = `${SCPS}/tls-only.json`;
  test.each<[string[], RegExp]>([
    [[], /name a command: report, explain, check-scp/],
    [['explian'], /'explian' is not a command/],
    [['explain'], /nothing to explain/],
    [['explain', good], /tls-only\.json: put --scp, .* before this file/],
    [['check-scp'], /needs at least one file/],
    [['check-scp', '--scp', good], /--scp belongs to explain/],
    [['check-scp', '--scp-level', 'a'], /--scp-level belongs to explain/],
    [['check-scp', good, '--scp-level', 'a'], /--scp-level belongs to explain/],
    [['check-scp', 'nowhere.json'], /nowhere\.json: there is no such file/],
    [['check-scp', 'src'], /src: it is a directory/],
    [['explain', '--scp', good, '--scpp', 'x'], /--scpp is not an option; did you mean --scp\?/],
    [['explain', '--scp'], /--scp must be followed by a value/],
    [['explain', '--error', `-role/app/me is not authorized\n${' at x\n'.repeat(50)}`],
      /--error must be followed by a value, got: "-role.{0,100}"\. Write a value that begins with a dash as --error=VALUE, in quotes\n/],
    [['explain', '--scp', good, '--region', 'unspecified'], /--region must be the code of the source Region.*got: "unspecified"/],
    [['explain', '--scp', good, '--account', '1'], /--account must be 12 digits/],
    [['explain', '--scp', good, '--model', 'us.anthropic.claude-opus-5'], /not that of its 'us' profile.*--model anthropic\.claude-opus-5/],
    [['explain', '--scp', good, '--model', 'claude opus'], /--model must be the ID of a model/],
    [['explain', '--scp', good, '--model', 'anthropic.claude-'], /--model must be the ID of a model.*got: "anthropic\.claude-"/],
    [['explain', '--scp', good, '--principal', 'arn:aws:iam::111122223333:role/a', '--account', '444455556666'],
      /--principal must belong to --account 444455556666/],
    [['explain', '--scp', good, '--context', 'team=blue'], /--context must be KEY=VALUE/],
    [['explain', '--scp', good, '--context', 'aws:PrincipalArn=x'], /--context must not hold aws:PrincipalArn, .*: give --principal$/m],
    [['explain', '--scp', good, '--context', 'aws:requestedregion=x'], /--context must not hold aws:requestedregion, .*: give --region$/m],
    [['explain', '--scp', good, '--profile-id', 'arn:x'], /--profile-id must be the ID of an application inference profile/],
    [['explain', '--scp', good, '--principal', 'me'], /--principal must be the ARN of a role or a user/],
    [['explain', '--scp', good, '--profile-kind', 'eu'], /--profile-kind must be global or application/],
    [['explain', '--scp', good, '--format', 'yaml'], /--format must be table or json/],
    [['explain', '--scp', good, '--region', 'eu-west-1', '--region', 'af-south-1'], /--region must be given once/],
    [['explain', '--scp-level', 'root', '--identity', good], /--scp-level root must be followed by/],
    [['explain', '--template', good, '--identity', good], /--template must not come with --identity/],
    [['explain', '--template', good], /must be a CloudFormation template with 'Resources'/],
    [['explain', '--role', 'Role', '--scp', good], /--role must come with --template/],
    [['explain', '--error', 'Exception in thread'],
      /--error must be the text of an AccessDenied.*Give the whole message, or the CloudTrail event.*troubleshooting\.md$/m],
    [['explain', '--error', '{"Events":[]}'], /got: no events\. Look in the Region of the call/],
    [['explain', '--error', '{"eventSource":"bedrock.amazonaws.com","eventName":"Converse"}'], /got: no event in it is a denial\. Give/],
    [['explain', '--error', '{"eventSource":"bedrock.amazonaws.com","eventName":"Converse","errorCode":"Odd"}'],
      /no event in it fails in a known way \(Odd\)\. Give/],
  ])('%j', (args, message) => {
    const { status, err } = cli(...args);
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('--help says what there is, and ends well', () => {
    const { status, out } = cli('--help');
    expect(status).toBe(0);
    expect(out).toMatch(/explain[^]*check-scp[^]*quota[^]*Exit status: 0 allowed, or fits; 1 denied, not certain, or does not/);
  });
});

describe('the project of a call, which AWS has announced (N1)', () => {
  const approved = file('approved.json', {
    Statement: {
      Effect: 'Deny',
      Action: 'bedrock:InvokeModel*',
      NotResource: ['arn:aws:bedrock:*:*:inference-profile/global.*', 'arn:aws:bedrock:*::foundation-model/anthropic.*'],
    },
  });

  test('is a row of explain; where it is not allowed that is a warning, and the exit status stays 0', () => {
    const { status, out } = cli('explain', '--scp', approved, ...OPUS);
    expect(status).toBe(0);
    expect(out).toMatch(/PROJECT \(announced\) +af-south-1 +denied +statement 0 of/);
    expect(out).toMatch(/\nWarning: AWS has announced .*Remedy: .*project\/default.*\nallowed/s);
  });

  test('is in the JSON, as announced, with the warning', () => {
    const { outcome, legs, obstacles, remedies, warnings } = json('explain', '--scp', approved, ...OPUS);
    expect({ outcome, obstacles, remedies }).toEqual({ outcome: 'ALLOWED', obstacles: [], remedies: [] });
    expect(legs.map(({ leg, announced, outcome: one }: any) => [leg, announced, one])).toEqual([
      ['PROFILE', false, 'ALLOWED'], ['SOURCE_MODEL', false, 'ALLOWED'], ['GLOBAL_MODEL', false, 'ALLOWED'],
      ['PROJECT', true, 'EXPLICITLY_DENIED'],
    ]);
    expect(warnings).toEqual([expect.stringContaining('project/default')]);
  });

  test('is a mark of check-scp, with a line that says which document stops it, and counts for no verdict', () => {
    const { status, out } = cli('check-scp', approved, ...OPUS);
    expect(status).toBe(0);
    expect(out).toMatch(/approved\.json +✓✓✓✗ +✓✓✓✗ +✗✓✓✗ +allowed/);
    expect(out).toMatch(/warning: .*approved\.json denies the project of the call\. AWS has announced .* For a fix, run explain --scp /);
    expect(json('check-scp', approved, ...OPUS).documents[0].warnings).toHaveLength(1);
  });

  test('counts where an error shows that AWS asks for it', () => {
    const error = 'User: arn:aws:sts::111122223333:assumed-role/app/session is not authorized to perform: bedrock:InvokeModel ' +
      'on resource: arn:aws:bedrock:eu-west-1:111122223333:project/payments with an explicit deny in a service control policy';
    const { outcome, call, obstacles, warnings } = json('explain', '--error', error, '--scp', approved);
    expect(call).toMatchObject({ region: 'eu-west-1', projectId: 'payments' });
    expect(obstacles.map(({ leg }: any) => leg)).toEqual(['PROJECT']);
    expect({ outcome, warnings }).toEqual({ outcome: 'EXPLICITLY_DENIED', warnings: [] });
    expect(cli('explain', '--error', error, '--scp', approved).status).toBe(1);
  });

  test('is the one that the policies name', () => {
    const identity = file('named.json', {
      Statement: { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: ['arn:aws:bedrock:af-south-1:111122223333:project/payments'] },
    });
    const { legs, evidence } = json('explain', '--identity', identity, ...OPUS);
    expect(legs[3]).toMatchObject({ resource: expect.stringMatching(/project\/payments$/), outcome: 'ALLOWED' });
    expect(evidence).toEqual([{ fact: 'project', value: 'payments', origin: 'the policies of the identity' }]);
  });

  test('that the error says was denied and the policies allow is told of, whatever they deny besides', () => {
    const error = 'User: arn:aws:sts::111122223333:assumed-role/app/session is not authorized to perform: bedrock:InvokeModel ' +
      'on resource: arn:aws:bedrock:af-south-1:111122223333:project/default with an explicit deny in a service control policy';
    const { notes } = json('explain', '--error', error, '--scp', `${SCPS}/allow-list-string-not-equals.json`);
    expect(notes).toContain('these policies allow what the error says was denied, so another policy denied it, or the call ' +
      'was a different one');
  });

  test('is the one of --project-id', () => {
    const { legs } = json('explain', '--scp', approved, '--project-id', 'payments', ...OPUS);
    expect(legs[3].resource).toBe('arn:aws:bedrock:af-south-1:111122223333:project/payments');
  });

  test.each([
    [['--project-id', 'project/payments'], /--project-id must be the ID of a project: the part of its ARN after the last "\/", got: /],
    [['--project-id', 'payments', '--profile-kind', 'application'], /--project-id must not name a project for an application profile/],
  ])('fails for %j', (args, message) => {
    const { status, err } = cli('explain', '--scp', approved, ...args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});
