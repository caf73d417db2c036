import { toList } from './document';
import { Environment } from './request';
import { findDefaults, findInMap, findParameter, nameCondition } from './template-values';
import { makeKnown, makeUnknown, Part, Reading } from './text-parts';

const PSEUDO_PARAMETERS = new Map<string, keyof Environment>([
  ['AWS::AccountId', 'account'],
  ['AWS::Partition', 'partition'],
  ['AWS::Region', 'region'],
]);
const URL_SUFFIX = 'amazonaws.com';

/** Reads a value of a template: a literal, or a CloudFormation intrinsic function. It joins adjacent strings. */
export function readIntrinsic(value: unknown, reading: Reading): Part[] {
  if (typeof value !== 'object' || value === null) {
    return [String(value)];
  }
  const unknown = [makeUnknown(JSON.stringify(value))];
  const [[name, argument] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length > 0) {
    return unknown;
  }
  switch (name) {
    case 'Ref':
      return [readReference(String(argument), reading)];
    case 'Fn::GetAtt':
      return [makeUnknown(Array.isArray(argument) ? argument.join('.') : String(argument))];
    case 'Fn::Join':
      return readJoin(argument, reading) ?? unknown;
    case 'Fn::Sub':
      return readSub(argument, reading) ?? unknown;
    case 'Fn::FindInMap':
      return readMapped(argument, reading) ?? unknown;
    case 'Fn::If':
      return readChoice(argument, reading) ?? unknown;
    default:
      return unknown;
  }
}

/** Lists the values of an element. It replaces a reference to a list by the values of its default or mapping. */
export function listValues(given: unknown, reading: Reading): unknown[] {
  return toList(given).flatMap((value) => expandList(value, reading) ?? [value]);
}

function expandList(value: unknown, { template }: Reading): readonly unknown[] | undefined {
  if (template === undefined || typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { 'Ref': name, 'Fn::FindInMap': keys } = value as Record<string, unknown>;
  const mapped = findInMap(keys, template);
  return typeof name === 'string' ? findParameter(name, template)?.list : Array.isArray(mapped) ? mapped : undefined;
}

/** Writes a value for reports: what is known of an intrinsic function, and by which defaults; otherwise the function as JSON. */
export function writeTemplateValue(value: unknown, reading: Reading): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [text, ...more] = mergeStrings(readIntrinsic(value, reading));
  if (typeof text !== 'string' || more.length > 0) {
    return isWritable([text, ...more]) ? [text, ...more].map(writePart).join('') : JSON.stringify(value);
  }
  const defaults = findDefaults(value, reading.template).map(({ title }) => title);
  return defaults.length === 0 ? text : `${text} (${defaults.join(', ')}, by ${defaults.length === 1 ? 'its default' : 'their defaults'})`;
}

/** Whether a text in pieces is worth writing, because some of it is known. */
function isWritable(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' || part.shown !== undefined);
}

function writePart(part: Part): string {
  return typeof part === 'string' ? part : part.shown ?? part.fixed?.unknown.map((name) => `<${name}>`).join('') ?? '<?>';
}

function readMapped(argument: unknown, { template }: Reading): Part[] | undefined {
  const value = findInMap(argument, template);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : undefined;
}

/** Reads `Fn::If`. The condition is known only at deployment, but if both branches are the same text, it does not matter. */
function readChoice(argument: unknown, reading: Reading): Part[] | undefined {
  const [condition, ...ways] = Array.isArray(argument) ? argument as unknown[] : [];
  const [one, other] = ways.map((way) => mergeStrings(readIntrinsic(way, reading)));
  const isSame = one?.length === 1 && other?.length === 1 && typeof one[0] === 'string' && one[0] === other[0];
  return isSame ? one : typeof condition === 'string' ? [makeUnknown(nameCondition(condition))] : undefined;
}

function readJoin(argument: unknown, reading: Reading): Part[] | undefined {
  const [separator, items] = Array.isArray(argument) ? argument as unknown[] : [];
  if (typeof separator !== 'string' || (!Array.isArray(items) && expandList(items, reading) === undefined)) {
    return undefined;
  }
  return mergeStrings(listValues(items, reading)
    .flatMap((item, index) => [...(index > 0 ? [separator] : []), ...readIntrinsic(item, reading)]));
}

function readSub(argument: unknown, reading: Reading): Part[] | undefined {
  const [template, values]: unknown[] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || typeof values !== 'object' || values === null) {
    return undefined;
  }
  const given = values as Record<string, unknown>;
  const parts = template.split(/\$\{([^}]*)\}/).flatMap((piece, index): Part[] => {
    if (index % 2 === 0) {
      return [piece];
    }
    if (piece.startsWith('!')) {
      return [`\${${piece.slice(1)}}`];
    }
    return Object.hasOwn(given, piece) ? readIntrinsic(given[piece], reading) : [readReference(piece, reading)];
  });
  return mergeStrings(parts);
}

function readReference(name: string, { environment, template }: Reading): Part {
  const parameter = findParameter(name, template);
  if (parameter) {
    return parameter.value ?? makeUnknown(parameter.title);
  }
  const field = PSEUDO_PARAMETERS.get(name);
  if (field) {
    return environment[field] ?? { shown: `\${${name}}`, resolve: (request) => makeKnown(request.environment[field]) };
  }
  return name === 'AWS::URLSuffix' ? URL_SUFFIX : makeUnknown(name);
}

/** Joins adjacent strings, so that a policy variable that was cut in two is read whole. */
function mergeStrings(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (typeof last === 'string' && typeof part === 'string') {
      merged[merged.length - 1] = last + part;
    } else {
      merged.push(part);
    }
  }
  return merged;
}
