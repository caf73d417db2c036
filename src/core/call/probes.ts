import { Caller, callThrough, directCall, globalCall, globalModelCall, Leg, requestOf } from './call';
import { applicationProfileArn, inferenceProfileArn, mantleProjectArn } from '../facts/arns';
import { Action, OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { Request } from '../iam/request';

/** Which global calls are to pass. */
export interface Admission {
  readonly modelIds: readonly string[];
  /** From where they are called. */
  readonly sources: readonly Source[];
  /** Whether application profiles that were copied from the models' global ones pass too. */
  readonly applicationProfiles?: boolean;
}

export interface Source {
  readonly partition: string;
  readonly region: string;
}

/** Nobody's account: a policy of an organization is for many. */
const ACCOUNT = '000000000000';

/** Writes a profile's ARN for every account. */
export function forAnyAccount(arn: string): string {
  return arn.replace(`:${ACCOUNT}:`, ':*:');
}

/** The question for a leg by a caller of whom nothing but the Region is known. */
export function question(leg: Leg): Request {
  const [, partition = 'aws', , region = ''] = (leg.throughProfile ?? leg.resource).split(':');
  return requestOf(leg, { account: ACCOUNT, partition, region });
}

/** The legs of the calls that are to pass. */
export function wantedLegs({ modelIds, sources, applicationProfiles }: Admission): Leg[] {
  return sources.flatMap((source) => modelIds.flatMap((modelId) => [false, true].flatMap((streaming) => {
    const { caller, application } = callerIn(source);
    return [...globalCall(caller, modelId, streaming), ...applicationProfiles ? callThrough(caller, application, modelId, streaming) : []];
  })));
}

/** The profiles through which they may come, and no other. */
export function wantedProfiles({ modelIds, sources }: Admission): string[] {
  return sources.flatMap((source) => [
    ...modelIds.map((modelId) => inferenceProfileArn(source, '*', `global.${modelId}`)),
    applicationProfileArn(source, '*', '*'),
  ]);
}

/** What else calls present: other models, Regions, profiles, actions and services. */
export function probes({ modelIds, sources }: Admission): Leg[] {
  const regions = [...new Set([...sources.map(({ region }) => region), 'af-south-1', 'us-east-1', 'eu-west-1', 'ap-southeast-2'])];
  const others = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !modelIds.includes(modelId));
  const models = [...modelIds, ...others.slice(0, 2), 'amazon.nova-2-lite-v1:0'];
  return regions.flatMap((region) => {
    const { caller, application } = callerIn({ partition: sources[0].partition, region });
    const system = (profileId: string) => inferenceProfileArn(caller, ACCOUNT, profileId);
    const single = (action: string, resource: string): Leg => ({ leg: 'PROFILE', action, resource, requestedRegion: region });
    return [
      ...models.flatMap((modelId) => [false, true].flatMap((streaming) => [
        ...globalCall(caller, modelId, streaming),
        ...callThrough(caller, application, modelId, streaming),
        ...callThrough(caller, application, modelId, streaming, regions),
        ...['us', 'eu', 'apac'].flatMap((geography) => callThrough(caller, system(`${geography}.${modelId}`), modelId, streaming, regions)),
        ...directCall(caller, modelId, streaming),
        ...globalModelCall(caller, modelId, streaming),
      ])),
      ...modelIds.flatMap((modelId) => OTHER_PROFILE_ACTIONS.map((action) => single(action, system(`global.${modelId}`)))),
      single(Action.MANTLE_INFERENCE, mantleProjectArn(caller, ACCOUNT)),
      ...[Action.BEARER_TOKEN, 'bedrock:ListFoundationModels', 'ec2:DescribeInstances', 's3:CreateBucket', 'iam:CreateRole'].map((action) => single(action, '*')),
    ];
  });
}

function callerIn({ partition, region }: Source): { readonly caller: Caller; readonly application: string } {
  const caller = { partition, region, account: ACCOUNT };
  return { caller, application: applicationProfileArn(caller, ACCOUNT, 'a1b2c3d4e5f6') };
}
