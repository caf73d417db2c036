import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Row, View } from './view';
import { COLUMNS } from './widgets';
import { ClaudeModel } from '../../catalog/claude-model';
import { DAY_QUOTA } from '../../core/facts/day-quota';

/** Explains how tokens count: https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html */
export function drawBurndown({ profiles, dayQuota }: View): Row {
  const models = profiles.map(({ model }) => model);
  const rates = [...new Set(models.map(writeRate))];
  const nameModels = (rate: string) => {
    const ids = models.filter((model) => writeRate(model) === rate).map(({ modelId }) => modelId);
    return rates.length === 1 ? '' : ` of ${[...new Set(ids)].join(', ')}`;
  };
  const markdown = [
    'When a call starts, Amazon Bedrock reserves its whole input and its `max_tokens` from the quota of tokens per minute. When the call ' +
      'ends, Bedrock counts what the call used, and gives the rest back. The graphs show what is counted or estimated, not what is ' +
      'reserved. So calls can be throttled while the graphs show less than 100 percent. ' +
      'If so, lower `max_tokens` towards the length of the answers.',
    '',
    '| tokens | when a call starts | when it has ended |',
    '|---|---|---|',
    '| input, uncached | 1 × | 1 × |',
    '| written to the prompt cache | 1 × | 1 × |',
    '| read from the prompt cache | 1 × | none |',
    ...rates.map((rate) => `| output${nameModels(rate)} | \`max_tokens\` | ${rate} |`),
    '',
    'No metric shows `max_tokens`. If prompts are recorded, it is in the record: ' +
      '`input.inputBodyJson.inferenceConfig.maxTokens` (Converse) or `input.inputBodyJson.max_tokens` (InvokeModel).',
    '',
    `One quota of tokens per day covers all models that the account calls from this Region: ${DAY_QUOTA.name} (${DAY_QUOTA.code}). ` +
      `AWS counts it by ${DAY_QUOTA.countedBy}, so no metric shows its use. Calls beyond it fail with "${DAY_QUOTA.refusal}".` +
      `${dayQuota === undefined ? '' : ` At the last reading it was: ${dayQuota}.`}`,
  ].join('\n');
  return {
    question: 'How do tokens count against a quota?',
    widgets: profiles.length === 0 ? [] : [new cloudwatch.TextWidget({ markdown, width: COLUMNS, height: 9 + rates.length })],
  };
}

function writeRate({ outputTokenBurndownRate, isBurndownRateStated }: ClaudeModel): string {
  return `${outputTokenBurndownRate} ×${isBurndownRateStated ? '' : ', assumed; AWS states none'}`;
}
