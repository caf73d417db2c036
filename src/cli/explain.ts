import { Answer } from './answer';
import { Arguments } from './arguments';
import { checkContextKeys } from './context-keys';
import { attempt, checkInputs, readInput, readPolicies, writeReadingNotes } from './files';
import { readIdentity, readOnePolicy } from './identity';
import { writeNotes } from './notes';
import { printExplanation, Result } from './print-explanation';
import { Question } from './question';
import { listOtherCopies, settleQuestions, Sources } from './settle';
import { BadInput, BadUsage } from './usage';
import { TemplateProfile } from '../core/app/template-profiles';
import { decide } from '../core/call/decide';
import { AccessDenied } from '../core/call/errors/access-denied';
import { isConverse } from '../core/call/errors/denial-meaning';
import { findPassages } from '../core/call/errors/error-json';
import { Errors, readErrors } from '../core/call/errors/read-errors';
import { buildLayers, makeAnyIdentity } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { findNamedCalls, NamedCalls } from '../core/call/named-calls';
import { joinWords } from '../core/call/words';
import { isInvocation } from '../core/facts/iam-words';
import { findKnownModel } from '../core/facts/known-models';
import { Layer } from '../core/iam/layer';
import { findWorst, InvocationOutcome, isDenied } from '../core/iam/outcome';
import { Policy } from '../core/iam/policy';

const NO_ERRORS: Errors = { denials: [], failures: [] };

/** Runs `explain`: prints why calls are denied, and returns the exit status. */
export function explainDenial(args: Arguments): number {
  if (args.files.length > 0) {
    throw new BadUsage(`${args.files[0]}: put --scp, --identity or --boundary before this file, to say what it contains`);
  }
  checkInputs(args);
  const errors = args.error === undefined ? NO_ERRORS : readErrorText(args.error === '-' ? readInput() : args.error);
  const hasErrors = errors.denials.length + errors.failures.length > 0;
  const hasPolicies = args.levels.length > 0 || args.identity.length > 0
    || [args.boundary, args.session, args.endpoint, args.template].some((file) => file !== undefined);
  if (!hasErrors && !hasPolicies) {
    throw new BadUsage('nothing to explain: give --scp, --identity, --boundary, --session, --endpoint, --template or --error');
  }
  const result = hasPolicies ? judge(args, errors) : { ...errors, answers: [], notes: [] };
  printExplanation(result, args.json);
  const worst = findWorst(result.answers.map(({ decision }) => decision));
  return result.answers.length > 0 && worst === undefined && !hasErrors ? 0 : 1;
}

function readErrorText(text: string): Errors {
  const errors = readErrors(text);
  if (errors.denials.length + errors.failures.length === 0) {
    throw new BadInput(explainNothing(text));
  }
  return errors;
}

/** Says why nothing was read in a text, and what to give instead. */
function explainNothing(text: string): string {
  const events = findPassages(text).filter((passage) => typeof passage !== 'string');
  const codes = [...new Set(events.flatMap(({ code }) => code || []))];
  if (events.length === 0 && /"(?:Events|Records)"\s*:\s*\[\s*\]/.test(text)) {
    return '--error must hold the event of a failed call, got: no events. Look in the Region of the call, by another attribute or ' +
      'for another time: CloudTrail shows an event some minutes after the call';
  }
  if (events.length > 0) {
    const none = codes.length === 0 ? 'no event in it is a denial' : `no event in it fails in a known way (${codes.join(', ')})`;
    return `--error must hold the event of a failed call, got: ${none}. Give the event whose errorCode is AccessDenied, or the whole ` +
      `message. Other symptoms are in ${TROUBLESHOOTING}`;
  }
  return '--error must be the text of an AccessDenied, "User: … is not authorized to perform: … on resource: …", ' +
    `or of another failure that is known, got: ${JSON.stringify(text.slice(0, 200))}. Give the whole message, or the CloudTrail event of ` +
    `the call. Other symptoms are in ${TROUBLESHOOTING}`;
}

const TROUBLESHOOTING = 'https://github.com/cdk-bedrock-cris/cdk-bedrock-cris/blob/main/docs/troubleshooting.md';

/** Judges each denial that may belong to a global call. Without a denial, judges the calls that the policies name. */
function judge(given: Arguments, errors: Errors): Result {
  const denials = errors.denials.filter(mayBeGlobal);
  if (errors.denials.length + errors.failures.length > 0 && denials.length === 0) {
    const note = errors.denials.length > 0
      ? 'the policies were not judged, because what was denied is not part of a call through a global profile'
      : 'the policies were not judged, because no policy decides this';
    return { ...errors, answers: [], notes: [note] };
  }
  const identity = readIdentity(given);
  const args = { ...given, profileId: findProfileId(given.profileId, identity.profiles) };
  const levels = args.levels.map(({ name, files }) => {
    const read = files.map((file) => readPolicies(file, 'scp'));
    return { name, policies: read.flatMap((one) => one.policies), fullAwsAccess: args.fullAwsAccess, notes: writeReadingNotes(read) };
  });
  const { policies = [makeAnyIdentity()], boundary } = identity;
  const session = args.session === undefined ? undefined : readOnePolicy(args.session, 'session');
  const endpoint = args.endpoint === undefined ? undefined : readOnePolicy(args.endpoint, 'endpoint');
  const layers = attempt('the policies', () => buildLayers({
    identity: policies, boundary, session: session?.policy, endpoint: endpoint?.policy, levels,
  }));
  const own = [...identity.policies ?? [], ...boundary ? [boundary] : []];
  const named = findNamedCalls(own);
  const sources = { args, ofRole: identity.evidence, named, profiles: identity.profiles, own };
  const questions = denials.length === 0
    ? settleConsistently(layers, sources)
    : denials.flatMap((denied) => settleConsistently(layers, { ...sources, denied }));
  const answers = dedupe(questions).map((question) => new Answer(layers, question));
  const legs = questions.flatMap((question) => question.legs);
  return {
    ...errors,
    answers,
    notes: [
      ...noteApart(errors.denials),
      ...identity.notes,
      ...[session, endpoint].flatMap((read) => read?.notes ?? []),
      ...levels.flatMap((level) => level.notes),
      ...checkContextKeys(args.contextKeys, legs),
      ...denials.length === 0 ? noteNamed(named, answers, identity.profiles) : [],
      ...denials.length === 0 ? noteMissing(sources) : [],
      ...named.otherProfileIds.length > 0 && denials.length === 0
        ? [`the policies also name ${named.otherProfileIds.join(', ')}; calls through them are not judged, because they are not global`]
        : [],
      ...levels.length === 0 ? ['no service control policy was given; those of your organization may still deny the call'] : [],
      ...answers.flatMap((one) => writeDoubts(one, denials)),
      ...new Set(answers.flatMap(notePossible)),
      ...denials.flatMap((denied) => findOtherPolicy(denied, levels.flatMap((level) => level.policies))),
      ...own.flatMap((policy) => writeNotes(policy, legs)),
      ...levels.flatMap((level) => level.policies.flatMap((policy) => writeNotes(policy, legs, args))),
    ],
  };
}

/**
 * Settles the questions. If no Region is given, it chooses one from which the legs pass that passed according to the error. Without an
 * error, it chooses one from which the legs with a Region pass, because people call from Regions that they may use.
 */
function settleConsistently(layers: readonly Layer[], sources: Sources): Question[] {
  const questions = settleQuestions(sources);
  const open = questions.find(({ given }) => given.region === undefined);
  if (open === undefined) {
    return questions;
  }
  const { passed, call: { modelId } } = open;
  const expected = passed.length > 0 ? passed : [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL];
  const isConsistent = (asked: readonly Question[]) => asked.every(({ legs, ifProfiles: [first = { legs }] }) =>
    decide(layers, first.legs).legs.every(({ leg, verdict }) => !expected.includes(leg.leg) || !isDenied(verdict.outcome)));
  if (isConsistent(questions)) {
    return questions;
  }
  for (const region of findKnownModel(modelId)?.sourceRegions ?? []) {
    const asked = settleQuestions(sources, region);
    if (isConsistent(asked)) {
      return asked;
    }
  }
  return questions;
}

/** Says which denials are not about the calls that are judged. */
function noteApart(denials: readonly AccessDenied[]): string[] {
  const apart = denials.filter((denied) => !mayBeGlobal(denied)
    || (denied.leg === undefined && !isInvocation(denied.action) && !isConverse(denied.action)));
  const actions = joinWords([...new Set(apart.map(({ action, leg }) => leg === undefined ? action : `${action} (${leg})`))]);
  return apart.length === 0 ? [] : [`what was denied, ${actions}, is not part of a call through a global profile, so the answer is about ` +
    'other calls'];
}

/** Says what else the policies name, apart from the calls that are asked about. */
function noteNamed(
  { applicationProfiles, excludedModelIds }: NamedCalls, answers: readonly Answer[], made: readonly TemplateProfile[] = [],
): string[] {
  const isAsked = answers.some(({ question: { call } }) => call.application);
  const others = made.filter(({ id, isOther }) => isOther && applicationProfiles.some((one) => one.id === id)).map(({ name }) => name);
  return [
    ...others.length > 0
      ? [`${others.join(', ')} ${others.length === 1 ? 'does' : 'do'} not copy a global profile, so calls through ${
        others.length === 1 ? 'it' : 'them'} are not judged`]
      : [],
    ...applicationProfiles.length > others.length && !isAsked
      ? ['the policies also name application profiles. To judge calls through them, add --profile-kind application']
      : [],
    ...excludedModelIds.length > 0
      ? [`the policies name ${excludedModelIds.join(', ')} only in exemptions or denies. To judge a call to such a model, add --model`]
      : [],
  ];
}

/** Says that the policies name no application profile of the model that is asked about. */
function noteMissing(sources: Sources): string[] {
  const { args: { model, profileId } } = sources;
  const others = model === undefined || profileId !== undefined ? [] : listOtherCopies(sources);
  return others.length === 0 ? [] : [
    `these policies name no application profile of ${model}: ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} of other ` +
    'models. To call it through one, create an ApplicationProfile of this model, and add it to `applicationProfiles` of GlobalClaudeAccess',
  ];
}

/** Finds the marker for the ID of a profile that the user named by its construct's path or its logical ID. */
function findProfileId(profileId: string | undefined, made: readonly TemplateProfile[] = []): string | undefined {
  const found = made.find(({ name, logicalId }) => profileId !== undefined && [name, logicalId].includes(profileId));
  if (found === undefined && profileId?.includes('/')) {
    const names = made.map(({ name }) => name).join(', ') || 'none';
    throw new BadInput('--profile-id must be the ID of an application profile, or name one of the template by its construct\'s path or ' +
      `logical ID (it creates: ${names}), got: ${JSON.stringify(profileId)}. If you have an ARN, give the part after the last "/"`);
  }
  return found?.id ?? profileId;
}

/** Says to which profile of the template an ID would have to belong. */
function notePossible({ question: { call: { profileId, modelId } }, decision, allowing }: Answer): string[] {
  const names = allowing.map(({ name }) => name);
  return decision.outcome !== InvocationOutcome.DEPENDS || names.length === 0 ? [] : [
    `${modelId} is allowed if ${profileId} is ${joinWords(names, 'or')}. That ID exists only after deployment. Use --profile-id ` +
    `${names[0]} to judge calls through that profile`,
  ];
}

/** Says if the policies contradict the error. */
function writeDoubts({ question: { denied, call }, decision, contradicted }: Answer, denials: readonly AccessDenied[]): string[] {
  if (denied === undefined) {
    return [];
  }
  const isAllowed = decision.legs.some(({ leg, verdict }) => leg.leg === denied.leg && verdict.outcome === InvocationOutcome.ALLOWED);
  const name = denials.length > 1 ? `denial ${denials.indexOf(denied) + 1} of those about global calls` : 'the error';
  return [
    ...isAllowed ? [`these policies allow what ${name} says was denied, so another policy denied it, or the call was a different one`] : [],
    ...contradicted.map(({ leg, resource }) => `these policies deny ${leg} from ${call.region} (${resource}), but that leg passed, ` +
      'because the error is about a later one. So the Region, the caller or a policy is not that of the real call'),
  ];
}

/** Says if an error names another service control policy than the given ones, by the IDs in their names. */
function findOtherPolicy({ policyArn = '' }: AccessDenied, given: readonly Policy[]): string[] {
  const [id] = /p-[a-z0-9]+$/.exec(policyArn) ?? [];
  const ids = given.flatMap(({ name }) => name.match(/\bp-[a-z0-9]{8,}\b/g) ?? []);
  return id === undefined || ids.length === 0 || ids.includes(id)
    ? []
    : [`the error names the policy ${id}, but you gave ${ids.join(', ')}. To get it: aws organizations describe-policy --policy-id ${id}`];
}

function dedupe(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((question) => [JSON.stringify([question.call, question.passed]), question])).values()];
}

/** Whether a denied leg may belong to a call through a global profile. If the leg is unknown, the called profile decides. */
function mayBeGlobal({ leg, profileKind }: AccessDenied): boolean {
  switch (leg) {
    case undefined:
      return profileKind === 'a global' || profileKind === 'an application';
    case InvocationLeg.PROFILE:
    case InvocationLeg.SOURCE_MODEL:
      return profileKind !== 'a geographic';
    default:
      return leg === InvocationLeg.GLOBAL_MODEL || leg === InvocationLeg.PROJECT;
  }
}
