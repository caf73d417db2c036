import { EXEMPT_PRINCIPAL_RULES } from './exempt-principals';
import { InferenceRoute } from './inference-route';
import { isModelId, parseProfileId } from '../../facts/model-ids';
import { describeValue } from '../../rules/describe-value';
import { findRepeated, Rules } from '../../rules/rule';
import { REGION_LIST_RULES } from '../../statements/region-rules';

/** What a guard is given. */
export interface GuardValues {
  readonly exceptModels?: { readonly modelId: string }[];
  readonly exceptModelIds?: string[];
  readonly exemptPrincipalArns?: string[];
  readonly routes?: InferenceRoute[];
  readonly sourceRegions?: string[];
}

const ROUTES = Object.values(InferenceRoute);
const NEEDING_REGIONS = [InferenceRoute.GEOGRAPHIC_PROFILE, InferenceRoute.DIRECT_OTHER_REGION];

/** What a guard may be asked to promise: values must not contradict each other, and a guard must be able to keep the promise. */
export const GUARD_RULES: Rules<GuardValues> = {
  exceptModelIds: [
    {
      each: [
        {
          holds: (id) => !/^arn:/.test(id),
          rule: 'must hold IDs, not ARNs',
          remedy: 'Take the part after the last "/"; for an application profile, the model that it was made for',
        },
        {
          holds: (id) => !/[*?]/.test(id),
          rule: 'must name each model: a wildcard would except models that do not exist yet',
          remedy: 'Name them one by one',
        },
        {
          holds: (id) => parseProfileId(id).prefix === undefined,
          rule: 'must hold the models\' own IDs, not those of inference profiles',
          remedy: (id) => `Use "${parseProfileId(id).modelId}"`,
        },
        {
          holds: isModelId,
          rule: 'must hold model IDs in lower case, with the provider in front',
          remedy: 'For example "amazon.nova-2-lite-v1:0"',
        },
      ],
    },
    {
      holds: (_, values) => findRepeatedModel(values) === undefined,
      rule: 'must name each model once, those of \'exceptModels\' included',
      got: (_, values) => `${describeValue(findRepeatedModel(values))} twice`,
      remedy: 'Leave one out',
    },
  ],
  exemptPrincipalArns: EXEMPT_PRINCIPAL_RULES,
  routes: [
    {
      holds: (routes) => routes.every((route) => ROUTES.includes(route)), // another one would be left open silently
      rule: `must list routes of InferenceRoute (${ROUTES.join(', ')})`,
      remedy: 'For example [InferenceRoute.MANTLE]',
    },
    {
      holds: (routes, { sourceRegions }) => sourceRegions !== undefined || !routes.some(needsRegions),
      prop: 'sourceRegions',
      rule: (routes) => `must be set to close ${routes.find(needsRegions)}: they say where Bedrock may be called`,
      got: () => 'undefined',
      remedy: 'For example ["af-south-1"]',
    },
  ],
  sourceRegions: [
    {
      holds: (_, { routes = [] }) => routes.some(needsRegions),
      rule: `must come with one of the routes ${NEEDING_REGIONS.join(', ')}: global profiles are closed in every Region`,
      remedy: 'Close such a route or leave it out',
    },
    ...REGION_LIST_RULES,
  ],
};

function needsRegions(route: InferenceRoute): boolean {
  return NEEDING_REGIONS.includes(route);
}

function findRepeatedModel({ exceptModels = [], exceptModelIds = [] }: GuardValues): string | undefined {
  return findRepeated([...exceptModels.map(({ modelId }) => modelId), ...exceptModelIds]);
}
