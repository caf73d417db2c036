import { ConstructPaths } from './construct-paths';
import { Template, TemplateResource } from './template-identities';

/** A text that may hold characters of which only the kind is known (`special-characters.ts` of `core/iam`). */
export type Name = string;

/** A template of a cloud assembly with what is known of where it is deployed. */
export interface StackAt {
  /** The path of its construct. */
  readonly path: string;
  readonly kind: 'stack' | 'nested' | 'stackset' | 'product';
  /** The names that the deployed stack may have; none where nothing is known of them. */
  readonly names: readonly Name[];
  readonly account?: string;
  readonly region?: string;
  /** Organizational units that are above its account, of a StackSet that is deployed to units. */
  readonly units?: readonly string[];
  /** The template's file, below the assembly's directory. */
  readonly file: string;
  readonly template: Template & AppTemplate;
  /** The stack that deploys it, and the resource there by which it does. */
  readonly parent?: StackAt;
  readonly resource?: string;
  /** The paths of constructs by logical ID, where the template does not say them itself. */
  readonly paths: ConstructPaths;
  /** Why nothing in it can be judged, such as a macro; nothing where it can. */
  readonly unread?: string;
}

/** What is read of a template besides its identities. */
export interface AppTemplate {
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Transform?: unknown;
}

/** Where a resource stands. */
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

/** The path of a resource's construct, as people know it. */
export function findConstructPath({ stack, logicalId }: ResourceAt): string {
  const ofTemplate = stack.template.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'];
  const path = typeof ofTemplate === 'string' ? ofTemplate : stack.paths.get(logicalId);
  return path?.replace(/\/Resource$/, '') ?? `${stack.path}/${logicalId}`;
}
