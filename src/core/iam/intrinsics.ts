import { Environment } from './request';
import { makeKnown, makeUnknown, Part, Reading } from './text-parts';

const PSEUDO_PARAMETERS = new Map<string, keyof Environment>([
  ['AWS::AccountId', 'account'],
  ['AWS::Partition', 'partition'],
  ['AWS::Region', 'region'],
]);
const URL_SUFFIX = 'amazonaws.com';

/** Reads a value as a template may hold it: a literal, or a CloudFormation intrinsic function. Neighbouring strings are joined. */
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
    default:
      return unknown;
  }
}

function readJoin(argument: unknown, reading: Reading): Part[] | undefined {
  const [separator, items] = Array.isArray(argument) ? argument as unknown[] : [];
  if (typeof separator !== 'string' || !Array.isArray(items)) {
    return undefined;
  }
  return mergeStrings(items.flatMap((item, index) => [...(index > 0 ? [separator] : []), ...readIntrinsic(item, reading)]));
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

function readReference(name: string, { environment }: Reading): Part {
  const field = PSEUDO_PARAMETERS.get(name);
  if (field) {
    return environment[field] ?? { resolve: (request) => makeKnown(request.environment[field]) };
  }
  return name === 'AWS::URLSuffix' ? URL_SUFFIX : makeUnknown(name);
}

/** Joins neighbouring strings, so that a policy variable that was cut in two is read whole. */
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
