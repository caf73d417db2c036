import type { CustomResourceEvent } from '../answer';

/**
 * The properties of the custom resource, as the construct writes them and CloudFormation delivers them: numbers arrive as text. Deployed
 * templates hold these names, so they never change.
 */
export interface IncreaseProperties {
  /** The source Region, whose quota it is. */
  readonly Region: string;
  /** The code of the quota, if it is known: then no other quota can match. */
  readonly QuotaCode?: string;
  /** Its name, which finds the quota if there is no code. */
  readonly QuotaName: string;
  /** The quota that the user wants. */
  readonly TokensPerMinute: number | string;
  /** Has no meaning: a different text asks again for the same number. */
  readonly Refresh?: string;
}

export type IncreaseEvent = CustomResourceEvent<IncreaseProperties>;

/** What Fn::GetAtt returns, as text. */
export const ATTRIBUTES = {
  outcome: 'Outcome',
  applied: 'AppliedTokensPerMinute',
  requestId: 'RequestId',
  detail: 'Detail',
} as const;

/** Stand for no request, and for a quota that could not be read. No attribute is empty, since some resources refuse empty text. */
export const NONE = 'NONE';
export const UNKNOWN = 'UNKNOWN';
