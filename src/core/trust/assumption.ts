import { Requester } from '../iam/request';

/** Somebody who asks to assume a role. */
export interface Assumption {
  /** `sts:AssumeRole` and its like. */
  readonly action: string;
  readonly principal: Requester;
  /** What the one who asks brings along, by condition key. Of what is not here, keys of identity providers and tags are absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}
