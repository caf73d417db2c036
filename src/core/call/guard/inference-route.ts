/** A way to call models that leaves the source Region, or that monitoring does not see. */
export enum InferenceRoute {
  /**
   * Global inference profiles of every provider, and application profiles copied from them. Every guard closes it.
   *
   * If it is closed, Cape Town cannot call any Claude model on Amazon Bedrock, except the excepted ones.
   * `bedrock:CreateInferenceProfile` still copies global profiles, but the copies cannot be used.
   */
  GLOBAL_PROFILE = 'GLOBAL_PROFILE',

  /**
   * Geographic inference profiles (`us.`, `eu.`, `apac.` and others) of every provider, even those that route within the
   * source Regions only. Application profiles copied from them are closed at destinations outside the source Regions. A
   * copy that routes within the source Regions stays open, because it does not leave them.
   *
   * If it is closed, models that a Region offers only through a geographic profile cannot be called there. Needs `sourceRegions`.
   */
  GEOGRAPHIC_PROFILE = 'GEOGRAPHIC_PROFILE',

  /**
   * Direct calls of a model outside the source Regions, and calls of any profile from there: the profile's own leg looks the
   * same. In the source Regions, direct calls stay open.
   *
   * If it is closed, applications in other Regions of the organization cannot invoke any model. Needs `sourceRegions`.
   */
  DIRECT_OTHER_REGION = 'DIRECT_OTHER_REGION',

  /**
   * Batch inference jobs, which the other routes do not cover: creating a job is an action of its own, and the job's service
   * role then makes the calls.
   *
   * If it is closed, no batch job can be created, for any model in any Region. Running jobs go on, unless another route denies
   * their role.
   */
  BATCH = 'BATCH',

  /**
   * The `bedrock-mantle` endpoint. It has its own Regions and its own IAM prefix, and invocation logging does not record it.
   *
   * If it is closed, nothing of it works in any Region: neither inference nor its projects.
   */
  MANTLE = 'MANTLE',

  /**
   * API keys of Amazon Bedrock: the use of short-term and long-term keys, and the creation of long-term keys. The policies of
   * the key's principal apply to its calls too, so this route limits how Bedrock is called, not what is called.
   *
   * If it is closed, clients that can send only a bearer token cannot call. Short-term keys can still be created, because that
   * happens on the caller's machine, but they cannot be used.
   */
  BEARER_TOKEN = 'BEARER_TOKEN',
}
