import { ServiceControlPolicyProps } from './service-control-policy-props';
import { ClaudeModel } from '../catalog/claude-model';

/** Which Regions are allowed, and which models may be called globally from there. */
export interface RegionDenyPolicyProps extends ServiceControlPolicyProps {
  /**
   * The Regions in which everything stays allowed, by their whole names, for example `['af-south-1', 'eu-west-1']`. At
   * least one, none twice.
   */
  readonly allowedRegions: string[];

  /** The models that may be called through global inference profiles, system-defined or application ones. At least one, none twice. */
  readonly admitModels: ClaudeModel[];

  /**
   * The allowed Regions in which the global profiles may be called.
   *
   * @default - the first of `allowedRegions` from which all of `admitModels` can be called
   */
  readonly admitFrom?: string[];

  /**
   * Actions that are exempt from the Region deny, with wildcards, such as `iam:*`. Those that match the invocation of
   * models are refused: they would open every model in every Region.
   *
   * @default - the 86 entries that AWS Control Tower's Region deny exempts, of services that have no Region
   */
  readonly exemptActions?: string[];
}
