import { StatementJson } from './deny';
import { ENABLEMENT_ACTIONS } from '../facts/account-access';
import { BEDROCK_SERVICE, ConditionKey } from '../facts/iam-words';

/**
 * Writes the allows that let a caller enable models in an account. Anthropic's form and the agreements are allowed in the source Region,
 * and the subscriptions to these products if Amazon Bedrock makes them. AWS defines no resource for any of the actions.
 */
export function writeEnablement(productIds: readonly string[], sourceRegion: string): StatementJson[] {
  const allow = (sid: string, actions: readonly string[], condition: object): StatementJson =>
    ({ Sid: sid, Effect: 'Allow', Action: [...actions], Resource: ['*'], Condition: condition });
  const inRegion = { StringEquals: { [ConditionKey.REQUESTED_REGION]: sourceRegion } };
  const byBedrock = { StringEquals: { [ConditionKey.CALLED_VIA_LAST]: BEDROCK_SERVICE } };
  return [
    allow('Form', ENABLEMENT_ACTIONS.form, inRegion),
    allow('Agreements', ENABLEMENT_ACTIONS.agreements, inRegion),
    allow('Subscribe', ENABLEMENT_ACTIONS.subscribe, {
      ...byBedrock,
      // ForAllValues alone would also match a request that names no product.
      'Null': { [ConditionKey.MARKETPLACE_PRODUCT]: 'false' },
      'ForAllValues:StringEquals': { [ConditionKey.MARKETPLACE_PRODUCT]: [...productIds] },
    }),
    allow('View', ENABLEMENT_ACTIONS.view, byBedrock),
  ];
}
