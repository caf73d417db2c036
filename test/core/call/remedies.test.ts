import { findFact } from '../../../src/core/call/asked-facts';
import { callDirectly, callGlobally, callThrough, chooseInvokeAction } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { DecidedCall, explain } from '../../../src/core/call/explain';
import { buildLayers, makeAnyIdentity, Policies } from '../../../src/core/call/layers';
import { Caller, Leg } from '../../../src/core/call/leg';
import { Remedy } from '../../../src/core/call/remedy';
import { StandIn } from '../../../src/core/call/stand-ins';
import { writeExplanation } from '../../../src/core/call/write-explanation';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../../../src/core/facts/arns';
import { parsePolicy } from '../../../src/core/iam/policy';

const MODELS = ['anthropic.claude-sonnet-5-5', 'anthropic.claude-opus-5-5', 'anthropic.claude-haiku-5-5'];
const [MODEL] = MODELS;
const ACCOUNT = '111122223333';
const REGION = 'af-south-1';

function makeCaller(role = 'app', more: Partial<Caller> = {}): Caller {
  const { account = ACCOUNT } = more;
  return { account, partition: 'aws', region: REGION, principalArn: `arn:aws:iam::${account}:role/${role}`, ...more };
}
const CALLER = makeCaller();
const APPLICATION = writeApplicationProfileArn(CALLER, ACCOUNT, 'a1b2c3d4e5f6');
const writeProfile = (modelId: string, { account, region, partition } = CALLER) =>
  writeInferenceProfileArn({ partition, region }, account, `global.${modelId}`);

function document(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

const REGION_DENY = {
  Sid: 'Regions', Effect: 'Deny', NotAction: ['iam:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': [REGION] } },
};
const NOTHING = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });

function ask(policies: Policies, legs: readonly Leg[]): DecidedCall {
  const layers = buildLayers(policies);
  return { layers, decision: decide(layers, legs) };
}

function under(...statements: object[]): Policies {
  return { identity: [makeAnyIdentity()], levels: [{ name: 'organization', policies: [parsePolicy('scp', document(...statements))] }] };
}

function mend(policies: Policies, ...calls: readonly Leg[][]): readonly Remedy[] {
  return explain(calls.map((legs) => ask(policies, legs))).remedies;
}

/** What follows for each call once the statements stand in the place of those of the policy. */
function outcomes(statements: readonly object[], ...calls: readonly Leg[][]): string[] {
  return calls.map((legs) => ask(under(...statements), legs).decision.outcome);
}

describe('the remedy of a great many calls', () => {
  const callsOf = (count: number) => Array.from({ length: count }, (_, index) => callGlobally(CALLER, `anthropic.claude-x${index}`));

  test.each([
    ['an edit', under(REGION_DENY), 'CHANGE_STATEMENT'],
    ['an addition', { identity: [parsePolicy('role', NOTHING)] }, 'ADD_STATEMENTS'],
  ])('names the number where %s would name more than 200 profiles', (_, policies, kind) => {
    expect(mend(policies, ...callsOf(200)).map(({ statements }) => statements.length > 0)).toEqual([true]);
    const [{ sentence, ...remedy }, ...others] = mend(policies, ...callsOf(201));
    expect([remedy, others]).toMatchObject([{ kind, statements: [] }, []]);
    expect(sentence).toMatch(/name 201 profiles, .*at most 200/);
  });

  test('takes time in proportion to the statements and the calls', () => {
    const statements = Array.from({ length: 1000 }, (_, index) => ({ ...REGION_DENY, Sid: `S${index}`, NotAction: [`a${index}:*`] }));
    const start = performance.now();
    expect(mend(under(...statements), callGlobally(CALLER, MODEL))).toHaveLength(1000);
    mend(under(REGION_DENY), ...callsOf(1000));
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

describe('the remedy of several calls', () => {
  test('three models of three roles have one edit of the statement that blocks them', () => {
    const policies = under(REGION_DENY);
    const calls = ['a', 'b', 'c'].flatMap((role) => MODELS.map((modelId) => callGlobally(makeCaller(role), modelId)));
    const remedies = mend(policies, ...calls);
    expect(remedies.map(({ kind }) => kind)).toEqual(['CHANGE_STATEMENT']);
    expect(remedies[0].statements).toEqual([{
      ...REGION_DENY,
      Condition: {
        ...REGION_DENY.Condition, ArnNotLike: { 'bedrock:InferenceProfileArn': MODELS.map((modelId) => writeProfile(modelId)) },
      },
    }]);
    expect(remedies[0].sentence).toMatch(/admits the 3 calls that were asked for \(streaming or not\) and no other/);
    expect(new Set(outcomes(remedies[0].statements, ...calls))).toEqual(new Set(['ALLOWED']));
  });

  test('roles of two accounts have both accounts in the list', () => {
    const calls = [ACCOUNT, '444455556666'].map((account) => callGlobally(makeCaller('app', { account }), MODEL));
    const [remedy, ...more] = mend(under(REGION_DENY), ...calls);
    expect(more).toEqual([]);
    expect((remedy.statements[0].Condition as any).ArnNotLike['bedrock:InferenceProfileArn'])
      .toEqual([ACCOUNT, '444455556666'].map((account) => writeProfile(MODEL, { ...CALLER, account })));
    expect(remedy.sentence).toContain('It names 2 accounts');
  });

  test('layers that were built for each role share the edit where they share the policy', () => {
    const scp = parsePolicy('scp', document(REGION_DENY));
    const calls = ['a', 'b'].map((role) => ask({
      identity: [parsePolicy(role, document({ Effect: 'Allow', Action: '*', Resource: '*' }))], levels: [{ name: role, policies: [scp] }],
    }, callGlobally(makeCaller(role), MODEL)));
    const { remedies } = explain(calls);
    expect(remedies).toHaveLength(1);
    expect(remedies[0].sentence).toContain('(a, b)');
  });

  test('has one set of allows for a layer, in the three statements of a call', () => {
    const policies: Policies = { identity: [parsePolicy('role', NOTHING)] };
    const [remedy, ...more] = mend(policies, ...MODELS.map((modelId) => callGlobally(CALLER, modelId)));
    expect(more).toEqual([]);
    expect(remedy.statements.map(({ Resource: resource }) => resource)).toEqual([
      [...MODELS.map((modelId) => writeProfile(modelId)), `arn:aws:bedrock:${REGION}:${ACCOUNT}:project/default`],
      MODELS.map((modelId) => `arn:aws:bedrock:${REGION}::foundation-model/${modelId}`),
      MODELS.map((modelId) => `arn:aws:bedrock:::foundation-model/${modelId}`),
    ]);
  });

  test('roles with policies of their own have a set of allows each', () => {
    const calls = ['a', 'b'].map((role) => ask({ identity: [parsePolicy(role, NOTHING)] }, callGlobally(makeCaller(role), MODEL)));
    expect(explain(calls).remedies.map(({ layer }) => layer.policies[0].name)).toEqual(['a', 'b']);
  });

  test('does not fold what is asked in one way with what is asked in both', () => {
    const policies: Policies = { identity: [parsePolicy('role', NOTHING)] };
    const [{ statements }] = mend(policies, callGlobally(CALLER, MODELS[0]), callGlobally(CALLER, MODELS[1]),
      callGlobally(CALLER, MODELS[1], chooseInvokeAction(true)));
    const streaming = statements.filter(({ Action: actions }) => (actions as string[]).includes('bedrock:InvokeModelWithResponseStream'));
    expect(streaming).toHaveLength(3);
    expect(JSON.stringify(streaming)).not.toContain(MODELS[0]);
  });

  test('says which stays closed and why, and mends the rest', () => {
    const from = (region: string) => ({ ...CALLER, region });
    const calls = [callGlobally(CALLER, MODEL), callGlobally(from('us-east-1'), MODEL), callDirectly(from('eu-west-1'), MODEL)];
    const [edit, ...closed] = mend(under(REGION_DENY), ...calls);
    expect(edit).toMatchObject({ kind: 'CHANGE_STATEMENT', legs: ['GLOBAL_MODEL'] });
    expect(outcomes(edit.statements, ...calls)).toEqual(['ALLOWED', 'EXPLICITLY_DENIED', 'EXPLICITLY_DENIED']);
    expect(closed.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['STAYS_CLOSED', expect.stringMatching(/^No edit is written for arn:aws:bedrock:us-east-1:.*denies the source Region itself/)],
      ['STAYS_CLOSED', expect.stringMatching(/for arn:aws:bedrock:eu-west-1::foundation-model.*Call through the model's global profile/)],
    ]);
  });

  test('a call of which only the announced project is denied shares the edit too', () => {
    const approved = {
      Effect: 'Deny',
      Action: 'bedrock:InvokeModel*',
      NotResource: ['arn:aws:bedrock:*::foundation-model/anthropic.*', writeProfile(MODELS[1])],
    };
    const layers = buildLayers(under(approved));
    const calls = MODELS.slice(0, 2).map((modelId, index) => callGlobally({ ...CALLER, projectId: `p${index}` }, modelId));
    const explainAll = (legs: readonly Leg[][]) => explain(legs.map((one) => ({ layers, decision: decide(layers, one) })));
    const { remedies, announced } = explainAll(calls);
    expect(announced).toEqual({ findings: [], remedies: [] });
    // The same beside a call that stays closed.
    const beside = explainAll([...calls, callDirectly(CALLER, 'amazon.nova-2-lite-v1:0')]);
    expect(beside.remedies[0].statements).toEqual(remedies[0].statements);
    expect(beside.remedies.map(({ kind }) => kind)).toEqual(['CHANGE_STATEMENT', 'STAYS_CLOSED']);
    expect(remedies.map(({ statements }) => statements[0].NotResource)).toEqual([[
      ...approved.NotResource, writeProfile(MODEL), ...['p0', 'p1'].map((id) => `arn:aws:bedrock:${REGION}:${ACCOUNT}:project/${id}`),
    ]]);
  });

  test('says where the document gets too long', () => {
    const actions = Array.from({ length: 300 }, (_, index) => `ec2:DescribeSomethingVeryLong${index}`);
    const long = { Effect: 'Deny', Action: actions, Resource: '*' };
    const [{ sentence }] = mend(under(REGION_DENY, long), callGlobally(CALLER, MODEL));
    expect(sentence).toMatch(/then has 1\d{4} characters minified, and AWS Organizations takes at most 10240/);
  });

  test('says where allows need several policies', () => {
    const calls = Array.from({ length: 20 }, (_, index) => callGlobally(CALLER, `anthropic.claude-sonnet-${index}`));
    const [{ sentence }] = mend({ identity: [parsePolicy('role', NOTHING)] }, ...calls);
    expect(sentence).toMatch(/They have \d{4,5} characters, and a managed policy takes at most 6144/);
  });
});

describe('a document with placeholders', () => {
  const inRegions = (value: string) => ({ ...REGION_DENY, Condition: { StringNotEquals: { 'aws:RequestedRegion': [REGION, value] } } });

  test.each([
    '${HOME_REGION}', '${ACCEL_LOOKUP::HomeRegion}', '${ Region }', '{{region}}', '{{ .Region }}', '<region>', '__HOME_REGION__',
    'REPLACE_ME',
  ])('is answered with what to replace, and asks for no key: %s', (placeholder) => {
    const call = ask(under(inRegions(placeholder)), callGlobally(CALLER, MODEL));
    expect(call.decision.outcome).toBe('DEPENDS');
    const { remedies } = explain([call]);
    expect(remedies).toEqual([expect.objectContaining({ kind: 'REPLACE_PLACEHOLDER', statements: [], keys: [] })]);
    expect(remedies[0].sentence).toContain(`Replace the placeholder ${placeholder} in statement 0 ('Regions') of 'scp'`);
    expect(remedies[0].statement!.index).toBe(0);
  });

  test.each([
    ['in a resource', { Effect: 'Deny', Action: 'bedrock:*', NotResource: 'arn:aws:bedrock:${HOME_REGION}:<account>:*' }],
    ['as a whole resource', { Effect: 'Deny', Action: 'bedrock:InvokeModel', Resource: '<arn>' }],
    ['as an action', { Effect: 'Deny', Action: '{{actions}}', Resource: '*' }],
    ['among principals', {
      Effect: 'Deny', Action: '*', Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::<account>:role/app' } },
    }],
  ])('decides nothing for certain: %s', (_, statement) => {
    const call = ask(under(statement), callGlobally(CALLER, MODEL));
    expect(call.decision.outcome).toBe('DEPENDS');
    expect(explain([call]).remedies.map(({ kind }) => kind)).toEqual(['REPLACE_PLACEHOLDER']);
  });

  test('is not edited where it denies for certain', () => {
    const statement = {
      ...REGION_DENY,
      Condition: { ...REGION_DENY.Condition, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/${ADMIN_ROLE}-of-admins' } },
    };
    const [remedy, ...more] = mend(under(statement), callGlobally(CALLER, MODEL));
    expect(more).toEqual([]);
    expect(remedy).toMatchObject({ kind: 'REPLACE_PLACEHOLDER', statements: [] });
    expect(remedy.sentence).toContain('${ADMIN_ROLE}');
  });

  test('policy variables, escapes and dynamic references are none', () => {
    for (const value of ['${aws:PrincipalTag/region}', '${*}', '${aws:PrincipalTag/region, \'none\'}', '{{resolve:ssm:/region}}']) {
      expect(mend(under(inRegions(value)), callGlobally(CALLER, MODEL)).map(({ kind }) => kind)).not.toContain('REPLACE_PLACEHOLDER');
    }
  });
});

describe('what is not known', () => {
  test.each([
    ['aws:SourceVpce', undefined], ['aws:PrincipalTag/team', undefined], ['aws:RequestedRegion', 'region'],
    ['AWS:principalarn', 'principal'], ['aws:PrincipalAccount', 'account'], ['bedrock:InferenceProfileArn', 'profile'],
  ])('of %s the fact of the call is %s', (key, fact) => {
    expect(findFact(key)).toBe(fact);
  });

  test('the caller is asked for as such, and other keys by name', () => {
    const { principalArn: _, ...nobody } = CALLER;
    const [remedy] = mend(under({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' }, StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    }), callGlobally(nobody, MODEL));
    expect(remedy).toMatchObject({ kind: 'GIVE_KEYS', keys: ['aws:PrincipalArn', 'aws:SourceVpce'] });
    expect(remedy.sentence)
      .toBe('Say who calls (aws:PrincipalArn): the answer depends on it. The answer depends on what the request carries in ' +
        'aws:SourceVpce. On the command line, give --context aws:SourceVpce=VALUE, or --context aws:SourceVpce= if the request does ' +
        'not carry it (in code: `contextKeys`).');
  });
});

describe('a rule about callers', () => {
  const rule = (Condition: object, more: object = {}) => ({ Sid: 'Rule', Effect: 'Deny', Action: '*', Resource: '*', Condition, ...more });

  test.each<[string, object, Record<string, string[]>, string]>([
    ['TLS', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': ['false'] }, 'the transport of the call (TLS)'],
    ['the organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { 'aws:PrincipalOrgID': ['o-2'] },
      'the account or organization of the caller'],
    ['MFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, { 'aws:MultiFactorAuthPresent': ['false'] }, 'started with MFA'],
    ['the network', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      { 'aws:SourceIp': ['198.51.100.1'], 'aws:SourceVpce': [] }, 'the network that the call comes from'],
    ['tags of the caller', { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } }, { 'aws:PrincipalTag/team': ['red'] },
      'the tags of the caller'],
    ['the guardrail', { StringNotLike: { 'bedrock:GuardrailIdentifier': 'arn:*' } }, { 'bedrock:GuardrailIdentifier': [] },
      'the guardrail of the call'],
    ['who calls anything', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }, {}, 'What must change: the caller'],
  ])('on %s is left as it is, and What must change: said', (_, condition, contextKeys, subject) => {
    const [remedy, ...more] = mend(under(rule(condition)), callGlobally({ ...CALLER, contextKeys }, MODEL));
    expect(more).toEqual([]);
    expect(remedy).toMatchObject({ kind: 'CHANGE_REQUEST', statements: [] });
    expect(remedy.sentence).toMatch(/^Do not change statement 0 \('Rule'\) of 'scp':/);
    expect(remedy.sentence).toContain(subject);
  });

  test('is none where it is of Bedrock alone, for all but some by name', () => {
    const [remedy] = mend(under(rule({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }, { Action: 'bedrock:*' })),
      callGlobally(CALLER, MODEL));
    expect(remedy.kind).toBe('CHANGE_STATEMENT');
  });

  test('is none where no request carries the key', () => {
    const legs = callGlobally({ ...CALLER, contextKeys: { 'bedrock:ModelId': [] } }, MODEL)
      .map((leg) => ({ ...leg, mayCarry: (key: string) => key !== 'bedrock:modelid' }));
    const [remedy] = mend(under(rule({ StringNotLike: { 'bedrock:ModelId': 'anthropic.*' } })), legs);
    expect(remedy.kind).toBe('CHANGE_STATEMENT');
  });
});

describe('a denied application profile', () => {
  const CALL = callThrough(CALLER, APPLICATION, MODEL);
  const [OF_GLOBAL] = mend({ identity: [parsePolicy('none', NOTHING)] }, callGlobally(CALLER, MODEL));
  const resources = ({ statements }: Remedy) => statements.flatMap(({ Resource: resource }) => resource);

  test('that no policy of the role names is allowed by its ARN, on the profile and in the key of the models', () => {
    const [remedy, ...more] = mend({ identity: [parsePolicy('role', NOTHING)] }, CALL);
    expect(more).toEqual([]);
    expect(resources(remedy)).toContain(APPLICATION);
    expect(remedy.statements.filter(({ Condition: condition }) =>
      (condition as any).StringEquals['bedrock:InferenceProfileArn'] === APPLICATION)).toHaveLength(2);
    expect(remedy.sentence).toContain('add the application profile to `applicationProfiles`');
    expect(remedy.sentence).toContain('ApplicationProfile.fromProfileArn(scope, id, { profileArn, model })');
    expect(remedy.sentence).not.toContain('`models`');
  });

  test.each<[string, Policies]>([
    ['the boundary', { identity: [makeAnyIdentity()], boundary: parsePolicy('b', NOTHING) }],
    ['the organization', { identity: [makeAnyIdentity()], levels: [{ name: 'organization', policies: [parsePolicy('s', NOTHING)] }] }],
    ['three statements for the global profile', { identity: [parsePolicy('role', document(...OF_GLOBAL.statements))] }],
  ])('by %s is allowed there', (_, policies) => {
    const [remedy, ...more] = mend(policies, CALL);
    expect(more).toEqual([]);
    expect(remedy.legs).toEqual(expect.arrayContaining(['PROFILE', 'SOURCE_MODEL', 'GLOBAL_MODEL']));
    expect(resources(remedy)).toContain(APPLICATION);
  });

  test('of which an allow asks for a tag may get it', () => {
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'blue' } };
    const tagged = document({ Sid: 'Tagged', Effect: 'Allow', Action: 'bedrock:*', Resource: '*', Condition });
    const tagless = { ...CALLER, contextKeys: { 'aws:ResourceTag/team': [] } };
    const [remedy] = mend({ identity: [parsePolicy('role', tagged)] }, callThrough(tagless, APPLICATION, MODEL));
    expect(remedy.sentence).toContain(`Or tag the profile as Tagged requires: aws bedrock tag-resource --resource-arn ${APPLICATION} ` +
      `--tags 'key=team,value=blue' --region ${REGION}.`);
  });
});

describe('a deny by tags of the resource', () => {
  const tagless = { ...CALLER, contextKeys: { 'aws:ResourceTag/CostCenter': [] } };
  const deny = (Condition: object, more: object = {}) =>
    ({ Sid: 'Tags', Effect: 'Deny', Action: 'bedrock:InvokeModel*', Resource: '*', Condition, ...more });
  const UNTAGGED = { Null: { 'aws:ResourceTag/CostCenter': 'true' } };

  test('asks a system profile\'s caller to call through an application profile with the tag', () => {
    const [edit, request] = mend(under(deny(UNTAGGED)), callGlobally(tagless, MODEL));
    expect([edit.kind, edit.legs, request.kind, request.legs])
      .toEqual(['CHANGE_STATEMENT', ['SOURCE_MODEL', 'GLOBAL_MODEL', 'PROJECT'], 'CHANGE_REQUEST', ['PROFILE']]);
    expect(request.sentence).toContain('aws bedrock create-inference-profile --inference-profile-name NAME --model-source ' +
      `copyFrom=${writeProfile(MODEL)} --tags 'key=CostCenter,value=VALUE' --region ${REGION}`);
    expect(`${edit.sentence} ${request.sentence}`).not.toContain('Deny the Region-less model');
  });

  test('in the new form lets tagged application profiles through, and nothing else', () => {
    const [{ statements }] = mend(under(deny(UNTAGGED)), callGlobally(tagless, MODEL));
    const tag = (legs: readonly Leg[]) => legs.map((leg) => leg.leg === 'PROFILE'
      ? { ...leg, context: new Map(leg.context).set('aws:resourcetag/costcenter', ['42']) } : leg);
    const throughApplication = callThrough(tagless, APPLICATION, MODEL);
    expect(outcomes(statements, tag(throughApplication), throughApplication, callGlobally(tagless, MODEL), callDirectly(tagless, MODEL)))
      .toEqual(['ALLOWED', 'EXPLICITLY_DENIED', 'EXPLICITLY_DENIED', 'EXPLICITLY_DENIED']);
    const ofSystem = ask(under(...statements), callGlobally(tagless, MODEL)).decision.legs.slice(0, 3);
    expect(new Set(ofSystem.map(({ verdict }) => verdict.outcome))).toEqual(new Set(['EXPLICITLY_DENIED']));
  });

  test.each<[string, object, string]>([
    ['any value', UNTAGGED, 'VALUE'],
    ['one value', { StringNotEquals: { 'aws:ResourceTag/CostCenter': ['42', '43'] } }, '42'],
    ['a pattern', { StringNotLike: { 'aws:ResourceTag/CostCenter': '4*' } }, 'VALUE'],
    ['that of the caller', { StringNotEqualsIfExists: { 'AWS:ResourceTag/CostCenter': '${aws:PrincipalTag/CostCenter}' } }, 'VALUE'],
  ])('has an application profile tagged: %s', (_, condition, value) => {
    const contextKeys = { ...tagless.contextKeys, 'aws:PrincipalTag/CostCenter': ['42'] };
    const legs = callThrough({ ...tagless, contextKeys }, APPLICATION, MODEL);
    const request = mend(under(deny(condition)), legs).find(({ legs: mended }) => mended.includes('PROFILE' as never));
    expect(request).toMatchObject({ kind: 'CHANGE_REQUEST' });
    expect(request!.sentence).toContain(`aws bedrock tag-resource --resource-arn ${APPLICATION} --tags 'key=CostCenter,value=${value}'`);
  });

  test('of those who have a tag is answered with another profile', () => {
    const legs = callThrough({ ...CALLER, contextKeys: { 'aws:ResourceTag/env': ['prod'] } }, APPLICATION, MODEL);
    const remedies = mend(under(deny({ StringEquals: { 'aws:ResourceTag/env': 'prod' } })), legs);
    expect(remedies.map(({ sentence }) => sentence).join()).toContain('Call through a profile whose tag env does not match');
  });

  test('of profiles only needs no edit', () => {
    const resource = { Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*' };
    expect(mend(under(deny(UNTAGGED, resource)), callThrough(tagless, APPLICATION, MODEL)).map(({ kind }) => kind))
      .toEqual(['CHANGE_REQUEST']);
  });

  test('of models by name has none: it stays closed', () => {
    const inRegion = deny({ ...UNTAGGED, StringEquals: { 'aws:RequestedRegion': REGION } });
    const [{ kind, sentence }] = mend(under(inRegion), callGlobally(tagless, MODEL));
    expect([kind, sentence]).toEqual(['STAYS_CLOSED', expect.stringContaining('models have none')]);
  });
});

describe('what stands in for what nobody said', () => {
  const ACCOUNT_STANDS_IN: StandIn = { text: ACCOUNT, meaning: 'your account: write its number' };
  const explained = (policies: Policies, standIn: StandIn, caller = CALLER) =>
    explain([ask(policies, callGlobally(caller, MODEL))], [standIn]).remedies[0];

  test('is named where statements hold it', () => {
    expect(explained({ identity: [parsePolicy('role', NOTHING)] }, ACCOUNT_STANDS_IN).sentence)
      .toMatch(/Below, 111122223333 stands for your account: write its number\.$/);
  });

  test('is any account in a policy of the organization', () => {
    const remedy = explained(under(REGION_DENY), ACCOUNT_STANDS_IN);
    expect(JSON.stringify(remedy.statements)).toContain(`arn:aws:bedrock:${REGION}:*:inference-profile/global.${MODEL}`);
    expect(remedy.sentence).not.toMatch(/stands for|names one account/);
  });

  test('is not named where somebody said it', () => {
    const remedy = explained(under(REGION_DENY), { text: '999999999999', meaning: 'your account: write its number' });
    expect(JSON.stringify(remedy.statements)).toContain(writeProfile(MODEL));
    expect(remedy.sentence).not.toContain('stands for');
  });

  test('takes the place of what is open in the call', () => {
    const open = { ...CALLER, account: '\uE010', principalArn: undefined };
    const remedy = explained({ identity: [parsePolicy('role', NOTHING)] }, { ...ACCOUNT_STANDS_IN, marker: '\uE010' }, open);
    expect(remedy.kind).toBe('ADD_STATEMENTS');
    expect(JSON.stringify(remedy.statements)).toContain(writeProfile(MODEL));
  });
});

describe('layers', () => {
  const CALL = callGlobally(CALLER, MODEL);
  const everything = makeAnyIdentity();
  const readText = (policies: Policies) => writeExplanation(explain([ask(policies, CALL)]));

  test('a session policy restricts: the remedy adds to it, or does without', () => {
    const [remedy, ...more] = mend({ identity: [everything], session: parsePolicy('session', NOTHING) }, CALL);
    expect(more).toEqual([]);
    expect(remedy).toMatchObject({ kind: 'ADD_STATEMENTS', layer: { kind: 'SESSION' } });
    expect(remedy.sentence).toContain('the session policy, which limits what the role may do, or assume the role without one');
    const session = parsePolicy('session', document(...remedy.statements));
    expect(ask({ identity: [everything], session }, CALL).decision.outcome).toBe('ALLOWED');
    expect(ask({ identity: [parsePolicy('role', NOTHING)], session }, CALL).decision.outcome).toBe('IMPLICITLY_DENIED');
  });

  test('a Deny in a session policy is edited as one in another', () => {
    const session = parsePolicy('s', document({ Effect: 'Allow', Action: '*', Resource: '*' }, REGION_DENY));
    const [remedy] = mend({ identity: [everything], session }, CALL);
    expect(remedy).toMatchObject({ kind: 'CHANGE_STATEMENT', layer: { kind: 'SESSION' } });
  });

  test('a policy of an endpoint names the caller', () => {
    const endpoint = parsePolicy('endpoint', document({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }));
    const [remedy] = mend({ identity: [everything], endpoint }, CALL);
    expect(new Set(remedy.statements.map(({ Principal: principal }) => JSON.stringify(principal))))
      .toEqual(new Set([JSON.stringify({ AWS: CALLER.principalArn })]));
    expect(remedy.sentence).toContain('the policy of the VPC endpoint, in which each statement needs a Principal');
    const mended = parsePolicy('endpoint', document(...remedy.statements));
    expect(ask({ identity: [everything], endpoint: mended }, CALL).decision.outcome).toBe('ALLOWED');
    expect(ask({ identity: [everything], endpoint: mended }, callGlobally(makeCaller('other'), MODEL)).decision.outcome)
      .toBe('IMPLICITLY_DENIED');
  });

  test('a policy of an endpoint names no caller that stands in for one that nobody said', () => {
    const endpoint = parsePolicy('endpoint', document({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }));
    const standIns = [{ text: CALLER.principalArn!, meaning: 'the calling role: write its ARN' }];
    const [{ statements, sentence }] = explain([ask({ identity: [everything], endpoint }, CALL)], standIns).remedies;
    expect(statements).not.toEqual([]);
    for (const { Principal, Condition } of statements) {
      expect([Principal, Condition]).toMatchObject(['*', { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT] } }]);
    }
    expect(JSON.stringify([statements, sentence])).not.toContain(CALLER.principalArn);
  });

  test('a policy of an endpoint names several callers, or the account where nobody said who calls', () => {
    const policies: Policies = { identity: [everything], endpoint: parsePolicy('endpoint', NOTHING) };
    const [both] = mend(policies, ...['a', 'b'].map((role) => callGlobally(makeCaller(role), MODEL)));
    expect(both.statements[0].Principal).toEqual({ AWS: ['a', 'b'].map((role) => `arn:aws:iam::${ACCOUNT}:role/${role}`) });
    const [nobody] = mend(policies, callGlobally(makeCaller('', { principalArn: undefined }), MODEL));
    expect(nobody.statements[0]).toMatchObject({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT] } } });
  });

  test('an unnamed level is called a service control policy', () => {
    expect(readText(under(REGION_DENY))).toContain('denied by statement 0 (\'Regions\') of \'scp\' (a service control policy)');
    const list: Policies = { identity: [everything], levels: [{ name: 'organization', policies: [parsePolicy('list', NOTHING)] }] };
    expect(readText(list)).toContain('no statement of a service control policy allows it');
    expect(readText(list)).not.toContain('organization');
    expect(readText({ ...list, levels: [{ ...list.levels![0], name: 'root' }] })).toContain('no statement of the layer \'root\' allows it');
  });

  const withPrincipal = (Action: string) => parsePolicy('odd', document({ Effect: 'Deny', Principal: '*', Action, Resource: '*' }));

  test.each<[string, () => Policies, RegExp]>([
    ['an SCP', () => ({ identity: [], levels: [{ name: 'organization', policies: [withPrincipal('s3:*')] }] }),
      /not allowed.*\(SERVICE_CONTROL\)\. It may be a resource control policy, which does not cover Amazon Bedrock.*leave it out/],
    ['an identity policy', () => ({ identity: [withPrincipal('s3:*')] }),
      /\(IDENTITY\)\. It may be the policy of a resource.*VPC endpoint, give it as 'endpointPolicy', or to explain as --endpoint FILE/],
    ['a boundary', () => ({ identity: [], boundary: withPrincipal('s3:*') }),
      /\(PERMISSIONS_BOUNDARY\)\. It may be the policy of a resource/],
    ['a session policy', () => ({ identity: [], session: withPrincipal('s3:*') }), /\(SESSION\)\. It may be the policy of a resource/],
    ['a trust policy', () => ({ identity: [withPrincipal('sts:AssumeRole')] }), /It is the trust policy of a role.*leave it out/],
  ])('fails with what a document with principals may be, given as %s', (_, policies, message) => {
    expect(() => buildLayers(policies())).toThrow(message);
  });
});
