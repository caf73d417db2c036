import { Assumption } from './assumption';
import { isKnownKey } from './known-keys';
import { BROUGHT_KEYS, PRINCIPAL_KEYS } from '../facts/assume-role';
import { FEDERATED_KEY } from '../facts/condition-keys';
import { evaluate, Verdict } from '../iam/evaluate';
import { parsePolicy, Policy } from '../iam/policy';
import { Environment, IamRequest, Requester } from '../iam/request';
import { TemplateValues } from '../iam/template-values';

/** The outcome of a request to assume a role, and the statement that decided it. */
export type AssumptionVerdict = Omit<Verdict, 'layer'>;

/** Placeholders for the account and the Region of a role if they are unknown. */
export const OWN_ACCOUNT = 'own-account';
export const OWN_REGION = 'own-region';

/**
 * Reads the trust policy of a role. Throws if IAM would refuse the policy.
 *
 * @param environment where the role is, as far as it is known
 * @param template the template that holds the role
 */
export function readTrust(document: unknown, environment: Partial<Environment> = {}, template?: TemplateValues): Policy {
  return parsePolicy('trust policy', document, environment, template, 'trust');
}

/**
 * Decides by a role's trust policy whether a requester may assume the role. An AWS principal's own policies must allow it as well; they
 * are not judged here.
 *
 * @param trust the policy as `readTrust` returns it, or its document
 */
export function decideAssumption(trust: unknown, assumption: Assumption): AssumptionVerdict {
  const policy = isRead(trust) ? trust : readTrust(trust);
  const { layer: _, ...verdict } = evaluate([{ policies: [policy] }], writeRequest(assumption));
  return verdict;
}

function isRead(trust: unknown): trust is Policy {
  return typeof trust === 'object' && trust !== null && 'statements' in trust;
}

/** Writes the request that IAM decides on. */
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

/** The condition keys that follow from a principal's ARN. */
function describePrincipal({ kind, names }: Requester): Record<string, readonly string[]> {
  const [arn] = names.filter((name) => /^arn:[^:]*:iam:/.test(name));
  return kind !== 'AWS' || arn === undefined ? {} : { 'aws:PrincipalArn': [arn], 'aws:PrincipalAccount': [arn.split(':')[4]] };
}

/** Whether a request may carry a key that the assumption does not name: a circumstance, such as the time or an address. */
function mayCarry(key: string, { kind }: Requester): boolean {
  if (BROUGHT_KEYS.test(key) || FEDERATED_KEY.test(key) || (kind !== 'AWS' && PRINCIPAL_KEYS.test(key))) {
    return false;
  }
  // Keys of other services are unknown here.
  return !/^(aws|sts):/.test(key) || isKnownKey(key);
}
