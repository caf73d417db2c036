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
   * Application profiles that may be called, such as `ApplicationProfile`. Admits the models of these profiles through *any* application
   * profile, because IDs do not exist before the deployment; grants decide who may call which. The models' own global profiles stay
   * closed, unless `admitModels` names the models too.
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
   * @default false - of `admitModels`, system-defined profiles only
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
