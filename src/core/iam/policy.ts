import { toList } from './document';
import { BadText, parseJson } from './json-text';
import { Environment } from './request';
import { PRIVATE_USE } from './special-characters';
import { DocumentForm, readStatement, Statement } from './statement';
import { TemplateValues } from './template-values';
import { Reading } from './text-parts';

/** A policy document, prepared for requests. */
export interface Policy {
  readonly name: string;
  readonly version?: string;
  /** Whether its statements are in a list. IAM also accepts a single statement without one. */
  readonly isList: boolean;
  readonly statements: readonly Statement[];
}

const ELEMENTS = ['Version', 'Id', 'Statement'];
/** The only version in which `${…}` is a policy variable. A document without a version has the older one. */
export const WITH_VARIABLES = '2012-10-17';

/** A message quotes what breaks a rule, which may be a whole document. */
const LONGEST_RULE = 1000;

/**
 * Reads a policy document as IAM does. Throws if IAM would refuse it.
 *
 * @param environment where the policy is deployed, as far as is known
 * @param template the template that holds the policy
 * @param form whether it is the trust policy of a role
 */
export function parsePolicy(
  name: string, document: unknown, environment: Partial<Environment> = {}, template?: TemplateValues, form?: DocumentForm,
): Policy {
  const fail = (where: string) => (rule: string): never => {
    throw new Error(`policy '${name}'${where}: ${rule.length > LONGEST_RULE ? `${rule.slice(0, LONGEST_RULE)}…` : rule}`);
  };
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return fail('')(`must be an object with a 'Statement', got: ${JSON.stringify(document)}`);
  }
  if (PRIVATE_USE.test(JSON.stringify(document))) {
    return fail('')('must hold no characters of Unicode\'s private use area, which IAM refuses');
  }
  const odd = Object.keys(document).find((key) => !ELEMENTS.includes(key));
  if (odd !== undefined) {
    return fail('')(`'${odd}' is not an element of a policy; the elements are ${ELEMENTS.join(', ')}`);
  }
  const { Version: version, Statement: given } = document as Record<string, unknown>;
  if (version !== undefined && version !== WITH_VARIABLES && version !== '2008-10-17') {
    return fail('')(`'Version' must be "${WITH_VARIABLES}" or "2008-10-17", got: ${JSON.stringify(version)}`);
  }
  if (given === undefined) {
    return fail('')('\'Statement\' is missing');
  }
  const reading: Reading = { variables: version === WITH_VARIABLES, environment, template };
  const statements = toList(given).map((one, index) => readStatement(one, index, reading, fail(`, statement ${index}`), form));
  refuseRepeatedSid(statements, fail);
  return {
    name,
    version: version as string | undefined,
    isList: Array.isArray(given),
    statements,
  };
}

/** Throws if two statements have one Sid, which AWS refuses in all these policies. Older tools write empty Sids, which may repeat. */
function refuseRepeatedSid(statements: readonly Statement[], fail: (where: string) => (rule: string) => never): void {
  const seen = new Map<string, Statement>();
  for (const statement of statements) {
    const first = statement.sid ? seen.get(statement.sid) : undefined;
    if (first) {
      fail(`, statement ${statement.index}`)(`'Sid' must be unique in a document, got: ${JSON.stringify(statement.sid)}, as in statement ${
        first.index}. Rename one of them`);
    }
    seen.set(statement.sid ?? '', statement);
  }
}

/** Parses the JSON text of a policy, with or without a byte order mark. Throws if it is not JSON, or holds a key twice. */
export function parsePolicyText(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`policy '${name}' ${error instanceof BadText ? `${message} (at ${error.place})` : `must be JSON: ${message}`}`);
  }
}
