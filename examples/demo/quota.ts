// For `npm run demo:dashboard`: draws a quota plan.
import { escape, MADE_UP, whole } from './html';
import { ClaudeModel, QuotaPlan, QuotaPlanProps } from 'cdk-bedrock-cris';

export type Workload = Omit<QuotaPlanProps, 'model'>;

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly kind: 'reserved' | 'settled' | 'quota';
}

/** Bars of reserved and settled tokens: of a request, and of a minute with the quota. */
export function drawQuotaPlan(model: ClaudeModel, workload: Workload, plan: QuotaPlan): string {
  const facts: [string, string | number | undefined][] = [
    ['model', model.modelId], ['requests per minute', workload.requestsPerMinute], ['input tokens', workload.inputTokens],
    ['cache read tokens', workload.cacheReadTokens], ['cache write tokens', workload.cacheWriteTokens],
    ['output tokens', workload.outputTokens],
    ['max_tokens', workload.maxTokens],
    ['an output token counts', `${model.outputTokenBurndownRate} ×${plan.isBurndownRateStated ? '' : ', assumed; AWS states none'}`],
  ];
  const quota = workload.tokensPerMinuteQuota;
  const rows = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`<div><dt>${name}</dt><dd>${typeof value === 'number' ? whole(value) : escape(value)}</dd></div>`]);
  return `<dl class="facts">${rows.join('')}</dl>
<div class="charts">
${bars('Tokens of one request', [
  { label: 'reserved when it starts', value: plan.reservedTokensPerRequest, kind: 'reserved' },
  { label: 'settled when it ends', value: plan.settledTokensPerRequest, kind: 'settled' },
])}
${bars('Tokens per minute', [
  { label: 'reserved', value: plan.reservedTokensPerMinute, kind: 'reserved' },
  { label: 'settled', value: plan.settledTokensPerMinute, kind: 'settled' },
  ...quota === undefined ? [] : [{ label: 'quota', value: quota, kind: 'quota' } as const],
])}
</div>
<p>Quota: ${escape(plan.quotaName)}.${plan.sustainableRequestsPerMinute === undefined ? ''
  : ` It sustains <strong>${whole(Math.floor(plan.sustainableRequestsPerMinute))} requests per minute</strong>.`}</p>
${plan.advice.length > 0 ? `<ul class="advice">${plan.advice.map((advice) => `<li>${escape(advice)}</li>`).join('')}</ul>` : ''}`;
}

/** The words are HTML next to the bars, so the picture only repeats them. */
function bars(title: string, all: readonly Bar[]): string {
  const longest = Math.max(1, ...all.map(({ value }) => value));
  const rows = all.map(({ label, value, kind }) => `<div class="bar"><span>${escape(label)}</span><strong>${whole(value)}</strong>`
    + '<svg role="img" viewBox="0 0 100 10" preserveAspectRatio="none">'
    + `<title>Made-up data: ${escape(label)}: ${whole(value)} tokens</title>`
    + '<rect class="track" width="100" height="10"/>'
    + `<rect class="${kind}" width="${(value / longest * 100).toFixed(2)}" height="10"/></svg></div>`);
  return `<figure><figcaption><span>${escape(title)}</span>${MADE_UP}</figcaption>${rows.join('')}</figure>`;
}
