import { ServiceControlPolicyProps } from './service-control-policy-props';
import { ClaudeModel } from '../catalog/claude-model';
import { InferenceRoute } from '../core/call/guard/inference-route';

/** What a guard closes, what it leaves open, and who is exempt. */
export interface GlobalCrisDenyGuardProps extends ServiceControlPolicyProps {
  /**
   * The Claude models that stay open through global profiles and application profiles. No duplicates. Further `routes` close them like any
   * other model.
   *
   * @default - none, except those of `exceptModelIds`
   */
  readonly exceptModels?: ClaudeModel[];

  /**
   * The IDs of further models, of any provider, that stay open through global profiles and application profiles, such as
   * `amazon.nova-2-lite-v1:0`. Use the model's own ID, without a profile prefix or wildcards.
   *
   * @default - none, except those of `exceptModels`: the guard closes the global profiles of every provider
   */
  readonly exceptModelIds?: string[];

  /**
   * Further routes to close. `GLOBAL_PROFILE` is always closed, whether you list it or not.
   *
   * @default - global profiles only
   */
  readonly routes?: InferenceRoute[];

  /**
   * The Regions in which Bedrock may be called, for example `['af-south-1']`. Set this only if `routes` contains `GEOGRAPHIC_PROFILE` or
   * `DIRECT_OTHER_REGION`, which require it.
   *
   * @default - none; throws if `routes` contains one of the two
   */
  readonly sourceRegions?: string[];
}
