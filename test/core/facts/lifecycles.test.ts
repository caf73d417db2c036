import { readFileSync } from 'node:fs';
import { KNOWN_MODELS } from '../../../src/core/facts/known-models';
import { findLifecycle, findLifecycleDates, LifecycleDates, writeEnd } from '../../../src/core/facts/lifecycles';
import { titleModel } from '../../../src/core/facts/model-ids';

const SONNET_4 = 'anthropic.claude-sonnet-4-20250514-v1:0';
const OPUS_4_1 = 'anthropic.claude-opus-4-1-20250805-v1:0';
const IDS = [...KNOWN_MODELS.map(({ modelId }) => modelId), OPUS_4_1];

describe('a model is active, then Legacy, and its life ends on a day that AWS announces (N7)', () => {
  test.each<[string, string, string, boolean, number | undefined]>([
    [SONNET_4, '2026-04-13', 'ACTIVE', false, 184],
    [SONNET_4, '2026-04-14', 'LEGACY', true, 183],
    [SONNET_4, '2026-10-13', 'LEGACY', true, 1],
    [SONNET_4, '2026-10-14', 'END_OF_LIFE', true, 0],
    [SONNET_4, '2026-11-28', 'END_OF_LIFE', true, -45],
    [OPUS_4_1, '2026-07-07', 'ACTIVE', false, 185],
    [OPUS_4_1, '2026-11-28', 'LEGACY', true, 41],
    [OPUS_4_1, '2027-01-08', 'END_OF_LIFE', true, 0],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', '2026-11-28', 'ACTIVE', false, undefined],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', '2026-11-28', 'ACTIVE', false, undefined],
    ['anthropic.claude-sonnet-9', '2040-01-01', 'ACTIVE', false, undefined],
  ])('%s on %s is %s', (modelId, today, state, isNearEnd, daysLeft) => {
    expect(findLifecycle(modelId, today)).toMatchObject({ state, isNearEnd, daysLeft });
  });

  test('that AWS promises a model until a day only is no end of it', () => {
    for (const modelId of IDS) {
      const { endOfLife, endOfLifeNotBefore, isNearEnd } = findLifecycle(modelId, '2099-01-01');
      expect([modelId, isNearEnd]).toEqual([modelId, endOfLife !== undefined]);
      expect(endOfLife === undefined || endOfLifeNotBefore === undefined).toBe(true);
    }
  });

  test('all dates are days, in order', () => {
    for (const modelId of IDS) {
      const { legacySince, endOfLife, endOfLifeNotBefore } = findLifecycle(modelId, '2026-11-28');
      for (const date of [legacySince, endOfLife, endOfLifeNotBefore].filter((one) => one !== undefined)) {
        expect(new Date(date).toISOString()).toBe(`${date}T00:00:00.000Z`);
      }
      expect((legacySince ?? '') < (endOfLife ?? '9')).toBe(true);
    }
  });

  test.each<[LifecycleDates, string, string, boolean]>([
    [{ endOfLife: '2027-06-30' }, '2026-12-29', 'ACTIVE', false],
    [{ endOfLife: '2027-06-30' }, '2026-12-30', 'ACTIVE', true],
    [{ endOfLife: '2027-08-31' }, '2027-02-27', 'ACTIVE', false],
    [{ endOfLife: '2027-08-31' }, '2027-02-28', 'ACTIVE', true],
    [{ endOfLife: '2027-03-15' }, '2026-09-14', 'ACTIVE', false],
    [{ endOfLife: '2027-03-15' }, '2026-09-15', 'ACTIVE', true],
    [{ legacySince: '2027-01-01' }, '2026-12-31', 'ACTIVE', false],
    [{ legacySince: '2027-01-01' }, '2027-01-01', 'LEGACY', true],
    [{ legacySince: '2026-01-01', endOfLife: '2030-01-01' }, '2026-11-28', 'LEGACY', true],
  ])('six months before the end, and while a model is Legacy, users are told: %j on %s', (dates, today, state, isNearEnd) => {
    expect(findLifecycle('anthropic.claude-sonnet-9', today, dates)).toMatchObject({ state, isNearEnd });
  });

  test('dates that the user gives come before ours', () => {
    expect(findLifecycle(SONNET_4, '2026-11-28', { endOfLife: '2027-12-31' })).toMatchObject({ state: 'LEGACY', endOfLife: '2027-12-31' });
  });
});

describe('what is said of a model near its end (N7)', () => {
  const write = (modelId: string, today: string, dates?: LifecycleDates) => writeEnd(modelId, findLifecycle(modelId, today, dates));

  test('is nothing as long as the end is far or unknown', () => {
    expect(IDS.flatMap((modelId) => write(modelId, '2026-01-01') ?? [])).toEqual([]);
  });

  test('says when calls begin to fail, and that idle accounts may lose it before', () => {
    expect(write(OPUS_4_1, '2026-11-28')).toBe(`${OPUS_4_1} has been Legacy since 2026-07-08: ` +
      'its life on Amazon Bedrock ends on 2027-01-08, and then its calls fail; ' +
      'accounts that do not call it for 15 days may lose it before then');
    expect(write('anthropic.claude-x', '2026-11-28', { endOfLife: '2026-12-31' }))
      .toBe('anthropic.claude-x nears its end of life: its life on Amazon Bedrock ends on 2026-12-31, and then its calls fail');
    expect(write('anthropic.claude-x', '2026-11-28', { legacySince: '2026-11-01' }))
      .toContain('has been Legacy since 2026-11-01: AWS will end its life on Amazon Bedrock; accounts');
  });

  test('is plainer when it has ended', () => {
    expect(write(SONNET_4, '2026-11-28')).toBe(`the life of ${SONNET_4} on Amazon Bedrock ended on 2026-10-14: ` +
      'its calls have failed since then, whatever policies allow');
  });

  test('stays the same from day to day, so that a build does not change without a reason', () => {
    expect(write(OPUS_4_1, '2026-07-08')).toBe(write(OPUS_4_1, '2027-01-07'));
    expect(write(SONNET_4, '2026-10-14')).toBe(write(SONNET_4, '2030-01-01'));
  });
});

test('docs/monitoring.md has the days of every model (N7)', () => {
  const [, section] = readFileSync('docs/monitoring.md', 'utf8').split('\n### Dates of models\n');
  const rows = section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').slice(1, -1));
  const readDay = (cell: string) => /\d+ [A-Z][a-z]+ \d{4}/.exec(cell)?.map((day) => new Date(`${day} UTC`).toISOString().slice(0, 10))[0];
  for (const modelId of IDS) {
    const name = titleModel(modelId).replace('Claude ', '');
    const cells = rows.find(([models]) => models.replace(/\(.*/, '').split(',').some((model) => model.trim() === name))!;
    const [legacySince, endOfLife, endOfLifeNotBefore] = cells.slice(1).map(readDay);
    expect([name, { legacySince, endOfLife, endOfLifeNotBefore }]).toEqual([name, findLifecycleDates(modelId)]);
  }
});
