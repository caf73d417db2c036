import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { DocumentJson } from '../statements/document-json';
import { writePolicyName } from '../statements/policy-names';

/** What a policy is for. */
export type PolicyKind = 'access' | 'guard' | 'region-deny' | 'endpoint';

/** A policy that was asked for, with the documents that say it. */
export interface PrintedPolicy {
  readonly kind: PolicyKind;
  /** What it is called where it is deployed. */
  readonly name: string;
  /** Whether somebody chose that name. */
  readonly isNamed: boolean;
  readonly description: string;
  /** Several only where the models of an access need several managed policies. */
  readonly documents: readonly DocumentJson[];
  /** The account of the profiles in the documents; without it, whoever deploys them finds his own there. */
  readonly account?: string;
  /** The Region in which profiles are called, where the documents name one. */
  readonly region?: string;
  /** Where a service control policy is attached: IDs of the root, of units or of accounts. */
  readonly targets: readonly string[];
  /** Where a landing zone deploys it: names of units. */
  readonly units: readonly string[];
  /** Where AWS Control Tower has its home. */
  readonly homeRegion?: string;
}

/** A file, whose path is relative. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** Documents have that account where none was given. */
const IN_ARN = new RegExp(`(?<=:bedrock:[a-z0-9-]+:)${NOBODYS_ACCOUNT}(?=:)`, 'g');

/** Puts what stands for the account of the deployment into a text. */
export function fillAccount(text: string, account: string): string {
  return text.replace(IN_ARN, () => account);
}

/** Whether a text has a place for the account of the deployment. */
export function lacksAccount(text: string): boolean {
  return text.search(IN_ARN) >= 0;
}

/** Whether AWS Organizations takes the policy; the others are of an account. */
export function isOfOrganization({ kind }: Pick<PrintedPolicy, 'kind'>): boolean {
  return kind === 'guard' || kind === 'region-deny';
}

/** Names each of the documents. */
export function nameDocuments(name: string, { documents }: Pick<PrintedPolicy, 'documents'>): string[] {
  return documents.map((_, index) => writePolicyName(name, index));
}

/** Writes a name as those of files and of blocks are: small letters, digits and one kind of mark. */
export function writeSlug({ name, kind }: Pick<PrintedPolicy, 'name' | 'kind'>, mark: '-' | '_' = '-'): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join(mark);
  return /^[a-z]/.test(slug) ? slug : [kind.replace('-', mark), ...words].join(mark);
}
