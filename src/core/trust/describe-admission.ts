import { Admission, findAccount, findForm, findIssuer, isSaml, UNKNOWN_ISSUER } from './admission';
import { OWN_ACCOUNT } from './decide-assumption';
import { GITHUB_ISSUER } from '../facts/github-oidc';
import { ConditionKey } from '../facts/iam-words';
import { COGNITO, GITHUB_CLAIMS, POD_IDENTITY, ROLES_ANYWHERE } from '../facts/identity-providers';
import { POD_KEYS } from '../facts/pod-identity';
import { Condition } from '../iam/condition';

/** What is known about the role. */
export interface DescribedPlace {
  readonly account?: string;
  /** The pods that EKS associations give the role to, each as `<namespace>/<service account> in cluster <name>`. */
  readonly pods?: readonly string[];
}

/** Says in words which requesters a statement of a trust policy admits, and which conditions narrow it. */
export function describeAdmission(admission: Admission, { account, pods = [] }: DescribedPlace): string {
  const said = new Said(admission.statement.conditions);
  const who = nameWho(admission, account, said, pods);
  return [who, ...said.listRest()].join(', ').replaceAll(OWN_ACCOUNT, 'the role\'s own account');
}

function nameWho(admission: Admission, account: string | undefined, said: Said, pods: readonly string[]): string {
  const { kind, name } = admission;
  switch (kind) {
    case 'Service':
      return name === POD_IDENTITY ? namePods(said, pods) : nameService(name, said);
    case 'Federated':
      return isSaml(admission) ? nameSaml(name, said) : nameProvider(admission, said);
    default:
      return `${namePrincipal(admission, account)}${nameNarrowing(said)}`;
  }
}

function namePods(said: Said, associated: readonly string[]): string {
  said.take(ConditionKey.SOURCE_ACCOUNT);
  const namespace = said.take(POD_KEYS.NAMESPACE);
  const pod = said.take(POD_KEYS.SERVICE_ACCOUNT);
  const cluster = said.take(POD_KEYS.CLUSTER_NAME) ?? said.take(POD_KEYS.CLUSTER) ?? said.take(ConditionKey.SOURCE_ARN);
  if (namespace === undefined && pod === undefined && cluster === undefined && associated.length > 0) {
    return `pods of ${associated.join(' or ')}, by association (EKS Pod Identity)`;
  }
  const pods = namespace === undefined && pod === undefined ? 'any pods' : `pods of ${namespace ?? '*'}/${pod ?? '*'}`;
  return `${pods} in ${cluster === undefined ? 'any cluster' : `cluster ${lastPart(cluster)}`} (EKS Pod Identity)`;
}

function nameService(name: string, said: Said): string {
  if (name === ROLES_ANYWHERE) {
    said.take(ConditionKey.SOURCE_ACCOUNT);
    const anchor = said.take(ConditionKey.SOURCE_ARN);
    const subject = said.takeAll('aws:PrincipalTag/x509Subject/').map(([key, value]) => `${key}=${value}`);
    const issuer = said.takeAll('aws:PrincipalTag/x509Issuer/').map(([key, value]) => `issuer ${key}=${value}`);
    const certificate = [...subject, ...issuer];
    return `Roles Anywhere: ${anchor === undefined ? 'any anchor' : `anchor ${lastPart(anchor)}`}, ${
      certificate.length === 0 ? 'any certificate' : certificate.join(', ')}`;
  }
  const source = [said.take(ConditionKey.SOURCE_ARN), said.take(ConditionKey.SOURCE_ACCOUNT)].flatMap((one) => one ?? []);
  return source.length === 0 ? name : `${name} for ${source[0]}`;
}

function nameProvider(admission: Admission, said: Said): string {
  const issuer = findIssuer(admission)!;
  const form = findForm(admission);
  const audience = said.take(`${issuer}:aud`);
  if (issuer === COGNITO) {
    const level = said.take(`${issuer}:amr`);
    return `${level ?? 'all'} users of identity pool ${audience ?? '*'} (Cognito)`;
  }
  const subject = said.take(`${issuer}:sub`);
  if (form?.one === 'service account') {
    return `service account ${subject?.replaceAll('system:serviceaccount:', '') ?? '*'} (IRSA)`;
  }
  const any = form ? `any ${form.one}` : audience === undefined ? 'any token' : `any token for ${audience}`;
  const claims = issuer === GITHUB_ISSUER ? nameClaims(said) : [];
  return [`${form?.provider ?? (issuer === UNKNOWN_ISSUER ? 'a provider' : issuer)}: ${subject ?? any}`, ...claims].join(', ');
}

/** GitHub's other claims: `repository_owner_id` is written as `repository owner`. */
function nameClaims(said: Said): string[] {
  return GITHUB_CLAIMS.flatMap((claim) => {
    const value = said.take(`${GITHUB_ISSUER}:${claim}`);
    return value === undefined ? [] : [`${claim.replace(/_id$/, '').replaceAll('_', ' ')} ${value}`];
  });
}

function nameSaml(name: string, said: Said): string {
  said.take('SAML:aud');
  return `SAML provider ${lastPart(name)}`;
}

function namePrincipal({ kind, name, statement }: Admission, own: string | undefined): string {
  if (kind === 'any') {
    return 'NotPrincipal' in statement.document ? 'everyone except the named principals' : 'anyone';
  }
  const account = findAccount(name);
  const [, resource] = /^arn:[^:]*:(?:iam|sts)::[^:]*:(.+)$/.exec(name) ?? [];
  const whose = account === own || account === OWN_ACCOUNT ? 'its own account' : `account ${account}`;
  return account === undefined ? name : resource === undefined || resource === 'root' ? whose : `${whose}, ${resource}`;
}

function nameNarrowing(said: Said): string {
  const [id, organization, arn] = [said.take('sts:ExternalId'), said.take('aws:PrincipalOrgID'), said.take('aws:PrincipalArn')];
  return `${organization === undefined ? '' : ` of organization ${organization}`}${arn === undefined ? '' : ` as ${arn}`}${
    id === undefined ? '' : ', with an external ID'}`;
}

function lastPart(arn: string): string {
  return /^arn:[^:]*(?::[^:]*){4}[:/](?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn;
}

/** The conditions of a statement, and which of them have been put into words. */
class Said {
  private readonly rest: Set<Condition>;

  constructor(conditions: readonly Condition[]) {
    this.rest = new Set(conditions);
  }

  /** Takes the values that a key must have. */
  public take(key: string): string | undefined {
    const found = [...this.rest].filter((one) => one.key.toLowerCase() === key.toLowerCase() && isPositive(one));
    found.forEach((one) => this.rest.delete(one));
    return found.length === 0 ? undefined : [...new Set(found.flatMap(({ writeValues }) => writeValues()))].join(' or ');
  }

  /** Takes all keys with a prefix, each with the rest of its name. */
  public takeAll(prefix: string): [string, string][] {
    const keys = [...this.rest].map(({ key }) => key).filter((key) => key.toLowerCase().startsWith(prefix.toLowerCase()));
    return [...new Set(keys)].flatMap((key): [string, string][] => {
      const value = this.take(key);
      return value === undefined ? [] : [[key.slice(prefix.length), value]];
    });
  }

  /** Lists the conditions that are not yet in words, as the policy writes them. */
  public listRest(): string[] {
    return [...this.rest].map(({ operator, key, writeValues }) => `${operator} ${key} ${writeValues().join(' or ')}`.trim());
  }
}

/** Whether a condition requires a value of a key. A condition that an absent key passes is shown as the policy writes it. */
function isPositive({ operator }: Condition): boolean {
  return /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/.test(operator);
}
