import { push } from './collections';
import { foldTexts } from './fold-texts';
import { standInForGuardrail } from './guardrails';
import { findProfileReference, ProfileReference, readProfileRegion, writeProfileArn } from './profile-references';
import { ResourceAt, StackAt } from './stack-at';
import { findMapped } from './template-conditions';
import { standInForProfile } from '../facts/application-profiles';
import { isObject, Json, toList } from '../iam/document';

/** A value, and the stack whose template gives it its meaning. */
export interface Settled {
  readonly stack: StackAt;
  readonly value: unknown;
}

/** Replaces a circular value. */
const CIRCLE = 'a circle of references';

/**
 * Follows the references of an app's templates: into nested stacks and out of them, and to other stacks in the three forms that CDK
 * writes. A reference that it cannot follow stays unchanged.
 */
export class References {
  private readonly children = new Map<StackAt, Map<string, StackAt>>();
  private readonly exports = new Map<string, Settled[]>();
  private readonly written = new Map<string, Settled[]>();
  private readonly byName = new Map<string, StackAt[]>();
  private readonly circles = new Set<string>();
  /** Groups of stacks that import from each other, because exports stay in their account and Region. */
  private readonly importing = new Map<StackAt, StackAt>();
  private readonly profileIds = new Map<StackAt, Map<string, string>>();
  private readonly givenIds = new Set<string>();
  private readonly profileRegions = new Map<string, unknown>();

  constructor(stacks: readonly StackAt[]) {
    for (const stack of stacks) {
      if (stack.parent !== undefined && stack.resource !== undefined) {
        const children = this.children.get(stack.parent) ?? new Map<string, StackAt>();
        this.children.set(stack.parent, children.set(stack.resource, stack));
      }
      if (stack.kind === 'stack') {
        stack.names.forEach((name) => push(this.byName, name, stack));
      }
      this.readOutputs(stack);
    }
  }

  /** The circular references. */
  public get faults(): readonly string[] {
    return [...this.circles];
  }

  /** Follows a value as far as the templates say. */
  public follow(stack: StackAt, value: unknown): Settled {
    return this.go({ stack, value }, []);
  }

  /** Finds the resource to which a value leads, by its name or by one of these attributes. */
  public findResource(stack: StackAt, value: unknown, attributes: readonly string[] = ['Arn', 'PolicyArn']): ResourceAt | undefined {
    const end = this.follow(stack, value);
    const found = readResource(end.value);
    const exists = found !== undefined && end.stack.template.Resources?.[found.logicalId] !== undefined;
    return exists && (found.attribute === undefined || attributes.includes(found.attribute))
      ? { stack: end.stack, logicalId: found.logicalId }
      : undefined;
  }

  /** Writes a value with all references followed. A value of another stack that is no text becomes an unknown with its name. */
  public write(stack: StackAt, value: unknown): unknown {
    if (!hasReference(value)) {
      return value;
    }
    return this.writeAll(stack, value, stack);
  }

  /** Returns the unique stand-in for the ID of an application profile that the app creates. */
  public standInFor({ stack, logicalId }: ResourceAt): string {
    const ofStack = this.profileIds.get(stack) ?? new Map<string, string>();
    this.profileIds.set(stack, ofStack);
    let id = ofStack.get(logicalId);
    for (let number = 1; id === undefined; number++) {
      const free = standInForProfile(logicalId, number);
      id = this.givenIds.has(free) ? undefined : free;
    }
    this.givenIds.add(id);
    ofStack.set(logicalId, id);
    return id;
  }

  /** @param isPart whether it is part of a text, in which the ID of a profile identifies it */
  private writeAll(stack: StackAt, value: unknown, home: StackAt, isPart = false): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.writeAll(stack, one, home, isPart));
    }
    if (!isObject(value)) {
      return value;
    }
    if (isReference(value)) {
      const end = this.follow(stack, value);
      const profile = isPart ? findProfileReference(end.stack.template.Resources, end.value) : undefined;
      return profile ? this.standInFor({ stack: end.stack, logicalId: profile.logicalId })
        : isReference(end.value) ? this.writeEnd(end, home) : this.writeAll(end.stack, end.value, home, isPart);
    }
    const mapped = findMapped(stack, value['Fn::FindInMap']);
    return mapped ?? foldTexts(Object.fromEntries(Object.entries(value).map(([key, inner]) =>
      [key, key === 'Fn::Sub' ? this.writeSub(stack, inner, home) : this.writeAll(stack, inner, home, isPart || key === 'Fn::Join')])));
  }

  /** Follows the names in a text of `Fn::Sub` as separate values. */
  private writeSub(stack: StackAt, given: unknown, home: StackAt): unknown {
    const [text, values]: unknown[] = Array.isArray(given) ? given : [given, {}];
    if (typeof text !== 'string' || !isObject(values)) {
      return given;
    }
    const all: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      all[name] = this.writeAll(stack, value, home, true);
    }
    for (const [, name] of text.matchAll(/\$\{([^}!][^}]*)\}/g)) {
      if (!Object.hasOwn(all, name)) {
        const [id, attribute] = splitOnce(name);
        all[name] = this.writeAll(stack, attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [id, attribute] }, home, true);
      }
    }
    return [text, all];
  }

  private writeEnd({ stack, value }: Settled, home: StackAt): unknown {
    if (stack === home) {
      return value;
    }
    const name = isObject(value) ? value.Ref : undefined;
    if (name === 'AWS::Region' || name === 'AWS::AccountId') {
      const known = name === 'AWS::Region' ? stack.region : stack.account;
      const same = name === 'AWS::Region' ? stack.region === home.region : stack.account === home.account;
      // Stacks of one deployment share an environment, even if the template does not say it.
      return known ?? (same && this.findGroup(stack) === this.findGroup(home) ? value : { Ref: `${name} of ${stack.path}` });
    }
    if (name === 'AWS::Partition' || name === 'AWS::URLSuffix') {
      return value;
    }
    return { Ref: `${describe(value)} of ${stack.path}` };
  }

  private go(at: Settled, seen: readonly string[]): Settled {
    const next = this.step(at);
    if (next === undefined) {
      return at;
    }
    const step = `${at.stack.path} ${JSON.stringify(at.value)}`;
    if (seen.includes(step)) {
      this.circles.add(`${at.stack.path}: ${describe(at.value)}`);
      return { stack: at.stack, value: { Ref: CIRCLE } };
    }
    return this.go(next, [...seen, step]);
  }

  private step({ stack, value }: Settled): Settled | undefined {
    if (!isObject(value)) {
      return undefined;
    }
    const { 'Ref': name, 'Fn::GetAtt': attribute, 'Fn::ImportValue': exported, 'Fn::GetStackOutput': output, 'Fn::Sub': text } = value;
    const [, sub] = /^\$\{([^}!]+)\}$/.exec(String(text ?? '')) ?? [];
    if (sub !== undefined) {
      const [id, path] = splitOnce(sub);
      return { stack, value: path === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, path] } };
    }
    const profile = findProfileReference(stack.template.Resources, value);
    if (profile?.gives === 'arn') {
      const id = this.standInFor({ stack, logicalId: profile.logicalId });
      return { stack, value: writeProfileArn(id, { region: this.findProfileRegion(stack, id, profile), account: stack.account }) };
    }
    const { logicalId, attribute: part } = readResource(value) ?? {};
    const guardrail = logicalId === undefined ? undefined : standInForGuardrail(stack, logicalId, part);
    if (guardrail !== undefined) {
      return { stack, value: guardrail };
    }
    if (typeof name === 'string') {
      return this.findParameter(stack, name);
    }
    if (attribute !== undefined) {
      const [id, path] = readAttribute(attribute);
      return this.findOutput(stack, id, path) ?? this.findWritten(stack, id, path);
    }
    if (typeof exported === 'string') {
      return this.import(stack, only(this.exports.get(`${stack.account} ${stack.region} ${exported}`)));
    }
    return isObject(output) ? this.findStackOutput(stack, output) : undefined;
  }

  /** The Region of a profile is a property of its own. A circular one is ignored. */
  private findProfileRegion(stack: StackAt, id: string, { logicalId, resource }: ProfileReference): unknown {
    if (!this.profileRegions.has(id)) {
      this.profileRegions.set(id, { Ref: CIRCLE });
      const region = this.writeAll(stack, readProfileRegion(resource), stack);
      this.profileRegions.set(id, isObject(region) && region.Ref === 'AWS::Region' ? stack.region ?? region : region);
    }
    const region = this.profileRegions.get(id);
    if (isObject(region) && region.Ref === CIRCLE) {
      this.circles.add(`${stack.path}: ${logicalId}`);
    }
    return region;
  }

  private import(stack: StackAt, found: Settled | undefined): Settled | undefined {
    const [importing, exporting] = [this.findGroup(stack), found && this.findGroup(found.stack)];
    if (exporting && exporting !== importing) {
      this.importing.set(importing, exporting);
    }
    return found;
  }

  /** Finds one stack that stands for all stacks that certainly share an account and Region. */
  private findGroup(stack: StackAt): StackAt {
    const root = findRoot(stack);
    const other = this.importing.get(root);
    return other === undefined ? root : this.findGroup(other);
  }

  /** A parameter of a nested stack or StackSet has the parent's value. Its default counts only if the parent sets none. */
  private findParameter(stack: StackAt, name: string): Settled | undefined {
    const declared = isObject(stack.template.Parameters) ? stack.template.Parameters[name] : undefined;
    const { parent, resource } = stack;
    if (declared === undefined || parent === undefined || resource === undefined) {
      return undefined;
    }
    const { Parameters: given, StackInstancesGroup: groups } = parent.template.Resources?.[resource]?.Properties ?? {};
    if (toList(groups ?? []).some((one) => isObject(one) && findGiven(one.ParameterOverrides, name) !== undefined)) {
      return undefined; // it differs from place to place
    }
    const value = findGiven(given, name);
    if (value !== undefined) {
      return { stack: parent, value };
    }
    const { Default: byDefault, Type: type } = isObject(declared) ? declared : {} as Json;
    return stack.kind === 'nested' && type === 'String' && typeof byDefault === 'string' ? { stack, value: byDefault } : undefined;
  }

  private findOutput(stack: StackAt, id: string, path: string): Settled | undefined {
    const child = path.startsWith('Outputs.') ? this.children.get(stack)?.get(id) : undefined;
    return child && readOutput(child, path.slice('Outputs.'.length));
  }

  /** The value that a stack in another Region writes for this one by a custom resource of CDK. */
  private findWritten(stack: StackAt, id: string, path: string): Settled | undefined {
    return stack.template.Resources?.[id]?.Type === 'Custom::CrossRegionExportReader' ? only(this.written.get(path)) : undefined;
  }

  private findStackOutput(stack: StackAt, output: Json): Settled | undefined {
    const { StackName: name, OutputName: outputName, Region: region = stack.region } = output;
    const candidates = typeof name === 'string' && typeof outputName === 'string' ? this.byName.get(name) ?? [] : [];
    const sameRegion = (other: StackAt) => other.region === (isObject(region) ? stack.region : region);
    const found = candidates.filter((other) => sameRegion(other) && readOutput(other, outputName as string) !== undefined);
    const mine = found.filter((other) => other.account === stack.account);
    const target = only(mine) ?? only(found);
    return target && readOutput(target, outputName as string);
  }

  private readOutputs(stack: StackAt): void {
    for (const [, output] of Object.entries(stack.template.Outputs ?? {})) {
      const exported = isObject(output) && isObject(output.Export) ? output.Export.Name : undefined;
      if (isObject(output) && typeof exported === 'string') {
        push(this.exports, `${stack.account} ${stack.region} ${exported}`, { stack, value: output.Value });
      }
    }
    for (const resource of Object.values(stack.template.Resources ?? {})) {
      const props = resource?.Type === 'Custom::CrossRegionExportWriter' ? resource.Properties?.WriterProps : undefined;
      const exported = isObject(props) && isObject(props.exports) ? props.exports : {};
      Object.entries(exported).forEach(([name, value]) => push(this.written, name, { stack, value }));
    }
  }
}

function readOutput(stack: StackAt, name: string): Settled | undefined {
  const output = stack.template.Outputs?.[name];
  return isObject(output) ? { stack, value: output.Value } : undefined;
}

function findRoot(stack: StackAt): StackAt {
  return stack.parent !== undefined && stack.kind === 'nested' ? findRoot(stack.parent) : stack;
}

function readResource(value: unknown): { readonly logicalId: string; readonly attribute?: string } | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { 'Ref': name, 'Fn::GetAtt': attribute } = value;
  if (typeof name === 'string') {
    return { logicalId: name };
  }
  const [logicalId, path] = attribute === undefined ? [''] : readAttribute(attribute);
  return logicalId === '' ? undefined : { logicalId, attribute: path };
}

function readAttribute(value: unknown): [string, string] {
  const [id, ...path] = Array.isArray(value) ? value.map(String) : splitOnce(String(value)).map(String);
  return [id, path.join('.')];
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function isReference(value: unknown): value is Json {
  return isObject(value) && ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::GetStackOutput'].some((name) => name in value);
}

function hasReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    && Object.entries(value).some(([key, inner]) => key === 'Ref' || key.startsWith('Fn::') || hasReference(inner));
}

function describe(value: unknown): string {
  const { Ref: name } = isObject(value) ? value : {} as Json;
  return typeof name === 'string' ? name : JSON.stringify(value);
}

/** The only item; `undefined` if there are several, because it is unknown which is meant. */
function only<T>(all: readonly T[] | undefined): T | undefined {
  return all?.length === 1 ? all[0] : undefined;
}

/** Finds the value of a parameter in a list of keys and values, or by name. */
function findGiven(given: unknown, name: string): unknown {
  return Array.isArray(given)
    ? given.find((one) => isObject(one) && one.ParameterKey === name)?.ParameterValue
    : isObject(given) ? given[name] : undefined;
}
