import { InferenceRoute } from './inference-route';
import {
  denyBatchJobs, denyBearerTokens, denyDirectCallsElsewhere, denyGeographicProfiles, denyGlobalProfiles, denyMantle,
} from '../../statements/denies';
import { Deny } from '../../statements/deny';

/** What a guard promises. Values that only the deployment knows may be among the others, as texts that are neither a Region nor an ARN. */
export interface GuardPromises {
  readonly routes: readonly InferenceRoute[];
  readonly sourceRegions: readonly string[];
  readonly exceptModelIds: readonly string[];
  readonly exemptPrincipalArns: readonly string[];
}

/** The denies of each route, in the order in which a document has them. */
const DENIES: Record<InferenceRoute, (promises: GuardPromises) => Deny[]> = {
  [InferenceRoute.GLOBAL_PROFILE]: ({ exceptModelIds }) => denyGlobalProfiles(exceptModelIds),
  [InferenceRoute.GEOGRAPHIC_PROFILE]: ({ sourceRegions }) => denyGeographicProfiles(sourceRegions),
  [InferenceRoute.DIRECT_OTHER_REGION]: ({ sourceRegions }) => denyDirectCallsElsewhere(sourceRegions),
  [InferenceRoute.BATCH]: denyBatchJobs,
  [InferenceRoute.MANTLE]: denyMantle,
  [InferenceRoute.BEARER_TOKEN]: denyBearerTokens,
};

/** The routes that a guard promises to close, in the order in which a document denies them. */
export function listClosedRoutes({ routes }: GuardPromises): InferenceRoute[] {
  return Object.values(InferenceRoute).filter((route) => route === InferenceRoute.GLOBAL_PROFILE || routes.includes(route));
}

/** What a guard's document denies. */
export function denyRoutes(promises: GuardPromises): Deny[] {
  return listClosedRoutes(promises).flatMap((route) => DENIES[route](promises));
}
