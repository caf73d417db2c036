import { Construct } from 'constructs';
import { GlobalCrisDenyGuardProps } from './global-cris-deny-guard-props';
import { requireModels } from '../catalog/require-models';
import { fail, got, isConcrete } from '../checks/fail';
import { requireExemptPrincipals } from '../core/call/exempt-principals';
import { GuardPromises } from '../core/call/guard-calls';
import { InferenceRoute } from '../core/call/inference-route';
import { REGION_CODE } from '../core/facts/regions';

const NEEDING_REGIONS = [InferenceRoute.GEOGRAPHIC_PROFILE, InferenceRoute.DIRECT_OTHER_REGION];
/** Those of AWS's geographies, any of two letters, since no provider's name is so short, and any before a provider. */
const PROFILE_PREFIX = /^(?:(?:global|apac|us-gov|[a-z]{2})\.(?=.*\.)|[a-z-]+\.(?=(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|stability|twelvelabs|writer)\.))/;

/** What a guard is asked to promise. Throws for props that contradict each other or that no guard can keep. */
export function requirePromises(scope: Construct, props: GlobalCrisDenyGuardProps): GuardPromises {
  const { exceptModels = [], exceptModelIds = [], exemptPrincipalArns = [], routes = [], sourceRegions } = props;
  requireModels(scope, { room: 'guard', prop: 'exceptModels' }, exceptModels);
  const excepted = [...exceptModels.map(({ modelId }) => modelId), ...requireModelIds(scope, exceptModelIds)];
  const repeated = excepted.find((id, index) => excepted.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'exceptModelIds' must name each model once, those of 'exceptModels' included, ${got(repeated)} twice. Leave one out`);
  }
  requireExemptPrincipals(scope, exemptPrincipalArns);
  requireRoutes(scope, routes);
  const needing = routes.find((route) => NEEDING_REGIONS.includes(route));
  if (needing && sourceRegions === undefined) {
    fail(scope, `'sourceRegions' must be set to close ${needing}: they say where Bedrock may be called, got: undefined. For example ["af-south-1"]`);
  }
  if (!needing && sourceRegions !== undefined) {
    fail(scope, `'sourceRegions' must come with one of the routes ${NEEDING_REGIONS.join(', ')}: global profiles are closed in every Region, ${got(sourceRegions)}. ` +
      'Close such a route or leave it out');
  }
  return {
    routes,
    sourceRegions: sourceRegions === undefined ? [] : requireRegions(scope, 'sourceRegions', sourceRegions),
    exceptModelIds: excepted,
    exemptPrincipalArns,
  };
}

function requireRoutes(scope: Construct, routes: readonly InferenceRoute[]): void {
  const known = Object.values(InferenceRoute);
  if (!Array.isArray(routes) || routes.some((route) => !known.includes(route))) {
    fail(scope, `'routes' must list routes of InferenceRoute (${known.join(', ')}), ${got(routes)}. For example [InferenceRoute.MANTLE]`);
  }
}

/** Throws for what is no list of Regions, as conditions compare them by their whole names. */
export function requireRegions(scope: Construct, prop: string, regions: readonly string[]): readonly string[] {
  if (!Array.isArray(regions) || regions.length === 0) {
    fail(scope, `'${prop}' must list at least one Region, ${got(regions)}. For example ["af-south-1"]`);
  }
  for (const region of regions) {
    if (region === undefined || isConcrete(region) && !REGION_CODE.test(region)) {
      fail(scope, `'${prop}' must hold codes of Regions, such as "af-south-1", ${got(region)}. ` +
        'Name each Region; wildcards, "unspecified" and "global" would let every model through');
    }
  }
  const repeated = regions.find((region, index) => regions.indexOf(region) !== index);
  if (repeated !== undefined) {
    fail(scope, `'${prop}' must name each Region once, ${got(repeated)} twice. Leave one out`);
  }
  return regions;
}

function requireModelIds(scope: Construct, ids: readonly string[]): readonly string[] {
  const refuse = (rule: string, value: unknown, remedy: string): never => fail(scope, `'exceptModelIds' ${rule}, ${got(value)}. ${remedy}`);
  if (!Array.isArray(ids)) {
    refuse('must be a list', ids, 'For example ["amazon.nova-2-lite-v1:0"]');
  }
  for (const id of ids.filter((one) => one === undefined || isConcrete(one))) {
    const text = String(id);
    if (text.startsWith('arn:')) {
      refuse('must hold IDs, not ARNs', id, 'Take the part after the last "/"; for an application profile, the model that it was made for');
    }
    if (/[*?]/.test(text)) {
      refuse('must name each model: a wildcard would except models that do not exist yet', id, 'Name them one by one');
    }
    if (PROFILE_PREFIX.test(text)) {
      refuse('must hold the models\' own IDs, not those of inference profiles', id, `Use "${text.replace(PROFILE_PREFIX, '')}"`);
    }
    if (!/^[a-z0-9-]+\.[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/.test(text)) {
      refuse('must hold model IDs in lower case, with the provider in front', id, 'For example "amazon.nova-2-lite-v1:0"');
    }
  }
  return ids;
}
