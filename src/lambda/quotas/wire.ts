/**
 * The properties of the custom resource, as the construct writes them and CloudFormation delivers them: numbers arrive as texts.
 * Deployed templates hold these names, so they never change.
 */
export interface QuotaResourceProperties {
  /** The name of a tokens-per-minute quota by the key of its model. */
  readonly QuotaNames: Readonly<Record<string, string>>;
  /** The codes of those quotas, where they are known; left out where none is. */
  readonly QuotaCodes?: Readonly<Record<string, string>>;
  /** The one quota of tokens per day of all models; templates of earlier versions lack it. */
  readonly DayQuota?: { readonly Name: string; readonly Code: string; readonly Default: number | string };
  /** For quotas that Service Quotas does not list. */
  readonly FallbackTokensPerMinute: number | string;
  /** Means nothing: another text is another Update, which reads again. */
  readonly Refresh?: string;
}

/** What Fn::GetAtt tells: of a model a number as text, and where it comes from; of the day quota, a text. */
export const ATTRIBUTES = {
  tokensPerMinute: (key: string) => `TokensPerMinute${key}`,
  source: (key: string) => `Source${key}`,
  dayQuota: 'DayQuota',
};

/** At most so many bytes of an answer are about one model, beside its key, which is there twice. */
export const BYTES_BESIDE_KEYS = 105;
/** At most so many are about the day quota. */
export const DAY_QUOTA_BYTES = 170;
/** Of a source, after its kind and value: a code, or the name of an error. */
export const CODE_BYTES = 30;
