import { readFileSync } from 'node:fs';
import { Lazy, Token } from 'aws-cdk-lib';
import { ClaudeModel, QuotaLimit, QuotaPlan, QuotaPlanProps } from '../../src';
import { LIMIT_NAMES } from '../../src/core/tokens/report';

const PROPS: QuotaPlanProps = {
  model: ClaudeModel.SONNET_4_6, requestsPerMinute: 60, inputTokens: 3000, cacheWriteTokens: 1000, outputTokens: 1000, maxTokens: 32_000,
};
const plan = (more: object = {}) => new QuotaPlan({ ...PROPS, ...more });

test('docs/quotas.md says what its plan has', () => {
  const [code] = /const plan = new QuotaPlan\([^]*?(?=```)/.exec(readFileSync('docs/quotas.md', 'utf8'))!;
  const [, construct] = /^const plan = ([^]*?;)\n/.exec(code)!;
  const made = new Function('ClaudeModel', 'QuotaPlan', `return ${construct}`)(ClaudeModel, QuotaPlan) as QuotaPlan;
  const said = [...code.matchAll(/^plan\.(\w+); \/\/ (\w+)$/gm)].map(([, name, value]) => [name, value]);
  expect(said.length).toBeGreaterThan(3);
  expect(said.map(([name]) => [name, `${made[name as keyof QuotaPlan]}`])).toEqual(said);
});

test('AWS\'s worked example does not fit where reservations exceed the quota, though what counts in the end is far below it', () => {
  expect(plan({ tokensPerMinuteQuota: 2_000_000 })).toMatchObject({
    reservedTokensPerRequest: 36_000,
    settledTokensPerRequest: 9_000,
    requiredTokensPerMinute: 2_160_000,
    shareOfTokensPerMinute: 108,
    settledShareOfTokensPerMinute: 27,
    sustainableRequestsPerMinute: 55,
    upperBoundRequestsPerMinute: 222,
    firstLimit: QuotaLimit.TOKENS_PER_MINUTE_RESERVED,
    fits: false,
  });
});

test('a steady rate and a peak are told apart', () => {
  expect(plan({ peakRequestsPerMinute: 90 })).toMatchObject({
    reservedTokensPerMinute: 2_160_000,
    peakReservedTokensPerMinute: 3_240_000,
    settledTokensPerMinute: 540_000,
    peakSettledTokensPerMinute: 810_000,
  });
});

test('nothing is decided where no quota is known, and the report still says what to ask for', () => {
  const { firstLimit, fits, shareOfTokensPerMinute, sustainableRequestsPerMinute, advice, increaseRequest, quotaName } = plan();
  expect([firstLimit, fits, shareOfTokensPerMinute, sustainableRequestsPerMinute]).toEqual([undefined, undefined, undefined, undefined]);
  expect(`${plan()}`).toContain(increaseRequest);
  expect(increaseRequest).toContain(quotaName);
  expect(advice).toHaveLength(2);
});

test('the model says how often output counts, and how its quota is called', () => {
  const model = ClaudeModel.of('anthropic.claude-opus-9', { outputTokenBurndownRate: 10 });
  expect(plan({ model })).toMatchObject({ settledTokensPerRequest: 14_000, quotaName: expect.stringMatching(/Anthropic Claude Opus 9$/) });
});

describe('the day quota is one for all models, and counted by price (N3)', () => {
  test('a 0 refuses every call, and the plan has the case to open', () => {
    const { fits, firstLimit, sustainableRequestsPerMinute, supportCase } = plan({ tokensPerMinuteQuota: 5_000_000, tokensPerDayQuota: 0 });
    expect([fits, firstLimit, sustainableRequestsPerMinute]).toEqual([false, QuotaLimit.TOKENS_PER_DAY, 0]);
    expect(supportCase).toContain('Cross-Model Max Tokens Per Day (L-E3F10727)');
    expect(`${plan({ tokensPerDayQuota: 0 })}`).toContain('Does not fit: with a quota of 0 tokens per day, every call fails');
  });

  test('a small one leaves the verdict, and has the case; a known default has none', () => {
    const { fits, firstLimit, supportCase } = plan({ tokensPerMinuteQuota: 5_000_000, tokensPerDayQuota: 150_000_000 });
    expect([fits, firstLimit]).toEqual([true, QuotaLimit.TOKENS_PER_MINUTE_RESERVED]);
    expect(supportCase).toContain('applied 150,000,000, AWS\'s default 700,000,000');
    expect(plan({ tokensPerDayQuota: 700_000_000 }).supportCase).toBeUndefined();
  });
});

test('every limit has a name of its own in the report', () => {
  expect(Object.keys(LIMIT_NAMES)).toEqual(Object.values(QuotaLimit));
});

describe('fails', () => {
  const token = Token.asNumber(Lazy.number({ produce: () => 5 }));
  test.each<[string, object, RegExp]>([
    ['a zero quota', { tokensPerMinuteQuota: 0 },
      /^'tokensPerMinuteQuota' must be a whole number above 0, got: 0\. New accounts may start at 0/],
    ['a max_tokens below the output', { maxTokens: 10 },
      /^'maxTokens' must be at least 'outputTokens' \(1000\): no answer is longer, got: 10\. Take/],
    ['no max_tokens', { maxTokens: undefined }, /^'maxTokens' must be .*got: undefined/],
    ['no model', { model: undefined }, /^'model' must be a ClaudeModel, got: undefined/],
    ['a model that is a token', { model: ClaudeModel.of(Lazy.string({ produce: () => 'x' })) },
      /^'model' must be known at synthesis.*got: a token/],
    ['a rate that is a token', { model: ClaudeModel.of('anthropic.claude-opus-5', { outputTokenBurndownRate: token }) },
      /^'model' must be known at synthesis/],
    ['a quota that is a token', { tokensPerMinuteQuota: token },
      /^'tokensPerMinuteQuota' must be known at synthesis, .*got: a token\. Give the value itself/],
    ['tokens that are a token', { inputTokens: token }, /^'inputTokens' must be known at synthesis/],
  ])('for %s', (_, more, message) => {
    expect(() => plan(more)).toThrow(message);
  });

  test('with all that is wrong', () => {
    const values = { tokensPerMinuteQuota: 0, maxTokens: 10, inputTokens: token };
    expect(() => plan(values))
      .toThrow(/^3 rules are broken:\n- 'inputTokens' must be known.*\n- 'maxTokens' must be at least.*\n- 'tokensPerMinuteQuota' must/);
  });

  test.each([undefined, null])('for props that are %p', (props) => {
    expect(() => new QuotaPlan(props as unknown as QuotaPlanProps)).toThrow(/^'props' must describe the calls of a model/);
  });
});
