import { Construct } from 'constructs';
import { fail, got, isConcrete } from '../../checks/fail';
import { ConditionKey } from '../facts/iam-words';
import { Policy, policy } from '../iam/policy';

/** Somebody whom a guard is asked about. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
}

const PATTERN = /^arn:[a-z*-]+:iam::(?<account>\d{12}|\*):(root|(role|user)\/(?<name>[\w+=,.@/*?-]+))$/;
const NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-'];

/** Throws for patterns of principals that would never match, and for such as exempt everybody. */
export function requireExemptPrincipals(scope: Construct, arns: readonly string[]): void {
  const refuse = (rule: string, value: unknown, remedy: string): never => fail(scope, `'exemptPrincipalArns' ${rule}, ${got(value)}. ${remedy}`);
  if (!Array.isArray(arns)) {
    refuse('must be a list', arns, 'For example ["arn:*:iam::*:role/BreakGlass"]');
  }
  for (const arn of arns.filter((one?: string) => one === undefined || isKnown(one))) {
    const session = /^arn:([^:]+):sts::([^:]*):assumed-role\/([^/]+)/.exec(arn);
    if (session) {
      refuse('must name roles, not their sessions: aws:PrincipalArn carries the ARN of the role, so this would never match', arn,
        `Use "arn:${session[1]}:iam::${session[2]}:role/${session[3]}", with the role's path if it has one`);
    }
    const groups = PATTERN.exec(arn)?.groups;
    if (!groups && !/^[*?]+$/.test(arn)) {
      refuse('must be ARN patterns of roles or users, with a 12-digit account or "*"', arn, 'For example "arn:*:iam::*:role/BreakGlass"');
    }
    if (!groups || groups.account === '*' && /^[*?/]+$/.test(groups.name ?? '-')) {
      refuse('must not exempt everybody', arn, 'Name a role, or a path of roles, such as "arn:*:iam::*:role/platform/*"');
    }
  }
  if (!ordinaryPrincipal(arns)) {
    refuse('must not exempt everybody', arns, 'Together these patterns match every name that was tried. Name the roles more closely');
  }
}

/** A role that none of the patterns exempts. */
export function ordinaryPrincipal(arns: readonly string[]): Principal | undefined {
  const accounts = Array.from({ length: arns.length + 1 }, (_, index) => String(index + 1).padStart(12, '0'));
  const account = accounts.find((id) => !arns.some((arn) => arn.includes(id)))!;
  const patterns = arns.filter(isKnown);
  const exempting = policy('exempt principals', {
    Statement: patterns.length === 0 ? [] : [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { [ConditionKey.PRINCIPAL_ARN]: patterns } } }],
  });
  return NAMES.map((name) => ({ account, arn: `arn:aws:iam::${account}:role/${name}` })).find((principal) => !matches(exempting, principal));
}

/** A principal whom the first concrete pattern exempts. */
export function exemptPrincipal(arns: readonly string[]): Principal | undefined {
  const pattern = arns.find(isKnown);
  const groups = pattern && PATTERN.exec(pattern)?.groups;
  if (!groups) {
    return undefined;
  }
  const account = groups.account === '*' ? '111122223333' : groups.account;
  const [, , , , , identity] = pattern.split(':');
  return { account, arn: `arn:aws:iam::${account}:${identity.replace(/[*?]/g, 'x')}` };
}

/** Of a list that is a token as a whole, the one element is none by itself. */
function isKnown(arn: string): boolean {
  return isConcrete(arn) && isConcrete([arn]);
}

function matches({ statements }: Policy, { account, arn }: Principal): boolean {
  const context = new Map([[ConditionKey.PRINCIPAL_ARN.toLowerCase(), [arn]]]);
  const environment = { account, partition: 'aws', region: 'us-east-1' };
  return statements.some((statement) => statement.matches({ action: 'sts:GetCallerIdentity', resource: '*', context, environment }) !== false);
}
