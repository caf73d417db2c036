import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel } from '../catalog/claude-model';

/** Whose quotas are read at deployment, and what holds where there is none. */
export interface AppliedTokenQuotasProps {
  /** The models, each once. */
  readonly models: ClaudeModel[];

  /**
   * Tokens per minute for a model whose quota Service Quotas does not list, and where an update of the stack cannot read it: a whole
   * number above 0. It is stated, never guessed, since AWS gives accounts different quotas.
   */
  readonly fallbackTokensPerMinute: number;

  /**
   * Any text. Change it, for example to a date, to read the quotas again with the next deployment: CloudFormation asks again only
   * where something has changed.
   *
   * @default - read again when models or the fallback change
   */
  readonly refresh?: string;

  /**
   * The permissions boundary of the function's role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The Node.js runtime of the function that reads the quotas, with which the AWS SDK comes: Node.js 20 or later.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
