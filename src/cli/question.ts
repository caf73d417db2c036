import { Arguments } from './arguments';
import { applicationProfileArn } from '../catalog/arns';
import { KNOWN_MODELS, similarModel } from '../catalog/known-models';
import { evaluate, Layer, Outcome, Verdict, worst } from '../decision/engine/evaluate';
import { Policy } from '../decision/engine/policy';
import { AccessDenied } from '../decision/reason/access-denied';
import { Caller, callThrough, globalCall, Leg, requestOf } from '../decision/reason/call';
import { explain, Explanation } from '../decision/reason/explain';
import { LayerKind } from '../decision/reason/layers';

/** The call that is asked about. */
export interface Question {
  readonly caller: Caller;
  readonly modelId: string;
  readonly application: boolean;
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

const STAND_IN = { account: '111122223333', region: 'af-south-1', modelId: 'anthropic.claude-sonnet-5-5' };
const APPLICATION_PROFILE_ID = 'a1b2c3d4e5f6';
const ARN = /arn:aws[\w-]*:bedrock:([a-z0-9-]+):(\d{12})?:(?:inference-profile\/global\.([a-z0-9.:-]+)|application-inference-profile\/)/g;

/** The call as the arguments say it, then as an error's text does, then as the policies of the identity name it. */
export function questionOf(args: Arguments, denied?: AccessDenied, identity: readonly Policy[] = []): Question {
  const assumptions: string[] = [];
  const named = [...JSON.stringify(identity.flatMap(({ statements }) => statements.map(({ document }) => document))).matchAll(ARN)];
  const settle = (what: string, standIn: string, said?: string, inError?: string, inPolicies?: string): string => {
    if (said === undefined) {
      const origin = inError ? 'is read from the error' : inPolicies ? 'is read from the policies' : 'stands in';
      assumptions.push(`${what} ${inError ?? inPolicies ?? standIn} ${origin}`);
    }
    return said ?? inError ?? inPolicies ?? standIn;
  };
  const principalArn = args.principal ?? denied?.principalArn;
  const account = settle('account', STAND_IN.account, args.account ?? args.principal?.split(':')[4], denied?.account, named.find(([, , one]) => one)?.[2]);
  const region = settle('Region', STAND_IN.region, args.region, denied?.region, named[0]?.[1]);
  const modelId = settle('model', STAND_IN.modelId, args.model, denied?.modelId, named.find(([, , , one]) => one)?.[3]);
  const slip = similarModel(modelId);
  if (slip) {
    assumptions.push(`${modelId} is not listed here; should it be ${slip.modelId}?`);
  }
  const known = KNOWN_MODELS.find((model) => model.modelId === modelId);
  if (known && !known.sourceRegions.includes(region)) {
    assumptions.push(`${modelId} is not known to be callable from ${region} through its global profile`);
  }
  return {
    caller: { account, region, partition: partitionOf(region), principalArn: principalArn?.split(':')[4] === account ? principalArn : undefined },
    modelId,
    application: args.application || denied?.resource.includes(':application-inference-profile/') === true,
    stream: args.stream || denied?.action.endsWith('WithResponseStream') === true,
    assumptions,
  };
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

export function legsOf({ caller, modelId, application, stream }: Question): Leg[] {
  return application
    ? callThrough(caller, applicationProfileArn(caller, caller.account, APPLICATION_PROFILE_ID), modelId, stream)
    : globalCall(caller, modelId, stream);
}

function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
