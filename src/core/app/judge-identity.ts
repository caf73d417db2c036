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

/** The answer for one kind of call of an identity. */
export interface JudgedCall {
  /** The model's ID; `*` for any model without a row of its own. */
  readonly model: string;
  /** The application profile of the call; absent for the model's own global profile. */
  readonly profile?: MeantProfile;
  /** The call must name one of these guardrails to be allowed; absent if it needs none. */
  readonly guardrails?: readonly string[];
  /** The model's leg without a guardrail, if one statement requires a guardrail and another allows the call without. */
  readonly optionalGuardrail?: DecidedLeg;
  /** Whether each way of `listOtherWays` to the model is closed to the identity. */
  readonly isOnlyWay?: boolean;
  readonly region?: string;
  readonly action: 'invoke' | 'stream';
  readonly intent: Intent;
  /** Whether a pattern names global profiles. */
  readonly isFamily: boolean;
  readonly verdict: RowVerdict;
  /** Whether the identity's own policies allow the profile in the Region, or may. */
  readonly reachesProfile: boolean;
  readonly legs: readonly ReportLeg[];
  /** What decided, if the call is not allowed. */
  readonly decider?: DecidedLeg;
  /** The unknowns that it depends on, if it is not judged. */
  readonly causes: readonly string[];
  /** The announced project, if it is denied although own policies allow it. */
  readonly blockedProject?: DecidedLeg;
  /** Legs that its own policies do not allow, if something else also denies the call. */
  readonly lacking: readonly DecidedLeg[];
  readonly decision: Decision;
  readonly layers: readonly Layer[];
}

/** Judges the calls of identities. It judges identities with the same policies once, if their names make no difference. */
export class Judge {
  private readonly numbers = new Numbers();
  private readonly known = new Map<string, readonly JudgedCall[]>();
  private readonly layers = new Map<string, readonly Layer[]>();

  /** @param profiles the application profiles that the app creates, by the stand-ins for their IDs */
  constructor(private readonly organization: Organization, private readonly profiles: ReadonlyMap<string, AppProfile>) {}

  public judge(identity: AppIdentity): readonly JudgedCall[] {
    const key = this.writeKey(identity);
    const known = this.known.get(key) ?? this.judgeAll(identity);
    this.known.set(key, known);
    return known;
  }

  /** The layers that apply to calls of an identity in an account. */
  public findLayers({ policies, boundary, stack: { units } }: AppIdentity, account: string | undefined): readonly Layer[] {
    const levels = this.organization.listLevels(account, units);
    const own = policies.map(({ policy }) => policy);
    const numbers = own.map((policy) => this.numbers.of(policy));
    const key = [...numbers, '|', boundary && this.numbers.of(boundary.policy), '|', this.numbers.of(levels)].join(' ');
    const known = this.layers.get(key) ?? buildLayers({ identity: own, boundary: boundary?.policy, levels });
    this.layers.set(key, known);
    return known;
  }

  /** Writes a key of everything that the answer depends on. */
  private writeKey(identity: AppIdentity): string {
    const { policies, boundary, account, region, stack: { units } } = identity;
    const policyIds = [...policies, ...boundary ? [boundary] : []].map(({ policy }) => this.numbers.of(policy));
    const levels = this.numbers.of(this.organization.listLevels(account, units));
    const calls = namesNoGuardrail(identity) ? 'for Bedrock' : '';
    return [...policyIds, boundary ? 'bounded' : 'free', levels, account, region, calls, this.writeName(identity)].join(' ');
  }

  /** Writes the part of an identity's name that matters to its policies. */
  public writeName(identity: AppIdentity): string {
    const { account, principal } = identity;
    const meeting = this.listMeeting(identity);
    const tells = meeting.map((policy) => findSpelled(policy).tellsCallers);
    const whole = `${principal.resource} ${principal.candidates?.join(' ')}`;
    return account === undefined || tells.includes('by the whole') ? whole
      : tells.includes('by conditions') ? this.classify(identity, meeting) : '';
  }

  /** The answers of conditions on callers for an identity. Names with the same answers are judged once. */
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
    // Any policy of the organization may be above an unknown account.
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
    // If a pattern allows calls from any Region, the Regions that a deny exempts may have a better answer.
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

  /** Whether each way to a model but one application profile is closed to an identity. */
  private isOnlyWay(
    identity: AppIdentity, { id, modelId }: MeantProfile, all: readonly MeantProfile[], from: Iterable<string | undefined>,
  ): boolean {
    const others = all.filter((other) => other.id !== id && other.modelId === modelId);
    const layers = this.findLayers(identity, identity.account);
    for (const region of from) {
      // The first open way decides.
      for (const legs of listOtherWays(makeCaller(identity, identity.account, region), modelId, others)) {
        if (!isDenied(decide(layers, legs).outcome)) {
          return false;
        }
      }
    }
    return true;
  }

  /** For an unknown account, lists each account that a policy or option names, and one that none names. */
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
      // A remedy leaves out the announced leg unless own policies allow it.
      decision: meaning.includesProject ? decision : { ...decision, legs: decision.legs.filter(({ leg }) => !leg.isAnnounced) },
      layers,
    };
  }
}

/** The answer for an account that may be any of several: their common answer, or not judged. */
function agree(calls: readonly JudgedCall[], isMeantByAll: boolean): JudgedCall {
  const open = calls[calls.length - 1]; // of the account that none names, if the call is meant there
  const isSame = isMeantByAll && calls.every(({ verdict, intent }) => verdict === open.verdict && intent === open.intent);
  return isSame ? open : { ...open, verdict: 'not-judged', causes: [...new Set(['the account', ...open.causes])] };
}

/** Whether a call is not meant from its Region: own policies allow the model without a Region, but the profile only in another Region. */
function isMeantElsewhere({ reachesProfile, model, action }: JudgedCall, all: readonly JudgedCall[]): boolean {
  return !reachesProfile && all.some((other) => other.reachesProfile && other.model === model && other.action === action);
}

function isOnPurpose({ intent, isFamily }: JudgedCall): boolean {
  return intent === 'named' || isFamily;
}

/** Whether a call is denied that is not denied from another Region. */
function isWorse({ model, action, verdict }: JudgedCall, other: JudgedCall): boolean {
  return model === other.model && action === other.action && verdict === 'denied' && other.verdict !== 'denied';
}

/** Whether a model that no policy names has the same answer as any other. */
function isLike(call: JudgedCall, other: JudgedCall): boolean {
  return call.intent === 'wildcard' && call.verdict === other.verdict
    && call.legs.every(({ outcome }, index) => outcome === other.legs[index].outcome);
}

function byPlace(regions: ReadonlySet<string | undefined>, models: readonly string[]) {
  const [regionList, order] = [[...regions], new Map(models.map((model, index) => [model, index]))];
  return (one: JudgedCall, other: JudgedCall) => regionList.indexOf(one.region) - regionList.indexOf(other.region)
    || order.get(one.model)! - order.get(other.model)!;
}
