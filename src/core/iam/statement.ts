import { Condition, conditions } from './condition';
import { ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_TEXT, ANY_TEXT_WITHIN, glob, UNKNOWN_TEXT } from './glob';
import { allOf, anyOf, Match, not } from './match';
import { PATTERN, TEXT } from './operators/operator';
import { Request } from './request';
import { Reading } from './text';
import { ValueTest, valueTest } from './value';

/** A statement, ready to be asked. */
export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it names principals, as only policies of resources and of VPC endpoints may. */
  readonly namesPrincipal: boolean;
  readonly conditions: readonly Condition[];
  /** Whether it is about the request's action, resource and principal, whatever its conditions say. */
  readonly concerns: (request: Request) => Match;
  readonly matches: (request: Request) => Match;
  /** The statement as it was given. */
  readonly document: Readonly<Record<string, unknown>>;
}

type Test = (request: Request) => Match;

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** IAM compares actions without regard to case. */
const ACTION = { ...PATTERN, test: (expected: string) => glob(expected.toLowerCase()) };
/** The documentation forbids variables before the fifth colon, without saying what they do there. */
const RESOURCE = { ...PATTERN, test: resourceGlob, variablesAfter: 5 };
const INNER_ANY_TEXT = new RegExp(`${ANY_TEXT}(?=.)`, 'g');
const PRINCIPAL = { ...TEXT, test: glob };

export function statement(document: unknown, index: number, reading: Reading, fail: (rule: string) => never): Statement {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return fail(`must be an object, got: ${JSON.stringify(document)}`);
  }
  const elements = document as Record<string, unknown>;
  const stranger = Object.keys(elements).find((name) => !ELEMENTS.includes(name));
  if (stranger !== undefined) {
    return fail(`'${stranger}' is not an element of a statement; those are ${ELEMENTS.join(', ')}`);
  }
  const { Sid: sid, Effect: effect } = elements;
  if (effect !== 'Allow' && effect !== 'Deny') {
    return fail(`'Effect' must be "Allow" or "Deny", got: ${JSON.stringify(effect)}`);
  }
  if (sid !== undefined && typeof sid !== 'string') {
    return fail(`'Sid' must be a string, got: ${JSON.stringify(sid)}`);
  }
  const action = element(elements, 'Action', reading, fail, (request) => request.action.toLowerCase());
  const resource = element(elements, 'Resource', reading, fail, (request) => request.resource);
  const principal = principalTest(elements, reading, fail);
  const keys = elements.Condition === undefined ? [] : conditions(elements.Condition, reading, fail);
  const subject = [action, resource, ...(principal ? [principal] : [])];
  const tests = [...subject, ...keys.map((key) => key.matches)];
  return {
    index,
    sid,
    effect,
    namesPrincipal: principal !== undefined,
    conditions: keys,
    concerns: (request) => allOf(subject, (test) => test(request)),
    matches: (request) => allOf(tests, (test) => test(request)),
    document: elements,
  };
}

function element(elements: Record<string, unknown>, name: 'Action' | 'Resource', reading: Reading, fail: (rule: string) => never,
  actual: (request: Request) => string): Test {
  const positive = elements[name];
  const negative = elements[`Not${name}`];
  if ((positive === undefined) === (negative === undefined)) {
    return fail(`exactly one of '${name}' and 'Not${name}' must be there`);
  }
  const given = positive ?? negative;
  const values: unknown[] = Array.isArray(given) ? given : [given];
  if (values.length === 0 || values.some((value) => typeof value !== 'string' && (typeof value !== 'object' || value === null))) {
    return fail(`'${positive === undefined ? `Not${name}` : name}' must be a string or a list of strings, got: ${JSON.stringify(given)}`);
  }
  const stray = values.find((value) => typeof value === 'string' && name === 'Resource' && !/^(\*+$|arn:|\$\{)/.test(value));
  if (stray !== undefined) {
    return fail(`a resource must be "*" or an ARN, got: ${JSON.stringify(stray)}`);
  }
  if (name === 'Action') {
    const odd = values.find((value) => typeof value === 'string' && value !== '*' && !/^[^:\s]+:[^:\s]+$/.test(value));
    if (odd !== undefined) {
      return fail(`an action must be "*" or "service:Action", got: ${JSON.stringify(odd)}`);
    }
  }
  const tests = values.map((value) => valueTest(value, name === 'Action' ? ACTION : RESOURCE, name === 'Action' ? { ...reading, variables: false } : reading));
  const any: Test = (request) => {
    const text = actual(request);
    return anyOf(tests, (test) => test(request)(text));
  };
  return positive === undefined ? (request) => not(any(request)) : any;
}

/**
 * A wildcard that ends a part of an ARN reaches beyond the colon, another one does not; an ARN of fewer than six parts has
 * a wildcard for each that it lacks, so `arn:aws:bedrock` names all of the service (IAM User Guide, "Resource").
 */
function resourceGlob(expected: string): (actual: string) => boolean {
  const missing = expected.startsWith('arn:') ? Math.max(0, 6 - expected.split(':').length) : 0;
  const completed = glob(withinParts(expected + `:${ANY_TEXT}`.repeat(missing)));
  if (missing === 0 || !expected.includes(UNKNOWN_TEXT)) {
    return completed;
  }
  const [asWritten, open] = [glob(expected), glob(`${expected}:${ANY_TEXT}`)]; // an unknown text may hold the missing colons
  return (actual) => asWritten(actual) || open(actual);
}

/** Keeps the wildcards of the first five parts within their part, except where one ends it. */
function withinParts(pattern: string): string {
  const parts = pattern.split(':');
  if (parts.length < 6 || pattern.includes(UNKNOWN_TEXT)) {
    return pattern;
  }
  return parts.map((part, index) => index > 4 ? part : part
    .replaceAll(ANY_CHARACTER, ANY_CHARACTER_WITHIN)
    .replace(INNER_ANY_TEXT, ANY_TEXT_WITHIN)).join(':');
}

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function principalTest(elements: Record<string, unknown>, reading: Reading, fail: (rule: string) => never): Test | undefined {
  const given = 'Principal' in elements ? elements.Principal : elements.NotPrincipal;
  if (given === undefined) {
    return undefined;
  }
  if ('Principal' in elements && 'NotPrincipal' in elements) {
    return fail('\'Principal\' and \'NotPrincipal\' must not both be there');
  }
  const tests = principals(given, fail).map((value) => onePrincipal(value, reading));
  const any: Test = (request) => anyOf(tests, (test) => test(request));
  return 'Principal' in elements ? any : (request) => not(any(request));
}

/** The principals of this account's kind; an intrinsic function stands for one that is not known. */
function principals(given: unknown, fail: (rule: string) => never): unknown[] {
  const refuse = () => fail(`'Principal' must be "*" or name principals by kind (${PRINCIPAL_KINDS.join(', ')}), got: ${JSON.stringify(given)}`);
  if (given === '*') {
    return [given];
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse();
  }
  const kinds = Object.keys(given);
  if (kinds.length === 1 && /^(Ref$|Fn::)/.test(kinds[0])) {
    return [given];
  }
  const { AWS: aws = [] } = given as Record<string, unknown>;
  const values: unknown[] = Array.isArray(aws) ? aws : [aws];
  const odd = kinds.some((kind) => !PRINCIPAL_KINDS.includes(kind)) || values.some((value) => value === null || !['string', 'object'].includes(typeof value));
  return odd ? refuse() : values;
}

function onePrincipal(value: unknown, reading: Reading): Test {
  if (typeof value === 'string' && /:assumed-role\/|^A(ROA|IDA)[A-Z0-9]+$/.test(value)) {
    return () => ['aws:userid']; // a session or a unique ID: the role's ARN does not tell
  }
  const test = valueTest(value, PRINCIPAL, { ...reading, variables: false });
  return (request) => named(request, test(request));
}

/** A principal is named by `*`, by its account (ID or root) or by its own ARN. */
function named(request: Request, test: ValueTest): Match {
  const { account, partition } = request.environment;
  const names = ['*', account, `arn:${partition}:iam::${account}:root`, ...request.context.get('aws:principalarn') ?? []];
  const match = anyOf(names, test);
  return match === false && !request.context.has('aws:principalarn') ? ['aws:PrincipalArn'] : match;
}
