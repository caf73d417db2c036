import { InferenceRoute } from './inference-route';
import { InferenceProfileKind } from './matrix-row';
import { GuardPromises } from './promises';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../../facts/arns';
import { Action, API_KEY_SERVICE_NAME, ConditionKey, INVOKE_ACTIONS } from '../../facts/iam-words';
import { KNOWN_MODELS } from '../../facts/known-models';
import { isModelId } from '../../facts/model-ids';
import { findPartition, REGION_CODE } from '../../facts/regions';
import { callDirectly, callGlobally, callMantle, callThrough, createBatchJob, listDocumented, useBearerToken } from '../calls';
import { Caller, Leg } from '../leg';

/** A call by one of the routes. */
export interface GuardedCall {
  readonly route: InferenceRoute;
  readonly modelId: string;
  readonly profileKind?: InferenceProfileKind;
  readonly modelExcepted?: boolean;
  readonly legs: readonly Leg[];
  readonly caller: Caller;
}

/** The caller, from any Region; without an ARN, any caller of an account. */
export type CallerIdentity = Pick<Caller, 'account' | 'principalArn'>;

const { SYSTEM, APPLICATION } = InferenceProfileKind;
const { GLOBAL_PROFILE, GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE, BEARER_TOKEN } = InferenceRoute;
const [{ sourceRegions: REGIONS }] = KNOWN_MODELS;
/** Every action that invokes a model, including one that Claude does not use. */
const ACTIONS = [...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL];

/** Lists calls by every known route, of a closed model and of an excepted one, by route. */
export function listGuardedCalls(identity: CallerIdentity, promises: GuardPromises): GuardedCall[] {
  const [source = REGIONS[0]] = promises.sourceRegions.filter((region) => REGION_CODE.test(region));
  const [closed] = listClosedModels(promises);
  const excepted = promises.exceptModelIds.filter(isModelId).slice(0, 1);
  const calls = [
    ...listCalls(closed, identity, source, promises),
    ...excepted.flatMap((modelId) => callByGlobalProfiles(modelId, makeCaller(source, identity)))
      .map((call) => ({ ...call, modelExcepted: true })),
  ];
  const order = Object.values(InferenceRoute);
  return calls.sort((left, right) => order.indexOf(left.route) - order.indexOf(right.route));
}

/** Lists the calls of one route from one Region that a guard closes to a caller; empty if it closes nothing there. */
export function listClosedCalls(route: InferenceRoute, identity: CallerIdentity, region: string, promises: GuardPromises): GuardedCall[] {
  const models = listClosedModels(promises).slice(0, route === GLOBAL_PROFILE ? undefined : 1);
  return models.flatMap((modelId) => listCalls(modelId, identity, region, promises))
    .filter((call) => call.route === route && call.caller.region === region);
}

/** Lists known models that the guard does not except. */
function listClosedModels({ exceptModelIds }: GuardPromises): string[] {
  const models = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !exceptModelIds.includes(modelId));
  return models.length > 0 ? models : ['anthropic.claude-not-listed'];
}

function listCalls(modelId: string, identity: CallerIdentity, source: string, { sourceRegions }: GuardPromises): GuardedCall[] {
  const here = makeCaller(source, identity);
  const elsewhere = REGIONS.find((region) => region !== source && !sourceRegions.includes(region))!;
  const there = makeCaller(sourceRegions.length > 0 && !sourceRegions.includes(source) ? source : elsewhere, identity);
  const geographic = writeInferenceProfileArn(here, here.account, `eu.${modelId}`);
  const system = writeInferenceProfileArn(here, here.account, `global.${modelId}`);
  const copyArn = makeCopyArn(here);
  const keyOwner = `arn:${here.partition}:iam::${here.account}:user/key-owner`;
  const destinations = [source, elsewhere];
  const common = { modelId, caller: here };
  return [
    ...callByGlobalProfiles(modelId, here),
    ...ACTIONS.flatMap((action) => [
      // No destination outside the source Region: such a call is harder to close.
      { ...common, route: GEOGRAPHIC_PROFILE, profileKind: SYSTEM, legs: callThrough(here, geographic, modelId, action, [source]) },
      { ...common, route: GEOGRAPHIC_PROFILE, profileKind: APPLICATION, legs: callThrough(here, copyArn, modelId, action, destinations) },
      { ...common, route: DIRECT_OTHER_REGION, caller: there, legs: callDirectly(there, modelId, action) },
    ]),
    { ...common, route: BATCH, profileKind: SYSTEM, legs: listDocumented(createBatchJob(here, system, modelId)) },
    { ...common, route: BATCH, profileKind: APPLICATION, legs: listDocumented(createBatchJob(here, copyArn, modelId)) },
    { ...common, route: MANTLE, legs: callMantle(here) },
    { ...common, route: BEARER_TOKEN, legs: useBearerToken(here) },
    { ...common, route: BEARER_TOKEN, legs: useBearerToken(here, Action.MANTLE_BEARER_TOKEN) },
    { ...common, route: BEARER_TOKEN, legs: useBearerToken(here, Action.CREATE_API_KEY, keyOwner) },
  ];
}

function callByGlobalProfiles(modelId: string, caller: Caller): GuardedCall[] {
  const common = { route: GLOBAL_PROFILE, modelId, caller };
  return ACTIONS.flatMap((action) => [
    { ...common, profileKind: SYSTEM, legs: callGlobally(caller, modelId, action) },
    { ...common, profileKind: APPLICATION, legs: callThrough(caller, makeCopyArn(caller), modelId, action) },
  ]);
}

/** Writes the ARN of an application profile of the caller's account. */
function makeCopyArn(caller: Caller): string {
  return writeApplicationProfileArn(caller, caller.account, 'copy');
}

function makeCaller(region: string, { account, principalArn }: CallerIdentity): Caller {
  const contextKeys = { [ConditionKey.API_KEY_SERVICE]: [API_KEY_SERVICE_NAME] };
  return { partition: findPartition(region), region, account, principalArn, contextKeys };
}
