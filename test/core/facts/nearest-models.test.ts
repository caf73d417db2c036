import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import { findNearestModels } from '../../../src/core/facts/nearest-models';

const IDS = KNOWN_MODELS.map(({ modelId }) => modelId);

const START = 'anthropic.claude-'; // without which an ID is refused

/** Each slip of one letter of the name, and each dash that became a dot. */
function makeSlips(modelId: string): string[] {
  return [...modelId].flatMap((character, index) => {
    if (index < START.length) {
      return [];
    }
    const [before, after] = [modelId.slice(0, index), modelId.slice(index + 1)];
    const next = modelId[index + 1] ?? '';
    return [
      ...character === '-' ? [`${before}.${after}`] : [],
      ...!/[a-z]/.test(character) ? [] : [
        `${before}${after}`,
        `${before}${character}${character}${after}`,
        `${before}${character === 'q' ? 'x' : 'q'}${after}`,
        ...!/[a-z]/.test(next) || next === character ? [] : [`${before}${next}${character}${after.slice(1)}`],
      ],
    ];
  });
}

describe('an ID that nobody lists is held against those that are listed (N7)', () => {
  test.each([
    ['anthropic.claude-sonet-5-5', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-sonnet-5.5', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-5-5-sonnet', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-5.5-sonnet', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-opuss-5-5', 'anthropic.claude-opus-5-5'],
    ['anthropic.claude-sonnet-55', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-sonnet-4-6-v1', 'anthropic.claude-sonnet-4-6'],
    ['anthropic.claude-opus-4-7-v1:0', 'anthropic.claude-opus-4-7'],
    ['anthropic.claude-haiku-4-5', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['anthropic.claude-haiku-4-5-20251010-v1:0', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['anthropic.claude-haiku-4-5-2025100-v1:0', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
  ])('%s is likely a slip for %s', (modelId, expected) => {
    expect(findNearestModels(modelId)).toEqual([expected]);
  });

  test('every slip of one letter, and every dot for a dash, finds its model and no other', () => {
    for (const modelId of IDS) {
      const slips = makeSlips(modelId).filter((slip) => !IDS.includes(slip));
      expect(slips.length).toBeGreaterThan(15);
      expect(slips.filter((slip) => findNearestModels(slip).join() !== modelId)).toEqual([]);
    }
  });

  test.each([
    'anthropic.claude-sonnet-6', 'anthropic.claude-sonnet-9', 'anthropic.claude-fable-5-2', 'anthropic.claude-opus-5-6',
    'anthropic.claude-haiku-5', 'anthropic.claude-opus-4-9-20270101-v1:0', 'anthropic.claude-mythos-5', 'anthropic.claude-opal-5',
    'anthropic.claude-opus-4-1-20250805-v1:0', 'anthropic.claude-3-7-sonnet-20250219-v1:0', 'anthropic.claude-3-opus-20240229-v1:0',
    'openai.gpt-5-6', 'amazon.nova-pro-v1:0',
  ])('%s is another model, and like none', (modelId) => {
    expect(findNearestModels(modelId)).toEqual([]);
  });

  test('the next models of every family are like none', () => {
    const families = [...new Set(IDS.map((id) => /claude-([a-z]+)/.exec(id)![1]))];
    const next = families.flatMap((family) => [6, 7, 8, 9].flatMap((major) =>
      ['', '-1', '-5'].map((minor) => `anthropic.claude-${family}-${major}${minor}`)));
    expect(next.filter((id) => findNearestModels(id).length > 0)).toEqual([]);
  });

  test('a listed one is like none but itself', () => {
    expect(IDS.flatMap(findNearestModels)).toEqual([]);
  });
});
