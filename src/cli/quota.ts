import { writeLifeNote, writeUnlistedNote } from './model-notes';
import { chooseOne, parseOptions, QUOTA_OPTIONS, readModelId, refuseRepeats } from './options';
import { escapeControls, fold, paint, printTable } from './terminal';
import { BadUsage } from './usage';
import { findBurndownRate } from '../core/facts/burndown-rates';
import { isClaudeModelId } from '../core/facts/model-ids';
import { writeFaults } from '../core/rules/rule';
import { checkFit } from '../core/tokens/arithmetic';
import { writeNumber } from '../core/tokens/numbers';
import { computePlan, Plan } from '../core/tokens/plan';
import { Table, tabulateLimits, tabulateTokens, writeVerdict } from '../core/tokens/report';
import { writeSupportCase } from '../core/tokens/support-case';
import { Given } from '../core/tokens/workload';
import { findWorkloadFaults, UNSET_MAX_TOKENS } from '../core/tokens/workload-rules';

export interface QuotaArguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly json: boolean;
  /** Whether to write the case for more tokens per day, whatever the account has. */
  readonly supportCase: boolean;
  readonly modelId?: string;
  readonly given: Partial<Given>;
}

/** The option for each number. */
const OPTION_OF: Readonly<Record<keyof Given, keyof typeof QUOTA_OPTIONS>> = {
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
const REQUIRED: readonly (keyof Given)[] = ['requestsPerMinute', 'inputTokens', 'outputTokens', 'maxTokens'];
const BAR_WIDTH = 50;

/** Reads the command line after `quota`; throws BadUsage for what it does not understand. */
export function readQuotaArguments(args: readonly string[]): QuotaArguments {
  const { values, tokens, positionals } = parseOptions(joinNegatives(args), QUOTA_OPTIONS);
  refuseRepeats(tokens, QUOTA_OPTIONS);
  if (positionals.length > 0) {
    throw new BadUsage(`quota takes options only, got: ${JSON.stringify(positionals[0])}`);
  }
  const given = Object.entries(OPTION_OF).map(([property, option]) => [property, readNumber(option, values[option] as string | undefined)]);
  return {
    help: values.help === true,
    version: values.version === true,
    json: chooseOne('format', values.format, ['table', 'json']) === 'json',
    supportCase: values['support-case'] === true,
    modelId: values.model === undefined ? undefined : readClaudeModelId(values.model),
    given: Object.fromEntries(given) as Partial<Given>,
  };
}

/** Runs `quota`: prints whether calls fit into quotas, and returns the exit status. */
export function planQuota({ modelId, given, json, supportCase }: QuotaArguments): number {
  if (modelId === undefined) {
    throw new BadUsage('quota needs --model, such as anthropic.claude-sonnet-5-5');
  }
  const { rate, isStated } = findBurndownRate(modelId, given.outputTokenBurndownRate);
  const computed = computePlan(modelId, requireNumbers({ ...given, outputTokenBurndownRate: rate }), isStated);
  const { workload, quotas: { tokensPerDayQuota } } = computed;
  const plan = supportCase ? { ...computed, supportCase: writeSupportCase(modelId, workload, tokensPerDayQuota) } : computed;
  const notes = [writeUnlistedNote(modelId), writeLifeNote(modelId)].filter((note) => note !== undefined);
  if (json) {
    console.log(JSON.stringify({ ...plan, firstLimit: plan.limits[0]?.kind, notes }, undefined, 2));
  } else {
    notes.forEach((note) => console.log(fold(escapeControls(`note: ${note}\n`))));
    printPlan(plan);
  }
  return plan.fits === false ? 1 : 0;
}

/** Throws BadUsage for missing or impossible numbers. */
function requireNumbers(partial: Partial<Given>): Given {
  const missing = REQUIRED.filter((property) => partial[property] === undefined);
  if (missing.length > 0) {
    const options = missing.map((property) => `--${OPTION_OF[property]}`).join(', ');
    throw new BadUsage(`quota needs ${options}${missing[0] === 'maxTokens' ? `. ${UNSET_MAX_TOKENS}` : ''}`);
  }
  const given = partial as Given;
  const faults = findWorkloadFaults(given);
  if (faults.length > 0) {
    throw new BadUsage(writeFaults(faults, (property) => `--${OPTION_OF[property as keyof Given]}`));
  }
  return given;
}

function printPlan(plan: Plan): void {
  printTokenTable(tabulateTokens(plan));
  printBars(plan);
  if (plan.limits.length > 0) {
    printTokenTable(tabulateLimits(plan));
  }
  console.log(paint(chooseColour(plan), fold(writeVerdict(plan))));
  plan.advice.forEach((sentence) => console.log(fold(`- ${sentence}`)));
  if (plan.supportCase !== undefined) {
    printText('For the case with AWS Support', plan.supportCase);
  }
  if (!checkFit(plan.workload, { ...plan.quotas, tokensPerDayQuota: undefined })) {
    printText('For the increase request', plan.increaseRequest);
  }
}

function printText(title: string, text: string): void {
  console.log(`\n${paint('bold', title)}\n${fold(escapeControls(text))}`);
}

function chooseColour({ fits }: Plan): 'green' | 'yellow' | 'red' {
  if (fits === undefined) {
    return 'yellow';
  }
  return fits ? 'green' : 'red';
}

function printTokenTable({ title, headers, rows }: Table): void {
  printTable(title, headers, rows.map((row) => row.map((text) => ({ text }))));
}

/** Draws the worst minute and the quota, to scale. */
function printBars({ peakReservedTokensPerMinute, peakSettledTokensPerMinute, quotas: { tokensPerMinuteQuota: quota } }: Plan): void {
  const bars = [{ name: 'reserved', tokens: peakReservedTokensPerMinute }, { name: 'counted', tokens: peakSettledTokensPerMinute }];
  if (quota !== undefined) {
    bars.push({ name: 'quota', tokens: quota });
  }
  const longest = Math.max(...bars.map(({ tokens }) => tokens));
  for (const { name, tokens } of bars) {
    const bar = drawBar(tokens / longest);
    const exceeds = quota !== undefined && tokens > quota;
    console.log(`${name.padEnd(8)}  ${exceeds ? paint('red', bar) : bar}  ${writeNumber(tokens)}`);
  }
  console.log();
}

/** Draws a bar of full blocks, whose last block is filled in eighths. */
function drawBar(share: number): string {
  const eighths = Math.ceil(share * BAR_WIDTH * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  const last = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8];
  return `${full}${last}`.padEnd(BAR_WIDTH);
}

/** Joins a negative number to its option, whose rule then refuses it; Node takes it for an option otherwise. */

function joinNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const previous = joined.at(-1) ?? '';
    if (/^-[\d.]/.test(arg) && /^--[a-z-]+$/.test(previous)) {
      joined[joined.length - 1] = `${previous}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

function readNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^(\d+|\d{1,3}([,_]\d{3})+)(\.\d+)?$/.test(text)) {
    throw new BadUsage(`--${option} must be a number, 0 or more, such as 32000, 32,000 or 0.5, got: ${JSON.stringify(text)}`);
  }
  return Number(text.replace(/[,_]/g, ''));
}

function readClaudeModelId(value: string): string {
  const modelId = readModelId(value);
  if (!isClaudeModelId(modelId)) {
    throw new BadUsage(`--model must be the ID of a Claude model, such as anthropic.claude-sonnet-5-5, got: ${JSON.stringify(value)}`);
  }
  return modelId;
}
