import { evaluate, Layer } from './engine/evaluate';
import { Policy, policy } from './engine/policy';
import { InvocationDecision, InvocationLeg, InvocationOutcome, PolicyLayer } from './invocation-decision';
import { InvocationRequest } from './invocation-request';
import { PolicySource } from './policy-source';

/** The service control policies that are attached at one level: the root, an organizational unit or the account. */
export interface ServiceControlPolicyLevel {
  /** The name of the level, as decisions say it. */
  readonly levelName: string;

  /** The policies that are attached there. */
  readonly policies: PolicySource[];

  /**
   * Whether AWS's `FullAWSAccess` is attached there as well, as AWS does by default.
   *
   * @default - true, unless one of `policies` allows anything: then they are taken as the whole list
   */
  readonly fullAwsAccess?: boolean;
}

/** The policies that meet in a request. */
export interface InvocationSimulatorProps {
  /** The policies of the calling identity. */
  readonly identityPolicies: PolicySource[];

  /**
   * The service control policies on the way from the root to the account. Each level must allow a request.
   *
   * @default - none, as in the organization's management account, which they never reach
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
   * @default - none: the requests go through no endpoint, or through one that admits everything
   */
  readonly endpointPolicy?: PolicySource;
}

/**
 * Decides offline whether calls of Claude are authorized, by the rules of IAM for identities of one account.
 *
 * Nothing is asked of AWS: the answer rests on the policies that are given, and on what AWS documents of the legs of a
 * call. It was compared with an independent engine, not with a live account.
 *
 * Throws where a policy names principals, except that of a VPC endpoint.
 */
export class InvocationSimulator {
  private readonly layers: Layer<PolicyLayer>[];

  constructor(props: InvocationSimulatorProps) {
    const single = (kind: PolicyLayer, name: string, source?: PolicySource) => source ? [{ kind, name, policies: [source._policy] }] : [];
    this.layers = [
      { kind: PolicyLayer.IDENTITY, name: 'identity', policies: props.identityPolicies.map((source) => source._policy) },
      ...single(PolicyLayer.PERMISSIONS_BOUNDARY, 'permissions boundary', props.permissionsBoundary),
      ...single(PolicyLayer.SESSION, 'session', props.sessionPolicy),
      ...single(PolicyLayer.VPC_ENDPOINT, 'VPC endpoint', props.endpointPolicy),
      ...(props.serviceControlPolicies ?? []).map((level) => ({
        kind: PolicyLayer.SERVICE_CONTROL,
        name: level.levelName,
        policies: attachedPolicies(level),
      })),
    ];
    this.layers.forEach(requireNoPrincipal);
  }

  /**
   * Decides a request, leg by leg.
   *
   * @param request the call
   */
  public decide(request: InvocationRequest): InvocationDecision {
    return InvocationDecision._of(request._legs.map(({ leg, action, resource, requestedRegion, request: asked }) => {
      const { outcome, layer, policy: decider, statement, unknown } = evaluate(this.layers, asked);
      return {
        leg: InvocationLeg[leg],
        action,
        resource,
        requestedRegion,
        outcome: InvocationOutcome[outcome],
        layer: layer.kind,
        layerName: layer.name,
        policyName: decider?.name,
        sid: statement?.sid,
        statementIndex: statement?.index,
        unknownKeys: [...unknown],
      };
    }));
  }
}

const FULL_ACCESS: Policy = policy('FullAWSAccess', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

function attachedPolicies({ policies, fullAwsAccess }: ServiceControlPolicyLevel): Policy[] {
  const given = policies.map((source) => source._policy);
  const allowsSomething = given.some(({ statements }) => statements.some(({ effect }) => effect === 'Allow'));
  return fullAwsAccess ?? !allowsSomething ? [...given, FULL_ACCESS] : given;
}

function requireNoPrincipal({ kind, policies }: Layer<PolicyLayer>): void {
  for (const { name, statements } of kind === PolicyLayer.VPC_ENDPOINT ? [] : policies) {
    const odd = statements.find(({ namesPrincipal }) => namesPrincipal);
    if (odd) {
      throw new Error(`policy '${name}', statement ${odd.index}: 'Principal' has no place in a policy of this layer (${kind}). ` +
        'It belongs in policies of resources and of VPC endpoints');
    }
  }
}
