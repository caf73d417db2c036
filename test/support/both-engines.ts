import { Case, CertainOutcome, decide, Judge } from '../judge/judge';

let judge: Judge;
beforeAll(() => { judge = new Judge(); });
afterAll(() => judge.close());

/** What our engine says of a request, after the independent one has said the same. */
export async function decideByBoth(given: Case): Promise<CertainOutcome> {
  const { outcome } = decide(given);
  expect(await judge.ask(given)).toBe(outcome);
  return outcome as CertainOutcome;
}
