import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';
import { MemoryAws } from '../../support/guest/memory-aws';
import { Action, carryOut, Trouble } from '../../support/guest/operations';
import { ALL } from '../../support/guest/scale';
import { FOREIGN, Mode, MODES, PREVIOUS, REMOVALS, WISHES } from '../../support/guest/settings';

jest.setTimeout(ALL ? 1_200_000 : 60_000);

const removals = REMOVALS.slice(0, ALL ? undefined : 1); // RESTORE_PREVIOUS at least
const starts = (mode: Mode) => ALL ? [FOREIGN[0], FOREIGN[1], WISHES[0]]
  : [{ REFUSE: FOREIGN[0], ADOPT: WISHES[0], TAKE_OVER: FOREIGN[1] }[mode]];

/** A Create asks ten times, and an event that waits once for its role twelve times. */
const REQUESTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const FAULTS: Trouble[] = REQUESTS.flatMap((at): Trouble[] => [
  { fault: { at, how: 'crash' } }, { fault: { at, how: 'after' } },
  ...ALL ? [{ fault: { at, how: 'crash' }, retried: true } as const, { fault: { at, how: 'before' } } as const] : [],
]);
const OVERLAPS: Trouble[] = [
  ...REQUESTS.flatMap((at): Trouble[] => [{ overtaken: { at } }, { duplicate: at }, { overtaken: { at, twin: true } }]),
  ...[0, 6, 7, 8, 9, 10, 11, 12].map((at): Trouble => ({ notYet: 1, overtaken: { at, deep: true } })),
  { duplicate: true },
];

type Choice = (properties: Omit<LoggingResourceProperties, 'LoggingConfig'>, troubles: readonly Trouble[]) => Action;

function deploy(wish: Setting, breaks = false): Choice {
  return (properties, troubles) => ({
    do: 'deploy', stack: 0, properties: { ...properties, ...PREVIOUS, LoggingConfig: wish }, circumstances: { breaks }, troubles,
  });
}

const CHOICES: Choice[] = [
  deploy(WISHES[0]), deploy(WISHES[1]), deploy(WISHES[1], true),
  (_, troubles) => ({ do: 'deploy', stack: 0, troubles }),
  (_, troubles) => ({ do: 'delete', stack: 0, troubles }),
  () => ({ do: 'outsider', setting: FOREIGN[2] }),
];

let plays = 0;
let events = 0;
afterAll(() => console.log(`${plays} sequences, ${events} events`));

async function check(start: Setting | undefined, actions: readonly Action[]): Promise<void> {
  const aws = new MemoryAws();
  aws.outsiderWrites(start);
  const answers = await carryOut(aws, [...actions, { do: 'delete', stack: 0 }]).catch((error: Error) => {
    throw new Error(`${error.message}\n${JSON.stringify({ start, actions })}`);
  });
  plays++;
  events += answers.length;
}

test.each(MODES)('the invariants hold in all sequences of three operations of one stack that is to %s', async (OnExisting) => {
  for (const OnRemoval of removals) {
    const all = CHOICES.map((choice) => choice({ OnExisting, OnRemoval }, []));
    for (const actions of all.flatMap((one) => all.flatMap((two) => all.map((three) => [one, two, three])))) {
      for (const start of starts(OnExisting)) {
        await check(start, actions);
      }
    }
  }
});

/** The trouble is in the first event of an operation or in the one after it. */
async function checkAll(OnExisting: Mode, troubles: readonly (readonly Trouble[])[]): Promise<void> {
  const settled = { OnExisting, OnRemoval: 'RESTORE_PREVIOUS' } as const;
  for (const one of troubles) {
    for (const actions of CHOICES.flatMap((first) => CHOICES.map((second) => [first(settled, []), second(settled, one)]))) {
      for (const start of starts(OnExisting)) {
        await check(start, [...actions, CHOICES[1](settled, [])]);
      }
    }
  }
}

test.each(MODES)('they hold with one fault at every request (%s)', async (mode) => {
  await checkAll(mode, FAULTS.flatMap((fault) => [[fault], [{}, fault]]));
});

test.each(MODES)('they hold with one overlap at every request (%s)', async (mode) => {
  await checkAll(mode, OVERLAPS.flatMap((overlap) => [[overlap], [{}, overlap]]));
});

test.each(MODES)('they hold where the event that overtakes is itself overtaken, comes twice or meets a fault (%s)', async (mode) => {
  const firsts = OVERLAPS.filter(({ overtaken }) => overtaken);
  const seconds = [...OVERLAPS, ...FAULTS];
  await checkAll(mode, firsts.flatMap((one) => (ALL ? seconds : seconds.filter((_, index) => index % 7 === 0)).map((two) => [one, two])));
});
