import { readFileSync } from 'node:fs';
import { findBurndownRate } from '../../../src/core/facts/burndown-rates';
import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import { titleModel } from '../../../src/core/facts/model-ids';

describe('the burndown rate of a model (N2)', () => {
  test.each([
    ['opus-4-8', 15], ['sonnet-5', 10], ['opus-5', 10], ['fable-5-1', 10], ['opus-5-5', 10],
    ['opus-4-7', 5], ['sonnet-4-6', 5], ['opus-4-6-v1', 5], ['opus-4-5-20251101-v1:0', 5], ['haiku-4-5-20251001-v1:0', 5],
    ['sonnet-4-20250514-v1:0', 5], ['opus-4-1-20250805-v1:0', 5], ['3-7-sonnet-20250219-v1:0', 5], ['3-haiku-20240307-v1:0', 5],
    ['opus-5-20260401-v1:0', 10],
  ])('is stated of %s: %d', (name, rate) => {
    expect(findBurndownRate(`anthropic.claude-${name}`)).toEqual({ rate, isStated: true });
  });

  test.each(['sonnet-5-5', 'haiku-5-5', 'fable-5', 'sonnet-4-9', 'opus-6', 'nova-12', 'sonnet'])('is assumed of %s: 10', (name) => {
    expect(findBurndownRate(`anthropic.claude-${name}`)).toEqual({ rate: 10, isStated: false });
  });

  test('is at most as high as assumed, where it is assumed, for the models beside it', () => {
    const stated = KNOWN_MODELS.map(({ modelId }) => ({ modelId, ...findBurndownRate(modelId) })).filter(({ isStated }) => isStated);
    expect(stated.filter(({ modelId, rate }) => /claude-\w+-5/.test(modelId) && rate > 10)).toEqual([]);
  });

  test('is the one that docs/quotas.md has for each listed model', () => {
    const [, section] = readFileSync('docs/quotas.md', 'utf8').split('\n### Burndown rates\n');
    const rows = [...section.split('\n### ')[0].matchAll(/^\| (.+) \| (\d+) × \| (.+) \|$/gm)].map(([, names, rate, source]) =>
      ({ names: names.split(', '), told: { rate: Number(rate), isStated: source !== 'assumed' } }));
    for (const { modelId } of KNOWN_MODELS) {
      const name = titleModel(modelId).replace('Claude ', '');
      const { told } = rows.find(({ names }) => names.includes(name)) ?? rows.find(({ names }) => names.includes('up to 4.7'))!;
      expect({ name, ...told }).toEqual({ name, ...findBurndownRate(modelId) });
    }
  });
});
