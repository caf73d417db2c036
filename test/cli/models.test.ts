import { cli, onDay } from '../support/cli';

const SCP = 'test/scps/tls-only.json';
const SONNET_4 = 'anthropic.claude-sonnet-4-20250514-v1:0';
const OPUS_4_1 = 'anthropic.claude-opus-4-1-20250805-v1:0';
const HAIKU_4_5 = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const NUMBERS = ['--requests-per-minute', '5', '--input', '100', '--output', '10', '--max-tokens', '50'];

/** Each command that takes a model, and where its JSON has sentences about it. */
const COMMANDS: [string, (modelId: string, ...more: string[]) => string[], (json: any) => string[]][] = [
  ['check-scp', (modelId, ...more) => ['check-scp', SCP, '--region', 'us-east-1', '--model', modelId, ...more],
    ({ documents: [{ assumptions }] }) => assumptions],
  ['explain', (modelId, ...more) => ['explain', '--scp', SCP, '--region', 'us-east-1', '--model', modelId, ...more],
    ({ assumptions }) => assumptions],
  ['quota', (modelId, ...more) => ['quota', '--model', modelId, ...NUMBERS, ...more], ({ notes }) => notes],
];

describe.each(COMMANDS)('%s says of a model that is named (N7)', (_, write, read) => {
  const say = (modelId: string, day = '2026-11-28') => onDay(day, () => {
    const sentences = read(JSON.parse(cli(...write(modelId, '--format', 'json')).out)).filter((one) => !one.startsWith('account '));
    const { out } = cli(...write(modelId));
    sentences.forEach((sentence) => expect(out).toMatch(new RegExp(`^(assumed|note): ${sentence.replace(/[.?()]/g, '\\$&')}$`, 'm')));
    return sentences;
  });

  test('that its life has ended', () => {
    expect(say(SONNET_4)).toEqual([
      expect.stringMatching(/ended on 2026-10-14: its calls have failed since then, whatever policies allow$/),
    ]);
  });

  test('that its life ends, and in how many days', () => {
    expect(say(OPUS_4_1)).toEqual([
      expect.stringContaining(`${OPUS_4_1} is not in this library's list`),
      expect.stringMatching(/has been Legacy since 2026-07-08: .* ends on 2027-01-08, .* \(days left: 41\)$/),
    ]);
    expect(say(OPUS_4_1, '2027-01-08')[1]).toMatch(/ended on 2027-01-08/);
  });

  test('that AWS promises it no longer, and nothing before', () => {
    expect(say(HAIKU_4_5)).toEqual([
      expect.stringContaining(`AWS promised ${HAIKU_4_5} only until 2026-10-16, and may announce its end any day`),
    ]);
    expect(say(HAIKU_4_5, '2026-10-15')).toEqual([]);
  });

  test.each([
    ['anthropic.claude-sonnet-5.5', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-5-5-sonnet', 'anthropic.claude-sonnet-5-5'],
    ['anthropic.claude-opuss-5-5', 'anthropic.claude-opus-5-5'],
  ])('that %s is not listed, and which one is', (modelId, expected) => {
    const note = `${modelId} is not in this library's list; did you mean ${expected}\\?$`;
    expect(say(modelId)).toEqual([expect.stringMatching(new RegExp(note))]);
  });

  test('that a new one is not listed', () => {
    expect(say('anthropic.claude-sonnet-6')).toEqual([expect.stringMatching(/anthropic\.claude-sonnet-6 is not in this library's list$/)]);
  });

  test('nothing, where nothing is to be said', () => {
    expect(say('anthropic.claude-sonnet-5')).toEqual([]);
  });
});

test('a Region that is not confirmed is an assumption, as one that is not known (N7)', () => {
  const assume = (modelId: string, region: string) => cli('check-scp', SCP, '--region', region, '--model', modelId).out;
  expect(assume('anthropic.claude-haiku-5-5', 'af-south-1'))
    .toMatch(/^assumed: anthropic\.claude-haiku-5-5 can be called from af-south-1 .*, which AWS does not confirm for this model$/m);
  expect(assume('anthropic.claude-sonnet-5-5', 'ap-east-1')).toMatch(/^assumed: .* from ap-east-1 .*, which is not known$/m);
  expect(assume('anthropic.claude-sonnet-5-5', 'af-south-1')).not.toContain('can be called from');
});
