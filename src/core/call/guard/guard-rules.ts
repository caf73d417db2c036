import { PRINCIPAL_PATTERN, writeEverybodyRules } from './exempt-principals';
import { InferenceRoute } from './inference-route';
import { Action } from '../../facts/iam-words';
import { isModelId, parseProfileId } from '../../facts/model-ids';
import { SESSION_ARN } from '../../facts/trusted-callers';
import { compileActionPattern } from '../../iam/action-pattern';
import { atLeastOne, comparing, each, ElementRules, findRepeated, matches, must, mustLack, Rule, Rules } from '../../rules/rule';
import { REGION_LIST_RULES } from '../../statements/region-rules';

/** The values that a guard is given. */
interface GuardValues {
  readonly exceptModels?: { readonly modelId: string }[];
  readonly exceptModelIds?: string[];
  readonly exemptPrincipalArns?: string[];
  readonly routes?: InferenceRoute[];
  readonly sourceRegions?: string[];
}

const ROUTES = Object.values(InferenceRoute);
const NEEDING_REGIONS = [InferenceRoute.GEOGRAPHIC_PROFILE, InferenceRoute.DIRECT_OTHER_REGION];
const INVOCATIONS = [Action.INVOKE, Action.INVOKE_STREAMING, Action.INVOKE_BIDIRECTIONAL];

/** Patterns of principals must be able to match, and must not exempt everyone. */
export const EXEMPT_PRINCIPAL_RULES: readonly (Rule<string[]> | ElementRules<string>)[] = [
  each(
    must((arn) => !SESSION_ARN.test(arn),
      'must name roles, not their sessions: aws:PrincipalArn carries the ARN of the role, so this would never match', nameRole),
    must((arn) => PRINCIPAL_PATTERN.test(arn) || /^[*?]+$/.test(arn),
      'must be ARN patterns of roles or users, with a 12-digit account or "*"', 'For example "arn:aws:iam::111122223333:role/BreakGlass"'),
  ),
  ...writeEverybodyRules('exempt'),
];

/** Actions that a Region deny exempts: none of them may invoke models. */
export const EXEMPT_ACTION_RULES: readonly (Rule<readonly string[]> | ElementRules<string>)[] = [
  atLeastOne('list at least one action', 'Leave it out for AWS\'s list of services that have no Region'),
  each(
    must((action) => findOpened(action) === undefined,
      (action) => `must not match the invocation of models (${findOpened(action)}), which would open every model in every Region`,
      'Leave it out; use \'admitModels\' to open named models'),
    matches(/^[a-z0-9-]+:[\w*?]+$/i, 'must hold actions with their service in front', 'For example "iam:*"'),
  ),
];

/** Models of any provider by their own IDs. */
export const EXCEPT_MODEL_ID_RULES: ElementRules<string> = each(
  matches(/^(?!arn:)/, 'must hold IDs, not ARNs',
    'Take the part after the last "/"; for an application profile, the ID of its model'),
  matches(/^[^*?]*$/, 'must name each model: a wildcard would except models that do not exist yet', 'Name them one by one'),
  must((id) => parseProfileId(id).prefix === undefined, 'must hold the models\' own IDs, not those of inference profiles',
    (id) => `Use "${parseProfileId(id).modelId}"`),
  must(isModelId, 'must hold model IDs in lower case, with the provider in front', 'For example "amazon.nova-2-lite-v1:0"'),
);

/** What a guard may be asked to promise: values must not contradict each other, and a guard must be able to keep the promise. */
export const GUARD_RULES: Rules<GuardValues> = {
  exceptModelIds: [
    EXCEPT_MODEL_ID_RULES,
    comparing(['exceptModels'], mustLack<string[], GuardValues>(
      (modelIds, { exceptModels = [] }) => findRepeated([...exceptModels.map(({ modelId }) => modelId), ...modelIds]),
      'must name each model once, those of \'exceptModels\' included', 'Leave one out', ' twice')),
  ],
  exemptPrincipalArns: EXEMPT_PRINCIPAL_RULES,
  routes: [
    must((routes) => routes.every((route) => ROUTES.includes(route)), // an unknown route would silently stay open
      `must list routes of InferenceRoute (${ROUTES.join(', ')})`, 'For example [InferenceRoute.MANTLE]'),
    {
      ...must((routes, { sourceRegions }) => sourceRegions !== undefined || !routes.some(needsRegions),
        (routes) => `must name the Regions where Bedrock may be called, to close ${routes.find(needsRegions)}`,
        'For example ["af-south-1"]', () => 'undefined'),
      prop: 'sourceRegions',
    },
  ],
  sourceRegions: [
    comparing(['routes'], must<unknown, GuardValues>((_, { routes = [] }) => routes.some(needsRegions),
      `must come with one of the routes ${NEEDING_REGIONS.join(', ')}: global profiles are closed in every Region`,
      'Close such a route or leave it out')),
    ...REGION_LIST_RULES,
  ],
};

/** Whether a route needs source Regions. */
export function needsRegions(route: InferenceRoute): boolean {
  return NEEDING_REGIONS.includes(route);
}

function nameRole(session: string): string {
  const [, partition, account, role] = SESSION_ARN.exec(session)!;
  return `Use "arn:${partition}:iam::${account}:role/${role}", with the role's path if it has one`;
}

/** Finds the invocation that a pattern matches. */
function findOpened(pattern: string): string | undefined {
  return INVOCATIONS.find(compileActionPattern(String(pattern)));
}
