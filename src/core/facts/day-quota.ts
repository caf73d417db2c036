/**
 * The one quota of tokens per day: for all models that an account calls through bedrock-runtime in one source Region together. On
 * 21 September 2026 it replaced the quotas of tokens per day that each model had.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html (read 2026-11-28)
 * @assumed that it exists in af-south-1 as elsewhere: no source names a value there, so what reads it takes its absence as well
 */
export const DAY_QUOTA = {
  name: 'Cross-Model Max Tokens Per Day',

  /** @source aws-samples/sample-bedrock-quota-checker: bedrock_access_report.py (read 2026-11-28) */
  code: 'L-E3F10727',

  /**
   * How AWS counts it, so that no sum of tokens tells its use.
   *
   * @source aws-samples/sample-bedrock-quota-checker: bedrock_access_report.py (read 2026-11-28): a quota by price, of which neither sums
   * of tokens nor EstimatedTPMQuotaUsage tell the use
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): tokens, as they settle per minute
   * @assumed by price, since the sample is AWS's own and names the quota by its code
   */
  countedBy: 'price',

  /**
   * What AWS publishes as its default.
   *
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): quotes AWS's table,
   * https://docs.aws.amazon.com/general/latest/gr/bedrock.html, of 9 October 2026
   */
  defaultTokens: 700_000_000,
  defaultAsOf: 'October 2026',

  /**
   * Whether Service Quotas adjusts it; otherwise a case with AWS Support raises it.
   *
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): quotes AWS's table, as above
   */
  isAdjustable: false,

  /**
   * How every call is refused in a new account. It was seen where 150,000,000 were applied, in eu-north-1 on 2 October 2026: waiting did
   * not help, and a case on account and billing is open to every support plan.
   *
   * @source khajdar1/nettriage: docs/runbooks/setup-and-deploy.md (read 2026-11-28)
   */
  refusal: 'Too many tokens per day',
} as const;

/** Whether an applied day quota is one as new accounts have it: less than the default. */
export function isSmallDayQuota(applied: number | undefined): applied is number {
  return applied !== undefined && applied < DAY_QUOTA.defaultTokens;
}
