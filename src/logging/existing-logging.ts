/** What a deployment does where invocation logging is already on. Another stack's `BedrockLoggingConfig` is never replaced. */
export enum ExistingLogging {
  /** A different setting fails the deployment; an equal one is left as it is, and stays when the construct is removed. */
  REFUSE = 'REFUSE',

  /** An equal setting may be changed later, and a removal then puts it back; a different one fails the deployment. */
  ADOPT = 'ADOPT',

  /** A different setting is replaced; a removal puts it back. */
  TAKE_OVER = 'TAKE_OVER',
}
