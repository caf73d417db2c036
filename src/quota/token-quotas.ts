import { CfnResource, ResolutionTypeHint, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AppliedTokenQuotasProps } from './applied-token-quotas-props';
import { QuotaReader } from './quota-reader';
import { isTokenCount, checkQuotaProps } from './quota-rules';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { checkValues } from '../checks/check';
import { writeQuotaNames } from '../core/facts/quota-names';
import { describeValue } from '../core/rules/describe-value';
import { Fault, writeFaults } from '../core/rules/rule';
import { ATTRIBUTES } from '../lambda/quotas/wire';

interface Quota {
  readonly tokensPerMinute: number;
  readonly source: string;
}

/**
 * The tokens-per-minute quotas of models' global inference profiles in one account and source Region.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html
 */
export class TokenQuotas {
  /**
   * Quotas that are known beforehand.
   *
   * Throws for a key that is not a model's own ID, and for a quota that is no whole number above 0: with a quota of 0, as new accounts
   * may have it, every call is throttled.
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
   * Quotas that the deployment reads from Service Quotas, in the account and Region of the stack: the applied value; where the quota
   * is not among those, AWS's default; where it is not listed at all, the fallback. They are found by their names, since AWS
   * publishes no list of their codes.
   *
   * A small function in the stack reads them when the stack is created and when models, fallback or `refresh` change, so what AWS
   * raises later is not seen until then. Where AWS refuses the reading, a creation fails with the words of AWS. An update takes the
   * fallback for what it could not read and `source` says so, since an update that fails can leave a stack that cannot roll back.
   *
   * An applied quota of 0, as new accounts may have it, counts as 1, so that any use is far above it and nothing divides by 0.
   *
   * The values are for constructs of the same stack: CloudFormation refuses to change a value that another stack imports. The other
   * stack, or another account or Region, reads its own.
   *
   * Throws for props that are missing or bad, for a model whose ID is a token, and for options of the function that differ from
   * those of an earlier call in the stack, which shares the function.
   *
   * @param scope where the custom resource is made
   * @param id its ID
   * @param props the models and the fallback
   * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
   */
  public static applied(scope: Construct, id: string, props: AppliedTokenQuotasProps): TokenQuotas {
    const own = new Construct(scope, id);
    const models = [...checkQuotaProps(own, props)];
    const resource = QuotaReader.for(own, props).createQuotas(own, 'Resource', {
      QuotaNames: Object.fromEntries(models.map(([key, { modelId }]) => [key, writeQuotaNames(modelId).tokensPerMinute])),
      FallbackTokensPerMinute: props.fallbackTokensPerMinute,
      Refresh: props.refresh,
    }).node.defaultChild as CfnResource;
    return new TokenQuotas(new Map(models.map(([key, { modelId }]) => [modelId, {
      tokensPerMinute: Token.asNumber(resource.getAtt(ATTRIBUTES.tokensPerMinute(key), ResolutionTypeHint.NUMBER)),
      source: Token.asString(resource.getAtt(ATTRIBUTES.source(key))),
    }])));
  }

  private constructor(private readonly quotas: ReadonlyMap<string, Quota>) {}

  /**
   * The quota of a model in tokens per minute, possibly a token that the deployment resolves; undefined where none is known.
   *
   * @param model the model
   */
  public tokensPerMinute(model: ClaudeModel): number | undefined {
    return this.quotaOf(model)?.tokensPerMinute;
  }

  /**
   * Where a model's quota comes from: `FIXED`, or, resolved by the deployment, `APPLIED` or `DEFAULT` with the value and the code of
   * the quota, or `FALLBACK` with the value and why. Undefined where no quota is known.
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

function findQuotaFaults(quotas: readonly (readonly [modelId: string, quota: number])[]): Fault[] {
  return quotas.filter(([, quota]) => !isTokenCount(quota)).map(([modelId, quota]) => ({
    prop: modelId,
    rule: 'must be a whole number of tokens per minute above 0',
    got: describeValue(quota),
    remedy: 'With a quota of 0 every call is throttled: leave it out, and ask AWS for an increase',
  }));
}
