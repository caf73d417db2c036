import { explainAwsOutput } from './aws-lists';
import { readAwsOutput } from './aws-output';
import { choosePolicies, refuseMisplaced } from './choose-policies';
import { NoPolicy } from './no-policy';
import { parseText, YamlParser } from './parse-text';
import { Contents, Part, PolicyUse } from './part';
import { isTemplate, readTemplatePolicies } from './template';
import { readTerraform } from './terraform';
import { isObject, Json } from '../iam/document';

/** A policy document under the name by which messages refer to it. */
interface FoundDocument {
  readonly name: string;
  readonly document: unknown;
}

interface FoundDocuments {
  readonly documents: readonly FoundDocument[];
  readonly notes: readonly string[];
}

/** Far above any policy that AWS accepts, in characters. */
const LONGEST_POLICY = 1_000_000;

/** The version for bare statements; with an older one, `${…}` would not be a policy variable. */
const VERSION = '2012-10-17';

/**
 * Finds the policy documents in a text: a document, statements, the output of an AWS command, a template, a plan of Terraform.
 *
 * Throws NoPolicy if there is none, with what the text is and what to do. Throws an Error if a document is damaged.
 *
 * @param name the name of the file
 * @param use the option with which it was given
 */
export function findDocuments(name: string, text: string, use: PolicyUse, parseYaml: YamlParser): FoundDocuments {
  const notes: string[] = [];
  const tell = (note: string) => { notes.push(`${name}: ${note}`); };
  const unpack = (value: unknown, label: string, kind?: Part['kind']): Part[] => {
    if (typeof value === 'string' && label !== '') {
      return unpack(parseText(`${name} (${label})`, value, parseYaml), label, kind);
    }
    if (Array.isArray(value) && value.length > 0 && !value.some(isStatement)) {
      return value.flatMap((one, index) => unpack(one, joinLabels(label, `element ${index}`), kind));
    }
    if (!isObject(value) || isDocument(value) || isStatement(value)) {
      return [{ label, kind, document: completeDocument(value, label, tell) }];
    }
    const { TemplateBody: body } = value;
    if (typeof body === 'string' || isObject(body)) {
      return unpack(typeof body === 'string' ? parseText(`${name} (TemplateBody)`, body, parseYaml) : body, label);
    }
    const { parts, notes: more = [] } = readContainer(value, use);
    more.forEach(tell);
    return parts.flatMap((part) => unpack(part.document, joinLabels(label, part.label), part.kind ?? kind));
  };
  const parts = choosePolicies(unpack(parseText(name, text, parseYaml), ''), use, tell);
  const documents = parts.map(({ label, document }) => ({ name: label === '' ? name : `${name} (${label})`, document }));
  documents.forEach(({ name: one, document }) => {
    refuseMisplaced(document, use);
    if (text.length > LONGEST_POLICY) {
      refuseLong(one, document);
    }
  });
  return { documents, notes };
}

function joinLabels(outer: string, inner: string): string {
  return [outer, inner].filter((label) => label !== '').join(', ');
}

function readContainer(value: Json, use: PolicyUse): Contents {
  if (isTemplate(value)) {
    return readTemplatePolicies(value, use);
  }
  const contents = readTerraform(value) ?? readAwsOutput(value);
  if (contents) {
    return contents;
  }
  const known = explainAwsOutput(value);
  const documents = known === undefined ? Object.entries(value).filter(([, inner]) => isObject(inner) && isDocument(inner)) : [];
  if (documents.length === 0) {
    throw new NoPolicy(known ?? describeUnknown(value));
  }
  return { parts: documents.map(([key, document]) => ({ label: key, document })) };
}

/** Whether it is a document, even with misspelled elements. */
function isDocument(value: Json): boolean {
  const keys = Object.keys(value);
  return 'Statement' in value || (keys.length > 0 && keys.every((key) => /^(version|id|statements?)$/i.test(key)));
}

function isStatement(value: unknown): boolean {
  return isObject(value) && 'Effect' in value;
}

/** Makes a document from bare statements. */
function completeDocument(value: unknown, label: string, tell: (note: string) => void): unknown {
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList && !isStatement(value)) {
    return value;
  }
  const what = isList ? `a list of ${value.length} ${value.length === 1 ? 'statement' : 'statements'}` : 'a bare statement';
  tell(`${what} was read as a document of version ${VERSION}${label === '' ? '' : ` (${label})`}`);
  return { Version: VERSION, Statement: value };
}

function describeUnknown(value: Json): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 60))).join(', ');
  const has = keys.length === 0 ? 'is an empty object' : `has ${shown}${keys.length > 5 ? ', …' : ''}`;
  return `holds no known policy: it ${has}, and a policy document has "Statement"`;
}

/** Throws for a document above the limit. */
function refuseLong(name: string, document: unknown): void {
  const { length } = JSON.stringify(document);
  if (length > LONGEST_POLICY) {
    throw new Error(`${name}: must be a policy of at most ${LONGEST_POLICY.toLocaleString('en-US')} bytes, got: ${
      length.toLocaleString('en-US')}`);
  }
}
