import type { Account, Asked, Quota, Wish } from './account';
import { MESSAGES } from './messages';
import type { IncreaseEvent, IncreaseProperties } from './wire';
import { LARGEST_QUOTA, OPEN_STATES } from '../../core/facts/quota-requests';

export type Outcome = 'ENOUGH' | 'REQUESTED' | 'PENDING' | 'PENDING_LOWER' | 'NOT_ASKED' | 'QUEUE_FULL' | 'FAILED';

export interface Report {
  readonly outcome: Outcome;
  readonly detail: string;
  /** The quota in force. */
  readonly applied?: number;
  readonly requestId?: string;
}

/** A request may be missing from the list for a moment after it was made. */
const PAUSES = [0, 2000, 4000, 8000];
/** An approved request is in force within a day. */
const APPROVAL_MS = 24 * 60 * 60 * 1000;

/** A Create or an Update. It asks nothing while CloudFormation rolls back, since the deployment failed. */
export class Visit {
  private quota?: Quota;
  /** Why nothing is asked, whatever the quota is. */
  private why?: string;

  constructor(private readonly event: IncreaseEvent, private readonly account: Account) {}

  public async run(): Promise<Report> {
    const status = await this.account.readStatus().catch(() => undefined); // it is read again before the request
    this.why = isRollback(status) ? MESSAGES.rollingBack : isNoMore(this.event) ? MESSAGES.noMore : undefined;
    const wish = readWish(this.event.ResourceProperties);
    const quota = await this.lookUp(wish);
    if (!quota) {
      throw new Error(MESSAGES.unlisted(wish));
    }
    if (isEnough(quota, wish)) {
      return this.report('ENOUGH', MESSAGES.enough(quota));
    }
    const open = await this.findOpen(wish, quota.code);
    if (open) {
      return open;
    }
    if (this.why) {
      return this.report('NOT_ASKED', this.why);
    }
    if (!quota.isAdjustable) {
      throw new Error(MESSAGES.fixed(wish, quota));
    }
    if (quota.value === undefined) {
      throw new Error(MESSAGES.unreadable(wish, quota.error ?? 'no reason is given'));
    }
    return this.ask(wish, quota);
  }

  /** Handles an error: a Create fails. An Update only reports it, and so does an event that would have asked for nothing. */
  public settle(error: Error): Report {
    if (this.why) {
      return this.report('NOT_ASKED', `${this.why}. ${error.message}`);
    }
    if (this.event.RequestType === 'Create') {
      throw error;
    }
    return this.report('FAILED', MESSAGES.failed(error.message));
  }

  private async ask(wish: Wish, quota: Quota): Promise<Report> {
    const { account } = this;
    const published = await account.findQuota('ListAWSDefaultServiceQuotas', wish).catch(() => undefined); // for the words alone
    // As late as possible: another resource may have failed meanwhile.
    const status = await account.readStatus().catch(({ message }: Error) => { throw new Error(MESSAGES.statusUnknown(message)); });
    if (!status) {
      throw new Error(MESSAGES.statusUnknown('DescribeStacks names none'));
    }
    if (isRollback(status)) {
      this.why = MESSAGES.rollingBack;
      return this.report('NOT_ASKED', this.why);
    }
    try {
      const id = await account.requestIncrease(wish.region, quota.code, wish.tokens);
      return this.report('REQUESTED', MESSAGES.requested(quota, wish, id, published?.value), id);
    } catch (error) {
      return this.judgeRefusal(error as Error, wish, quota);
    }
  }

  /** Someone else may have asked at the same time, or AWS may have accepted an earlier try. */
  private async judgeRefusal(error: Error, wish: Wish, { code }: Quota): Promise<Report> {
    switch (error.name) {
      case 'QuotaExceededException': return this.report('QUEUE_FULL', error.message);
      case 'ResourceAlreadyExistsException':
        for (const pause of PAUSES) {
          await (pause && this.account.wait(pause));
          const open = await this.findOpen(wish, code);
          if (open) {
            return open;
          }
        }
        return this.report('PENDING_LOWER', MESSAGES.pendingLower(undefined));
      case 'IllegalArgumentException': {
        const now = await this.lookUp(wish);
        if (now && isEnough(now, wish)) {
          return this.report('ENOUGH', MESSAGES.enough(now));
        }
      }
    }
    throw error;
  }

  private async lookUp(wish: Wish): Promise<Quota | undefined> {
    const applied = await this.account.findQuota('ListServiceQuotas', wish);
    this.quota = applied ?? await this.account.findQuota('ListAWSDefaultServiceQuotas', wish);
    return this.quota;
  }

  private async findOpen(wish: Wish, code: string): Promise<Report | undefined> {
    const all = await this.account.listRequests(wish.region, code);
    const covers = ({ tokens = 0 }: Asked) => tokens >= wish.tokens;
    const open = all.find(({ status }) => OPEN_STATES.includes(status));
    const approved = all.find((asked) => asked.status === 'APPROVED' && covers(asked) && (asked.age ?? APPROVAL_MS) < APPROVAL_MS);
    return open ? covers(open)
      ? this.report('PENDING', MESSAGES.pending(open), open.id)
      : this.report('PENDING_LOWER', MESSAGES.pendingLower(open), open.id)
      : approved && this.report('PENDING', MESSAGES.approved(approved), approved.id);
  }

  private report(outcome: Outcome, detail: string, requestId?: string): Report {
    return { outcome, detail, applied: this.quota?.value, requestId };
  }
}

function readWish({ Region: region, QuotaCode: code, QuotaName: name, TokensPerMinute }: IncreaseProperties): Wish {
  const tokens = readTokens(TokensPerMinute);
  if (tokens === undefined) {
    throw new Error(MESSAGES.badTokens(TokensPerMinute, LARGEST_QUOTA));
  }
  return { region, code, name, tokens };
}

function readTokens(text: number | string): number | undefined {
  const tokens = Number(text);
  return /^\d+$/.test(`${text}`) && tokens > 0 && tokens <= LARGEST_QUOTA ? tokens : undefined;
}

function isEnough({ value }: Quota, { tokens }: Wish): boolean {
  return value !== undefined && value >= tokens;
}

function isRollback(status = ''): boolean {
  return status.includes('ROLLBACK');
}

/** Whether an Update wants no more of the same quota than before, with the same `Refresh`. */
function isNoMore({ RequestType, ResourceProperties: now, OldResourceProperties: old }: IncreaseEvent): boolean {
  return RequestType === 'Update' && old !== undefined && now.Region === old.Region
    && (now.QuotaCode && old.QuotaCode ? now.QuotaCode === old.QuotaCode : now.QuotaName === old.QuotaName)
    && (now.Refresh === undefined || now.Refresh === old.Refresh)
    && Number(now.TokensPerMinute) <= (readTokens(old.TokensPerMinute) ?? 0);
}
