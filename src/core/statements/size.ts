import { StatementJson } from './deny';
import { isObject } from '../iam/document';

/** The ARN of a role without a path, whose name has 64 characters. */
const LONGEST_ROLE_ARN = `arn:aws:iam::111122223333:role/${'x'.repeat(64)}`.length;

/** Wraps statements into a policy document. */
export function wrapStatements(statements: readonly StatementJson[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * Counts a document's characters as IAM does: minified, with the longest text that the deployment may put in for a token; with an indent,
 * as a template renders it.
 */
export function countCharacters(document: unknown, indent?: number): number {
  const json = JSON.stringify(document, undefined, indent);
  return json.replace(/\$\{Token\[([^\]]*)\]\}/g, (_, name: string) => 'x'.repeat(findLongestText(name))).length;
}

/** Counts the characters of a document of a template, in which references are not yet what the deployment puts in for them. */
export function countDeployedCharacters(document: unknown): number {
  return countCharacters(standIn(document));
}

function standIn(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(standIn);
  }
  if (!isObject(value)) {
    return value;
  }
  const [[name, given] = [], ...more] = Object.entries(value);
  if (more.length > 0 || name === undefined || !/^(Ref$|Fn::)/.test(name)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, standIn(inner)]));
  }
  return name === 'Fn::Join' && Array.isArray(given) && Array.isArray(given[1]) ? given[1].map(standIn).join(String(given[0]))
    : name === 'Ref' ? 'x'.repeat(findLongestText(String(given).replace('::', '.')))
      : 'x'.repeat(LONGEST_ROLE_ARN);
}

function findLongestText(token: string): number {
  if (token.startsWith('AWS.AccountId')) {
    return '111122223333'.length;
  }
  if (token.startsWith('AWS.Partition')) {
    return 'aws'.length; // of all source Regions that are known
  }
  if (token.startsWith('AWS.Region')) {
    return 'ap-southeast-1'.length;
  }
  return 85; // an application inference profile's ARN
}
