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

/** The policy that decided, as data and in words. */
export interface Decider extends ReportDecider {
  /** Its name in sentences. */
  readonly label: string;
  /** The service control policy, if it comes from the app or a file. */
  readonly controlPolicy?: ControlPolicy;
}

/** Finds the policies that reports name. */
export class Deciders {
  /** A policy of the organization decides many calls, and is the same for all of them. */
  private readonly ofOrganization = new Map<Verdict, Decider>();

  constructor(private readonly organization: Organization) {}

  /** Finds what decided. It has no place if it is not in the app. */
  public find(identity: AppIdentity, verdict: Verdict): Decider {
    if (verdict.layer.kind !== PolicyLayer.SERVICE_CONTROL) {
      return findOwn(identity, verdict);
    }
    const found = this.ofOrganization.get(verdict) ?? this.findOfOrganization(verdict);
    this.ofOrganization.set(verdict, found);
    return found;
  }

  private findOfOrganization(verdict: Verdict): Decider {
    const { layer } = verdict;
    const policy = verdict.policy ?? this.findAllowList(layer) ?? layer.policies[0];
    const found = this.organization.findPolicy(policy);
    const name = found?.label ?? policy.name;
    return {
      ...describe(verdict, name, found?.at, 'Properties/Content'),
      label: `service control policy '${name}'${found?.at ? ` (on ${layer.name})` : ''}`,
      controlPolicy: found,
    };
  }

  /** If nothing allows a call, the policy that allows other things decides, because the allow is missing there. */
  private findAllowList({ policies }: Layer): Policy | undefined {
    return policies.find((candidate) => this.organization.findPolicy(candidate) && allowsAnything(candidate));
  }
}

function findOwn({ policies, boundary }: AppIdentity, verdict: Verdict): Decider {
  if (verdict.layer.kind === PolicyLayer.PERMISSIONS_BOUNDARY) {
    const name = boundary?.label ?? verdict.layer.policies[0].name;
    return { ...describe(verdict, name, boundary?.at, boundary?.location), label: `the permissions boundary '${name}'` };
  }
  const own = verdict.policy && policies.find((one) => one.policy === verdict.policy);
  // If nothing allows a call, it needs more statements: in the policy that names the call, if there is one.
  const { label = '', at, location } = own ?? policies.find((one) => one.at) ?? {};
  return { ...describe(verdict, label, at, location), label: own ? `the policy '${label}'` : 'the identity\'s own policies' };
}

function describe({ layer, policy, statement }: Verdict, name: string, at: ResourceAt | undefined, location = 'Properties'): ReportDecider {
  const index = policy?.isList ? `/${statement?.index}` : '';
  return {
    layer: layer.kind,
    policy: name,
    statement: statement?.index,
    sid: statement?.sid,
    at: at && makePlace(at, statement === undefined ? location : `${location}/Statement${index}`),
  };
}

export function makePlace(at: ResourceAt, location: string): ReportPlace {
  return { file: at.stack.file, logicalId: at.logicalId, location, path: findConstructPath(at) };
}

/** Writes what denies a call, and under which condition. */
export function writeCause({ label }: Pick<Decider, 'label'>, { statement }: Verdict, what: string): string {
  if (statement === undefined) {
    return `nothing in ${label} allows ${what}.`;
  }
  const { index, sid, document } = statement;
  return `${label}, statement ${index}${sid ? ` (${sid})` : ''}, denies ${what}, ${describeCondition(document)}.`;
}
