import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkIncreaseProps } from './quota-increase-rules';
import { QuotaRequester } from './quota-requester';
import { TokenQuotaIncreaseProps } from './token-quota-increase-props';
import { ClaudeModel } from '../catalog/claude-model';
import { findQuotaCode, writeQuotaNames } from '../core/facts/quota-names';
import { ATTRIBUTES } from '../lambda/quota-increases/wire';

/**
 * Requests more tokens per minute for a model's global inference profile, in the stack's account and the source Region.
 *
 * AWS decides in minutes or days, and the deployment does not wait. `outcome` says what became of the request when the function last ran:
 * when the stack was created, when the number grew, or when `refresh` changed. The construct never lowers a quota. It does not request
 * tokens per day either, because only an AWS Support case raises that quota (`QuotaPlan.supportCase`).
 *
 * While CloudFormation rolls back, the function requests nothing. A request made before another resource failed still stands. Deleting this
 * construct has no effect: a request cannot be withdrawn, and the quota stays.
 *
 * Creation fails if the Region does not list the quota, or if AWS does not adjust it or return its value. It also fails if a policy denies
 * the request, or AWS refuses the number. It does not fail if too many requests are open, because no deployment can fix that. An update
 * never fails; `detail` contains AWS's message.
 *
 * Throws for:
 *
 * - neither or both of `tokensPerMinute` and `plan`;
 * - a number above AWS's maximum;
 * - a plan for another model;
 * - a source Region known not to offer the model;
 * - a second construct in the stack for the same quota;
 * - function options that differ from those of another construct in the stack.
 *
 * Warns about more quotas than the number of open requests that AWS allows.
 *
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export class TokenQuotaIncrease extends Construct {
  /** The model. */
  public readonly model: ClaudeModel;

  /** The Region of the quota. */
  public readonly sourceRegion: string;

  /** The tokens per minute that you want. */
  public readonly tokensPerMinute: number;

  /**
   * What became of the request, resolved at deployment:
   *
   * - `ENOUGH`: the quota is already large enough. Nothing was requested.
   * - `REQUESTED`: the function made the request.
   * - `PENDING`: an earlier request for at least as much is open, or approved but not yet in force.
   * - `PENDING_LOWER`: a request for less, or for an unknown number, is open. AWS allows one open request per quota.
   * - `NOT_ASKED`: the number did not grow, or CloudFormation rolled back.
   * - `QUEUE_FULL`: the account has as many open requests as AWS allows. Nothing was requested.
   * - `FAILED`: an update could not make the request.
   *
   * After `PENDING_LOWER`, `QUEUE_FULL` and `FAILED`, change `refresh` to try again.
   */
  public readonly outcome: string;

  /** The quota in force, in digits, resolved at deployment; `UNKNOWN` if it could not be read. New accounts may have 0. */
  public readonly appliedTokensPerMinute: string;

  /** The ID of the request that was made or found, as Service Quotas shows it, resolved at deployment; `NONE` without one. */
  public readonly requestId: string;

  /** The outcome in a sentence or two, resolved at deployment: the numbers, AWS's message, and what to do. */
  public readonly detail: string;

  constructor(scope: Construct, id: string, props: TokenQuotaIncreaseProps) {
    super(scope, id);
    checkIncreaseProps(this, props);
    const { model, plan, tokensPerMinute, sourceRegion, refresh } = props;
    this.model = model;
    this.sourceRegion = sourceRegion ?? Stack.of(this).region;
    this.tokensPerMinute = tokensPerMinute ?? plan!.requiredTokensPerMinute;
    const resource = QuotaRequester.for(this, props).createIncrease(this, 'Resource', {
      Region: this.sourceRegion,
      QuotaCode: props.quotaCode ?? findQuotaCode(model.modelId),
      QuotaName: writeQuotaNames(model.modelId).tokensPerMinute,
      TokensPerMinute: this.tokensPerMinute,
      Refresh: refresh,
    });
    this.outcome = resource.getAttString(ATTRIBUTES.outcome);
    this.appliedTokensPerMinute = resource.getAttString(ATTRIBUTES.applied);
    this.requestId = resource.getAttString(ATTRIBUTES.requestId);
    this.detail = resource.getAttString(ATTRIBUTES.detail);
  }
}
