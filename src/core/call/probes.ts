import { callDirectly, callGlobally, callMantle, callThrough, chooseInvokeAction, probeGlobalModel, useBearerToken } from './calls';
import { CallerIdentity } from './guard/guarded-calls';
import { Caller, InvocationLeg, Leg, makeLegs } from './leg';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../facts/arns';
import { OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { writeGlobalProfileId } from '../facts/model-ids';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';

/** The global calls that must pass. */
export interface Admission {
  readonly modelIds: readonly string[];
  /** The source Regions. */
  readonly sources: readonly Source[];
  /** Whether application profiles that were copied from the models' global ones pass too, or instead. */
  readonly applicationProfiles?: 'too' | 'instead';
}

export interface Source {
  readonly partition: string;
  readonly region: string;
}

/** Regions of several geographies. */
export const PROBED_REGIONS = ['af-south-1', 'us-east-1', 'eu-west-1', 'ap-southeast-2'];
/** A model of another provider than Anthropic. */
export const OTHER_PROVIDERS_MODEL = 'amazon.nova-2-lite-v1:0';
const ACTIONS = [chooseInvokeAction(false), chooseInvokeAction(true)];
const GEOGRAPHIES = ['us', 'eu', 'apac'];
/** Actions that invoke no model. */
export const OTHER_SERVICE_ACTIONS = ['bedrock:ListFoundationModels', 'ec2:DescribeInstances', 's3:CreateBucket', 'iam:CreateRole'];

/** Replaces the stand-in account of a profile's ARN by every account. */
export function replaceAccount(arn: string): string {
  return arn.replace(`:${NOBODYS_ACCOUNT}:`, ':*:');
}

/** Lists the legs of the calls that must pass, by callers of which only the Region is known. */
export function listWantedLegs({ modelIds, sources, applicationProfiles }: Admission): Leg[] {
  return sources.flatMap((source) => {
    const { caller, applicationProfile } = makeProbeCaller(source);
    return modelIds.flatMap((modelId) => ACTIONS.flatMap((action) => [
      ...applicationProfiles === 'instead' ? [] : callGlobally(caller, modelId, action),
      ...applicationProfiles ? callThrough(caller, applicationProfile, modelId, action) : [],
    ]));
  });
}

/** Lists the only profiles through which these calls may come. */
export function listWantedProfiles({ modelIds, sources, applicationProfiles }: Admission): string[] {
  return sources.flatMap((source) => [
    ...applicationProfiles === 'instead' ? []
      : modelIds.map((modelId) => writeInferenceProfileArn(source, '*', writeGlobalProfileId(modelId))),
    writeApplicationProfileArn(source, '*', '*'),
  ]);
}

/** Lists the legs of other calls: other models, Regions, profiles, actions and services. The callers' account may be known. */
export function listProbes({ modelIds, sources }: Admission, identity: CallerIdentity = { account: NOBODYS_ACCOUNT }): Leg[] {
  const regions = [...new Set([...sources.map(({ region }) => region), ...PROBED_REGIONS])];
  const models = listProbedModels(modelIds);
  return regions.flatMap((region) => {
    const { caller, applicationProfile } = makeProbeCaller({ partition: sources[0].partition, region }, identity);
    const systemProfile = (profileId: string) => writeInferenceProfileArn(caller, caller.account, profileId);
    const single = (action: string, resource: string) => makeLegs(caller, [{ leg: InvocationLeg.PROFILE, action, resource }]);
    return [
      ...models.flatMap((modelId) => ACTIONS.flatMap((action) => [
        ...callGlobally(caller, modelId, action),
        ...callThrough(caller, applicationProfile, modelId, action),
        ...callThrough(caller, applicationProfile, modelId, action, regions),
        ...GEOGRAPHIES.flatMap((geography) => callThrough(caller, systemProfile(`${geography}.${modelId}`), modelId, action, regions)),
        ...callDirectly(caller, modelId, action),
        ...probeGlobalModel(caller, modelId, action),
      ])),
      ...modelIds.map((modelId) => systemProfile(writeGlobalProfileId(modelId)))
        .flatMap((profileArn) => OTHER_PROFILE_ACTIONS.flatMap((action) => single(action, profileArn))),
      ...callMantle(caller),
      ...useBearerToken(caller),
      ...OTHER_SERVICE_ACTIONS.flatMap((action) => single(action, '*')),
    ];
  });
}

/** Lists models, and others of the same provider and of another one. */
export function listProbedModels(modelIds: readonly string[]): string[] {
  const others = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !modelIds.includes(modelId));
  return [...modelIds, ...others.slice(0, 2), OTHER_PROVIDERS_MODEL];
}

/** Makes a caller from a Region, with an application profile of the account. */
export function makeProbeCaller(
  { partition, region }: Source, identity: CallerIdentity = { account: NOBODYS_ACCOUNT },
): { readonly caller: Caller; readonly applicationProfile: string } {
  const caller = { partition, region, ...identity };
  return { caller, applicationProfile: writeApplicationProfileArn(caller, caller.account, 'a1b2c3d4e5f6') };
}
