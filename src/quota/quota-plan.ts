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
 * Whether calls of a model fit into its quotas, decided by arithmetic: nothing is asked of AWS.
 *
 * When a request starts, Amazon Bedrock deducts all of its input and its `max_tokens` from the tokens-per-minute quota. When it has
 * ended, the deduction is settled to input + cache writes + rate × output; cache reads do not count then. That cache reads are deducted
 * at the start follows from AWS's words "total input tokens", and a guide of AWS for agents says it.
 *
 * Requests are taken as starting evenly, and what one takes as taken of the minute in which it starts: AWS does not document how the
 * minute is measured. A fraction of a request reserves all of it, so rates are rounded up where reservations are counted.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
export class QuotaPlan {
  /** Tokens that are deducted when a request starts: input, cache reads, cache writes and `max_tokens`. */
  public readonly reservedTokensPerRequest: number;

  /** Tokens that count when a request has ended: input, cache writes, and output times the model's `outputTokenBurndownRate`. */
  public readonly settledTokensPerRequest: number;

  /** Tokens that are reserved at the steady rate if no request of a minute ends before its last one starts: the worst case. */
  public readonly reservedTokensPerMinute: number;

  /** Tokens that count per minute at the steady rate, on average. */
  public readonly settledTokensPerMinute: number;

  /** Tokens that are reserved at the peak rate if no request of a minute ends before its last one starts: the worst case. */
  public readonly peakReservedTokensPerMinute: number;

  /** Tokens that count per minute at the peak rate, on average. */
  public readonly peakSettledTokensPerMinute: number;

  /** The smallest tokens-per-minute quota under which nothing is throttled at the peak rate, however long requests run within a minute. */
  public readonly requiredTokensPerMinute: number;

  /** The share of the tokens-per-minute quota, in percent, that the peak takes in the worst case; undefined where the quota is unknown. */
  public readonly shareOfTokensPerMinute?: number;

  /**
   * The share of the tokens-per-minute quota, in percent, that counts at the peak rate on average; undefined where the quota is
   * unknown.
   */
  public readonly settledShareOfTokensPerMinute?: number;

  /**
   * The largest peak rate that all quotas that are known allow, however long requests run within a minute, where steady and peak rate
   * grow alike; undefined where no quota is known that decides it. It is 0 where one request reserves more than a minute's quota, or the
   * quota of tokens per day is 0.
   */
  public readonly sustainableRequestsPerMinute?: number;

  /**
   * The largest peak rate if reservations did not matter, as where requests end at once; undefined where no quota is known, or nothing
   * counts.
   */
  public readonly upperBoundRequestsPerMinute?: number;

  /** The limit that allows the lowest rate; undefined where no quota is known that decides it. */
  public readonly firstLimit?: QuotaLimit;

  /**
   * Whether nothing is throttled, however long requests run within a minute; undefined where no quota is known that decides it. Tokens per
   * day decide it where their quota is 0, and not otherwise.
   */
  public readonly fits?: boolean;

  /** Whether AWS states the model's burndown rate, or you gave it; where it is assumed, the advice says so. */
  public readonly isBurndownRateStated: boolean;

  /** What the numbers prove: which `maxTokens` gains what, what to ask for. */
  public readonly advice: string[];

  /**
   * The name of the tokens-per-minute quota in Service Quotas, service code `bedrock`. A version such as " V1" may follow there, and
   * capitals may differ.
   */
  public readonly quotaName: string;

  /** What AWS asks for in an increase of that quota; Region and use case are left to fill in. */
  public readonly increaseRequest: string;

  /**
   * What to write to AWS Support where `tokensPerDayQuota` is less than AWS's default: Service Quotas does not adjust that quota. Region,
   * error and use case are left to fill in. Undefined otherwise.
   */
  public readonly supportCase?: string;

  /** @internal */
  public readonly _modelId: string;

  private readonly report: string;

  /**
   * Throws for what is no number of its kind: tokens and quotas are whole numbers up to 2^53 - 1, rates are 0.000001 or more. Throws
   * for a quota per minute of 0, as new accounts may have it: every call is throttled then, and the remedy is an increase. Throws for
   * tokens of the CDK, whose values are not known at synthesis.
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

  /** The plan as text: tables, the verdict, the advice, the case with AWS Support if there is one, and the increase request. */
  public toString(): string {
    return this.report;
  }
}

/** Reads the props; throws with all that is wrong. */
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
