import { AppIdentity } from './app-identity';
import { AppProfile } from './application-profiles';
import { Called, chooseCall, findLacking, listCauses, makeCaller, namesNoGuardrail } from './choose-call';
import { Numbers } from './collections';
import { requireGuardrail } from './guardrails';
import { findMeaning, findProfileMeaning } from './intents';
import { findMeantProfiles, MeantProfile } from './meant-profiles';
import { ELSEWHERE, listOtherWays } from './only-way';
import { Organization } from './organization';
import { ReadPolicy } from './policy-reader';
import { ANY_MODEL, Intent, ReportLeg, RowVerdict } from './report';
import { findSpelled } from './spelled';
import { restsOnId } from './spelled-ids';
import { decide, DecidedLeg, Decision } from '../call/decide';
import { buildLayers } from '../call/layers';
import { InvocationLeg } from '../call/leg';
import { OPEN_VALUES, withCandidates } from '../call/unknown-facts';
import { ConditionKey } from '../facts/iam-words';
import { DEFAULT_PROJECT } from '../facts/project';
import { isKey } from '../iam/document';
import { Layer, PolicyLayer } from '../iam/layer';
import { isDenied } from '../iam/outcome';
import { Policy } from '../iam/policy';
import { IamRequest } from '../iam/request';

/** What follows for one kind of call of an identity. */
export interface JudgedCall {
  /** The model's ID; `*` for any that is not listed otherwise. */
  readonly model: string;
  /** The application profile through which it goes; nothing where that is the model's own global profile. */
  readonly profile?: MeantProfile;
  /** The guardrails of which the call must name one to be allowed; nothing where it needs none. */
  readonly guardrails?: readonly string[];
  /** The model's leg of the call without a guardrail, where a statement asks for one and another allows the call without. */
  readonly optionalGuardrail?: DecidedLeg;
  /** Whether the model is closed to the identity in each other way that is asked (`listOtherWays`). */
  readonly isOnlyWay?: boolean;
  readonly region?: string;
  readonly action: 'invoke' | 'stream';
  readonly intent: Intent;
  /** Whether a pattern names global profiles. */
  readonly isFamily: boolean;
  readonly verdict: RowVerdict;
  /** Whether the identity's own policies allow the profile of the Region, or may. */
  readonly reachesProfile: boolean;
  readonly legs: readonly ReportLeg[];
  /** What decided, where it is not allowed. */
  readonly decider?: DecidedLeg;
  /** On what it depends, where it is not judged. */
  readonly causes: readonly string[];
  /** Whether the project that AWS has announced is denied, though it is meant to be allowed. */
  readonly blockedProject?: DecidedLeg;
  /** Legs that its own policies do not allow, where something else denies the call as well. */
  readonly lacking: readonly DecidedLeg[];
  readonly decision: Decision;
  readonly layers: readonly Layer[];
}

/** Judges the calls of identities. Identities with the same policies are judged once, if their names make no difference. */
export class Judge {
  private readonly numbers = new Numbers();
  private readonly known = new Map<string, readonly JudgedCall[]>();
  private readonly layers = new Map<string, readonly Layer[]>();

  /** @param profiles the application profiles that the app makes, by what stands for their IDs */
  constructor(private readonly organization: Organization, private readonly profiles: ReadonlyMap<string, AppProfile>) {}

  public judge(identity: AppIdentity): readonly JudgedCall[] {
    const key = this.writeKey(identity);
    const known = this.known.get(key) ?? this.judgeAll(identity);
    this.known.set(key, known);
    return known;
  }

  /** The layers that meet in the calls of an identity, if it is in an account. */
  public findLayers({ policies, boundary, stack: { units } }: AppIdentity, account: string | undefined): readonly Layer[] {
    const levels = this.organization.listLevels(account, units);
    const own = policies.map(({ policy }) => policy);
    const numbers = own.map((policy) => this.numbers.of(policy));
    const key = [...numbers, '|', boundary && this.numbers.of(boundary.policy), '|', this.numbers.of(levels)].join(' ');
    const known = this.layers.get(key) ?? buildLayers({ identity: own, boundary: boundary?.policy, levels });
    this.layers.set(key, known);
    return known;
  }

  /** Writes all on which the answer rests. */
  private writeKey(identity: AppIdentity): string {
    const { policies, boundary, account, region, stack: { units } } = identity;
    const policyIds = [...policies, ...boundary ? [boundary] : []].map(({ policy }) => this.numbers.of(policy));
    const levels = this.numbers.of(this.organization.listLevels(account, units));
    const calls = namesNoGuardrail(identity) ? 'for Bedrock' : '';
    return [...policyIds, boundary ? 'bounded' : 'free', levels, account, region, calls, this.writeName(identity)].join(' ');
  }

  /** Writes of an identity's name what makes a difference to the policies that meet. */
  public writeName(identity: AppIdentity): string {
    const { account, principal } = identity;
    const meeting = this.listMeeting(identity);
    const tells = meeting.map((policy) => findSpelled(policy).tellsCallers);
    const whole = `${principal.resource} ${principal.candidates?.join(' ')}`;
    return account === undefined || tells.includes('by the whole') ? whole
      : tells.includes('by conditions') ? this.classify(identity, meeting) : '';
  }

  /** How the conditions on callers answer for an identity: names for which they answer alike need no judging of their own. */
  private classify(identity: AppIdentity, meeting: readonly Policy[]): string {
    const { account, region, principal } = identity;
    const caller = makeCaller(identity, account, region);
    const request: IamRequest = {
      action: '',
      resource: '',
      environment: caller,
      open: principal.candidates ? withCandidates(principal.candidates) : OPEN_VALUES,
      context: new Map([[ConditionKey.PRINCIPAL_ARN.toLowerCase(), caller.principalArn === undefined ? [] : [caller.principalArn]]]),
    };
    const conditions = meeting.flatMap(({ statements }) => statements).flatMap((statement) => statement.conditions)
      .filter(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ARN));
    return `${JSON.stringify(conditions.map(({ matches }) => matches(request)))} ${caller.principalArn === undefined}`;
  }

  private listMeeting({ policies, boundary, account }: AppIdentity): Policy[] {
    // Any policy of the organization may be above an account that is not known.
    const above = account === undefined ? this.organization.policies.map(({ policy }) => policy)
      : this.organization.listLevels(account).flatMap((level) => level.policies);
    return [...policies.map(({ policy }) => policy), ...boundary ? [boundary.policy] : [], ...above];
  }

  private judgeAll(identity: AppIdentity): readonly JudgedCall[] {
    const { policies, account, region } = identity;
    const accounts = account === undefined ? this.listAccounts(identity) : [account];
    const meeting = this.listMeeting(identity).map(findSpelled);
    const named = new Set(meeting.flatMap(({ models }) => models));
    const matched = meeting.flatMap(({ matched: models }) => models).filter((model) => !named.has(model));
    const own = policies.filter(({ isUnknown }) => !isUnknown).map(({ policy }) => findSpelled(policy));
    const regions = new Set<string | undefined>([region, ...own.flatMap((one) => one.regions)]);
    // Where a pattern allows calls from any Region, those that a deny leaves out may fare better.
    const elsewhere = new Set(meeting.flatMap((one) => one.exceptedRegions).filter((one) => !regions.has(one)));
    const projects = own.flatMap((one) => one.projects);
    const projectId = projects.length === 0 || projects.includes(DEFAULT_PROJECT) ? undefined : projects[0];
    const ask = (model: string, from: string | undefined, streams: boolean, profile?: MeantProfile) => {
      const called = { model, region: from, streams, ...profile ? { profile } : { projectId } };
      const calls = accounts.map((one) => this.judgeCall(identity, policies, one, called));
      const meant = calls.filter((call) => call !== undefined);
      return meant.length === 0 ? [] : [agree(meant, meant.length === calls.length)];
    };
    const askAll = (from: string | undefined) => [false, true].flatMap((streams) => {
      const others = ask(ANY_MODEL, from, streams);
      const listed = [...named, ...new Set(matched)].flatMap((model) => ask(model, from, streams));
      return [...listed.filter((call) => !others.some((other) => isLike(call, other))), ...others];
    });
    const judged = [...regions].flatMap(askAll);
    const better = [...elsewhere].flatMap(askAll).filter((call) => isOnPurpose(call) && judged.some((other) => isWorse(other, call)));
    const { profiles, isWhole } = findMeantProfiles(identity, this.profiles);
    const from = new Set([...regions, ...elsewhere, ...ELSEWHERE]);
    const throughProfiles = profiles.flatMap((profile) => {
      const calls = [false, true].flatMap((streams) => ask(profile.modelId, profile.region ?? region, streams, profile));
      const isAllowed = calls.some(({ verdict }) => verdict === 'allowed');
      const isOnlyWay = isAllowed && isWhole && this.isOnlyWay(identity, profile, profiles, from);
      return calls.map((call) => ({ ...call, ...call.verdict === 'allowed' && isOnlyWay && { isOnlyWay } }));
    });
    return [
      ...[...judged.filter((call) => !isMeantElsewhere(call, judged)), ...better]
        .sort(byPlace(new Set([...regions, ...elsewhere]), [...named, ...matched, ANY_MODEL])),
      ...throughProfiles,
    ];
  }

  /** Whether a model is closed to an identity in each way but one application profile. */
  private isOnlyWay(
    identity: AppIdentity, { id, modelId }: MeantProfile, all: readonly MeantProfile[], from: Iterable<string | undefined>,
  ): boolean {
    const others = all.filter((other) => other.id !== id && other.modelId === modelId);
    const layers = this.findLayers(identity, identity.account);
    for (const region of from) {
      // One by one: the first way that is open settles it.
      for (const legs of listOtherWays(makeCaller(identity, identity.account, region), modelId, others)) {
        if (!isDenied(decide(layers, legs).outcome)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where the account is not known, each that somebody names is asked, and one that nobody names. */
  private listAccounts({ policies, boundary, stack: { units } }: AppIdentity): (string | undefined)[] {
    const spelled = [...policies, ...boundary ? [boundary] : []].flatMap(({ policy }) => findSpelled(policy).accounts);
    const ofLevels = this.organization.policies.flatMap(({ policy }) => findSpelled(policy).accounts);
    const all = new Set([...this.organization.accounts, ...spelled, ...ofLevels]);
    return [...[...all].filter((account) => this.organization.mayBeBelow(account, units)), undefined];
  }

  private judgeCall(
    identity: AppIdentity, own: readonly ReadPolicy[], account: string | undefined, called: Called & Pick<JudgedCall, 'profile'>,
  ): JudgedCall | undefined {
    const { model, region, streams, profile } = called;
    const layers = this.findLayers(identity, account);
    const { modelId, legs, decision, judged, guardrails, without, doubt } = chooseCall(identity, account, called, layers);
    const meaning = profile === undefined ? findMeaning(own, legs, modelId) : findProfileMeaning(own, legs, profile.id);
    if (meaning === undefined) {
      return undefined;
    }
    const isOpen = profile?.made !== undefined && ['allowed', 'denied'].includes(judged.verdict) && restsOnId(layers, judged.decider);
    const { verdict, decider }: typeof judged = isOpen ? { verdict: 'not-judged' } : judged;
    const project = decision.legs.find(({ leg }) => leg.leg === InvocationLeg.PROJECT);
    const isBlocked = project !== undefined && meaning.includesProject && isDenied(project.verdict.outcome)
      && project.verdict.layer.kind !== PolicyLayer.IDENTITY;
    const statements = own.flatMap(({ policy }) => policy.statements);
    const isOptional = without !== undefined && requireGuardrail(statements, without.leg);
    return {
      model,
      ...profile && { profile },
      ...guardrails && { guardrails },
      ...isOptional && { optionalGuardrail: without },
      region,
      action: streams ? 'stream' : 'invoke',
      intent: meaning.intent,
      isFamily: meaning.isFamily,
      verdict,
      reachesProfile: meaning.reachesProfile,
      legs: decision.legs.map(({ leg, verdict: { outcome } }) => ({ leg: leg.leg, outcome, announced: leg.isAnnounced })),
      decider,
      causes: isOpen ? [`the ID of application profile '${profile.name}'`] : doubt !== undefined ? [doubt]
        : verdict === 'not-judged' ? listCauses(decision) : [],
      ...isBlocked && { blockedProject: project },
      lacking: verdict === 'denied' ? findLacking(layers, decision) : [],
      // What is announced and not meant is in no remedy.
      decision: meaning.includesProject ? decision : { ...decision, legs: decision.legs.filter(({ leg }) => !leg.isAnnounced) },
      layers,
    };
  }
}

/** What follows if the account may be any of several: what follows for all of them, or nothing. */
function agree(calls: readonly JudgedCall[], isMeantByAll: boolean): JudgedCall {
  const open = calls[calls.length - 1]; // of the account that nobody names, if it is meant there
  const isSame = isMeantByAll && calls.every(({ verdict, intent }) => verdict === open.verdict && intent === open.intent);
  return isSame ? open : { ...open, verdict: 'not-judged', causes: [...new Set(['the account', ...open.causes])] };
}

/** Whether a call is not meant from its Region: the model without a Region is allowed, and the profile in another Region only. */
function isMeantElsewhere({ reachesProfile, model, action }: JudgedCall, all: readonly JudgedCall[]): boolean {
  return !reachesProfile && all.some((other) => other.reachesProfile && other.model === model && other.action === action);
}

function isOnPurpose({ intent, isFamily }: JudgedCall): boolean {
  return intent === 'named' || isFamily;
}

/** Whether a call is denied that is not when it is made from elsewhere. */
function isWorse({ model, action, verdict }: JudgedCall, other: JudgedCall): boolean {
  return model === other.model && action === other.action && verdict === 'denied' && other.verdict !== 'denied';
}

/** Whether a model that is not meant by name fares as any other does. */
function isLike(call: JudgedCall, other: JudgedCall): boolean {
  return call.intent === 'wildcard' && call.verdict === other.verdict
    && call.legs.every(({ outcome }, index) => outcome === other.legs[index].outcome);
}

function byPlace(regions: ReadonlySet<string | undefined>, models: readonly string[]) {
  const [regionList, order] = [[...regions], new Map(models.map((model, index) => [model, index]))];
  return (one: JudgedCall, other: JudgedCall) => regionList.indexOf(one.region) - regionList.indexOf(other.region)
    || order.get(one.model)! - order.get(other.model)!;
}
