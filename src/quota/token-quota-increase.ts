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
 * AWS decides in minutes or days; no deployment waits for it. `outcome` says what became of the wish when it was looked at last: when the
 * stack was created, when the wish grew, or when `refresh` changed. A quota is never lowered, and the quota of tokens per day is not
 * asked for: a case with AWS Support raises that one (`QuotaPlan.supportCase`).
 *
 * Nothing is asked while CloudFormation rolls back; what was asked before another resource failed stays asked. Deleting this construct
 * does nothing: AWS takes no request back, and the quota stays.
 *
 * Creating it fails where AWS cannot be asked: the Region does not list the quota, AWS does not adjust it or does not tell its value, a
 * policy forbids the request, or AWS refuses the number. It does not fail where too many requests are open, which no deployment mends. An
 * update never fails; `detail` has the words of AWS.
 *
 * Throws for neither or both of `tokensPerMinute` and `plan`, a number above AWS's maximum, a plan of another model, a source
 * Region from which the model is known not to be callable, a second construct in the stack for the same quota, and options of the function
 * that differ from those of another one in the stack. Warns of more quotas than AWS lets be asked for at a time.
 *
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export class TokenQuotaIncrease extends Construct {
  /** The model. */
  public readonly model: ClaudeModel;

  /** The Region whose quota it is. */
  public readonly sourceRegion: string;

  /** The tokens per minute that are wished. */
  public readonly tokensPerMinute: number;

  /**
   * What became of the wish, as the deployment tells:
   *
   * - `ENOUGH`: the quota is at least as large. Nothing was asked.
   * - `REQUESTED`: AWS was asked.
   * - `PENDING`: AWS was asked for at least as much before, and has not decided yet, or its approval is not in force yet.
   * - `PENDING_LOWER`: a request for less, or for a number that AWS does not tell, is open. AWS allows one for a quota.
   * - `NOT_ASKED`: the wish did not grow, or CloudFormation rolled back.
   * - `QUEUE_FULL`: the account has as many open requests as AWS allows. Nothing was asked.
   * - `FAILED`: an update could not ask.
   *
   * After `PENDING_LOWER`, `QUEUE_FULL` and `FAILED`, change `refresh` to ask again.
   */
  public readonly outcome: string;

  /** The quota in force, in digits, when the wish was looked at; `UNKNOWN` where it could not be read. New accounts may have 0. */
  public readonly appliedTokensPerMinute: string;

  /** The ID of the request that was made or found, by which Service Quotas shows it; `NONE` where there is none. */
  public readonly requestId: string;

  /** The outcome in a sentence or two: numbers, the words of AWS, and what to do. */
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
