/** The caller and its Region. */
export interface CallerOptions {
  /** The account of the caller: 12 digits. */
  readonly account: string;

  /** The Region in which the call is made, for example `af-south-1`. */
  readonly sourceRegion: string;

  /**
   * The ARN of the calling role or user, as `aws:PrincipalArn` carries it: for an assumed role, the role's own ARN.
   *
   * @default - not known: statements with a condition on it depend
   */
  readonly principalArn?: string;

  /**
   * Values of further condition keys by name, such as `{ 'aws:SourceVpce': ['vpce-1'] }`. An empty list means that the request
   * does not carry the key. A value applies to the authorizations that can carry its key: an application profile can have
   * tags, a model or a system-defined profile cannot. Keys that no request can carry are refused.
   *
   * @default - only the keys that follow from the call are known; statements with a condition on another key depend
   */
  readonly contextKeys?: { [key: string]: string[] };
}

/** The caller, and the form of the call. */
export interface InvocationRequestOptions extends CallerOptions {
  /**
   * Whether the streaming form is called.
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

/** Who creates a batch inference job. */
export interface BatchRequestOptions extends CallerOptions {}

/** Who calls through a profile. */
export interface ProfileRequestOptions extends InvocationRequestOptions {}

/** Who calls through a geographic profile. */
export interface GeographicProfileRequestOptions extends ProfileRequestOptions {
  /** The Regions to which the profile may route, as `bedrock:GetInferenceProfile` lists them in the source Region. */
  readonly destinationRegions: string[];
}

/** Who calls through an application inference profile. */
export interface ApplicationProfileRequestOptions extends ProfileRequestOptions {
  /**
   * The Regions to which the profile may route, if it copies a geographic profile.
   *
   * @default - the profile copies the global one
   */
  readonly destinationRegions?: string[];
}
