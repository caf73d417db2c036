/** What a deployment does if invocation logging is already on. No option replaces the setting of another stack's `BedrockLoggingConfig`. */
export enum ExistingLogging {
  /** A different setting fails the deployment. An equal setting is left alone, and stays when the construct is removed. */
  REFUSE = 'REFUSE',

  /**
   * A different setting fails the deployment. The construct adopts an equal setting: you may change it later, and removing the construct
   * restores it.
   */
  ADOPT = 'ADOPT',

  /** The deployment replaces a different setting, and removing the construct restores it. */
  TAKE_OVER = 'TAKE_OVER',
}
