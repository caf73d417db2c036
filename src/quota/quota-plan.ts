import { Token } from 'aws-cdk-lib';
import { QuotaPlanProps } from './quota-plan-props';
import { MODEL_RULES } from '../catalog/model-rules';
import { checkValues, fail, isConcrete, refuse } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';
import { Fault } from '../core/rules/rule';
import { computePlan } from '../core/tokens/plan';
import { QuotaLimit } from '../core/tokens/quota-limit';
import { writeReport } from '../core/tokens/report';
import { Given } from '../core/tokens/workload';
import { findWorkloadFaults } from '../core/tokens/workload-rules';

/**
 * Computes whether calls to a model fit into its quotas. It is pure arithmetic and never calls AWS.
 *
 * When a request starts, Amazon Bedrock deducts all of its input and its `max_tokens` from the tokens-per-minute quota. When it has ended,
 * Bedrock settles the deduction to input + cache writes + rate × output; cache reads no longer count. AWS's phrase "total input tokens"
 * implies that cache reads are deducted at the start, and an AWS guide for agents says so.
 *
 * The plan assumes that requests start evenly, and that each takes all its tokens from the minute in which it starts. AWS does not document
 * how it measures the minute. To count reservations, the plan rounds rates up to whole requests.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
export class QuotaPlan {
  /** Tokens that are deducted when a request starts: input, cache reads, cache writes and `max_tokens`. */
  public readonly reservedTokensPerRequest: number;

  /** Tokens that count when a request has ended: input, cache writes, and output times the model's `outputTokenBurndownRate`. */
  public readonly settledTokensPerRequest: number;

  /** Tokens reserved per minute at the steady rate in the worst case: no request of a minute ends before its last one starts. */
  public readonly reservedTokensPerMinute: number;

  /** Tokens that count per minute at the steady rate, on average. */
  public readonly settledTokensPerMinute: number;

  /** Tokens reserved per minute at the peak rate in the worst case: no request of a minute ends before its last one starts. */
  public readonly peakReservedTokensPerMinute: number;

  /** Tokens that count per minute at the peak rate, on average. */
  public readonly peakSettledTokensPerMinute: number;

  /** The smallest tokens-per-minute quota that avoids throttling at the peak rate, however long requests run within a minute. */
  public readonly requiredTokensPerMinute: number;

  /** The percentage of the tokens-per-minute quota that the peak rate takes in the worst case; undefined if the quota is unknown. */
  public readonly shareOfTokensPerMinute?: number;

  /**
   * The percentage of the tokens-per-minute quota that counts at the peak rate on average; undefined if the quota is unknown.
   */
  public readonly settledShareOfTokensPerMinute?: number;

  /**
   * The highest peak rate that all known quotas allow, however long requests run within a minute, if the steady rate grows with the peak.
   * It is 0 if a single request reserves more than a minute's quota, or if the quota of tokens per day is 0. Undefined if no known quota
   * decides it.
   */
  public readonly sustainableRequestsPerMinute?: number;

  /** The highest peak rate without reservations, as if requests ended immediately. Undefined if no quota is known, or if nothing counts. */
  public readonly upperBoundRequestsPerMinute?: number;

  /** The limit that is reached first, because it allows the lowest rate; undefined if no known quota decides it. */
  public readonly firstLimit?: QuotaLimit;

  /**
   * Whether nothing is throttled, however long requests run within a minute; undefined if no known quota decides it. The quota of tokens
   * per day decides it only if it is 0.
   */
  public readonly fits?: boolean;

  /** Whether AWS states the model's burndown rate or you set it. If the rate is assumed, the advice says so. */
  public readonly isBurndownRateStated: boolean;

  /** Advice that follows from the numbers, such as what a lower `maxTokens` gains and what to ask AWS for. */
  public readonly advice: string[];

  /**
   * The name of the tokens-per-minute quota in Service Quotas (service code `bedrock`). In Service Quotas, a version such as " V1" may
   * follow the name, and capitalization may differ.
   */
  public readonly quotaName: string;

  /** The text of a request to increase that quota, with the figures that AWS asks for. You fill in the Region and the use case. */
  public readonly increaseRequest: string;

  /**
   * The text of an AWS Support case, if `tokensPerDayQuota` is below AWS's default; otherwise undefined. Service Quotas does not adjust
   * that quota. You fill in the Region, the error and the use case.
   */
  public readonly supportCase?: string;

  /** @internal */
  public readonly _modelId: string;

  private readonly report: string;

  /**
   * Throws for invalid numbers: tokens and quotas are whole numbers up to 2^53 - 1, and rates are at least 0.000001. Throws for a
   * per-minute quota of 0, which throttles every call; new accounts may have it, and the remedy is an increase. Throws for CDK tokens,
   * whose values are not known at synthesis.
   */
  public constructor(props: QuotaPlanProps) {
    const given = readNumbers(props);
    const plan = computePlan(props.model.modelId, given, props.model.isBurndownRateStated);
    const { tokensPerMinuteQuota } = given;
    const share = (tokens: number) => tokensPerMinuteQuota === undefined ? undefined : 100 * tokens / tokensPerMinuteQuota;
    this.reservedTokensPerRequest = plan.reservedTokensPerRequest;
    this.settledTokensPerRequest = plan.settledTokensPerRequest;
    this.reservedTokensPerMinute = plan.reservedTokensPerMinute;
    this.settledTokensPerMinute = plan.settledTokensPerMinute;
    this.peakReservedTokensPerMinute = plan.peakReservedTokensPerMinute;
    this.peakSettledTokensPerMinute = plan.peakSettledTokensPerMinute;
    this.requiredTokensPerMinute = plan.requiredTokensPerMinute;
    this.shareOfTokensPerMinute = share(plan.requiredTokensPerMinute);
    this.settledShareOfTokensPerMinute = share(plan.peakSettledTokensPerMinute);
    this.sustainableRequestsPerMinute = plan.sustainableRequestsPerMinute;
    this.upperBoundRequestsPerMinute = plan.upperBoundRequestsPerMinute;
    this.firstLimit = plan.limits[0]?.kind;
    this.fits = plan.fits;
    this.isBurndownRateStated = plan.isBurndownRateStated;
    this.advice = [...plan.advice];
    this.quotaName = plan.quotaName;
    this.increaseRequest = plan.increaseRequest;
    this.supportCase = plan.supportCase;
    this._modelId = plan.modelId;
    this.report = writeReport(plan);
  }

  /** Formats the plan as text: tables, the verdict, the advice, the AWS Support case (if any), and the increase request. */
  public toString(): string {
    return this.report;
  }
}

/** Reads the props; throws with everything that is wrong. */
function readNumbers(props: QuotaPlanProps): Given {
  if (typeof props !== 'object' || props === null) {
    fail(undefined, `'props' must describe the calls of a model, got: ${describeValue(props)}. ` +
      'For example { model: ClaudeModel.SONNET_5_5, … }');
  }
  const { model, ...numbers } = props;
  checkValues({ model }, { model: MODEL_RULES });
  const given: Given = { ...numbers, outputTokenBurndownRate: model.outputTokenBurndownRate };
  const faults = [...findUnknown({ model: model.modelId, ...given }), ...findWorkloadFaults(given, isConcrete)];
  refuse(undefined, faults);
  return given;
}

/** Finds values that only the deployment knows: a plan cannot compute with them. */
function findUnknown(values: object): Fault[] {
  const unknown = Object.entries(values).filter(([, value]) => (value ?? undefined) !== undefined && !isConcrete(value));
  return unknown.map(([name, value]) => ({
    prop: name === 'outputTokenBurndownRate' ? 'model' : name,
    rule: 'must be known at synthesis, since a plan computes with it',
    got: Token.isUnresolved(value) ? 'a token' : describeValue(value),
    remedy: 'Give the value itself',
  }));
}
