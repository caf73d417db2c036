/**
 * For platform teams that need more tokens per minute.
 *
 * Creates requests to AWS, made when you deploy the stack, for the tokens per minute that planned calls from Cape Town need. The outputs
 * say what AWS answered. AWS decides later, and no deployment waits for that.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/quota-increase.ts"`
 * Read more: docs/quota-increase.md
 */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { ClaudeModel, QuotaPlan, TokenQuotaIncrease } from 'cdk-bedrock-cris';

export function addQuotaIncreases(app: App): Stack {
  const stack = new Stack(app, 'QuotaIncreases', { env: { account: '222233334444', region: 'af-south-1' } });

  // The plan computes what the calls need. If you change the plan, the next deployment asks for more.
  const plan = new QuotaPlan({
    model: ClaudeModel.SONNET_5_5,
    requestsPerMinute: 60,
    inputTokens: 30_000,
    outputTokens: 1000,
    maxTokens: 8000,
  });
  const sonnet = new TokenQuotaIncrease(stack, 'Sonnet', { model: ClaudeModel.SONNET_5_5, plan });
  const haiku = new TokenQuotaIncrease(stack, 'Haiku', { model: ClaudeModel.HAIKU_4_5, tokensPerMinute: 5_000_000 });

  new CfnOutput(stack, 'SonnetQuota', { value: `${sonnet.outcome}: ${sonnet.detail}` });
  new CfnOutput(stack, 'HaikuQuota', { value: `${haiku.outcome}: ${haiku.detail}` });
  return stack;
}

if (require.main === module) {
  addQuotaIncreases(new App());
}
