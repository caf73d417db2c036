import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { QuotaPlan } from './quota-plan';
import { ClaudeModel } from '../catalog/claude-model';

/** Of which model how many tokens per minute are wished. */
export interface TokenQuotaIncreaseProps {
  /** The model, of whose global inference profile it is the quota. */
  readonly model: ClaudeModel;

  /**
   * The tokens per minute that are wished: a whole number above 0, up to 10,000,000,000. AWS publishes a default for each model; in an
   * account that has less, AWS may refuse to be asked for less than that.
   *
   * @default - what `plan` needs; one of the two must be given
   */
  readonly tokensPerMinute?: number;

  /**
   * A plan of the calls of that model, whose `requiredTokensPerMinute` are wished. A plan with another number is another wish.
   *
   * @default - `tokensPerMinute`
   */
  readonly plan?: QuotaPlan;

  /**
   * The Region from which the model is called. The quota is there, and there it is asked for.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The code of the quota, as Service Quotas shows it for "Global cross-region model inference tokens per minute for …", such as
   * `L-31AB82D0`.
   *
   * @default - the code that AWS's usage analyzer lists; for a model that it does not list (Claude Haiku 5.5 and newer ones), the
   * deployment finds the quota by its name, and the function may ask for any quota of Amazon Bedrock in that Region
   */
  readonly quotaCode?: string;

  /**
   * Any text. Change it, for example to a date, to have the same number asked for again: once AWS has denied a request, or decided another
   * one that stood in the way. CloudFormation does nothing where nothing has changed.
   *
   * @default - asked for when the stack is created, and when the wish grows
   */
  readonly refresh?: string;

  /**
   * The permissions boundary of the function's role. It must allow what the function does.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The Node.js runtime of the function, with which the AWS SDK comes: Node.js 20 or later. One function serves a whole stack.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
