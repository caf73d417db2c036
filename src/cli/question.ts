import { Arguments } from './arguments';
import { AccessDenied } from '../core/call/access-denied';
import { Caller, callThrough, globalCall, Leg, requestOf } from '../core/call/call';
import { explain, Explanation } from '../core/call/explain';
import { LayerKind } from '../core/call/layers';
import { applicationProfileArn } from '../core/facts/arns';
import { KNOWN_MODELS, similarModel } from '../core/facts/known-models';
import { evaluate, Layer, Outcome, Verdict, worst } from '../core/iam/evaluate';
import { Policy } from '../core/iam/policy';

/** The call that is asked about. */
export interface Question {
  readonly caller: Caller;
  readonly modelId: string;
  /** Of an application profile; otherwise the model's global one is called. */
  readonly profileId?: string;
  readonly stream: boolean;
  /** What nobody said, in sentences. */
  readonly assumptions: readonly string[];
}

export interface Answer {
  readonly outcome: Outcome;
  readonly legs: readonly { readonly leg: Leg; readonly verdict: Verdict<LayerKind> }[];
  readonly explanation: Explanation;
  readonly assumptions: readonly string[];
}

export const STAND_IN = { account: '111122223333', region: 'af-south-1', modelId: 'anthropic.claude-sonnet-5-5', profileId: 'a1b2c3d4e5f6' };
const PROFILE_ARN = /arn:aws[\w-]*:bedrock:([a-z0-9-]+):(\d{12})?:(?:inference-profile\/global\.([a-z0-9.:-]+)|application-inference-profile\/)/g;

/** The call as the arguments say it, then as an error's text does, then as the policies of the identity name it. */
export function questionOf(args: Arguments, denied?: AccessDenied, identity: readonly Policy[] = []): Question {
  const assumptions: string[] = [];
  const settle = (what: string, standIn: string, said?: string, inError?: string, inPolicies: readonly string[] = []): string => {
    const [first, ...others] = new Set(inPolicies);
    if (said === undefined) {
      const more = inError === undefined && others.length > 0 ? `, which name ${others.length + 1}` : '';
      assumptions.push(`${what} ${inError ?? first ?? standIn} ${originOf(inError, first)}${more}`);
    }
    return said ?? inError ?? first ?? standIn;
  };
  const named = [...JSON.stringify(identity.flatMap(({ statements }) => statements.map(({ document }) => document))).matchAll(PROFILE_ARN)];
  const present = (index: number) => named.flatMap((match) => match[index] ?? []);
  const account = settle('account', STAND_IN.account, args.account ?? args.principal?.split(':')[4], denied?.account, present(2));
  const region = settle('Region', STAND_IN.region, args.region, denied?.region, present(1));
  const modelId = settle('model', STAND_IN.modelId, args.model, denied?.modelId, present(3));
  const application = args.application || denied?.profileKind === 'an application';
  const profileId = application ? settle('application profile', STAND_IN.profileId, args.profileId, idOf(denied)) : undefined;
  const principal = args.principal ?? denied?.principalArn;
  const principalArn = principal?.split(':')[4] === account ? principal : undefined;
  if (principalArn !== undefined && (args.principal === undefined ? denied?.withoutPath : args.withoutPath)) {
    assumptions.push(`the caller's role has no path (a session does not say it): ${principalArn}`);
  }
  return {
    caller: { account, region, partition: partitionOf(region, denied?.partition), principalArn, contextKeys: args.contextKeys },
    modelId,
    profileId,
    stream: args.stream || denied?.action.endsWith('WithResponseStream') === true,
    assumptions: [...assumptions, ...doubts(modelId, region)],
  };
}

function originOf(inError: string | undefined, inPolicies: string | undefined): string {
  if (inError !== undefined) {
    return 'is read from the error';
  }
  return inPolicies === undefined ? 'stands in' : 'is read from the policies';
}

function idOf(denied: AccessDenied | undefined): string | undefined {
  return denied?.profileKind === 'an application' ? /[^/]+$/.exec(denied.resource)?.[0] : undefined;
}

function doubts(modelId: string, region: string): string[] {
  const known = KNOWN_MODELS.find((model) => model.modelId === modelId);
  if (!known) {
    const slip = similarModel(modelId);
    return [`the model exists, though it is not listed here: ${modelId}${slip ? `; should it be ${slip.modelId}?` : ''}`];
  }
  return known.sourceRegions.includes(region) ? [] : [`${modelId} can be called from ${region} through its global profile, which is not known`];
}

/** Decides the call. Of an unknown caller it is enough to say what holds for one whom no policy exempts, where that one is denied. */
export function answer(layers: readonly Layer<LayerKind>[], question: Question): Answer {
  const asked = decide(layers, question);
  const { caller } = question;
  if (caller.principalArn !== undefined) {
    return asked;
  }
  const ordinary = decide(layers, { ...question, caller: { ...caller, principalArn: `arn:${caller.partition}:iam::${caller.account}:role/example` } });
  const denied = ordinary.outcome === 'EXPLICITLY_DENIED' || ordinary.outcome === 'IMPLICITLY_DENIED';
  if (!denied || ordinary.explanation.findings.length === asked.explanation.findings.length && ordinary.outcome === asked.outcome) {
    return asked;
  }
  return { ...ordinary, assumptions: [...ordinary.assumptions, 'the caller is a role that no policy exempts by its name; --principal says which it is'] };
}

function decide(layers: readonly Layer<LayerKind>[], question: Question): Answer {
  const legs = legsOf(question);
  const verdicts = legs.map((leg) => ({ leg, verdict: evaluate(layers, requestOf(leg, question.caller)) }));
  return {
    outcome: worst(verdicts.map(({ verdict }) => verdict))?.outcome ?? 'ALLOWED',
    legs: verdicts,
    explanation: explain(layers, legs, question.caller),
    assumptions: question.assumptions,
  };
}

function legsOf({ caller, modelId, profileId, stream }: Question): Leg[] {
  return profileId === undefined
    ? globalCall(caller, modelId, stream)
    : callThrough(caller, applicationProfileArn(caller, caller.account, profileId), modelId, stream);
}

function partitionOf(region: string, inError: string | undefined): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : inError ?? 'aws';
}
