import { admit } from '../../../src/core/call/admit';
import { callDirectly, callGlobally, callMantle, callThrough, createBatchJob, useBearerToken } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { explain } from '../../../src/core/call/explain';
import { writeKeyNotes } from '../../../src/core/call/key-notes';
import { buildLayers, makeAnyIdentity } from '../../../src/core/call/layers';
import { Caller, Leg } from '../../../src/core/call/leg';
import { writeExplanation } from '../../../src/core/call/write-explanation';
import { writeApplicationProfileArn } from '../../../src/core/facts/arns';
import { Action, INVOKE_ACTIONS } from '../../../src/core/facts/iam-words';
import { parsePolicy, Policy } from '../../../src/core/iam/policy';

const MODEL = 'anthropic.claude-sonnet-5-5';
const CALLER: Caller = { account: '111122223333', partition: 'aws', region: 'af-south-1' };
const APPLICATION = writeApplicationProfileArn(CALLER, CALLER.account, 'a1b2c3d4e5f6');
const globalCall = (contextKeys?: Caller['contextKeys'], action?: string) => callGlobally({ ...CALLER, contextKeys }, MODEL, action);
const applicationCall = (contextKeys?: Caller['contextKeys']) => callThrough({ ...CALLER, contextKeys }, APPLICATION, MODEL);

const MARKS = { ALLOWED: 'A', EXPLICITLY_DENIED: 'E', IMPLICITLY_DENIED: 'I', DEPENDS: 'D' };

function writeDeny(condition: object, more: object = {}) {
  const statement = { Effect: 'Deny', Action: 'bedrock:InvokeModel*', Resource: '*', Condition: condition, ...more };
  return { Version: '2012-10-17', Statement: [statement] };
}

function deny(condition: object, more?: object): Policy {
  return parsePolicy('scp', writeDeny(condition, more));
}

function decideUnder(policy: Policy, legs: readonly Leg[]) {
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'level', policies: [policy] }] });
  return { layers, decision: decide(layers, legs) };
}

/** What follows for each leg: the profile, the model in the source Region, the one without a Region, the project. */
function marks(policy: Policy, legs: readonly Leg[] = globalCall()): string {
  return decideUnder(policy, legs).decision.legs.map(({ verdict }) => MARKS[verdict.outcome]).join('');
}

const OF_GUARDRAILS = 'statement 0: AWS documents the key bedrock:GuardrailIdentifier on models in a Region. It says nothing about ' +
  'profiles, models without a Region, or projects. To be sure, limit the statement ' +
  'to Resource "arn:*:bedrock:*-*-*::foundation-model/*"';

describe('a key that no request carries is absent, whatever the call (N8)', () => {
  test.each<[string, object, string]>([
    ['an invented key that must be like a model', { StringNotLike: { 'bedrock:ModelId': 'anthropic.claude-*' } }, 'EEEE'],
    ['the same by its positive operator', { StringLike: { 'bedrock:ModelId': 'anthropic.claude-*' } }, 'AAAA'],
    ['another invented key', { StringNotEquals: { 'bedrock:FoundationModel': MODEL } }, 'EEEE'],
    ['an invented key in small letters', { StringNotEqualsIgnoreCase: { 'bedrock:modelid': MODEL } }, 'EEEE'],
    ['an invented key that must be there', { Null: { 'bedrock:Provider': 'true' } }, 'EEEE'],
    ['an invented key that must not be there', { Null: { 'bedrock:Provider': 'false' } }, 'AAAA'],
    ['an invented key, if it is there', { StringLikeIfExists: { 'bedrock:ModelId': 'amazon.*' } }, 'EEEE'],
    ['all values of an invented key', { 'ForAllValues:StringEquals': { 'bedrock:ModelIds': ['a'] } }, 'EEEE'],
    ['any value of an invented key', { 'ForAnyValue:StringNotEquals': { 'bedrock:ModelIds': ['a'] } }, 'AAAA'],
    ['a slip in a global key', { StringNotEquals: { 'aws:RequestRegion': 'af-south-1' } }, 'EEEE'],
    ['a global key without the tag that it needs', { StringNotEquals: { 'aws:PrincipalTag': 'blue' } }, 'EEEE'],
    ['a global key with a tag that it has not', { StringNotEquals: { 'aws:PrincipalOrgID/x': 'o-1' } }, 'EEEE'],
    ['a key of another service', { StringNotEquals: { 'ec2:InstanceType': 't3.micro' } }, 'EEEE'],
    ['a key of the start of a session alone', { StringNotEquals: { 'sts:ExternalId': '1' } }, 'EEEE'],
    ['a key of another action of Bedrock', { StringNotEquals: { 'bedrock:BearerTokenType': 'SHORT_TERM' } }, 'EEEE'],
    ['a key of agents', { StringNotEquals: { 'bedrock:InlineAgentName': 'a' } }, 'EEEE'],
    ['the data retention, which the account sets', { StringNotEquals: { 'bedrock:DataRetentionMode': 'none' } }, 'EEEE'],
    ['a key of bedrock-mantle', { StringNotEquals: { 'bedrock-mantle:Model': MODEL } }, 'EEEE'],
    ['the router, since a call names a profile in its place', { Null: { 'bedrock:PromptRouterArn': 'true' } }, 'EEEE'],
  ])('%s', (_, condition, expected) => {
    expect(marks(deny(condition))).toBe(expected);
    expect(marks(deny(condition), applicationCall())).toBe(expected);
    expect(marks(deny(condition), globalCall({}, Action.INVOKE_STREAMING))).toBe(expected);
    expect(marks(deny(condition), callDirectly(CALLER, MODEL))).toBe(expected.slice(2));
  });

  test('nor a policy variable of it anything, but its default', () => {
    const marksOf = (variable: string) => marks(deny({}, { Resource: `arn:aws:bedrock:*::foundation-model/${variable}` }));
    expect(marksOf('${bedrock:ModelId}')).toBe('AAAA');
    expect(marksOf(`\${bedrock:ModelId, '${MODEL}'}`)).toBe('AEEA');
    expect(marksOf('${aws:PrincipalTag/model}')).toBe('ADDA');
  });
});

describe('a key that a request can carry is not known, where nothing says it', () => {
  test.each([
    'bedrock:GuardrailIdentifier', 'bedrock:ServiceTier', 'bedrock:ModelArn', 'bedrock:ProjectArn', 'BEDROCK:servicetier',
    'aws:SourceVpce', 'aws:PrincipalOrgID', 'aws:PrincipalTag/team', 'aws:principaltag/Team', 'aws:SourceIp', 'aws:ResourceAccount',
    'aws:SignInSessionArn', 'aws:RequestTag/CostCenter', 'aws:TagKeys', 'aws:MultiFactorAuthPresent',
    'ec2:SourceInstanceArn', 'ec2:RoleDelivery', 'lambda:SourceFunctionArn', 'glue:CredentialIssuingService', 'codebuild:BuildArn',
    'identitystore:UserId', 'accounts.google.com:aud', 'cognito-identity.amazonaws.com:sub', 'saml:sub', 'www.amazon.com:app_id',
    'oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub', 'token.actions.githubusercontent.com:sub',
  ])('%s', (key) => {
    expect(marks(deny({ StringNotEquals: { [key]: 'a' } }))).toBe('DDDD');
    expect(marks(deny({ StringNotEquals: { [key]: 'a' } }), globalCall({}, Action.INVOKE_STREAMING))).toBe('DDDD');
  });

  test('for an action that is not known any key is', () => {
    const [leg] = useBearerToken(CALLER, 'bedrock:DoSomethingNew', 'arn:aws:bedrock:af-south-1:111122223333:thing/1');
    expect(marks(deny({ StringNotEquals: { 'bedrock:ModelId': 'a' } }, { Action: '*' }), [leg])).toBe('D');
  });
});

describe('a tag is on application profiles and projects, and never on models and system profiles (N8)', () => {
  const untagged = deny({ Null: { 'aws:ResourceTag/CostCenter': 'true' } });
  const others = deny({ StringNotEquals: { 'aws:resourcetag/CostCenter': '42' } });
  const own = deny({ StringEquals: { 'aws:ResourceTag/CostCenter': '42' } });
  const TAG = { 'aws:ResourceTag/CostCenter': ['42'] };

  test.each<[string, Policy, Leg[], string]>([
    ['a deny of what has no tag, to a system profile', untagged, globalCall(), 'EEED'],
    ['a deny of what has no tag, to an application profile', untagged, applicationCall(), 'DEED'],
    ['the same to one that is known to have it', untagged, applicationCall(TAG), 'AEED'],
    ['the same to one that is known to have none', untagged, applicationCall({ 'aws:ResourceTag/CostCenter': [] }), 'EEED'],
    ['a deny of what has another tag, to a system profile', others, globalCall(), 'EEED'],
    ['a deny of what has another tag, to an application profile', others, applicationCall(TAG), 'AEED'],
    ['a deny of what has a tag, to a system profile', own, globalCall(), 'AAAD'],
    ['a deny of what has a tag, to an application profile', own, applicationCall(TAG), 'EAAD'],
    ['a tag that is given for a system profile is that of the project', own, globalCall(TAG), 'AAAE'],
    ['in a direct call of a model', untagged, callDirectly(CALLER, MODEL), 'ED'],
  ])('%s', (_, policy, legs, expected) => {
    expect(marks(policy, legs)).toBe(expected);
  });

  test('nor has a token any; a batch job, and an application profile on which one is created, may', () => {
    const all = deny({ Null: { 'aws:ResourceTag/CostCenter': 'true' } }, { Action: '*' });
    expect(marks(all, useBearerToken(CALLER))).toBe('E');
    const systemProfile = `arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.${MODEL}`;
    expect(marks(all, createBatchJob(CALLER, APPLICATION, MODEL))).toBe('DEED');
    expect(marks(all, createBatchJob(CALLER, systemProfile, MODEL))).toBe('EEED');
    expect(marks(all, callMantle(CALLER))).toBe('D');
  });
});

test('a value that somebody gives is for the legs that can carry it', () => {
  const given = { 'bedrock:BearerTokenType': ['LONG_TERM'], 'bedrock:ModelId': ['x'], 'aws:SourceVpce': ['vpce-1'] };
  const keysOf = ([leg]: Leg[]) => Object.keys(given).filter((key) => leg.context.has(key.toLowerCase()));
  expect(keysOf(callGlobally({ ...CALLER, contextKeys: given }, MODEL))).toEqual(['aws:SourceVpce']);
  expect(keysOf(useBearerToken({ ...CALLER, contextKeys: given }))).toEqual(['bedrock:BearerTokenType', 'aws:SourceVpce']);
});

describe('a value that somebody gives turns no certain outcome into another', () => {
  const KEYS = [
    'aws:PrincipalOrgID', 'aws:PrincipalTag/team', 'aws:SourceVpce', 'aws:SourceIp', 'aws:ResourceTag/CostCenter', 'aws:TokenIssueTime',
    'bedrock:GuardrailIdentifier', 'bedrock:ServiceTier', 'bedrock:ModelId', 'bedrock:PromptRouterArn', 'saml:sub', 'ec2:InstanceType',
  ];
  const OPERATORS = [
    'StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringLike', 'ForAnyValue:StringNotLike', 'Null',
  ];

  test.each(KEYS)('%s', (key) => {
    for (const operator of OPERATORS) {
      const policy = deny({ [operator]: { [key]: operator === 'Null' ? 'true' : 'a' } });
      for (const values of [[], ['a'], ['b'], ['a', 'b']]) {
        for (const call of [globalCall, applicationCall]) {
          const [before, after] = [marks(policy, call()), marks(policy, call({ [key]: values }))];
          expect([...before].filter((mark, index) => mark !== 'D' && mark !== after[index])).toEqual([]);
        }
      }
    }
  });
});

test('every kind of call is settled', () => {
  const legs = [
    ...INVOKE_ACTIONS.flatMap((action) => globalCall({}, action)), ...applicationCall(), ...globalCall({}, Action.INVOKE_BIDIRECTIONAL),
    ...createBatchJob(CALLER, APPLICATION, MODEL), ...callMantle(CALLER), ...useBearerToken(CALLER),
    ...useBearerToken(CALLER, Action.MANTLE_BEARER_TOKEN), ...useBearerToken(CALLER, Action.CREATE_API_KEY, 'arn:aws:iam::1:user/u'),
  ];
  expect(legs.filter(({ mayCarry }) => mayCarry?.('bedrock:modelid') !== false)).toEqual([]);
});

test('an explanation says that the key is absent, and why', () => {
  const explained = (policy: Policy) => {
    const { layers, decision } = decideUnder(policy, globalCall());
    return writeExplanation(explain([{ layers, decision }]));
  };
  expect(explained(deny({ StringNotLike: { 'bedrock:ModelId': 'anthropic.*' } })))
    .toContain('bedrock:ModelId is absent, because no request carries it: matches StringNotLike "anthropic.*"');
  expect(explained(deny({ Null: { 'aws:ResourceTag/a': 'true' } })))
    .toContain('aws:ResourceTag/a is absent, because no request of this kind carries it: matches Null "true"');
  const { layers, decision } = decideUnder(deny({ StringNotLike: { 'bedrock:ModelId': 'anthropic.*' } }), globalCall());
  expect(explain([{ layers, decision }]).findings[0].conditions)
    .toEqual([{ operator: 'StringNotLike', key: 'bedrock:ModelId', expected: ['anthropic.*'], actual: [], holds: true }]);
});

describe('a note tells the writer of the policy', () => {
  const notes = (condition: object, legs: readonly Leg[] = globalCall(), more: object = {}) => writeKeyNotes(deny(condition, more), legs);

  test.each<[object, string]>([
    [{ StringNotLike: { 'bedrock:ModelId': 'a' } },
      'no request carries the key bedrock:ModelId; did you mean bedrock:ModelArn? As written, StringNotLike always matches. ' +
      'A model is named by its ARN in Resource or NotResource'],
    [{ StringEquals: { 'aws:RequestRegion': 'a' } },
      'no request carries the key aws:RequestRegion; did you mean aws:RequestedRegion? As written, StringEquals never matches'],
    [{ StringEqualsIfExists: { 'aws:PrincipalTags/team': 'a' } },
      'no request carries the key aws:PrincipalTags/team; did you mean aws:PrincipalTag/team? As written, StringEqualsIfExists ' +
      'always matches'],
    [{ 'ForAnyValue:StringNotEquals': { 'bedrock:Provider': 'a' } },
      'no request carries the key bedrock:Provider, so ForAnyValue:StringNotEquals never matches'],
    [{ Null: { 'bedrock:Provider': 'true' } }, 'no request carries the key bedrock:Provider, so Null always matches'],
    [{ Null: { 'bedrock:Provider': 'false' } }, 'no request carries the key bedrock:Provider, so Null never matches'],
    [{ StringNotEquals: { 'ec2:InstanceType': 'a' } },
      'no request to Amazon Bedrock carries the key ec2:InstanceType, so StringNotEquals always matches'],
    [{ StringEquals: { 'bedrock:BearerTokenType': 'LONG_TERM' } },
      'no call of a model carries the key bedrock:BearerTokenType, which bedrock:CallWithBearerToken has, so StringEquals never matches'],
    [{ ArnNotLike: { 'bedrock:PromptRouterArn': 'a' } },
      'no call of a model or a profile carries the key bedrock:PromptRouterArn, only one of a prompt router, so ArnNotLike always ' +
      'matches'],
    [{ StringEquals: { 'aws:userid': '${bedrock:FoundationModel}' } },
      'no request carries the key bedrock:FoundationModel; did you mean bedrock:ModelArn? As written, a policy variable with it uses ' +
      'its default, or matches nothing. A model is named by its ARN in Resource or NotResource'],
    [{ Null: { 'aws:ResourceTag/CostCenter': 'true' } },
      'only application profiles and projects have tags. On models and AWS\'s own profiles the key aws:ResourceTag/CostCenter ' +
      'is absent, so Null always matches'],
  ])('%j', (condition, note) => {
    expect(notes(condition)).toEqual([`statement 0: ${note}`]);
  });

  test('of a variable in a resource that then matches nothing', () => {
    expect(notes({}, globalCall(), { Resource: 'arn:aws:bedrock:*::foundation-model/${bedrock:ModelId}' }))
      .toEqual([expect.stringContaining('no request carries the key bedrock:ModelId')]);
  });

  test('of the guardrail, which AWS shows on models of a Region alone', () => {
    const condition = { StringNotEquals: { 'bedrock:GuardrailIdentifier': 'g' } };
    expect(notes(condition)).toEqual([OF_GUARDRAILS]);
    expect(notes(condition, globalCall(), { Resource: 'arn:aws:bedrock:*-*-*::foundation-model/*' })).toEqual([]);
  });

  test('and not of keys that may be there, of statements about other things, or of older documents\' variables', () => {
    expect(notes({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1', 'bedrock:ServiceTier': 'g', 'saml:sub': 's' } })).toEqual([]);
    expect(notes({ StringNotEquals: { 'ec2:InstanceType': 'a' } }, globalCall(), { Action: 'ec2:*' })).toEqual([]);
    const only = { Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*' };
    expect(notes({ Null: { 'aws:ResourceTag/a': 'true' } }, applicationCall(), only)).toEqual([]);
    expect(notes({ StringEquals: { 'aws:userid': '${*}${aws:username}${AWS::Region}${HOME_REGION}' } })).toEqual([]);
    const old = { ...writeDeny({ StringEquals: { 'aws:userid': '${bedrock:ModelId}' } }), Version: '2008-10-17' };
    expect(writeKeyNotes(parsePolicy('old', old), globalCall())).toEqual([]);
  });
});

describe('admit takes a rule on a key that no request carries for what it is', () => {
  const ADMISSION = { modelIds: [MODEL], sources: [{ partition: 'aws', region: 'af-south-1' }] };
  const admitted = (condition: object) => admit('scp', writeDeny(condition), ADMISSION);

  test.each<[string, object, string]>([
    ['a model by an invented key', { StringNotLike: { 'bedrock:ModelId': 'anthropic.*' } }, 'did you mean bedrock:ModelArn?'],
    ['a Region by a slip', { StringNotEquals: { 'aws:RequestRegion': 'af-south-1' } }, 'did you mean aws:RequestedRegion?'],
    ['a key of another service', { StringNotEquals: { 'ec2:InstanceType': 't3.micro' } }, 'carries the key ec2:InstanceType'],
    ['a tag that only application profiles have', { Null: { 'aws:ResourceTag/CostCenter': 'true' } }, 'and projects have tags'],
  ])('%s: the statement is edited, with a remark', (_, condition, remark) => {
    const { changes, remarks, document } = admitted(condition);
    expect(changes.length).toBeGreaterThan(0);
    expect(remarks.join('\n')).toContain(remark);
    expect(remarks.join('\n')).not.toContain('is a rule about callers');
    expect(marks(parsePolicy('edited', document)).slice(0, 3)).toBe('AAA');
    expect(marks(parsePolicy('edited', document), callGlobally(CALLER, 'anthropic.claude-opus-5')).slice(0, 3)).toBe('EEE');
  });

  test('what never matches is left, with a remark', () => {
    const { changes, remarks } = admitted({ StringLike: { 'bedrock:ModelId': '*' } });
    expect(changes).toEqual([]);
    expect(remarks).toEqual([expect.stringContaining('StringLike never matches')]);
  });

  test('a rule on what a call may carry is named by its key', () => {
    expect(admitted({ Null: { 'bedrock:GuardrailIdentifier': 'true' } }).remarks)
      .toEqual(['statement 0 depends on bedrock:GuardrailIdentifier, which calls can satisfy, and was not changed', OF_GUARDRAILS]);
    expect(admitted({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }).remarks)
      .toEqual(['statement 0 is a rule about callers, and was not changed']);
  });
});
