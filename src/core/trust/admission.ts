import { SUBJECT_FORMS, SubjectForm } from '../facts/identity-providers';
import { isObject, toList } from '../iam/document';
import { Policy } from '../iam/policy';
import { PrincipalKind } from '../iam/request';
import { Statement } from '../iam/statement';
import { writeValue } from '../iam/value';

/** A principal that a statement of a trust policy allows to do something. */
export interface Admission {
  /** `any`: everyone, by `*` or by a `NotPrincipal` that excepts some. */
  readonly kind: PrincipalKind | 'any';
  /** As the policy names it; if the name is unknown, the CloudFormation function. */
  readonly name: string;
  readonly isKnown: boolean;
  readonly statement: Statement;
}

/** The host of an OpenID Connect provider whose address only the deployment knows. */
export const UNKNOWN_ISSUER = 'oidc.unknown-issuer';

/** The host of such a provider that is known to belong to a cluster. */
export const UNKNOWN_CLUSTER = 'oidc.eks.unknown-issuer';

/** Lists the principals that the statements of a trust policy name. */
export function listAdmissions({ statements }: Policy): Admission[] {
  return statements.filter(({ effect }) => effect === 'Allow').flatMap((statement): Admission[] => {
    const { Principal: principal } = statement.document;
    if (!isObject(principal)) {
      return [{ kind: 'any', name: '*', isKnown: true, statement }];
    }
    return Object.entries(principal).flatMap(([kind, names]) => toList(names).map((name): Admission => ({
      kind: kind === 'AWS' && name === '*' ? 'any' : kind === 'Service' || kind === 'Federated' ? kind : 'AWS',
      name: writeValue(name),
      isKnown: typeof name === 'string',
      statement,
    })));
  });
}

/** The host of the provider that issues the tokens, as condition keys begin with it; undefined for other principals. */
export function findIssuer({ kind, name }: Pick<Admission, 'kind' | 'name'>): string | undefined {
  const [, host] = /:oidc-provider\/(.+)$/.exec(name) ?? [];
  return kind === 'Federated' && !isSaml({ kind, name }) ? host ?? name : undefined;
}

export function isSaml({ kind, name }: Pick<Admission, 'kind' | 'name'>): boolean {
  return kind === 'Federated' && /:saml-provider\//.test(name);
}

/** The account of an AWS principal: its number, or the placeholder for the role's own account. */
export function findAccount(name: string): string | undefined {
  return /^(\d{12}|own-account)$/.exec(name)?.[1] ?? /^arn:[^:]*:(?:iam|sts)::([^:]+):/.exec(name)?.[1];
}

/** The partition of an AWS principal; for an account number or `*`, any partition works. */
export function findPartition(name: string): string {
  return /^arn:([^:]+):/.exec(name)?.[1] ?? 'aws';
}

/** Lists the patterns that a statement requires of a token's claim. */
export function listClaimed(admission: Admission, claim: string): string[] {
  const key = `${findIssuer(admission)}:${claim}`.toLowerCase();
  return admission.statement.conditions.filter((condition) => condition.key.toLowerCase() === key)
    .flatMap(({ values }) => values.filter((value): value is string => typeof value === 'string'));
}

/** How the provider's tokens name the requester; if the provider is unknown, the policy's subjects show it. */
export function findForm(admission: Admission): SubjectForm | undefined {
  const issuer = findIssuer(admission);
  const subjects = issuer === UNKNOWN_ISSUER ? listClaimed(admission, 'sub') : [];
  return issuer === undefined ? undefined
    : SUBJECT_FORMS.find(({ issuer: pattern, prefix }) => pattern.test(issuer) || subjects.some((one) => one.startsWith(prefix)));
}
