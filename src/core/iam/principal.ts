import { compileGlob } from './glob';
import { listValues } from './intrinsics';
import { matchAny, Match, not } from './match';
import { TEXT } from './operators/operator';
import { IamRequest, Requester } from './request';
import { Reading } from './text-parts';
import { prepareValueTest, writeValue } from './value';

type Test = (request: IamRequest) => Match;

/** A principal of a statement. The kind is unknown for `*`, and for an intrinsic function in place of all principals. */
interface Named {
  readonly kind?: string;
  readonly value: unknown;
}

const PRINCIPAL = { ...TEXT, test: compileGlob };
const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const SESSION = /:assumed-role\//;
/** IAM writes this in place of a deleted role or user that a policy names. */
const UNIQUE_ID = /^A(ROA|IDA)[A-Z0-9]+$/;

/** Prepares the test of a statement's `Principal` or `NotPrincipal`. Returns undefined if it has neither. */
export function preparePrincipalTest(elements: Record<string, unknown>, reading: Reading, fail: (rule: string) => never): Test | undefined {
  const given = 'Principal' in elements ? elements.Principal : elements.NotPrincipal;
  if (given === undefined) {
    return undefined;
  }
  if ('Principal' in elements && 'NotPrincipal' in elements) {
    return fail('\'Principal\' and \'NotPrincipal\' must not both be given');
  }
  const tests = readPrincipals(given, reading, fail).map((named) => prepareOneTest(named, reading));
  const any: Test = (request) => matchAny(tests, (test) => test(request));
  return 'Principal' in elements ? any : (request) => not(any(request));
}

/** Reads the principals by kind. An intrinsic function is one unknown principal. */
function readPrincipals(given: unknown, reading: Reading, fail: (rule: string) => never): Named[] {
  const refuse = () => fail(`'Principal' must be "*" or name principals by kind (${KINDS.join(', ')}), got: ${JSON.stringify(given)}`);
  if (given === '*') {
    return [{ value: given }];
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse();
  }
  const kinds = Object.keys(given);
  if (kinds.length === 1 && /^(Ref$|Fn::)/.test(kinds[0])) {
    return [{ value: given }];
  }
  const named = Object.entries(given).flatMap(([kind, values]) => listValues(values, reading).map((value): Named => ({ kind, value })));
  const isPrincipal = ({ value }: Named) => typeof value === 'string' || (typeof value === 'object' && value !== null);
  return kinds.every((kind) => KINDS.includes(kind)) && named.every(isPrincipal) ? named : refuse();
}

function prepareOneTest({ kind, value }: Named, reading: Reading): Test {
  const isAws = kind === undefined || kind === 'AWS';
  const prepared = prepareValueTest(value, PRINCIPAL, { ...reading, variables: false });
  const isSession = isAws && typeof value === 'string' && SESSION.test(value);
  const isUniqueId = isAws && typeof value === 'string' && UNIQUE_ID.test(value);
  return (request) => {
    const { requester } = request;
    if (isUniqueId || (isSession && !requester?.names.some((name) => SESSION.test(name)))) {
      // The role's ARN does not say the session or the unique ID.
      return requester && !mayBe(value, requester) ? false : ['aws:userid'];
    }
    if (requester) {
      return matchRequester({ kind, value }, requester, prepared(request));
    }
    const match = isAws && matchAny(listNames(request), prepared(request));
    return match === false && isAws && !request.context.has('aws:principalarn') ? ['aws:PrincipalArn'] : match;
  };
}

/** Whether a session or a unique ID may be the requester's. A session says its account and the name of its role. */
function mayBe(value: string, { kind, names }: Requester): boolean {
  const [, account, role] = /:(\d+):assumed-role\/([^/]+)/.exec(value) ?? [];
  return kind === 'AWS' && (role === undefined || names.some((name) => name.includes(`:${account}:`) && name.endsWith(`/${role}`)));
}

/** Both forms of `*` match everyone. AWS does not document what `*` means for services and providers. */
function matchRequester({ kind, value }: Named, { kind: own, names }: Requester, test: (name: string) => Match): Match {
  if (value === '*' && (kind === undefined || kind === 'AWS')) {
    return true;
  }
  if (kind !== undefined && kind !== own) {
    return false;
  }
  if (value === '*') {
    return [`the principal ${JSON.stringify({ [kind!]: value })}`];
  }
  const match = matchAny(own === 'AWS' ? [...names, ...names.flatMap(listAccountNames)] : names, test);
  return match === false || match === true ? match : [`the principal ${writeValue(value)}`];
}

/** A principal is named by `*`, by its account (ID or root) or by its own ARN. */
function listNames({ environment: { account, partition }, context }: IamRequest): string[] {
  return ['*', account, `arn:${partition}:iam::${account}:root`, ...context.get('aws:principalarn') ?? []];
}

/** The names of the account in which a principal is. */
function listAccountNames(arn: string): string[] {
  const [, partition, , , account] = arn.split(':');
  return account === undefined ? [] : [account, `arn:${partition}:iam::${account}:root`];
}
