import { InvocationDecision } from './invocation-decision';
import { InvocationRequest } from './invocation-request';
import { PolicySource } from './policy-source';
import { checkProps, checkValues, PropRules } from '../checks/check';
import { decide } from '../core/call/decide';
import { explain } from '../core/call/explain';
import { buildLayers } from '../core/call/layers';
import { Layer } from '../core/iam/layer';
import { describeValue } from '../core/rules/describe-value';
import { each, must, required, Rule } from '../core/rules/rule';

/** The service control policies attached at one level: the root, an organizational unit or the account. */
export interface ServiceControlPolicyLevel {
  /** The name of the level in decisions. */
  readonly levelName: string;

  /** The policies attached at this level. */
  readonly policies: PolicySource[];

  /**
   * Whether AWS's `FullAWSAccess` is attached at this level too, as it is by default.
   *
   * @default - true, unless one of `policies` contains an allow: then `policies` is taken as the complete list
   */
  readonly fullAwsAccess?: boolean;
}

/** The policies that decide a request. */
export interface InvocationSimulatorProps {
  /** The policies of the calling identity. */
  readonly identityPolicies: PolicySource[];

  /**
   * The service control policies on the way from the root to the account. Each level must allow a request.
   *
   * @default - none, as in the organization's management account, to which they never apply
   */
  readonly serviceControlPolicies?: ServiceControlPolicyLevel[];

  /**
   * The identity's permissions boundary.
   *
   * @default - none
   */
  readonly permissionsBoundary?: PolicySource;

  /**
   * The session policy that was passed when the role was assumed.
   *
   * @default - none
   */
  readonly sessionPolicy?: PolicySource;

  /**
   * The policy of the VPC endpoint that the requests go through.
   *
   * @default - none: the requests go through no endpoint, or through one that allows everything
   */
  readonly endpointPolicy?: PolicySource;
}

const SOURCE: Rule<PolicySource> = must(isSource, 'must be a PolicySource', 'For example PolicySource.fromJson("role", document)');

const REQUEST: Rule<InvocationRequest> = required(must((request) => request?._legs !== undefined, 'must be an InvocationRequest',
  'For example InvocationRequest.globalProfile(model, caller)'));

/** Refuses texts, which would count as true. */
const LEVEL_ACCESS: Rule<ServiceControlPolicyLevel> = must(({ fullAwsAccess = true }) => typeof fullAwsAccess === 'boolean',
  'must hold levels whose \'fullAwsAccess\' is true or false', 'Leave it out, and \'policies\' decide it',
  ({ fullAwsAccess }) => describeValue(fullAwsAccess));

const PROP_RULES: PropRules<InvocationSimulatorProps> = {
  must: 'must give the policies that decide a request',
  example: '{ identityPolicies: [PolicySource.fromJson("role", document)] }',
  required: { identityPolicies: 'must be a list of PolicySources' },
  rules: {
    identityPolicies: [each(SOURCE)],
    permissionsBoundary: [SOURCE],
    sessionPolicy: [SOURCE],
    endpointPolicy: [SOURCE],
    serviceControlPolicies: [each(LEVEL_ACCESS, must(({ policies }) => Array.isArray(policies) && policies.every(isSource),
      'must hold levels whose \'policies\' are PolicySources', 'For example [PolicySource.fromJson("deny", document)]',
      ({ policies }) => describeValue(policies)))],
  },
};

function isSource(source: PolicySource): boolean {
  return source?._policy !== undefined;
}

/**
 * Decides offline whether calls to Claude are authorized, by IAM's rules for identities that call in their own account.
 *
 * It never calls AWS. The answer rests on the given policies and on what AWS documents about the legs of a call. The simulator was compared
 * with an independent policy engine, not with a live account.
 *
 * Throws if a policy other than the VPC endpoint's names principals.
 */
export class InvocationSimulator {
  private readonly layers: Layer[];

  constructor(props: InvocationSimulatorProps) {
    checkProps(undefined, props, PROP_RULES);
    this.layers = buildLayers({
      identity: props.identityPolicies.map((source) => source._policy),
      boundary: props.permissionsBoundary?._policy,
      session: props.sessionPolicy?._policy,
      endpoint: props.endpointPolicy?._policy,
      levels: props.serviceControlPolicies?.map(({ levelName: name, policies, fullAwsAccess }) =>
        ({ name, policies: policies.map((source) => source._policy), fullAwsAccess })),
    });
  }

  /**
   * Decides a request, leg by leg.
   *
   * @param request the call
   */
  public decide(request: InvocationRequest): InvocationDecision {
    checkValues({ request }, { request: [REQUEST] });
    const decision = decide(this.layers, request._legs);
    return InvocationDecision._of(decision, () => explain([{ layers: this.layers, decision }]));
  }

  /** @internal */
  public get _layers(): readonly Layer[] {
    return this.layers;
  }
}
