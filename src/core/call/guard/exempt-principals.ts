import { ConditionKey } from '../../facts/iam-words';
import { parsePolicy, Policy } from '../../iam/policy';
import { ElementRules, Rule } from '../../rules/rule';

/** Somebody whom a guard is asked about. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
}

const PATTERN = /^arn:[a-z*-]+:iam::(?<account>\d{12}|\*):(root|(role|user)\/(?<name>[\w+=,.@/*?-]+))$/;
const SESSION = /^arn:([^:]+):sts::([^:]*):assumed-role\/([^/]+)/;
const NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-'];

/** Patterns of principals must be able to match, and must not exempt everybody. */
export const EXEMPT_PRINCIPAL_RULES: readonly (Rule<string[]> | ElementRules<string>)[] = [
  {
    each: [
      {
        holds: (arn) => !SESSION.test(arn),
        rule: 'must name roles, not their sessions: aws:PrincipalArn carries the ARN of the role, so this would never match',
        remedy: nameRole,
      },
      {
        holds: (arn) => PATTERN.test(arn) || /^[*?]+$/.test(arn),
        rule: 'must be ARN patterns of roles or users, with a 12-digit account or "*"',
        remedy: 'For example "arn:*:iam::*:role/BreakGlass"',
      },
      {
        holds: namesSomebody,
        rule: 'must not exempt everybody',
        remedy: 'Name a role, or a path of roles, such as "arn:*:iam::*:role/platform/*"',
      },
    ],
  },
  {
    holds: (arns) => findOrdinaryPrincipal(arns) !== undefined,
    rule: 'must not exempt everybody',
    remedy: 'Together these patterns match every name that was tried. Name the roles more closely',
  },
];

function nameRole(session: string): string {
  const [, partition, account, role] = SESSION.exec(session)!;
  return `Use "arn:${partition}:iam::${account}:role/${role}", with the role's path if it has one`;
}

function namesSomebody(arn: string): boolean {
  const { account, name = '-' } = PATTERN.exec(arn)?.groups ?? {};
  return account !== undefined && !(account === '*' && /^[*?/]+$/.test(name));
}

/** Finds a role that none of the patterns exempts. */
export function findOrdinaryPrincipal(arns: readonly string[]): Principal | undefined {
  const accounts = Array.from({ length: arns.length + 1 }, (_, index) => String(index + 1).padStart(12, '0'));
  const account = accounts.find((id) => !arns.some((arn) => arn.includes(id)))!;
  const patterns = arns.filter(isPattern);
  const condition = { ArnLike: { [ConditionKey.PRINCIPAL_ARN]: patterns } };
  const exempting = parsePolicy('exempt principals', {
    Statement: patterns.length === 0 ? [] : [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }],
  });
  const principals = NAMES.map((name): Principal => ({ account, arn: `arn:aws:iam::${account}:role/${name}` }));
  return principals.find((principal) => !isExempt(exempting, principal));
}

/** Finds a principal whom the first pattern exempts. */
export function findExemptPrincipal(arns: readonly string[]): Principal | undefined {
  const pattern = arns.find(isPattern);
  const { account: owner } = PATTERN.exec(pattern ?? '')?.groups ?? {};
  if (pattern === undefined || owner === undefined) {
    return undefined;
  }
  const account = owner === '*' ? '111122223333' : owner;
  const [, , , , , identity] = pattern.split(':');
  return { account, arn: `arn:aws:iam::${account}:${identity.replace(/[*?]/g, 'x')}` };
}

/** Values that only the deployment knows have another form. */
function isPattern(arn: string): boolean {
  return PATTERN.test(arn) || /^[*?]+$/.test(arn);
}

function isExempt({ statements }: Policy, { account, arn }: Principal): boolean {
  const context = new Map([[ConditionKey.PRINCIPAL_ARN.toLowerCase(), [arn]]]);
  const environment = { account, partition: 'aws', region: 'us-east-1' };
  const request = { action: 'sts:GetCallerIdentity', resource: '*', context, environment };
  return statements.some(({ matches }) => matches(request) !== false);
}
