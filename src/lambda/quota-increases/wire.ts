import type { CustomResourceEvent } from '../answer';

/**
 * The properties of the custom resource, as the construct writes them and CloudFormation delivers them: numbers arrive as texts.
 * Deployed templates hold these names, so they never change.
 */
export interface IncreaseProperties {
  /** The source Region, whose quota it is. */
  readonly Region: string;
  /** The code of the quota, where it is known: then nothing else is taken for it. */
  readonly QuotaCode?: string;
  /** Its name; it finds the quota where there is no code. */
  readonly QuotaName: string;
  /** The wish. */
  readonly TokensPerMinute: number | string;
  /** Means nothing: another text asks again, though the wish is the same. */
  readonly Refresh?: string;
}

export type IncreaseEvent = CustomResourceEvent<IncreaseProperties>;

/** What Fn::GetAtt tells, as texts. */
export const ATTRIBUTES = {
  outcome: 'Outcome',
  applied: 'AppliedTokensPerMinute',
  requestId: 'RequestId',
  detail: 'Detail',
} as const;

/** Where there is no request, or the quota could not be read: an attribute is never empty, since some resources take no empty text. */
export const NONE = 'NONE';
export const UNKNOWN = 'UNKNOWN';
