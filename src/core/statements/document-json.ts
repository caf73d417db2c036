import { StatementJson } from './deny';

/** The elements of a statement, in the order of AWS's pages. */
const ELEMENTS = [
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
] as const;
/** If one of these has a single value, it is written without brackets, as aws-cdk-lib does. */
const LISTS: readonly string[] = ['Action', 'NotAction', 'Resource', 'NotResource'];

/** A policy document. Its elements have a fixed order, so that the text does not depend on what wrote it. */
export interface DocumentJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

/** Puts a document into the form in which this library prints it, with or without aws-cdk-lib. */
export function arrangeDocument({ Version, Statement }: DocumentJson): DocumentJson {
  return { Version, Statement: Statement.map(arrangeStatement) };
}

/** Writes a document as minified JSON. */
export function writeDocumentJson(document: DocumentJson): string {
  return JSON.stringify(arrangeDocument(document));
}

function arrangeStatement(statement: StatementJson): StatementJson {
  const others = Object.keys(statement).filter((name) => !ELEMENTS.includes(name as typeof ELEMENTS[number]));
  const names = [...ELEMENTS, ...others].filter((name) => statement[name] !== undefined && !isEmpty(statement[name]));
  return Object.fromEntries(names.map((name) => [name, LISTS.includes(name) ? unwrap(statement[name]) : statement[name]]));
}

/** Whether a value is an empty object, as of a condition without operators, which is left out. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function unwrap(value: unknown): unknown {
  const list = Array.isArray(value) ? [...new Set(value as unknown[])] : undefined;
  return list?.length === 1 ? list[0] : list ?? value;
}
