import { ConditionKey } from '../../facts/iam-words';
import { parsePolicy, Policy } from '../../iam/policy';

/** Somebody whom a guard is asked about. */
export interface Principal {
  readonly account: string;
  readonly principalArn: string;
}

/** An ARN pattern of a role or a user. */
export const PRINCIPAL_PATTERN = /^arn:[a-z*-]+:iam::(?<account>\d{12}|\*):(root|(role|user)\/(?<name>[\w+=,.@/*?-]+))$/;
const NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-'];

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

/** Finds a principal whom the first pattern exempts. */
export function findExemptPrincipal(arns: readonly string[]): Principal | undefined {
  const pattern = arns.find(isPattern);
  const { account: owner } = PRINCIPAL_PATTERN.exec(pattern ?? '')?.groups ?? {};
  if (pattern === undefined || owner === undefined) {
    return undefined;
  }
  const account = owner === '*' ? '111122223333' : owner;
  const [, , , , , identity] = pattern.split(':');
  return { account, principalArn: `arn:aws:iam::${account}:${identity.replace(/[*?]/g, 'x')}` };
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
