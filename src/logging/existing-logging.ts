/** What a deployment does if invocation logging is already on. It never replaces the setting of another stack's `BedrockLoggingConfig`. */
export enum ExistingLogging {
  /** A different setting fails the deployment. An equal setting is left as it is, and stays when the construct is removed. */
  REFUSE = 'REFUSE',

  /** A different setting fails the deployment. You may change an equal setting later, and a removal then puts it back. */
  ADOPT = 'ADOPT',

  /** The deployment replaces a different setting, and a removal puts it back. */
  TAKE_OVER = 'TAKE_OVER',
}
