/** What the text says about the call that failed. */
export interface FailedCall {
  readonly modelId?: string;
  readonly region?: string;
  /** The profile that was called, its ID or its ARN. */
  readonly profile?: string;
}

/** What to say about a failure. */
export interface Advice {
  readonly what: string;
  readonly remedy: string;
  /** A command of the AWS CLI, or a page of the console; values in <> must be filled in. */
  readonly command?: string;
  readonly waitingHelps: boolean;
  /** How long, or why not. */
  readonly waiting: string;
}

export const NO_WAIT = { waitingHelps: false, waiting: 'Waiting does not help.' };

/** Writes a command of the AWS CLI. */
export function writeCommand(command: string, region = '<Region>'): string {
  return `aws ${command} --region ${region}`;
}
