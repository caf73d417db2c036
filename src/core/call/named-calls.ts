import { ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../facts/iam-words';
import { isClaudeModelId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { isKey, toList } from '../iam/document';
import { compileGlob } from '../iam/glob';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';
import { markWildcards } from '../iam/text-parts';
import { writeValue } from '../iam/value';

/** The calls through global profiles that policies name, in their order. What they do not name is not there. */
export interface NamedCalls {
  /** Models with the Region, where it stands in the same ARN. */
  readonly models: readonly NamedModel[];
  /** Regions that are named with no model. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly projectIds: readonly string[];
  /** What the policies allow of the two ways to invoke a model; empty where it is neither. */
  readonly actions: readonly string[];
  /** Profiles that are not global. */
  readonly otherProfileIds: readonly string[];
}

export interface NamedModel {
  readonly modelId: string;
  readonly region?: string;
}

const ACCOUNT_IN_ARN = /:bedrock:[^:"]*:(\d{12}):/g;
const REGION_IN_ARN = /:bedrock:([a-z0-9-]+):/g;
const PROFILE_ID = /inference-profile\/([a-z0-9-]+)\.([a-z0-9.:-]+[a-z0-9])(?=["'/ ]|$)/g;
const GLOBAL_PROFILE = /(?::bedrock:([a-z0-9-]+):(?:\d{12}|\*)?:)?inference-profile\/global\.([a-z0-9.:-]+[a-z0-9])(?=["'/ ]|$)/g;
const MODEL = /foundation-model\/([a-z0-9.:-]+[a-z0-9])(?=["'/ ]|$)/g;
const PROJECT = /:project\/([a-zA-Z0-9_-]+)(?=["'/ ]|$)/g;

/** Finds the calls that the policies of an identity are for. Texts that CloudFormation joins are read piece by piece. */
export function findNamedCalls(policies: readonly Policy[]): NamedCalls {
  const statements = policies.flatMap((policy) => policy.statements);
  const texts = statements.flatMap(({ document: { Resource: resource, NotResource: excepted, Condition: condition } }) =>
    [resource, excepted, condition].map((element) => JSON.stringify(element ?? null)));
  const find = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)]);
  const profiles = find(GLOBAL_PROFILE).map(([, region, modelId]): NamedModel => isRegion(region) ? { modelId, region } : { modelId });
  const models = profiles.length > 0
    ? dropVague(profiles)
    : find(MODEL).map(([, modelId]): NamedModel => ({ modelId })).filter(({ modelId }) => isClaudeModelId(modelId));
  const inArns = find(REGION_IN_ARN).map(([, region]) => region);
  return {
    models: dedupe(models, ({ modelId, region }) => `${modelId} ${region}`),
    regions: dedupe([...inArns, ...listRequestedRegions(statements)].filter(isRegion)),
    accounts: dedupe(find(ACCOUNT_IN_ARN).map(([, account]) => account)),
    projectIds: dedupe(find(PROJECT).map(([, projectId]) => projectId)),
    actions: INVOKE_ACTIONS.filter((action) => statements.some((statement) => allows(statement, action))),
    otherProfileIds: dedupe(find(PROFILE_ID).filter(([, prefix]) => prefix !== 'global').map(([, prefix, id]) => `${prefix}.${id}`)),
  };
}

/** Leaves out a model without its Region that stands elsewhere with it. */
function dropVague(models: readonly NamedModel[]): NamedModel[] {
  return models.filter(({ modelId, region }) =>
    region !== undefined || !models.some((other) => other.modelId === modelId && other.region !== undefined));
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

function allows({ effect, document: { Action: patterns = [] } }: Statement, action: string): boolean {
  const matches = (pattern: unknown) => compileGlob(markWildcards(String(pattern).toLowerCase()))(action.toLowerCase());
  return effect === 'Allow' && toList(patterns).some(matches);
}

function dedupe<T>(values: readonly T[], keyOf: (value: T) => unknown = String): T[] {
  const keys = values.map(keyOf);
  return values.filter((_, index) => keys.indexOf(keys[index]) === index);
}
