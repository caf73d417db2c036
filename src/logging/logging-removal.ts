/** What removing the construct does to invocation logging, if the setting is still the one that the construct wrote. */
export enum LoggingRemoval {
  /** Restores the setting that was found, or switches logging off if it was off. */
  RESTORE_PREVIOUS = 'RESTORE_PREVIOUS',

  /** Switches logging off. */
  DISABLE = 'DISABLE',

  /**
   * Leaves logging on, and keeps what this construct created for it: log group, bucket, key, delivery role and policies. You must keep the
   * resources that you passed yourself.
   */
  RETAIN = 'RETAIN',
}
