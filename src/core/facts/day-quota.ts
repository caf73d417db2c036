/**
 * The one quota of tokens per day. It covers all models that an account calls through bedrock-runtime in one source Region. On 21 September
 * 2026 it replaced the daily token quotas of the models.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html (read 2026-11-28)
 * @assumed that it exists in af-south-1 as elsewhere: no source gives a value there, so code that reads it handles its absence
 */
export const DAY_QUOTA = {
  name: 'Cross-Model Max Tokens Per Day',

  /** @source aws-samples/sample-bedrock-quota-checker: bedrock_access_report.py (read 2026-11-28) */
  code: 'L-E3F10727',

  /**
   * How AWS counts it. A sum of tokens does not show its use.
   *
   * @source aws-samples/sample-bedrock-quota-checker: bedrock_access_report.py (read 2026-11-28): a quota by price, whose use neither sums
   * of tokens nor EstimatedTPMQuotaUsage show
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): tokens, as they settle per minute
   * @assumed by price, since the sample is AWS's own and names the quota's code
   */
  countedBy: 'price',

  /**
   * The default that AWS publishes.
   *
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): quotes AWS's table,
   * https://docs.aws.amazon.com/general/latest/gr/bedrock.html, of 9 October 2026
   */
  defaultTokens: 700_000_000,
  defaultAsOf: 'October 2026',

  /**
   * Whether Service Quotas adjusts it. If not, a case with AWS Support raises it.
   *
   * @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28): quotes the same table
   */
  isAdjustable: false,

  /**
   * The text that refuses every call in a new account. It was seen with an applied value of 150,000,000, in eu-north-1 on 2 October 2026.
   * Waiting did not help. Every support plan may open a case on account and billing.
   *
   * @source khajdar1/nettriage: docs/runbooks/setup-and-deploy.md (read 2026-11-28)
   */
  refusal: 'Too many tokens per day',
} as const;

/** Whether an applied day quota is as small as those of new accounts: less than the default. */
export function isSmallDayQuota(applied: number | undefined): applied is number {
  return applied !== undefined && applied < DAY_QUOTA.defaultTokens;
}
