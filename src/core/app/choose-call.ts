import { AppIdentity } from './app-identity';
import { AppProfile } from './application-profiles';
import { findGuardrailPlace, listGuardrails } from './guardrails';
import { writePrincipalArn } from './principals';
import { ANY_MODEL, RowVerdict } from './report';
import { callGlobally, callThrough, chooseInvokeAction } from '../call/calls';
import { decide, DecidedLeg, Decision } from '../call/decide';
import { Caller, InvocationLeg, Leg } from '../call/leg';
import { Unknown } from '../call/unknown-facts';
import { writeApplicationProfileArn } from '../facts/arns';
import { BEDROCK_SERVICE, ConditionKey } from '../facts/iam-words';
import { findPartition } from '../facts/regions';
import { Layer, PolicyLayer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** A call to decide. */
export interface Called {
  /** The model's ID; `*` for any model without a row of its own. */
  readonly model: string;
  readonly region?: string;
  readonly profile?: { readonly id: string; readonly made?: AppProfile };
  readonly streams: boolean;
  /** A call through an application profile takes none. */
  readonly projectId?: string;
}

/** The best outcome of a call: without a guardrail, or with one that policies name. */
export interface ChosenCall {
  readonly modelId: string;
  readonly legs: readonly Leg[];
  readonly decision: Decision;
  readonly judged: Judged;
  /** The call must name one of these guardrails to be allowed; absent if it needs none. */
  readonly guardrails?: readonly string[];
  /** The model's leg without a guardrail, if policies name guardrails but the call needs none. */
  readonly without?: DecidedLeg;
  /** What it also depends on, apart from the legs. */
  readonly doubt?: string;
}

interface Judged {
  readonly verdict: RowVerdict;
  readonly decider?: DecidedLeg;
}

/** Stands for a model that no policy names, and so for any such model. */
export const ANY_OTHER_MODEL = 'anthropic.claude-zz-any-other';

/** Decides a call. If policies name guardrails, it tries without one and with each, and chooses the best outcome. */
export function chooseCall(identity: AppIdentity, account: string | undefined, called: Called, layers: readonly Layer[]): ChosenCall {
  const named = listGuardrails(layers.flatMap(({ policies }) => policies));
  const decideCall = (guardrail?: readonly string[]) => {
    const call = makeCall(identity, account, called, guardrail && { [ConditionKey.GUARDRAIL_IDENTIFIER]: guardrail });
    const decision = decide(layers, call.legs);
    return { ...call, decision, judged: judgeDecision(decision) };
  };
  if (named.length === 0) {
    return decideCall();
  }
  const without = decideCall([]);
  if (without.judged.verdict === 'allowed') {
    return { ...without, without: without.decision.legs.find(({ leg }) => leg.leg === InvocationLeg.SOURCE_MODEL) };
  }
  const withEach = namesNoGuardrail(identity) ? [] : named.filter((one) => mayBeOf(one, called.region))
    .map((guardrail) => ({ guardrail, ...decideCall([guardrail]) }));
  const allowed = withEach.filter(({ judged }) => judged.verdict === 'allowed');
  const own = allowed.filter(({ guardrail }) => account === undefined || findGuardrailPlace(guardrail).account === account);
  if (own.length > 0) {
    return { ...own[0], guardrails: own.map(({ guardrail }) => guardrail) };
  }
  if (allowed.length > 0) {
    const doubt = `whether calls can name guardrail ${allowed[0].guardrail}, which belongs to another account`;
    return { ...allowed[0], judged: { verdict: 'not-judged' }, doubt };
  }
  // A guardrail that its own policies do not allow belongs to another policy.
  const order: readonly RowVerdict[] = ['not-judged', 'denied', 'partial'];
  const [best] = withEach.sort((one, other) => order.indexOf(one.judged.verdict) - order.indexOf(other.judged.verdict));
  return best === undefined || faresBetter(without.judged, best.judged) ? without : best;
}

function faresBetter({ verdict }: Judged, other: Judged): boolean {
  const order: readonly RowVerdict[] = ['not-judged', 'partial', 'denied'];
  return order.indexOf(verdict) < order.indexOf(other.verdict);
}

/** Whether only Amazon Bedrock assumes a role, for batch jobs, agents and knowledge bases. Their calls name no guardrail. */
export function namesNoGuardrail({ trust }: AppIdentity): boolean {
  return trust.length > 0 && trust.every((name) => name === BEDROCK_SERVICE);
}

/** A call can only use a guardrail of its own Region. */
function mayBeOf(guardrail: string, region: string | undefined): boolean {
  return region === undefined || findGuardrailPlace(guardrail).region === region;
}

function makeCall(
  identity: AppIdentity, account: string | undefined, { model, region, streams, profile, projectId }: Called,
  keys: Readonly<Record<string, readonly string[]>> | undefined,
) {
  const modelId = model === ANY_MODEL ? ANY_OTHER_MODEL : model;
  const caller = { ...makeCaller(identity, account, region), projectId, contextKeys: { ...profile?.made?.tags, ...keys } };
  const action = chooseInvokeAction(streams);
  const legs = profile === undefined ? callGlobally(caller, modelId, action)
    : callThrough(caller, writeApplicationProfileArn(caller, caller.account, profile.id), modelId, action);
  return { modelId, legs };
}

/** The caller and its Region. */
export function makeCaller({ principal }: AppIdentity, account: string | undefined, region: string | undefined): Caller {
  const from = region ?? Unknown.REGION;
  return {
    account: account ?? Unknown.ACCOUNT,
    region: from,
    partition: findPartition(from),
    principalArn: writePrincipalArn(principal, account, from),
    nameCandidates: principal.candidates,
  };
}

/** An explicit deny decides, then a layer without an allow, then an unknown. */
function judgeDecision({ legs }: Decision): Judged {
  const counting = legs.filter(({ leg }) => !leg.isAnnounced);
  const find = (outcome: InvocationOutcome, isMeant: (leg: DecidedLeg) => boolean = () => true) =>
    counting.find((one) => one.verdict.outcome === outcome && isMeant(one));
  const denied = find(InvocationOutcome.EXPLICITLY_DENIED);
  const partial = find(InvocationOutcome.IMPLICITLY_DENIED, ({ verdict }) => verdict.layer.kind === PolicyLayer.IDENTITY);
  const unlisted = find(InvocationOutcome.IMPLICITLY_DENIED);
  const unknown = find(InvocationOutcome.DEPENDS);
  return denied ? { verdict: 'denied', decider: denied }
    : partial ? { verdict: 'partial', decider: partial }
      : unlisted ? { verdict: 'denied', decider: unlisted }
        : unknown ? { verdict: 'not-judged', decider: unknown } : { verdict: 'allowed' };
}

/** Lists the legs that its own policies do not allow. */
export function findLacking([own]: readonly Layer[], { legs }: Decision): DecidedLeg[] {
  return decide([own], legs.filter(({ leg }) => !leg.isAnnounced).map(({ leg }) => leg)).legs
    .filter(({ verdict }) => verdict.outcome === InvocationOutcome.IMPLICITLY_DENIED);
}

/** Lists the unknowns that a call depends on. */
export function listCauses({ legs }: Decision): string[] {
  return [...new Set(legs.filter(({ leg }) => !leg.isAnnounced).flatMap(({ verdict }) => verdict.unknown))];
}
