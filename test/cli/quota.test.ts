import { readFileSync } from 'node:fs';
import { DAY_QUOTA } from '../../src/core/facts/day-quota';
import { cli } from '../support/cli';

const PAGE = readFileSync('docs/quotas.md', 'utf8');
const MODEL = ['--model', 'anthropic.claude-sonnet-4-6'];
const CALLS = ['--requests-per-minute', '60', '--input', '3000', '--cache-write', '1000', '--output', '1000'];
const EXAMPLE = ['quota', ...MODEL, ...CALLS, '--max-tokens', '32000'];

test('shows tokens, bars, advice and the increase request where no quota is given', () => {
  const { status, out } = cli(...EXAMPLE);
  expect(status).toBe(0);
  expect(out).toMatch(/reserved when requests start +36,000 +2,160,000 +2,160,000/);
  expect(out).toMatch(/counted when they have ended +9,000 +540,000 +540,000\n/);
  expect(out).toMatch(/No per-minute quota is given. Look it up in Service Quotas[^]*- A max_tokens of 32,000[^]*Desired quota: 2,160,000/);
  expect(out).not.toMatch(/Limits|^quota/m);
});

test('takes the rate that AWS states of the model, and says where it is assumed (N2)', () => {
  const SONNET_5 = ['quota', '--model', 'anthropic.claude-sonnet-5', '--requests-per-minute', '200', '--input', '3000', '--output', '1000',
    '--max-tokens', '4000', '--tokens-per-minute', '2000000'];
  const { status, out } = cli(...SONNET_5);
  expect(status).toBe(1);
  expect(out).toMatch(/counted when they have ended +13,000 +2,600,000[^]*Does not fit/);
  expect(out).not.toContain('assumed');
  const assumed = cli(...SONNET_5.map((one) => one === 'anthropic.claude-sonnet-5' ? 'anthropic.claude-sonnet-5-5' : one));
  expect(assumed.out).toMatch(/how many times an output token of anthropic\.claude-sonnet-5-5 counts\. This plan assumes 10/);
  expect(assumed.out).toMatch(/input \+ cache writes \+ 10 \(assumed\) × output/);
  expect(cli(...EXAMPLE.map((one) => one.replace('4-6', '5-5')), '--burndown-rate', '5').out).not.toContain('assumed');
});

test('draws what is taken to scale, beside the quota', () => {
  const blocks = (name: string) =>
    [...new RegExp(`^${name} +([█▎▌]+)`, 'm').exec(cli(...EXAMPLE, '--tokens-per-minute', '4320000').out)![1]];
  expect([blocks('quota').length, blocks('reserved').length, blocks('counted').length]).toEqual([50, 25, 7]);
  expect(blocks('counted').at(-1)).toBe('▎');
});

test('ends with 0 where it fits, and shows no increase request', () => {
  const { status, out } = cli(...EXAMPLE, '--tokens-per-minute', '2,160,000');
  expect(status).toBe(0);
  expect(out).toMatch(/tokens per minute, while requests run +2,160,000 +2,160,000 +100% +60/);
  expect(out).toMatch(/Fits: at 60 requests per minute the quotas per minute throttle nothing/);
  expect(out).not.toContain('Desired quota');
});

test('ends with 1 where it does not fit, names the first limit, and shows the increase request', () => {
  const { status, out } = cli(...EXAMPLE, '--tokens-per-minute', '2_000_000');
  expect(status).toBe(1);
  expect(out).toMatch(/Does not fit: .* the first limit is tokens per minute, while requests run, which allows 55[^]*Desired quota/);
});

test('takes every number to its place', () => {
  const { out } = cli(...EXAMPLE, '--cache-read', '7', '--peak-requests-per-minute', '90.5', '--hours-per-day', '8',
    '--burndown-rate', '10', '--tokens-per-minute', '5000000',
    '--tokens-per-day', '6000000', '--requests-per-minute-quota', '100', '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({
    modelId: 'anthropic.claude-sonnet-4-6',
    workload: {
      requestsPerMinute: 60,
      peakRequestsPerMinute: 90.5,
      hoursPerDay: 8,
      inputTokens: 3000,
      cacheReadTokens: 7,
      cacheWriteTokens: 1000,
      outputTokens: 1000,
      maxTokens: 32_000,
      outputTokenBurndownRate: 10,
    },
    quotas: { tokensPerMinuteQuota: 5_000_000, tokensPerDayQuota: 6_000_000, requestsPerMinuteQuota: 100 },
    settledTokensPerRequest: 14_000,
    fits: true,
    firstLimit: 'REQUESTS_PER_MINUTE',
    supportCase: expect.stringContaining('for 8 hours a day'),
  });
});

describe('the day quota is one for all models, and counted by price (N3)', () => {
  const DEFAULTS = ['--tokens-per-minute', '2160000'];
  const TITLE = 'For the case with AWS Support';

  test('names it with its code, and prints no day limit of the model', () => {
    const { out } = cli(...EXAMPLE, ...DEFAULTS);
    expect(out).toMatch(/- No model has its own quota of tokens per day: Cross-Model Max Tokens Per Day \(L-E3F10727\) .*by price/);
    expect(out).not.toMatch(/^tokens per day|3,110,400,000|For the case/m);
  });

  test('is on docs/quotas.md with the default that the plans know', () => {
    expect(PAGE).toContain(`less than ${DAY_QUOTA.defaultTokens.toLocaleString('en-US')}, AWS's default as of ${DAY_QUOTA.defaultAsOf}`);
    expect(PAGE).toContain(`\`${DAY_QUOTA.name}\` (${DAY_QUOTA.code})`);
  });

  test('explains a 0 as what refuses every call, and what to ask whom', () => {
    const { status, out, err } = cli(...EXAMPLE, ...DEFAULTS, '--tokens-per-day', '0');
    expect([status, err]).toEqual([1, '']);
    expect(out).toMatch(/Does not fit: with a quota of 0 tokens per day, every call fails\n- With .*Send AWS Support[^]*\(L-E3F10727\)/);
    expect(out).toMatch(new RegExp(`${TITLE}\nTo: AWS Support, account and billing\n[^]*applied 0, AWS's default 700,000,000`));
    expect(out).not.toContain('For the increase request');
    expect(cli(...EXAMPLE, '--tokens-per-day', '0').out).toContain('For the increase request');
  });

  test('explains a small one without another verdict, and keeps silent on the default', () => {
    const { status, out } = cli(...EXAMPLE, ...DEFAULTS, '--tokens-per-day', '150000000');
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`Fits: [^]*less than AWS's default \\(700,000,000 as of October 2026\\)[^]*${TITLE}`));
    expect(cli(...EXAMPLE, ...DEFAULTS, '--tokens-per-day', '700000000')).toEqual(cli(...EXAMPLE, ...DEFAULTS));
  });

  test.each([
    [[], 'applied (the value that Service Quotas shows), AWS\'s default 700,000,000', 'raise this quota to (the value that you want)'],
    [['--tokens-per-day', '900000000'], 'applied 900,000,000, AWS\'s default', 'raise this quota to (the value that you want)'],
    [['--tokens-per-day', '5'], 'applied 5, AWS\'s default', 'verify the account, lift its initial Amazon Bedrock limits'],
  ])('writes the case with AWS Support where it is wanted, and judges nothing by it: %j', (options, quota, request) => {
    const { status, out } = cli(...EXAMPLE, ...DEFAULTS, ...options, '--support-case');
    expect(status).toBe(0);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain(`${TITLE} To: AWS Support, account and billing`);
    expect(text).toContain(quota);
    expect(text).toContain(`Request: ${request}`);
    const { supportCase } = JSON.parse(cli(...EXAMPLE, ...DEFAULTS, ...options, '--support-case', '--format', 'json').out);
    expect(supportCase.replace(/\s+/g, ' ')).toContain(request);
  });
});

test('as JSON has the same exit status, and leaves out what no quota decides', () => {
  const { status, out } = cli(...EXAMPLE, '--tokens-per-minute', '2000000', '--format', 'json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    fits: false, firstLimit: 'TOKENS_PER_MINUTE_RESERVED', sustainableRequestsPerMinute: 55, upperBoundRequestsPerMinute: 222,
  });
  expect(Object.keys(JSON.parse(cli(...EXAMPLE, '--format', 'json').out) as object)).not.toContain('fits');
});

test('takes a model by its ARN or its global profile', () => {
  const profile = 'global.anthropic.claude-opus-5';
  for (const model of [profile, `arn:aws:bedrock:af-south-1:111122223333:inference-profile/${profile}`]) {
    expect(cli('quota', '--model', model, ...CALLS, '--max-tokens', '2000').out).toContain('for Anthropic Claude Opus 5 (L-D73B1244)\n');
  }
});

test('--help and --version work behind quota too', () => {
  expect(cli('quota', '--help'))
    .toMatchObject({ status: 0, out: expect.stringMatching(/quota --model ID[^]*--max-tokens N[^]*0 the calls fit/) });
  expect(cli('quota', '--version').status).toBe(0);
});

describe('fails with 2 and a message, never a stack trace', () => {
  test.each<[string[], RegExp]>([
    [['quota'], /quota needs --model/],
    [['quota', ...MODEL], /quota needs --requests-per-minute, --input, --output, --max-tokens\n/],
    [['quota', ...MODEL, ...CALLS], /--max-tokens must be .*got: undefined\. If calls leave max_tokens unset.*64,000/],
    [['quota', '--model', 'amazon.nova-pro-v1:0', ...CALLS], /--model must be the ID of a Claude model/],
    [['quota', '--model', 'us.anthropic.claude-opus-5'], /not that of its 'us' profile/],
    [[...EXAMPLE, '--tokens-per-minute', '0'], /--tokens-per-minute must be a whole number above 0, got: 0\. New accounts may start at 0/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '999'], /--max-tokens must be at least --output \(1000\).*got: 999/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '32k'], /--max-tokens must be a number, 0 or more, such as 32000.*got: "32k"/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '32,00'], /--max-tokens must be a number.*got: "32,00"/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '1e3'], /--max-tokens must be a number/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens='], /--max-tokens must be a number.*got: ""/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '1000.5'], /--max-tokens must be a whole number/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens', '-5'],
      /^cdk-bedrock-cris: --max-tokens must be a number, 0 or more.*got: "-5"\nFor usage, run: /],
    [['quota', ...MODEL, '--input'], /^cdk-bedrock-cris: --input must be followed by a value\nFor usage, run: /],
    [['quota', '--input', '--output', '5'],
      new RegExp('^cdk-bedrock-cris: --input must be followed by a value, got: "--output"\\. ' +
        'Write a value that begins with a dash as --input=--output\nFor usage, run: ')],
    [['quota', '--help=5'], /^cdk-bedrock-cris: --help takes no value\n/],
    [['explain', '--region', '-x'], /^cdk-bedrock-cris: --region must be followed by a value, got: "-x"/],
    [['quota', '--model', 'anthropic.claude-'], /--model must be the ID of a Claude model, .*got: "anthropic.claude-"/],
    [['quota', '--model', 'anthropic.claude-5-'], /--model must be the ID of a Claude model/],
    [[...EXAMPLE, '--tokens-per-minute', '99999999999999999999'],
      /--tokens-per-minute must be a whole number up to 9,007,199,254,740,991, got: 100000000000000000000/],
    [['quota', ...MODEL, '--requests-per-minute', `0.${'0'.repeat(309)}1`, '--input', '1', '--output', '1', '--max-tokens', '1'],
      /--requests-per-minute must be a number above 0, at least 0\.000001, got: 1e-310/],
    [['quota', ...MODEL, ...CALLS, '--max-tokens=-5'], /--max-tokens must be a number.*got: "-5"/],
    [[...EXAMPLE, '--input', '1'], /--input must be given once/],
    [[...EXAMPLE, '--format', 'yaml'], /--format must be table or json/],
    [[...EXAMPLE, 'file.json'], /quota takes options only, got: "file.json"/],
    [[...EXAMPLE, '--scp', 'file.json'], /--scp belongs to explain or check-scp/],
    [[...EXAMPLE, '--region', 'af-south-1'], /--region belongs to explain or check-scp/],
    [[...EXAMPLE, '--max-token', '5'], /--max-token is not an option; did you mean --max-tokens\?/],
    [[...EXAMPLE, '--constructor'], /--constructor is not an option/],
    [['explain', '--max-tokens', '5'], /--max-tokens belongs to quota/],
    [['check-scp', '--tokens-per-minute', '5'], /--tokens-per-minute belongs to quota/],
    [['--format', 'json', 'quota'], /quota must be the first word/],
  ])('%j', (args, message) => {
    const { status, out, err } = cli(...args);
    expect([status, out, err]).toEqual([2, '', expect.stringMatching(message)]);
    expect(err).not.toMatch(/\n +at /);
  });
});
