import { StatementJson } from './deny';
import { AssumeAction } from '../facts/assume-role';
import { GITHUB_AUDIENCE, GITHUB_KEYS, GITHUB_SUBJECTS, GitHubRepository } from '../facts/github-oidc';
import { ConditionKey } from '../facts/iam-words';
import { ASKED_BY_SERVICE, POD_IDENTITY, ROLES_ANYWHERE } from '../facts/identity-providers';
import { POD_KEYS } from '../facts/pod-identity';
import { COMMON_NAME_KEY, TrustKey } from '../facts/trusted-callers';

/** One statement of a trust policy: who may assume the role. Its strings may hold tokens. */
export interface Trust {
  readonly principal: Readonly<Record<string, string>>;
  readonly actions: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** Trusts one kind of run of a repository, by exact values: a wildcard would admit any name that begins the same way. */
export function trustGitHub(providerArn: string, repository: GitHubRepository, run: string): Trust {
  return {
    principal: { Federated: providerArn },
    actions: [AssumeAction.WITH_WEB_IDENTITY],
    conditions: {
      StringEquals: {
        [GITHUB_KEYS.AUDIENCE]: GITHUB_AUDIENCE,
        [GITHUB_KEYS.SUBJECT]: GITHUB_SUBJECTS.map((write) => `${write(repository)}:${run}`),
        [GITHUB_KEYS.REPOSITORY_ID]: repository.repositoryId, // keeps out a new repository of the same name
      },
    },
  };
}

/** Trusts the pods of one service account. */
export function trustPod(account: string, clusterArn: string, namespace: string, serviceAccount: string): Trust {
  return {
    principal: { Service: POD_IDENTITY },
    actions: ASKED_BY_SERVICE[POD_IDENTITY],
    conditions: {
      StringEquals: {
        [ConditionKey.SOURCE_ACCOUNT]: account, [POD_KEYS.NAMESPACE]: namespace, [POD_KEYS.SERVICE_ACCOUNT]: serviceAccount,
      },
      ArnEquals: { [POD_KEYS.CLUSTER]: clusterArn },
    },
  };
}

/** Trusts users that a SAML provider sends to one of the sign-in endpoints. The provider may add session tags. */
export function trustSaml(providerArn: string, audiences: readonly string[]): Trust {
  return {
    principal: { Federated: providerArn },
    actions: [AssumeAction.WITH_SAML, AssumeAction.TAG_SESSION],
    conditions: { StringEquals: { [TrustKey.SAML_AUDIENCE]: [...audiences] } },
  };
}

/** Trusts roles of another account, by condition: a principal must exist first, and its trust ends when the role is created anew. */
export function trustRoles(partition: string, account: string, roleArns: readonly string[], externalId: string): Trust {
  return {
    principal: { AWS: `arn:${partition}:iam::${account}:root` },
    actions: [AssumeAction.ROLE],
    conditions: {
      StringEquals: { [TrustKey.EXTERNAL_ID]: externalId },
      ArnEquals: { [ConditionKey.PRINCIPAL_ARN]: [...roleArns] },
    },
  };
}

/** Trusts the holder of a certificate of one trust anchor. Without the anchor, a certificate of any other anchor would do. */
export function trustCertificate(trustAnchorArn: string, commonName: string): Trust {
  return {
    principal: { Service: ROLES_ANYWHERE },
    actions: ASKED_BY_SERVICE[ROLES_ANYWHERE],
    conditions: {
      ArnEquals: { [ConditionKey.SOURCE_ARN]: trustAnchorArn },
      StringEquals: { [COMMON_NAME_KEY]: commonName },
    },
  };
}

/** Writes a trust without a `Sid`, because a role may trust two callers of the same kind. */
export function writeTrust({ principal, actions, conditions }: Trust): StatementJson {
  return { Effect: 'Allow', Principal: principal, Action: actions, Condition: conditions };
}
