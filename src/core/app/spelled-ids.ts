import { DecidedLeg } from '../call/decide';
import { findProfiles } from '../call/profile-names';
import { Layer, PolicyLayer } from '../iam/layer';
import { Statement } from '../iam/statement';

const known = new WeakMap<Statement, boolean>();

/**
 * Whether an answer depends on the future ID of one of the app's application profiles. It does if a Deny, or a policy above the identity,
 * names IDs or a pattern of IDs, and the profile's ID may be one of them.
 *
 * @param decider what decided, if the call is not allowed
 */
export function restsOnId(layers: readonly Layer[], decider: DecidedLeg | undefined): boolean {
  if (decider === undefined) {
    return layers.some((layer) => listStatements(layer).some((one) => one.effect === 'Deny' && spellsIds(one)));
  }
  const { layer, statement } = decider.verdict;
  return statement ? spellsIds(statement)
    : layer.kind !== PolicyLayer.IDENTITY && listStatements(layer).some((one) => one.effect === 'Allow' && spellsIds(one));
}

function listStatements({ policies }: Layer): Statement[] {
  return policies.flatMap(({ statements }) => statements);
}

/** The stand-in of another profile is never the ID of this one, and a plain `*` matches any ID. */
function spellsIds(statement: Statement): boolean {
  const spells = known.get(statement)
    ?? findProfiles(JSON.stringify(statement.document)).some(({ id }) => id !== '*' && !id.startsWith('('));
  known.set(statement, spells);
  return spells;
}
