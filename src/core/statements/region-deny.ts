import { writeGlobalModelPattern, WITHOUT_REGION } from './denies';
import { Deny } from './deny';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../facts/arns';
import { Action, ConditionKey, UNSPECIFIED_REGION } from '../facts/iam-words';
import { writeGlobalProfileId } from '../facts/model-ids';

/** What a Region deny allows, exempts and admits. */
export interface RegionDeny {
  readonly allowedRegions: readonly string[];
  readonly exemptActions: readonly string[];
  readonly admitModelIds: readonly string[];
  readonly admitFrom: readonly string[];
}

/**
 * Writes a Region deny in four statements. The first leaves out invocations. The others deny invocations, except the leg without a Region
 * of the admitted models, if the call goes through a profile of an admitted source Region.
 */
export function writeRegionDenies({ allowedRegions, exemptActions, admitModelIds, admitFrom }: RegionDeny): Deny[] {
  const invocations = [Action.INVOKE, Action.INVOKE_STREAMING];
  const outside = (...others: string[]) => ({ StringNotEquals: { [ConditionKey.REQUESTED_REGION]: [...allowedRegions, ...others] } });
  return [
    { sid: 'DenyOutsideRegions', notActions: [...exemptActions, ...invocations], conditions: outside() },
    { sid: 'DenyOtherModels', actions: invocations, notResources: admitModelIds.map(writeGlobalModelPattern), conditions: outside() },
    { sid: 'DenyOtherRegions', actions: invocations, resources: [WITHOUT_REGION], conditions: outside(UNSPECIFIED_REGION) },
    ...allowedRegions.every((region) => admitFrom.includes(region)) ? [] : [{
      sid: 'DenyOtherSources',
      actions: invocations,
      resources: [WITHOUT_REGION],
      conditions: {
        StringEquals: { [ConditionKey.REQUESTED_REGION]: UNSPECIFIED_REGION },
        ArnNotLike: { [ConditionKey.INFERENCE_PROFILE_ARN]: admitFrom.flatMap(listProfiles) },
      },
    }],
  ];
}

function listProfiles(sourceRegion: string): string[] {
  const source = { partition: '*', region: sourceRegion };
  return [writeInferenceProfileArn(source, '*', writeGlobalProfileId('*')), writeApplicationProfileArn(source, '*', '*')];
}
