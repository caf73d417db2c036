import { isObject, Json } from './document';

const PARAMETER = 'the parameter ';
const CONDITION = 'the condition ';

/** The values in a CloudFormation template to which its policies refer. */
export interface TemplateValues {
  readonly Parameters?: Json;
  readonly Mappings?: Json;
}

/** A parameter of a template. */
interface TemplateParameter {
  readonly name: string;
  /** Its default as text. Undefined if the value is known only at deployment. */
  readonly value?: string;
  /** The parts of the default, if it is a list. */
  readonly list?: readonly string[];
  /** Its name in answers that depend on it. */
  readonly title: string;
}

/** Finds a parameter of the template. */
export function findParameter(name: string, { Parameters: parameters }: TemplateValues = {}): TemplateParameter | undefined {
  if (!isObject(parameters) || !Object.hasOwn(parameters, name) || !isObject(parameters[name])) {
    return undefined;
  }
  const { Type: type = 'String', Default: given, NoEcho: hidden } = parameters[name];
  const unknown = (why: string) => ({ name, title: `${nameParameter(name)} (${why})` });
  if (/^AWS::SSM::Parameter::Value/.test(String(type))) {
    return unknown('whose value is in Systems Manager');
  }
  if (given === undefined || String(hidden) === 'true') {
    return unknown(given === undefined ? 'which has no default' : 'whose value is hidden');
  }
  const value = String(given);
  const isList = /^(CommaDelimitedList|List<)/.test(String(type));
  return { name, title: nameParameter(name), value, ...isList ? { list: value.split(',').map((part) => part.trim()) } : {} };
}

/** Names a condition of the template for answers that depend on it. */
export function nameCondition(name: string): string {
  return `${CONDITION}${name} of the template`;
}

function nameParameter(name: string): string {
  return `${PARAMETER}${name}`;
}

/** Whether a name in an answer is that of a parameter or a condition of the template. */
export function isTemplateValue(name: string): boolean {
  return [PARAMETER, CONDITION].some((kind) => name.startsWith(kind));
}

/** Finds a value of a mapping by literal keys. */
export function findInMap(argument: unknown, { Mappings: mappings }: TemplateValues = {}): unknown {
  const keys: unknown[] = Array.isArray(argument) ? argument.slice(0, 3) : [];
  return keys.length < 3 ? undefined : keys.reduce((value: unknown, key) =>
    isObject(value) && typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined, mappings);
}

/** Lists the parameters whose defaults a document uses, each once. */
export function findDefaults(document: unknown, template: TemplateValues | undefined): TemplateParameter[] {
  if (template?.Parameters === undefined) {
    return [];
  }
  const names = new Set<string>();
  collectReferences(document, names);
  return [...names].flatMap((name) => findParameter(name, template) ?? []).filter(({ value }) => value !== undefined);
}

function collectReferences(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'Ref' && typeof inner === 'string') {
      names.add(inner);
    } else if (name === 'Fn::Sub') {
      const [text]: unknown[] = Array.isArray(inner) ? inner : [inner];
      [...String(text).matchAll(/\$\{([^}!]+)\}/g)].forEach(([, one]) => names.add(one));
    }
    collectReferences(inner, names);
  }
}
