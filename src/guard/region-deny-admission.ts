import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** Which calls an existing Region deny is to admit. At least `admitModels` or `admitProfiles` must be given. */
export interface RegionDenyAdmissionOptions {
  /**
   * The models that may be called through their global inference profiles.
   *
   * @default - those of `admitProfiles`
   */
  readonly admitModels?: ClaudeModel[];

  /**
   * Application profiles that may be called, such as `ApplicationProfile`. Their IDs are not known when the document is edited, so their
   * models are admitted, through any application profile, as `applicationProfiles` does it; who may call which is left to the grants.
   *
   * @default - none
   */
  readonly admitProfiles?: IApplicationProfile[];

  /** The Regions from which they may be called, for example `['af-south-1']`. The document must allow them already. */
  readonly admitFrom: string[];

  /**
   * Whether application inference profiles that were copied from the models' global ones are admitted too. That takes a
   * statement more, and works only where the document denies nothing but the leg without a Region.
   *
   * @default - whether `admitProfiles` is given; otherwise system-defined profiles only
   */
  readonly applicationProfiles?: boolean;
}

/** A Region deny that admits what it is asked to admit. */
export interface AdmittedRegionDeny {
  /** The document, as JSON. */
  readonly document: any;

  /** What was changed, one sentence for each place; empty where the document admits the calls as it stands. */
  readonly changes: string[];

  /** What may still stand in the way: statements about callers, and a document that is too long now. */
  readonly remarks: string[];
}
