/** What happens to invocation logging when the construct is removed, while the setting is still the one that it wrote. */
export enum OnRemoval {
  /** What was found comes back; logging is switched off if it was off. */
  RESTORE_PREVIOUS = 'RESTORE_PREVIOUS',

  /** Logging is switched off. */
  DISABLE = 'DISABLE',

  /** Logging stays on, and so does all that it needs: log group, bucket, key and delivery role. */
  RETAIN = 'RETAIN',
}
