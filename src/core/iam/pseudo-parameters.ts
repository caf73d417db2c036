import { Environment } from './request';

/**
 * Replaces the pseudo parameters that the stack of a policy leaves open by unknown values. Otherwise they would follow each request, and a
 * policy of an organization is deployed elsewhere than its callers.
 *
 * @param owner whose they are, as messages name them
 */
export function hideOpenParameters(document: unknown, { account, region }: Partial<Environment>, owner: string): unknown {
  const open = [
    ...account === undefined ? ['AWS::AccountId'] : [],
    ...region === undefined ? ['AWS::Region'] : [],
  ];
  let json = JSON.stringify(document ?? null);
  for (const name of open) {
    const unknown = JSON.stringify(`${name} of ${owner}`).slice(1, -1); // without its quotes: it stands in a text
    json = json.replaceAll(name, unknown);
  }
  return JSON.parse(json);
}
