import { StatementJson } from './deny';
import { DocumentJson } from './document-json';

/** Wraps statements into a policy document. */
export function wrapStatements(statements: readonly StatementJson[]): DocumentJson {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * Counts a document's characters as IAM does: minified, with the longest text that may replace each token. With an indent, it counts
 * the text that a template renders.
 */
export function countCharacters(document: unknown, indent?: number): number {
  const json = JSON.stringify(document, undefined, indent);
  return json.replace(/\$\{Token\[([^\]]*)\]\}/g, (_, name: string) => 'x'.repeat(findLongestText(name))).length;
}

function findLongestText(token: string): number {
  if (token.startsWith('AWS.AccountId')) {
    return '111122223333'.length;
  }
  if (token.startsWith('AWS.Partition')) {
    return 'aws'.length; // the partition of every known source Region
  }
  if (token.startsWith('AWS.Region')) {
    return 'ap-southeast-1'.length;
  }
  return 85; // the length of an application profile's ARN
}
