/** A way to call models that leaves the source Region or that monitoring does not see. */
export enum InferenceRoute {
  /**
   * Global inference profiles of every provider, and application profiles copied from them. Every guard closes it.
   *
   * If it is closed, Cape Town cannot call any Claude model on Amazon Bedrock, apart from the exceptions. `bedrock:CreateInferenceProfile`
   * still copies global profiles, but the copies cannot be used.
   */
  GLOBAL_PROFILE = 'GLOBAL_PROFILE',

  /**
   * Geographic inference profiles (`us.`, `eu.`, `apac.` and others) of every provider, even those that route only within the source
   * Regions. Application profiles copied from them are closed if they route outside the source Regions. A copy that routes only within the
   * source Regions stays open, because it does not leave them.
   *
   * If it is closed, models that a Region offers only through a geographic profile cannot be called there. Needs `sourceRegions`.
   */
  GEOGRAPHIC_PROFILE = 'GEOGRAPHIC_PROFILE',

  /**
   * Direct calls to a model outside the source Regions, and calls to any profile from there, because the profile's own leg looks the same.
   * In the source Regions, direct calls stay open.
   *
   * If it is closed, applications in other Regions of the organization cannot invoke any model. Needs `sourceRegions`.
   */
  DIRECT_OTHER_REGION = 'DIRECT_OTHER_REGION',

  /**
   * Batch inference jobs. The other routes do not cover them, because creating a job is a separate action and the job's service role makes
   * the calls.
   *
   * If it is closed, no batch job can be created, for any model in any Region. Running jobs continue, unless another route denies their
   * role.
   */
  BATCH = 'BATCH',

  /**
   * The `bedrock-mantle` endpoint. It has its own Regions and its own IAM prefix, and invocation logging does not record it.
   *
   * If it is closed, the endpoint does not work in any Region, neither for inference nor for its projects.
   */
  MANTLE = 'MANTLE',

  /**
   * Amazon Bedrock API keys: the use of short-term and long-term keys, and the creation of long-term keys. Calls with a key are still
   * subject to its principal's policies, so this route limits how Bedrock is called, not what is called.
   *
   * If it is closed, clients that can send only a bearer token cannot call models. Short-term keys can still be created, because that
   * happens on the caller's machine, but they cannot be used.
   */
  BEARER_TOKEN = 'BEARER_TOKEN',
}
