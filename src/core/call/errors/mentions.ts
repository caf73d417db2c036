import { readResource } from './denied-resource';
import { Evidence, say } from '../evidence';
import { readPrincipal } from './principal-arn';
import { REGION_CODE } from '../../facts/regions';

/** A fact that a text mentions near an error, and where. */
interface Mention {
  readonly kind: 'region' | 'called' | 'role' | 'operation';
  readonly value: string;
  readonly origin: string;
  readonly index: number;
  /** A lower rank is more certain. */
  readonly rank: number;
}

const REGION = '([a-z]{2,6}(?:-[a-z]{2,12}){1,3}-\\d{1,2})(?![\\w-])';
const CALLED = [
  '((?:arn:aws[\\w-]{0,12}:bedrock:[a-z0-9-]{0,30}:[^\\s:"\']{0,30}:(?:application-)?inference-profile/',
  '|(?:[a-z-]{2,8}\\.)?anthropic\\.)[\\w.-]{1,140}(?::\\d{1,3})?)',
].join('');

/** The origin that names a Region with certainty. */
export const ENDPOINT = 'an endpoint in the text';

/** The patterns, the most certain first; the one group is the value. */
const MENTIONS: readonly [Mention['kind'], RegExp, string][] = [
  ['region', new RegExp(`bedrock[a-z-]{0,20}\\.${REGION}\\.(?:vpce\\.)?(?:amazonaws\\.com|api\\.aws)`, 'gi'), ENDPOINT],
  ['region', new RegExp(`\\bAWS_(?:DEFAULT_)?REGION(?:_NAME)?["']{0,2}\\s?[:=]\\s?["']?${REGION}`, 'gi'), 'AWS_REGION in the text'],
  ['region', new RegExp(`(?:--|\\b(?:aws_?|source[ _]?)?)region(?:[_ ]name)?["']{0,2}(?:\\s?[:=]\\s?|\\s)["']?${REGION}`, 'gi'),
    'the Region that the text names'],
  ['operation', /when calling the (\w{3,60}) operation/g, 'the operation in the text'],
  ['operation', /operation error Bedrock[\w ]{0,24}: (\w{3,60})/g, 'the operation in the text'],
  ['operation', /\/model\/[^\s"'?]{1,300}\/(converse-stream|converse|invoke-with-response-stream|invoke)(?![\w-])/g,
    ENDPOINT],
  ['operation', /\beventName["']{0,2}\s?:\s?["']?(\w{3,60})/g, 'eventName in the text'],
  ['role', /(arn:aws[\w-]{0,12}:iam::\d{12}:role\/[\w+=,.@/-]{1,600})/g, 'the ARN of the role in the text'],
  ['called', new RegExp(CALLED, 'g'), 'the text'],
];

/** Whether an operation streams; undefined for those that call no model. */
const STREAMING: Readonly<Record<string, string>> = {
  'Converse': 'false',
  'converse': 'false',
  'InvokeModel': 'false',
  'invoke': 'false',
  'ConverseStream': 'true',
  'converse-stream': 'true',
  'InvokeModelWithResponseStream': 'true',
  'invoke-with-response-stream': 'true',
};

/** The mentions of a text, by place. Built once for a text. */
export class Mentions {
  private readonly mentions: readonly Mention[];
  private readonly everywhere = new Map<string, Set<string>>();
  private sole?: readonly Mention[];

  constructor(text: string) {
    this.mentions = MENTIONS.flatMap(([kind, pattern, origin], rank) =>
      [...text.matchAll(pattern)].map(({ 1: value, index }) => ({ kind, value, origin, rank, index })))
      .sort((one, other) => one.index - other.index);
    for (const { kind, value, rank } of this.mentions) {
      const key = `${kind} ${rank}`;
      this.everywhere.set(key, (this.everywhere.get(key) ?? new Set()).add(value));
    }
  }

  /** The part of a text that belongs to one error, from the end of the error before it to the start of the next. */
  public near(start: number, end: number): NearMentions {
    return new NearMentions(this.mentions.slice(this.findFirst(start), this.findFirst(end)), this.listEverywhere());
  }

  /** The facts of which the whole text names one value only. */
  private listEverywhere(): readonly Mention[] {
    return this.sole ??= MENTIONS.flatMap(([kind, , origin], rank) => {
      const values = [...this.everywhere.get(`${kind} ${rank}`) ?? []];
      return values.length === 1 ? [{ kind, value: values[0], origin, rank, index: 0 }] : [];
    });
  }

  private findFirst(index: number): number {
    let [low, high] = [0, this.mentions.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = this.mentions[middle].index < index ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

export class NearMentions {
  constructor(private readonly here: readonly Mention[], private readonly everywhere: readonly Mention[]) {}

  /** The mentions near the error as one key: the same key means the same findings. */
  public get key(): string {
    return this.here.map(({ kind, rank, value }) => `${kind} ${rank} ${value}`).join('\n');
  }

  public findRegion(): Evidence | undefined {
    const found = this.find('region', ({ value }) => REGION_CODE.test(value));
    return found && say('region', found.value, found.origin);
  }

  public findStreaming(): Evidence | undefined {
    const found = this.find('operation', ({ value }) => value in STREAMING);
    return found && say('streaming', STREAMING[found.value], found.origin);
  }

  /** The role of a session, with its path. */
  public findRole(account: string | undefined, name: string): Evidence | undefined {
    const found = this.find('role', ({ value }) => value.endsWith(`/${name}`) && value.split(':')[4] === account);
    return found && say('principal', readPrincipal(found.value).arn, found.origin);
  }

  /** What is called. For a known model, only a profile of it, or an application profile. */
  public findCalled(modelId?: string): Evidence[] {
    const isOfModel = ({ value }: Mention) => modelId === undefined
      ? readResource(value).modelId !== undefined
      : readResource(value).modelId === modelId && readResource(value).profile !== undefined;
    const isApplication = ({ value }: Mention) => readResource(value).profileKind === 'an application';
    const found = [this.find('called', isOfModel), this.find('called', isApplication)].flatMap((one) => one ? readResource(one.value) : []);
    return found.flatMap(({ modelId: model, profile, region }) => [
      say('model', model, 'the text'),
      say('profile', profile, 'the text'),
      say('region', region, 'the ARN of the profile in the text'),
    ]).flatMap((one) => one ?? []);
  }

  /** Finds the most certain mention of a kind, if all of its rank agree: near the error, or else in the whole text. */
  private find(kind: Mention['kind'], suits: (mention: Mention) => boolean): Mention | undefined {
    return findOne(this.here.filter((one) => one.kind === kind && suits(one)))
      ?? findOne(this.everywhere.filter((one) => one.kind === kind && suits(one)));
  }
}

function findOne(mentions: readonly Mention[]): Mention | undefined {
  const rank = mentions.reduce((least, one) => Math.min(least, one.rank), Infinity);
  const [first, ...others] = mentions.filter((one) => one.rank === rank);
  return others.every(({ value }) => value === first.value) ? first : undefined;
}
