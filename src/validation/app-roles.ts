import { AppStack, findConstructPath, generateRoleName, ResourceAt } from './app-stacks';
import { readOrMark } from './unreadable';
import { isConcrete } from '../checks/check';
import { NamedDocument, findRolePolicies } from '../core/app/role-policies';
import { buildLayers } from '../core/call/layers';
import { MANAGED_POLICIES } from '../core/facts/managed-policies';
import { parsePolicy, Policy } from '../core/iam/policy';

/** A role of the app with the policies that its template gives it. */
export interface AppRole extends ResourceAt {
  readonly path: string;
  /** The account, where it is known. */
  readonly account?: string;
  /** The role's path and name in its ARN; nothing where they follow from what only the deployment knows. */
  readonly pathAndName?: string;
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Where the policies stand that the template holds. */
  readonly places: ReadonlyMap<Policy, PolicyPlace>;
}

/** Where a policy stands in a template. */
export interface PolicyPlace {
  readonly at: ResourceAt;
  readonly location: string;
}

/** Reads the roles of an app, and parses each policy once. */
export class AppRoles {
  private readonly parsed = new WeakMap<object, Policy>();

  /** Reads a role; throws where one of its policies cannot be read. */
  public read(at: ResourceAt): AppRole {
    const { stack, logicalId } = at;
    const { identity, boundary, identityElsewhere } = findRolePolicies({ Resources: stack.resources as Record<string, any> }, logicalId);
    const properties = stack.resources[logicalId].Properties ?? {};
    const { RoleName: name = generateRoleName(stack.name, logicalId), Path: path = '/', PermissionsBoundary: boundaryArn } = properties;
    const boundaryElsewhere = boundaryArn ? guessPolicy(JSON.stringify(boundaryArn)) : undefined;
    const places = new Map<Policy, PolicyPlace>();
    const place = (document: NamedDocument) => {
      const policy = this.parse(stack, document);
      places.set(policy, { at: { stack, logicalId: document.logicalId }, location: document.location });
      return policy;
    };
    const policies = {
      identity: [...identity.map(place), ...identityElsewhere.map(guessPolicy)],
      boundary: boundary ? place(boundary) : boundaryElsewhere,
    };
    readOrMark(() => buildLayers(policies)); // refuses policies that name principals
    return {
      ...policies,
      stack,
      logicalId,
      path: findConstructPath(at),
      account: stack.environment.account,
      pathAndName: joinPathAndName(path, name),
      places,
    };
  }

  private parse(stack: AppStack, { name, document }: NamedDocument): Policy {
    const known = this.parsed.get(document as object);
    if (known) {
      return known;
    }
    const policy = readOrMark(() => parsePolicy(name, document, stack.environment));
    this.parsed.set(document as object, policy);
    return policy;
  }
}

function joinPathAndName(path: unknown, name: unknown): string | undefined {
  const known = [path, name].every((text) => typeof text === 'string' && isConcrete(text));
  // Service-linked roles obey other rules, and are not an app's.
  return known && /^\/(?!aws-service-role\/)/.test(path as string) ? `${path}${name}` : undefined;
}

/** Makes a policy of which the template says the ARN only: one of AWS's that are known here, or one that may allow or deny anything. */
function guessPolicy(arn: string): Policy {
  const [, ofAws] = /:iam::aws:policy\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(arn) ?? [];
  const known = MANAGED_POLICIES[ofAws];
  const unknown = (Effect: string) => ({ Effect, Action: { Ref: `the content of ${ofAws ?? arn}` }, Resource: '*' });
  // AWS's own policies deny nothing, except those whose names say so.
  const isHarmless = ofAws !== undefined && !/Deny|Quarantine/.test(ofAws);
  const statements = known ?? (isHarmless ? unknown('Allow') : [unknown('Allow'), unknown('Deny')]);
  return readOrMark(() => parsePolicy(ofAws ?? arn, { Statement: statements }));
}
