/** A way to inference that leaves the Region in which it is asked for, or the sight of those who watch it. */
export enum InferenceRoute {
  /**
   * Global inference profiles of every provider, and application profiles copied from them. Every guard closes it.
   *
   * Closed, from Cape Town no Claude model can be called on Amazon Bedrock at all, except those that are excepted.
   * `bedrock:CreateInferenceProfile` still copies global profiles; the copies cannot be used.
   */
  GLOBAL_PROFILE = 'GLOBAL_PROFILE',

  /**
   * Geographic inference profiles (`us.`, `eu.`, `apac.` and so on) of every provider, even where they route within the
   * source Regions only; and application profiles copied from them, which are closed at destinations outside the source
   * Regions. A copy that routes within the source Regions stays open: it leaves nothing.
   *
   * Closed, models that a Region offers through a geographic profile only cannot be called there. Needs `sourceRegions`.
   */
  GEOGRAPHIC_PROFILE = 'GEOGRAPHIC_PROFILE',

  /**
   * Calls of a model itself outside the source Regions, and calls of any profile from there: the profile's own leg looks the
   * same. In the source Regions direct calls stay open.
   *
   * Closed, applications elsewhere in the organization cannot invoke any model. Needs `sourceRegions`.
   */
  DIRECT_OTHER_REGION = 'DIRECT_OTHER_REGION',

  /**
   * Batch inference jobs, which the other routes do not see: creating a job is an action of its own, and the calls are
   * then made by the job's service role.
   *
   * Closed, no batch job can be created, of any model in any Region. Jobs that run go on, unless another route stops their role.
   */
  BATCH = 'BATCH',

  /**
   * The `bedrock-mantle` endpoint, in Regions of its own, with an IAM prefix of its own; invocation logging does not record it.
   *
   * Closed, nothing of it works: neither inference nor its projects, in any Region.
   */
  MANTLE = 'MANTLE',

  /**
   * API keys of Amazon Bedrock: the use of short-term and long-term ones, and the making of long-term ones. A call by a key
   * is held to the policies of its principal as well, so this route narrows how Bedrock is called, not what.
   *
   * Closed, clients that can only send a bearer token cannot call. Short-term keys can still be made, since that happens on
   * the caller's machine, but not used.
   */
  BEARER_TOKEN = 'BEARER_TOKEN',
}
