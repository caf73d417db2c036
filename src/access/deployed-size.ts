import { isObject } from '../core/iam/document';
import { countCharacters } from '../core/statements/size';

/** The ARN of a role without a path, whose name has 64 characters. */
const LONGEST_ROLE_ARN = `arn:aws:iam::111122223333:role/${'x'.repeat(64)}`;

/** Counts the characters of a template's document as deployed: references count as the values that replace them. */
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
    : name === 'Ref' ? `\${Token[${String(given).replace('::', '.')}]}` // counts as the text of a token
      : LONGEST_ROLE_ARN;
}
