import { ReadPolicy, ReadTrust } from './policy-reader';
import { Principal } from './principals';
import { IdentityKind } from './report';
import { ResourceAt, StackAt } from './stack-at';

/** An identity, with the policies that an app gives it. */
export interface AppIdentity {
  readonly path: string;
  readonly kind: IdentityKind;
  readonly account?: string;
  readonly region?: string;
  readonly principal: Principal;
  /** The principals that its trust policy names. */
  readonly trust: readonly string[];
  /** Only of a role of the app. */
  readonly trustPolicy?: ReadTrust;
  /** Its own policies, including those of its groups. */
  readonly policies: readonly ReadPolicy[];
  readonly boundary?: ReadPolicy;
  /** Its resource; absent if the app only names it. */
  readonly at?: ResourceAt;
  /** The stack that sets the Region of its calls. */
  readonly stack: StackAt;
}
