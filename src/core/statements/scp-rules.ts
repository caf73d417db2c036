import { countCharacters } from './size';
import { Fault, findRepeated, matches, Rules } from '../rules/rule';

/** What a service control policy is given. */
export interface ServiceControlPolicyValues {
  readonly policyName?: string;
  readonly description?: string;
  readonly maxDocumentSize?: number;
  readonly targets?: { readonly targetId: string }[];
}

/** What AWS Organizations takes. */
export const SERVICE_CONTROL_POLICY_RULES: Rules<ServiceControlPolicyValues> = {
  policyName: [matches(/^.{1,128}$/, 'must have 1 to 128 characters', 'Shorten it, or leave it out for a generated name')],
  description: [{
    holds: ({ length }) => length <= 512,
    rule: 'must have at most 512 characters',
    got: ({ length }) => `${length}`,
    remedy: 'Shorten it, or leave it out',
  }],
  maxDocumentSize: [{
    holds: (size) => Number.isInteger(size) && size > 0,
    rule: 'must be a number of characters above 0',
    remedy: 'For example 5120',
  }],
  targets: [
    {
      holds: ({ length }) => length >= 1 && length <= 100,
      rule: 'must name 1 to 100 places',
      got: ({ length }) => `${length}`,
      remedy: 'Without any, leave \'targets\' out; for more, attach to the units above them',
    },
    {
      holds: (targets) => findRepeatedTarget(targets) === undefined,
      rule: 'must name each place once',
      got: (targets) => `"${findRepeatedTarget(targets)}" twice`,
      remedy: 'Leave one out',
    },
  ],
};

function findRepeatedTarget(targets: readonly { readonly targetId: string }[]): string | undefined {
  return findRepeated(targets.map(({ targetId }) => targetId));
}

/**
 * Finds whether a document is too long. White space counts, except in the console, which strips it: so it is counted as a template
 * renders it.
 */
export function findOversize(document: unknown, limit: number): Fault[] {
  const size = countCharacters(document, 1);
  return size <= limit ? [] : [{
    prop: 'maxDocumentSize',
    rule: `is ${limit} characters, and the document has more as CloudFormation hands it over`,
    got: `${size} (${countCharacters(document)} minified)`,
    remedy: 'Name fewer models, principals or actions; or paste toJson() into the console, which counts no white space',
  }];
}
