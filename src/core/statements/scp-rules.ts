import { countCharacters } from './size';
import { LONGEST_POLICY_DESCRIPTION, MOST_POLICY_TARGETS, POLICY_NAME } from '../facts/limits';
import { each, evenUnknown, Fault, matches, must, once, Rules } from '../rules/rule';

/** What a service control policy is given. */
interface ServiceControlPolicyValues {
  readonly policyName?: string;
  readonly description?: string;
  readonly maxDocumentSize?: number;
  readonly targets?: { readonly targetId: string }[];
}

/** What AWS Organizations takes. */
export const SERVICE_CONTROL_POLICY_RULES: Rules<ServiceControlPolicyValues> = {
  policyName: [matches(POLICY_NAME, 'must have 1 to 128 characters', 'Shorten it, or leave it out for a generated name')],
  description: [must(({ length }) => length <= LONGEST_POLICY_DESCRIPTION, `must have at most ${LONGEST_POLICY_DESCRIPTION} characters`,
    'Shorten it, or leave it out', writeLength)],
  maxDocumentSize: [must((size) => Number.isInteger(size) && size > 0, 'must be a number of characters above 0', 'For example 5120')],
  targets: [
    must(({ length }) => length >= 1 && length <= MOST_POLICY_TARGETS, `must name 1 to ${MOST_POLICY_TARGETS} places`,
      'Without any, leave \'targets\' out; for more, attach to the units above them', writeLength),
    // AWS Organizations attaches nothing where the ID is missing, and says nothing.
    each(evenUnknown(must(({ targetId }) => typeof targetId === 'string', 'must hold GuardTargets',
      'For example GuardTarget.organizationalUnit("ou-ab12-cd34ef56")'))),
    once('place', ({ targetId }) => targetId),
  ],
};

function writeLength({ length }: { readonly length: number }): string {
  return `${length}`;
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

/** Finds whether a document is too long that is handed over minified. */
export function findMinifiedOversize(document: unknown, limit: number): Fault[] {
  const size = countCharacters(document);
  return size <= limit ? [] : [{
    prop: 'maxDocumentSize',
    rule: `is ${limit} characters, and the document has more`,
    got: `${size}`,
    remedy: 'Name fewer models, principals or actions',
  }];
}
