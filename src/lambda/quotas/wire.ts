/**
 * The properties of the custom resource, as the construct writes them and CloudFormation delivers them: numbers arrive as text. Deployed
 * templates hold these names, so they never change.
 */
export interface QuotaResourceProperties {
  /** The name of a tokens-per-minute quota by the key of its model. */
  readonly QuotaNames: Readonly<Record<string, string>>;
  /** The known codes of those quotas; absent if no code is known. */
  readonly QuotaCodes?: Readonly<Record<string, string>>;
  /** The one quota of tokens per day of all models; templates of earlier versions lack it. */
  readonly DayQuota?: { readonly Name: string; readonly Code: string; readonly Default: number | string };
  /** For quotas that Service Quotas does not list. */
  readonly FallbackTokensPerMinute: number | string;
  /** Has no meaning: a different text causes an Update, which reads again. */
  readonly Refresh?: string;
}

/** What Fn::GetAtt returns: for a model a number as text, and its source; for the day quota, a text. */
export const ATTRIBUTES = {
  tokensPerMinute: (key: string) => `TokensPerMinute${key}`,
  source: (key: string) => `Source${key}`,
  dayQuota: 'DayQuota',
};

/** The most bytes that an answer has for one model, without its key, which it has twice. */
export const BYTES_BESIDE_KEYS = 105;
/** The most bytes that an answer has for the day quota. */
export const DAY_QUOTA_BYTES = 170;
/** The most bytes of the last part of a source: a code, or the name of an error. */
export const CODE_BYTES = 30;
