import * as iam from 'aws-cdk-lib/aws-iam';

/** A GitHub repository, and the workflow runs to admit. Set exactly one of `environment`, `branch`, `tag` and `pullRequests`. */
export interface GitHubCallerOptions {
  /** The owner of the repository: an organization or a person, such as `octo-org`, in GitHub's capitalization. No wildcards. */
  readonly owner: string;

  /** The owner's ID, in digits: `gh api repos/octo-org/octo-repo --jq .owner.id`. */
  readonly ownerId: string;

  /** The repository's name, such as `octo-repo`, in GitHub's capitalization. No wildcards. */
  readonly repository: string;

  /** The repository's ID, in digits: `gh api repos/octo-org/octo-repo --jq .id`. GitHub never reuses an ID. */
  readonly repositoryId: string;

  /**
   * Admits jobs that name this environment. Its protection rules in GitHub decide which branches and tags may use it, and who must approve.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Admits jobs without an environment on this branch, such as `main`. `pull_request_target` jobs run on the target branch of a pull
   * request.
   *
   * @default - none
   */
  readonly branch?: string;

  /**
   * Admits jobs without an environment on this tag, such as `v1`.
   *
   * @default - none
   */
  readonly tag?: string;

  /**
   * Admits jobs without an environment for pull requests from any branch. Anyone who may push a branch is then admitted.
   *
   * @default false
   */
  readonly pullRequests?: boolean;

  /**
   * GitHub's OpenID Connect provider in IAM. An account has at most one.
   *
   * @default - the provider in the role's account, by its ARN
   */
  readonly provider?: iam.IOIDCProviderRef;

  /**
   * The ARN of that provider. Not together with `provider`.
   *
   * @default - the provider in the role's account
   */
  readonly providerArn?: string;
}

/** The pods to admit. */
export interface PodIdentityCallerOptions {
  /** The ARN of the cluster, such as `cluster.clusterArn`. */
  readonly clusterArn: string;

  /** The namespace of the service account. */
  readonly namespace: string;

  /** The name of the service account. */
  readonly serviceAccount: string;
}

/** A SAML provider. Set exactly one of `provider` and `providerArn`. */
export interface SamlCallerOptions {
  /**
   * The SAML provider in IAM.
   *
   * @default - `providerArn`
   */
  readonly provider?: iam.ISAMLProviderRef;

  /**
   * The ARN of the SAML provider in IAM.
   *
   * @default - `provider`
   */
  readonly providerArn?: string;

  /**
   * The sign-in endpoints that assertions may be sent to, such as `https://af-south-1.signin.aws.amazon.com/saml`.
   *
   * @default - the global endpoint, and that of the Region of the role's stack
   */
  readonly audiences?: string[];
}

/** Roles of another account. */
export interface OtherAccountCallerOptions {
  /** The ARNs of the roles, with their paths. All must be in one account; no duplicates, no wildcards. */
  readonly roleArns: string[];

  /**
   * The external ID that the callers send: 2 to 1,224 characters. It keeps the callers' other customers from reaching your role. It is not
   * a secret.
   */
  readonly externalId: string;
}

/** The holder of a certificate. */
export interface RolesAnywhereCallerOptions {
  /** The ARN of the trust anchor that the certificate is issued under. */
  readonly trustAnchorArn: string;

  /** The common name of the certificate's subject, without `CN=`. */
  readonly commonName: string;
}
