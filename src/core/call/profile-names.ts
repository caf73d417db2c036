import { StandIn } from './stand-ins';
import { isClaudeModelId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { Statement } from '../iam/statement';

/** An application profile that a text names, with the place that stands in its ARN. */
export interface NamedProfile {
  /** Its ID, a pattern of IDs, or what stands for an ID. */
  readonly id: string;
  readonly region?: string;
  readonly account?: string;
}

/** Known IDs, patterns of them, and what stands for one. */
const PROFILE = /(?::bedrock:([^:"]*):([^:"]*):)?application-inference-profile\/([A-Za-z0-9.:*?-]+|\(profile_\w+\))(?=["'/ ]|$)/g;
const GLOBAL_MODEL = /:::foundation-model\/([a-z0-9.:-]*[a-z0-9])(?=["'/ ]|$)/g;

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

/** What stands in statements for the ID of a profile, which only the deployment knows. */
export function standInForId(id: string, name: string): StandIn {
  return { text: id, meaning: `the ID of application profile '${name}': refer to its resource, or write the ID once it is deployed` };
}

/** Whether an ID is a pattern that may mean several profiles. */
export function isProfilePattern(id: string): boolean {
  return /[*?]/.test(id);
}

/**
 * Finds the models of which an application profile may be, so far as policies tell: those without a Region that are allowed where its ARN
 * is asked for; where it is asked for nowhere, those that are allowed at all.
 */
export function findModelsOf(profileId: string, statements: readonly Statement[]): string[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const naming = allows.filter(({ document }) => JSON.stringify(document.Condition ?? null).includes(`/${profileId}"`));
  const find = (some: readonly Statement[]) => [...new Set(some.flatMap(({ document }) =>
    [...JSON.stringify(document.Resource ?? null).matchAll(GLOBAL_MODEL)].map(([, modelId]) => modelId)))].filter(isClaudeModelId);
  const named = find(naming);
  return named.length > 0 ? named : find(allows);
}
