import * as fs from 'fs';
import * as path from 'path';
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isConcrete } from '../checks/check';
import { findOutermost } from '../checks/stacks';
import { TemplateResource } from '../core/app/template-identities';
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
  readonly resources: Readonly<Record<string, TemplateResource>>;
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

/** Lists the app's resources of a kind. */
export function listResources(stacks: Iterable<AppStack>, kind: string): (ResourceAt & { readonly resource: TemplateResource })[] {
  return [...stacks].flatMap((stack) => Object.entries(stack.resources)
    .filter(([, resource]) => resource?.Type === kind)
    .map(([logicalId, resource]) => ({ stack, logicalId, resource })));
}

export function findConstructPath({ stack, logicalId }: ResourceAt): string {
  return stack.paths.get(logicalId) ?? `${stack.path}/${logicalId}`;
}

/** Says why nobody can call from a stack's environment, such as a placeholder of a test; nothing where somebody may. */
export function findEnvironmentFault({ environment: { account = '000000000000', region = 'us-east-1' } }: AppStack): string | undefined {
  if (!/^\d{12}$/.test(account)) {
    return `its stack's account is not of 12 digits: ${account}`;
  }
  return REGION_CODE.test(region) ? undefined : `its stack's Region is none: ${region}`;
}

/** Reads the stacks of a construct tree whose templates are written, nested ones and those of other stages included. */
export function readStacks(root: IConstruct): Map<Stack, AppStack> {
  const constructs = root.node.findAll();
  const paths = new Map<Stack, Map<string, string>>();
  for (const construct of constructs) {
    if (CfnResource.isCfnResource(construct)) {
      const stack = construct.stack;
      const known = paths.get(stack) ?? new Map<string, string>();
      paths.set(stack, known.set(readLogicalId(construct), construct.node.path.replace(/\/Resource$/, '')));
    }
  }
  const stacks = constructs.filter((construct): construct is Stack => Stack.isStack(construct)).flatMap((stack): [Stack, AppStack][] => {
    const template = readTemplate(stack);
    return template === undefined ? [] : [[stack, {
      path: stack.node.path,
      name: findStackName(stack),
      templatePath: findTemplatePath(stack)!,
      deployedBy: findTemplatePath(findOutermost(stack))!,
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

export function readLogicalId(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId);
}

function readTemplate(stack: Stack): { Resources?: Record<string, TemplateResource> } | undefined {
  const file = findTemplatePath(stack);
  return file !== undefined && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

function findTemplatePath(stack: Stack): string | undefined {
  const stage = Stage.of(stack);
  return stage && path.resolve(stage.outdir, stack.templateFile);
}

function findStackName(stack: Stack): string {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return parent && resource ? generateName(findStackName(parent), readLogicalId(resource as CfnResource)) : stack.stackName;
}

/** IAM's limit. */
const ROLE_NAME_LENGTH = 64;

/** Makes a name as CloudFormation generates it for a role; none where it is too long, since AWS does not say how it is cut. */
export function generateRoleName(stackName: string, logicalId: string): string | undefined {
  const name = generateName(stackName, logicalId);
  return name.length > ROLE_NAME_LENGTH ? undefined : name;
}

/** Makes a name as CloudFormation generates it; only the deployment knows the last part. */
function generateName(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}-0A1B2C3D4E5F`;
}
