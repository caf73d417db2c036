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
 * Principals for callers outside the app. Pass them as `assumedBy` to a `GlobalClaudeAccess` or any `iam.Role`. Each trusts its caller with
 * the least that works. See docs/callers.md for what each one admits and rejects, and for pods with IRSA and people in IAM Identity Center.
 *
 * To let two callers assume one role, wrap them in an `iam.CompositePrincipal`. To add conditions, use `iam.PrincipalWithConditions`.
 */
export class ClaudeCaller {
  /**
   * Trusts GitHub Actions workflows of one repository: in one environment, on one branch or tag, or for pull requests.
   *
   * The token must have AWS as its audience and carry the ID of that repository. Its subject must be exactly that of such a run, in either
   * of GitHub's two forms. AWS rejects the tokens of a repository that customizes the subject. Throws for wildcards, for names that no
   * repository, environment or branch can have, and for a provider that is not GitHub's.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc
   * @param options the repository, and the runs to admit
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
   * Trusts the pods of one service account, in one namespace of one cluster, through EKS Pod Identity. You create the association. If it
   * disables session tags, AWS denies the pods, because the trust policy identifies them by their tags.
   *
   * Throws for anything but the ARN of a cluster, and for names that Kubernetes rejects, such as names with capitals.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   * @param options the pods to admit
   */
  public static podIdentity(options: PodIdentityCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, POD_RULES);
    const { clusterArn, namespace, serviceAccount } = options;
    return new CallerPrincipal(trustPod(Aws.ACCOUNT_ID, clusterArn, namespace, serviceAccount));
  }

  /**
   * Trusts people who sign in to this role with a SAML provider, through AWS's global sign-in endpoint or that of the stack's Region.
   *
   * Throws for anything but a SAML provider, and for sign-in endpoints that are not AWS's.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
   * @param options the provider, and its sign-in endpoints
   */
  public static saml(options: SamlCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, SAML_RULES);
    const { provider, providerArn, audiences = [`https://${SIGN_IN_HOST}/saml`, `https://${Aws.REGION}.${SIGN_IN_HOST}/saml`] } = options;
    return new CallerPrincipal(trustSaml(provider?.samlProviderRef.samlProviderArn ?? providerArn!, audiences));
  }

  /**
   * Trusts named roles in another account that send an external ID. In their own account, they need a policy that allows `sts:AssumeRole`
   * on this role.
   *
   * Throws without an external ID, and for anything but the ARNs of roles. The ARN of a session would never match.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   * @param options the roles, and their external ID
   */
  public static otherAccount(options: OtherAccountCallerOptions): iam.IPrincipal {
    checkProps(undefined, options, OTHER_ACCOUNT_RULES);
    const { roleArns, externalId } = options;
    const [partition, account] = [1, 4].map((part) => readPart(roleArns[0], part));
    return new CallerPrincipal(trustRoles(partition, account, roleArns, externalId));
  }

  /**
   * Trusts the holder of a certificate with this common name, issued under one trust anchor of IAM Roles Anywhere.
   *
   * Throws for anything but the ARN of a trust anchor, and for a text that cannot be a common name there.
   *
   * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
   * @param options the trust anchor, and the certificate
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
