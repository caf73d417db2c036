import { AppRole, PolicyPlace } from './app-roles';
import { Organization } from './organization';
import { describeCondition } from '../core/call/describe-condition';
import { allowsAnything } from '../core/call/layers';
import { Verdict } from '../core/iam/evaluate';
import { PolicyLayer } from '../core/iam/layer';

/** The policy that decided. Where the app does not have it, the report points at the role instead. */
export interface Decider {
  readonly label: string;
  readonly place: Partial<PolicyPlace> & Pick<PolicyPlace, 'at'>;
  /** The statement's place in the document; none where no statement decided, or where `Statement` is not a list. */
  readonly index?: number;
  readonly assumption: string;
}

/** Finds the policy to which a report points. */
export function findDecider(role: AppRole, verdict: Verdict, organization: Organization): Decider {
  const { layer, statement } = verdict;
  // Where nothing allows the call, blame the policy that allows other things: there the allow is missing.
  const allowList = layer.policies.find((candidate) => organization.findPolicy(candidate) && allowsAnything(candidate));
  const policy = verdict.policy ?? allowList ?? layer.policies[0];
  const index = statement && policy.isList ? statement.index : undefined;
  if (layer.kind === PolicyLayer.SERVICE_CONTROL) {
    const found = organization.findPolicy(policy);
    return {
      label: `service control policy '${policy.name}'${found?.at ? ` (on ${layer.name})` : ''}`,
      place: found?.at ? { at: found.at, location: 'Properties/Content' } : { at: role },
      index,
      assumption: found ? organization.writeAssumption(found, role.account) : '',
    };
  }
  if (layer.kind === PolicyLayer.PERMISSIONS_BOUNDARY) {
    return { label: `its permissions boundary '${policy.name}'`, place: role.places.get(policy) ?? { at: role }, index, assumption: '' };
  }
  return verdict.policy
    ? { label: `its own policy '${policy.name}'`, place: role.places.get(policy) ?? { at: role }, index, assumption: '' }
    : { label: 'its own policies', place: { at: role }, assumption: '' };
}

/** Writes what denies something, and under which condition. */
export function writeCause({ label }: Decider, { statement }: Verdict, what: string): string {
  if (statement === undefined) {
    return `nothing in ${label} allows ${what}.`;
  }
  const { index, sid, document } = statement;
  return `${label}, statement ${index}${sid ? ` (${sid})` : ''}, denies ${what}, ${describeCondition(document)}.`;
}
