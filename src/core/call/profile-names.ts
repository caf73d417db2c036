import { STAND_IN, StandIn } from './stand-ins';
import { writeModelArn } from '../facts/arns';
import { ConditionKey, INVOKE_ACTIONS } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { isClaudeModelId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { isKey } from '../iam/document';
import { Statement } from '../iam/statement';

/** An application profile that a text names, with the Region and the account in its ARN. */
export interface NamedProfile {
  /** Its ID, a pattern of IDs, or the marker for an ID. */
  readonly id: string;
  readonly region?: string;
  readonly account?: string;
}

/** Known IDs, patterns of IDs, and markers. */
const PROFILE = /(?::bedrock:([^:"]*):([^:"]*):)?application-inference-profile\/([A-Za-z0-9.:*?-]+|\(profile_\w+\))(?=["'/ ]|$)/g;
/** IDs of models, and patterns of them. */
const MODEL = /foundation-model\/([a-z0-9.:*?-]+)(?=["'/ ]|$)/g;
/** Stands for a model that no policy spells. */
const ANY_OTHER_MODEL = 'anthropic.claude-x';
const CALLER = { ...STAND_IN, partition: 'aws' };
const NOWHERE = { partition: 'aws', region: '' };

/** Finds the application profiles that a text names, each once. */
export function findProfiles(text: string): NamedProfile[] {
  const found = new Map<string, NamedProfile>();
  for (const [, region = '', account = '', id] of text.includes('application-inference-profile/') ? text.matchAll(PROFILE) : []) {
    const known = found.get(id);
    found.set(id, {
      id,
      region: known?.region ?? (REGION_CODE.test(region) ? region : undefined),
      account: known?.account ?? (/^\d{12}$/.test(account) ? account : undefined),
    });
  }
  return [...found.values()];
}

/** The marker in statements for the ID of a profile, which only the deployment knows. */
export function standInForId(id: string, name: string, modelId?: string): StandIn {
  return { text: id, meaning: `the ID of application profile '${name}'`, profile: { name, modelId } };
}

/** Whether an ID is a pattern that may mean several profiles. */
export function isProfilePattern(id: string): boolean {
  return /[*?]/.test(id);
}

/**
 * Finds the models that an application profile may have, as far as policies show: the models without a Region that are allowed through its
 * ARN. If no statement names its ARN, all models that are allowed without a Region. Empty if that may be any model.
 */
export function findModelsOf(profileId: string, statements: readonly Statement[]): string[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const naming = allows.filter((statement) => namesProfile(statement, profileId, false));
  const named = findGlobalModels(naming);
  const { models, mayBeAny } = named.models.length > 0 || named.mayBeAny ? named
    : findGlobalModels(allows.filter((statement) => !namesProfile(statement, profileId, true)));
  return mayBeAny ? [] : [...models];
}

/** Whether a statement requires the ARN of a profile or, if negated, another ARN. */
function namesProfile({ conditions }: Statement, profileId: string, negated: boolean): boolean {
  return conditions.some(({ operator, key, values }) => isKey(key, ConditionKey.INFERENCE_PROFILE_ARN)
    && operator.includes('Not') === negated && JSON.stringify(values).includes(`/${profileId}"`));
}

interface GlobalModels {
  /** By their whole IDs. */
  readonly models: readonly string[];
  /** Whether there may be others, through a wildcard or an unknown value. */
  readonly mayBeAny: boolean;
}

/** Finds the models that statements allow, or may allow, without a Region. */
function findGlobalModels(statements: readonly Statement[]): GlobalModels {
  const texts = statements.map(({ document }) => JSON.stringify(document.Resource ?? null)).join(' ');
  const spelled = [...new Set([...texts.matchAll(MODEL)].map(([, id]) => id))];
  const models = spelled.filter(isClaudeModelId);
  // A wildcard may stand for any text.
  const others = [...spelled.map((id) => id.replace(/[*?]/g, 'x')), ...KNOWN_MODELS.map(({ modelId }) => modelId), ANY_OTHER_MODEL];
  const isAllowed = (modelId: string) => statements.some(({ concerns }) => INVOKE_ACTIONS.some((action) =>
    concerns({ action, resource: writeModelArn(NOWHERE, modelId), context: new Map(), environment: CALLER }) !== false));
  return {
    models: models.filter(isAllowed),
    mayBeAny: others.some((id) => isClaudeModelId(id) && !models.includes(id) && isAllowed(id)),
  };
}
