/** The caller and its source Region. */
export interface CallerOptions {
  /** The caller's account ID: 12 digits. */
  readonly account: string;

  /** The Region in which the call is made, for example `af-south-1`. */
  readonly sourceRegion: string;

  /**
   * The ARN of the calling role or user, as `aws:PrincipalArn` carries it: for an assumed role, the role's own ARN.
   *
   * @default - not known: the outcome of a statement with a condition on it is `DEPENDS`
   */
  readonly principalArn?: string;

  /**
   * Values of other condition keys, by name, such as `{ 'aws:SourceVpce': ['vpce-1'] }`. An empty list means that the request does not
   * carry the key. A value applies only to the legs that can carry its key: an application profile can have tags, but a model or a
   * system-defined profile cannot. Keys that no request can carry are rejected.
   *
   * @default - only the keys that follow from the call are known; the outcome of a statement with a condition on another key is `DEPENDS`
   */
  readonly contextKeys?: { [key: string]: string[] };
}

/** The caller, and the form of the call. */
export interface InvocationRequestOptions extends CallerOptions {
  /**
   * Whether the call streams its answer.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * The ID of the project that the call names. A call through an application profile can use the default project only.
   *
   * @default default - the account's default project
   */
  readonly projectId?: string;
}

/** The creator of a batch inference job. */
export interface BatchRequestOptions extends CallerOptions {}

/** The caller of an inference profile. */
export interface ProfileRequestOptions extends InvocationRequestOptions {}

/** The caller of a geographic profile. */
export interface GeographicProfileRequestOptions extends ProfileRequestOptions {
  /** The Regions to which the profile may route, as `bedrock:GetInferenceProfile` lists them in the source Region. */
  readonly destinationRegions: string[];
}

/** The caller of an application inference profile. */
export interface ApplicationProfileRequestOptions extends ProfileRequestOptions {
  /**
   * The Regions to which the profile may route, if it copies a geographic profile.
   *
   * @default - the profile copies the global one
   */
  readonly destinationRegions?: string[];
}
