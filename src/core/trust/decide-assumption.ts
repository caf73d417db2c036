import { Assumption } from './assumption';
import { isKnownKey } from './known-keys';
import { BROUGHT_KEYS, PRINCIPAL_KEYS } from '../facts/assume-role';
import { FEDERATED_KEY } from '../facts/condition-keys';
import { evaluate, Verdict } from '../iam/evaluate';
import { parsePolicy, Policy } from '../iam/policy';
import { Environment, IamRequest, Requester } from '../iam/request';
import { TemplateValues } from '../iam/template-values';

/** What follows for somebody who asks to assume a role, and the statement that decided it. */
export type AssumptionVerdict = Omit<Verdict, 'layer'>;

/** Stands for the account of a role, and for its Region, where nobody knows them. */
export const OWN_ACCOUNT = 'own-account';
export const OWN_REGION = 'own-region';

/**
 * Reads the trust policy of a role, and throws where IAM would refuse it.
 *
 * @param environment where the role is, so far as is known
 * @param template the template in which it stands
 */
export function readTrust(document: unknown, environment: Partial<Environment> = {}, template?: TemplateValues): Policy {
  return parsePolicy('trust policy', document, environment, template, 'trust');
}

/**
 * Decides by a role's trust policy whether somebody may assume it, provided that the own policies of a principal of AWS allow it too.
 *
 * @param trust the policy as `readTrust` gives it, or its document
 */
export function decideAssumption(trust: unknown, assumption: Assumption): AssumptionVerdict {
  const policy = isRead(trust) ? trust : readTrust(trust);
  const { layer: _, ...verdict } = evaluate([{ policies: [policy] }], writeRequest(assumption));
  return verdict;
}

function isRead(trust: unknown): trust is Policy {
  return typeof trust === 'object' && trust !== null && 'statements' in trust;
}

/** Writes what IAM is asked. */
export function writeRequest({ action, principal, context }: Assumption): IamRequest {
  const given = Object.entries({ ...describePrincipal(principal), ...context });
  return {
    action,
    resource: '*',
    requester: principal,
    context: new Map(given.map(([key, values]) => [key.toLowerCase(), values])),
    mayCarry: (key) => mayCarry(key, principal),
    environment: { account: OWN_ACCOUNT, region: OWN_REGION, partition: 'aws' },
  };
}

/** What the names of a principal say already. */
function describePrincipal({ kind, names }: Requester): Record<string, readonly string[]> {
  const [arn] = names.filter((name) => /^arn:[^:]*:iam:/.test(name));
  return kind !== 'AWS' || arn === undefined ? {} : { 'aws:PrincipalArn': [arn], 'aws:PrincipalAccount': [arn.split(':')[4]] };
}

/** Whether a request may carry a key that nobody mentioned: one of its circumstances, such as the time or an address. */
function mayCarry(key: string, { kind }: Requester): boolean {
  if (BROUGHT_KEYS.test(key) || FEDERATED_KEY.test(key) || (kind !== 'AWS' && PRINCIPAL_KEYS.test(key))) {
    return false;
  }
  // Of keys of other services nothing is known here.
  return !/^(aws|sts):/.test(key) || isKnownKey(key);
}
