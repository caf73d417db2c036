/**
 * What people leave in a document for somebody to fill in: `${HOME_REGION}`, `${ACCEL_LOOKUP::…}`, `{{region}}`, `<account-id>`,
 * `__REGION__`, `REPLACE_ME`, `YOUR-ORG-ID`. A policy variable has one colon behind its prefix, or is an escaped character.
 */
const PLACEHOLDER = new RegExp([
  '\\$\\{(?!\\s*(?:[*?$]\\s*\\}|[^{}:]+:(?!:)))[^{}]*\\}',
  '\\{\\{(?!\\s*resolve:)[^{}]*\\}\\}',
  '<[A-Za-z][^<>"\\\\]*>',
  '__[A-Z][A-Z0-9_]*__',
  '\\b(?:REPLACE|CHANGE)[_-]?(?:ME|THIS)\\b',
  '\\bYOUR[_-][A-Z][A-Z_-]*',
].join('|'), 'g');

/** A reference that CloudFormation resolves at the deployment. */
const DYNAMIC_REFERENCE = /\{\{\s*resolve:[^{}]*\}\}/;

/** What every such text has: most texts of a policy have nothing of it, and need no closer look. */
const SUSPICIOUS = /[<{]|__|(?:ME|THIS)\b|YOUR/;

/** Cuts a text into what stands, at even places, and what is still to be filled in, at odd ones. */
export function cutPlaceholders(text: string): string[] {
  return SUSPICIOUS.test(text) ? text.split(new RegExp(`(${PLACEHOLDER.source}|${DYNAMIC_REFERENCE.source})`)) : [text];
}

/** Whether a whole text is a placeholder. */
export function isPlaceholder(text: string): boolean {
  const [first] = text.match(PLACEHOLDER) ?? [];
  return first === text;
}

/** Lists the placeholders in a document, each once. */
export function findPlaceholders(document: unknown): string[] {
  if (typeof document === 'string') {
    return SUSPICIOUS.test(document) ? [...new Set(document.match(PLACEHOLDER) ?? [])] : [];
  }
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  // What Fn::Sub holds is CloudFormation's to fill in.
  const inner = Object.entries(document).filter(([name]) => name !== 'Fn::Sub').map(([, value]) => value);
  return [...new Set(inner.flatMap(findPlaceholders))];
}
