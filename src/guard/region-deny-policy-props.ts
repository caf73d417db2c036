import { ServiceControlPolicyProps } from './service-control-policy-props';
import { ClaudeModel } from '../catalog/claude-model';

/** The Regions that stay allowed, and the models that may be called globally from them. */
export interface RegionDenyPolicyProps extends ServiceControlPolicyProps {
  /**
   * The Regions in which everything stays allowed, for example `['af-south-1', 'eu-west-1']`. Full Region codes: at least one, no
   * duplicates.
   */
  readonly allowedRegions: string[];

  /** The models that may be called through global profiles and application profiles: at least one, no duplicates. */
  readonly admitModels: ClaudeModel[];

  /**
   * The allowed Regions from which the global profiles may be called.
   *
   * @default - the first of `allowedRegions` from which all of `admitModels` can be called
   */
  readonly admitFrom?: string[];

  /**
   * Actions that are exempt from the Region deny, such as `iam:*`. Wildcards are allowed. A pattern that matches an invocation action
   * throws, because it would open every model in every Region.
   *
   * @default - the 86 entries of global services that AWS Control Tower's Region deny exempts
   */
  readonly exemptActions?: string[];
}
