import { AppStack, generatedRoleName, pathOf, ResourceAt } from './app-stacks';
import { reading } from './unreadable';
import { isConcrete } from '../checks/fail';
import { NamedDocument, rolePolicies } from '../core/app/role-policies';
import { InvocationSimulator } from '../simulator/invocation-simulator';
import { PolicySource } from '../simulator/policy-source';

/** A role of the app with the policies that its template gives it. */
export interface AppRole extends ResourceAt {
  readonly path: string;
  /** The account, where it is known. */
  readonly account?: string;
  /** The role's path and name in its ARN; nothing where they follow from what only the deployment knows. */
  readonly pathAndName?: string;
  readonly identityPolicies: readonly PolicySource[];
  readonly permissionsBoundary?: PolicySource;
  /** The documents that the template holds. */
  readonly documents: readonly NamedDocument[];
}

/** The policies of AWS that allow Bedrock and deny nothing, as of 2026. */
const AWS_MANAGED: Record<string, object> = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  AmazonBedrockFullAccess: { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' },
  PowerUserAccess: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
};

/** Reads the roles of an app, each policy once. */
export class AppRoles {
  private readonly read = new WeakMap<object, PolicySource>();

  /** Throws where one of the role's policies cannot be read. */
  public of(at: ResourceAt): AppRole {
    const { stack, logicalId } = at;
    const { identity, boundary, identityElsewhere } = rolePolicies({ Resources: stack.resources as Record<string, any> }, logicalId);
    const { RoleName: name = generatedRoleName(stack.name, logicalId), Path: path = '/', PermissionsBoundary: boundaryArn } =
      stack.resources[logicalId].Properties ?? {};
    const boundaryElsewhere = boundaryArn ? policyElsewhere(JSON.stringify(boundaryArn)) : undefined;
    const policies = {
      identityPolicies: [...identity.map((document) => this.source(stack, document)), ...identityElsewhere.map(policyElsewhere)],
      permissionsBoundary: boundary ? this.source(stack, boundary) : boundaryElsewhere,
    };
    reading(() => new InvocationSimulator(policies)); // refuses policies that name principals
    return {
      ...policies,
      stack,
      logicalId,
      path: pathOf(at),
      account: stack.environment.account,
      pathAndName: pathAndName(path, name),
      documents: [...identity, ...boundary ? [boundary] : []],
    };
  }

  private source(stack: AppStack, { name, document }: NamedDocument): PolicySource {
    const known = this.read.get(document as object);
    if (known) {
      return known;
    }
    const source = reading(() => PolicySource.fromJson(name, document, stack.environment));
    this.read.set(document as object, source);
    return source;
  }
}

function pathAndName(path: unknown, name: unknown): string | undefined {
  const known = [path, name].every((text) => typeof text === 'string' && isConcrete(text));
  // Service-linked roles obey other rules, and are not an app's.
  return known && /^\/(?!aws-service-role\/)/.test(path as string) ? `${path}${name}` : undefined;
}

/** A policy of which the template knows the ARN only: one of AWS's that are known here, or one that may allow or deny anything. */
function policyElsewhere(arn: string): PolicySource {
  const [, ofAws] = /:iam::aws:policy\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(arn) ?? [];
  const known = AWS_MANAGED[ofAws];
  const unknown = (Effect: string) => ({ Effect, Action: { Ref: `the content of ${ofAws ?? arn}` }, Resource: '*' });
  // AWS's own policies deny nothing, except those whose names say so.
  const harmless = ofAws !== undefined && !/Deny|Quarantine/.test(ofAws);
  const statements = known ?? (harmless ? unknown('Allow') : [unknown('Allow'), unknown('Deny')]);
  return reading(() => PolicySource.fromJson(ofAws ?? arn, { Statement: statements }));
}
