import { Layer } from '../iam/evaluate';
import { Policy, policy } from '../iam/policy';

export type LayerKind = 'IDENTITY' | 'PERMISSIONS_BOUNDARY' | 'SESSION' | 'VPC_ENDPOINT' | 'SERVICE_CONTROL';

/** The policies that meet in a request. */
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
  /** By default AWS's FullAWSAccess is there too, unless one of the policies allows anything: then they are the whole list. */
  readonly fullAwsAccess?: boolean;
}

/** A policy that allows everything; made when it is first needed, since the import of the package should not wait for it. */
function anything(name: string): () => Policy {
  let made: Policy | undefined;
  return () => made ??= policy(name, { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
}

const fullAccess = anything('FullAWSAccess');
/** Stands for policies of an identity that are not given. */
export const anyIdentity = anything('taken as allowed');

/** The layers that must each allow a request. Throws where a policy names principals that has no place for them. */
export function layersOf({ identity, boundary, session, endpoint, levels = [] }: Policies): Layer<LayerKind>[] {
  const single = (kind: LayerKind, name: string, one?: Policy): Layer<LayerKind>[] => one ? [{ kind, name, policies: [one] }] : [];
  const layers: Layer<LayerKind>[] = [
    { kind: 'IDENTITY', name: 'identity', policies: identity },
    ...single('PERMISSIONS_BOUNDARY', 'permissions boundary', boundary),
    ...single('SESSION', 'session', session),
    ...single('VPC_ENDPOINT', 'VPC endpoint', endpoint),
    ...levels.map((level): Layer<LayerKind> => ({ kind: 'SERVICE_CONTROL', name: level.name, policies: attached(level) })),
  ];
  layers.forEach(requireNoPrincipal);
  return layers;
}

function attached({ policies, fullAwsAccess }: Level): readonly Policy[] {
  return fullAwsAccess ?? !policies.some(allowsAnything) ? [...policies, fullAccess()] : policies;
}

export function allowsAnything({ statements }: Policy): boolean {
  return statements.some(({ effect }) => effect === 'Allow');
}

function requireNoPrincipal({ kind, policies }: Layer<LayerKind>): void {
  for (const { name, statements } of kind === 'VPC_ENDPOINT' ? [] : policies) {
    const odd = statements.find(({ namesPrincipal }) => namesPrincipal);
    if (odd) {
      throw new Error(`policy '${name}', statement ${odd.index}: 'Principal' has no place in a policy of this layer (${kind}). ` +
        'It belongs in policies of resources and of VPC endpoints');
    }
  }
}
