import { callGlobally } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { explain } from '../../../src/core/call/explain';
import { buildLayers, makeAnyIdentity } from '../../../src/core/call/layers';
import { writeExplanation } from '../../../src/core/call/write-explanation';
import { parsePolicy } from '../../../src/core/iam/policy';
import { findDefaults, TemplateValues } from '../../../src/core/iam/template-values';

const CALLER = { account: '111122223333', partition: 'aws', region: 'af-south-1', principalArn: 'arn:aws:iam::111122223333:role/app' };

/** Decides a global call under a deny of other Regions than those that a template's value names. */
function judge(regions: unknown, template?: TemplateValues) {
  const policy = parsePolicy('scp', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } } }],
  }, {}, template);
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'root', policies: [policy] }] });
  const decision = decide(layers, callGlobally(CALLER, 'anthropic.claude-sonnet-5-5'));
  const text = writeExplanation(explain([{ layers, decision }]));
  return { outcomes: decision.legs.slice(0, 3).map(({ verdict }) => verdict.outcome), text };
}

const parameter = (more: object): TemplateValues => ({ Parameters: { Home: { Type: 'String', ...more } } });
const OPEN = ['ALLOWED', 'ALLOWED', 'EXPLICITLY_DENIED'];
const UNKNOWN = ['DEPENDS', 'DEPENDS', 'DEPENDS'];

describe('a parameter of a template', () => {
  test.each<[string, unknown]>([
    ['a reference', { Ref: 'Home' }],
    ['a text around it', { 'Fn::Sub': '${Home}' }],
    ['a list that holds it', [{ Ref: 'Home' }, 'eu-west-1']],
    ['a text of parts', { 'Fn::Join': ['-', ['af', 'south', { Ref: 'Digit' }]] }],
  ])('is taken by its default, and named: %s', (_, regions) => {
    const template = { Parameters: { Home: { Type: 'String', Default: 'af-south-1' }, Digit: { Type: 'Number', Default: 1 } } };
    const { outcomes, text } = judge(regions, template);
    expect(outcomes).toEqual(OPEN);
    expect(text).toMatch(/"af-south-1 \(the parameter (Home|Digit), by its default\)"/);
  });

  test('that is a list stands for all its values', () => {
    const { outcomes, text } = judge({ Ref: 'Home' }, parameter({ Type: 'CommaDelimitedList', Default: 'eu-west-1, af-south-1' }));
    expect(outcomes).toEqual(OPEN);
    expect(text).toContain('"eu-west-1, af-south-1 (the parameter Home, by its default)"');
  });

  test.each<[string, TemplateValues, string]>([
    ['without a default', parameter({}), 'the parameter Home (which has no default)'],
    ['of Systems Manager', parameter({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/home' }),
      'the parameter Home (whose value is in Systems Manager)'],
    ['that is hidden', parameter({ NoEcho: true, Default: 'af-south-1' }), 'the parameter Home (whose value is hidden)'],
  ])('%s is asked for by its name, and not as a condition key', (_, template, name) => {
    const { outcomes, text } = judge({ Ref: 'Home' }, template);
    expect(outcomes).toEqual(UNKNOWN);
    expect(text).toContain(`Remedy: It depends on ${name}: write the value into the template`);
    expect(text).not.toContain('what the request carries in aws:RequestedRegion');
  });

  test('of which there is none is unknown', () => {
    expect(judge({ Ref: 'Home' }, parameter({ Default: 'x' }).Mappings).outcomes).toEqual(UNKNOWN);
    expect(judge({ Ref: 'Other' }, parameter({ Default: 'af-south-1' })).outcomes).toEqual(UNKNOWN);
  });

  test('takes no place of a pseudo parameter', () => {
    expect(judge({ Ref: 'AWS::Region' }, parameter({ Default: 'eu-west-1' })).outcomes).toEqual(OPEN);
  });

  test('is listed where a document takes its default', () => {
    const template = { Parameters: { A: { Default: 'a' }, B: { Default: 'b' }, C: {}, D: { Default: 'd' } } };
    expect(findDefaults([{ Ref: 'A' }, { 'Fn::Sub': ['${B} ${X} ${!D}', { X: { Ref: 'C' } }] }], template).map(({ name }) => name))
      .toEqual(['A', 'B']);
  });
});

describe('a mapping of a template', () => {
  const template = { Mappings: { Regions: { Prod: { Home: 'af-south-1', All: ['af-south-1', 'eu-west-1'] } } } };

  test.each<[string, unknown]>([
    ['a text', { 'Fn::FindInMap': ['Regions', 'Prod', 'Home'] }], ['a list', { 'Fn::FindInMap': ['Regions', 'Prod', 'All'] }],
  ])('is read by literal keys: %s', (_, regions) => {
    expect(judge(regions, template).outcomes).toEqual(OPEN);
  });

  test.each<[string, unknown]>([
    ['another key', ['Regions', 'Dev', 'Home']], ['a key of the deployment', ['Regions', { Ref: 'Stage' }, 'Home']], ['no list', 'Regions'],
  ])('is unknown by %s', (_, keys) => {
    expect(judge({ 'Fn::FindInMap': keys }, template).outcomes).toEqual(UNKNOWN);
  });
});

describe('a choice of a template', () => {
  const choose = (one: unknown, other: unknown) => judge({ 'Fn::If': ['IsProd', one, other] }, parameter({ Default: 'af-south-1' }));

  test('that says the same either way is known', () => {
    expect(choose('af-south-1', { Ref: 'Home' }).outcomes).toEqual(OPEN);
  });

  test('depends on its condition', () => {
    const { outcomes, text } = choose('af-south-1', 'eu-west-1');
    expect(outcomes).toEqual(UNKNOWN);
    expect(text).toContain('It depends on the condition IsProd of the template');
  });
});
