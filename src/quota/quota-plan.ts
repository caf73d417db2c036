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
 * Computes whether calls of a model fit into its quotas. It only does arithmetic, and asks AWS nothing.
 *
 * When a request starts, Amazon Bedrock deducts all of its input and its `max_tokens` from the tokens-per-minute quota. When it has ended,
 * Bedrock settles the deduction to input + cache writes + rate × output; cache reads no longer count. That cache reads are deducted at the
 * start follows from AWS's words "total input tokens", and a guide of AWS for agents says so.
 *
 * The plan assumes that requests start evenly, and that a request takes all its tokens from the minute in which it starts. AWS does not
 * document how it measures the minute. A fraction of a request reserves a whole one, so the plan rounds rates up to count reservations.
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

  /** The smallest tokens-per-minute quota that throttles nothing at the peak rate, however long requests run within a minute. */
  public readonly requiredTokensPerMinute: number;

  /** The percentage of the tokens-per-minute quota that the peak takes in the worst case; undefined if the quota is unknown. */
  public readonly shareOfTokensPerMinute?: number;

  /**
   * The percentage of the tokens-per-minute quota that counts at the peak rate on average; undefined if the quota is unknown.
   */
  public readonly settledShareOfTokensPerMinute?: number;

  /**
   * The largest peak rate that all known quotas allow, however long requests run within a minute, if the steady rate grows with the peak.
   * It is 0 if one request reserves more than a minute's quota, or if the quota of tokens per day is 0. Undefined if no known quota decides
   * it.
   */
  public readonly sustainableRequestsPerMinute?: number;

  /**
   * The largest peak rate without reservations, as if requests ended at once. Undefined if no quota is known, or if nothing counts.
   */
  public readonly upperBoundRequestsPerMinute?: number;

  /** The limit that allows the lowest rate; undefined if no known quota decides it. */
  public readonly firstLimit?: QuotaLimit;

  /**
   * Whether nothing is throttled, however long requests run within a minute; undefined if no known quota decides it. The quota of tokens
   * per day decides it only if it is 0.
   */
  public readonly fits?: boolean;

  /** Whether AWS states the model's burndown rate, or you gave it. If it is assumed, the advice says so. */
  public readonly isBurndownRateStated: boolean;

  /** What the numbers prove: what a lower `maxTokens` gains, and what to ask AWS for. */
  public readonly advice: string[];

  /**
   * The name of the tokens-per-minute quota in Service Quotas, service code `bedrock`. There a version such as " V1" may follow the name,
   * and capitals may differ.
   */
  public readonly quotaName: string;

  /** The figures that AWS asks for to increase that quota. You fill in Region and use case. */
  public readonly increaseRequest: string;

  /**
   * The text of a case with AWS Support, if `tokensPerDayQuota` is less than AWS's default. Service Quotas does not adjust that quota. You
   * fill in Region, error and use case. Undefined otherwise.
   */
  public readonly supportCase?: string;

  /** @internal */
  public readonly _modelId: string;

  private readonly report: string;

  /**
   * Throws for invalid numbers: tokens and quotas are whole numbers up to 2^53 - 1, rates are 0.000001 or more. Throws for a quota per
   * minute of 0, which throttles every call: new accounts may have it, and the remedy is an increase. Throws for tokens of the CDK, whose
   * values are not known at synthesis.
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

  /** The plan as text: tables, the verdict, the advice, the case with AWS Support (if there is one), and the increase request. */
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
