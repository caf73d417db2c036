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
});
