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

/** A statement, prepared for requests. */
export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it names principals. Only policies of resources and of VPC endpoints may do so. */
  readonly namesPrincipal: boolean;
  readonly conditions: readonly Condition[];
  /** Whether its action matches, apart from everything else. */
  readonly isAboutAction: (request: IamRequest) => Match;
  /** Whether its action, resource and principal match, apart from its conditions. */
  readonly concerns: (request: IamRequest) => Match;
  readonly matches: (request: IamRequest) => Match;
  /** The statement as given. */
  readonly document: Readonly<Record<string, unknown>>;
}

type Test = (request: IamRequest) => Match;

/** `trust`: the policy that says who may assume a role. It names principals, but no resource, because the role is the resource. */
export type DocumentForm = 'any' | 'trust';

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Actions in IAM are not case-sensitive. */
const ACTION = { ...PATTERN, test: (expected: string) => compileGlob(expected.toLowerCase()) };
/** AWS forbids variables before the fifth colon, and does not document what they do there. */
const RESOURCE = { ...PATTERN, test: compileResourcePattern, variablesAfter: 5 };

/** Reads a statement as IAM does, and refuses what IAM refuses. */
export function readStatement(
  document: unknown, index: number, reading: Reading, fail: (rule: string) => never, form: DocumentForm = 'any',
): Statement {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return fail(`must be an object, got: ${JSON.stringify(document)}`);
  }
  const elements = document as Record<string, unknown>;
  const odd = Object.keys(elements).find((name) => !ELEMENTS.includes(name));
  if (odd !== undefined) {
    return fail(`'${odd}' is not an element of a statement; the elements are ${ELEMENTS.join(', ')}`);
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

/** Keeps the last answer, because the legs of a call share their action, and lists of actions are long. */
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

/** Whether a text has no placeholder, which may become any text. */
function isWhole(text: string): boolean {
  return cutPlaceholders(text).length === 1;
}

/** Reads an element that has two forms, such as `Action` and `NotAction`. */
function readElement(elements: Record<string, unknown>, name: 'Action' | 'Resource', reading: Reading, fail: (rule: string) => never) {
  const [positive, negative] = [elements[name], elements[`Not${name}`]];
  if (positive === undefined && negative === undefined) {
    return fail(`'${name}' is missing: exactly one of '${name}' and 'Not${name}' must be given`);
  }
  if (positive !== undefined && negative !== undefined) {
    return fail(`exactly one of '${name}' and 'Not${name}' must be given`);
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
