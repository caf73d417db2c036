import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkIncreaseProps } from './quota-increase-rules';
import { QuotaRequester } from './quota-requester';
import { TokenQuotaIncreaseProps } from './token-quota-increase-props';
import { ClaudeModel } from '../catalog/claude-model';
import { findQuotaCode, writeQuotaNames } from '../core/facts/quota-names';
import { ATTRIBUTES } from '../lambda/quota-increases/wire';

/**
 * Asks AWS for more tokens per minute of a model's global inference profile, in the account of the stack and the source Region.
 *
 * AWS decides in minutes or days, and the deployment does not wait. `outcome` says what became of the request when the function ran last:
 * when the stack was created, when the number grew, or when `refresh` changed. A quota is never lowered. The construct does not ask for
 * tokens per day: only a case with AWS Support raises that quota (`QuotaPlan.supportCase`).
 *
 * While CloudFormation rolls back, the function asks for nothing. A request made before another resource failed stays made. Deleting this
 * construct does nothing: AWS takes no request back, and the quota stays.
 *
 * Its creation fails if the Region does not list the quota, if AWS does not adjust it or does not give its value, if a policy forbids the
 * request, or if AWS refuses the number. It does not fail if too many requests are open, since no deployment fixes that. An update never
 * fails; `detail` has the words of AWS.
 *
 * Throws for:
 *
 * - neither or both of `tokensPerMinute` and `plan`;
 * - a number above AWS's maximum;
 * - a plan of another model;
 * - a source Region from which the model is known not to be callable;
 * - a second construct in the stack for the same quota;
 * - options of the function that differ from those of another construct in the stack.
 *
 * Warns of more quotas than AWS allows in open requests.
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
   * At deployment, what became of the request:
   *
   * - `ENOUGH`: the quota is at least as large. Nothing was asked.
   * - `REQUESTED`: the function asked AWS.
   * - `PENDING`: an earlier request for at least as much is open, or AWS approved it but it is not in force yet.
   * - `PENDING_LOWER`: a request for less, or for an unknown number, is open. AWS allows one for a quota.
   * - `NOT_ASKED`: the number did not grow, or CloudFormation rolled back.
   * - `QUEUE_FULL`: the account has as many open requests as AWS allows. Nothing was asked.
   * - `FAILED`: an update could not ask.
   *
   * After `PENDING_LOWER`, `QUEUE_FULL` and `FAILED`, change `refresh` to ask again.
   */
  public readonly outcome: string;

  /** At deployment, the quota in force, in digits; `UNKNOWN` if it could not be read. New accounts may have 0. */
  public readonly appliedTokensPerMinute: string;

  /** At deployment, the ID of the request that was made or found, as Service Quotas shows it; `NONE` without one. */
  public readonly requestId: string;

  /** At deployment, the outcome in a sentence or two: numbers, the words of AWS, and what to do. */
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
