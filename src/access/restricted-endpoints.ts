import { Lazy, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { countDeployedCharacters } from './deployed-size';
import { EndpointRestrictionOptions } from './endpoint-restriction-options';
import { ENDPOINT_RULES, RESTRICTION_RULES, writeEndpointPlaceRules } from './endpoint-rules';
import { GrantedIdentities } from './granted-identities';
import { requireKnownRegion } from './source-region';
import { checkProps, isConcrete, refuse } from '../checks/check';
import { callGlobally, callThrough } from '../core/call/calls';
import { decide } from '../core/call/decide';
import { buildLayers, makeAnyIdentity } from '../core/call/layers';
import { INVOKE_ACTIONS } from '../core/facts/iam-words';
import { ENDPOINT_POLICY_LIMIT } from '../core/facts/limits';
import { findPartition } from '../core/facts/regions';
import { PolicyLayer } from '../core/iam/layer';
import { InvocationOutcome } from '../core/iam/outcome';
import { parsePolicy } from '../core/iam/policy';
import { findFaults } from '../core/rules/rule';
import { StatementJson } from '../core/statements/deny';
import { writeEndpointStatements } from '../core/statements/endpoint';

/** A role that no statement names. */
const ANYBODY = 'role/cdk-bedrock-cris-anybody-else';

/** The calls that an access allows. */
interface Allowed {
  readonly sourceRegion: string;
  readonly modelIds: readonly string[];
  /** The ARNs of the application profiles, by the IDs of their models. */
  readonly applicationProfiles: readonly (readonly [modelId: string, profileArn: string])[];
  readonly writeStatements: (stack: Stack) => StatementJson[];
}

/** The endpoints that admit only the callers of one access. */
export class RestrictedEndpoints {
  private readonly sidSuffix: string;
  /** The callers that each endpoint admits: undefined for those that have the access, or the named ones. */
  private readonly callers = new Map<ec2.InterfaceVpcEndpoint, (readonly string[] | undefined)[]>();

  constructor(private readonly access: Construct, private readonly granted: GrantedIdentities) {
    this.sidSuffix = access.node.addr.slice(-8);
  }

  /** Adds statements to the policy of an endpoint, for the callers that have the access at synthesis or that the options name. */
  public restrict(endpoint: ec2.InterfaceVpcEndpoint, options: EndpointRestrictionOptions, allowed: Allowed): void {
    const { access, granted } = this;
    refuse(access, findFaults({ endpoint }, ENDPOINT_RULES));
    checkProps(access, options, RESTRICTION_RULES);
    const stack = Stack.of(endpoint);
    refuse(access, findFaults({ endpoint }, writeEndpointPlaceRules(allowed.sourceRegion, Stack.of(access).account)));
    requireKnownRegion(access, allowed.sourceRegion, stack, 'restrict an endpoint');
    const known = this.callers.get(endpoint) ?? [];
    if (options.principalArns === undefined && known.includes(undefined)) {
      return; // the endpoint admits them already
    }
    this.callers.set(endpoint, [...known, options.principalArns]);
    const suffix = `${this.sidSuffix}${known.length || ''}`;
    const principalArns = options.principalArns ?? Lazy.list({ produce: () => granted.listArns() });
    for (const statement of writeEndpointStatements(allowed.writeStatements(stack), principalArns)) {
      endpoint.addToPolicy(iam.PolicyStatement.fromJson({ ...statement, Sid: `${statement.Sid as string}${suffix}` }));
    }
    access.node.addValidation({
      validate: () => [
        ...options.principalArns ? [] : granted.findUnnamed(this.callers.get(endpoint)!.some((named) => named !== undefined)),
        ...findOpenStatement(endpoint, stack, allowed),
        ...findOversize(endpoint, stack),
      ],
    });
  }
}

/** Finds a statement that makes the restriction useless: an endpoint's policy allows what any of its statements allows. */
function findOpenStatement(endpoint: ec2.InterfaceVpcEndpoint, stack: Stack, allowed: Allowed): string[] {
  const { sourceRegion, modelIds, applicationProfiles } = allowed;
  const region = isConcrete(sourceRegion) ? sourceRegion : 'af-south-1';
  const account = isConcrete(stack.account) ? stack.account : '111122223333';
  const partition = findPartition(region);
  const policy = parsePolicy(endpoint.node.path, readDocument(endpoint, stack), { account, region, partition });
  const caller = { account, region, partition, principalArn: `arn:${partition}:iam::${account}:${ANYBODY}` };
  const layers = buildLayers({ identity: [makeAnyIdentity()], endpoint: policy }).filter(({ kind }) => kind === PolicyLayer.VPC_ENDPOINT);
  const calls = INVOKE_ACTIONS.flatMap((action) => [
    ...modelIds.map((modelId) => callGlobally(caller, modelId, action)),
    ...applicationProfiles.filter(([, arn]) => isConcrete(arn)).map(([modelId, arn]) => callThrough(caller, arn, modelId, action)),
  ]);
  const open = calls.map((legs) => decide(layers, legs)).find(({ outcome }) => outcome === InvocationOutcome.ALLOWED);
  return open === undefined ? [] : [
    '\'endpoint\' must have no other statement that allows everyone to call the models, ' +
    `got: statement ${open.legs[0].verdict.statement?.index} of the policy of '${endpoint.node.path}'. Remove it, or limit it to its ` +
    'callers by \'aws:PrincipalArn\'',
  ];
}

function findOversize(endpoint: ec2.InterfaceVpcEndpoint, stack: Stack): string[] {
  const size = countDeployedCharacters(readDocument(endpoint, stack));
  return size <= ENDPOINT_POLICY_LIMIT ? [] : [
    `the policy of endpoint '${endpoint.node.path}' must have at most ${ENDPOINT_POLICY_LIMIT} characters, got: ${size}. Name the ` +
    'callers by a pattern: set \'principalArns\' of restrictEndpoint()',
  ];
}

function readDocument(endpoint: ec2.InterfaceVpcEndpoint, stack: Stack): unknown {
  const { policyDocument } = endpoint.node.defaultChild as ec2.CfnVPCEndpoint;
  return stack.resolve(policyDocument);
}
