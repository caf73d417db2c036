import * as fs from 'fs';
import * as path from 'path';
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isConcrete } from '../checks/check';
import { Resource } from '../core/app/role-policies';
import { REGION_CODE } from '../core/facts/regions';
import { Environment } from '../core/iam/request';

/** A stack of the app, as it was synthesized. */
export interface AppStack {
  readonly path: string;
  /** Its name; of a nested stack one as CloudFormation would begin it. */
  readonly name: string;
  readonly templatePath: string;
  /** The template in which a nested stack is deployed; otherwise its own. */
  readonly deployedBy: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** The paths of its constructs by logical ID. */
  readonly paths: ReadonlyMap<string, string>;
  /** What is known of where it is deployed. */
  readonly environment: Partial<Environment>;
}

/** Where a resource stands in a template. */
export interface ResourceAt {
  readonly stack: AppStack;
  readonly logicalId: string;
}

/** The resources of a kind that the app has. */
export function resourcesOf(stacks: Iterable<AppStack>, kind: string): (ResourceAt & { readonly resource: Resource })[] {
  return [...stacks].flatMap((stack) => Object.entries(stack.resources)
    .filter(([, resource]) => resource?.Type === kind)
    .map(([logicalId, resource]) => ({ stack, logicalId, resource })));
}

export function pathOf({ stack, logicalId }: ResourceAt): string {
  return stack.paths.get(logicalId) ?? `${stack.path}/${logicalId}`;
}

/** Why nobody can call from a stack's environment, such as from a test's placeholder; nothing where one can, or may. */
export function oddEnvironment({ environment: { account = '000000000000', region = 'us-east-1' } }: AppStack): string | undefined {
  if (!/^\d{12}$/.test(account)) {
    return `its stack's account is not of 12 digits: ${account}`;
  }
  return REGION_CODE.test(region) ? undefined : `its stack's Region is none: ${region}`;
}

/** All stacks of a construct tree whose templates are written, also nested ones and those of other stages. */
export function stacksOf(root: IConstruct): Map<Stack, AppStack> {
  const constructs = root.node.findAll();
  const paths = new Map<Stack, Map<string, string>>();
  for (const construct of constructs) {
    if (CfnResource.isCfnResource(construct)) {
      const stack = construct.stack;
      const known = paths.get(stack) ?? new Map<string, string>();
      paths.set(stack, known.set(logicalIdOf(construct), construct.node.path.replace(/\/Resource$/, '')));
    }
  }
  const stacks = constructs.filter((construct): construct is Stack => Stack.isStack(construct)).flatMap((stack): [Stack, AppStack][] => {
    const template = templateOf(stack);
    return template === undefined ? [] : [[stack, {
      path: stack.node.path,
      name: nameOf(stack),
      templatePath: templatePathOf(stack)!,
      deployedBy: templatePathOf(outermost(stack))!,
      resources: template.Resources ?? {},
      paths: paths.get(stack) ?? new Map(),
      environment: {
        account: isConcrete(stack.account) ? stack.account : undefined,
        region: isConcrete(stack.region) ? stack.region : undefined,
      },
    }]];
  });
  return new Map(stacks);
}

export function logicalIdOf(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId);
}

function templateOf(stack: Stack): { Resources?: Record<string, Resource> } | undefined {
  const file = templatePathOf(stack);
  return file !== undefined && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

function templatePathOf(stack: Stack): string | undefined {
  const stage = Stage.of(stack);
  return stage && path.resolve(stage.outdir, stack.templateFile);
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

function nameOf(stack: Stack): string {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return parent && resource ? generatedName(nameOf(parent), logicalIdOf(resource as CfnResource)) : stack.stackName;
}

/** IAM's limit. */
const ROLE_NAME_LENGTH = 64;

/** The name that CloudFormation generates for a role; nothing where it would be too long, since AWS does not say how it is cut. */
export function generatedRoleName(stackName: string, logicalId: string): string | undefined {
  const name = generatedName(stackName, logicalId);
  return name.length > ROLE_NAME_LENGTH ? undefined : name;
}

/** A name as CloudFormation generates it, for what only the deployment knows. */
function generatedName(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}-0A1B2C3D4E5F`;
}
