import * as iam from 'aws-cdk-lib/aws-iam';

/** Which runs of which repository. Exactly one of `environment`, `branch`, `tag` and `pullRequests` must be given. */
export interface GitHubCallerOptions {
  /** Who owns the repository: an organization or a person, such as `octo-org`, in the case in which GitHub shows it. No wildcards. */
  readonly owner: string;

  /** The owner's ID, in digits: `gh api repos/octo-org/octo-repo --jq .owner.id`. */
  readonly ownerId: string;

  /** The repository's name, such as `octo-repo`, in the case in which GitHub shows it. No wildcards. */
  readonly repository: string;

  /** The repository's ID, in digits: `gh api repos/octo-org/octo-repo --jq .id`. It stays when names change hands. */
  readonly repositoryId: string;

  /**
   * Jobs that name this environment. GitHub decides by its protection rules which branches and tags may, and who must approve.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Jobs without an environment on this branch, such as `main`. Those of `pull_request_target` run on the branch that they would change.
   *
   * @default - none
   */
  readonly branch?: string;

  /**
   * Jobs without an environment on this tag, such as `v1`.
   *
   * @default - none
   */
  readonly tag?: string;

  /**
   * Jobs without an environment for pull requests, whichever branch they come from: whoever may push to a branch is let in.
   *
   * @default false
   */
  readonly pullRequests?: boolean;

  /**
   * The provider of GitHub in IAM. An account has one.
   *
   * @default - that of the role's account, by its ARN
   */
  readonly provider?: iam.IOIDCProviderRef;

  /**
   * The ARN of that provider. Not together with `provider`.
   *
   * @default - that of the role's account
   */
  readonly providerArn?: string;
}

/** Which pods. */
export interface PodIdentityCallerOptions {
  /** The ARN of the cluster, such as `cluster.clusterArn`. */
  readonly clusterArn: string;

  /** The namespace of the service account. */
  readonly namespace: string;

  /** The name of the service account. */
  readonly serviceAccount: string;
}

/** Which SAML provider. Exactly one of `provider` and `providerArn` must be given. */
export interface SamlCallerOptions {
  /**
   * The provider in IAM.
   *
   * @default - `providerArn`
   */
  readonly provider?: iam.ISAMLProviderRef;

  /**
   * The ARN of the provider in IAM.
   *
   * @default - `provider`
   */
  readonly providerArn?: string;

  /**
   * The sign-in endpoints to which assertions may be sent, such as `https://af-south-1.signin.aws.amazon.com/saml`.
   *
   * @default - the endpoint without a Region, and that of the Region of the role's stack
   */
  readonly audiences?: string[];
}

/** Which roles of another account. */
export interface OtherAccountCallerOptions {
  /** The ARNs of the roles, with their paths, all of one account. None twice, no wildcards. */
  readonly roleArns: string[];

  /**
   * The external ID that the callers send, 2 to 1,224 characters. It stops other customers of theirs from reaching your role, and is no
   * secret.
   */
  readonly externalId: string;
}

/** Which holder of a certificate. */
export interface RolesAnywhereCallerOptions {
  /** The ARN of the trust anchor that vouches for the certificate. */
  readonly trustAnchorArn: string;

  /** The common name of the certificate's subject, without `CN=`. */
  readonly commonName: string;
}
