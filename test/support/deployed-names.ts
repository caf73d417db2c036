import * as fc from 'fast-check';
import { listNestedStackNames, listRoleNames, listUserNames, namePermissionSetRole, nameStackSetStack } from '../../src/core/app/names';
import { callGlobally } from '../../src/core/call/calls';
import { Unknown } from '../../src/core/call/unknown-facts';
import { evaluate } from '../../src/core/iam/evaluate';
import { PolicyLayer } from '../../src/core/iam/layer';
import { InvocationOutcome } from '../../src/core/iam/outcome';
import { parsePolicy } from '../../src/core/iam/policy';
import { IamRequest } from '../../src/core/iam/request';

/** An identity with the name that AWS gave it, and with the candidates for it that are known before. */
export interface Deployed {
  readonly kind: 'role' | 'user';
  readonly name: string;
  readonly candidates: readonly string[];
}

const ACCOUNT = '111122223333';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Names as CloudFormation is seen to: stack and logical ID take turns at taking a character until none is left, or neither wants one. */
export function deployName(stack: string, logicalId: string, budget: number, random: string): string {
  const clean = stack.split('-').filter((piece, at, pieces) => piece !== '' || at === pieces.length - 1).join('-');
  let [a, b] = [0, 0];
  while (a + b < budget && (a < clean.length || b < logicalId.length)) {
    a += a < clean.length ? 1 : 0;
    b += a + b < budget && b < logicalId.length ? 1 : 0;
  }
  return [clean.substring(0, a), logicalId.substring(0, b), random].join('-');
}

const textOf = (characters: string, least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: least, maxLength: most });
const letters = `${CAPITALS.slice(0, 26).toLowerCase()}${CAPITALS}`;
const older = textOf(CAPITALS, 12, 13);
const today = textOf(letters, 12, 12);
const word = fc.oneof(fc.constantFrom('Prod', 'Dev', 'App', 'Task', 'Service', 'Role', 'Admin', 'Lambda'), textOf(letters, 1, 30));
const stackName = fc.tuple(word, fc.array(fc.tuple(fc.constantFrom('-', '--', ''), word), { maxLength: 3 }))
  .map(([first, rest]) => `${/^[A-Za-z]/.test(first) ? '' : 'S'}${first}${rest.flat().join('')}`.slice(0, 100));
const logicalId = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(''));

interface Stack {
  readonly name: string;
  readonly candidates: readonly string[];
}

const topStack: fc.Arbitrary<Stack> = fc.oneof(
  { weight: 4, arbitrary: stackName.map((name) => ({ name, candidates: [name] })) },
  {
    weight: 1,
    arbitrary: fc.tuple(stackName, fc.uuid()).map(([set, uuid]) =>
      ({ name: `StackSet-${set}-${uuid}`, candidates: [nameStackSetStack(set)] })),
  },
  { weight: 1, arbitrary: fc.tuple(stackName, stackName).map(([name, other]) => ({ name, candidates: [other, name] })) },
);

const stack: fc.Arbitrary<Stack> = fc.tuple(topStack, fc.array(fc.tuple(logicalId, older), { maxLength: 2 })).map(([top, nested]) =>
  nested.reduce<Stack>(({ name, candidates }, [id, random]) =>
    ({ name: deployName(name, id, 85, random), candidates: listNestedStackNames(candidates, id) }), top));

const generated: fc.Arbitrary<Deployed> = fc.tuple(stack, logicalId, fc.constantFrom<'role' | 'user'>('role', 'role', 'user'),
  fc.oneof(today.map((random) => ({ random, budget: 50 })), older.map((random) => ({ random, budget: 49 }))),
).map(([{ name, candidates }, id, kind, { random, budget }]) => ({
  kind, name: deployName(name, id, budget, random), candidates: (kind === 'role' ? listRoleNames : listUserNames)(candidates, id),
}));

const ofPermissionSet: fc.Arbitrary<Deployed> = fc.tuple(textOf(`${letters}+=,.@-_`, 1, 32), textOf('0123456789abcdef', 16, 16))
  .map(([set, random]) => ({ kind: 'role', name: `AWSReservedSSO_${set}_${random}`, candidates: [namePermissionSetRole(set)] }));

export const deployed: fc.Arbitrary<Deployed> = fc.oneof({ weight: 5, arbitrary: generated }, { weight: 1, arbitrary: ofPermissionSet });

type Change = (text: string, at: number, length: number) => string;
const CHANGES: readonly Change[] = [
  (text, at, length) => `${text.slice(0, at)}*${text.slice(at + length)}`,
  (text, at) => `${text.slice(0, at)}*`,
  (text, at, length) => `${text.slice(0, at)}${'?'.repeat(length)}${text.slice(at + length)}`,
  (text, at) => `${text.slice(0, at)}*${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}x${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}-${text.slice(at)}`,
  (text, at, length) => `${text.slice(0, at)}${text.slice(at, at + length).toUpperCase()}${text.slice(at + length)}`,
  // The random characters, and all of them but some: what people write.
  (text) => text.replace(/.{12}$/, '*'),
  (text) => text.replace(/.{12}$/, '????????????'),
  (text) => text.replace(/.{13}$/, '*'),
  (text) => text,
];

const change = fc.tuple(fc.constantFrom(...CHANGES), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 16 }));

/** How a pattern is made of a deployed ARN. */
export const changes = fc.array(change, { maxLength: 3 });

export function makePattern(arn: string, made: readonly (readonly [Change, number, number])[]): string {
  const begin = 'arn:aws:iam::';
  return made.reduce((text, [apply, place, length]) => {
    const rest = text.slice(begin.length);
    // Most changes are wanted near the end.
    return begin + apply(rest, Math.floor(Math.sqrt(place) * rest.length), length);
  }, arn);
}

const toRegExp = (glob: string, flags = '') =>
  new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]')}$`, flags);

/** What IAM's operators do with an ARN, by regular expressions. */
const TESTS: Readonly<Record<string, (pattern: string, arn: string) => boolean>> = {
  StringEquals: (pattern, arn) => pattern === arn,
  StringEqualsIgnoreCase: (pattern, arn) => pattern.toLowerCase() === arn.toLowerCase(),
  StringLike: (pattern, arn) => toRegExp(pattern).test(arn),
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};

function matchesArn(pattern: string, arn: string): boolean {
  const split = (text: string) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/.exec(text)?.slice(1) ?? [];
  return split(pattern).length === 6 && split(arn).every((part, at) => toRegExp(split(pattern)[at]).test(part));
}

const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

export const operator = fc.tuple(fc.constantFrom('', '', 'ForAnyValue:', 'ForAllValues:'),
  fc.constantFrom(...Object.keys(TESTS), ...Object.keys(NEGATIONS)), fc.constantFrom('', 'IfExists')).map((parts) => parts.join(''));

/** Whether a condition holds for an ARN that is wholly known, without the engine. */
export function holds(named: string, patterns: readonly string[], arn: string): boolean {
  const base = named.replace(/^.*:|IfExists$/g, '');
  return patterns.some((pattern) => TESTS[NEGATIONS[base] ?? base](pattern, arn)) !== base in NEGATIONS;
}

/** What the engine says of a condition on the caller's ARN, in which only the candidates for its name are known. */
export function decideCondition(named: string, patterns: readonly string[], request: IamRequest): 'match' | 'miss' | readonly string[] {
  const policy = parsePolicy('scp', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { [named]: { 'aws:PrincipalArn': patterns } } },
    ],
  });
  const { outcome, unknown } = evaluate([{ kind: PolicyLayer.SERVICE_CONTROL, name: 'root', policies: [policy] }], request);
  return outcome === InvocationOutcome.EXPLICITLY_DENIED ? 'match' : outcome === InvocationOutcome.ALLOWED ? 'miss' : unknown;
}

/** A request of a caller whose name is one of the candidates, below a path. */
export function makeRequest({ kind, candidates }: Pick<Deployed, 'kind' | 'candidates'>, path = ''): IamRequest {
  const principalArn = `arn:aws:iam::${ACCOUNT}:${kind}/${path}${Unknown.ROLE_NAME}`;
  const caller = { account: ACCOUNT, region: 'af-south-1', partition: 'aws', principalArn, nameCandidates: candidates };
  return callGlobally(caller, 'anthropic.claude-opus-5-5')[0];
}

export function writeArn({ kind, name }: Deployed, path = ''): string {
  return `arn:aws:iam::${ACCOUNT}:${kind}/${path}${name}`;
}
