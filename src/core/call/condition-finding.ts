/** One condition of a statement, compared with a request. */
export interface InvocationConditionFinding {
  /** The condition operator, for example `StringNotEquals`. */
  readonly operator: string;
  /** The condition key, as the policy spells it. */
  readonly key: string;
  /** The values in the policy. */
  readonly expected: string[];
  /**
   * The values in the request; an empty list if the request does not carry the key.
   *
   * @default - not known
   */
  readonly actual?: string[];
  /**
   * Whether the condition matches.
   *
   * @default - unknown: it depends on a key whose value is not known
   */
  readonly holds?: boolean;
}
