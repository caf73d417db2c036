import { DecidedLeg } from '../call/decide';
import { findProfiles } from '../call/profile-names';
import { Layer, PolicyLayer } from '../iam/layer';
import { Statement } from '../iam/statement';

const known = new WeakMap<Statement, boolean>();

/**
 * Whether an answer rests on the ID that an application profile of the app will have: a Deny, or what stands above an identity, spells
 * other IDs or a pattern of them, and nobody knows whether this is one.
 *
 * @param decider what decided, where the call is not allowed
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

/** What stands for the ID of another profile of the app is no other ID of this one, and `*` is any. */
function spellsIds(statement: Statement): boolean {
  const spells = known.get(statement)
    ?? findProfiles(JSON.stringify(statement.document)).some(({ id }) => id !== '*' && !id.startsWith('('));
  known.set(statement, spells);
  return spells;
}
