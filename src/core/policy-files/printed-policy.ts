import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { DocumentJson } from '../statements/document-json';
import { writePolicyName } from '../statements/policy-names';

/** The kinds of policies. */
export type PolicyKind = 'access' | 'guard' | 'region-deny' | 'endpoint';

/** A requested policy, with its documents. */
export interface PrintedPolicy {
  readonly kind: PolicyKind;
  /** Its name where it is deployed. */
  readonly name: string;
  /** Whether the user chose that name. */
  readonly isNamed: boolean;
  readonly description: string;
  /** One document, or several if the models of an access need several managed policies. */
  readonly documents: readonly DocumentJson[];
  /** The account of the profiles in the documents. By default, the account of the deployment. */
  readonly account?: string;
  /** The Region in which profiles are called, if the documents name one. */
  readonly region?: string;
  /** The places to which a service control policy is attached: IDs of the root, of units or of accounts. */
  readonly targets: readonly string[];
  /** The names of the units to which a landing zone deploys it. */
  readonly units: readonly string[];
  /** The home Region of AWS Control Tower. */
  readonly homeRegion?: string;
}

/** A file with a relative path. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** The account that documents have if none was given. */
const IN_ARN = new RegExp(`(?<=:bedrock:[a-z0-9-]+:)${NOBODYS_ACCOUNT}(?=:)`, 'g');

/** Puts the account, or an expression for it, into a text. */
export function fillAccount(text: string, account: string): string {
  return text.replace(IN_ARN, () => account);
}

/** Whether a text needs the account of the deployment. */
export function lacksAccount(text: string): boolean {
  return text.search(IN_ARN) >= 0;
}

/** Whether the policy belongs to AWS Organizations. Other policies belong to an account. */
export function isOfOrganization({ kind }: Pick<PrintedPolicy, 'kind'>): boolean {
  return kind === 'guard' || kind === 'region-deny';
}

/** Names each of the documents. */
export function nameDocuments(name: string, { documents }: Pick<PrintedPolicy, 'documents'>): string[] {
  return documents.map((_, index) => writePolicyName(name, index));
}

/** Turns a name into one for files or blocks: lower-case letters, digits and one kind of separator. */
export function writeSlug({ name, kind }: Pick<PrintedPolicy, 'name' | 'kind'>, mark: '-' | '_' = '-'): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join(mark);
  return /^[a-z]/.test(slug) ? slug : [kind.replace('-', mark), ...words].join(mark);
}
