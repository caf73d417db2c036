import { Arguments } from './arguments';
import { writeLifeNote, writeUnlistedNote } from './model-notes';
import { ask, Call, Question, showCall, STAND_IN } from './question';
import { AccessDenied } from '../core/call/access-denied';
import { Evidence, Fact } from '../core/call/evidence';
import { InvocationLeg } from '../core/call/leg';
import { NamedCalls } from '../core/call/named-calls';
import { Unknown } from '../core/call/unknown-facts';
import { Action } from '../core/facts/iam-words';
import { findKnownModel } from '../core/facts/known-models';

/** From where a call may be known; the first goes before the others. */
export interface Sources {
  readonly args: Arguments;
  readonly denied?: AccessDenied;
  /** What a template says of the role. */
  readonly ofRole?: readonly Evidence[];
  /** What the policies of the identity name. */
  readonly named?: NamedCalls;
}

const NOTHING_NAMED: NamedCalls = { models: [], regions: [], accounts: [], projectIds: [], actions: [], otherProfileIds: [] };
const POLICIES = 'the policies of the identity';

/**
 * Settles the calls that are asked about: as the arguments say them, then as an error or event does, then as the template and the
 * policies name them. Each model that only the policies name is asked about, and each way to invoke it.
 *
 * @param region stands in where nobody says the Region
 */
export function settleQuestions(sources: Sources, region: string = STAND_IN.region): Question[] {
  const { args, denied, ofRole = [], named = NOTHING_NAMED } = sources;
  const said = [...listArguments(args), ...denied?.evidence ?? [], ...ofRole, ...listNamed(named)];
  const find = (fact: Fact) => said.find((one) => one.fact === fact);
  const common = SINGLE_FACTS.map(find);
  return listModels(find('model'), named).flatMap(({ model, region: ownRegion }) =>
    listRegions(find('region'), ownRegion, named).flatMap((regionFound) =>
      listWays(args, find('streaming'), named).map((streaming) =>
        settle(args, denied, [regionFound, model, streaming, ...common].filter((one) => one !== undefined), region))));
}

/** What all calls have in common. */
const SINGLE_FACTS: readonly Fact[] = ['account', 'partition', 'principal', 'profile', 'project'];

/** The models that are asked about, with the Region that stands beside each. */
function listModels(said: Evidence | undefined, { models }: NamedCalls): { readonly model?: Evidence; readonly region?: string }[] {
  return said !== undefined || models.length === 0
    ? [{ model: said }]
    : models.map(({ modelId, region }) => ({ model: { fact: 'model', value: modelId, origin: POLICIES }, region }));
}

/** Only what a person typed; it needs no origin to be shown. */
const TYPED = 'the command line';

function listArguments({ region, account, model, principal, profileId, projectId }: Arguments): Evidence[] {
  const typed: Partial<Record<Fact, string>> = {
    region, account: account ?? principal?.split(':')[4], model, principal, profile: profileId, project: projectId,
  };
  return Object.entries(typed).flatMap(([fact, value]) => value === undefined ? [] : [{ fact: fact as Fact, value, origin: TYPED }]);
}

function listNamed({ accounts, projectIds }: NamedCalls): Evidence[] {
  const first = (fact: Fact, [value, ...others]: readonly string[]): Evidence[] =>
    value === undefined ? [] : [{ fact, value, origin: others.length > 0 ? `${POLICIES}, which name ${others.length + 1}` : POLICIES }];
  return [...first('account', accounts), ...first('project', projectIds)];
}

function listRegions(said: Evidence | undefined, ofModel: string | undefined, { regions }: NamedCalls): (Evidence | undefined)[] {
  if (said !== undefined) {
    return [said];
  }
  const named = ofModel !== undefined ? [ofModel] : regions;
  return named.length === 0 ? [undefined] : named.map((value) => ({ fact: 'region', value, origin: POLICIES }));
}

/** Which of the two ways to invoke a model are asked about. */
function listWays({ stream }: Arguments, said: Evidence | undefined, { actions }: NamedCalls): (Evidence | undefined)[] {
  if (stream) {
    return [{ fact: 'streaming', value: 'true', origin: TYPED }];
  }
  if (said !== undefined || actions.length === 0) {
    return [said];
  }
  return actions.map((action) => ({ fact: 'streaming', value: String(action === Action.INVOKE_STREAMING), origin: POLICIES }));
}

function settle(args: Arguments, denied: AccessDenied | undefined, evidence: readonly Evidence[], standInRegion: string): Question {
  const get = (fact: Fact) => evidence.find((one) => one.fact === fact)?.value;
  const account = get('account');
  const principal = get('principal')?.replaceAll(Unknown.ACCOUNT, account ?? Unknown.ACCOUNT);
  const isOfAccount = principal?.split(':')[4] === (account ?? Unknown.ACCOUNT);
  const application = args.application || denied?.profileKind === 'an application';
  const call: Call = {
    region: get('region'),
    account,
    partition: get('partition'),
    modelId: get('model'),
    principalArn: isOfAccount ? principal : undefined,
    application,
    profileId: application ? get('profile')?.split('/').pop() : undefined,
    projectId: application ? undefined : get('project'),
    stream: get('streaming') === 'true',
    contextKeys: args.contextKeys,
    needsProject: denied?.leg === InvocationLeg.PROJECT,
  };
  return ask(call, {
    region: standInRegion,
    denied,
    passed: listPassed(denied?.leg),
    evidence: evidence.filter(({ fact, origin }) =>
      origin !== TYPED && (fact !== 'streaming' || origin !== POLICIES) && (fact !== 'principal' || isOfAccount)),
    standIns: listStandIns(call, standInRegion),
    doubts: [
      ...principal === undefined || isOfAccount ? [] : [`the caller is another one than ${principal}, which is not of account ${account}`],
      ...call.modelId === undefined ? [] : listDoubts(showCall(call, standInRegion)),
    ],
  });
}

/** The legs are asked for in their order, so one that is denied shows that those before it passed. */
function listPassed(denied: InvocationLeg | undefined): InvocationLeg[] {
  const order = [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL, InvocationLeg.GLOBAL_MODEL];
  return order.slice(0, Math.max(0, denied === undefined ? 0 : order.indexOf(denied)));
}

function listStandIns(call: Call, region: string): string[] {
  const { account, modelId, profileId } = STAND_IN;
  const standIns: [string, string | undefined, string][] = [
    ['account', call.account, account],
    ['Region', call.region, region],
    ['model', call.modelId, modelId],
    ...call.application ? [['application profile', call.profileId, profileId] as [string, string | undefined, string]] : [],
  ];
  const sessionPath = call.principalArn?.includes(Unknown.ROLE_PATH)
    ? [`the caller's role has no path (a session does not say it): ${call.principalArn.replaceAll(Unknown.ROLE_PATH, '')}`]
    : [];
  return [...standIns.filter(([, said]) => said === undefined).map(([what, , standIn]) => `${what} ${standIn} stands in`), ...sessionPath];
}

function listDoubts({ modelId, region }: { readonly modelId: string; readonly region: string }): string[] {
  const unlisted = writeUnlistedNote(modelId);
  const life = writeLifeNote(modelId);
  return [
    ...unlisted === undefined ? [] : [`the model exists, though ${unlisted}`],
    ...life === undefined ? [] : [`the model answers, though ${life}`],
    ...findKnownModel(modelId)?.confirmedRegions.includes(region) === false
      ? [`${modelId} can be called from ${region} through its global profile, which ${explainDoubt(modelId, region)}`]
      : [],
  ];
}

function explainDoubt(modelId: string, region: string): string {
  return findKnownModel(modelId)?.sourceRegions.includes(region)
    ? 'is not confirmed for this model'
    : 'is not known';
}
