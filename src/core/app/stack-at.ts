import { ConstructPaths } from './construct-paths';
import { Template, TemplateResource } from './template-identities';

/** A text that may hold characters of a known kind only (`special-characters.ts` of `core/iam`). */
export type Name = string;

/** A template of a cloud assembly, and what is known about its deployment. */
export interface StackAt {
  /** The path of its construct. */
  readonly path: string;
  readonly kind: 'stack' | 'nested' | 'stackset' | 'product';
  /** The possible names of the deployed stack; absent if they are unknown. */
  readonly names: readonly Name[];
  readonly account?: string;
  readonly region?: string;
  /** The organizational units above its account, if a StackSet deploys it to units. */
  readonly units?: readonly string[];
  /** The template's file, below the assembly's directory. */
  readonly file: string;
  readonly template: Template & AppTemplate;
  /** The stack that deploys it, and the resource in that stack. */
  readonly parent?: StackAt;
  readonly resource?: string;
  /** The paths of constructs by logical ID, if the template lacks them. */
  readonly paths: ConstructPaths;
  /** Why it cannot be judged, such as a macro; absent if it can. */
  readonly unread?: string;
}

/** The parts of a template that are read, apart from its identities. */
export interface AppTemplate {
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Transform?: unknown;
}

/** A resource and its stack. */
export interface ResourceAt {
  readonly stack: StackAt;
  readonly logicalId: string;
}

/** Lists the resources of a type. */
export function listResources(stacks: readonly StackAt[], type: string): (ResourceAt & { readonly resource: TemplateResource })[] {
  return stacks.flatMap((stack) => Object.entries(stack.template.Resources ?? {})
    .filter(([, resource]) => resource?.Type === type)
    .map(([logicalId, resource]) => ({ stack, logicalId, resource })));
}

/** The path of a resource's construct, for people. */
export function findConstructPath({ stack, logicalId }: ResourceAt): string {
  const ofTemplate = stack.template.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'];
  const path = typeof ofTemplate === 'string' ? ofTemplate : stack.paths.get(logicalId);
  return path?.replace(/\/Resource$/, '') ?? `${stack.path}/${logicalId}`;
}
