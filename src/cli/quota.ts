import { modelOf, once, oneOf, parsed, QUOTA_OPTIONS } from './options';
import { paint, printTable, visible } from './terminal';
import { BadUsage } from './usage';
import { OUTPUT_TOKEN_BURNDOWN_RATE } from '../core/facts/known-models';
import { shown } from '../core/tokens/numbers';
import { Plan, planOf } from '../core/tokens/plan';
import { limitTable, Table, tokenTable, verdictOf } from '../core/tokens/report';
import { faultOf, Given } from '../core/tokens/workload';

export interface QuotaArguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly json: boolean;
  readonly modelId?: string;
  readonly given: Partial<Given>;
}

const PROPERTIES: Readonly<Record<keyof Given, keyof typeof QUOTA_OPTIONS>> = {
  requestsPerMinute: 'requests-per-minute',
  peakRequestsPerMinute: 'peak-requests-per-minute',
  hoursPerDay: 'hours-per-day',
  inputTokens: 'input',
  cacheReadTokens: 'cache-read',
  cacheWriteTokens: 'cache-write',
  outputTokens: 'output',
  maxTokens: 'max-tokens',
  outputTokenBurndownRate: 'burndown-rate',
  tokensPerMinuteQuota: 'tokens-per-minute',
  tokensPerDayQuota: 'tokens-per-day',
  requestsPerMinuteQuota: 'requests-per-minute-quota',
};
const REQUIRED: readonly (keyof Given)[] = ['requestsPerMinute', 'inputTokens', 'outputTokens'];
const BAR_WIDTH = 50;

/** Reads the command line behind `quota`; throws BadUsage for what it does not understand. */
export function readQuotaArguments(args: readonly string[]): QuotaArguments {
  const { values, tokens, positionals } = parsed(withNegatives(args), QUOTA_OPTIONS);
  once(tokens, QUOTA_OPTIONS);
  if (positionals.length > 0) {
    throw new BadUsage(`quota takes options only, got: ${JSON.stringify(positionals[0])}`);
  }
  const given = Object.entries(PROPERTIES).map(([property, option]) => [property, numberOf(option, values[option] as string | undefined)]);
  return {
    help: values.help === true,
    version: values.version === true,
    json: oneOf('format', values.format, ['table', 'json']) === 'json',
    modelId: values.model === undefined ? undefined : claudeOf(values.model),
    given: Object.fromEntries(given) as Partial<Given>,
  };
}

/** `quota`: prints whether calls fit into quotas, and returns the exit status. */
export function quotaCommand({ modelId, given, json }: QuotaArguments): number {
  if (modelId === undefined) {
    throw new BadUsage('quota needs --model, such as anthropic.claude-sonnet-5-5');
  }
  const missing = REQUIRED.find((property) => given[property] === undefined);
  if (missing !== undefined) {
    throw new BadUsage(`quota needs --${PROPERTIES[missing]}`);
  }
  const all = { ...given, outputTokenBurndownRate: given.outputTokenBurndownRate ?? OUTPUT_TOKEN_BURNDOWN_RATE } as Given;
  const fault = faultOf(all, (property) => `--${PROPERTIES[property]}`);
  if (fault !== undefined) {
    throw new BadUsage(fault);
  }
  const plan = planOf(modelId, all);
  if (json) {
    console.log(JSON.stringify({ ...plan, firstLimit: plan.limits[0]?.kind }, undefined, 2));
  } else {
    printPlan(plan);
  }
  return plan.fits === false ? 1 : 0;
}

function printPlan(plan: Plan): void {
  print(tokenTable(plan));
  printBars(plan);
  if (plan.limits.length > 0) {
    print(limitTable(plan));
  }
  const colour = plan.fits === undefined ? 'yellow' : plan.fits ? 'green' : 'red';
  console.log(paint(colour, verdictOf(plan)));
  plan.advice.forEach((one) => console.log(`- ${one}`));
  if (!plan.fits) {
    console.log(`\n${paint('bold', 'For the increase request')}\n${visible(plan.increaseRequest)}`);
  }
}

function print({ title, headers, rows }: Table): void {
  printTable(title, headers, rows.map((row) => row.map((text) => ({ text }))));
}

/** The worst minute beside the quota, to scale. */
function printBars({ peakReservedTokensPerMinute, peakSettledTokensPerMinute, quotas: { tokensPerMinuteQuota: quota } }: Plan): void {
  const bars: [string, number][] = [['reserved', peakReservedTokensPerMinute], ['counted', peakSettledTokensPerMinute], ...quota === undefined ? [] : [['quota', quota] as [string, number]]];
  const longest = Math.max(...bars.map(([, tokens]) => tokens));
  for (const [name, tokens] of bars) {
    const line = bar(tokens / longest);
    const over = quota !== undefined && tokens > quota;
    console.log(`${name.padEnd(8)}  ${over ? paint('red', line) : line}  ${shown(tokens)}`);
  }
  console.log();
}

function bar(share: number): string {
  const eighths = Math.ceil(share * BAR_WIDTH * 8);
  return ('█'.repeat(Math.floor(eighths / 8)) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]).padEnd(BAR_WIDTH);
}

/** A number below 0 belongs to its option, which refuses it; Node would take it for an option. */
function withNegatives(args: readonly string[]): string[] {
  return args.reduce<string[]>((read, arg) => {
    const option = read[read.length - 1] ?? '';
    return /^-[\d.]/.test(arg) && /^--[a-z-]+$/.test(option) ? [...read.slice(0, -1), `${option}=${arg}`] : [...read, arg];
  }, []);
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^(\d+|\d{1,3}([,_]\d{3})+)(\.\d+)?$/.test(text)) {
    throw new BadUsage(`--${option} must be a number, 0 or more, such as 32000, 32,000 or 0.5, got: ${JSON.stringify(text)}`);
  }
  return text === undefined ? undefined : Number(text.replace(/[,_]/g, ''));
}

function claudeOf(value: string): string {
  const modelId = modelOf(value);
  if (!/^anthropic\.claude-[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/.test(modelId)) {
    throw new BadUsage(`--model must be the ID of a Claude model, such as anthropic.claude-sonnet-5-5, got: ${JSON.stringify(value)}`);
  }
  return modelId;
}
