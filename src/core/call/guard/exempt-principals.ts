import { ConditionKey } from '../../facts/iam-words';
import { parsePolicy, Policy } from '../../iam/policy';
import { each, ElementRules, must, Rule } from '../../rules/rule';
import { STAND_IN } from '../stand-ins';

/** A principal that a guard is asked about. */
export interface Principal {
  readonly account: string;
  readonly principalArn: string;
}

/** An ARN pattern of a role or a user. */
export const PRINCIPAL_PATTERN = /^arn:[a-z*-]+:iam::(?<account>\d{12}|\*):(root|(role|user)\/(?<name>[\w+=,.@/*?-]+))$/;
const NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-'];

/** The rules that patterns must not `exempt`, or `name`, everyone: neither one of them, nor all together. */
export function writeEverybodyRules(verb: 'exempt' | 'name'): [alone: ElementRules<string>, together: Rule<string[]>] {
  const rule = `must not ${verb} everyone`;
  return [
    each(must(namesSomebody, rule, 'Name a role, or a path of roles, such as "arn:aws:iam::111122223333:role/platform/*"')),
    must((arns) => findOrdinaryPrincipal(arns) !== undefined, rule,
      'Together these patterns match every name that was tried. Name the roles more closely'),
  ];
}

function namesSomebody(arn: string): boolean {
  const { account, name = '-' } = PRINCIPAL_PATTERN.exec(arn)?.groups ?? {};
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
  const principals = NAMES.map((name): Principal => ({ account, principalArn: `arn:aws:iam::${account}:role/${name}` }));
  return principals.find((principal) => !isExempt(exempting, principal));
}

/** Makes a principal that a pattern matches; undefined for a value that only the deployment knows. */
export function makePrincipal(pattern: string): Principal | undefined {
  const { account: owner } = PRINCIPAL_PATTERN.exec(pattern)?.groups ?? {};
  if (owner === undefined) {
    return undefined;
  }
  const account = owner === '*' ? STAND_IN.account : owner;
  const [, written, , , , identity] = pattern.split(':');
  const partition = written === '*' ? 'aws' : written.replaceAll('*', '');
  return { account, principalArn: `arn:${partition}:iam::${account}:${identity.replace(/[*?]/g, 'x')}` };
}

/** Values that only the deployment knows have another form. */
function isPattern(arn: string): boolean {
  return PRINCIPAL_PATTERN.test(arn) || /^[*?]+$/.test(arn);
}

function isExempt({ statements }: Policy, { account, principalArn }: Principal): boolean {
  const context = new Map([[ConditionKey.PRINCIPAL_ARN.toLowerCase(), [principalArn]]]);
  const environment = { account, partition: 'aws', region: 'us-east-1' };
  const request = { action: 'sts:GetCallerIdentity', resource: '*', context, environment };
  return statements.some(({ matches }) => matches(request) !== false);
}
