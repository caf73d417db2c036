import { countCharacters } from './size';
import { LONGEST_POLICY_DESCRIPTION, MOST_POLICY_TARGETS, POLICY_NAME } from '../facts/limits';
import { each, evenUnknown, Fault, matches, must, once, Rules } from '../rules/rule';

/** The values that a service control policy is given. */
interface ServiceControlPolicyValues {
  readonly policyName?: string;
  readonly description?: string;
  readonly maxDocumentSize?: number;
  readonly targets?: { readonly targetId: string }[];
}

/** The rules of AWS Organizations. */
export const SERVICE_CONTROL_POLICY_RULES: Rules<ServiceControlPolicyValues> = {
  policyName: [matches(POLICY_NAME, 'must have 1 to 128 characters', 'Shorten it, or leave it out for a generated name')],
  description: [must(({ length }) => length <= LONGEST_POLICY_DESCRIPTION, `must have at most ${LONGEST_POLICY_DESCRIPTION} characters`,
    'Shorten it, or leave it out', writeLength)],
  maxDocumentSize: [must((size) => Number.isInteger(size) && size > 0, 'must be a number of characters above 0', 'For example 5120')],
  targets: [
    must(({ length }) => length >= 1 && length <= MOST_POLICY_TARGETS, `must name 1 to ${MOST_POLICY_TARGETS} places`,
      'Without any, leave \'targets\' out; for more, attach to the units above them', writeLength),
    // If an ID is missing, AWS Organizations attaches nothing and reports nothing.
    each(evenUnknown(must(({ targetId }) => typeof targetId === 'string', 'must hold GuardTargets',
      'For example GuardTarget.organizationalUnit("ou-ab12-cd34ef56")'))),
    once('place', ({ targetId }) => targetId),
  ],
};

function writeLength({ length }: { readonly length: number }): string {
  return `${length}`;
}

/** How a document is sent to AWS Organizations, and what to do if it is too long. */
interface Handover {
  /** Whether the white space that a template adds counts. Only the console strips it. */
  readonly whiteSpace: boolean;
  /** What to do, if the minified document fits or not. */
  readonly remedy: (fitsMinified: boolean) => string;
}

/** Finds whether a document is too long. */
export function findOversize(document: unknown, limit: number, { whiteSpace, remedy }: Handover): Fault[] {
  const minified = countCharacters(document);
  const size = whiteSpace ? countCharacters(document, 1) : minified;
  return size <= limit ? [] : [{
    prop: 'maxDocumentSize',
    rule: `must leave room for the document${whiteSpace ? ' as CloudFormation sends it' : ''}, and is ${limit} characters`,
    got: `a document of ${size}${whiteSpace ? ` (${minified} minified)` : ''}`,
    remedy: remedy(minified <= limit),
  }];
}
