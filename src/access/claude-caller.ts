import { Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  GitHubCallerOptions, OtherAccountCallerOptions, PodIdentityCallerOptions, RolesAnywhereCallerOptions, SamlCallerOptions,
} from './caller-options';
import { CallerPrincipal } from './caller-principal';
import { GITHUB_RULES, OTHER_ACCOUNT_RULES, POD_RULES, ROLES_ANYWHERE_RULES, SAML_RULES } from './caller-rules';
import { checkProps } from '../checks/check';
import { GITHUB_ISSUER, GITHUB_RUNS } from '../core/facts/github-oidc';
import { SIGN_IN_HOST } from '../core/facts/trusted-callers';
import { trustCertificate, trustGitHub, trustPod, trustRoles, trustSaml } from '../core/statements/trusts';

/**
 * Who calls from elsewhere: principals for `assumedBy` of a `GlobalClaudeAccess`, or of any `iam.Role`, each with no more trust than that
 * caller needs. docs/callers.md says what each admits and refuses, and how pods with IRSA and people of IAM Identity Center call.
 *
 * For two callers of one role, wrap them in an `iam.CompositePrincipal`; for further conditions, in an `iam.PrincipalWithConditions`.
 */
export class ClaudeCaller {
  /**
   * Workflows of one GitHub repository, in one environment, or on one branch or tag, or for pull requests.
   *
   * The token of a run must be for AWS, be of that repository by its ID, and have exactly the subject of such a run, in either form that
   * GitHub writes. A repository that customizes its subject is refused by AWS. Throws for wildcards and other names that no repository,
   * environment or branch has, and for a provider that is not GitHub's.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc
   * @param options which runs of which repository
   */
  public static gitHub(options: GitHubCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, GITHUB_RULES);
    const { provider, providerArn, environment, branch, tag } = options;
    const arn = provider?.oidcProviderRef.oidcProviderArn ?? providerArn ??
      `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${GITHUB_ISSUER}`;
    const run = environment !== undefined ? GITHUB_RUNS.ENVIRONMENT(environment)
      : branch !== undefined ? GITHUB_RUNS.BRANCH(branch)
        : tag !== undefined ? GITHUB_RUNS.TAG(tag) : GITHUB_RUNS.PULL_REQUEST;
    return new CallerPrincipal(trustGitHub(arn, options, run));
  }

  /**
   * Pods of one service account, in one namespace of one cluster, by EKS Pod Identity. The association is yours to make. Where it has
   * session tags disabled, AWS refuses the pods, since the tags are what tells them apart.
   *
   * Throws for what is no ARN of a cluster, and for names that Kubernetes does not have, such as ones with capitals.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   * @param options which pods
   */
  public static podIdentity(options: PodIdentityCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, POD_RULES);
    const { clusterArn, namespace, serviceAccount } = options;
    return new CallerPrincipal(trustPod(Aws.ACCOUNT_ID, clusterArn, namespace, serviceAccount));
  }

  /**
   * People whom a SAML provider sends to this role, from the sign-in endpoint without a Region and from that of the stack's Region.
   *
   * Throws for what is no SAML provider, and for endpoints that are not AWS's.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
   * @param options which provider
   */
  public static saml(options: SamlCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, SAML_RULES);
    const { provider, providerArn, audiences = [`https://${SIGN_IN_HOST}/saml`, `https://${Aws.REGION}.${SIGN_IN_HOST}/saml`] } = options;
    return new CallerPrincipal(trustSaml(provider?.samlProviderRef.samlProviderArn ?? providerArn!, audiences));
  }

  /**
   * Named roles of another account, which say an external ID. They need a policy there that allows them `sts:AssumeRole` on this role.
   *
   * Throws without an external ID, and for what is no ARN of a role, such as that of a session, which would never match.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   * @param options which roles
   */
  public static otherAccount(options: OtherAccountCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, OTHER_ACCOUNT_RULES);
    const { roleArns, externalId } = options;
    const [partition, account] = [1, 4].map((part) => readPart(roleArns[0], part));
    return new CallerPrincipal(trustRoles(partition, account, roleArns, externalId));
  }

  /**
   * Whoever has the certificate with a common name from one trust anchor of IAM Roles Anywhere.
   *
   * Throws for what is no ARN of a trust anchor, and for what no common name can be there.
   *
   * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
   * @param options which certificate
   */
  public static rolesAnywhere(options: RolesAnywhereCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, ROLES_ANYWHERE_RULES);
    const { trustAnchorArn, commonName } = options;
    return new CallerPrincipal(trustCertificate(trustAnchorArn, commonName));
  }

  private constructor() {}
}

function readPart(arn: string, part: number): string {
  return Token.isUnresolved(arn) ? Fn.select(part, Fn.split(':', arn)) : arn.split(':')[part];
}
