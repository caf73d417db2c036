import { Case, CertainOutcome, decide, decideTrust, Judge, NamedDocument } from '../judge/judge';

let judge: Judge;
beforeAll(() => { judge = new Judge(); });
afterAll(() => judge.close());

/** What our engine says of a request, after the independent one has said the same. */
export async function decideByBoth(given: Case): Promise<CertainOutcome> {
  const { outcome } = decide(given);
  expect(await judge.ask(given)).toBe(outcome);
  return outcome as CertainOutcome;
}

/** What our engine says of somebody who asks to assume a role, after the independent one has said the same. */
export async function decideTrustByBoth(
  trust: unknown, asked: Pick<Case, 'principal' | 'action'> & Partial<Pick<Case, 'context' | 'resource'>>,
): Promise<CertainOutcome> {
  const role = 'arn:aws:iam::111122223333:role/Caller';
  const given = { resource: role, context: {}, ...asked, identity: [OPEN], trust: { name: 'trust', document: trust } };
  const { outcome } = decideTrust(given);
  expect(await judge.ask(given)).toBe(outcome);
  return outcome as CertainOutcome;
}

/** A principal of AWS needs the leave of its own account too. */
const OPEN: NamedDocument = {
  name: 'own', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};
