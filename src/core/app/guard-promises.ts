import { TemplateResource } from './template-identities';
import { needsRegions } from '../call/guard/guard-rules';
import { InferenceRoute } from '../call/guard/inference-route';
import { GuardPromises, listClosedRoutes } from '../call/guard/promises';
import { isObject, Json, toList } from '../iam/document';
import { PRIVATE_USE } from '../iam/special-characters';

/** The metadata key of a guard's promises. Deployed templates hold it, so it must never change (ADR 0022). */
export const GUARD_METADATA = 'cdk-bedrock-cris:guard';

const LISTS = ['routes', 'sourceRegions', 'exceptModelIds', 'exemptPrincipalArns'] as const;
const ROUTES: readonly string[] = Object.values(InferenceRoute);

/** Writes a guard's promises for the metadata of its policy, with every route that it closes. */
export function writePromises({ sourceRegions, exceptModelIds, exemptPrincipalArns, ...promises }: GuardPromises): GuardPromises {
  const routes = listClosedRoutes({ sourceRegions, exceptModelIds, exemptPrincipalArns, ...promises });
  return { routes, sourceRegions, exceptModelIds, exemptPrincipalArns };
}

/**
 * Reads the promises of a policy resource; `undefined` if it has none. If they are odd, it promises nothing, and `tellFault` gets the
 * cause. Values known only at deployment become their JSON, which is neither a Region nor an ARN.
 */
export function readPromises(resource: TemplateResource, tellFault: (fault: string) => void = () => {}): GuardPromises | undefined {
  const given = isObject(resource.Metadata) ? resource.Metadata[GUARD_METADATA] : undefined;
  if (given === undefined) {
    return undefined;
  }
  const fault = findFault(given);
  if (fault !== undefined) {
    tellFault(`the metadata '${GUARD_METADATA}' ${fault}, so it promises nothing`);
    return undefined;
  }
  const { routes, sourceRegions, exceptModelIds, exemptPrincipalArns } = given as Json;
  return {
    routes: routes as InferenceRoute[],
    sourceRegions: readTexts(sourceRegions),
    exceptModelIds: readTexts(exceptModelIds),
    exemptPrincipalArns: readTexts(exemptPrincipalArns),
  };
}

function findFault(given: unknown): string | undefined {
  if (!isObject(given)) {
    return 'is not an object';
  }
  const odd = Object.keys(given).find((name) => !LISTS.includes(name as typeof LISTS[number]));
  if (odd !== undefined) {
    // A later version may narrow the promise there.
    return `holds '${odd}', which this version does not know`;
  }
  const noList = LISTS.find((name) => !isList(given[name]));
  if (noList !== undefined) {
    return `holds no list of texts in '${noList}'`;
  }
  const { routes, sourceRegions } = given;
  const unknown = Array.isArray(routes) ? routes.find((route) => !ROUTES.includes(route)) : routes;
  if (unknown !== undefined) {
    return `names a route that this version does not know: ${JSON.stringify(unknown)}`;
  }
  if (!(routes as string[]).includes(InferenceRoute.GLOBAL_PROFILE)) {
    return `does not name ${InferenceRoute.GLOBAL_PROFILE}, which every guard closes`;
  }
  const needing = (routes as InferenceRoute[]).find(needsRegions);
  return needing !== undefined && readTexts(sourceRegions).length === 0 ? `names ${needing} and no source Regions` : undefined;
}

/** A list of texts, some of which only the deployment may know. */
function isList(value: unknown): boolean {
  return isIntrinsic(value) || (Array.isArray(value) && value.every(isText));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' ? !PRIVATE_USE.test(value) : isIntrinsic(value);
}

function isIntrinsic(value: unknown): boolean {
  const [name, ...others] = isObject(value) ? Object.keys(value) : [];
  return others.length === 0 && (name === 'Ref' || /^Fn::\w+$/.test(name ?? ''));
}

function readTexts(value: unknown): string[] {
  return toList(value).map((one) => typeof one === 'string' ? one : JSON.stringify(one));
}
