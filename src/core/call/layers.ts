import { toList } from '../iam/document';
import { Layer, PolicyLayer } from '../iam/layer';
import { parsePolicy, Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** The policies that decide a request. */
export interface Policies {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: Policy;
  readonly endpoint?: Policy;
  readonly levels?: readonly Level[];
}

/** The service control policies of one level of the organization. */
export interface Level {
  readonly name: string;
  readonly policies: readonly Policy[];
  /** Whether AWS's FullAWSAccess is attached too. By default it is, unless a policy allows anything: then they are the whole list. */
  readonly fullAwsAccess?: boolean;
}

const ALLOW_EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const parsed = new Map<string, Policy>();

/** Makes a policy that allows everything, only when it is first needed, so that importing the package stays fast. */
function allowEverything(name: string): Policy {
  const policy = parsed.get(name) ?? parsePolicy(name, ALLOW_EVERYTHING);
  parsed.set(name, policy);
  return policy;
}

/** The policy of an identity whose policies are not given: it allows everything. */
export function makeAnyIdentity(): Policy {
  return allowEverything('assumed to allow everything');
}

/** Builds the layers that must each allow a request. Throws if a policy names principals in a layer that does not allow them. */
export function buildLayers({ identity, boundary, session, endpoint, levels = [] }: Policies): Layer[] {
  const single = (kind: PolicyLayer, name: string, policy?: Policy): Layer[] => policy ? [{ kind, name, policies: [policy] }] : [];
  const layers: Layer[] = [
    { kind: PolicyLayer.IDENTITY, name: 'identity', policies: identity },
    ...single(PolicyLayer.PERMISSIONS_BOUNDARY, 'permissions boundary', boundary),
    ...single(PolicyLayer.SESSION, 'session', session),
    ...single(PolicyLayer.VPC_ENDPOINT, 'VPC endpoint', endpoint),
    ...levels.map((level): Layer => ({ kind: PolicyLayer.SERVICE_CONTROL, name: level.name, policies: listAttached(level) })),
  ];
  layers.forEach(requireNoPrincipal);
  return layers;
}

function listAttached({ policies, fullAwsAccess = !policies.some(allowsAnything) }: Level): readonly Policy[] {
  return fullAwsAccess ? [...policies, allowEverything('FullAWSAccess')] : policies;
}

export function allowsAnything({ statements }: Pick<Policy, 'statements'>): boolean {
  return statements.some(({ effect }) => effect === 'Allow');
}

function requireNoPrincipal({ kind, policies }: Layer): void {
  for (const { name, statements } of kind === PolicyLayer.VPC_ENDPOINT ? [] : policies) {
    const faulty = statements.find(({ namesPrincipal }) => namesPrincipal);
    if (faulty) {
      throw new Error(`policy '${name}', statement ${faulty.index}: 'Principal' is not allowed in a policy of this layer (${kind}). ` +
        `${explainPrincipal(kind, faulty)}`);
    }
  }
}

/** Says what a document with principals may be, and what to do with it. */
function explainPrincipal(kind: PolicyLayer, { document }: Statement): string {
  const actions = toList(document.Action ?? []).map(String);
  if (actions.length > 0 && actions.every((action) => /^sts:/i.test(action))) {
    return 'It is the trust policy of a role, which says who may assume the role and decides no call of a model: leave it out. The ' +
      'report of a synthesized app shows who may assume each role';
  }
  const others = 'the policy of a resource, which decides no call of a model: leave it out. If it is the policy of a VPC endpoint, ' +
    'give it as \'endpointPolicy\', or to explain as --endpoint FILE';
  return kind === PolicyLayer.SERVICE_CONTROL
    ? `It may be a resource control policy, which does not cover Amazon Bedrock: leave it out. Or it may be ${others}`
    : `It may be ${others}`;
}
