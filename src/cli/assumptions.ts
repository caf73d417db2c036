import { writeLifeNote, writeUnlistedNote } from './model-notes';
import { Call, STAND_IN } from './question';
import { Unknown, writeUnknowns } from '../core/call/unknown-facts';
import { findKnownModel, KNOWN_MODELS } from '../core/facts/known-models';

/** Says in sentences which example values are used for facts that were not given. */
export function listStandIns(call: Call, region: string): string[] {
  const { account, modelId, profileId } = STAND_IN;
  const standIns: [string, string | undefined, string][] = [
    ['account', call.account, account],
    ['Region', call.region, region],
    ['model', call.modelId, modelId],
    ...call.application ? [['application profile', call.profileId, profileId] as [string, string | undefined, string]] : [],
  ];
  const sessionPath = call.principalArn?.includes(Unknown.ROLE_PATH)
    ? [`the caller's role has no path, because a session's ARN does not show it: ${
      writeUnknowns(call.principalArn.replaceAll(Unknown.ROLE_PATH, ''))}`]
    : [];
  const missing = standIns.filter(([, said]) => said === undefined);
  return [...missing.map(([what, , standIn]) => `${what} ${standIn}, because none was given`), ...sessionPath];
}

/** Says in sentences what is doubtful about the model. */
export function listDoubts({ modelId, region }: { readonly modelId: string; readonly region: string }): string[] {
  const unlisted = writeUnlistedNote(modelId);
  const life = writeLifeNote(modelId);
  return [
    ...unlisted === undefined ? [] : [`the model exists, although ${unlisted}`],
    ...life === undefined ? [] : [`the model answers, although ${life}`],
    ...findKnownModel(modelId)?.confirmedRegions.includes(region) === false ? [doubtRegion(modelId, region)] : [],
  ];
}

/** Says that no known model can be called from a Region, if the model is only an example. */
export function listRegionDoubts({ modelId, region }: { readonly modelId: string; readonly region: string }): string[] {
  return KNOWN_MODELS.some(({ sourceRegions }) => sourceRegions.includes(region)) ? [] : [doubtRegion(modelId, region)];
}

function doubtRegion(modelId: string, region: string): string {
  return `${modelId} can be called from ${region} through its global profile, which ${explainDoubt(modelId, region)}`;
}

function explainDoubt(modelId: string, region: string): string {
  return findKnownModel(modelId)?.sourceRegions.includes(region)
    ? 'AWS does not confirm for this model'
    : 'is not known';
}
