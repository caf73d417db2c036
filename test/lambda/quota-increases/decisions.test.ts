import type { Account, Asked, Quota } from '../../../src/lambda/quota-increases/account';
import { Outcome, Report, Visit } from '../../../src/lambda/quota-increases/lifecycle';
import type { IncreaseEvent, IncreaseProperties } from '../../../src/lambda/quota-increases/wire';
import { cloudFormationEvent, RequestType, stackId } from '../../support/guest/event';

const WISH = 1000;
const PROPERTIES: IncreaseProperties = { Region: 'af-south-1', QuotaCode: 'L-D73B1244', QuotaName: 'Opus 5', TokensPerMinute: `${WISH}` };

type Status = 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS' | 'ROLLBACK_IN_PROGRESS' | 'UPDATE_ROLLBACK_IN_PROGRESS' | undefined;

interface World {
  readonly applied?: Partial<Quota>;
  readonly published?: Partial<Quota>;
  readonly requests: readonly Asked[];
  /** When the event begins, and before the request. */
  readonly statuses: readonly [Status, Status];
}

/** AWS as the lifecycle sees it. */
class MemoryQuotas implements Account {
  public readonly asked: number[] = [];
  private looks = 0;

  constructor(private readonly world: World) {}

  public async readStatus() {
    return this.world.statuses[Math.min(this.looks++, 1)];
  }

  public async findQuota(list: string) {
    const found = list === 'ListServiceQuotas' ? this.world.applied : this.world.published;
    return found && { code: 'L-D73B1244', isAdjustable: true, isDefault: list !== 'ListServiceQuotas', ...found };
  }

  public async listRequests() {
    return [...this.world.requests];
  }

  public async requestIncrease(_region: string, _code: string, tokens: number) {
    this.asked.push(tokens);
    return 'own';
  }

  public async wait() {}
}

interface Case {
  readonly type: Exclude<RequestType, 'Delete'>;
  readonly old?: Partial<IncreaseProperties>;
  readonly now?: Partial<IncreaseProperties>;
  readonly world: World;
}

interface Visited {
  readonly report?: Report;
  readonly failed?: string;
  readonly asked: readonly number[];
}

async function visit({ type, old, now, world }: Case): Promise<Visited> {
  const event: IncreaseEvent = cloudFormationEvent(type, {
    stack: stackId('a'), properties: { ...PROPERTIES, ...now }, old: old && { ...PROPERTIES, ...old },
  });
  const account = new MemoryQuotas(world);
  const one = new Visit(event, account);
  try {
    return { report: await one.run().catch((error: Error) => one.settle(error)), asked: account.asked };
  } catch (error) {
    return { failed: (error as Error).message, asked: account.asked };
  }
}

const QUOTAS: Record<string, Pick<World, 'applied' | 'published'>> = {
  '0 applied': { applied: { value: 0 }, published: { value: 6000 } },
  'less applied': { applied: { value: WISH - 1 } },
  'as much applied': { applied: { value: WISH } },
  'more applied': { applied: { value: WISH + 1 }, published: { value: 10 } },
  'less by default': { published: { value: WISH - 1 } },
  'as much by default': { published: { value: WISH } },
  'less applied than the default': { applied: { value: 10 }, published: { value: WISH } },
  'less, and fixed': { applied: { value: 10, isAdjustable: false } },
  'enough, and fixed': { applied: { value: WISH, isAdjustable: false } },
  'a value that AWS does not tell': { applied: { error: 'DEPENDENCY_THROTTLING_ERROR: slow' } },
  'nothing listed': {},
};
const ENOUGH = ['as much applied', 'more applied', 'as much by default', 'enough, and fixed'];
const IMPOSSIBLE = ['less, and fixed', 'a value that AWS does not tell', 'nothing listed'];

const asked = (status: string, tokens?: number, age?: number): Asked => ({ id: `${status}-${tokens ?? 'any'}`, status, tokens, age });
const STATES = ['PENDING', 'CASE_OPENED', 'APPROVED', 'DENIED', 'CASE_CLOSED', 'NOT_APPROVED', 'INVALID_REQUEST'];
const REQUESTS: Record<string, readonly Asked[]> = {
  'none': [],
  ...Object.fromEntries(STATES.flatMap((status) =>
    [WISH - 1, WISH, WISH + 1].map((tokens) => [`${status} ${tokens}`, [asked(status, tokens)]]))),
  'PENDING unknown': [asked('PENDING')],
  'APPROVED now': [asked('APPROVED', WISH, 60_000)],
  'APPROVED now, less': [asked('APPROVED', WISH - 1, 60_000)],
  'APPROVED long ago': [asked('APPROVED', WISH, 90_000_000)],
  'DENIED and PENDING': [asked('DENIED', WISH), asked('PENDING', WISH)],
};
const COVERED = /^(PENDING|CASE_OPENED) 100[01]$|^APPROVED now$|^DENIED and/;
const LOWER = /^(PENDING|CASE_OPENED) (999|unknown)$/;

const STATUSES: World['statuses'][] = [
  ['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS'], ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'],
  ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'], ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'],
  ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'], [undefined, 'UPDATE_IN_PROGRESS'], [undefined, undefined],
];
/** What stood before, and whether the event may ask for more than that. */
const OLD: [name: string, type: Case['type'], old: Case['old'], now: Partial<IncreaseProperties>, mayAsk: boolean][] = [
  ['a Create', 'Create', undefined, {}, true],
  ['an Update from less', 'Update', { TokensPerMinute: `${WISH - 1}` }, {}, true],
  ['an Update from as much', 'Update', {}, {}, false],
  ['an Update from more', 'Update', { TokensPerMinute: '2000' }, {}, false],
  ['an Update from 9 to 1000, which texts would sort otherwise', 'Update', { TokensPerMinute: '9' }, {}, true],
  ['an Update from a number that was none', 'Update', { TokensPerMinute: 'many' }, {}, true],
  ['an Update of another model', 'Update', { QuotaCode: 'L-A103A344', QuotaName: 'Opus 5.5', TokensPerMinute: '2000' }, {}, true],
  ['an Update to another Region', 'Update', { Region: 'us-east-1', TokensPerMinute: '2000' }, {}, true],
  ['an Update of a wrong code', 'Update', { QuotaCode: 'L-WRONG' }, {}, true],
  ['an Update that first knows the code', 'Update', { QuotaCode: undefined }, {}, false],
  ['an Update that asks again', 'Update', { TokensPerMinute: '2000' }, { Refresh: '2026-11-29' }, true],
  ['an Update that asked again before', 'Update', { Refresh: '2026-11-29' }, { Refresh: '2026-11-29' }, false],
  ['an Update that gives the refresh up', 'Update', { Refresh: '2026-11-29' }, {}, false],
];

/** The decision table, in words of its own. */
function expectOutcome(
  quota: string, requests: string, [first, last]: World['statuses'], type: Case['type'], mayAsk: boolean,
): Outcome | 'failure' {
  const failure = type === 'Create' ? 'failure' : 'FAILED';
  const isQuiet = !mayAsk || first?.includes('ROLLBACK') === true;
  if (quota === 'nothing listed') {
    return isQuiet ? 'NOT_ASKED' : failure;
  }
  if (ENOUGH.includes(quota)) {
    return 'ENOUGH';
  }
  if (COVERED.test(requests) || LOWER.test(requests)) {
    return LOWER.test(requests) ? 'PENDING_LOWER' : 'PENDING';
  }
  if (isQuiet || (!IMPOSSIBLE.includes(quota) && last?.includes('ROLLBACK'))) {
    return 'NOT_ASKED';
  }
  return IMPOSSIBLE.includes(quota) || last === undefined ? failure : 'REQUESTED';
}

describe.each(OLD)('%s', (_, type, old, now, mayAsk) => {
  test.each(Object.keys(QUOTAS))('with %s decides as the table has it, for all requests and statuses', async (quota) => {
    for (const [requests, statuses] of Object.keys(REQUESTS).flatMap((one) => STATUSES.map((two) => [one, two] as const))) {
      const world: World = { ...QUOTAS[quota], requests: REQUESTS[requests], statuses };
      const outcome = await visit({ type, old, now, world });
      const { report, failed, asked: numbers } = outcome;
      const seen = report?.outcome ?? 'failure';
      const violations = [
        seen !== expectOutcome(quota, requests, statuses, type, mayAsk) && `is ${seen}`,
        // What must be, however the table is read.
        numbers.join() !== (seen === 'REQUESTED' ? `${WISH}` : '') && `asks for ${numbers.join()}`,
        statuses[1]?.includes('ROLLBACK') && numbers.length > 0 && 'asks in a roll-back',
        type === 'Update' && failed && 'fails an Update',
        /undefined|null|\[object|NaN/.test(report?.detail ?? failed!) && `says ${report?.detail ?? failed}`,
        report && report.applied !== (world.applied ?? world.published)?.value && `tells ${report.applied}`,
      ].filter(Boolean);
      if (violations.length > 0) { // one by one, expect would take seconds
        expect([requests, statuses, violations]).toEqual([requests, statuses, []]);
      }
    }
  });
});

test.each<[string, Case['type'], Partial<World>, Partial<IncreaseProperties>, string | RegExp]>([
  ['a request', 'Create', QUOTAS['less applied'], {}, 'The applied quota is 999; 1000 asked for in af-south-1, by request own'],
  ['a request for less than everybody has', 'Create', QUOTAS['0 applied'], {},
    'The applied quota is 0; 1000 asked for in af-south-1, by request own. That is less than AWS\'s default of 6000: ' +
    'if AWS denies it, ask AWS Support why the account has less'],
  ['enough', 'Create', QUOTAS['as much by default'], {}, 'AWS\'s default, which is in force, is 1000: nothing to ask for'],
  ['an open request', 'Create', { ...QUOTAS['0 applied'], requests: [{ ...asked('CASE_OPENED', WISH), caseId: '42' }] }, {},
    'AWS has not decided yet: request CASE_OPENED-1000 for 1000 tokens per minute is CASE_OPENED, case 42'],
  ['an open request for less', 'Create', { ...QUOTAS['0 applied'], requests: [asked('PENDING', 5)] }, {},
    'AWS allows 1 open request for a quota, and request PENDING-5 for 5 tokens per minute is PENDING. Once AWS has decided it, change ' +
    '\'refresh\' and deploy again'],
  ['an approved request', 'Create', { ...QUOTAS['0 applied'], requests: REQUESTS['APPROVED now'] }, {},
    /^Not in force yet, but approved: /],
  ['no more than before', 'Update', QUOTAS['0 applied'], {}, 'You ask for no more tokens than before, so nothing was asked'],
  ['a roll-back', 'Create', { ...QUOTAS['0 applied'], statuses: STATUSES[3] }, {}, 'CloudFormation is rolling back, so nothing was asked'],
  ['a fixed quota', 'Create', QUOTAS['less, and fixed'], {},
    'Service Quotas does not adjust L-D73B1244 ("Opus 5") in af-south-1. The applied quota is 10. Ask AWS Support for more, and leave ' +
    'this resource out'],
  ['a quota that nobody lists', 'Create', {}, {},
    'Service Quotas lists no quota L-D73B1244 ("Opus 5") in af-south-1. Give \'quotaCode\' as Service Quotas shows it there, or call the ' +
    'model from another Region'],
  ['a quota that is looked for by name', 'Create', {}, { QuotaCode: undefined }, /^Service Quotas lists no quota "Opus 5" in af-south-1\./],
  ['a value that AWS does not tell', 'Create', QUOTAS['a value that AWS does not tell'], {},
    'Service Quotas does not give the value of L-D73B1244 ("Opus 5") in af-south-1: DEPENDENCY_THROTTLING_ERROR: slow'],
  ['a status that cannot be read', 'Create', { ...QUOTAS['0 applied'], statuses: STATUSES[6] }, {},
    'Nothing was asked: the stack\'s status could not be read, so the stack may be rolling back: DescribeStacks names none'],
  ['an Update that fails', 'Update', {}, { TokensPerMinute: '1001' },
    /from another Region\. To ask again, change 'refresh' and deploy again$/],
])('%s is explained', async (_, type, world, now, text) => {
  const { report, failed } = await visit({
    type, now, old: type === 'Update' ? {} : undefined, world: { requests: [], statuses: STATUSES[1], ...world },
  });
  expect(report?.detail ?? failed).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
});

test.each(['', '0', '-1', '1.5', 'many', '1e6', ' 5', '0x10', '10000000001', '99999999999999999999'])(
  'a number that the deployment makes %j fails a Create, and is told in an Update', async (TokensPerMinute) => {
    const world: World = { ...QUOTAS['0 applied'], requests: [], statuses: STATUSES[1] };
    const message = `'tokensPerMinute' must be a whole number above 0 and up to 10000000000, in digits, got: ${TokensPerMinute}. Look at`;
    expect((await visit({ type: 'Create', now: { TokensPerMinute }, world })).failed).toMatch(message);
    const update = await visit({ type: 'Update', old: {}, now: { TokensPerMinute, Refresh: 'a' }, world });
    expect([update.report?.outcome, update.report?.detail, update.asked]).toEqual(['FAILED', expect.stringContaining(message), []]);
    const back = await visit({ type: 'Create', now: { TokensPerMinute }, world: { ...world, statuses: STATUSES[2] } });
    expect(back.report?.outcome).toBe('NOT_ASKED');
  });
