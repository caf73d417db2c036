import { ArnLocation, inferenceProfileArn, modelArn } from '../facts/arns';
import { Action, ConditionKey, UNSPECIFIED_REGION } from '../facts/iam-words';
import { Request } from '../iam/request';

/** One of the authorizations that make up a call. */
export interface Leg {
  readonly leg: 'PROFILE' | 'SOURCE_MODEL' | 'GLOBAL_MODEL' | 'DESTINATION_MODEL' | 'MANTLE_PROJECT' | 'BEARER_TOKEN';
  readonly action: string;
  readonly resource: string;
  readonly requestedRegion: string;
  /** `bedrock:InferenceProfileArn`; absent on a profile's own leg and on direct calls. */
  readonly throughProfile?: string;
}

/** Who calls, from where. */
export interface Caller extends ArnLocation {
  readonly account: string;
  readonly principalArn?: string;
  /** Values of further condition keys by name; an empty list for a key that is absent. */
  readonly contextKeys?: { readonly [key: string]: readonly string[] };
}

export function invokeAction(streaming?: boolean): string {
  return streaming ? Action.INVOKE_STREAMING : Action.INVOKE;
}

/** The legs of a call through a global profile: the profile, the model in the source Region, and the model without a Region. */
export function globalCall(caller: Caller, modelId: string, streaming?: boolean, profileAccount = caller.account): Leg[] {
  return callThrough(caller, inferenceProfileArn(caller, profileAccount, `global.${modelId}`), modelId, streaming);
}

/** The legs of a call through a profile. With destinations it is a geographic one, authorized in each of them; otherwise a global one. */
export function callThrough(caller: Caller, profileArn: string, modelId: string, streaming?: boolean, destinations?: readonly string[]): Leg[] {
  const action = invokeAction(streaming);
  const model = (leg: Leg['leg'], region: string, requestedRegion: string): Leg =>
    ({ leg, action, resource: modelArn({ ...caller, region }, modelId), requestedRegion, throughProfile: profileArn });
  return [
    { leg: 'PROFILE', action, resource: profileArn, requestedRegion: caller.region },
    model('SOURCE_MODEL', caller.region, caller.region),
    ...destinations === undefined
      ? [model('GLOBAL_MODEL', '', UNSPECIFIED_REGION)]
      : [...new Set(destinations)].filter((region) => region !== caller.region).map((region) => model('DESTINATION_MODEL', region, region)),
  ];
}

/** The leg of a call of the model itself. */
export function directCall(caller: Caller, modelId: string, streaming?: boolean): Leg[] {
  return [{ leg: 'SOURCE_MODEL', action: invokeAction(streaming), resource: modelArn(caller, modelId), requestedRegion: caller.region }];
}

/** The leg without a Region on its own, as no call is known to ask for it. */
export function globalModelCall(caller: Caller, modelId: string, streaming?: boolean): Leg[] {
  const [leg] = directCall({ ...caller, region: '' }, modelId, streaming);
  return [{ ...leg, leg: 'GLOBAL_MODEL', requestedRegion: UNSPECIFIED_REGION }];
}

/** The question that a policy engine is asked for a leg. */
export function requestOf({ action, resource, requestedRegion, throughProfile }: Leg, caller: Caller): Request {
  const { account, region, partition, principalArn, contextKeys = {} } = caller;
  const context: Record<string, readonly string[]> = {
    [ConditionKey.PRINCIPAL_ACCOUNT]: [account],
    ...principalArn === undefined ? {} : { [ConditionKey.PRINCIPAL_ARN]: [principalArn] },
    // Bedrock answers over TLS only, and a principal of the account is no AWS service.
    [ConditionKey.SECURE_TRANSPORT]: ['true'],
    [ConditionKey.PRINCIPAL_IS_AWS_SERVICE]: ['false'],
    ...contextKeys,
    [ConditionKey.REQUESTED_REGION]: [requestedRegion],
    [ConditionKey.INFERENCE_PROFILE_ARN]: throughProfile === undefined ? [] : [throughProfile],
  };
  return {
    action,
    resource,
    environment: { account, partition, region },
    context: new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values])),
  };
}
