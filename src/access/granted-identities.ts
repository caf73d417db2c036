import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { unwrapPrincipal } from '../checks/recipient';

const WITHOUT_GRANT = 'cdk-bedrock-cris:access.settingsWithoutGrant';

/** The identities that have one access. Warns of constructs that have only its settings, because AWS denies their calls. */
export class GrantedIdentities {
  private readonly granted = new Set<iam.IPrincipal>();
  private readonly warned: { readonly scope: IConstruct; readonly identity: iam.IPrincipal }[] = [];
  /** Code that has read the policies may attach them unseen. */
  private mayBeAttached = false;

  constructor(private readonly access: IConstruct) {}

  public add(identity: iam.IPrincipal): void {
    this.granted.add(identity);
    this.takeBack(this.warned.filter((one) => one.identity === identity));
  }

  public handOut(): void {
    this.mayBeAttached = true;
    this.takeBack(this.warned);
  }

  /** Lists the ARNs under which they call. Members of a group call under their own ARNs. */
  public listArns(): string[] {
    return [...this.granted].flatMap((identity) => readArn(identity) ?? []);
  }

  /** Finds callers whose ARNs are unknown, unless `principalArns` name them. An access that no identity has is a fault too. */
  public findUnnamed(areNamed: boolean): string[] {
    const groups = areNamed ? [] : [...this.granted].filter((identity) => readArn(identity) === undefined);
    const remedy = 'Name the callers in \'principalArns\' of restrictEndpoint(), those of a permission set by ' +
      '"arn:aws:iam::111122223333:role/aws-reserved/*AWSReservedSSO_<its name>_*"';
    return [
      ...groups.map((group) =>
        `restrictEndpoint() must know the members of${describePath(group)}, who call under their own ARNs. ${remedy}`),
      ...this.mayBeAttached && !areNamed ? [`restrictEndpoint() must know which identities get the managed policies. ${remedy}`] : [],
      ...this.granted.size === 0 && !this.mayBeAttached
        ? [`restrictEndpoint() must find an identity with the access, or no one can call through the endpoint. Grant it. ${remedy}`] : [],
    ];
  }

  /** Warns of a construct while its role lacks the access. */
  public warnUnless(scope: IConstruct, role: iam.IGrantable, what: 'role' | 'task role'): void {
    const identity = unwrapPrincipal(role.grantPrincipal);
    if (this.mayBeAttached || this.granted.has(identity)) {
      return;
    }
    this.warned.push({ scope, identity });
    Annotations.of(scope).addWarningV2(WITHOUT_GRANT, `${scope.node.path}: has the settings of '${this.access.node.path}', but its ` +
      `${what}${describePath(identity)} lacks the access, so AWS will deny its calls. Call grantInvoke() or attachTo() with the role; if ` +
      'another policy gives it the access, acknowledge this warning');
  }

  private takeBack(warned: readonly { readonly scope: IConstruct }[]): void {
    warned.forEach(({ scope }) => Annotations.of(scope).acknowledgeWarning(WITHOUT_GRANT));
  }
}

function readArn(identity: iam.IPrincipal): string | undefined {
  const { roleArn, userArn } = identity as Partial<iam.IRole & iam.IUser>;
  return roleArn ?? userArn;
}

/** An unknown principal has no path. */
function describePath(identity: iam.IPrincipal): string {
  return Construct.isConstruct(identity) ? ` '${identity.node.path}'` : '';
}
