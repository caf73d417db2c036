import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** The calls that an existing Region deny should admit. Set `admitModels`, `admitProfiles` or both. */
export interface RegionDenyAdmissionOptions {
  /**
   * The models that may be called through their global inference profiles.
   *
   * @default - none: only the models of `admitProfiles` are admitted
   */
  readonly admitModels?: ClaudeModel[];

  /**
   * The application profiles that may be called. The edit admits the models of these profiles through *any* application profile, because
   * profile IDs do not exist before deployment. Grants decide who may call which profile. The models' own global profiles stay closed,
   * unless `admitModels` names the models too.
   *
   * @default - none
   */
  readonly admitProfiles?: IApplicationProfile[];

  /** The source Regions of the calls, for example `['af-south-1']`. The document must already allow them. */
  readonly admitFrom: string[];

  /**
   * Whether to also admit `admitModels` through application profiles copied from their global profiles. The edit then adds a statement. It
   * works only if the leg without a Region is the only one that the document denies.
   *
   * @default false - the global profiles of `admitModels` only
   */
  readonly applicationProfiles?: boolean;
}

/** The edited Region deny. */
export interface AdmittedRegionDeny {
  /** The document, as JSON. */
  readonly document: any;

  /** What was changed, one sentence for each change. Empty if the document already admits the calls. */
  readonly changes: string[];

  /** What may still block the calls: statements about callers, statements that will deny the project, or a document that is too long. */
  readonly remarks: string[];
}
