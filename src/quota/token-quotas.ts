import { CfnResource, ResolutionTypeHint, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AppliedTokenQuotasProps } from './applied-token-quotas-props';
import { QuotaReader } from './quota-reader';
import { isTokenCount, checkQuotaProps } from './quota-rules';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { checkValues } from '../checks/check';
import { DAY_QUOTA } from '../core/facts/day-quota';
import { findQuotaCode, writeQuotaNames } from '../core/facts/quota-names';
import { describeValue } from '../core/rules/describe-value';
import { Fault, writeFaults } from '../core/rules/rule';
import { ATTRIBUTES } from '../lambda/quotas/wire';

interface Quota {
  readonly tokensPerMinute: number;
  readonly source: string;
}

/**
 * The quotas of one account in one source Region: tokens per minute for each model's global inference profile, and tokens per day for all
 * models together.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html
 */
export class TokenQuotas {
  /**
   * Uses quotas that you state.
   *
   * Throws for a key that is not a model's own ID, and for a quota that is not a whole number above 0. New accounts may have a quota of 0,
   * which throttles every call.
   *
   * @param tokensPerMinute tokens per minute by model ID, for example `{ 'anthropic.claude-sonnet-5-5': 2000000 }`
   */
  public static fixed(tokensPerMinute: Record<string, number>): TokenQuotas {
    if (typeof tokensPerMinute !== 'object' || tokensPerMinute === null) {
      throw new Error(`'tokensPerMinute' must have quotas by model IDs, got: ${describeValue(tokensPerMinute)}. ` +
        'For example { "anthropic.claude-sonnet-5-5": 2000000 }');
    }
    const quotas = Object.entries(tokensPerMinute);
    quotas.forEach(([modelId]) => ClaudeModel.of(modelId)); // throws for what is no model's ID
    const faults = findQuotaFaults(quotas);
    if (faults.length > 0) {
      throw new Error(writeFaults(faults, (modelId) => `The quota of '${modelId}'`));
    }
    return new TokenQuotas(new Map(quotas.map(([modelId, quota]) => [modelId, { tokensPerMinute: quota, source: 'FIXED' }])));
  }

  /**
   * Reads quotas from Service Quotas at deployment, in the account and Region of the stack. For each model it takes the applied value. If
   * Service Quotas does not list one, it takes AWS's default; if that is missing too, the fallback. It finds quotas by the codes that AWS's
   * usage analyzer lists, or by name if no code is known or listed.
   *
   * A small function in the stack reads the quotas when the stack is created, and when the models, the fallback or `refresh` change. It
   * does not notice increases in between. If AWS refuses to list quotas, a creation fails with AWS's message. An update takes the fallback
   * instead, and `source` says so, because a failed update can leave a stack that cannot roll back.
   *
   * New accounts may have an applied quota of 0. It is treated as 1: any use is then far above it, and nothing divides by 0.
   *
   * `dayQuota` holds the applied quota of tokens per day, or the reason why it could not be read. It never fails a deployment.
   *
   * Use the values only in the same stack: CloudFormation refuses to change a value that another stack imports. In another stack, account
   * or Region, call `applied` again.
   *
   * Throws for missing or invalid props, and for a model whose ID is a token. All calls in a stack share one function, so it also throws
   * for function options that differ from those of an earlier call.
   *
   * @param scope the scope of the custom resource
   * @param id its ID
   * @param props the models and the fallback
   * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
   */
  public static applied(scope: Construct, id: string, props: AppliedTokenQuotasProps): TokenQuotas {
    const own = new Construct(scope, id);
    const models = [...checkQuotaProps(own, props)];
    const codes = models.map(([key, { modelId }]) => [key, findQuotaCode(modelId)]).filter(([, code]) => code !== undefined);
    const resource = QuotaReader.for(own, props).createQuotas(own, 'Resource', {
      QuotaNames: Object.fromEntries(models.map(([key, { modelId }]) => [key, writeQuotaNames(modelId).tokensPerMinute])),
      QuotaCodes: codes.length > 0 ? Object.fromEntries(codes) : undefined,
      DayQuota: { Name: DAY_QUOTA.name, Code: DAY_QUOTA.code, Default: DAY_QUOTA.defaultTokens },
      FallbackTokensPerMinute: props.fallbackTokensPerMinute,
      Refresh: props.refresh,
    }).node.defaultChild as CfnResource;
    const quotas = new Map(models.map(([key, { modelId }]) => [modelId, {
      tokensPerMinute: Token.asNumber(resource.getAtt(ATTRIBUTES.tokensPerMinute(key), ResolutionTypeHint.NUMBER)),
      source: Token.asString(resource.getAtt(ATTRIBUTES.source(key))),
    }]));
    return new TokenQuotas(quotas, Token.asString(resource.getAtt(ATTRIBUTES.dayQuota)));
  }

  /**
   * The account's Cross-Model Max Tokens Per Day (L-E3F10727) in the source Region, resolved at deployment; undefined for `fixed`. The text
   * begins with:
   *
   * - `APPLIED`, the value and the quota's code. An explanation follows if the value is 0 or below AWS's default (700,000,000 as of October
   *   2026). With a quota of 0, every call fails. Users of new accounts report the same for values below the default, with "Too many tokens
   *   per day". Waiting does not help, and Service Quotas does not adjust this quota: ask AWS Support.
   * - `UNKNOWN` and the reason: `not listed` if the account or Region has no such quota, or the name of AWS's error.
   *
   * It is one quota for all models, and AWS counts it by price. Show it to people, but do not compare it with token counts.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
   */
  public readonly dayQuota?: string;

  private constructor(private readonly quotas: ReadonlyMap<string, Quota>, dayQuota?: string) {
    this.dayQuota = dayQuota;
  }

  /**
   * A model's quota in tokens per minute, possibly a CDK token that resolves at deployment; undefined if it is not known.
   *
   * @param model the model
   */
  public tokensPerMinute(model: ClaudeModel): number | undefined {
    return this.quotaOf(model)?.tokensPerMinute;
  }

  /**
   * The source of a model's quota: `FIXED`, or a text that resolves at deployment. That text is `APPLIED` or `DEFAULT` with the value and
   * the quota's code, or `FALLBACK` with the value and the reason. Undefined if no quota is known.
   *
   *
   * @param model the model
   */
  public source(model: ClaudeModel): string | undefined {
    return this.quotaOf(model)?.source;
  }

  private quotaOf(model: ClaudeModel): Quota | undefined {
    checkValues({ model }, { model: MODEL_RULES });
    return this.quotas.get(model.modelId);
  }
}

/** Reads the number that a text means, such as "2,000". */
function suggestNumber(given: unknown): number {
  const meant = typeof given === 'string' ? Number(given.replace(/[,_ ]/g, '')) : NaN;
  return isTokenCount(meant) ? meant : 2_000_000;
}

function findQuotaFaults(quotas: readonly (readonly [modelId: string, quota: number])[]): Fault[] {
  return quotas.filter(([, quota]) => !isTokenCount(quota)).map(([modelId, quota]) => ({
    prop: modelId,
    rule: 'must be a whole number of tokens per minute above 0',
    got: describeValue(quota),
    remedy: (quota as unknown) === 0 ? 'With a quota of 0 every call is throttled: leave it out, and ask AWS for an increase'
      : `Write a number without quotes and commas, such as ${suggestNumber(quota)}`,
  }));
}
