import type { Conflict } from './conflicts';
import { CloudFormationEvent, Guest, RequestType } from './guest';
import type { Answer } from './local-aws';
import type { LoggingResourceProperties, Setting } from '../../../src/logging/handler/wire';

/** What a row needs of AWS, or of what stands for it. */
export interface Aws {
  readonly endpoint: string;
  readonly answers: readonly Answer[];
  readonly writes: number;
  /** The states of stacks, where CloudFormation does not report a success. */
  readonly stacks: Record<string, string>;
  readSetting(): Promise<Setting | undefined>;
  writeSetting(setting: Setting | undefined): Promise<void>;
  readRecord(): Promise<string | undefined>;
  deleteRecord(): Promise<void>;
  reset(): Promise<void>;
}

/** The stacks, by their IDs. */
export interface Stacks {
  readonly yours: string;
  readonly others: string;
}

/** Where rows are played. */
export interface Place {
  readonly aws: Aws;
  readonly guest: Guest;
  readonly stacks: Stacks;
}

export type Modes = Pick<LoggingResourceProperties, 'OnExisting' | 'OnRemoval'>;

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const flags = (text: 'true' | 'false') => ({ textDataDeliveryEnabled: text, imageDataDeliveryEnabled: text, embeddingDataDeliveryEnabled: text } as const);
const YOURS: Setting = { cloudWatchConfig: { logGroupName: '/bedrock/yours', roleArn: role('yours') }, ...flags('false') };
const CHANGED: Setting = { ...YOURS, s3Config: { bucketName: 'your-bucket', keyPrefix: 'bedrock' } };
/** What others wrote through the API, where flags are no texts. */
const SAME: Setting = {
  ...YOURS, textDataDeliveryEnabled: false, imageDataDeliveryEnabled: false, embeddingDataDeliveryEnabled: false, videoDataDeliveryEnabled: true,
};
const ANOTHER: Setting = { s3Config: { bucketName: 'another-bucket' }, audioDataDeliveryEnabled: false };
const SINCE: Setting = { cloudWatchConfig: { logGroupName: '/bedrock/since', roleArn: role('since') } };

/** One account, and the stacks in it. */
class World {
  private requests = 0;
  /** The latest event's. */
  public wish?: Setting;

  constructor(public readonly aws: Aws, private readonly guest: Guest, private readonly stacks: Stacks, private readonly modes: Modes) {}

  public async send(type: RequestType, LoggingConfig: Setting, { old, modes, stack = 'yours', id = 'Logging' }:
  { old?: Setting; modes?: Partial<Modes>; stack?: keyof Stacks; id?: string } = {}): Promise<Answer> {
    const event: CloudFormationEvent = {
      RequestType: type,
      ResponseURL: `${this.aws.endpoint}/answer`,
      StackId: this.stacks[stack],
      RequestId: `${++this.requests}`,
      LogicalResourceId: id,
      PhysicalResourceId: type === 'Create' ? undefined : `model-invocation-logging/${id}`,
      ResourceProperties: { ...this.modes, ...modes, LoggingConfig },
      OldResourceProperties: old && { ...this.modes, LoggingConfig: old },
    };
    this.wish = LoggingConfig;
    await this.guest.invoke(event);
    return this.aws.answers.at(-1)!;
  }

  /** What CloudFormation does when the deployment has failed. */
  public async rollBack(update: boolean, ...events: (() => Promise<Answer>)[]): Promise<Answer> {
    this.aws.stacks[this.stacks.yours] = update ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    const answers: Answer[] = [];
    for (const event of events) {
      answers.push(await event());
    }
    delete this.aws.stacks[this.stacks.yours];
    return answers.find(({ Status }) => Status === 'FAILED') ?? answers.at(-1)!;
  }
}

/** How it comes to be found; `meanwhile` happens after a change, before it is rolled back. */
const FOUND = {
  'logging is off': async () => undefined,
  'the same setting': ({ aws }: World) => aws.writeSetting(SAME),
  'another setting': ({ aws }: World) => aws.writeSetting(ANOTHER),
  'another stack\'s setting': (world: World) => world.send('Create', ANOTHER, { stack: 'others' }),
  'your setting, kept by a stack that was removed': (world: World) => keptByOthers(world, YOURS),
  'another setting, kept by a stack that was removed': (world: World) => keptByOthers(world, ANOTHER),
  'your setting': (world: World) => world.send('Create', YOURS),
  'your setting, which was there before you': async (world: World) => {
    await world.aws.writeSetting(SAME);
    await world.send('Create', YOURS);
  },
  'your setting, taken over from another': async (world: World) => {
    await world.aws.writeSetting(ANOTHER);
    await world.send('Create', YOURS, { modes: { OnExisting: 'TAKE_OVER' } });
  },
  'another setting, written by somebody since': (world: World) => changedSince(world, SINCE),
  'switched off by somebody since': (world: World) => changedSince(world, undefined),
  'what you change it to, written by somebody': (world: World) => changedSince(world, CHANGED),
  'somebody writes another setting meanwhile': (world: World) => world.send('Create', YOURS),
  'the record was deleted': async (world: World) => {
    await world.send('Create', YOURS);
    await world.aws.deleteRecord();
  },
  'the record was deleted, and another stack came': async (world: World) => {
    await world.send('Create', YOURS);
    await world.aws.deleteRecord();
    await world.send('Create', ANOTHER, { stack: 'others', modes: { OnExisting: 'TAKE_OVER' } });
  },
};

async function keptByOthers(world: World, setting: Setting): Promise<void> {
  await world.send('Create', setting, { stack: 'others' });
  await world.send('Delete', setting, { stack: 'others', modes: { OnRemoval: 'RETAIN' } });
}

async function changedSince(world: World, setting: Setting | undefined): Promise<void> {
  await world.send('Create', YOURS);
  await world.aws.writeSetting(setting);
}

/** What CloudFormation sends then. The answer that counts is the first, or that of the roll-back. */
const DONE = {
  'deploy it': (world: World) => world.send('Create', YOURS),
  'deploy it, and the deployment fails': async (world: World) => {
    await world.send('Create', YOURS);
    return world.rollBack(false, () => world.send('Delete', YOURS));
  },
  'change it': (world: World) => world.send('Update', CHANGED, { old: YOURS }),
  'change something else of it': (world: World) => world.send('Update', YOURS, { old: YOURS, modes: { OnRemoval: 'RETAIN' } }),
  'change it, and the deployment fails': async (world: World, found: Find) => {
    await world.send('Update', CHANGED, { old: YOURS });
    if (found === 'somebody writes another setting meanwhile') {
      await world.aws.writeSetting(SINCE);
    }
    return world.rollBack(true, () => world.send('Update', YOURS, { old: CHANGED }));
  },
  'rename it': async (world: World) => {
    const created = await world.send('Create', YOURS, { id: 'Renamed' });
    return created.Status === 'FAILED' ? created : world.send('Delete', YOURS);
  },
  'rename it, and the deployment fails': async (world: World) => {
    await world.send('Create', YOURS, { id: 'Renamed' });
    return world.rollBack(true, () => world.send('Delete', YOURS, { id: 'Renamed' }));
  },
  'remove it': (world: World) => world.send('Delete', YOURS),
};

interface Expectation {
  readonly refusal?: RegExp;
  readonly live: 'off' | 'yours' | 'another' | 'since' | 'as found';
  /** Whose the record is. */
  readonly record: Owner | 'as found';
  /** Nothing is written, not even what is there already. */
  readonly still?: boolean;
}

const UNTOUCHED = { live: 'as found', record: 'as found', still: true } as const;

const HAPPENS = {
  'your setting is written': { live: 'yours', record: 'yours' },
  'succeeds and writes nothing': UNTOUCHED,
  'succeeds and writes nothing: it is yours to watch': { live: 'yours', record: 'yours', still: true },
  'fails and writes nothing: another setting exists': { refusal: /is already on, with another setting/, ...UNTOUCHED },
  'fails and writes nothing: another stack manages it': { refusal: /is managed by the stack others/, ...UNTOUCHED },
  'fails and writes nothing: it is only watched': { refusal: /is only watched/, ...UNTOUCHED },
  'fails and writes nothing: somebody changed it': { refusal: /was changed outside of this stack/, ...UNTOUCHED },
  'fails and writes nothing: the record is missing': { refusal: /is missing/, ...UNTOUCHED },
  'it is as it was found': { live: 'as found', record: 'as found' },
  'your setting from before the change is written': { live: 'yours', record: 'yours' },
  'somebody\'s setting stays': { live: 'since', record: 'yours' },
  'logging stays off': { live: 'off', record: 'nobody', still: true },
  'logging is off again': { live: 'off', record: 'nobody' },
  'what you took over is put back': { live: 'another', record: 'nobody' },
  'the setting stays, and is nobody\'s': { live: 'as found', record: 'nobody', still: true },
} satisfies Record<string, Expectation>;

export type Do = keyof typeof DONE;
export type Find = keyof typeof FOUND;
export type Happen = keyof typeof HAPPENS;

type Owner = keyof Stacks | 'nobody';

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
  const failed = aws.answers.find(({ Status }) => Status === 'FAILED');
  if (failed) {
    throw new Error(`"${row.found}" did not come about: ${failed.Reason}`);
  }
  const found = { live: canonical(await aws.readSetting()), record: owner(await aws.readRecord(), stacks), writes: aws.writes };

  const { Status, Reason = '' } = await DONE[row.you](world, row.found);
  const { refusal, live, record, still }: Expectation = HAPPENS[row.happens];
  const lives = { 'off': undefined, 'yours': world.wish, 'another': ANOTHER, 'since': SINCE, 'as found': found.live };
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
