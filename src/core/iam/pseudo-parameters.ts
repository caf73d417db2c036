import { Environment } from './request';

/**
 * A document in which pseudo parameters that its owner's stack leaves open are unknown. Otherwise they would follow each
 * request, and a policy of an organization is deployed elsewhere than its callers.
 */
export function withoutOpenParameters(document: unknown, { account, region }: Partial<Environment>, owner: string): unknown {
  const open = Object.entries({ 'AWS::AccountId': account, 'AWS::Region': region }).filter(([, value]) => value === undefined);
  return JSON.parse(open.reduce((json, [name]) => json.replaceAll(name, JSON.stringify(`${name} of ${owner}`).slice(1, -1)), JSON.stringify(document ?? null)));
}
