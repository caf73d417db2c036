import { Requester } from '../iam/request';

/** A request to assume a role. */
export interface Assumption {
  /** `sts:AssumeRole` or one of its variants. */
  readonly action: string;
  readonly principal: Requester;
  /** What the requester sends, by condition key. Keys of identity providers and tags that are missing here are absent from the request. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}
