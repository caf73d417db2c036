/** What happens to invocation logging when the construct is removed, while the setting is still the one that it wrote. */
export enum LoggingRemoval {
  /** What was found comes back; logging is switched off if it was off. */
  RESTORE_PREVIOUS = 'RESTORE_PREVIOUS',

  /** Logging is switched off. */
  DISABLE = 'DISABLE',

  /**
   * Logging stays on, and so does all that this construct made for it: log group, bucket, key, delivery role and policies. What
   * was brought along must outlive it by itself.
   */
  RETAIN = 'RETAIN',
}
