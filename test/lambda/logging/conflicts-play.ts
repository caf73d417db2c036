import type { Conflict } from './conflicts';
import { ANOTHER, DONE, Expectation, FOUND, HAPPENS, WRITTEN_SINCE, YOURS } from './conflicts-words';
import { Modes, Place, Stacks, World } from './conflicts-world';
import type { Setting } from '../../../src/lambda/logging/wire';

/** What a row came to, or should. */
export interface Result {
  readonly answer: string;
  readonly live: Setting | undefined;
  readonly record: string;
  readonly written: boolean;
}

/** The modes that a row names, or all; where it names those of one property, the other's take turns. */
export function modesOf({ setting }: Conflict, row: number): Modes[] {
  const existing = pick(['REFUSE', 'ADOPT', 'TAKE_OVER'] as const, setting);
  const removal = pick(['RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'] as const, setting);
  const counts = [existing, removal].map(({ length }) => length);
  return Array.from({ length: Math.min(...counts) }, (_, index) => ({
    OnExisting: existing[(index + (counts[0] > counts[1] ? row : 0)) % counts[0]],
    OnRemoval: removal[(index + (counts[1] > counts[0] ? row : 0)) % counts[1]],
  }));
}

function pick<T extends string>(modes: readonly T[], setting: string): readonly T[] {
  const named = modes.filter((mode) => setting.includes(mode));
  return named.length > 0 ? named : modes;
}

export async function play({ aws, guest, stacks }: Place, row: Conflict, modes: Modes): Promise<{ expected: Result; seen: Result }> {
  await aws.reset();
  const world = new World(aws, guest, stacks, modes);
  await FOUND[row.found](world);
  const answer = aws.answers.at(-1);
  if (answer?.Status === 'FAILED') {
    throw new Error(`"${row.found}" did not come about: ${answer.Reason}`);
  }
  const found = { live: canonical(await aws.readSetting()), record: owner(await aws.readRecord(), stacks), writes: aws.writes };

  const { Status, Reason = '' } = await DONE[row.you](world, row.found);
  const { refusal, live, record, still }: Expectation = HAPPENS[row.happens];
  const lives = {
    'off': undefined, 'yours': world.wish, 'before': YOURS, 'another': ANOTHER, 'since': WRITTEN_SINCE, 'as found': found.live,
  };
  const written = aws.writes > found.writes;
  return {
    expected: {
      answer: refusal ? `FAILED: ${refusal.source}` : 'SUCCESS',
      live: canonical(lives[live]),
      record: record === 'as found' ? found.record : record,
      written: still ? false : written,
    },
    seen: {
      answer: Status === 'SUCCESS' ? Status : `${Status}: ${refusal?.test(Reason) ? refusal.source : Reason}`,
      live: canonical(await aws.readSetting()),
      record: owner(await aws.readRecord(), stacks),
      written,
    },
  };
}

function owner(record: string | undefined, stacks: Stacks): string {
  const id = record && (JSON.parse(record) as { s: string }).s;
  return Object.entries(stacks).find(([, stack]) => stack === id)?.[0] ?? id ?? 'nobody';
}

/** With all flags, as booleans. */
function canonical(setting: Setting | undefined): Setting | undefined {
  const { cloudWatchConfig, s3Config, ...given } = setting ?? {};
  const all = ['text', 'image', 'embedding', 'video', 'audio'].map((name) => `${name}DataDeliveryEnabled` as keyof typeof given);
  if (!cloudWatchConfig && !s3Config) {
    return undefined;
  }
  const data = Object.fromEntries(all.map((flag) => [flag, String(given[flag]) !== 'false']));
  return { ...cloudWatchConfig && { cloudWatchConfig }, ...s3Config && { s3Config }, ...data };
}
