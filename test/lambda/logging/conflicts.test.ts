import { CASES } from './conflicts';
import { makeLocalPlace, Place } from './conflicts-places';
import { play } from './conflicts-play';
import { table, written } from './conflicts-table';
import { LocalAws } from '../../support/guest/local-aws';

test('docs/logging.md has exactly these rows; npx tsx --tsconfig tsconfig.dev.json test/lambda/logging/print-conflicts.ts --write', () => {
  expect(written()).toBe(table());
});

// moto.test.ts plays the same rows elsewhere.
describe('against a server of our own', () => {
  let server: LocalAws;
  let place: Place;
  beforeAll(async () => {
    server = await LocalAws.start();
    place = makeLocalPlace(server);
  });
  afterAll(() => server.close());

  test.each(CASES.flat())('you $you, $found ($title): $happens', async ({ row, modes }) => {
    const { expected, seen } = await play(place, row, modes);
    expect(seen).toEqual(expected);
    expect(server.objections).toEqual([]);
  });
});
