import type { CloudFormationEvent, Verdict } from './event';
import { ProfileStore } from './profile-store';
import type { Tags, Wish } from '../../../src/lambda/application-profiles/identity';
import { Account, handle, Profile } from '../../../src/lambda/application-profiles/lifecycle';
import type { ApplicationProfileProperties } from '../../../src/lambda/application-profiles/wire';

export type ProfileEvent = CloudFormationEvent<ApplicationProfileProperties>;
export type ProfileVerdict = Verdict & { readonly PhysicalResourceId: string };

/** What goes wrong at one request of an event, counted from 0. */
export interface ProfileFault {
  readonly at: number;
  /** The function dies, or the request fails; without or with its effect. */
  readonly how: 'crash before' | 'crash after' | 'fail before' | 'fail after' | 'refused';
}

/** What happens to one event. */
export interface ProfileTrouble {
  readonly fault?: ProfileFault;
  /** The same event runs from its beginning to its end before this request. */
  readonly twinAt?: number;
}

export interface DeliveredProfileEvent {
  /** The first one that CloudFormation took; none after a crash. */
  readonly answer?: ProfileVerdict;
  readonly struck: boolean;
}

const NEVER = new Promise<never>(() => undefined);
const MOST_REQUESTS = 200;

/** Bedrock in memory: runs the protocol without the SDK. */
export class MemoryProfiles {
  public readonly store = new ProfileStore();
  public status: string | undefined = 'CREATE_IN_PROGRESS';
  public time = 0;

  constructor() {
    this.store.now = () => this.time;
  }

  public async deliver(event: ProfileEvent, trouble: ProfileTrouble = {}): Promise<DeliveredProfileEvent & { requests: string[] }> {
    const visit = new Visit(this, event, trouble);
    const answer = await visit.run();
    return { answer: visit.twin ?? answer, struck: visit.struck, requests: visit.requests };
  }
}

/** One delivery of an event to the protocol. */
class Visit implements Account {
  public readonly requests: string[] = [];
  public twin?: ProfileVerdict;
  public struck = false;
  private die?: () => void;

  constructor(private readonly aws: MemoryProfiles, private readonly event: ProfileEvent, private readonly trouble: ProfileTrouble) {}

  public async run(): Promise<ProfileVerdict | undefined> {
    const { PhysicalResourceId = `bedrock-application-profile/${this.event.LogicalResourceId}` } = this.event;
    const dead = new Promise<undefined>((die) => { this.die = () => die(undefined); });
    return Promise.race([dead, handle(this.event, this).then(
      ({ arn = PhysicalResourceId, notice }) => ({ Status: 'SUCCESS' as const, Reason: notice, PhysicalResourceId: arn }),
      ({ message }: Error) => ({ Status: 'FAILED' as const, Reason: message, PhysicalResourceId }))]);
  }

  public readStatus = () => this.request('readStatus', () => this.aws.status).catch(() => undefined);

  public listProfiles = (region: string): Promise<Profile[]> => this.request('listProfiles', () => this.aws.store.list(region));

  public readTags = (arn: string): Promise<Tags | undefined> => this.request('readTags', () => this.aws.store.readTags(arn));

  public createProfile = (wish: Wish, token: string) => this.request('createProfile', () => {
    const made = this.aws.store.create(wish, token);
    return made === 'ConflictException' ? undefined : (made as { arn: string }).arn;
  });

  public hasProfile = (arn: string) => this.request('hasProfile', () => this.aws.store.find(arn) !== undefined);

  public tagProfile = (arn: string, tags: Tags) => this.request('tagProfile', () => this.aws.store.tag(arn, tags) === 'fine');

  public untagProfile = (arn: string, keys: string[]) => this.request('untagProfile', () => { this.aws.store.untag(arn, keys); });

  public deleteProfile = (arn: string) => this.request('deleteProfile', () => { this.aws.store.delete(arn); });

  public wait = async (ms: number) => { this.aws.time += ms; };

  private async request<T>(name: string, effect: () => T): Promise<T> {
    const number = this.requests.push(name) - 1;
    if (number > MOST_REQUESTS) {
      throw new Error('there is no end to it');
    }
    if (number === this.trouble.twinAt) {
      this.twin = (await this.aws.deliver(this.event)).answer;
    }
    const how = this.trouble.fault?.at === number ? this.trouble.fault.how : undefined;
    this.struck ||= how !== undefined;
    const result = how?.endsWith('after') || !how ? effect() : undefined;
    if (how?.startsWith('crash')) {
      this.die!();
      return NEVER;
    }
    if (how) {
      throw Object.assign(new Error(`${name} failed`), { isRefusal: how === 'refused' });
    }
    return result as T;
  }
}
