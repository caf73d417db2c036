import * as iam from 'aws-cdk-lib/aws-iam';
import { Recipient } from '../checks/recipient';
import { INLINE_LIMITS } from '../core/facts/limits';
import { countCharacters } from '../core/statements/size';

/** What an identity was granted by inline policies. */
interface Granted {
  /** Statements in the first of them. */
  readonly first: number;
  /** The policies that several identities share, which are not below this one in the tree. */
  readonly shared: Set<iam.Policy>;
}

/** Of all accesses of the app: an identity's inline policies share one limit, whoever makes them. */
const known = new WeakMap<iam.IPrincipal, Granted>();

/** Has the inline policies of an identity counted at synthesis, since others add to them. Each is judged once, however many ask. */
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
    return []; // nobody has added anything
  }
  const size = policies.reduce((sum, { document }) => sum + countCharacters(document.toJSON()), 0);
  return size <= INLINE_LIMITS[kind] ? [] : [
    `the inline policies of '${identity.node.path}' must have at most ${INLINE_LIMITS[kind]} characters together, ` +
    `as those of a ${kind}, got: ${size}. Use attachTo() in place of grantInvoke(), which shares managed policies` +
    `${kind === 'role' ? '' : ', or grant to a role'}`,
  ];
}
