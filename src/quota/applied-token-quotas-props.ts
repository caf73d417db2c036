import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel } from '../catalog/claude-model';

/** The models whose quotas a deployment reads, and the fallback value. */
export interface AppliedTokenQuotasProps {
  /** The models. No duplicates. */
  readonly models: ClaudeModel[];

  /**
   * The tokens per minute to use if Service Quotas does not list a model's quota, or if a stack update cannot read it: a whole number above
   * 0. There is no default, because AWS gives accounts different quotas.
   */
  readonly fallbackTokensPerMinute: number;

  /**
   * Any text. Change it, for example to a date, to read the quotas again at the next deployment. CloudFormation runs the function only when
   * a property changes.
   *
   * @default - the quotas are read again when the models or the fallback change
   */
  readonly refresh?: string;

  /**
   * The permissions boundary for the function's role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The Node.js runtime of the function that reads the quotas: Node.js 20 or later. The runtime includes the AWS SDK.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
