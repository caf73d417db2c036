import { AppStack, generatedName, pathOf, ResourceAt } from './app-stacks';
import { isConcrete } from '../../private/fail';
import { NamedDocument, rolePolicies } from '../engine/template';
import { PolicySource } from '../policy-source';

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

  /** Throws where the template's role or one of its policies cannot be read. */
  public of(at: ResourceAt): AppRole {
    const { stack, logicalId } = at;
    const { identity, boundary, elsewhere } = rolePolicies({ Resources: stack.resources as Record<string, any> }, logicalId);
    const { RoleName: name = generatedName(stack.name, logicalId), Path: path = '/', PermissionsBoundary: boundaryArn } =
      stack.resources[logicalId].Properties ?? {};
    const boundaryElsewhere = boundaryArn === undefined ? undefined : policyElsewhere(JSON.stringify(boundaryArn));
    return {
      stack,
      logicalId,
      path: pathOf(at),
      account: stack.environment.account,
      pathAndName: [name, path].every((text) => typeof text === 'string' && isConcrete(text)) ? `${path}${name}` : undefined,
      identityPolicies: [...identity.map((document) => this.source(stack, document)), ...elsewhere.map(policyElsewhere)],
      permissionsBoundary: boundary ? this.source(stack, boundary) : boundaryElsewhere,
      documents: [...identity, ...boundary ? [boundary] : []],
    };
  }

  private source(stack: AppStack, { name, document }: NamedDocument): PolicySource {
    const known = this.read.get(document as object);
    if (known) {
      return known;
    }
    const source = PolicySource.fromJson(name, document, stack.environment);
    this.read.set(document as object, source);
    return source;
  }
}

/** A policy of which the template knows the ARN only: one of AWS's that are known here, or one that may allow or deny anything. */
function policyElsewhere(arn: string): PolicySource {
  const [, ofAws] = /:iam::aws:policy\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(arn) ?? [];
  const known = AWS_MANAGED[ofAws];
  const unknown = (Effect: string) => ({ Effect, Action: { Ref: `the content of ${ofAws ?? arn}` }, Resource: '*' });
  // AWS's own policies deny nothing, except those whose names say so.
  const harmless = ofAws !== undefined && !/Deny|Quarantine/.test(ofAws);
  return PolicySource.fromJson(ofAws ?? arn, { Statement: known ?? (harmless ? unknown('Allow') : [unknown('Allow'), unknown('Deny')]) });
}
