import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';
import { MemoryAws } from '../../support/guest/memory-aws';
import { Action, carryOut, Trouble } from '../../support/guest/operations';
import { ALL } from '../../support/guest/scale';
import { FOREIGN, Mode, MODES, REMOVALS, WISHES } from '../../support/guest/settings';

jest.setTimeout(ALL ? 600_000 : 60_000);

const removals = REMOVALS.slice(0, ALL ? undefined : 1); // RESTORE_PREVIOUS at least
const starts = (mode: Mode) => ALL ? [FOREIGN[0], FOREIGN[1], WISHES[0]]
  : [{ REFUSE: FOREIGN[0], ADOPT: WISHES[0], TAKE_OVER: FOREIGN[1] }[mode]];
const FAULTS: Trouble[] = [0, 1, 2, 3, 4, 5].flatMap((at): Trouble[] => [
  { fault: { at, how: 'crash' } }, { fault: { at, how: 'after' } },
  ...ALL ? [{ fault: { at, how: 'crash' }, retried: true } as const, { fault: { at, how: 'before' } } as const] : [],
]);
/** The fault is in the first event or in the one after it. */
const TROUBLES = [[], ...FAULTS.flatMap((fault) => [[fault], [{}, fault]])];

type Choice = (properties: Omit<LoggingResourceProperties, 'LoggingConfig'>, troubles: readonly Trouble[]) => Action;

function deploy(logicalId: string, wish: Setting, breaks = false): Choice {
  return (properties, troubles) =>
    ({
      do: 'deploy',
      stack: 0,
      target: { logicalId, properties: { ...properties, LoggingConfig: wish } },
      circumstances: { breaks },
      troubles,
    });
}

const CHOICES: Choice[] = [
  deploy('Logging', WISHES[0]), deploy('Logging', WISHES[1]), deploy('Logging', WISHES[1], true),
  deploy('Renamed', WISHES[0]), deploy('Renamed', WISHES[1]), deploy('Renamed', WISHES[1], true),
  (_, troubles) => ({ do: 'deploy', stack: 0, troubles }),
  (_, troubles) => ({ do: 'delete', stack: 0, troubles }),
  () => ({ do: 'outsider', setting: FOREIGN[2] }),
];

async function check(start: Setting | undefined, actions: readonly Action[]): Promise<void> {
  const aws = new MemoryAws();
  aws.outsiderWrites(start);
  await carryOut(aws, [...actions, { do: 'delete', stack: 0 }]).catch((error: Error) => {
    throw new Error(`${error.message}\n${JSON.stringify({ start, actions })}`);
  });
}

test.each(MODES)('the invariants hold in all sequences of three operations of one stack that is to %s', async (OnExisting) => {
  let count = 0;
  for (const OnRemoval of removals) {
    const all = CHOICES.map((choice) => choice({ OnExisting, OnRemoval }, []));
    for (const actions of all.flatMap((one) => all.flatMap((two) => all.map((three) => [one, two, three])))) {
      for (const start of starts(OnExisting)) {
        await check(start, actions);
        count++;
      }
    }
  }
  expect(count).toBe(removals.length * 9 ** 3 * starts(OnExisting).length);
});

test.each(MODES)('they hold in all sequences of two operations with one fault of one stack that is to %s', async (OnExisting) => {
  const settled = { OnExisting, OnRemoval: 'RESTORE_PREVIOUS' } as const;
  let count = 0;
  for (const troubles of TROUBLES) {
    for (const [one, two] of CHOICES.flatMap((first) => CHOICES.map((second) => [first(settled, []), second(settled, troubles)]))) {
      for (const start of starts(OnExisting)) {
        await check(start, [one, two]);
        count++;
      }
    }
  }
  expect(count).toBe(TROUBLES.length * 9 ** 2 * starts(OnExisting).length);
});
