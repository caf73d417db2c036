import { Condition, readConditions } from './condition';
import { compileGlob } from './glob';
import { listValues } from './intrinsics';
import { matchAll, matchAny, Match, not } from './match';
import { PATTERN } from './operators/operator';
import { cutPlaceholders } from './placeholders';
import { preparePrincipalTest } from './principal';
import { IamRequest } from './request';
import { compileResourcePattern } from './resource-pattern';
import { Reading } from './text-parts';
import { prepareValueTest } from './value';

/** A statement, ready to be asked. */
export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it names principals, as only policies of resources and of VPC endpoints may. */
  readonly namesPrincipal: boolean;
  readonly conditions: readonly Condition[];
  /** Whether it is about the request's action, whatever else it says. */
  readonly isAboutAction: (request: IamRequest) => Match;
  /** Whether it is about the request's action, resource and principal, whatever its conditions say. */
  readonly concerns: (request: IamRequest) => Match;
  readonly matches: (request: IamRequest) => Match;
  /** The statement as it was given. */
  readonly document: Readonly<Record<string, unknown>>;
}

type Test = (request: IamRequest) => Match;

/** `trust`: the policy of a role that says who may assume it. It names principals, and no resource, since that is the role itself. */
export type DocumentForm = 'any' | 'trust';

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** IAM compares actions without regard to case. */
const ACTION = { ...PATTERN, test: (expected: string) => compileGlob(expected.toLowerCase()) };
/** The documentation forbids variables before the fifth colon, without saying what they do there. */
const RESOURCE = { ...PATTERN, test: compileResourcePattern, variablesAfter: 5 };

/** Reads a statement as IAM would, and refuses what IAM would refuse. */
export function readStatement(
  document: unknown, index: number, reading: Reading, fail: (rule: string) => never, form: DocumentForm = 'any',
): Statement {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return fail(`must be an object, got: ${JSON.stringify(document)}`);
  }
  const elements = document as Record<string, unknown>;
  const odd = Object.keys(elements).find((name) => !ELEMENTS.includes(name));
  if (odd !== undefined) {
    return fail(`'${odd}' is not an element of a statement; those are ${ELEMENTS.join(', ')}`);
  }
  const { Sid: sid, Effect: effect } = elements;
  if (effect === undefined) {
    return fail('\'Effect\' is missing: it must be "Allow" or "Deny"');
  }
  if (effect !== 'Allow' && effect !== 'Deny') {
    return fail(`'Effect' must be "Allow" or "Deny", got: ${JSON.stringify(effect)}`);
  }
  if (sid !== undefined && typeof sid !== 'string') {
    return fail(`'Sid' must be a string, got: ${JSON.stringify(sid)}`);
  }
  const action = prepareActionTest(elements, reading, fail);
  const resource = form === 'trust' ? refuseResource(elements, fail) : prepareResourceTest(elements, reading, fail);
  const principal = preparePrincipalTest(elements, reading, fail);
  if (form === 'trust' && !principal) {
    return fail('\'Principal\' is missing: a trust policy must say who may assume the role');
  }
  const conditions = elements.Condition === undefined ? [] : readConditions(elements.Condition, reading, fail);
  const subject = [action, resource, ...(principal ? [principal] : [])];
  const tests = [...subject, ...conditions.map(({ matches }) => matches)];
  return {
    index,
    sid,
    effect,
    namesPrincipal: principal !== undefined,
    conditions,
    isAboutAction: action,
    concerns: (request) => matchAll(subject, (test) => test(request)),
    matches: (request) => matchAll(tests, (test) => test(request)),
    document: elements,
  };
}

function prepareActionTest(elements: Record<string, unknown>, reading: Reading, fail: (rule: string) => never): Test {
  const { values, negated } = readElement(elements, 'Action', reading, fail);
  const odd = values.find((value) => typeof value === 'string' && value !== '*' && !/^[^:\s]+:[^:\s]+$/.test(value) && isWhole(value));
  if (odd !== undefined) {
    return fail(`an action must be "*" or "service:Action", got: ${JSON.stringify(odd)}`);
  }
  const tests = values.map((value) => prepareValueTest(value, ACTION, { ...reading, variables: false }));
  const test = prepareElementTest(tests, negated, (request) => request.action.toLowerCase());
  return values.every((value) => typeof value === 'string') ? rememberAction(test) : test;
}

/** The legs of a call have one action, and lists of actions are long: the answer for the last one is kept. */
function rememberAction(test: Test): Test {
  let last: { readonly action: string; readonly match: Match } | undefined;
  return (request) => {
    last = last?.action === request.action ? last : { action: request.action, match: test(request) };
    return last.match;
  };
}

function prepareResourceTest(elements: Record<string, unknown>, reading: Reading, fail: (rule: string) => never): Test {
  const { values, negated } = readElement(elements, 'Resource', reading, fail);
  const odd = values.find((value) => typeof value === 'string' && !/^(\*+$|arn:|\$\{)/.test(value) && isWhole(value));
  if (odd !== undefined) {
    return fail(`a resource must be "*" or an ARN, got: ${JSON.stringify(odd)}`);
  }
  const tests = values.map((value) => prepareValueTest(value, RESOURCE, reading));
  return prepareElementTest(tests, negated, (request) => request.resource);
}

function refuseResource(elements: Record<string, unknown>, fail: (rule: string) => never): Test {
  const odd = ['Resource', 'NotResource'].find((name) => name in elements);
  return odd === undefined ? () => true : fail(`'${odd}' has no place in a trust policy, which is about its own role: leave it out`);
}

/** Whether a text has no placeholder, which may turn out to be any text. */
function isWhole(text: string): boolean {
  return cutPlaceholders(text).length === 1;
}

/** Reads an element that stands in one of two forms, such as `Action` and `NotAction`. */
function readElement(elements: Record<string, unknown>, name: 'Action' | 'Resource', reading: Reading, fail: (rule: string) => never) {
  const [positive, negative] = [elements[name], elements[`Not${name}`]];
  if (positive === undefined && negative === undefined) {
    return fail(`'${name}' is missing: exactly one of '${name}' and 'Not${name}' must be there`);
  }
  if (positive !== undefined && negative !== undefined) {
    return fail(`exactly one of '${name}' and 'Not${name}' must be there`);
  }
  const negated = positive === undefined;
  const given = positive ?? negative;
  const values = listValues(given, reading);
  if (values.length === 0 || values.some((value) => typeof value !== 'string' && (typeof value !== 'object' || value === null))) {
    return fail(`'${negated ? `Not${name}` : name}' must be a string or a list of strings, got: ${JSON.stringify(given)}`);
  }
  return { values, negated };
}

type PreparedTest = ReturnType<typeof prepareValueTest>;

function prepareElementTest(tests: readonly PreparedTest[], negated: boolean, readText: (request: IamRequest) => string): Test {
  const any: Test = (request) => {
    const text = readText(request);
    return matchAny(tests, (test) => test(request)(text));
  };
  return negated ? (request) => not(any(request)) : any;
}
