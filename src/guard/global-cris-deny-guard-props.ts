import { ServiceControlPolicyProps } from './service-control-policy-props';
import { ClaudeModel } from '../catalog/claude-model';
import { InferenceRoute } from '../core/call/guard/inference-route';

/** What a guard closes, for whom, and what it leaves open. */
export interface GlobalCrisDenyGuardProps extends ServiceControlPolicyProps {
  /**
   * Claude models that may still be called through global profiles, system-defined or application ones. None twice.
   * Further `routes` close them as any other model.
   *
   * @default - none, except those of `exceptModelIds`
   */
  readonly exceptModels?: ClaudeModel[];

  /**
   * The IDs of further models that may still be called through global profiles, of any provider, for example
   * `amazon.nova-2-lite-v1:0`. The model's own ID, without a profile's prefix and without wildcards.
   *
   * @default - none, except those of `exceptModels`: the guard closes the global profiles of every provider
   */
  readonly exceptModelIds?: string[];

  /**
   * Further routes to close. `GLOBAL_PROFILE` is always closed, and may stand here.
   *
   * @default - global profiles only
   */
  readonly routes?: InferenceRoute[];

  /**
   * The Regions in which Bedrock may be called, for example `['af-south-1']`. Needed by, and only by, the routes
   * `GEOGRAPHIC_PROFILE` and `DIRECT_OTHER_REGION`.
   *
   * @default - none; throws where one of those routes is to be closed
   */
  readonly sourceRegions?: string[];
}
