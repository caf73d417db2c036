import * as fc from 'fast-check';
import { Case, NamedDocument } from './judge';

/** A condition's place in a statement. */
export interface ConditionParts {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly unknown[];
}

type Values = readonly string[];
export type StatementDocument = Readonly<Record<string, unknown>> & { readonly Effect: 'Allow' | 'Deny' };
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly StatementDocument[];
}

const ACCOUNT = '111122223333';
const REGION = 'af-south-1';
const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const PROFILE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/global.${MODEL}`;
const SOURCE_MODEL = `arn:aws:bedrock:${REGION}::foundation-model/${MODEL}`;
const GLOBAL_MODEL = `arn:aws:bedrock:::foundation-model/${MODEL}`;
const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/teams/Caller`;

const LEGS = [
  { resource: PROFILE, region: REGION, profile: undefined },
  { resource: SOURCE_MODEL, region: REGION, profile: PROFILE },
  { resource: GLOBAL_MODEL, region: 'unspecified', profile: PROFILE },
];
const ACTIONS = [
  'bedrock:InvokeModel', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:GetInferenceProfile',
  'sagemaker:InvokeEndpoint',
];

type Family = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn';

/** The condition keys of this world, with the values that requests carry. `many`: a key of several values. */
export const KEYS: Readonly<Record<string, { readonly family: Family; readonly values: Values; readonly many?: boolean }>> = {
  'aws:RequestedRegion': { family: 'String', values: [REGION, 'unspecified', 'eu-west-1'] },
  'aws:PrincipalAccount': { family: 'String', values: [ACCOUNT, '444455556666'] },
  'aws:PrincipalTag/team': { family: 'String', values: ['blue', 'Blue', 'b*e', 'team/blue'] },
  'aws:PrincipalOrgID': { family: 'String', values: ['o-exampleorgid', 'o-other'] },
  'aws:TagKeys': { family: 'String', values: ['cost', 'Cost', 'owner', 'blue'], many: true },
  'bedrock:InferenceProfileArn': {
    family: 'Arn', values: [PROFILE, `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/a1b2`],
  },
  'aws:PrincipalArn': { family: 'Arn', values: [PRINCIPAL, `arn:aws:iam::${ACCOUNT}:role/Other`] },
  'example:Arns': { family: 'Arn', values: [PROFILE, SOURCE_MODEL, GLOBAL_MODEL], many: true },
  'aws:MultiFactorAuthAge': { family: 'Numeric', values: ['0', '300', '300.0', '3600.5', '-1'] },
  'example:Numbers': { family: 'Numeric', values: ['1', '2', '2.5', '300'], many: true },
  'aws:CurrentTime': { family: 'Date', values: ['2026-01-31T00:00:00Z', '2026-01-31T12:30:00Z', '1769817600'] },
  'example:Dates': { family: 'Date', values: ['2026-01-31T00:00:00Z', '2025-06-30T23:59:59Z'], many: true },
  'aws:SecureTransport': { family: 'Bool', values: ['true', 'false'] },
  'example:Flags': { family: 'Bool', values: ['true', 'false'], many: true },
  'example:Binary': { family: 'Binary', values: ['QmluYXJ5', 'YmVkcm9jaw=='] },
  'aws:SourceIp': { family: 'IpAddress', values: ['203.0.113.7', '10.0.0.1', '2001:db8::7'] },
  'example:Addresses': { family: 'IpAddress', values: ['203.0.113.7', '203.0.113.200', '2001:db8::7'], many: true },
};
const KEY_NAMES = Object.keys(KEYS);
/** A key of several values cannot stand as a policy variable: one of them is enough to see that. */
const VARIABLE_NAMES = KEY_NAMES.filter((key) => !KEYS[key].many || key === 'aws:TagKeys');

const OPERATORS: Readonly<Record<Family, Values>> = {
  String: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  Numeric: comparisons('Numeric'),
  Date: comparisons('Date'),
  Bool: ['Bool'],
  Binary: ['BinaryEquals'],
  IpAddress: ['IpAddress', 'NotIpAddress'],
  Arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringEquals', 'StringLike', 'StringNotLike'],
};
export const ALL_OPERATORS: Values = [...new Set(Object.values(OPERATORS).flat()), 'Null'];

function comparisons(family: string): string[] {
  return ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((one) => `${family}${one}`);
}

/** Arbitrary text of the request's own, changed just so much that it may or may not match still. */
function drawSimilar(text: string): fc.Arbitrary<string> {
  const at = fc.nat({ max: text.length });
  const sliced = (place: (head: string, middle: string, tail: string) => string) => fc.tuple(at, at).map(([a, b]) =>
    place(text.slice(0, Math.min(a, b)), text.slice(Math.min(a, b), Math.max(a, b)), text.slice(Math.max(a, b))));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(text) },
    { weight: 3, arbitrary: sliced((head, _, tail) => `${head}*${tail}`) },
    { weight: 1, arbitrary: sliced((head, middle, tail) => `${head}*${middle}*${tail}`) },
    { weight: 2, arbitrary: at.map((a) => `${text.slice(0, a)}*`) },
    { weight: 1, arbitrary: sliced((head, middle, tail) => `${head}?${middle.slice(1)}${tail}`) },
    { weight: 1, arbitrary: sliced((head, middle, tail) => `${head}${middle.toUpperCase()}${tail}`) },
    { weight: 1, arbitrary: sliced((head, middle, tail) => `${head}x${middle.slice(1)}${tail}`) },
  );
}

/** An ARN with whole parts replaced, or with the texts of `nearly` in one of its parts: it keeps its six parts. */
function nearlyArn(arn: string): fc.Arbitrary<string> {
  const split = arn.split(':');
  const parts = [...split.slice(0, 5), split.slice(5).join(':')];
  const replaced = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([first, second]) =>
    fc.tuple(drawSimilar(parts[first]), fc.constantFrom(parts[second], parts[second], '*', '')).map(([near, other]) =>
      parts.map((part, index) => index === first ? near : index === second ? other : part).join(':')));
  // A wildcard in the place of two parts: under an ARN operator it must not reach beyond the colon.
  const reaching = fc.integer({ min: 1, max: 4 }).map((at) => [...split.slice(0, at), '*', ...split.slice(at + 2)].join(':'));
  return split.length > 6 ? fc.oneof({ weight: 5, arbitrary: replaced }, { weight: 1, arbitrary: reaching }) : replaced;
}

/** Puts policy variables where the text holds a key's value, or anywhere, with and without a default. */
function withVariable(text: string, { context }: BareRequest): fc.Arbitrary<string> {
  const variable = (name: string, fallback: string | undefined) => `\${${name}${fallback === undefined ? '' : `, '${fallback}'`}}`;
  const key = fc.constantFrom(...VARIABLE_NAMES);
  const fallback = fc.option(fc.constantFrom(REGION, ACCOUNT, 'blue', MODEL), { nil: undefined, freq: 1 });
  const at = fc.nat({ max: text.length });
  const held = VARIABLE_NAMES.flatMap((name) =>
    [context[name] ?? []].flat().filter((one) => text.includes(one)).map((one) => ({ name, one })));
  return fc.oneof(
    { weight: 7, arbitrary: fc.constant(text) },
    ...held.length === 0 ? [] : [{
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...held), fallback)
        .map(([{ name, one }, given]) => text.replace(one, () => variable(name, given))),
    }],
    // The default is what the text held, so it matters whether the key is there.
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(REGION, ACCOUNT, MODEL, 'blue'), key)
        .map(([one, name]) => text.replace(one, () => variable(name, one))),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(at, key, fallback).map(([index, name, given]) =>
        text.slice(0, index) + variable(name, given) + text.slice(index)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(at, fc.constantFrom('*', '?', '$'))
        .map(([index, one]) => `${text.slice(0, index)}\${${one}}${text.slice(index)}`),
    },
  );
}

export type BareRequest = Pick<Case, 'principal' | 'action' | 'resource' | 'context'>;

/** One leg of a call. Each key is there or not, whatever AWS would do, so that absence is met everywhere. */
export const request: fc.Arbitrary<BareRequest> = fc.record({
  leg: fc.constantFrom(...LEGS),
  action: fc.constantFrom(...ACTIONS),
  extra: fc.record(Object.fromEntries(KEY_NAMES.map((key) => [key, contextValue(key)])), { requiredKeys: ['aws:PrincipalArn'] }),
  bare: fc.boolean(),
}).map(({ leg, action, extra, bare }) => ({
  principal: PRINCIPAL,
  action,
  resource: leg.resource,
  context: {
    ...extra,
    ...(bare
      ? {}
      : {
        'aws:RequestedRegion': leg.region,
        'aws:PrincipalAccount': ACCOUNT,
        ...leg.profile ? { 'bedrock:InferenceProfileArn': leg.profile } : {},
      }),
  },
}));

function contextValue(key: string): fc.Arbitrary<string | string[]> {
  const { values, many } = KEYS[key];
  return many ? fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }) : fc.constantFrom(...values);
}

const otherCase = (key: string) => fc.constantFrom(key, key, key.toLowerCase(), key.toUpperCase());

function oneOrMore<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof({ weight: 2, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) });
}

/** A value of a policy for a key: of the operator's kind, close to what the request carries. */
function policyValue(key: string, operator: string, asked: BareRequest): fc.Arbitrary<unknown> {
  const { family, values } = KEYS[key];
  const carried = [asked.context[key] ?? []].flat();
  const base = fc.constantFrom(...values, ...carried, ...carried, ...carried);
  switch (operator.replace(/Not|Equals|Like/g, '').startsWith('String') ? 'String' : family) {
    case 'Numeric':
      return fc.oneof(base, base.map(Number), fc.constantFrom('299', 301, '2.50', -2));
    case 'Date':
      return fc.oneof(
        base,
        fc.constantFrom('2026-01-31', '2026-01-31T00:00:00+00:00', '2026-01-31T02:00:00+02:00', '2026-02-01T00:00:00.000Z', '1769817600'));
    case 'Bool':
      return fc.oneof(base, base.map((value) => value === 'true'));
    case 'IpAddress':
      return fc.oneof(
        base,
        fc.constantFrom(
          '203.0.113.0/24', '203.0.113.128/25', '10.0.0.0/8', '0.0.0.0/0', '203.0.113.7/32', '2001:db8::/32', '2001:DB8:0:0::7', '::/0'));
    case 'Arn':
      return base.chain(nearlyArn).chain((value) => withVariable(value.slice('arn:'.length), asked)).map((value) => `arn:${value}`);
    case 'String':
      return base.chain(drawSimilar).chain((value) => withVariable(value, asked));
    default:
      return base;
  }
}

/** A condition on one key: every operator as often as any other, on a key of a kind that suits it. */
export function condition(asked: BareRequest): fc.Arbitrary<ConditionParts> {
  return fc.constantFrom(...ALL_OPERATORS).chain((base): fc.Arbitrary<ConditionParts> => {
    if (base === 'Null') {
      return fc.record({
        operator: fc.constant(base),
        key: fc.constantFrom(...KEY_NAMES).chain(otherCase),
        values: fc.constantFrom(['true'], ['false'], [true], [false], ['true', 'false']),
      });
    }
    const keys = KEY_NAMES.filter((key) => OPERATORS[KEYS[key].family].includes(base));
    return fc.tuple(fc.constantFrom(...keys), fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'), fc.constantFrom('', 'IfExists'))
      .chain(([key, quantifier, suffix]) => fc.record({
        operator: fc.constant(`${quantifier}${base}${suffix}`),
        key: otherCase(key),
        values: fc.array(policyValue(key, base, asked), { minLength: 1, maxLength: 3 }),
      }));
  });
}

function conditionBlock(parts: readonly ConditionParts[]): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  parts.forEach(({ operator, key, values }) => {
    block[operator] = { ...block[operator], [key]: values.length === 1 ? values[0] : values };
  });
  return block;
}

function actionPattern({ action }: BareRequest): fc.Arbitrary<string> {
  const name = fc.constantFrom(action, action, ...ACTIONS).chain((one) => {
    const [service, verb] = one.split(':');
    return fc.tuple(fc.constantFrom(service, service, service, service.toUpperCase()), drawSimilar(verb).filter((text) => text !== ''))
      .map(([left, right]) => `${left}:${right}`);
  });
  return fc.oneof({ weight: 3, arbitrary: name }, { weight: 2, arbitrary: fc.constantFrom('*', 'bedrock:*', 'bedrock:Invoke*') });
}

/** The judge ignores a Region's case, of which IAM's guide says nothing. */
const isLowerCase = (text: string) => text === text.toLowerCase();

/**
 * IAM admits a wildcard neither in the partition, the service nor the resource type, and a policy variable only after the fifth colon;
 * what it makes of others is not documented, and nor is a wildcard inside of a part that would have to match a colon: none of them is
 * drawn.
 */
function resourcePattern(asked: BareRequest): fc.Arbitrary<string> {
  const arn = fc.constantFrom(asked.resource, asked.resource, asked.resource, ...LEGS.map(({ resource }) => resource))
    .map((one) => one.split(':'));
  const complete = arn.chain(([, , , region, account, ...rest]) => {
    const [type, id] = rest.join(':').split('/');
    return fc.tuple(
      fc.oneof(drawSimilar(region).filter(isLowerCase), fc.constant('*')),
      fc.oneof(drawSimilar(account), fc.constant('*')),
      fc.oneof(
        { weight: 5, arbitrary: drawSimilar(id).chain((near) => withVariable(near, asked)).map((near) => `${type}/${near}`) },
        { weight: 1, arbitrary: fc.constant('*') },
      ),
    ).map((parts) => ['arn', 'aws', 'bedrock', ...parts].join(':'));
  });
  const lastPart = (part: string) => drawSimilar(part).filter((text) => isLowerCase(text) && /^[^?*]*\*?$/.test(text));
  const incomplete = arn.chain((parts) => fc.integer({ min: 3, max: 5 }).chain((length) =>
    (length === 3 ? fc.constant('bedrock') : lastPart(parts[length - 1]))
      .map((last) => [...parts.slice(0, length - 1), last].join(':'))));
  // The wildcard at the end of a part stands for the parts left out after it.
  const reaching = arn.chain((parts) => fc.tuple(
    fc.integer({ min: 3, max: 4 }), fc.integer({ min: 1, max: 2 }), fc.nat({ max: 3 }),
  ).map(([at, out, kept]) => [...parts.slice(0, at), `${parts[at].slice(0, kept)}*`, ...parts.slice(at + 1 + out)].join(':')));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 6, arbitrary: complete },
    { weight: 1, arbitrary: incomplete },
    { weight: 1, arbitrary: reaching },
  );
}

export function statement(asked: BareRequest, effect: fc.Arbitrary<'Allow' | 'Deny'>, principal: boolean): fc.Arbitrary<StatementDocument> {
  const rarely = fc.constantFrom(false, false, false, true);
  return fc.record({
    effect,
    notAction: rarely,
    actions: oneOrMore(actionPattern(asked)),
    notResource: rarely,
    resources: oneOrMore(resourcePattern(asked)),
    parts: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 4, arbitrary: fc.array(condition(asked), { minLength: 1, maxLength: 2 }) },
    ),
  }).map(({ effect: Effect, notAction, actions, notResource, resources, parts }) => ({
    Effect,
    ...(principal ? { Principal: '*' } : {}),
    [notAction ? 'NotAction' : 'Action']: actions,
    [notResource ? 'NotResource' : 'Resource']: resources,
    ...(parts.length > 0 ? { Condition: conditionBlock(parts) } : {}),
  }));
}

export interface Shape {
  readonly maxStatements: number;
  /** How many Allows there are to one Deny. */
  readonly allows: number;
  readonly principal?: boolean;
}

export function document(asked: BareRequest, { maxStatements, allows, principal = false }: Shape): fc.Arbitrary<PolicyDocument> {
  const effect = fc.oneof(
    { weight: allows, arbitrary: fc.constant('Allow' as const) },
    { weight: 1, arbitrary: fc.constant('Deny' as const) },
  );
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement(asked, effect, principal), { minLength: 1, maxLength: maxStatements }),
  });
}

function named(name: string, one: fc.Arbitrary<PolicyDocument>): fc.Arbitrary<NamedDocument> {
  return one.map((given) => ({ name, document: given }));
}

/** Identity policies alone. */
export const identityCase: fc.Arbitrary<Case> = request.chain((asked) =>
  fc.array(named('identity', document(asked, { maxStatements: 4, allows: 3 })), { minLength: 1, maxLength: 2 })
    .map((identity) => ({ ...asked, identity })));

/** Policies in every layer, open enough that a request has a fair chance to pass all of them. */
export const layeredCase: fc.Arbitrary<Case> = request.chain((asked) => {
  const open = (principal: boolean) =>
    fc.constant<StatementDocument>({ Effect: 'Allow', ...(principal ? { Principal: '*' } : {}), Action: '*', Resource: '*' });
  const layer = (name: string, principal = false) => named(name, fc.tuple(
    document(asked, { maxStatements: 2, allows: 4, principal }), fc.option(open(principal), { freq: 3 }),
  ).map(([one, rest]) => ({ ...one, Statement: [...one.Statement, ...rest ? [rest] : []] })));
  return fc.record({
    identity: fc.array(layer('identity'), { minLength: 1, maxLength: 2 }),
    boundary: layer('boundary'),
    session: layer('session'),
    endpoint: layer('endpoint', true),
    scpLevels: fc.array(fc.array(layer('scp'), { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
  }, { requiredKeys: ['identity'] }).map((layers) => ({ ...asked, ...layers }));
});

/** Service control policies that mostly deny, on one or two levels; everything else allows everything. */
export const scpCase: fc.Arbitrary<Case> = request.chain((asked) => {
  const open: StatementDocument = { Effect: 'Allow', Action: '*', Resource: '*' };
  const level = named(
    'scp', document(asked, { maxStatements: 4, allows: 1 }).map((one) => ({ ...one, Statement: [...one.Statement, open] })));
  return fc.array(level, { minLength: 1, maxLength: 2 }).map((scpLevels) => ({
    ...asked,
    identity: [{ name: 'identity', document: { Version: '2012-10-17', Statement: [open] } }],
    scpLevels: scpLevels.map((one) => [one]),
  }));
});

/** One Allow with nothing but a condition. */
export const conditionCase: fc.Arbitrary<Case> = request.chain((asked) => condition(asked).map((parts) => ({
  ...asked,
  identity: [{
    name: 'identity',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: conditionBlock([parts]) }] },
  }],
})));
