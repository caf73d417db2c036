import { Arguments } from './arguments';
import { listDoubts, listRegionDoubts, listStandIns } from './assumptions';
import { ask, Call, Question, showCall, STAND_IN } from './question';
import { TemplateProfile } from '../core/app/template-profiles';
import { AccessDenied } from '../core/call/errors/access-denied';
import { Evidence, Fact } from '../core/call/evidence';
import { InvocationLeg } from '../core/call/leg';
import { findNamedCalls, NamedCalls, NamedModel } from '../core/call/named-calls';
import { findModelsOf, isProfilePattern, NamedProfile } from '../core/call/profile-names';
import { dropUnknown, Unknown, writeUnknowns } from '../core/call/unknown-facts';
import { Action } from '../core/facts/iam-words';
import { Policy } from '../core/iam/policy';

/** The sources of facts about a call; earlier ones win. */
export interface Sources {
  readonly args: Arguments;
  readonly denied?: AccessDenied;
  /** What a template says about the role. */
  readonly ofRole?: readonly Evidence[];
  /** What the policies of the identity name. */
  readonly named?: NamedCalls;
  /** Application profiles that the template creates. */
  readonly profiles?: readonly TemplateProfile[];
  /** The policies themselves. */
  readonly own?: readonly Policy[];
}

const NOTHING_NAMED = findNamedCalls([]);
const POLICIES = 'the policies of the identity';

/**
 * Settles the calls that are asked about. Arguments win, then the error or event, then the template and the policies. If only the policies
 * name models, each of them is asked about, in each way to invoke it.
 *
 * @param region the Region to show if none is given
 */
export function settleQuestions(sources: Sources, region: string = STAND_IN.region): Question[] {
  const { args, denied, ofRole = [], named = NOTHING_NAMED } = sources;
  const typed = listArguments(args);
  const said = [...typed, ...denied?.evidence ?? [], ...ofRole];
  const others = denied === undefined ? [] : findContradictions(typed, denied.evidence);
  return listAsked(sources, said).flatMap(({ model, profile, name, region: ownRegion, account, actions }) => {
    const all = [...said, ...listNamed(named, account)];
    const find = (fact: Fact) => all.find((one) => one.fact === fact);
    const common = SINGLE_FACTS.map((fact) => fact === 'profile' ? profile : find(fact));
    return listRegions(find('region'), ownRegion, named).flatMap((regionFound) =>
      listWays(find('streaming'), actions ?? named.actions).map((streaming) => settle({
        args,
        denied,
        others,
        region,
        evidence: [regionFound, model, streaming, ...common].filter((one) => one !== undefined),
        application: isApplication(sources),
        profileName: name,
        sources,
      })));
  });
}

/** Whether calls through an application profile are asked about: the user says so, or the policies allow no others. */
function isApplication(sources: Sources): boolean {
  const { args, denied, named = NOTHING_NAMED } = sources;
  return args.application || denied?.profileKind === 'an application'
    || (denied === undefined && !args.namesKind && named.applicationProfiles.length > 0 && !named.namesGlobalProfiles
      && listOtherCopies(sources).length === 0);
}

/** Lists the names of the profiles that the policies name, if the asked model is none of theirs. */
export function listOtherCopies(sources: Sources): string[] {
  const { args: { model }, named = NOTHING_NAMED } = sources;
  const isOpen = named.applicationProfiles.some(({ id }) => isProfilePattern(id));
  const profiles = model === undefined || isOpen ? [] : listProfiles(sources);
  return profiles.every(({ modelId, name }) => name !== undefined && modelId !== undefined && modelId !== model)
    ? profiles.flatMap(({ name }) => name ?? []) : [];
}

/** Facts that the user typed and that contradict the error: then the question is about another call than the error. */
function findContradictions(typed: readonly Evidence[], evidence: readonly Evidence[]): string[] {
  return typed.flatMap(({ fact, value }) => {
    const found = evidence.find((one) => one.fact === fact);
    return found === undefined || isSame(fact, value, found.value) ? [] : [`${fact} ${writeUnknowns(found.value)}`];
  });
}

/** A session may be one of the role that is typed, with its path. */
function isSame(fact: Fact, typed: string, found: string): boolean {
  const shorten = (arn: string) => [arn.split(':')[4], arn.split('/').pop()].join();
  return fact === 'principal'
    ? shorten(dropUnknown(typed)) === shorten(dropUnknown(found))
    // A user may name the profile of the template to which an ID belongs by its path.
    : fact === 'profile' ? typed.startsWith('(') || typed === found.split('/').pop() : typed === found;
}

/** What all calls have in common. */
const SINGLE_FACTS: readonly Fact[] = ['account', 'partition', 'principal', 'profile', 'project'];

/** What is asked about: each model, or each application profile with its model, if that is known. */
function listAsked(sources: Sources, said: readonly Evidence[]): Asked[] {
  const { named = NOTHING_NAMED } = sources;
  const models = listModels(said, named);
  const profile = said.find(({ fact }) => fact === 'profile');
  const profiles = isApplication(sources) && profile === undefined ? listProfiles(sources) : [];
  const typed = said.find(({ fact }) => fact === 'model')?.value;
  const meant = profiles.filter(({ modelId }) => typed === undefined || modelId === undefined || modelId === typed);
  const isOfOthers = listOtherCopies(sources).length > 0;
  const asked = (meant.length > 0 || isOfOthers ? meant : profiles).flatMap(({ modelId, region, account, ...one }): Asked[] => {
    const own = models.filter(({ model }) => model?.value === modelId);
    const ofProfile = typed === undefined && modelId !== undefined
      ? [own[0] ?? { model: { fact: 'model', value: modelId, origin: one.name === undefined ? POLICIES : 'the template' } }] : models;
    return ofProfile.map((model) => ({ ...model, ...region && { region }, ...account && { account }, ...one }));
  });
  if (asked.length > 0) {
    return asked;
  }
  const { modelId, name } = sources.profiles?.find(({ id }) => id === profile?.value) ?? {};
  const own = models.find(({ model }) => model?.value === modelId);
  const ofProfile: readonly AskedModel[] = modelId === undefined || typed !== undefined ? models
    : [own ?? { model: { fact: 'model', value: modelId, origin: 'the template' } }];
  return ofProfile.map((model) => ({ ...model, profile, name }));
}

/** Finds the profiles of the template that the policies name and to which a given ID may belong: only the deployment knows their IDs. */
function findPossible({ profiles = [], own = [] }: Sources, profileId: string, modelId: string | undefined): Call['mayBe'] {
  const texts = own.flatMap(({ statements }) => statements).map(({ document }) => JSON.stringify(document));
  const found = profiles.some(({ id }) => id === profileId) ? [] : profiles.filter(({ id, isOther, modelId: copied }) => !isOther
    && (modelId === undefined || copied === undefined || copied === modelId) && texts.some((text) => text.includes(id)));
  return found.length === 0 ? undefined : found.map(({ id, name }) => ({ id, name }));
}

interface AskedProfile extends Omit<NamedProfile, 'id'> {
  readonly profile: Evidence;
  /** Set for a profile that the template creates. */
  readonly name?: string;
  /** Absent if the policies allow several. */
  readonly modelId?: string;
}

/** The application profiles that the policies name, without copies of profiles that are not global. */
function listProfiles({ named = NOTHING_NAMED, profiles = [], own = [] }: Sources): AskedProfile[] {
  return named.applicationProfiles.filter(({ id }) => !isProfilePattern(id)).flatMap(({ id, region, account }): AskedProfile[] => {
    const made = profiles.find((one) => one.id === id);
    const models = made?.modelId !== undefined ? [made.modelId] : findModelsOf(id, own.flatMap(({ statements }) => statements));
    const profile = { fact: 'profile', value: id, origin: POLICIES } as const;
    return made?.isOther ? [] : [{ profile, name: made?.name, region, account, modelId: models.length === 1 ? models[0] : undefined }];
  });
}

/** The models that are asked about, each with the Region that the policies name with it. */
function listModels(said: readonly Evidence[], { models }: NamedCalls): AskedModel[] {
  const model = said.find(({ fact }) => fact === 'model');
  return model !== undefined || models.length === 0
    ? [{ model, ...models.find(({ modelId }) => modelId === model?.value) }]
    : models.map((one) => ({ ...one, model: { fact: 'model', value: one.modelId, origin: POLICIES } }));
}

type AskedModel = Partial<NamedModel> & { readonly model?: Evidence };
type Asked = AskedModel & Partial<Pick<AskedProfile, 'profile' | 'name'>>;

/** The user typed it, so its origin is not shown. */
const TYPED = 'the command line';

function listArguments({ region, account, model, principal, profileId, projectId, stream }: Arguments): Evidence[] {
  const typed: Partial<Record<Fact, string>> = {
    region,
    account: account ?? principal?.split(':')[4],
    model,
    principal,
    profile: profileId,
    project: projectId,
    streaming: stream ? 'true' : undefined,
  };
  return Object.entries(typed).flatMap(([fact, value]) => value === undefined ? [] : [{ fact: fact as Fact, value, origin: TYPED }]);
}

function listNamed({ accounts, projectIds }: NamedCalls, ofModel: string | undefined): Evidence[] {
  const first = (fact: Fact, [value, ...others]: readonly string[]): Evidence[] =>
    value === undefined ? [] : [{ fact, value, origin: others.length > 0 ? `${POLICIES}, which name ${others.length + 1}` : POLICIES }];
  return [...first('account', ofModel === undefined ? accounts : [ofModel]), ...first('project', projectIds)];
}

function listRegions(said: Evidence | undefined, ofModel: string | undefined, { regions }: NamedCalls): (Evidence | undefined)[] {
  if (said !== undefined) {
    return [said];
  }
  const named = ofModel !== undefined ? [ofModel] : regions;
  return named.length === 0 ? [undefined] : named.map((value) => ({ fact: 'region', value, origin: POLICIES }));
}

/** Which of the two ways to invoke a model are asked about. */
function listWays(said: Evidence | undefined, actions: readonly string[]): (Evidence | undefined)[] {
  if (said !== undefined || actions.length === 0) {
    return [said];
  }
  return actions.map((action) => ({ fact: 'streaming', value: String(action === Action.INVOKE_STREAMING), origin: POLICIES }));
}

interface Settled {
  readonly args: Arguments;
  readonly denied?: AccessDenied;
  /** The facts in which the denial is about another call. */
  readonly others: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly application: boolean;
  readonly profileName?: string;
  /** The Region to show if none is given. */
  readonly region: string;
  readonly sources: Sources;
}

function settle({ args, denied: given, others, evidence, application, profileName, region: standInRegion, sources }: Settled): Question {
  const denied = others.length === 0 ? given : undefined;
  const get = (fact: Fact) => evidence.find((one) => one.fact === fact)?.value;
  const account = get('account');
  const principal = get('principal')?.replaceAll(Unknown.ACCOUNT, account ?? Unknown.ACCOUNT);
  const isOfAccount = principal?.split(':')[4] === (account ?? Unknown.ACCOUNT);
  const profileId = application ? get('profile')?.split('/').pop() : undefined;
  const call: Call = {
    region: get('region'),
    account,
    partition: get('partition'),
    modelId: get('model'),
    principalArn: isOfAccount ? principal : undefined,
    application,
    profileId,
    mayBe: profileId === undefined ? undefined : findPossible(sources, profileId, get('model')),
    profileName: application ? profileName : undefined,
    projectId: application ? undefined : get('project'),
    stream: get('streaming') === 'true',
    contextKeys: args.contextKeys,
    needsProject: denied?.leg === InvocationLeg.PROJECT,
    action: denied?.action === Action.INVOKE_BIDIRECTIONAL ? denied.action : undefined,
  };
  return ask(call, {
    region: standInRegion,
    made: sources.profiles,
    denied,
    passed: listPassed(denied?.leg),
    evidence: evidence.filter(({ fact, origin }) =>
      origin !== TYPED && (fact !== 'streaming' || origin !== POLICIES) && (fact !== 'principal' || isOfAccount)),
    standIns: listStandIns(call, standInRegion),
    doubts: [
      ...others.length === 0 ? [] : [`the error is about another call, with ${others.join(', ')}, so it does not show what passed here`],
      ...principal === undefined || isOfAccount
        ? []
        : [`the caller is not ${writeUnknowns(principal)}, which does not belong to account ${account}`],
      ...call.modelId === undefined ? listRegionDoubts(showCall(call, standInRegion)) : listDoubts(showCall(call, standInRegion)),
    ],
  });
}

/** AWS checks the legs in order, so a denied leg shows that the legs before it passed. */
function listPassed(denied: InvocationLeg | undefined): InvocationLeg[] {
  const order = [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL, InvocationLeg.GLOBAL_MODEL];
  return order.slice(0, Math.max(0, denied === undefined ? 0 : order.indexOf(denied)));
}
