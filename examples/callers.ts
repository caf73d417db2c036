/**
 * For platform teams whose callers come from outside the account.
 *
 * Creates access for seven callers in one account in Cape Town, each with the least trust that it needs. They are a GitHub workflow, pods
 * by EKS Pod Identity and by IRSA, and people by SAML and by IAM Identity Center. The last two are a role of another account and a machine
 * with a certificate.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/callers.ts"`
 * See who may call what: `node lib/cli/main.js report cdk.out`
 * Read more: docs/callers.md
 */
import { App, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sso from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { ClaudeCaller, ClaudeModel, GlobalClaudeAccess } from 'cdk-bedrock-cris';

/** What identifies the cluster: its ARN, and the provider in IAM that IRSA needs. */
const CLUSTER = 'arn:aws:eks:af-south-1:111122223333:cluster/chat';
const ISSUER = 'oidc.eks.af-south-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';

export class CallersStack extends Stack {
  public readonly roles: Record<string, iam.IRole>;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.roles = {
      Workflow: this.addWorkflow(),
      Pods: this.addPods(),
      PodsByIrsa: this.addPodsByIrsa(),
      Engineers: this.addEngineers(),
      Partner: this.addPartner(),
      BuildMachine: this.addBuildMachine(),
    };
    this.addPermissionSet();
  }

  /** Jobs of one repository that name the environment `production`. The account has GitHub's provider already. */
  private addWorkflow(): iam.IRole {
    return this.addAccess('Workflow', ClaudeCaller.gitHub({
      owner: 'octo-org',
      ownerId: '123456',
      repository: 'octo-repo',
      repositoryId: '456789',
      environment: 'production',
    }));
  }

  /** Pods of one service account. The association connects them with the role; session tags must stay on. */
  private addPods(): iam.IRole {
    const pods = { clusterArn: CLUSTER, namespace: 'chat', serviceAccount: 'assistant' };
    const role = this.addAccess('Pods', ClaudeCaller.podIdentity(pods));
    new eks.CfnPodIdentityAssociation(this, 'Association', {
      clusterName: 'chat', namespace: pods.namespace, serviceAccount: pods.serviceAccount, roleArn: role.roleArn,
    });
    return role;
  }

  /** Pods of a cluster without Pod Identity. A key of a condition must be text: if the issuer is a token, use `CfnJson`. */
  private addPodsByIrsa(): iam.IRole {
    const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(this, 'Cluster', this.formatArn({
      service: 'iam', region: '', resource: 'oidc-provider', resourceName: ISSUER,
    }));
    const token = { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:chat:batch' };
    return this.addAccess('PodsByIrsa', new iam.OpenIdConnectPrincipal(provider, { StringEquals: token }));
  }

  /** People who sign in to this role by the company's SAML provider. */
  private addEngineers(): iam.IRole {
    const provider = iam.SamlProvider.fromSamlProviderArn(this, 'Corporate', this.formatArn({
      service: 'iam', region: '', resource: 'saml-provider', resourceName: 'corporate',
    }));
    return this.addAccess('Engineers', ClaudeCaller.saml({ provider }), Duration.hours(8));
  }

  /** One role of another account, which must send the external ID. */
  private addPartner(): iam.IRole {
    return this.addAccess('Partner', ClaudeCaller.otherAccount({
      roleArns: ['arn:aws:iam::444455556666:role/platform/Assistant'],
      externalId: 'claude-7f3a',
    }));
  }

  /** A machine with a certificate of the company. */
  private addBuildMachine(): iam.IRole {
    return this.addAccess('BuildMachine', ClaudeCaller.rolesAnywhere({
      trustAnchorArn: 'arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab',
      commonName: 'build.example.com',
    }));
  }

  /**
   * People of IAM Identity Center, whose roles AWS creates. The permission set belongs in the account and Region of Identity Center. Here
   * it is next to the policy, which every account must have first.
   */
  private addPermissionSet(): void {
    const access = new GlobalClaudeAccess(this, 'People', {
      models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
      managedPolicyName: 'claude-people',
      managedPolicyPath: '/platform/',
    });
    const instanceArn = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
    const permissionSet = new sso.CfnPermissionSet(this, 'PermissionSet', {
      name: 'Claude', instanceArn, customerManagedPolicyReferences: access.customerManagedPolicies,
    });
    const assignment = new sso.CfnAssignment(this, 'Assignment', {
      instanceArn,
      permissionSetArn: permissionSet.attrPermissionSetArn,
      principalType: 'GROUP',
      principalId: '906e4a7c-1234-4567-8901-abcdef012345',
      targetType: 'AWS_ACCOUNT',
      targetId: this.account,
    });
    assignment.node.addDependency(access);
  }

  private addAccess(id: string, assumedBy: iam.IPrincipal, maxSessionDuration?: Duration): iam.IRole {
    return new GlobalClaudeAccess(this, id, { models: [ClaudeModel.SONNET_5_5], assumedBy, maxSessionDuration }).role!;
  }
}

export function addCallers(app: App): CallersStack {
  return new CallersStack(app, 'Callers', { env: { account: '111122223333', region: 'af-south-1' } });
}

if (require.main === module) {
  addCallers(new App());
}
