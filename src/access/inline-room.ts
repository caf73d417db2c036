import * as iam from 'aws-cdk-lib/aws-iam';
import { Recipient } from '../checks/recipient';
import { INLINE_LIMITS } from '../core/facts/limits';
import { countCharacters } from '../core/statements/size';

/** The inline policies that an identity was granted. */
interface Granted {
  /** The number of statements in the first one. */
  readonly first: number;
  /** Policies that several identities share, which are not children of this identity. */
  readonly shared: Set<iam.Policy>;
}

/** For all accesses of the app, because all inline policies of an identity share one limit. */
const known = new WeakMap<iam.IPrincipal, Granted>();

/** Counts the inline policies of an identity at synthesis, because other code adds to them. Judges each identity once. */
export function watchRoom(recipient: Recipient, statements: number, shared?: iam.Policy): void {
  const { identity } = recipient;
  const granted = known.get(identity) ?? { first: statements, shared: new Set<iam.Policy>() };
  if (!known.has(identity)) {
    known.set(identity, granted);
    identity.node.addValidation({ validate: () => findOversize(recipient, granted) });
  }
  if (shared) {
    granted.shared.add(shared);
  }
}

function findOversize({ identity, kind }: Recipient, { first, shared }: Granted): string[] {
  const below = identity.node.findAll().filter((child): child is iam.Policy => child instanceof iam.Policy);
  const policies = [...below, ...shared];
  const count = policies.reduce((sum, { document }) => sum + document.statementCount, 0);
  if (count <= first) {
    return []; // no other code has added anything
  }
  const size = policies.reduce((sum, { document }) => sum + countCharacters(document.toJSON()), 0);
  return size <= INLINE_LIMITS[kind] ? [] : [
    `the inline policies of '${identity.node.path}' must have at most ${INLINE_LIMITS[kind]} characters together, ` +
    `the limit of a ${kind}, got: ${size}. Use attachTo(), which shares managed policies, instead of grantInvoke()` +
    `${kind === 'role' ? '' : ', or grant to a role'}`,
  ];
}
