import { Deny } from './deny';
import { writeInferenceProfileArn, writeModelArn } from '../facts/arns';
import { Action, API_KEY_SERVICE_NAME, ConditionKey, GLOBAL_REGION, UNSPECIFIED_REGION } from '../facts/iam-words';
import { writeGlobalProfileId } from '../facts/model-ids';

/** Any partition and Region, because the JSON of a guard must work in any account. */
const ANYWHERE = { partition: '*', region: '*' };
const NO_REGION = [UNSPECIFIED_REGION, GLOBAL_REGION];

/** Every resource of Bedrock that has no Region. */
export const WITHOUT_REGION = 'arn:*:bedrock::*:*';
/** Every resource of Bedrock that has a Region. Every Region's code has two hyphens, so an ID that ends in `:0` does not match. */
const WITH_REGION = 'arn:*:bedrock:*-*-*:*:*';

/** Writes the model's ARN without a Region. Every call through any global profile of the model is authorized on it. */
export function writeGlobalModelPattern(modelId: string): string {
  return writeModelArn({ partition: '*', region: '' }, modelId);
}

/**
 * Closes global profiles at the leg without a Region, in two ways: by `aws:RequestedRegion`, and by the ARN. AWS's documented
 * deny also asks for the ARN of a global profile, which a call through an application profile does not present.
 */
export function denyGlobalProfiles(exceptModelIds: readonly string[]): Deny[] {
  const byRegion = {
    sid: 'DenyGlobalByRegion',
    actions: [Action.ANY_OF_BEDROCK],
    conditions: { StringEquals: { [ConditionKey.REQUESTED_REGION]: NO_REGION } },
  };
  if (exceptModelIds.length === 0) {
    return [byRegion, { sid: 'DenyGlobalByModel', actions: [Action.ANY_OF_BEDROCK], resources: [WITHOUT_REGION] }];
  }
  const excepted = exceptModelIds.map(writeGlobalModelPattern);
  return [
    { ...byRegion, notResources: excepted },
    // Only invocations: a request on the resource "*" has no Region in it either.
    { sid: 'DenyGlobalByModel', actions: [Action.INVOKE_IN_ANY_FORM], notResources: [WITH_REGION, ...excepted] },
  ];
}

/** Closes all geographic profiles, and application profiles copied from them at destinations outside the source Regions. */
export function denyGeographicProfiles(sourceRegions: readonly string[]): Deny[] {
  return [{
    sid: 'DenyGeographicProfiles',
    actions: [Action.INVOKE_IN_ANY_FORM],
    conditions: {
      ArnLike: { [ConditionKey.INFERENCE_PROFILE_ARN]: writeInferenceProfileArn(ANYWHERE, '*', '*') },
      ArnNotLike: { [ConditionKey.INFERENCE_PROFILE_ARN]: writeInferenceProfileArn(ANYWHERE, '*', writeGlobalProfileId('*')) },
    },
  }, denyElsewhere('DenyProfilesElsewhere', sourceRegions, { throughProfile: true })];
}

/** Closes requests outside the source Regions that carry no profile: direct calls, and the profile's own leg. */
export function denyDirectCallsElsewhere(sourceRegions: readonly string[]): Deny[] {
  return [denyElsewhere('DenyDirectCallsElsewhere', sourceRegions, { throughProfile: false })];
}

function denyElsewhere(sid: string, sourceRegions: readonly string[], { throughProfile }: { readonly throughProfile: boolean }): Deny {
  return {
    sid,
    actions: [Action.INVOKE_IN_ANY_FORM],
    conditions: {
      StringNotEquals: { [ConditionKey.REQUESTED_REGION]: [...sourceRegions, ...NO_REGION] },
      Null: { [ConditionKey.INFERENCE_PROFILE_ARN]: String(!throughProfile) },
    },
  };
}

/** Closes the creation of batch inference jobs, on any model or profile. */
export function denyBatchJobs(): Deny[] {
  return [{ sid: 'DenyBatchJobs', actions: [Action.CREATE_BATCH_JOB] }];
}

/** Closes the `bedrock-mantle` endpoint, which denies of `bedrock:*` do not reach. */
export function denyMantle(): Deny[] {
  return [{ sid: 'DenyMantle', actions: [Action.ANY_OF_MANTLE] }];
}

/** Closes API keys: the use of all, and the creation of long-term ones. Short-term keys are made on the caller's machine. */
export function denyBearerTokens(): Deny[] {
  return [
    { sid: 'DenyBearerTokens', actions: [Action.BEARER_TOKEN, Action.MANTLE_BEARER_TOKEN] },
    {
      sid: 'DenyApiKeys',
      actions: [Action.CREATE_API_KEY],
      // The action also creates credentials of other services.
      conditions: { StringEquals: { [ConditionKey.API_KEY_SERVICE]: API_KEY_SERVICE_NAME } },
    },
  ];
}
