import { SUBJECT_FORMS, SubjectForm } from '../facts/identity-providers';
import { isObject, toList } from '../iam/document';
import { Policy } from '../iam/policy';
import { PrincipalKind } from '../iam/request';
import { Statement } from '../iam/statement';
import { writeValue } from '../iam/value';

/** Somebody to whom a statement of a trust policy allows something. */
export interface Admission {
  /** `any`: everybody, by `*` or as all but some. */
  readonly kind: PrincipalKind | 'any';
  /** As the policy names it; of what is not known, the function of CloudFormation. */
  readonly name: string;
  readonly isKnown: boolean;
  readonly statement: Statement;
}

/** The host of an OpenID Connect provider of which only the deployment knows the address. */
export const UNKNOWN_ISSUER = 'oidc.unknown-issuer';

/** The same, where it is known that it is one of a cluster. */
export const UNKNOWN_CLUSTER = 'oidc.eks.unknown-issuer';

/** Lists whom the statements of a trust policy name. */
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

/** The host of the provider by whose tokens somebody asks, as condition keys begin with it; nothing for others. */
export function findIssuer({ kind, name }: Pick<Admission, 'kind' | 'name'>): string | undefined {
  const [, host] = /:oidc-provider\/(.+)$/.exec(name) ?? [];
  return kind === 'Federated' && !isSaml({ kind, name }) ? host ?? name : undefined;
}

export function isSaml({ kind, name }: Pick<Admission, 'kind' | 'name'>): boolean {
  return kind === 'Federated' && /:saml-provider\//.test(name);
}

/** The account of a principal of AWS: its number, or the stand-in for the role's own. */
export function findAccount(name: string): string | undefined {
  return /^(\d{12}|own-account)$/.exec(name)?.[1] ?? /^arn:[^:]*:(?:iam|sts)::([^:]+):/.exec(name)?.[1];
}

/** The partition of a principal of AWS; of an account's number, and of `*`, any will do. */
export function findPartition(name: string): string {
  return /^arn:([^:]+):/.exec(name)?.[1] ?? 'aws';
}

/** Lists what a statement asks of a claim of a token, as patterns. */
export function listClaimed(admission: Admission, claim: string): string[] {
  const key = `${findIssuer(admission)}:${claim}`.toLowerCase();
  return admission.statement.conditions.filter((condition) => condition.key.toLowerCase() === key)
    .flatMap(({ values }) => values.filter((value): value is string => typeof value === 'string'));
}

/** How the provider's tokens name whoever asks; of a provider that is not known, what the policy says of them tells. */
export function findForm(admission: Admission): SubjectForm | undefined {
  const issuer = findIssuer(admission);
  const subjects = issuer === UNKNOWN_ISSUER ? listClaimed(admission, 'sub') : [];
  return issuer === undefined ? undefined
    : SUBJECT_FORMS.find(({ issuer: pattern, prefix }) => pattern.test(issuer) || subjects.some((one) => one.startsWith(prefix)));
}
