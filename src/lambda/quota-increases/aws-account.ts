import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { RequestedServiceQuotaChange, ServiceQuota, ServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { Account, Asked, Quota, Wish } from './account';
import { MESSAGES } from './messages';
import { wait } from '../answer';
import { QuotaList, rankQuota, readList } from '../quotas/find-quota';

/** The SDK retries throttling, 5xx and broken connections. Several hundred quotas are some pages, and AWS serves few pages a second. */
const retries = { maxAttempts: 10 };
const clients: Record<string, ServiceQuotas> = {};
const cloudFormation = new CloudFormation(retries);

/** A new policy takes a while to be in force everywhere. These pauses are for all denials of one event together. */
const EARLY_PAUSES = [2000, 4000, 8000];

interface Options {
  readonly abortSignal: AbortSignal;
}

/** The account of the function, in any Region, until the stop signal fires. */
export class AwsAccount implements Account {
  /** The latest operation. */
  public operation = 'none';
  private readonly pauses = [...EARLY_PAUSES];

  constructor(private readonly stackId: string, private readonly abortSignal: AbortSignal) {}

  public async readStatus(): Promise<string | undefined> {
    const { stackId: StackName } = this;
    const { Stacks } = await this.send('cloudformation:DescribeStacks', StackName.split(':')[3], StackName, (options) =>
      cloudFormation.describeStacks({ StackName }, options));
    return Stacks?.[0]?.StackStatus;
  }

  /** Finds the quota by its code, or by the name that matches best. */
  public async findQuota(list: QuotaList, { region, code, name }: Wish): Promise<Quota | undefined> {
    let best: { readonly quota: ServiceQuota; readonly rank: number } | undefined;
    await readList(
      (input) => this.ask(list, region, '*', (quotas, options) => list === 'ListServiceQuotas'
        ? quotas.listServiceQuotas(input, options) : quotas.listAWSDefaultServiceQuotas(input, options)),
      (quota) => {
        const rank = rankQuota(quota, code, code ? undefined : name);
        best = rank !== undefined && quota.QuotaCode && rank > (best?.rank ?? -1) ? { quota, rank } : best;
      },
      () => best?.rank === Infinity);
    return best && {
      code: best.quota.QuotaCode!,
      value: best.quota.ErrorReason ? undefined : best.quota.Value,
      error: best.quota.ErrorReason && `${best.quota.ErrorReason.ErrorCode}: ${best.quota.ErrorReason.ErrorMessage}`,
      isDefault: list === 'ListAWSDefaultServiceQuotas',
      isAdjustable: best.quota.Adjustable !== false,
    };
  }

  /** Lists all requests for a quota, decided ones included. */
  public async listRequests(region: string, code: string): Promise<Asked[]> {
    const all: RequestedServiceQuotaChange[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.ask('ListRequestedServiceQuotaChangeHistoryByQuota', region, `bedrock/${code}`, (quotas, options) =>
        quotas.listRequestedServiceQuotaChangeHistoryByQuota(
          { ServiceCode: 'bedrock', QuotaCode: code, MaxResults: 100, NextToken }, options));
      all.push(...page.RequestedQuotas ?? []);
      ({ NextToken } = page);
    } while (NextToken);
    return all.map(({ Id = '', DesiredValue, Status = '', CaseId, LastUpdated, Created }) => {
      const changed = LastUpdated ?? Created;
      return { id: Id, tokens: DesiredValue, status: Status, caseId: CaseId, age: changed && Date.now() - changed.getTime() };
    });
  }

  public async requestIncrease(region: string, code: string, tokens: number): Promise<string> {
    const { RequestedQuota } = await this.ask('RequestServiceQuotaIncrease', region, `bedrock/${code}`, (quotas, options) =>
      quotas.requestServiceQuotaIncrease({ ServiceCode: 'bedrock', QuotaCode: code, DesiredValue: tokens }, options));
    return RequestedQuota?.Id ?? '';
  }

  public async wait(ms: number): Promise<unknown> {
    return wait(ms, undefined, { signal: this.abortSignal });
  }

  private async ask<T>(
    operation: string, region: string, on: string, send: (quotas: ServiceQuotas, options: Options) => Promise<T>,
  ): Promise<T> {
    return this.send(`servicequotas:${operation}`, region, on, (options) =>
      send(clients[region] ??= new ServiceQuotas({ ...retries, region }), options));
  }

  private async send<T>(action: string, region: string, on: string, send: (options: Options) => Promise<T>): Promise<T> {
    const { abortSignal } = this;
    for (;;) {
      abortSignal.throwIfAborted();
      this.operation = `${action} in ${region}`;
      try {
        return await send({ abortSignal });
      } catch (error) {
        const pause = isEarly(error as Error) && this.pauses.shift();
        if (!pause) {
          throw describe(error as AwsError, action, on, region);
        }
        await this.wait(pause);
      }
    }
  }
}

type AwsError = Error & { readonly code?: string; readonly $fault?: string };

function describe(error: AwsError, action: string, on: string, region: string): Error {
  const name = error.$fault ? error.name : error.code ?? error.name; // the network's have codes
  const message = `${action} in ${region}: ${name}: ${error.message}. ${MESSAGES.remedy(name, action, on, region)}`;
  console.log(message);
  return Object.assign(new Error(message), { name });
}

function isEarly({ name, message }: Error): boolean {
  return name.startsWith('AccessDenied') && !message.includes('explicit deny');
}
