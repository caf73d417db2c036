import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { QuotaPlan } from './quota-plan';
import { ClaudeModel } from '../catalog/claude-model';

/** The model, and the tokens per minute that you want. */
export interface TokenQuotaIncreaseProps {
  /** The model. The quota is that of its global inference profile. */
  readonly model: ClaudeModel;

  /**
   * The tokens per minute that you want: a whole number above 0, up to 10,000,000,000. AWS publishes a default for each model. If your
   * account has less, AWS may refuse a request for less than the default.
   *
   * @default - what `plan` needs; set one of the two
   */
  readonly tokensPerMinute?: number;

  /**
   * A plan of the calls to that model. The construct requests its `requiredTokensPerMinute`, and requests more if that number grows.
   *
   * @default - `tokensPerMinute`
   */
  readonly plan?: QuotaPlan;

  /**
   * The Region from which you call the model. The quota belongs to that Region.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The code of the quota, as Service Quotas shows it, such as `L-31AB82D0`. `QuotaPlan.quotaName` has the quota's name.
   *
   * @default - the code that AWS's usage analyzer lists. It does not list Claude Haiku 5.5 and newer models. The deployment
   * then finds the quota by name, and the function's role may request an increase of any Amazon Bedrock quota in that Region
   */
  readonly quotaCode?: string;

  /**
   * Any text. Change it, for example to a date, to request the same number again: after AWS has denied a request, or has closed another one
   * that blocked yours. CloudFormation runs the function only when a property changes.
   *
   * @default - the function makes a request when the stack is created, and when the number grows
   */
  readonly refresh?: string;

  /**
   * The permissions boundary for the function's role. It must allow what the function does.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The Node.js runtime of the function: Node.js 20 or later. The runtime includes the AWS SDK. One function serves the whole stack.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;
}
