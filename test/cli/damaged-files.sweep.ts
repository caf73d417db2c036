import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { cli } from '../support/cli';

const DIR = mkdtempSync(join(tmpdir(), 'cris-damaged-'));
const FILE = join(DIR, 'input.json');
afterAll(() => rmSync(DIR, { recursive: true }));

const DOCUMENT = JSON.parse(readFileSync('test/scps/control-tower-landing-zone.json', 'utf8')) as object;
const TEXT = JSON.stringify(DOCUMENT);
/** Good inputs of several kinds, to be damaged. */
const GOOD: readonly string[] = [
  ...readdirSync('test/scps').slice(0, 10).map((name) => readFileSync(join('test/scps', name), 'utf8')),
  JSON.stringify({ Policy: { PolicySummary: { Id: 'p-1', Name: 'n', Type: 'SERVICE_CONTROL_POLICY' }, Content: TEXT } }),
  JSON.stringify({ PolicyVersion: { Document: encodeURIComponent(TEXT), VersionId: 'v1' } }),
  JSON.stringify({ RoleDetailList: [{ RoleName: 'Role', RolePolicyList: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] }], Policies: [] }),
  JSON.stringify({ TemplateBody: { Resources: { P: { Type: 'AWS::Organizations::Policy', Properties: { Content: DOCUMENT } } } } }),
  JSON.stringify({
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] } } },
  }),
  JSON.stringify({ VpcEndpoints: [{ VpcEndpointId: 'v', ServiceName: 'bedrock', PolicyDocument: TEXT }] }),
  JSON.stringify({ format_version: '1', values: { root_module: { resources: [{ type: 'aws_iam_policy', values: { policy: TEXT } }] } } }),
  'Resources:\n  Role:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - !Ref X\n        - Statement:\n' +
  '            - {Effect: Allow, Action: "bedrock:*", Resource: !Sub "arn:${AWS::Partition}:bedrock:::*"}\n',
  'Version: 2012-10-17\nStatement: &s\n  - Effect: Deny\n    Action: "*"\n    Resource: "*"\nId: *s\n',
  encodeURIComponent(TEXT), JSON.stringify(TEXT), 'User: x is not authorized to perform: y', '```json\n{}\n```\n',
];

/** What a mistake of ours would print. */
const SLIP = /\n +at .*:\d+:\d+\)?$|(?<!got: )undefined|\[object Object\]|Cannot read|is not a function|is not iterable/m;

/** Whatever the file holds: the status is 0, 1 or 2, with 2 there is one message, and never a stack trace. */
function expectAnswer(content: string | Uint8Array): void {
  writeFileSync(FILE, content);
  for (const args of [['check-scp', FILE], ['explain', '--identity', FILE], ['explain', '--template', FILE, '--role', 'Role']]) {
    const { status, out, err } = cli(...args);
    expect([0, 1, 2]).toContain(status);
    expect(`${out}${err}`).not.toMatch(SLIP);
    if (status === 2) {
      expect(err).toMatch(/^cdk-bedrock-cris: .*input\.json/);
      expect(err.length).toBeLessThan(3000);
    }
  }
}

const damage = fc.tuple(fc.constantFrom(...GOOD), fc.nat(), fc.nat(10), fc.oneof(
  fc.constantFrom(
    '', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', '//', '${X}', '%', '\0', '\uD800', '&a', '*a', '!Sub ', '- ', '|', 'null', '1e999'),
  fc.string(), fc.json(),
)).map(([text, at, cut, put]) => `${text.slice(0, at % text.length)}${put}${text.slice(at % text.length + cut)}`);

/** Replaces one value somewhere within, which keeps it JSON. */
const misshape = fc.tuple(fc.constantFrom(...GOOD.slice(0, 17)), fc.nat(), fc.jsonValue()).map(([text, at, put]) => {
  let count = 0;
  const values = (text.match(/[[{"\d]/g) ?? []).length;
  return JSON.stringify(JSON.parse(text), (_, value: unknown) => count++ === at % values ? put : value) ?? 'null';
});

test.each<[string, fc.Arbitrary<string | Uint8Array>, number]>([
  ['bytes', fc.uint8Array({ maxLength: 200 }), 300],
  ['texts', fc.string({ unit: 'binary', maxLength: 200 }), 300],
  ['JSON', fc.json(), 200],
  ['inputs that were cut off', fc.tuple(fc.constantFrom(...GOOD), fc.nat()).map(([text, at]) => text.slice(0, at % text.length)), 400],
  ['inputs that were damaged', damage, 600],
  ['inputs with another value somewhere', misshape, 600],
])('any %s are answered, never by a stack trace', (_, inputs, numRuns) => {
  fc.assert(fc.property(inputs, expectAnswer), { numRuns });
}, 60_000);

test.each<[string, (size: number) => string]>([
  ['blank lines', (size) => '\n'.repeat(size)],
  ['comments', (size) => '#\n'.repeat(size)],
  ['comments that do not end', (size) => '/*'.repeat(size)],
  ['open lists', (size) => '['.repeat(size)],
  ['open objects of YAML', (size) => 'a: {'.repeat(size)],
  ['keys of YAML', (size) => Array.from({ length: size }, (_, index) => `k${index}: 1\n`).join('')],
  ['dashes', (size) => '-'.repeat(size)],
  ['letters', (size) => 'x'.repeat(size)],
  ['lines like those of a table', (size) => '|--'.repeat(size)],
  ['brackets of HTML', (size) => '<a '.repeat(size)],
  ['statements', (size) => `[${'{"Effect":"Deny"},'.repeat(size)}1]`],
  ['escaped quotes', (size) => `"${'\\"'.repeat(size)}"`],
  ['placeholders', (size) => `{"a": ${'${'.repeat(size)}`],
  ['percent signs', (size) => `%7B${'%20'.repeat(size)}`],
])('%s take time in proportion', (_, make) => {
  const measure = (text: string) => {
    writeFileSync(FILE, text);
    const start = process.cpuUsage();
    expect(cli('check-scp', FILE).status).toBe(2);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  measure(make(1000));
  expect(measure(make(100_000))).toBeLessThan(8000); // the square of it would take minutes
});
