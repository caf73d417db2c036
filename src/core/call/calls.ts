import { Caller, InvocationLeg, Leg, makeLegs } from './leg';
import { writeBatchJobArn, writeInferenceProfileArn, writeMantleProjectArn, writeModelArn, writeProjectArn } from '../facts/arns';
import { BATCH_LEGS } from '../facts/batch-actions';
import { findGuardrailArn } from '../facts/guardrails';
import { Action, ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../facts/iam-words';
import { writeGlobalProfileId } from '../facts/model-ids';
import { DEFAULT_PROJECT, PROJECT_AUTHORIZATION } from '../facts/project';
import { isKey } from '../iam/document';

const {
  PROFILE, SOURCE_MODEL, GLOBAL_MODEL, DESTINATION_MODEL, PROJECT, BATCH_JOB, GUARDRAIL, MANTLE_PROJECT, BEARER_TOKEN,
} = InvocationLeg;

export function chooseInvokeAction(streaming?: boolean): string {
  return streaming ? Action.INVOKE_STREAMING : Action.INVOKE;
}

/**
 * The legs of a call through a global profile: the profile, the model in the source Region, the model without a Region, the guardrail if it
 * names one, the project.
 */
export function callGlobally(caller: Caller, modelId: string, action = chooseInvokeAction()): Leg[] {
  return callThrough(caller, writeInferenceProfileArn(caller, caller.account, writeGlobalProfileId(modelId)), modelId, action);
}

/** The legs of a call through a profile: a geographic one with a leg for each destination, or a global one if there are none. */
export function callThrough(
  caller: Caller, profileArn: string, modelId: string, action = chooseInvokeAction(), destinations?: readonly string[],
): Leg[] {
  const model = (leg: InvocationLeg, region: string, requestedRegion = region) =>
    ({ leg, action, resource: writeModelArn({ ...caller, region }, modelId), requestedRegion, throughProfile: profileArn });
  return makeLegs(caller, [
    { leg: PROFILE, action, resource: profileArn },
    model(SOURCE_MODEL, caller.region),
    ...destinations === undefined
      ? [model(GLOBAL_MODEL, '', UNSPECIFIED_REGION)]
      : [...new Set(destinations)].filter((region) => region !== caller.region).map((region) => model(DESTINATION_MODEL, region)),
    ...useGuardrail(caller, action),
    ...useProject(caller, action, profileArn),
  ]);
}

/** The legs of a call of the model itself: the model and the project. */
export function callDirectly(caller: Caller, modelId: string, action = chooseInvokeAction()): Leg[] {
  return makeLegs(caller, [{ leg: SOURCE_MODEL, action, resource: writeModelArn(caller, modelId) },
    ...useGuardrail(caller, action), ...useProject(caller, action)]);
}

/** The guardrail's leg of a call that names one by its ARN. */
function useGuardrail({ contextKeys = {} }: Caller, action: string) {
  const named = Object.entries(contextKeys).flatMap(([key, values]) => isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER) ? values : []);
  const [arn] = named.flatMap((identifier) => findGuardrailArn(identifier) ?? []);
  return arn === undefined || !INVOKE_ACTIONS.includes(action) ? [] : [{ leg: GUARDRAIL, action: Action.APPLY_GUARDRAIL, resource: arn }];
}

/** The project's leg, for the operations that AWS names. AWS does not document whether it carries `bedrock:InferenceProfileArn`. */
function useProject(caller: Caller, action: string, profileArn?: string) {
  return !INVOKE_ACTIONS.includes(action) ? [] : [{
    leg: PROJECT,
    action,
    resource: writeProjectArn(caller, caller.account, caller.projectId ?? DEFAULT_PROJECT),
    isAnnounced: PROJECT_AUTHORIZATION === 'announced',
    possibleProfiles: profileArn === undefined ? [undefined] : [undefined, profileArn],
  }];
}

/** The leg without a Region and without a profile. No known call presents it: it tests that a policy does not rely on that. */
export function probeGlobalModel(caller: Caller, modelId: string, action = chooseInvokeAction()): Leg[] {
  const resource = writeModelArn({ ...caller, region: '' }, modelId);
  return makeLegs(caller, [{ leg: GLOBAL_MODEL, action, resource, requestedRegion: UNSPECIFIED_REGION }]);
}

/**
 * The legs of creating a batch inference job on a profile. They are those of a call through it, with an action of its own that carries no
 * profile, and the job, whose ID is not known before.
 */
export function createBatchJob(caller: Caller, profileArn: string, modelId: string): Leg[] {
  const action = Action.CREATE_BATCH_JOB;
  return makeLegs(caller, [
    { leg: PROFILE, action, resource: profileArn },
    { leg: SOURCE_MODEL, action, resource: writeModelArn(caller, modelId) },
    { leg: GLOBAL_MODEL, action, resource: writeModelArn({ ...caller, region: '' }, modelId), requestedRegion: UNSPECIFIED_REGION },
    { leg: BATCH_JOB, action, resource: writeBatchJobArn(caller, caller.account, '*') },
  ]);
}

/** The legs of the creation of a batch job that AWS documents: a deny of one of them certainly closes it. */
export function listDocumented(legs: readonly Leg[]): Leg[] {
  return legs.filter(({ leg }) => leg in BATCH_LEGS && BATCH_LEGS[leg as keyof typeof BATCH_LEGS] === 'documented');
}

/** A call through the `bedrock-mantle` endpoint, on its default project. */
export function callMantle(caller: Caller): Leg[] {
  const resource = writeMantleProjectArn(caller, caller.account);
  return makeLegs(caller, [{ leg: MANTLE_PROJECT, action: Action.MANTLE_INFERENCE, resource }]);
}

/** The use of a bearer token (a Bedrock API key), or another action on keys. */
export function useBearerToken(caller: Caller, action: string = Action.BEARER_TOKEN, resource = '*'): Leg[] {
  return makeLegs(caller, [{ leg: BEARER_TOKEN, action, resource }]);
}
