import { ClaudeModel } from '../catalog/claude-model';
import { got, isConcrete } from '../private/fail';

/**
 * The tokens-per-minute quotas of models' global inference profiles in one account and source Region.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html
 */
export class TokenQuotas {
  /**
   * Quotas that are known beforehand.
   *
   * Throws for a quota that is no whole number above 0: with a quota of 0, as new accounts have it, every call is throttled.
   *
   * @param tokensPerMinute tokens per minute by model ID, for example `{ 'anthropic.claude-sonnet-5-5': 2000000 }`
   */
  public static fixed(tokensPerMinute: Record<string, number>): TokenQuotas {
    for (const [modelId, quota] of Object.entries(tokensPerMinute)) {
      if (isConcrete(quota) && !(Number.isInteger(quota) && quota > 0)) {
        throw new Error(`The quota of '${modelId}' must be a whole number of tokens per minute above 0, ${got(quota)}. ` +
          'With a quota of 0 every call is throttled: leave it out, and ask AWS for an increase');
      }
    }
    return new TokenQuotas(tokensPerMinute);
  }

  private constructor(private readonly quotas: Readonly<Record<string, number>>) {}

  /** The quota of a model in tokens per minute, possibly a token that the deployment resolves; undefined where none is known. */
  public tokensPerMinute(model: ClaudeModel): number | undefined {
    return this.quotas[model.modelId];
  }
}
