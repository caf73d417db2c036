import { MeantProfile } from './meant-profiles';
import { callDirectly, callGlobally, callThrough, chooseInvokeAction } from '../call/calls';
import { Caller, Leg } from '../call/leg';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../facts/arns';
import { GEOGRAPHIES } from '../facts/model-ids';

/** Stands for an application profile that no policy names. */
const ANY_OTHER_PROFILE = { id: '(any_other_profile)' };

/** Source Regions to check in addition to those that policies name: a pattern that opens any Region opens one of these. */
export const ELSEWHERE = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

/**
 * Lists the ways to a model from one Region other than a global call through one application profile. They are its own global profile,
 * another application profile, a geographic profile, and a direct call. A report does not read batch jobs and `bedrock-mantle`.
 *
 * @param others further application profiles of the model
 */
export function* listOtherWays(caller: Caller, modelId: string, others: readonly Pick<MeantProfile, 'id' | 'made'>[]): Generator<Leg[]> {
  const systemProfile = (profileId: string) => writeInferenceProfileArn(caller, caller.account, profileId);
  for (const action of [false, true].map(chooseInvokeAction)) {
    yield callGlobally(caller, modelId, action);
    for (const { id, made } of [ANY_OTHER_PROFILE, ...others] as typeof others) {
      const tagged = { ...caller, contextKeys: made?.tags };
      yield callThrough(tagged, writeApplicationProfileArn(caller, caller.account, id), modelId, action);
    }
    yield callDirectly(caller, modelId, action);
    for (const geography of GEOGRAPHIES) {
      // Without its destination Regions: if the first legs are allowed, the way is not certainly closed.
      yield callThrough(caller, systemProfile(`${geography}.${modelId}`), modelId, action, []);
    }
  }
}
