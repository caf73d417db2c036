import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import * as documents from '../../src/core/policy-files/documents';
import { DocumentJson } from '../../src/core/statements/document-json';
import { cli } from '../support/cli';
import { readAll } from '../support/policy-files';

const SONNET = 'anthropic.claude-sonnet-5-5';
const ACCESS = ['access', '--model', SONNET, '--region', 'af-south-1', '--account', '111122223333'];
const ENDPOINT = ['endpoint', ...ACCESS.slice(1), '--principal', 'arn:aws:iam::111122223333:role/app'];
const PROFILE = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
const REGION_DENY = ['region-deny', '--allow-region', 'af-south-1', '--admit-model', SONNET];
const MANY = [...KNOWN_MODELS.filter(({ sourceRegions }) => sourceRegions.includes('af-south-1'))
  .flatMap(({ modelId }) => ['--model', modelId]), '--region', 'af-south-1'];
const CFCT = ['--format', 'cfct', '--unit', 'Workloads', '--home-region', 'eu-west-1'];

/** What writes documents. */
type Writer = 'writeAccessDocuments' | 'writeEndpointDocument' | 'writeGuardDocument' | 'writeRegionDenyDocument';

const policy = (...args: string[]) => cli('policy', ...args);

describe('what is asked is held to the rules of the constructs', () => {
  test.each<[string, string[], RegExp]>([
    ['nothing', [], /^cdk-bedrock-cris: policy must be followed by access, guard, region-deny or endpoint, got: nothing$/m],
    ['another word', ['acess'], /got: "acess"$/m],
    ['a word too many', [...ACCESS, 'x'], /policy access takes options only, got: "x"\. To give several values, repeat the option/],
    ['an option of another kind', ['guard', '--model', SONNET],
      /--model belongs to policy access and policy endpoint; policy guard does not accept it/],
    ['an option of another command', ['guard', '--scp', 'x'], /--scp belongs to explain or check-scp/],
    ['an option twice', ['guard', '--name', 'a', '--name', 'b'], /--name must be given once/],
    ['no model', ['access', '--region', 'af-south-1', '--format', 'terraform'], /--model must name at least one model, got: nothing/],
    ['no Region', ['access', '--model', SONNET, '--format', 'terraform'],
      /--region must name the Region .*, got: nothing\. For example af-/],
    ['no account for JSON', ['access', '--model', SONNET, '--region', 'af-south-1'],
      /--account must be given for JSON, since no tool fills it in/],
    ['an account with hyphens', [...ACCESS.slice(0, -1), '1111-2222-3333'], /--account must be 12 digits, got: "1111-2222-3333"/],
    ['a model twice', [...ACCESS, '--model', SONNET], /--model must name each model once, got: "anthropic.claude-sonnet-5-5" twice/],
    ['a profile', [...ACCESS, '--model', 'global.anthropic.claude-opus-5'],
      /--model must be the model's own ID, not that of its 'global' .*; use "anthropic.claude-opus-5", .* Its global profile follows from/],
    ['a wildcard', [...ACCESS, '--model', 'anthropic.claude-*'], /--model must name one model: a wildcard would admit others too/],
    ['another provider', [...ACCESS, '--model', 'amazon.nova-2-lite-v1:0'], /--model must be a Claude model/],
    ['a Region without the model', [...ACCESS, '--model', 'anthropic.claude-sonnet-4-20250514-v1:0'],
      /--region must be a known source Region of anthropic.claude-sonnet-4-20250514-v1:0, got: "af-south-1"/],
    ['a Region that is none', ['access', '--model', SONNET, '--region', 'Cape Town', '--format', 'terraform'], /--region must be the code/],
    ['a project by its ARN', [...ACCESS, '--project-id', 'arn:x/y'], /--project-id must be the ID of a project/],
    ['a name without room for a second policy', ['access', ...MANY, '--format', 'terraform', '--name', 'x'.repeat(127)],
      /--name must leave room for "-2", since the models need several policies and a name has at most 128 characters, got: "x+"\. Shorten/],
    ['a name with spaces', [...ACCESS, '--format', 'terraform', '--name', 'a b'], /--name must be 1 to 128 letters, digits or any of/],
    ['an application profile without its model', [...ACCESS, '--application-profile', PROFILE],
      /--application-profile must be ARN=MODEL, with/],
    ['the ID of an application profile', [...ACCESS, '--application-profile', `a1b2=${SONNET}`],
      /--application-profile must begin with the whole ARN of an application profile, got: "a1b2"/],
    ['an application profile of a profile', [...ACCESS, '--application-profile', `${PROFILE}=global.${SONNET}`],
      /--application-profile must end with the ID of the Claude model .* got: "global.anthropic/],
    ['an application profile twice',
      [...ACCESS, '--application-profile', `${PROFILE}=${SONNET}`, '--application-profile', `${PROFILE}=${SONNET}`],
      /--application-profile must name each profile once/],
    ['an application profile of another Region',
      [...ACCESS, '--application-profile', `${PROFILE.replace('af-south-1', 'eu-west-1')}=${SONNET}`],
      /--application-profile must be of the Region that --region names/],
    ['an application profile of another account', [...ACCESS, '--application-profile', `${PROFILE.replace('1111', '4444')}=${SONNET}`],
      /--application-profile must be of the account that --account names/],
    ['a project of an application profile', [...ACCESS, '--application-profile', `${PROFILE}=${SONNET}`, '--project-id', 'payments'],
      /--project-id must be left out with application profiles/],
    ['no caller', ENDPOINT.slice(0, -2), /--principal must name at least one caller, got: nothing/],
    ['a session', [...ENDPOINT, '--principal', 'arn:aws:sts::111122223333:assumed-role/app/me'],
      /--principal must hold ARNs of roles or users/],
    ['a caller of another account', [...ENDPOINT, '--principal', 'arn:aws:iam::444455556666:role/app'],
      /--principal must be of the account that --account names, .*, got: "arn:aws:iam::444455556666:role\/app"/],
    ['everybody as callers', [...ENDPOINT, '--principal', 'arn:aws:iam::*:role/*'],
      /--principal must not name everyone, got: "arn:aws:iam::\*:role\/\*"\. Name a role/],
    ['everybody by first letters', [...ENDPOINT,
      ...[...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-']
        .flatMap((letter) => ['--principal', `arn:*:iam::*:role/${letter}*`])],
    /--principal must not name everyone, got: .* Together these patterns match/],
    ['more callers than an endpoint has room for', [...ENDPOINT, ...Array.from({ length: 120 }, (_, index) =>
      ['--principal', `arn:aws:iam::111122223333:role/a-team-of-many-engineers-${index}`]).flat()],
    /--principal must fit with the models into the policy of an endpoint, which has at most 20480 characters, got: 2\d{4}\. Name/],
    ['a route that is none', ['guard', '--route', 'all'], /--route must be GLOBAL_PROFILE, .* or BEARER_TOKEN, got: "all"/],
    ['a route without Regions', ['guard', '--route', 'direct-other-region'],
      /--source-region must name the Regions where .* may be called, to close DIRECT_OTHER_REGION, got: nothing\. For example af-south-1/],
    ['Regions without a route', ['guard', '--source-region', 'af-south-1'], /--source-region must come with one of the routes/],
    ['an exception by its profile', ['guard', '--except-model', 'us.anthropic.claude-opus-5'],
      /--except-model must hold the models' own IDs, .*Use "anthropic.claude-opus-5"/],
    ['an exception twice', ['guard', '--except-model', SONNET, '--except-model', SONNET], /--except-model must name each model once/],
    ['an exemption of everybody', ['guard', '--exempt', 'arn:*:iam::*:role/*'], /--exempt must not exempt everyone, got:/],
    ['an exemption of a session', ['guard', '--exempt', 'arn:aws:sts::111122223333:assumed-role/a/b'],
      /--exempt must name roles, not their/],
    ['a placeholder elsewhere', ['guard', '--exempt', 'arn:${PARTITION}:iam::*:role/x'],
      /--exempt must hold no placeholders, except these with --for/],
    ['an unknown placeholder', ['guard', '--format', 'lza', '--unit', 'W', '--exempt', 'arn:*:iam::*:role/${X}'],
      /--exempt must hold no placeholders, except these with --format lza: PARTITION, MANAGEMENT_ACCOUNT_ACCESS_ROLE/],
    ['a document that is too long', ['guard', '--max-size', '100'],
      /--max-size must leave room for .* is 100 .*, got: a document of \d+\. Raise --max-size, up to the 10240 .* of AWS$/m],
    ['a document that is too long with an exemption', ['guard', '--max-size', '100', '--exempt', 'arn:aws:iam::*:role/x'],
      /got: a document of \d+\. Raise --max-size, .* of AWS, or name fewer models, roles or actions$/m],
    ['a template that is too long', ['guard', '--max-size', '300', '--format', 'cloudformation'],
      /--max-size must leave room for .* as CloudFormation .*, and is 300 .*: .* \(\d+ minified\)\. Raise --max-size, up to .* of AWS$/m],
    ['a size that is none', ['guard', '--max-size', 'big'], /--max-size must be a number of characters above 0, got: "big"\. For/],
    ['a size of nothing', ['guard', '--max-size', '0'], /--max-size must be a number of characters above 0, got: 0\. For/],
    ['an allowed Region that is none', ['region-deny', '--allow-region', 'unspecified', '--admit-model', SONNET],
      /--allow-region must hold codes of Regions/],
    ['no allowed Region', ['region-deny', '--admit-model', SONNET], /--allow-region must list at least one Region, got: nothing/],
    ['no admitted model', ['region-deny', '--allow-region', 'af-south-1'], /--admit-model must name at least one model, got: nothing/],
    ['no Region that has all models', [...REGION_DENY, '--admit-model', 'anthropic.claude-sonnet-4-20250514-v1:0'],
      /--allow-region must hold a Region from which all of --admit-model can be called/],
    ['an admitted Region that is not allowed', [...REGION_DENY, '--admit-from', 'eu-west-1'],
      /--admit-from must hold Regions of --allow-region only, .*Add it to --allow-region or leave it out/],
    ['an exempt action that invokes', [...REGION_DENY, '--exempt-action', 'bedrock:*'], /--exempt-action must not match the invocation/],
    ['a target that is none', ['guard', '--format', 'terraform', '--target', 'Workloads'],
      /--target must hold IDs of the root, .*"Workloads"/],
    ['a target twice', ['guard', '--format', 'terraform', '--target', 'r-ab12', '--target', 'r-ab12'],
      /--target must name each place once/],
    ['a unit with a control character', ['guard', ...CFCT, '--unit', 'W\x7f'], /--unit must hold no control characters/],
    ['a unit without a name', ['guard', ...CFCT, '--unit', 'A:'], /--unit must write a nested unit as A:B/],
    ['an application profile of another partition',
      [...ACCESS, '--application-profile', `${PROFILE.replace('arn:aws:', 'arn:aws-cn:')}=${SONNET}`],
      /--application-profile must be of the Region that --region names, and of its partition/],
    ['application profiles of two accounts', [
      'access', '--region', 'af-south-1', '--format', 'terraform', '--application-profile', `${PROFILE}=${SONNET}`,
      '--application-profile', `${PROFILE.replace('111122223333', '222233334444')}=${SONNET}`,
    ], /--application-profile must be of one account/],
    ['a target of JSON', ['guard', '--target', 'r-ab12'],
      /--target must be left out with --format json, got: "r-ab12"\. Attach the policy when/],
    ['a target of a landing zone', ['guard', ...CFCT, '--target', 'r-ab12'],
      /--target must be left out with --format cfct, got: "r-ab12"\. Name units/],
    ['a unit of Terraform', ['guard', '--format', 'terraform', '--unit', 'W'],
      /--unit must be left out with --format terraform, got: "W"\. Use cfct/],
    ['no unit', ['guard', '--format', 'lza'], /--unit must name at least one organizational unit, got: nothing/],
    ['a unit by its ID', ['guard', '--format', 'lza', '--unit', 'ou-ab12-cd34ef56'], /--unit must hold the names of units, not IDs/],
    ['a path of cfct in lza', ['guard', '--format', 'lza', '--unit', 'A:B'],
      /--unit must write a nested unit as A\/B, got: "A:B"/],
    ['a path of lza in cfct', ['guard', ...CFCT, '--unit', 'A/B'], /--unit must write a nested unit as A:B, got: "A\/B"/],
    ['no home Region', ['guard', '--format', 'cfct', '--unit', 'W'], /--home-region must name the home Region of AWS Control Tower/],
    ['a home Region elsewhere', ['guard', '--home-region', 'eu-west-1'], /--home-region must be left out with --format json, got: "eu-/],
    ['an endpoint in a landing zone', [...ENDPOINT, ...CFCT.slice(0, 2)], /--format must not be a landing zone for an endpoint/],
    ['a name that names nothing', ['guard', '--name', 'x'], /--name must be left out without --out, got: "x"\. It names the file/],
    ['a name of a control character', ['guard', '--format', 'lza', '--unit', 'W', '--name', 'a\u0007'], /--name must be ASCII/],
    ['force without files', ['guard', '--force'], /--force must be given with --out, whose files it replaces, got: --force alone\. Add/],
    ['an empty directory', ['guard', '--out='], /--out must be the name of a directory, got: ""\. For example/],
  ])('%s', (_, args, message) => {
    const { status, out, err } = policy(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/ClaudeModel|undefined|\bat .*\.ts/);
    expect(err).toMatch(/For usage, run: cdk-bedrock-cris policy --help$/);
  });
});

test('the word policy comes first', () => {
  expect(cli('--format', 'json', 'policy').err).toContain('policy must be the first word: policy guard …');
  expect(cli('explain', '--home-region', 'x').err).toContain('--home-region belongs to policy, which must be the first word');
});

test('names of routes may be written as options are', () => {
  expect(policy('guard', '--route', 'batch', '--route', 'bearer-token').out)
    .toBe(policy('guard', '--route', 'BATCH', '--route', 'BEARER_TOKEN').out);
});

describe('what is said beside the policy is on standard error', () => {
  test('how it was judged', () => {
    const { status, out, err } = policy(...ACCESS);
    expect([status, JSON.parse(out).Statement.length]).toEqual([0, 3]);
    expect(err).toMatch(/^cdk-bedrock-cris: judged offline: 2 allowed and \d{3,} denied as promised, for an identity with no other policy/);
    expect(policy('guard', '--route', 'BATCH').err).toMatch(/it closes GLOBAL_PROFILE, BATCH, and leaves open GEOGRAPHIC_PROFILE, /);
    expect(policy(...REGION_DENY).err).toMatch(/with FullAWSAccess attached; global calls are admitted from af-south-1$/);
    expect(policy(...ENDPOINT).err).toMatch(/, for calls through the endpoint$/);
  });

  test('what is worth a word of a model', () => {
    expect(policy(...ACCESS, '--model', 'anthropic.claude-opuss-5-5').err).toMatch(/note: .* is not in this library's list; did you mean /);
    expect(policy(...ACCESS, '--model', 'anthropic.claude-haiku-5-5').err)
      .toMatch(/note: AWS does not confirm \S+ in af-south-1: check the model card/);
    expect(policy('guard', '--except-model', 'amazon.nova-2-lite-v1:0').err).not.toContain('note:');
  });
});

describe('a policy that is not as promised is not printed', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Has a writer of documents make a mistake. */
  function spoil(writer: Writer, change: (statements: any[]) => unknown[]): void {
    const write = documents[writer] as (asked: any) => DocumentJson | DocumentJson[];
    const edit = (document: DocumentJson) => ({ ...document, Statement: change(structuredClone(document.Statement) as any[]) });
    jest.spyOn(documents, writer as any).mockImplementation((asked: any) => {
      const written = write(asked);
      return Array.isArray(written) ? written.map(edit) : edit(written);
    });
  }

  function forgetLast(statements: any[]): unknown[] {
    return statements.map(({ Condition: { ArnNotLike, ...others }, ...one }) => ({
      ...one, Condition: { ...others, ArnNotLike: { 'aws:PrincipalArn': ArnNotLike['aws:PrincipalArn'].slice(0, -1) } },
    }));
  }

  test.each<[string, Writer, (statements: any[]) => unknown[], string[], RegExp]>([
    ['an access that lacks a leg', 'writeAccessDocuments', (all) => all.slice(0, 2), ACCESS,
      /- bedrock:InvokeModel of anthropic\S+ through its global profile in af-south-1 must be allowed, and is IMPLICITLY_DENIED on /],
    ['an access that lacks a condition', 'writeAccessDocuments', (all) => all.map(({ Condition: _, ...one }) => one), ACCESS,
      /- bedrock:InvokeModel on .* must be denied, and is allowed/],
    ['an access that lacks the project', 'writeAccessDocuments', ([{ Resource: [first], ...one }, ...others]) =>
      [{ ...one, Resource: first }, ...others], ACCESS, /must be allowed, and is IMPLICITLY_DENIED on .*:project\/default/],
    ['an endpoint for everybody', 'writeEndpointDocument',
      (all) => all.map(({ Condition: { StringEquals }, ...one }) => ({ ...one, Condition: { StringEquals } })), ENDPOINT,
      /by someone else must be denied, and is allowed/],
    ['a guard that closes nothing', 'writeGuardDocument', ([one]) => [{ ...one, Action: 's3:*' }], ['guard'],
      /- GLOBAL_PROFILE: bedrock:InvokeModel through SYSTEM profiles must be denied, and is allowed/],
    ['a guard that forgets who is exempt', 'writeGuardDocument', ([{ Condition: { ArnNotLike: _, ...condition }, ...one }, ...others]) =>
      [{ ...one, Condition: condition }, ...others], ['guard', '--exempt', 'arn:*:iam::*:role/x'],
    /by an exempt principal must be allowed, and is EXPLICITLY_DENIED by 'DenyGlobalByRegion'/],
    ['a guard that forgets the second of two who are exempt', 'writeGuardDocument', forgetLast,
      ['guard', '--exempt', 'arn:*:iam::*:role/x', '--exempt', 'arn:aws:iam::111122223333:user/y'],
      /GLOBAL_PROFILE: .* by an exempt principal must be allowed, and is EXPLICITLY_DENIED by 'DenyGlobalByRegion'/],
    ['a Region deny that forgets the second of two who are exempt', 'writeRegionDenyDocument', forgetLast,
      [...REGION_DENY, '--exempt', 'arn:*:iam::*:role/x', '--exempt', 'arn:aws:iam::111122223333:user/y'],
      /by arn:aws:iam::111122223333:user\/y, who is exempt, must be allowed, and is EXPLICITLY_DENIED/],
    ['a Region deny that admits every model', 'writeRegionDenyDocument', ([first]) => [first], REGION_DENY,
      /- bedrock:InvokeModel of .* directly must be denied, and is allowed/],
    ['a Region deny that admits none', 'writeRegionDenyDocument', ([{ NotAction: _, ...first }, ...others]) =>
      [{ ...first, Action: 'bedrock:*' }, ...others], REGION_DENY,
    /must be allowed, and is EXPLICITLY_DENIED on .* by 'DenyOutsideRegions'/],
  ])('%s', (_, writer, change, args, message) => {
    expect(policy(...args).status).toBe(0);
    spoil(writer, change);
    const { status, out, err } = policy(...args);
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^cdk-bedrock-cris: the policy does not do what it promises, so it is not printed\. Report this/);
    expect(err).toMatch(message);
  });
});

describe('a Region deny says what may come as a surprise', () => {
  const noteOf = (...args: string[]) => {
    const { status, err } = policy(...REGION_DENY, ...args);
    expect(status).toBe(0);
    return err.replace(/\s+/g, ' ');
  };

  test('a Region from which calls stay denied', () => {
    expect(noteOf('--allow-region', 'eu-west-1'))
      .toContain('note: global calls from eu-west-1 stay denied. To admit them: --admit-from af-south-1 --admit-from eu-west-1');
    expect(noteOf('--allow-region', 'eu-west-1', '--admit-from', 'af-south-1', '--admit-from', 'eu-west-1')).not.toContain('note:');
  });

  test('roles of a landing zone that it stops, and its home Region', () => {
    const exempt = ['--exempt', 'arn:*:iam::*:role/AWSControlTowerExecution'];
    expect(noteOf(...CFCT))
      .toMatch(/note: it exempts no one, .*AWS Control Tower.*--exempt ARN.*note: it denies eu-west-1, the home Region/);
    expect(noteOf('--format', 'lza', '--unit', 'W')).toContain('the roles of Landing Zone Accelerator');
    expect(noteOf('--format', 'lza', '--unit', 'W', ...exempt)).not.toContain('note:');
  });

  test('exempt actions that open inference', () => {
    expect(noteOf('--exempt-action', 'bedrock-mantle:*', '--exempt-action', 'iam:*'))
      .toContain('note: --exempt-action bedrock-mantle:* opens inference in every Region');
    expect(noteOf('--exempt-action', 'iam:*')).not.toContain('note:');
  });
});

describe('files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cris-out-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const at = (name: string) => join(directory, name);

  test('are printed with where they belong, unless one stands alone', () => {
    expect(policy('guard', ...CFCT).out).toMatch(/^# policies\/bedrock-guard.json\n\{.*\}\n\n# manifest.bedrock-guard.yaml\n# Add /);
    expect(policy('guard', '--format', 'terraform').out).toMatch(/^variable "bedrock_guard_target_ids" \{/);
  });

  test('are written into a directory that need not be there', () => {
    const { status, out, err } = policy('guard', ...CFCT, '--out', at('new/zone'));
    expect([status, out]).toEqual([0, '']);
    expect(err).toContain('wrote policies/bedrock-guard.json in');
    expect(Object.keys(readAll(at('new/zone')))).toEqual(['manifest.bedrock-guard.yaml', 'policies/bedrock-guard.json']);
  });

  test('are written again where they are the same', () => {
    const first = policy('guard', '--out', at('same'));
    expect(policy('guard', '--out', at('same'))).toEqual(first);
  });

  test('that are there with another text stay, and nothing is written beside them, unless it is forced', () => {
    mkdirSync(at('mine/policies'), { recursive: true });
    writeFileSync(at('mine/policies/bedrock-guard.json'), 'mine');
    const refused = policy('guard', ...CFCT, '--out', at('mine'));
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/--out must not hold .*bedrock-guard\.json with another text, so nothing was written\..*--force replaces/);
    expect(readAll(at('mine'))).toEqual({ 'policies/bedrock-guard.json': 'mine' });
    expect(policy('guard', ...CFCT, '--out', at('mine'), '--force').status).toBe(0);
    expect(readFileSync(at('mine/policies/bedrock-guard.json'), 'utf8')).toBe(policy('guard').out);
    expect(Object.keys(readAll(at('mine')))).toHaveLength(2);
  });

  test('that cannot be written leave none behind', () => {
    mkdirSync(at('blocked'));
    writeFileSync(at('blocked/policies'), 'a file where a directory belongs');
    const { status, err } = policy('guard', ...CFCT, '--out', at('blocked'));
    expect([status, err]).toEqual([2, expect.stringMatching(/--out must be a directory, got: ".+policies", which is not a directory/)]);
    expect(Object.keys(readAll(at('blocked')))).toEqual(['policies']);
  });
});
