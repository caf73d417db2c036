import { Arguments } from './arguments';
import { writeLifeNote, writeUnlistedNote } from './model-notes';
import { AccessDenied } from '../core/call/access-denied';
import { callGlobally, callThrough, chooseInvokeAction } from '../core/call/calls';
import { Caller, InvocationLeg, Leg } from '../core/call/leg';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { findKnownModel } from '../core/facts/known-models';
import { findPartition } from '../core/facts/regions';
import { Policy } from '../core/iam/policy';

/** The call that is asked about. */
export interface Call {
  readonly caller: Caller;
  readonly modelId: string;
  /** Of an application profile; otherwise the model's global one is called. */
  readonly profileId?: string;
  readonly stream: boolean;
  /** Whether an error shows that AWS asks for the project. */
  readonly needsProject: boolean;
}

export interface Question extends Call {
  readonly legs: readonly Leg[];
  /** Where nobody says who calls: the legs of a role that no policy is likely to name. */
  readonly ordinaryLegs?: readonly Leg[];
  /** What nobody said, in sentences. */
  readonly assumptions: readonly string[];
}

/** Prepares a question. Its legs are the same whichever policies are asked. */
export function ask(call: Call, assumptions: readonly string[]): Question {
  const { caller } = call;
  const principalArn = `arn:${caller.partition}:iam::${caller.account}:role/example`;
  return {
    ...call,
    assumptions,
    legs: listLegs(call),
    ordinaryLegs: caller.principalArn === undefined ? listLegs({ ...call, caller: { ...caller, principalArn } }) : undefined,
  };
}

function listLegs({ caller, modelId, profileId, stream, needsProject }: Call): Leg[] {
  const action = chooseInvokeAction(stream);
  const legs = profileId === undefined
    ? callGlobally(caller, modelId, action)
    : callThrough(caller, writeApplicationProfileArn(caller, caller.account, profileId), modelId, action);
  return needsProject ? legs.map((leg) => ({ ...leg, isAnnounced: false })) : legs;
}

/** What stands in for what nobody said. */
export const STAND_IN = {
  account: '111122223333',
  region: 'af-south-1',
  modelId: 'anthropic.claude-sonnet-5-5',
  profileId: 'a1b2c3d4e5f6',
};
const PROFILE_ARN = new RegExp([
  'arn:aws[\\w-]*:bedrock:([a-z0-9-]+):(\\d{12})?:',
  '(?:inference-profile/global\\.([a-z0-9.:-]+)|application-inference-profile/)',
].join(''), 'g');

const PROJECT_ARN = /arn:aws[\w-]*:bedrock:[^"]*:project\/([a-zA-Z0-9_-]+)"/g;

/** Settles the call as the arguments say it, then as an error's text does, then as the policies of the identity name it. */
export function settleQuestion(args: Arguments, denied?: AccessDenied, identity: readonly Policy[] = []): Question {
  const assumptions: string[] = [];
  const settle = (what: string, standIn: string, argument?: string, inError?: string, inPolicies: readonly string[] = []): string => {
    const [first, ...others] = new Set(inPolicies);
    if (argument === undefined) {
      const more = inError === undefined && others.length > 0 ? `, which name ${others.length + 1}` : '';
      assumptions.push(`${what} ${inError ?? first ?? standIn} ${explainOrigin(inError, first)}${more}`);
    }
    return argument ?? inError ?? first ?? standIn;
  };
  const named = findProfileArns(identity);
  const account = settle('account', STAND_IN.account, args.account ?? args.principal?.split(':')[4], denied?.account, named.accounts);
  const region = settle('Region', STAND_IN.region, args.region, denied?.region, named.regions);
  const modelId = settle('model', STAND_IN.modelId, args.model, denied?.modelId, named.modelIds);
  const isApplication = args.application || denied?.profileKind === 'an application';
  const profileId = isApplication ? settle('application profile', STAND_IN.profileId, args.profileId, findProfileId(denied)) : undefined;
  const principal = args.principal ?? denied?.principalArn;
  const principalArn = principal?.split(':')[4] === account ? principal : undefined;
  const withoutPath = args.principal === undefined ? denied?.withoutPath : args.withoutPath;
  if (principalArn !== undefined && withoutPath) {
    assumptions.push(`the caller's role has no path (a session does not say it): ${principalArn}`);
  }
  const [first, ...otherProjects] = new Set(named.projectIds);
  const projectId = args.projectId ?? (isApplication ? undefined : denied?.projectId ?? first);
  if (projectId !== undefined && args.projectId === undefined) {
    const more = denied?.projectId === undefined && otherProjects.length > 0 ? `, which name ${otherProjects.length + 1}` : '';
    assumptions.push(`project ${projectId} ${explainOrigin(denied?.projectId, projectId)}${more}`);
  }
  const partition = settlePartition(region, denied?.partition);
  const caller = { account, region, partition, principalArn, projectId, contextKeys: args.contextKeys };
  const needsProject = denied?.leg === InvocationLeg.PROJECT;
  const stream = args.stream || denied?.action.endsWith('WithResponseStream') === true;
  return ask({ caller, modelId, profileId, stream, needsProject }, [...assumptions, ...listDoubts(modelId, region)]);
}

/** Finds the calls that policies are for, by the ARNs of profiles in them. */
function findProfileArns(policies: readonly Policy[]) {
  const documents = policies.flatMap(({ statements }) => statements.map(({ document }) => document));
  const text = JSON.stringify(documents);
  const found = [...text.matchAll(PROFILE_ARN)];
  const listGroup = (index: number) => found.flatMap((match) => match[index] ?? []);
  const projectIds = [...text.matchAll(PROJECT_ARN)].map(([, projectId]) => projectId);
  return { regions: listGroup(1), accounts: listGroup(2), modelIds: listGroup(3), projectIds };
}

function explainOrigin(inError: string | undefined, inPolicies: string | undefined): string {
  if (inError !== undefined) {
    return 'is read from the error';
  }
  return inPolicies === undefined ? 'stands in' : 'is read from the policies';
}

function findProfileId(denied: AccessDenied | undefined): string | undefined {
  return denied?.profileKind === 'an application' ? /[^/]+$/.exec(denied.resource)?.[0] : undefined;
}

function listDoubts(modelId: string, region: string): string[] {
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

/** Settles the partition: an error's ARN says it where the Region does not. */
function settlePartition(region: string, inError = 'aws'): string {
  const partition = findPartition(region);
  return partition === 'aws' ? inError : partition;
}
