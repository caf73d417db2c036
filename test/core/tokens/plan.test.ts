import * as fc from 'fast-check';
import { writeFaults } from '../../../src/core/rules/rule';
import { writeRate } from '../../../src/core/tokens/numbers';
import { computePlan, Plan } from '../../../src/core/tokens/plan';
import { writeReport } from '../../../src/core/tokens/report';
import { Given } from '../../../src/core/tokens/workload';
import { findWorkloadFaults } from '../../../src/core/tokens/workload-rules';

const MODEL = 'anthropic.claude-sonnet-5-5';
/** The worked example of AWS's page on how tokens are counted. */
const EXAMPLE: Given = {
  requestsPerMinute: 60, inputTokens: 3000, cacheWriteTokens: 1000, outputTokens: 1000, maxTokens: 32_000, outputTokenBurndownRate: 5,
};
const plan = (more: Partial<Given> = {}) => computePlan(MODEL, { ...EXAMPLE, ...more }, true);

const tokens = fc.integer({ min: 0, max: 100_000 });
const rate = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.01, max: 500, noNaN: true }));
const given: fc.Arbitrary<Given> = fc.record({
  requestsPerMinute: rate,
  extraAtPeak: rate,
  hoursPerDay: fc.double({ min: 0.1, max: 24, noNaN: true }),
  inputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  outputTokens: fc.integer({ min: 1, max: 20_000 }),
  unused: tokens,
  outputTokenBurndownRate: fc.integer({ min: 1, max: 15 }),
  tokensPerMinuteQuota: fc.integer({ min: 1, max: 50_000_000 }),
}).map(({ extraAtPeak, unused, ...rest }) => ({
  ...rest, peakRequestsPerMinute: rest.requestsPerMinute + extraAtPeak, maxTokens: rest.outputTokens + unused,
}));
const quotas = fc.record({
  tokensPerMinuteQuota: fc.integer({ min: 1, max: 50_000_000 }),
  tokensPerDayQuota: fc.integer({ min: 0, max: 9_000_000_000 }),
  requestsPerMinuteQuota: fc.integer({ min: 1, max: 1000 }),
}, { requiredKeys: [] });

test('AWS\'s worked example: 36,000 tokens at the start, 9,000 in the end', () => {
  expect(plan()).toMatchObject({
    reservedTokensPerRequest: 36_000,
    settledTokensPerRequest: 9_000,
    reservedTokensPerMinute: 2_160_000,
    settledTokensPerMinute: 540_000,
    requiredTokensPerMinute: 2_160_000,
    breakEvenMaxTokens: 5000,
  });
  expect(plan().fits).toBeUndefined();
});

describe('counting', () => {
  test('more of anything never takes less', () => {
    const more = fc.constantFrom<keyof Given>(
      'inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'outputTokens', 'maxTokens', 'outputTokenBurndownRate',
      'peakRequestsPerMinute');
    fc.assert(fc.property(given, more, fc.integer({ min: 1, max: 50_000 }), (one, property, by) => {
      const [before, after] = [one, { ...one, [property]: one[property]! + by }].map((each) => computePlan(MODEL, each, true));
      expect(after.requiredTokensPerMinute).toBeGreaterThanOrEqual(before.requiredTokensPerMinute);
      expect(after.sustainableRequestsPerMinute!).toBeLessThanOrEqual(before.sustainableRequestsPerMinute!);
    }));
  });

  test('cache reads are reserved, and free in the end', () => {
    fc.assert(fc.property(given, tokens, (one, cacheReadTokens) => {
      const [without, with_] = [0, cacheReadTokens].map((read) => computePlan(MODEL, { ...one, cacheReadTokens: read }, true));
      expect(with_.settledTokensPerRequest).toBe(without.settledTokensPerRequest);
      expect(with_.reservedTokensPerRequest).toBe(without.reservedTokensPerRequest + cacheReadTokens);
    }));
  });

  test('output counts in the end as often as the rate says, max_tokens not at all', () => {
    fc.assert(fc.property(given, fc.integer({ min: 1, max: 1000 }), (one, by) => {
      const more = { outputTokens: one.outputTokens + by, maxTokens: one.maxTokens + 3 * by };
      const [before, after] = [one, { ...one, ...more }].map((each) => computePlan(MODEL, each, true));
      expect(after.settledTokensPerRequest - before.settledTokensPerRequest).toBe(one.outputTokenBurndownRate * by);
      expect(after.reservedTokensPerRequest - before.reservedTokensPerRequest).toBe(3 * by);
    }));
  });

  test('a max_tokens at the break-even reserves what counts in the end, and one token more exceeds it', () => {
    fc.assert(fc.property(given, (one) => {
      const { breakEvenMaxTokens } = computePlan(MODEL, one, true);
      const at = (maxTokens: number) => computePlan(MODEL, { ...one, maxTokens }, true);
      expect(at(breakEvenMaxTokens).reservedTokensPerRequest).toBe(at(breakEvenMaxTokens).settledTokensPerRequest);
      expect(at(breakEvenMaxTokens + 1).reservedTokensPerRequest).toBeGreaterThan(at(breakEvenMaxTokens + 1).settledTokensPerRequest);
    }));
  });
});

/**
 * Whether a request is refused: a window of one minute, in which each request stands at its start with what it has reserved, and from
 * its end on with what it counts.
 */
function throttles(quota: number, requestsPerMinute: number, durations: readonly number[], reserve: number, settle: number): boolean {
  const taken: { start: number; end: number }[] = [];
  for (let index = 0; index < 3 * requestsPerMinute + 3; index++) {
    const start = index / requestsPerMinute;
    const within = taken.filter((other) => other.start > start - 1 + 1e-9);
    const used = within.reduce((sum, { end }) => sum + (end <= start ? settle : reserve), 0);
    taken.push({ start, end: start + durations[index % durations.length] });
    const atEnd = used - within.filter(({ end }) => end > start).length * (reserve - settle);
    if (used + reserve > quota || atEnd + settle > quota) {
      return true;
    }
  }
  return false;
}

describe('the largest rate that is safe', () => {
  const durations = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 });
  const sized = fc.record({ one: given, room: fc.double({ min: 1, max: 60, noNaN: true }), durations });

  test('throttles nothing, however long requests run', () => {
    fc.assert(fc.property(sized, ({ one, room, durations: last }) => {
      const { reservedTokensPerRequest: reserve, settledTokensPerRequest: settle } = computePlan(MODEL, one, true);
      const quota = Math.ceil(room * Math.max(reserve, settle));
      const { sustainableRequestsPerMinute } = computePlan(MODEL, { ...one, tokensPerMinuteQuota: quota }, true);
      expect(throttles(quota, sustainableRequestsPerMinute!, last, reserve, settle)).toBe(false);
    }));
  });

  test('is the largest: with one request more, requests that run for a minute are throttled', () => {
    fc.assert(fc.property(sized, ({ one, room }) => {
      const { reservedTokensPerRequest: reserve, settledTokensPerRequest: settle } = computePlan(MODEL, one, true);
      const quota = Math.ceil(room * Math.max(reserve, settle));
      const { sustainableRequestsPerMinute } = computePlan(MODEL, { ...one, tokensPerMinuteQuota: quota }, true);
      expect(throttles(quota, sustainableRequestsPerMinute! + 1, [1], reserve, settle)).toBe(true);
    }));
  });

  test('is never above the bound that no max_tokens lifts', () => {
    fc.assert(fc.property(given, quotas, (one, known) => {
      const { sustainableRequestsPerMinute = 0, upperBoundRequestsPerMinute = 0 } = computePlan(MODEL, { ...one, ...known }, true);
      expect(sustainableRequestsPerMinute).toBeLessThanOrEqual(upperBoundRequestsPerMinute);
    }));
  });
});

describe('the verdict', () => {
  test('fits exactly where the peak is at most the rate that the first limit allows', () => {
    fc.assert(fc.property(given, quotas, (one, known) => {
      const { fits, limits: [first], workload } = computePlan(MODEL, { ...one, tokensPerMinuteQuota: undefined, ...known }, true);
      expect(fits).toBe(first && workload.peakRequestsPerMinute <= first.requestsPerMinute);
    }));
  });

  test.each<[string, Partial<Given>, boolean, string, number]>([
    ['reservations', { tokensPerMinuteQuota: 2_000_000 }, false, 'TOKENS_PER_MINUTE_RESERVED', 55],
    ['what counts in the end', { tokensPerMinuteQuota: 600_000, maxTokens: 1000 }, true, 'TOKENS_PER_MINUTE', 66],
    ['requests', { tokensPerMinuteQuota: 5_000_000, requestsPerMinuteQuota: 60 }, true, 'REQUESTS_PER_MINUTE', 60],
    ['the busiest minute', { tokensPerMinuteQuota: 2_160_000, peakRequestsPerMinute: 60.5 }, false, 'TOKENS_PER_MINUTE_RESERVED', 60],
    ['a request every other minute, which reserves all of it', { requestsPerMinute: 0.5, tokensPerMinuteQuota: 30_000 },
      false, 'TOKENS_PER_MINUTE_RESERVED', 0],
  ])('is decided by %s', (_, more, fits, kind, requestsPerMinute) => {
    expect(plan(more)).toMatchObject({ fits, limits: [{ kind, requestsPerMinute }, ...plan(more).limits.slice(1)] });
  });

});

describe('a plan at its own sustainable rate', () => {
  test('fits, however numbers are rounded', () => {
    fc.assert(fc.property(given, quotas, fc.constantFrom(1, 1.1, 5), (one, known, outputTokenBurndownRate) => {
      const all = { ...one, tokensPerMinuteQuota: undefined, ...known, outputTokenBurndownRate };
      const { sustainableRequestsPerMinute: peak } = computePlan(MODEL, all, true);
      fc.pre(peak !== undefined && peak >= 1e-6);
      const steady = one.requestsPerMinute * (peak / one.peakRequestsPerMinute!);
      expect(computePlan(MODEL, { ...all, requestsPerMinute: steady, peakRequestsPerMinute: peak }, true).fits).toBe(true);
    }), { numRuns: 200 });
  });
});

describe('the day quota is one for all models, and counted by price (N3)', () => {
  const NAMED = 'Cross-Model Max Tokens Per Day (L-E3F10727) covers all models that the account calls from the source Region. ' +
    'AWS counts it by price, so token counts do not show its use';
  const DEFAULT = 700_000_000;
  const withDay = (tokensPerDayQuota: number, more: Partial<Given> = {}) =>
    plan({ tokensPerMinuteQuota: 5_000_000, tokensPerDayQuota, ...more });

  test('every plan names it with its code, and prints no day limit of the model', () => {
    fc.assert(fc.property(given, quotas, (one, known) => {
      const any = computePlan(MODEL, { ...one, ...known, tokensPerDayQuota: undefined }, true);
      expect(any.advice.filter((sentence) => sentence.includes(NAMED))).toHaveLength(1);
      expect(any.limits.map(({ kind }) => kind)).not.toContain('TOKENS_PER_DAY');
      expect(any.supportCase).toBeUndefined();
      expect(writeReport(any).replace(NAMED, '')).not.toMatch(/\d( tokens)? (a|per) day|Tokens a day/);
    }));
  });

  test('a value above 0 decides nothing, alone or beside other quotas', () => {
    fc.assert(fc.property(given, quotas, fc.integer({ min: 1, max: 9_000_000_000 }), (one, known, tokensPerDayQuota) => {
      const all = { ...one, tokensPerMinuteQuota: undefined, ...known };
      const decided = ({ fits, limits, sustainableRequestsPerMinute }: Plan) => ({ fits, limits, sustainableRequestsPerMinute });
      expect(decided(computePlan(MODEL, { ...all, tokensPerDayQuota }, true)))
        .toEqual(decided(computePlan(MODEL, { ...all, tokensPerDayQuota: undefined }, true)));
    }));
    expect(plan({ tokensPerDayQuota: 1 }).fits).toBeUndefined();
    expect(writeReport(plan({ tokensPerDayQuota: 1 }))).toContain('No per-minute quota is given');
  });

  test('a 0 refuses every call, also those that take no tokens', () => {
    fc.assert(fc.property(given, quotas, (one, known) => {
      const { fits, limits: [first], sustainableRequestsPerMinute, upperBoundRequestsPerMinute } =
        computePlan(MODEL, { ...one, ...known, tokensPerDayQuota: 0 }, true);
      expect([fits, first.kind, sustainableRequestsPerMinute, upperBoundRequestsPerMinute]).toEqual([false, 'TOKENS_PER_DAY', 0, 0]);
    }));
    expect(withDay(0, { inputTokens: 0, cacheWriteTokens: 0, outputTokens: 1 }).fits).toBe(false);
    expect(withDay(0).advice[0]).toMatch(/0 tokens per day, every call to every model fails\. .*Send AWS Support/);
    expect(writeReport(withDay(0))).toMatch(/tokens per day, for all models +0 +– +– +0\n/);
    expect(writeReport(withDay(0))).toContain('Does not fit: with a quota of 0 tokens per day, every call fails');
  });

  test('less than the default is explained, and does not change the verdict', () => {
    const { advice, fits } = withDay(DEFAULT - 1);
    expect(fits).toBe(true);
    for (const part of [
      'A quota of 699,999,999 tokens per day is less than AWS\'s default (700,000,000 as of October 2026)',
      'every call from such an account failed with "Too many tokens per day". If yours fail, waiting does not help',
      'Service Quotas does not adjust this quota. Send AWS Support',
    ]) {
      expect(advice[0]).toContain(part);
    }
    expect([withDay(DEFAULT), withDay(3e12)].map((enough) => [enough.advice, enough.supportCase]))
      .toEqual(Array(2).fill([plan({ tokensPerMinuteQuota: 5_000_000 }).advice, undefined]));
  });

  test('the case with AWS Support says what to raise, and a day\'s calls by kind of token', () => {
    const { supportCase } = withDay(0, { hoursPerDay: 8, cacheReadTokens: 2000 });
    for (const part of [
      'To: AWS Support, account and billing\n', 'refuses calls with "Too many tokens per day"\n', 'Region: (', 'Error: (', 'Use case: (',
      'Quota: Cross-Model Max Tokens Per Day (L-E3F10727), which Service Quotas does not adjust; applied 0, AWS\'s default 700,000,000\n',
      'Model: anthropic.claude-sonnet-5-5, through the inference profile global.anthropic.claude-sonnet-5-5\n',
      'Requests: 60 a minute for 8 hours a day, 28,800 a day\n',
      'Tokens a day: 86,400,000 input, 57,600,000 read from the cache, 28,800,000 written to it, 28,800,000 output',
    ]) {
      expect(supportCase).toContain(part);
    }
    expect(writeReport(withDay(0))).toContain(withDay(0).supportCase);
    expect(withDay(0, { cacheWriteTokens: 0 }).supportCase).toMatch(/input, 86,400,000 output$/);
  });
});

describe('numbers as text', () => {
  test('are never 0 where something is', () => {
    const rare = writeReport(plan({ requestsPerMinute: 0.001, tokensPerMinuteQuota: 50_000, tokensPerDayQuota: 1 }));
    for (const part of [
      'at 0.001 requests per minute', 'Requests per minute: 0.001 steady, 0.001 at peak',
      'A quota of 1 token per day is less than', 'Requests: 0.001 a minute for 24 hours a day, 1.44 a day',
      '= 1 request at peak × 36,000 tokens',
    ]) {
      expect(rare).toContain(part);
    }
    expect(rare).not.toMatch(/(at|to|allows|after) 0 /);
    expect(rare).toContain('Fits: at 0.001 requests per minute');
  });

  test('of allowed rates are never more than they are', () => {
    expect([0.29, 0.0019999, 0.0001, 1e-6, 0, 0.999, 1.999, 55.555].map(writeRate))
      .toEqual(['0.29', '0.0019', '0.0001', '0.000001', '0', '0.99', '1.99', '55.55']);
  });

  test('know one', () => {
    const one = writeReport(plan({
      requestsPerMinute: 1, inputTokens: 0, cacheWriteTokens: 0, outputTokens: 1, maxTokens: 1, outputTokenBurndownRate: 1,
    }));
    expect(one).toMatch(/reserved when requests start {2}1 {10}1 {9}1\n/);
    expect(one).toContain('Desired quota: 1 token per minute = 1 request at peak × 1 token,');
    const throttled = writeReport(plan({
      requestsPerMinute: 1, tokensPerMinuteQuota: 8000, maxTokens: 4000, hoursPerDay: 1, tokensPerDayQuota: 1,
    }));
    expect(throttled + one).not.toMatch(/(?<![\d.,])1 (tokens|requests|hours)\b/);
  });
});

describe('advice', () => {
  test('names one quota that is needed as it is, and one after max_tokens is lowered', () => {
    const { advice } = plan({
      requestsPerMinute: 10, inputTokens: 1000, cacheWriteTokens: 0, outputTokens: 100, maxTokens: 1000, tokensPerMinuteQuota: 5000,
    });
    expect(advice).toEqual([
      '10 requests a minute use 15,000 tokens in the end, more than the quota of 5,000, whatever max_tokens is. Ask for 20,000 ' +
        'tokens per minute, or ask for 15,000 with a max_tokens of 500',
      expect.stringMatching('At 500 the tokens-per-minute quota that you need falls from 20,000 to 15,000, ' +
        'and the highest safe rate with the present quota goes from 2 to 3 requests a minute$'),
      expect.stringContaining('Cross-Model Max Tokens Per Day'),
    ]);
  });

  test.each<[string, Partial<Given>, RegExp]>([
    ['lowers max_tokens to the break-even', { tokensPerMinuteQuota: 2_000_000 },
      /down to 5,000 \(5 × output 1,000\).* At 5,000 the highest safe rate goes from 55 to 222 requests a minute/],
    ['lowers what is needed where no quota is known', {}, /falls from 2,160,000 to 540,000/],
    ['leaves a max_tokens that costs nothing', { maxTokens: 4000 }, /A max_tokens of 4,000 costs nothing: up to 5,000/],
    ['never cuts the average answer', { cacheReadTokens: 4500 },
      /Lower it to the longest answer that you need, no lower than 1,000\. At 1,000 /],
    ['knows a max_tokens that cannot be lower', { cacheReadTokens: 4500, maxTokens: 1000 }, /as low as the average answer/],
    ['subtracts cache reads', { cacheReadTokens: 1500 }, /down to 3,500 \(5 × output 1,000 − cache reads 1,500\)/],
    ['tells where one request is too much', { tokensPerMinuteQuota: 20_000 },
      new RegExp('One request reserves 36,000 tokens .* every call is throttled\\. Ask for 2,160,000 tokens per minute, ' +
        'or ask for 540,000 with a max_tokens of 5,000\n')],
    ['tells where no max_tokens helps', { tokensPerMinuteQuota: 500_000 },
      /use 540,000 .* whatever max_tokens is\. Ask for 2,160,000 .*, or ask for 540,000 with a max_tokens of 5,000\n/],
    ['tells where it depends on how long requests run', { tokensPerMinuteQuota: 600_000 },
      /depends on how long they run.*2,160,000.*540,000.*Ask for 2,160,000 .*, or keep the present quota with a max_tokens of 5,000\n/],
    ['names the peak of requests', { requestsPerMinuteQuota: 50 }, /60 requests a minute exceeds the quota of 50.*disagree/],
  ])('%s', (_, more, sentence) => {
    expect(plan(more).advice.join('\n')).toMatch(sentence);
  });

  test('holds: with the max_tokens that it names, the rate is the one that it promises', () => {
    const advice = plan({ tokensPerMinuteQuota: 2_000_000 }).advice.join('\n');
    const [, maxTokens, promised] = /At ([\d,]+) the highest safe rate goes from 55 to ([\d,]+)/.exec(advice)!;
    expect(plan({ tokensPerMinuteQuota: 2_000_000, maxTokens: Number(maxTokens.replace(',', '')) }).sustainableRequestsPerMinute)
      .toBe(Number(promised));
  });
});

test('the increase request has what AWS\'s form asks for, and how the quota was computed', () => {
  const { increaseRequest, quotaName } = plan({ peakRequestsPerMinute: 90, cacheReadTokens: 2000 });
  expect(quotaName).toBe('Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 5.5');
  for (const part of [
    'Region: (', `Quota: ${quotaName} (L-31AB82D0)\n`, 'Use case: (', 'Requests per minute: 60 steady, 90 at peak',
    'Tokens per minute: 540,000 steady, 810,000 at peak',
    'Average input tokens per request: 6,000, including 2,000 read', 'Average output tokens per request: 1,000',
    'Desired quota: 3,420,000 tokens per minute = 90 requests at peak × 38,000 tokens', '(all input 6,000 + max_tokens 32,000)',
  ]) {
    expect(increaseRequest).toContain(part);
  }
  expect(plan({ maxTokens: 1000 }).increaseRequest)
    .toContain('× 9,000 tokens, which a request counts when it has ended (input and cache writes 4,000 + 5 × output 1,000)');
});

test('a quota that was asked for fits, and one token less does not', () => {
  fc.assert(fc.property(given, (one) => {
    const { requiredTokensPerMinute } = computePlan(MODEL, one, true);
    const fits = (quota: number) => computePlan(MODEL, { ...one, tokensPerMinuteQuota: quota }, true).fits;
    expect([fits(requiredTokensPerMinute), fits(requiredTokensPerMinute - 1)]).toEqual([true, false]);
  }));
});

test('the report holds tables, verdict, advice and increase request', () => {
  const fittingPlan = plan({ tokensPerMinuteQuota: 5_000_000 });
  expect(writeReport(fittingPlan)).toMatch(/at 60 requests per minute\n[^]*Limits[^]*\nFits: [^]*at 138\n- A max_tokens[^]*Desired quota/);
  expect(writeReport(fittingPlan)).toContain(fittingPlan.increaseRequest);
  expect(writeReport(plan())).not.toContain('Limits');
});

describe('fails', () => {
  const name = (property: string) => `<${property}>`;
  test('not for what is whole and positive', () => {
    fc.assert(fc.property(given, quotas, (one, known) => expect(findWorkloadFaults({ ...one, ...known })).toEqual([])));
  });

  const wrong = (properties: (keyof Given)[], values: unknown[], rule: RegExp) =>
    properties.flatMap((property) => values.map((value) => [property, value, rule] as const));
  const NO_NUMBERS = [NaN, -Infinity, -1];
  const WHOLE: (keyof Given)[] = [
    'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'maxTokens', 'tokensPerMinuteQuota', 'tokensPerDayQuota',
    'requestsPerMinuteQuota',
  ];
  const RATES: (keyof Given)[] = ['requestsPerMinute', 'peakRequestsPerMinute', 'outputTokenBurndownRate'];
  test.each([
    ...wrong(['inputTokens', 'cacheReadTokens', 'cacheWriteTokens'], [...NO_NUMBERS, 0.5],
      /must be a whole number of tokens, 0 or more, got: .+ Take the average/),
    ...wrong(['outputTokens'], [...NO_NUMBERS, 0.5, 0], /must be a whole number of tokens, 1 or more, got: .+ Take the average/),
    ...wrong(['inputTokens', 'outputTokens', 'maxTokens', 'requestsPerMinute', 'outputTokenBurndownRate'], [undefined],
      /must be a .*number.*, got: undefined/),
    ...wrong(['maxTokens'], [...NO_NUMBERS, 0.5, 0], /must be a whole number of tokens, 1 or more, got: .+64,000/),
    ...wrong(RATES, [...NO_NUMBERS, 0, 1e-310], /must be a number above 0, at least 0\.000001, got/),
    ...wrong(WHOLE, [2 ** 60, 1e20, Infinity], /must be a whole number up to 9,007,199,254,740,991, got: \w+\. Count its digits$/),
    ...wrong(RATES, [2 ** 60, Infinity], /must be a number up to 9,007,199,254,740,991, got/),
    ...wrong(['hoursPerDay'], [...NO_NUMBERS, 0, 1e-310, 24.1, Infinity], /must be a number above 0 and at most 24, got/),
    ...wrong(['tokensPerMinuteQuota', 'requestsPerMinuteQuota'], [...NO_NUMBERS, 0.5],
      /must be a whole number above 0, got: .+Take the applied value/),
    ...wrong(['tokensPerDayQuota'], [...NO_NUMBERS, 0.5], /must be a whole number, 0 or more, got: .+Take the applied value/),
    ...wrong(['tokensPerMinuteQuota', 'requestsPerMinuteQuota'], [0],
      /must be a whole number above 0, got: 0. New accounts may start at 0.*throttled.*increase/),
    ['maxTokens', 999, /must be at least <outputTokens> \(1000\): no answer is longer, got: 999/],
    ['peakRequestsPerMinute', 59, /must be at least <requestsPerMinute> \(60\), got: 59/],
  ] as const)('for a %s of %p', (property, value, rule) => {
    const faults = writeFaults(findWorkloadFaults({ ...EXAMPLE, [property]: value }), name);
    expect(faults).toMatch(rule);
    expect(faults).toMatch(new RegExp(`^<${property}> must`));
  });

  test.each<[Partial<Given>, boolean]>([
    [{ inputTokens: 0 }, true],
    [{ inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }, true],
    [{ inputTokens: 0, cacheReadTokens: 1 }, false],
    [{ inputTokens: 0, cacheWriteTokens: 1 }, false],
    [{ inputTokens: 1 }, false],
  ])('for a request without any input: %p', (more, fails) => {
    const faults = findWorkloadFaults({ ...EXAMPLE, cacheReadTokens: undefined, cacheWriteTokens: undefined, ...more });
    expect(faults.map(({ prop, rule }) => `${prop} ${rule}`)).toEqual(fails ? [expect.stringMatching(/^inputTokens must be above 0/)] : []);
  });

  test('with all that is wrong', () => {
    expect(findWorkloadFaults({ ...EXAMPLE, inputTokens: 0.5, maxTokens: 999, hoursPerDay: 25 }).map(({ prop }) => prop))
      .toEqual(['inputTokens', 'maxTokens', 'hoursPerDay']);
  });
});
