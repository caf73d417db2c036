import * as iam from 'aws-cdk-lib/aws-iam';
import { Trust, writeTrust } from '../core/statements/trusts';

/** A caller as a principal of aws-cdk-lib. It writes its own statement, since some callers need more than one action. */
export class CallerPrincipal extends iam.PrincipalBase {
  public readonly assumeRoleAction: string;

  constructor(private readonly trust: Trust) {
    super();
    [this.assumeRoleAction] = trust.actions;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    const { principal, conditions } = this.trust;
    const lists = Object.entries(principal).map(([kind, name]) => [kind, [name]]);
    return new iam.PrincipalPolicyFragment(Object.fromEntries(lists), conditions);
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(iam.PolicyStatement.fromJson(writeTrust(this.trust)));
  }

  /** Callers are never merged. */
  public dedupeString(): undefined {
    return undefined;
  }
}
