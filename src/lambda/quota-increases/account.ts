import type { QuotaList } from '../quotas/find-quota';

/** The quota that an event asks for. */
export interface Wish {
  readonly region: string;
  readonly code?: string;
  readonly name: string;
  readonly tokens: number;
}

export interface Quota {
  readonly code: string;
  /** Undefined if AWS lists the quota without its value. */
  readonly value?: number;
  /** Why AWS does not give the value. */
  readonly error?: string;
  readonly isDefault: boolean;
  readonly isAdjustable: boolean;
}

/** A request for more, no matter who made it. */
export interface Asked {
  readonly id: string;
  readonly tokens?: number;
  readonly status: string;
  readonly caseId?: string;
  /** How long ago it last changed, in milliseconds. */
  readonly age?: number;
}

/** The requests to AWS. Errors have AWS's names. */
export interface Account {
  /** The status of the stack. */
  readStatus(): Promise<string | undefined>;
  findQuota(list: QuotaList, wish: Wish): Promise<Quota | undefined>;
  listRequests(region: string, code: string): Promise<Asked[]>;
  /** Returns the ID of the request. */
  requestIncrease(region: string, code: string, tokens: number): Promise<string>;
  wait(ms: number): Promise<unknown>;
}
