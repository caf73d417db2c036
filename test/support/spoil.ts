import * as fc from 'fast-check';
import { Files } from './assemblies';

/** A place in a file, by its keys. */
export interface Place {
  readonly file: string;
  readonly keys: readonly (string | number)[];
}

/** Lists the places below a value, itself included. */
export function listPlaces(file: string, value: unknown, keys: readonly (string | number)[] = []): Place[] {
  const below = typeof value !== 'object' || value === null ? [] : Array.isArray(value)
    ? value.flatMap((one, index) => listPlaces(file, one, [...keys, index]))
    : Object.entries(value).flatMap(([key, one]) => listPlaces(file, one, [...keys, key]));
  return [{ file, keys }, ...below];
}

/** Puts a value in a place, in copies of what is around it; undefined takes out what is there. */
export function put(files: Files, { file, keys }: Place, value: unknown): Files {
  return { ...files, [file]: putAt(files[file], keys, value) };
}

export function get(files: Files, { file, keys }: Place): unknown {
  return keys.reduce((value: any, key) => value?.[key], files[file]);
}

function putAt(given: any, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  const inner = rest.length > 0 ? putAt(given[key], rest, value) : value;
  if (Array.isArray(given)) {
    return given.flatMap((one: unknown, index) => index !== key ? [one] : inner === undefined ? [] : [inner]);
  }
  const { [key]: _old, ...others } = given;
  return inner === undefined ? others : { ...given, [key]: inner };
}

export const isTemplate = (file: string) => file.endsWith('.template.json') || file.startsWith('asset.');

/** The templates' resources of a type. */
export function listTemplateResources(files: Files, type: RegExp): (Place & { readonly resource: any })[] {
  return Object.entries(files).filter(([file]) => isTemplate(file)).flatMap(([file, template]: [string, any]) =>
    Object.entries<any>(template.Resources ?? {}).filter(([, resource]) => type.test(resource?.Type))
      .map(([id, resource]) => ({ file, keys: ['Resources', id], resource })));
}

/** What takes part in who may call. */
export const DECIDING = /^AWS::(IAM|SSO|Organizations)::/;

/** What only the deployment knows, in the forms that it has in templates; a text may be only a part of it. */
export const unknownValue: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  { Ref: 'Nobody' },
  { Ref: 'Choice' },
  { 'Fn::GetAtt': ['Custom', 'Answer'] },
  { 'Fn::ImportValue': 'elsewhere' },
  { 'Fn::FindInMap': ['Map', { Ref: 'Choice' }, 'Key'] },
  { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/key' } } },
  { 'Fn::NobodyKnows': ['it'] },
  { 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'Choice' }] }] },
  { 'Fn::If': ['IsUnheardOf', { Ref: 'Nobody' }, { Ref: 'AWS::NoValue' }] },
  '{{resolve:ssm:/some/parameter}}',
  'dummy-value-for-/claude/model',
);

/** What has no business where it stands. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null, [], {}, '', 0, -1, true, 'text', [null], [[]], { a: null }, ['x', 1], { Ref: null }, { 'Fn::GetAtt': null },
    { 'Fn::Join': 5 }, { 'Fn::Sub': [] }, { 'Fn::GetAtt': [] }, { 'Fn::If': [] }, { 'Fn::ImportValue': {} }, { 'Fn::GetStackOutput': {} },
    '__proto__', 'constructor', { Ref: '__proto__' }, { Ref: 'constructor' }, { 'Fn::GetAtt': ['toString', 'constructor'] },
    '${', '\uE010', '\u0000',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
