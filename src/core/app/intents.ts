import { ReadPolicy } from './policy-reader';
import { Intent } from './report';
import { writeSubject } from './spelled';
import { InvocationLeg, Leg } from '../call/leg';
import { OPEN_VALUES, Unknown } from '../call/unknown-facts';
import { UNSPECIFIED_REGION } from '../facts/iam-words';
import { writeGlobalProfileId } from '../facts/model-ids';
import { isUnknown } from '../iam/match';
import { Statement } from '../iam/statement';

const { PROFILE, GLOBAL_MODEL, PROJECT } = InvocationLeg;
const REGION_NAME = OPEN_VALUES.get(Unknown.REGION[0])!.name;

/** What an identity's own policies intend with a call. */
interface Meaning {
  readonly intent: Intent;
  /** Whether a pattern names global profiles, such as `global.anthropic.claude-*`: less than a name, but no accident. */
  readonly isFamily: boolean;
  /** Whether its policies certainly allow the project, so that its denial is worth a warning. */
  readonly includesProject: boolean;
  /** Whether they allow the profile in the Region, or may. */
  readonly reachesProfile: boolean;
}

/**
 * Finds what the allows of an identity intend with a call; `undefined` if they do not concern it. Only a global profile or the model
 * without a Region makes a call global: a model that is allowed in any Region may be for other calls.
 */
export function findMeaning(own: readonly ReadPolicy[], legs: readonly Leg[], modelId: string): Meaning | undefined {
  const allowing = new Map(legs.map((leg) => [leg.leg, listAllowing(own, leg)]));
  const ofProfile = allowing.get(PROFILE) ?? [];
  const ofGlobalModel = (allowing.get(GLOBAL_MODEL) ?? []).filter(isAboutGlobalCalls);
  if (ofProfile.length === 0 && ofGlobalModel.length === 0) {
    return undefined;
  }
  // Without the global profile, the model without a Region serves the application profile.
  if (ofProfile.length === 0 && allowsApplicationProfiles(own)) {
    return undefined;
  }
  const profileId = writeGlobalProfileId(modelId);
  const includesProject = allowsProject(allowing.get(PROJECT) ?? [], legs);
  const isNamed = ofProfile.some((one) => spells(one, profileId)) || ofGlobalModel.some((one) => spells(one, modelId));
  const isFamily = !isNamed && ofProfile.some((one) => writeSubject(one).includes(GLOBAL_PROFILES));
  return { intent: isNamed ? 'named' : 'wildcard', isFamily, includesProject, reachesProfile: ofProfile.length > 0 };
}

/**
 * The same for a call through an application profile. A profile that no statement names is meant if a pattern allows the profile itself:
 * statements for models through any profile may serve other profiles.
 */
export function findProfileMeaning(own: readonly ReadPolicy[], legs: readonly Leg[], profileId: string): Meaning | undefined {
  const find = (name: InvocationLeg) => legs.filter(({ leg }) => leg === name).flatMap((leg) => listAllowing(own, leg));
  const [ofProfile, ofGlobalModel] = [find(PROFILE), find(GLOBAL_MODEL)];
  const isNamed = [...ofProfile, ...ofGlobalModel].some((one) => writeSubject(one).includes(`/${profileId}"`));
  const isMeant = isNamed || ofProfile.some((one) => writeSubject(one).includes(APPLICATION_PROFILES));
  return isMeant ? {
    intent: isNamed ? 'named' : 'wildcard',
    isFamily: false,
    includesProject: allowsProject(find(PROJECT), legs),
    reachesProfile: ofProfile.length > 0,
  } : undefined;
}

/** Lists the statements that allow a leg, or may, unless that depends on an unknown Region. */
function listAllowing(own: readonly ReadPolicy[], leg: Leg): Statement[] {
  return own.flatMap(({ policy, isUnknown: isUnread = false }) => isUnread ? [] : policy.statements.filter((statement) => {
    const match = statement.effect === 'Allow' && statement.matches(leg);
    return isUnknown(match) ? !match.includes(REGION_NAME) : match;
  }));
}

/** Whether a statement that may allow the project certainly does. */
function allowsProject(statements: readonly Statement[], legs: readonly Leg[]): boolean {
  const project = legs.find(({ leg }) => leg === PROJECT);
  return project !== undefined && statements.some((statement) => statement.matches(project) === true);
}

const GLOBAL_PROFILES = ':inference-profile/global.';
const APPLICATION_PROFILES = ':application-inference-profile/';

function allowsApplicationProfiles(own: readonly ReadPolicy[]): boolean {
  return own.some(({ policy }) => policy.statements.some((one) =>
    one.effect === 'Allow' && writeSubject(one).includes(APPLICATION_PROFILES)));
}

/** A statement may name a profile together with models for other calls: only a condition ties them together. */
function isAboutGlobalCalls(statement: Statement): boolean {
  const condition = JSON.stringify(statement.document.Condition ?? null);
  return writeSubject(statement).includes(':::foundation-model/') || condition.includes(`"${UNSPECIFIED_REGION}"`)
    || condition.includes('inference-profile/global.');
}

/** Whether a statement names a model by its whole ID, and not a longer one. */
function spells(statement: Statement, modelId: string): boolean {
  return writeSubject(statement).split(modelId).slice(1).some((after) => !/^[a-z0-9.:*?-]/.test(after));
}
