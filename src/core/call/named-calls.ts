import { findProfiles, NamedProfile } from './profile-names';
import { ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../facts/iam-words';
import { isClaudeModelId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { compileActionPattern } from '../iam/action-pattern';
import { isKey, toList } from '../iam/document';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';
import { writeValue } from '../iam/value';

/** The calls that the policies of an identity allow by name, in their order. Calls that they do not name are absent. */
export interface NamedCalls {
  readonly models: readonly NamedModel[];
  /** Regions that are named without a model. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly projectIds: readonly string[];
  /** Which of the two ways to invoke a model are allowed; empty if neither is. */
  readonly actions: readonly string[];
  /** Application profiles, and patterns of them. */
  readonly applicationProfiles: readonly NamedProfile[];
  /** Whether a profile is allowed that may be a global one. */
  readonly namesGlobalProfiles: boolean;
  /** Profiles that are not global. */
  readonly otherProfileIds: readonly string[];
  /** Models that are only excepted or denied by name. */
  readonly excludedModelIds: readonly string[];
}

/** A model, with the facts that the same statements name. */
export interface NamedModel {
  readonly modelId: string;
  readonly region?: string;
  readonly account?: string;
  readonly actions: readonly string[];
}

const END = '(?=["\'/ ]|$)';
const ID = '([a-z0-9.:-]+[a-z0-9])';
const PLACE = '(?::bedrock:([a-z0-9-]+):(\\d{12})?(?:\\*)?:)?';
const GLOBAL_PROFILE = new RegExp(`${PLACE}inference-profile/global\\.${ID}${END}`, 'g');
const OTHER_PROFILE = new RegExp(`[:"}]inference-profile/(?!global\\.)([a-z0-9-]+\\.[a-z0-9.:-]+[a-z0-9])${END}`, 'g');
const ANY_PROFILE = /[:"}]inference-profile\/(?:global\.|\*)|"\*"/;
const MODEL = new RegExp(`foundation-model/${ID}${END}`, 'g');
const REGION_IN_ARN = /:bedrock:([a-z0-9-]+):/g;
const ACCOUNT_IN_ARN = /:bedrock:[^:"]*:(\d{12}):/g;
const PROJECT = new RegExp(`:project/([a-zA-Z0-9_-]+)${END}`, 'g');

/** What one Allow statement says about calls. */
interface Named {
  readonly text: string;
  readonly actions: readonly string[];
  /** Whether it allows all actions except some. */
  readonly isOpen: boolean;
}

/** Finds the calls that the policies of an identity are for. Texts that CloudFormation joins are read piece by piece. */
export function findNamedCalls(policies: readonly Policy[]): NamedCalls {
  const statements = policies.flatMap((policy) => policy.statements);
  const allows = statements.filter(({ effect, document }) => effect === 'Allow' && document.Resource !== undefined)
    .map((one): Named => ({
      text: writeText(one),
      actions: INVOKE_ACTIONS.filter((action) => allowsAction(one, action)),
      isOpen: one.document.Action === undefined,
    }));
  // Statements that only allow reading profiles, as clients do, do not name the profiles that are called.
  const ofCalls = allows.filter(({ actions, isOpen }) => isOpen || actions.length > 0);
  const find = (pattern: RegExp) => allows.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, found]) => found));
  const otherProfileIds = dedupe(find(OTHER_PROFILE));
  const models = findModels(allows, otherProfileIds);
  const mentioned = statements.flatMap((statement) => [...writeText(statement).matchAll(MODEL)].map(([, modelId]) => modelId));
  return {
    models,
    regions: dedupe([...find(REGION_IN_ARN), ...listRequestedRegions(statements)].filter(isRegion)),
    accounts: dedupe(find(ACCOUNT_IN_ARN)),
    projectIds: dedupe(find(PROJECT)),
    actions: INVOKE_ACTIONS.filter((action) => statements.some((statement) => allowsAction(statement, action))),
    applicationProfiles: findProfiles(ofCalls.map(({ text }) => text).join(' ')),
    namesGlobalProfiles: ofCalls.some(({ text }) => ANY_PROFILE.test(text)),
    otherProfileIds,
    excludedModelIds: dedupe(mentioned).filter((modelId) =>
      isClaudeModelId(modelId) && !allows.some(({ text }) => text.includes(modelId))),
  };
}

function writeText({ document: { Resource: resource, NotResource: excepted, Condition: condition } }: Statement): string {
  return [resource, excepted, condition].map((element) => JSON.stringify(element ?? null)).join(' ');
}

/** Finds the models of global profiles, and models that are named by themselves, unless they belong to a profile that is not global. */
function findModels(allows: readonly Named[], otherProfileIds: readonly string[]): NamedModel[] {
  const ofProfiles = allows.flatMap(({ text }) => [...text.matchAll(GLOBAL_PROFILE)]
    .map(([, region, account, modelId]) => ({ modelId, account, ...isRegion(region) && { region } })));
  const alone = allows.flatMap(({ text }) => [...text.matchAll(MODEL)].map(([, modelId]) => ({ modelId, account: undefined })))
    .filter(({ modelId }) => isClaudeModelId(modelId) && !otherProfileIds.some((id) => id.endsWith(`.${modelId}`)));
  const named: readonly Omit<NamedModel, 'actions'>[] = [...ofProfiles, ...alone];
  const placed = new Set(named.filter(({ region }) => region !== undefined).map(({ modelId }) => modelId));
  const models = new Map(named.filter(({ modelId, region }) => region !== undefined || !placed.has(modelId))
    .map((one) => [`${one.modelId} ${one.region}`, one]));
  return [...models.values()].map((one) => {
    const own = allows.filter(({ text }) => text.includes(one.modelId)).flatMap(({ actions }) => actions);
    const account = one.account ?? ofProfiles.find(({ modelId }) => modelId === one.modelId)?.account;
    return { ...one, account, actions: INVOKE_ACTIONS.filter((action) => own.includes(action)) };
  });
}

function isRegion(region: string | undefined): boolean {
  return region !== undefined && REGION_CODE.test(region);
}

/** The Regions to which allows are limited. */
function listRequestedRegions(statements: readonly Statement[]): string[] {
  return statements.filter(({ effect }) => effect === 'Allow').flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => isKey(key, ConditionKey.REQUESTED_REGION) && !operator.includes('Not'))
    .flatMap(({ values }) => values.map(writeValue))
    .filter((region) => region !== UNSPECIFIED_REGION);
}

function allowsAction({ effect, document: { Action: patterns = [] } }: Statement, action: string): boolean {
  return effect === 'Allow' && toList(patterns).some((pattern) => compileActionPattern(String(pattern))(action));
}

function dedupe(values: readonly string[]): string[] {
  return [...new Set(values)];
}
