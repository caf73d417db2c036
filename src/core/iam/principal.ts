import { toList } from './document';
import { compileGlob } from './glob';
import { matchAny, Match, not } from './match';
import { TEXT } from './operators/operator';
import { IamRequest } from './request';
import { Reading } from './text-parts';
import { prepareValueTest } from './value';

type Test = (request: IamRequest) => Match;

const PRINCIPAL = { ...TEXT, test: compileGlob };
const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Prepares the test of a statement's `Principal` or `NotPrincipal`; nothing where it has neither. */
export function preparePrincipalTest(elements: Record<string, unknown>, reading: Reading, fail: (rule: string) => never): Test | undefined {
  const given = 'Principal' in elements ? elements.Principal : elements.NotPrincipal;
  if (given === undefined) {
    return undefined;
  }
  if ('Principal' in elements && 'NotPrincipal' in elements) {
    return fail('\'Principal\' and \'NotPrincipal\' must not both be there');
  }
  const tests = readPrincipals(given, fail).map((value) => prepareOneTest(value, reading));
  const any: Test = (request) => matchAny(tests, (test) => test(request));
  return 'Principal' in elements ? any : (request) => not(any(request));
}

/** The principals of this account's kind; an intrinsic function stands for one that is not known. */
function readPrincipals(given: unknown, fail: (rule: string) => never): unknown[] {
  const refuse = () => fail(`'Principal' must be "*" or name principals by kind (${KINDS.join(', ')}), got: ${JSON.stringify(given)}`);
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
  const values = toList(aws);
  const isPrincipal = (value: unknown) => typeof value === 'string' || (typeof value === 'object' && value !== null);
  return kinds.every((kind) => KINDS.includes(kind)) && values.every(isPrincipal) ? values : refuse();
}

function prepareOneTest(value: unknown, reading: Reading): Test {
  if (typeof value === 'string' && /:assumed-role\/|^A(ROA|IDA)[A-Z0-9]+$/.test(value)) {
    return () => ['aws:userid']; // a session or a unique ID: the role's ARN does not tell
  }
  const prepared = prepareValueTest(value, PRINCIPAL, { ...reading, variables: false });
  return (request) => {
    const match = matchAny(listNames(request), prepared(request));
    return match === false && !request.context.has('aws:principalarn') ? ['aws:PrincipalArn'] : match;
  };
}

/** A principal is named by `*`, by its account (ID or root) or by its own ARN. */
function listNames({ environment: { account, partition }, context }: IamRequest): string[] {
  return ['*', account, `arn:${partition}:iam::${account}:root`, ...context.get('aws:principalarn') ?? []];
}
