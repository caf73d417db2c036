import { group } from './collections';
import { nameAll } from './name-all';
import { findConstructPath, ResourceAt, StackAt } from './stack-at';
import { existsForCertain } from './template-conditions';
import { TemplateResource } from './template-identities';
import { Json } from '../iam/document';

export interface TextFinder {
  findText(stack: StackAt, value: unknown): string | undefined;
}

/** A stack set, with its template in each account and Region that it names. */
export interface StackSet {
  readonly at: ResourceAt;
  readonly properties: Json;
  readonly isServiceManaged: boolean;
  readonly stacks: readonly StackAt[];
  readonly texts: TextFinder;
  readonly isManagement: (account: string) => boolean;
}

/** A resource of a set. */
export interface Found extends ResourceAt {
  readonly resource: TemplateResource;
}

/** Lists the resources that certainly exist, each once. */
export function listAll(stacks: readonly StackAt[]): Found[] {
  const all = stacks.flatMap((stack) => Object.entries(stack.template.Resources ?? {})
    .map(([logicalId, resource]) => ({ stack, logicalId, resource }))
    .filter(existsForCertain));
  return [...new Map(all.map((one) => [one.logicalId, one])).values()];
}

/** Lists names that are the same in several places. */
export function listRepeatedNames(stacks: readonly StackAt[], names: Readonly<Record<string, string>>, texts: TextFinder): Named[] {
  const all = stacks.flatMap((stack) => listNames(stack, names, texts));
  return group(all, ({ type, name }) => [type, name.toLowerCase()]).filter(({ length }) => length > 1)
    .map((same) => ({ ...same[0], found: same.flatMap(({ found }) => found) }));
}

/** A fixed name of resources. */
export interface Named {
  readonly type: string;
  readonly name: string;
  readonly found: readonly ResourceAt[];
}

/** Lists the known names. */
export function listNames(stack: StackAt, names: Readonly<Record<string, string>>, texts: TextFinder): Named[] {
  return listAll([stack]).flatMap(({ resource: { Type: type, Properties: properties = {} }, ...at }): Named[] => {
    const name = Object.hasOwn(names, type) ? texts.findText(stack, properties[names[type]]) : undefined;
    return name === undefined ? [] : [{ type, name, found: [at] }];
  });
}

/** Names resources for people. */
export function namePaths(resources: readonly ResourceAt[]): string {
  return nameAll([...new Set(resources.map(findConstructPath))]);
}
