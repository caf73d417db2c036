import { AppIdentity } from './app-identity';
import { ControlPolicy } from './control-policies';
import { Organization } from './organization';
import { ReportDecider, ReportPlace } from './report';
import { findConstructPath, ResourceAt } from './stack-at';
import { describeCondition } from '../call/describe-condition';
import { allowsAnything } from '../call/layers';
import { Verdict } from '../iam/evaluate';
import { Layer, PolicyLayer } from '../iam/layer';
import { Policy } from '../iam/policy';

/** The policy that decided, for reports and in words. */
export interface Decider extends ReportDecider {
  /** As sentences name it. */
  readonly label: string;
  /** Of a service control policy that is attached by the app, or comes from a file. */
  readonly controlPolicy?: ControlPolicy;
}

/** Finds the policy to which a report points. Where the app does not have it, there is no place. */
export function findDecider({ policies, boundary }: AppIdentity, verdict: Verdict, organization: Organization): Decider {
  const { layer, statement } = verdict;
  const policy = verdict.policy ?? findAllowList(layer, organization) ?? layer.policies[0];
  const index = statement && policy.isList ? statement.index : undefined;
  const common = { layer: layer.kind, statement: statement?.index, sid: statement?.sid };
  const place = (at: ResourceAt | undefined, location = 'Properties') => at && makePlace(at, statement === undefined
    ? location : `${location}/Statement${index === undefined ? '' : `/${index}`}`);
  if (layer.kind === PolicyLayer.SERVICE_CONTROL) {
    const found = organization.findPolicy(policy);
    const name = found?.label ?? policy.name;
    return {
      ...common,
      policy: name,
      at: place(found?.at, 'Properties/Content'),
      label: `service control policy '${name}'${found?.at ? ` (on ${layer.name})` : ''}`,
      controlPolicy: found,
    };
  }
  if (layer.kind === PolicyLayer.PERMISSIONS_BOUNDARY) {
    const name = boundary?.label ?? policy.name;
    const at = place(boundary?.at, boundary?.location);
    return { ...common, policy: name, at, label: `the permissions boundary '${name}'` };
  }
  const own = verdict.policy && policies.find((one) => one.policy === verdict.policy);
  // Statements must be added: to the policy that names the call, if there is one.
  const first = policies.find(({ at }) => at);
  return own
    ? { ...common, policy: own.label, at: place(own.at, own.location), label: `the policy '${own.label}'` }
    : { ...common, policy: first?.label ?? '', at: place(first?.at, first?.location), label: 'the identity\'s own policies' };
}

/** Where nothing allows a call, the policy that allows other things is to blame: there the allow is missing. */
function findAllowList({ policies }: Layer, organization: Organization): Policy | undefined {
  return policies.find((candidate) => organization.findPolicy(candidate) && allowsAnything(candidate));
}

export function makePlace(at: ResourceAt, location: string): ReportPlace {
  return { file: at.stack.file, logicalId: at.logicalId, location, path: findConstructPath(at) };
}

/** Writes what denies something, and under which condition. */
export function writeCause({ label }: Pick<Decider, 'label'>, { statement }: Verdict, what: string): string {
  if (statement === undefined) {
    return `nothing in ${label} allows ${what}.`;
  }
  const { index, sid, document } = statement;
  return `${label}, statement ${index}${sid ? ` (${sid})` : ''}, denies ${what}, ${describeCondition(document)}.`;
}
