import * as fc from 'fast-check';
import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { callThrough, chooseInvokeAction } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { buildLayers } from '../../../src/core/call/layers';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { parsePolicy } from '../../../src/core/iam/policy';
import { copyFrom, nativeProfile, profileResource, profileStatements } from '../../support/application-profiles';
import { assemblyOf, Files } from '../../support/assemblies';
import { roleResource, smallAssembly, SmallStack } from '../../support/small-assembly';
import { allow, deny, document, globalCall, HAIKU, INVOKE, OPUS, SONNET, STREAM } from '../../support/small-policies';

const AGNOSTIC = 'aws://unknown-account/unknown-region';
const HOME = 'aws://111122223333/af-south-1';
const PLACES = [['whose place is known', HOME], ['that may be deployed anywhere', AGNOSTIC]] as const;
const LITERAL = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6';

type Stacks = Readonly<Record<string, SmallStack>>;

function judge(stacks: Stacks, scp?: object, other: Files = {}, artifacts: object = {}): AppReport {
  const policies = scp === undefined ? [] : [{ policy: parsePolicy('scp', scp) }];
  return judgeApp({ assembly: assemblyOf(smallAssembly(stacks, other, artifacts)), policies });
}

const judgeOne = (Resources: object, scp?: object, environment = HOME) => judge({ App: { environment, template: { Resources } } }, scp);
const role = (...statements: object[]) => roleResource({ Policies: [{ PolicyName: 'calls', PolicyDocument: document(...statements) }] });

/** The answers, both ways to call in one where they have the same. */
function list({ rows, identities }: AppReport): string[] {
  const answers = new Map<string, string[]>();
  for (const { identity, model, profile, region, action, intent, verdict } of rows) {
    const key = [
      identities[identity].path, model.replace('anthropic.claude-', ''), profile ? `through ${profile.name}` : 'globally',
      ...region === undefined ? [] : [region], ...intent === 'named' ? [] : [intent], verdict,
    ].join(' ');
    answers.set(key, [...answers.get(key) ?? [], action]);
  }
  return [...answers].map(([key, actions]) => actions.length === 2 ? key : `${key} ${actions.join()}`);
}

describe.each(PLACES)('of a stack %s', (_, environment) => {
  const region = environment === HOME ? ' af-south-1' : '';

  const arnOf = (id: string) => `arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:application-inference-profile/${id}`;
  test.each<[string, object, object]>([
    ['the construct', profileResource(), { Ref: 'Profile' }],
    ['CloudFormation', nativeProfile(), { 'Fn::GetAtt': ['Profile', 'InferenceProfileArn'] }],
    ['CloudFormation, by its ID in an ARN', nativeProfile(), { 'Fn::Sub': arnOf('${Profile}') }],
    ['CloudFormation, by its ID as an attribute', nativeProfile(), { 'Fn::Sub': arnOf('${Profile.InferenceProfileId}') }],
  ])('a role reaches the model through the profile of %s, and not otherwise', (_name, Profile, reference) => {
    const report = judgeOne({ Profile, R: role(...profileStatements({ profiles: [reference] })) }, undefined, environment);
    expect(list(report)).toEqual([`App/R sonnet-5-5 through App/Profile${region} allowed`]);
    expect(report.notJudged).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(report.rows[0].profile).toEqual({
      kind: 'application',
      name: 'App/Profile',
      only: true,
      at: { file: 'App.template.json', logicalId: 'Profile', location: 'Properties', path: 'App/Profile' },
    });
  });

  test('each of two teams reaches its own profile', () => {
    const of = (id: string, models: string[]) => role(...profileStatements({ profiles: [{ Ref: id }], models }));
    const Resources = { A: profileResource(), B: profileResource(OPUS), RoleA: of('A', [SONNET]), RoleB: of('B', [OPUS]) };
    expect(list(judgeOne(Resources, undefined, environment))).toEqual([
      `App/RoleA sonnet-5-5 through App/A${region} allowed`, `App/RoleB opus-5-5 through App/B${region} allowed`,
    ]);
  });

  test('a profile of another team in one list only is a part of a call', () => {
    const [own, both] = [[{ Ref: 'A' }], [{ Ref: 'A' }, { Ref: 'B' }]];
    const report = judgeOne({
      A: profileResource(),
      B: profileResource(),
      InResource: role(...profileStatements({ profiles: both, keys: own })),
      InKey: role(...profileStatements({ profiles: own, keys: both })),
    }, undefined, environment);
    expect(list(report)).toEqual([
      `App/InResource sonnet-5-5 through App/A${region} allowed`, `App/InResource sonnet-5-5 through App/B${region} partial`,
      `App/InKey sonnet-5-5 through App/A${region} allowed`, `App/InKey sonnet-5-5 through App/B${region} partial`,
    ]);
    expect(report.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['partial-access error', 'partial-access error']);
    expect(report.findings[0].description).toContain(
      `'App/InResource' cannot call ${SONNET} through application profile 'App/B'${region && ` from${region}`}: its own policies allow`);
    expect(report.findings[0].remedy).toContain('Below, (profile_B) stands for the ID of application profile \'App/B\'');
  });

  test('a profile of another model than its role has is a part of a call', () => {
    const report = judgeOne({ Profile: profileResource(OPUS), R: role(...profileStatements()) }, undefined, environment);
    expect(list(report)).toEqual([`App/R opus-5-5 through App/Profile${region} partial`]);
  });

  test('one of the two ways to call may be missing', () => {
    const report = judgeOne({
      Profile: profileResource(),
      R: role(profileStatements()[0], ...profileStatements({ actions: [INVOKE] }).slice(1)),
    }, undefined, environment);
    expect(list(report)).toEqual([
      `App/R sonnet-5-5 through App/Profile${region} allowed invoke`, `App/R sonnet-5-5 through App/Profile${region} partial stream`,
    ]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['stream-missing']);
  });
});

test('a role may reach a model both ways, and each is judged by itself', () => {
  const report = judgeOne({ Profile: profileResource(), R: role(globalCall({ legs: [1, 2] }), ...profileStatements()) });
  expect(list(report)).toEqual(['App/R sonnet-5-5 globally af-south-1 partial', 'App/R sonnet-5-5 through App/Profile af-south-1 allowed']);
});

test.each<[string, object[], (string | undefined)[]]>([
  ['its own profile alone', profileStatements(), ['only', 'only']],
  ['the model\'s own profile as well', [globalCall(), ...profileStatements()], [undefined, undefined]],
  ['another application profile as well', [...profileStatements({ profiles: [LITERAL] }), ...profileStatements()],
    [undefined, undefined, undefined, undefined]],
  ['any application profile', profileStatements({ profiles: ['arn:aws:bedrock:*:*:application-inference-profile/*'] }),
    [undefined, undefined]],
  ['a geographic profile as well', [...profileStatements(), allow(INVOKE, 'arn:aws:bedrock:*:*:inference-profile/eu.*'), {
    ...allow(INVOKE, 'arn:aws:bedrock:*::foundation-model/*'),
    Condition: { ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/eu.*' } },
  }], [undefined, undefined]],
  ['the model directly as well', [...profileStatements(), allow(INVOKE, `arn:aws:bedrock:af-south-1::foundation-model/${SONNET}`)],
    [undefined, undefined]],
  ['the global profile from another Region as well', [...profileStatements(), globalCall({ region: 'eu-north-1' })],
    [undefined, undefined]],
  ['an application profile of another Region as well',
    [...profileStatements(), ...profileStatements({ profiles: [LITERAL.replace('af-south-1', 'eu-north-1')], region: 'eu-north-1' })],
    [undefined, undefined, undefined, undefined]],
  ['another model as well', [...profileStatements(), globalCall({ models: [OPUS] })], ['only', 'only']],
])('a role is said to have only one way with %s: %j', (_, statements, expected) => {
  const { rows } = judgeOne({ Profile: profileResource(), R: role(...statements) });
  const ofProfiles = rows.filter(({ profile, verdict }) => profile && verdict === 'allowed');
  expect(ofProfiles.map(({ profile }) => profile?.only ? 'only' : undefined)).toEqual(expected);
});

describe('where IDs are spelled that a profile of the app may have', () => {
  const anyId = (id: string) => `arn:aws:bedrock:*:*:application-inference-profile/${id}`;
  const judgeWith = (statements: object[], scp?: object) =>
    judgeOne({ Profile: profileResource(), R: role(...profileStatements(), ...statements) }, scp).rows
      .filter(({ profile }) => profile).map(({ verdict, why }) => why ?? verdict);
  const OPEN = 'it depends on the ID of application profile \'App/Profile\'';

  test.each<[string, object[], object | undefined, string]>([
    ['a deny of a pattern', [deny('bedrock:*', anyId('a*'))], undefined, OPEN],
    ['a deny of twelve letters', [deny('bedrock:*', anyId('????????????'))], undefined, OPEN],
    ['a deny of another ID', [deny('bedrock:*', LITERAL)], undefined, OPEN],
    ['a policy of the organization that leaves out an ID', [], document(allow('*', '*'), {
      Effect: 'Deny', Action: 'bedrock:*', NotResource: [LITERAL, 'arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:*:*:project/*'],
    }), OPEN],
    ['a deny of all', [deny('bedrock:*', anyId('*'))], undefined, 'denied: the profile'],
    ['a policy of the organization that denies all', [], document(allow('*', '*'), deny('bedrock:*', 'arn:aws:bedrock:::*')),
      'denied: the model without a Region'],
  ])('%s: %s', (_, statements, scp, expected) => {
    expect(judgeWith(statements, scp)).toEqual([expected, expected]);
  });
});

describe('across stacks it is the same profile', () => {
  const output = { Outputs: { Arn: { Value: { Ref: 'Profile' }, Export: { Name: 'arn' } } } };
  const Profiles = { template: { Resources: { Profile: profileResource() }, ...output } };
  const imported = [{ 'Fn::ImportValue': 'arn' }];

  test.each(PLACES)('by an export of a stack %s', (_, environment) => {
    const App = { template: { Resources: { R: role(...profileStatements({ profiles: imported })) } }, environment };
    expect(list(judge({ Profiles: { ...Profiles, environment }, App }))).toEqual([
      `App/R sonnet-5-5 through Profiles/Profile${environment === HOME ? ' af-south-1' : ''} allowed`,
    ]);
  });

  test('by what CDK writes for a stack in another Region', () => {
    const written = { exports: { '/cdk/arn': { Ref: 'Profile' } } };
    const Writer = { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: written } };
    const Reader = { Type: 'Custom::CrossRegionExportReader', Properties: {} };
    const statements = profileStatements({ profiles: [{ 'Fn::GetAtt': ['Reader', '/cdk/arn'] }], region: 'af-south-1' });
    expect(list(judge({
      Profiles: { template: { Resources: { Profile: profileResource(), Writer } } },
      App: { template: { Resources: { Reader, R: role(...statements) } }, environment: 'aws://111122223333/eu-west-1' },
    }))).toEqual(['App/R sonnet-5-5 through Profiles/Profile af-south-1 allowed']);
  });

  test('by the Region that the construct names', () => {
    const [Region, profile] = ['af-south-1', profileResource(SONNET, { Region: 'af-south-1' })];
    expect(list(judge({
      App: {
        template: { Resources: { Profile: profile, R: role(...profileStatements({ region: Region })) } },
        environment: 'aws://111122223333/eu-west-1',
      },
    }))).toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 allowed']);
  });

  test.each(PLACES)('into a nested stack and out of one, of a stack %s', (_, environment) => {
    const nest = (name: string, Parameters = {}) =>
      ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://bucket/${name}.json`, Parameters } });
    const App = {
      environment,
      template: { Resources: { In: nest('in', { Arn: { 'Fn::GetAtt': ['Out', 'Outputs.Arn'] } }), Out: nest('out') } },
    };
    const files = {
      'App.assets.json': { files: { in: { source: { path: 'in.json' } }, out: { source: { path: 'out.json' } } } },
      'in.json': { Parameters: { Arn: { Type: 'String' } }, Resources: { R: role(...profileStatements({ profiles: [{ Ref: 'Arn' }] })) } },
      'out.json': Profiles.template,
    };
    expect(list(judge({ App }, undefined, files, {
      'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
    }))).toEqual([`App/In/R sonnet-5-5 through App/Out/Profile${environment === HOME ? ' af-south-1' : ''} allowed`]);
  });

  test('and profiles of two stacks with one logical ID are two', () => {
    const R = role(...profileStatements({ profiles: [{ Ref: 'Profile' }, ...imported], keys: imported }));
    const report = judge({ Profiles, App: { template: { Resources: { Profile: profileResource(), R } } } });
    expect(list(report).sort()).toEqual([
      'App/R sonnet-5-5 through App/Profile af-south-1 partial', 'App/R sonnet-5-5 through Profiles/Profile af-south-1 allowed',
    ]);
  });
});

describe('a profile that the app does not make', () => {
  const of = (models: string[], profiles = [LITERAL]) => role(...profileStatements({ profiles, models }));

  test('is of the one model that is allowed through it', () => {
    const report = judgeOne({ R: of([SONNET]) });
    expect(list(report)).toEqual([`App/R sonnet-5-5 through ${LITERAL} af-south-1 allowed`]);
    expect(report.rows[0].profile).toEqual({ kind: 'application', name: LITERAL, only: true });
  });

  test('is of the one that the statement with its ARN allows, beside others', () => {
    expect(list(judgeOne({ R: role(...profileStatements({ profiles: [LITERAL] }), globalCall({ models: [OPUS] })) }))).toEqual([
      'App/R opus-5-5 globally af-south-1 allowed', `App/R sonnet-5-5 through ${LITERAL} af-south-1 allowed`,
    ]);
  });

  test.each([
    ['several', [SONNET, HAIKU], `the policies that allow it name ${SONNET}, ${HAIKU}`],
    ['any', ['*'], 'the policies that allow it name no model'],
  ])('is not judged where %s are', (_, models, why) => {
    const report = judgeOne({ R: of(models) });
    expect(list(report)).toEqual([]);
    expect(report.notJudged).toEqual([
      { what: 'App/R', why: `calls through application profile '${LITERAL}': the app does not say which model it is for, and ${why}` },
    ]);
  });

  describe('and that a statement asks for', () => {
    const model = (id: string, region = '') => `arn:aws:bedrock:${region}::foundation-model/${id}`;
    const asking = (resources: object, operator = 'StringEquals') => ({
      Effect: 'Allow', Action: [INVOKE, STREAM], ...resources, Condition: { [operator]: { 'bedrock:InferenceProfileArn': LITERAL } },
    });
    const judgeAsking = (...statements: object[]) =>
      judgeOne({ R: role(allow([INVOKE, STREAM], LITERAL, 'arn:aws:bedrock:*:*:project/default'), ...statements) });
    const listModels = ({ rows }: AppReport) => [...new Set(rows.filter(({ profile }) => profile).map(({ model: id }) => id))];

    test.each<[string, object, string]>([
      ['of another model in any Region', { Resource: [model(OPUS), model(SONNET, '*')] }, `${OPUS}, ${SONNET}`],
      ['of another model in a Region that is not known', { Resource: [model(OPUS), { 'Fn::Sub': model(SONNET, '${Where}') }] },
        `${OPUS}, ${SONNET}`],
      ['of a family', { Resource: [model(OPUS), model('anthropic.claude-sonnet-*')] }, 'no model'],
      ['of what has a word in it', { Resource: [model(OPUS), model('*sonnet*', '*')] }, 'no model'],
      ['of later versions', { Resource: [model(OPUS), model(`${OPUS}?*`)] }, 'no model'],
      ['of a family that is not known here', { Resource: [model(OPUS), model('anthropic.claude-unheard-*')] }, 'no model'],
      ['of a variable', { Resource: [model(OPUS), model('${aws:PrincipalTag/model}')] }, 'no model'],
      ['of all of Bedrock', { Resource: [model(OPUS), 'arn:aws:bedrock:*'] }, 'no model'],
      ['of what is not excepted', { NotResource: model(OPUS) }, 'no model'],
    ])('beside one %s is not judged', (_, resources, named) => {
      const report = judgeAsking(asking(resources));
      expect(listModels(report)).toEqual([]);
      expect(report.notJudged.map(({ why }) => why)).toContainEqual(expect.stringContaining(`the policies that allow it name ${named}`));
    });

    test.each<[string, object[]]>([
      ['of any Region', [asking({ Resource: model(SONNET, '*') })]],
      ['beside any other in Regions', [asking({ Resource: [model(SONNET), model('*', 'af-south-1'), model('*', 'eu-*')] })]],
      ['beside those of others', [asking({ Resource: [model(SONNET), model('amazon.*')] })]],
      ['beside one that any other profile has', [asking({ Resource: model(OPUS) }, 'StringNotEquals'), allow(INVOKE, model(SONNET))]],
      ['beside another that all but it have', [asking({ Resource: model(OPUS) }, 'ArnNotLike'), asking({ Resource: model(SONNET) })]],
      ['beside what is no call', [{ Effect: 'Allow', Action: 'bedrock:GetFoundationModel', Resource: '*' }, allow(INVOKE, model(SONNET))]],
    ])('is of the one %s', (_, statements) => {
      expect(listModels(judgeAsking(...statements))).toEqual([SONNET]);
    });
  });

  test('is not judged where it is of another account', () => {
    const { rows, notJudged } = judgeOne({ R: of([SONNET], [LITERAL.replace('111122223333', '444455556666')]) });
    expect(rows).toEqual([]);
    expect(notJudged[0].why).toContain('it belongs to account 444455556666');
  });

  test('depends on the account where that is not known', () => {
    expect(list(judgeOne({ R: of([SONNET]) }, undefined, AGNOSTIC))).toEqual([
      `App/R sonnet-5-5 through ${LITERAL} af-south-1 not-judged`,
    ]);
  });

  test('is none that the app makes', () => {
    const R = role(...profileStatements({ profiles: [LITERAL], keys: [{ Ref: 'Profile' }] }));
    expect(list(judgeOne({ Profile: profileResource(), R }))).toEqual([
      `App/R sonnet-5-5 through ${LITERAL} af-south-1 partial`, 'App/R sonnet-5-5 through App/Profile af-south-1 partial',
    ]);
  });
});

describe('a copy', () => {
  test.each(['inference-profile/eu.anthropic.claude-sonnet-5-5', 'foundation-model/anthropic.claude-sonnet-5-5'])(
    'of %s makes no global call, and the report says so', (source) => {
      const report = judgeOne({ Profile: profileResource(SONNET, { CopyFrom: copyFrom(source) }), R: role(...profileStatements()) });
      expect(list(report)).toEqual([]);
      expect(report.notJudged).toEqual([]);
      expect(report.assumptions).toContainEqual(expect.stringContaining('Calls through \'App/Profile\' are not listed'));
    });

  test('of what only the deployment knows is of the one model that is allowed through it', () => {
    const Profile = nativeProfile({ Ref: 'Source' });
    expect(list(judgeOne({ Profile, R: role(...profileStatements({ profiles: [{ 'Fn::GetAtt': 'Profile.InferenceProfileArn' }] })) })))
      .toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 allowed']);
  });

  const global = (id: string) => copyFrom(`inference-profile/global.${id}`);
  const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['C', one, other] });
  const ARN = 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.';
  test.each<[string, unknown]>([
    ['one of two models', either(global(OPUS), global(SONNET))],
    ['a global profile or another', either(global(SONNET), copyFrom(`inference-profile/us.${OPUS}`))],
    ['a foundation model or a global profile', either(copyFrom(`foundation-model/${OPUS}`), global(SONNET))],
    ['a model or nothing', either(global(SONNET), { Ref: 'AWS::NoValue' })],
    ['a model whose ID goes on', { 'Fn::Join': ['', [ARN, 'anthropic.claude-opus-5', { Ref: 'X' }]] }],
    ['a model whose ID goes on by a condition', { 'Fn::Join': ['', [`${ARN}anthropic.claude-opus-5`, either('-5', '')]] }],
    ['a model whose ID goes on in a text', { 'Fn::Sub': `${ARN}anthropic.claude-\${Size}-5` }],
    ['a model whose ID is kept elsewhere', `${ARN}{{resolve:ssm:/model}}`],
  ])('of %s is of none for certain', (_, CopyFrom) => {
    const R = role(...profileStatements({ models: [SONNET, OPUS] }));
    const { rows, notJudged } = judgeOne({ Profile: profileResource(SONNET, { CopyFrom }), R });
    expect(rows).toEqual([]);
    expect(notJudged).toEqual([{ what: 'App/R', why: expect.stringContaining('the app does not say which model it is for') }]);
  });

  test.each<[string, unknown]>([
    ['the same both ways', either(global(OPUS), `${ARN}${OPUS}`)],
    ['in one Region or another', { 'Fn::Join': [':', ['arn:aws:bedrock', either('a', 'b'), '1', `inference-profile/global.${OPUS}`]] }],
    ['in pieces', { 'Fn::Join': ['', [`${ARN}anthropic.`, OPUS.replace('anthropic.', '')]] }],
  ])('of one model %s is of that', (_, CopyFrom) => {
    const R = role(...profileStatements({ models: [SONNET, OPUS] }));
    expect(list(judgeOne({ Profile: profileResource(SONNET, { CopyFrom }), R }))).toEqual([
      'App/R opus-5-5 through App/Profile af-south-1 allowed',
    ]);
  });

  test('of one of two that are not global makes no global call', () => {
    const CopyFrom = either(copyFrom(`inference-profile/us.${OPUS}`), copyFrom(`foundation-model/${SONNET}`));
    const report = judgeOne({ Profile: profileResource(SONNET, { CopyFrom }), R: role(...profileStatements()) });
    expect({ rows: report.rows, notJudged: report.notJudged }).toEqual({ rows: [], notJudged: [] });
  });

  test('whose reference is its ID or its ARN is not judged where that is said of no part of an ARN', () => {
    const profiles = [{ 'Fn::GetAtt': ['Profile', 'InferenceProfileIdentifier'] }];
    const report = judgeOne({ Profile: nativeProfile(), R: role(...profileStatements({ profiles })) });
    expect(report.rows.find(({ model }) => model === SONNET)).toMatchObject({
      verdict: 'not-judged', why: 'it depends on Profile.InferenceProfileIdentifier',
    });
  });

  test('whose Region is its own ARN leads nowhere, and comes to an end', () => {
    const report = judgeOne({ Profile: profileResource(SONNET, { Region: { Ref: 'Profile' } }), R: role(...profileStatements()) });
    expect(list(report).filter((line) => line.endsWith(' allowed'))).toEqual([]);
    expect(report.notJudged).toEqual([{ what: 'App: Profile', why: 'its reference leads back to itself', broken: true }]);
  });

  test('whose Region is another one\'s ARN, and the other way about, is said to lead back to itself', () => {
    const [one, other] = [{ Ref: 'Profile' }, { Ref: 'Other' }];
    const report = judgeOne({
      Profile: profileResource(SONNET, { CopyFrom: other, Region: other }),
      Other: profileResource(SONNET, { CopyFrom: one, Region: one }),
      R: role(...profileStatements()),
    });
    expect(list(report)).toEqual([]);
    expect(report.notJudged).toEqual([{ what: 'App: Profile', why: 'its reference leads back to itself', broken: true }]);
  });
});

describe('a pattern of application profiles', () => {
  const pattern = 'arn:aws:bedrock:*:*:application-inference-profile/*';
  const models = allow([INVOKE, STREAM], 'arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:::foundation-model/*');

  test('may mean each of the app, which is listed', () => {
    const report = judgeOne({ Profile: profileResource(), R: role(allow([INVOKE, STREAM], pattern), models) });
    expect(list(report)).toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 wildcard allowed']);
    expect(report.findings.map(({ rule, severity, description }) => `${rule} ${severity} ${description}`))
      .toEqual(['over-grant info A wildcard lets \'App/R\' call through any application profile']);
  });

  test('in the key only means none that the role does not name', () => {
    const [own, ...others] = profileStatements({ profiles: [{ Ref: 'A' }], keys: [pattern] });
    const like = others.map(({ Condition: condition, ...rest }: any) => ({
      ...rest,
      Condition: {
        StringEquals: { 'aws:RequestedRegion': condition.StringEquals['aws:RequestedRegion'] },
        ArnLike: { 'bedrock:InferenceProfileArn': pattern },
      },
    }));
    expect(list(judgeOne({ A: profileResource(), B: profileResource(), R: role(own, ...like) })))
      .toEqual(['App/R sonnet-5-5 through App/A af-south-1 allowed']);
  });

  test('says nothing where the app makes none', () => {
    const report = judgeOne({ R: role(allow([INVOKE, STREAM], pattern), models) });
    expect(report.rows).toEqual([]);
    expect(report.notJudged).toEqual([]);
  });
});

describe('a call that is denied above', () => {
  const regionDeny = document({ ...deny('*', '*'), Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1'] } } });

  test('is a finding that names the profile', () => {
    const report = judgeOne({ Profile: profileResource(), R: role(...profileStatements()) }, regionDeny);
    expect(list(report)).toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 denied']);
    const [{ rule, description, remedy, statements }] = report.findings;
    expect(rule).toBe('blocked-access');
    expect(description).toContain(`'App/R' cannot call ${SONNET} through application profile 'App/Profile' from af-south-1, although`);
    expect(remedy).toContain('with `admitProfiles` or with `applicationProfiles: true`');
    expect(remedy).not.toContain('stands for');
    expect(JSON.stringify(statements)).not.toContain('(profile_');
    const resources = { Profile: profileResource(), R: role(...profileStatements()), S: role(globalCall()) };
    expect(list(judgeOne(resources, document(...statements as object[]))))
      .toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 allowed', 'App/S sonnet-5-5 globally af-south-1 denied']);
  });

  test('of several teams is described once', () => {
    const of = (id: string, models: string[]) => role(...profileStatements({ profiles: [{ Ref: id }], models }));
    const Resources = { A: profileResource(), B: profileResource(OPUS), RoleA: of('A', [SONNET]), RoleB: of('B', [OPUS]) };
    const [{ description, reason, remedy }, ...others] = judgeOne(Resources, regionDeny).findings;
    expect(others).toEqual([]);
    expect(description.match(/through application profile 'App\/A'/g)).toHaveLength(1);
    expect(reason).toContain('through application profile \'App/A\'');
    expect(remedy).not.toContain('\'scp\' (scp)');
  });

  test('by its boundary too', () => {
    const Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(globalCall()) } };
    const R = { ...role(...profileStatements()) } as any;
    R.Properties.PermissionsBoundary = { Ref: 'Boundary' };
    const report = judgeOne({ Profile: profileResource(), Boundary, R });
    expect(list(report)).toEqual(['App/R sonnet-5-5 through App/Profile af-south-1 denied']);
    expect(report.denies.map(({ policy }) => policy)).toEqual(['App/Boundary']);
  });

  test('for a tag that the profile lacks, or has', () => {
    const untagged = document({
      ...deny('bedrock:*', 'arn:aws:bedrock:*:*:application-inference-profile/*'),
      Condition: { StringNotEquals: { 'aws:ResourceTag/CostCenter': ['one', 'two'] } },
    });
    const judgeTagged = (...Tags: object[]) =>
      judgeOne({ Profile: profileResource(SONNET, { Tags }), R: role(...profileStatements()) }, untagged);
    const verdicts = (...tags: object[]) => [...new Set(judgeTagged(...tags).rows.map(({ verdict }) => verdict))];
    expect(verdicts({ Key: 'CostCenter', Value: 'one' })).toEqual(['allowed']);
    expect(verdicts({ Key: 'CostCenter', Value: 'three' })).toEqual(['denied']);
    // Our custom resource and other people tag a profile too.
    expect(verdicts({ Key: 'Team', Value: 'one' })).toEqual(['not-judged']);
    // What these are, only the deployment knows.
    expect(verdicts({ Key: 'CostCenter', Value: '{{resolve:ssm:/cost-center}}' })).toEqual(['not-judged']);
    expect(verdicts({ Key: '{{resolve:ssm:/key}}', Value: 'one' })).toEqual(['not-judged']);
    expect(verdicts({ Key: 'CostCenter', Value: { Ref: 'CostCenter' } })).toEqual(['not-judged']);
  });

  test('leaves profiles that a deny excepts', () => {
    const except = document({
      ...deny('bedrock:*', 'arn:aws:bedrock:::foundation-model/*'),
      Condition: { ArnNotLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:111122223333:application-inference-profile/*' } },
    });
    const report = judgeOne({ Profile: profileResource(), R: role(...profileStatements()), S: role(globalCall()) }, except);
    expect(list(report)).toEqual([
      'App/R sonnet-5-5 through App/Profile af-south-1 allowed', 'App/S sonnet-5-5 globally af-south-1 denied',
    ]);
  });
});

describe('under a guard', () => {
  const guard = (Statement: object, exemptPrincipalArns: string[] = [], exceptModelIds: string[] = []) => ({
    Type: 'AWS::Organizations::Policy',
    Metadata: { 'cdk-bedrock-cris:guard': { routes: ['GLOBAL_PROFILE'], sourceRegions: [], exceptModelIds, exemptPrincipalArns } },
    Properties: { Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-ab12'], Content: document(Statement) },
  });
  const RESOURCES = { Profile: profileResource(), R: role(...profileStatements()), S: role(...profileStatements()) };
  const closed = { ...deny('bedrock:*', '*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } } };
  // As AWS's page has it: an application profile walks around.
  const walkable = deny('bedrock:*', 'arn:aws:bedrock:*:*:inference-profile/global.*');
  const find = (policy: object) => judgeOne({ ...RESOURCES, Guard: policy });

  test('that closes global calls they are denied, and the finding names the way out', () => {
    const report = find(guard(closed));
    expect(list(report)).toEqual(['R', 'S'].map((id) => `App/${id} sonnet-5-5 through App/Profile af-south-1 denied`));
    expect(report.findings.map(({ rule, remedy }) => [rule, remedy])).toEqual([
      ['blocked-access', expect.stringContaining('A GlobalCrisDenyGuard denies these calls')],
    ]);
    expect(report.denies[0].promises).toEqual([{ route: 'GLOBAL_PROFILE', isClosed: true }]);
  });

  test('that they walk around, the route is open', () => {
    const { findings } = find(guard(walkable));
    expect(findings.map(({ rule, identities }) => [rule, identities])).toEqual([['open-route', [0, 1]]]);
    expect(findings[0].reason).toContain(
      `GLOBAL_PROFILE (${INVOKE} and ${STREAM} of ${SONNET} from af-south-1). Policy 'App/R (calls)' allows it`);
  });

  test.each<[string, string[], string[]]>([
    ['its callers', ['arn:aws:iam::111122223333:role/*'], []], ['their model', [], [SONNET]],
  ])('that exempts %s, it is not', (_, callers, models) => {
    expect(find(guard(walkable, callers, models)).findings).toEqual([]);
  });
});

describe('of an app with any number of profiles and roles', () => {
  const MODELS = [SONNET, OPUS, HAIKU];
  const IDS = ['P0', 'P1', 'P2', 'P3'];
  const some = fc.subarray(IDS);
  const roleOf = fc.record({
    profiles: some,
    keys: some,
    models: fc.subarray(MODELS, { minLength: 1 }),
    actions: fc.constantFrom([INVOKE], [STREAM], [INVOKE, STREAM]),
  });
  const caller = { account: '111122223333', region: 'af-south-1', partition: 'aws' };
  const arnOf = (id: string) => `arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/${id.toLowerCase()}`;

  test('the rows are what follows with the IDs that AWS may give', () => {
    fc.assert(fc.property(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), fc.array(roleOf, { maxLength: 4 }), (copies, roles) => {
      const write = (given: typeof roles[number], name: (id: string) => unknown) => profileStatements({
        ...given, profiles: given.profiles.map(name), keys: given.keys.map(name), region: 'af-south-1',
      });
      const report = judgeOne({
        ...Object.fromEntries(IDS.map((id, index) => [id, profileResource(MODELS[copies[index]])])),
        ...Object.fromEntries(roles.map((given, index) => [`R${index}`, role(...write(given, (id) => ({ Ref: id })))])),
      });
      const expected = roles.flatMap((given, index) => IDS.flatMap((id, at) => ['invoke', 'stream'].flatMap((action) => {
        const legs = callThrough(caller, arnOf(id), MODELS[copies[at]], chooseInvokeAction(action === 'stream'));
        const own = parsePolicy('own', JSON.parse(JSON.stringify(document(...write(given, arnOf)))), {}, {});
        const { outcome, legs: [profile, , globalModel] } = decide(buildLayers({ identity: [own] }), legs);
        const isReached = [profile, globalModel].some(({ verdict }) => verdict.outcome === InvocationOutcome.ALLOWED);
        return isReached ? [`App/R${index} App/${id} ${action} ${outcome === InvocationOutcome.ALLOWED ? 'allowed' : 'partial'}`] : [];
      })));
      expect(report.rows.map(({ identity, profile, action, verdict }) =>
        `${report.identities[identity].path} ${profile?.name} ${action} ${verdict}`).sort()).toEqual(expected.sort());
    }), { numRuns: 60 });
  });
});
