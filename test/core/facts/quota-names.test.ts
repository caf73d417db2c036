import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import { findQuotaCode } from '../../../src/core/facts/quota-names';

describe('codes of quotas are exact, and known of most models (N8)', () => {
  const codes = KNOWN_MODELS.map(({ modelId }) => [modelId, findQuotaCode(modelId)] as const);

  test('each model has a code of its own, but the two that AWS\'s tool does not list', () => {
    expect(codes.filter(([, code]) => code === undefined).map(([modelId]) => modelId))
      .toEqual(['anthropic.claude-haiku-5-5', 'anthropic.claude-sonnet-4-20250514-v1:0']);
    const known = codes.flatMap(([, code]) => code ?? []);
    expect(known.filter((code) => !/^L-[0-9A-F]{8}$/.test(code))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  // As AWS's usage analyzer 0.7.0b0 lists them, read on 28 November 2026.
  test.each([
    ['anthropic.claude-sonnet-5-5', 'L-31AB82D0'], ['anthropic.claude-opus-5-5', 'L-A103A344'],
    ['anthropic.claude-fable-5-1', 'L-50CC5674'],
    ['anthropic.claude-opus-5', 'L-D73B1244'], ['anthropic.claude-sonnet-5', 'L-DD84E5CA'], ['anthropic.claude-fable-5', 'L-D06938E7'],
    ['anthropic.claude-opus-4-8', 'L-4FCE27C7'], ['anthropic.claude-opus-4-7', 'L-34152C1D'],
    ['anthropic.claude-sonnet-4-6', 'L-7BEE40FB'], ['anthropic.claude-opus-4-6-v1', 'L-3DCCFAA4'],
    ['anthropic.claude-opus-4-5-20251101-v1:0', 'L-3ABF6ACC'], ['anthropic.claude-haiku-4-5-20251001-v1:0', 'L-9A11C666'],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'L-27C57EE8'],
  ])('%s has %s', (modelId, code) => {
    expect(findQuotaCode(modelId)).toBe(code);
  });
});
