import { ReadPolicy, ReadTrust } from './policy-reader';
import { Principal } from './principals';
import { IdentityKind } from './report';
import { ResourceAt, StackAt } from './stack-at';

/** Somebody who may call, with the policies that an app gives. */
export interface AppIdentity {
  readonly path: string;
  readonly kind: IdentityKind;
  readonly account?: string;
  readonly region?: string;
  readonly principal: Principal;
  /** Whom its trust policy names. */
  readonly trust: readonly string[];
  /** Nothing of what is no role of the app. */
  readonly trustPolicy?: ReadTrust;
  /** Its own policies, those of its groups among them. */
  readonly policies: readonly ReadPolicy[];
  readonly boundary?: ReadPolicy;
  /** Where it stands; nothing of what the app only names. */
  readonly at?: ResourceAt;
  /** The stack that says where it calls from. */
  readonly stack: StackAt;
}
