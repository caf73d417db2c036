import { Environment } from './request';

/**
 * Replaces pseudo parameters that a policy's stack does not settle with unknown values. Otherwise each request would settle them, although
 * a policy of an organization is deployed in another account than its callers.
 *
 * @param owner the owner of these values, as messages name it
 */
export function hideOpenParameters(document: unknown, { account, region }: Partial<Environment>, owner: string): unknown {
  const open = [
    ...account === undefined ? ['AWS::AccountId'] : [],
    ...region === undefined ? ['AWS::Region'] : [],
  ];
  let json = JSON.stringify(document ?? null);
  for (const name of open) {
    const unknown = JSON.stringify(`${name} of ${owner}`).slice(1, -1); // without quotes, because the text around it has them
    json = json.replaceAll(name, unknown);
  }
  return JSON.parse(json);
}
