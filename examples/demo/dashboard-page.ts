/**
 * For anyone who wants to see the dashboard before they deploy it.
 *
 * Creates one page with the dashboard of examples/operations.ts and a quota plan. The layout is that of the template. Nothing was deployed,
 * so series and values are made up.
 *
 * Run it: `npm run demo:dashboard -- FILE`
 * Read more: docs/monitoring.md
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describeAlarmCost } from './alarm-cost';
import { drawDashboard } from './dashboard';
import { readDashboardBody } from './dashboard-body';
import { escape, MADE_UP } from './html';
import { drawQuotaPlan, Workload } from './quota';
import { addOperations } from '../operations';
import { ClaudeModel, QuotaPlan } from 'cdk-bedrock-cris';

const MODEL = ClaudeModel.SONNET_5_5;
const WORKLOAD: Workload = {
  requestsPerMinute: 60,
  inputTokens: 3_000,
  cacheWriteTokens: 1_000,
  outputTokens: 1_000,
  maxTokens: 32_000,
  tokensPerMinuteQuota: 2_000_000,
};

/** One page that is complete in itself: it has no script and loads nothing. */
export function drawPage(): string {
  const stack = addOperations(new App());
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The dashboard of the stack ${escape(stack.stackName)}</title>
<link rel="icon" href="data:,">
<style>
${readFileSync(join(__dirname, 'dashboard.css'), 'utf8')}</style>
</head>
<body>
<h1>The dashboard of the stack ${escape(stack.stackName)} ${MADE_UP}</h1>
<p>The layout is that of the template; series and values are not. It has ${escape(describeAlarmCost(stack))}.</p>
${drawDashboard(readDashboardBody(stack))}
<h2>The quota plan ${MADE_UP}</h2>
<p>Bedrock takes tokens from the quota when a request starts, by <code>max_tokens</code>, and gives back what was not used when it
ends.</p>
${drawQuotaPlan(MODEL, WORKLOAD, new QuotaPlan({ model: MODEL, ...WORKLOAD }))}
</body>
</html>
`;
}

if (require.main === module) {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    console.error('demo:dashboard takes the file to write: npm run demo:dashboard -- dashboard.html');
    process.exit(2);
  }
  writeFileSync(file, drawPage());
}
