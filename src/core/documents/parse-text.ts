import { NoPolicy } from './no-policy';
import { beginsAsJson, looksLikeYaml, recognizeText } from './recognize-text';
import { isObject } from '../iam/document';
import { BadText, parseJson } from '../iam/json-text';

/** Parses YAML, several documents as a list. Throws BadText if it is not YAML. The parser is big, so the caller passes it in. */
export type YamlParser = (text: string) => unknown;

/** How many layers of packing are read: a string in a string, or URL-encoding. */
const MOST_LAYERS = 5;

/**
 * Parses the text of a file: JSON, YAML, either of them URL-encoded or packed in a JSON string.
 *
 * @param name how messages name the text: a file, or a part of one
 */
export function parseText(name: string, text: string, parseYaml: YamlParser, layers = MOST_LAYERS): unknown {
  if (/^\s*%(?:7B|5B|22)/i.test(text)) {
    return parseText(name, decodeUrl(name, text), parseYaml, layers - 1);
  }
  const value = locate(name, text, () => parsePlainText(text, parseYaml));
  return typeof value === 'string' && layers > 0 && /^\s*(?:[[{"]|%(?:7B|5B|22))/i.test(value)
    ? parseText(name, value, parseYaml, layers - 1)
    : value;
}

function parsePlainText(text: string, parseYaml: YamlParser): unknown {
  if (beginsAsJson(text)) {
    return parseJson(text);
  }
  const known = recognizeText(text);
  if (known === undefined) {
    return looksLikeYaml(text) ? parseYaml(text) : parseJson(text);
  }
  // Good YAML may mention errors and commands too, in comments and in names.
  const value = looksLikeYaml(text) ? attempt(() => parseYaml(text)) : undefined;
  if (!isObject(value)) {
    throw new NoPolicy(known);
  }
  return value;
}

function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** Adds the place of a fault to its message. A text that does not even mention statements is not a policy. */
function locate<T>(name: string, text: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof BadText)) {
      throw error;
    }
    const message = `${name}:${error.place}: ${error.message}`;
    throw /statement|effect/i.test(text) ? new Error(message) : new NoPolicy(message);
  }
}

function decodeUrl(name: string, text: string): string {
  try {
    return decodeURIComponent(/%20/.test(text) ? text.trim() : text.trim().replaceAll('+', ' '));
  } catch {
    throw new Error(`${name}: is URL-encoded, but cut off or damaged: one of its "%" starts no character`);
  }
}
