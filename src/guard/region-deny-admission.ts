import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** The calls that an existing Region deny is to admit. Give `admitModels`, `admitProfiles` or both. */
export interface RegionDenyAdmissionOptions {
  /**
   * The models that may be called through their global inference profiles.
   *
   * @default - none: only the models of `admitProfiles` are admitted
   */
  readonly admitModels?: ClaudeModel[];

  /**
   * Application profiles that may be called, such as `ApplicationProfile`. The edit admits the models of these profiles through *any*
   * application profile, because IDs do not exist before the deployment. Grants decide who may call which profile. The models' own
   * global profiles stay closed, unless `admitModels` names the models too.
   *
   * @default - none
   */
  readonly admitProfiles?: IApplicationProfile[];

  /** The source Regions, from which the calls are made, for example `['af-south-1']`. The document must allow them already. */
  readonly admitFrom: string[];

  /**
   * Whether to also admit `admitModels` through application profiles that were copied from their global profiles. The edit then
   * adds a statement. It works only if the document denies no other leg of these calls than the one without a Region.
   *
   * @default false - the global profiles of `admitModels` only
   */
  readonly applicationProfiles?: boolean;
}

/** The edited Region deny. */
export interface AdmittedRegionDeny {
  /** The document, as JSON. */
  readonly document: any;

  /** What was changed, one sentence for each place. Empty if the document already admits the calls. */
  readonly changes: string[];

  /** What may still block the calls: statements about callers, statements that will deny the project, or a document that is too long. */
  readonly remarks: string[];
}
