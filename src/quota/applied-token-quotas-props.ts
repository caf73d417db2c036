import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel } from '../catalog/claude-model';

/** The models whose quotas a deployment reads, and the fallback. */
export interface AppliedTokenQuotasProps {
  /** The models, each once. */
  readonly models: ClaudeModel[];

  /**
   * The tokens per minute of a model whose quota Service Quotas does not list, or which an update of the stack cannot read: a whole number
   * above 0. There is no default, since AWS gives accounts different quotas.
   */
  readonly fallbackTokensPerMinute: number;

  /**
   * Any text. Change it, for example to a date, to read the quotas again with the next deployment. CloudFormation runs the function only if
   * a property changes.
   *
   * @default - the quotas are read again when models or the fallback change
   */
  readonly refresh?: string;

  /**
   * The permissions boundary of the function's role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The Node.js runtime of the function that reads the quotas: Node.js 20 or later. The runtime brings the AWS SDK.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
