import { ServiceControlPolicyProps } from './service-control-policy-props';
import { ClaudeModel } from '../catalog/claude-model';
import { InferenceRoute } from '../core/call/guard/inference-route';

/** What a guard closes, who it exempts, and what it leaves open. */
export interface GlobalCrisDenyGuardProps extends ServiceControlPolicyProps {
  /**
   * Claude models that stay open through global profiles and application profiles. No model twice.
   * Further `routes` close them like any other model.
   *
   * @default - none, except those of `exceptModelIds`
   */
  readonly exceptModels?: ClaudeModel[];

  /**
   * The IDs of more models that stay open through global profiles and application profiles, of any provider. For example
   * `amazon.nova-2-lite-v1:0`. Give the model's own ID, without a profile's prefix and without wildcards.
   *
   * @default - none, except those of `exceptModels`: the guard closes the global profiles of every provider
   */
  readonly exceptModelIds?: string[];

  /**
   * Further routes to close. `GLOBAL_PROFILE` is always closed, and may be listed.
   *
   * @default - global profiles only
   */
  readonly routes?: InferenceRoute[];

  /**
   * The Regions in which Bedrock may be called, for example `['af-south-1']`. Give them if, and only if, `routes` has
   * `GEOGRAPHIC_PROFILE` or `DIRECT_OTHER_REGION`.
   *
   * @default - none; throws if one of those routes is to be closed
   */
  readonly sourceRegions?: string[];
}
