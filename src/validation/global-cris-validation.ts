import * as path from 'path';
import {
  CfnResource, IPolicyValidationContextBeta1, IPolicyValidationPluginBeta1, PolicyValidationPluginReportBeta1, Stack, Stage,
} from 'aws-cdk-lib';
import * as core from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { AppRoles } from './app-roles';
import { AppStack, findConstructPath, findEnvironmentFault, listResources, readLogicalId, readStacks, ResourceAt } from './app-stacks';
import { BLOCKED_ACCESS, BLOCKED_PROJECT, findBlockedAccess, GivenRole } from './blocked-access';
import { ControlPolicy } from './control-policies';
import { GlobalCrisValidationProps } from './global-cris-validation-props';
import { MALFORMED_POLICY, writeMalformedPolicy } from './malformed-policy';
import { AttachedGuard, OPEN_ROUTE, OpenRoutes } from './open-routes';
import { Organization } from './organization';
import { readPolicyFile } from './policy-file';
import { listGuards } from './registry/closed-routes';
import { GrantedAccess, listGrantedAccess } from './registry/granted-access';
import { tryReading } from './unreadable';
import { checkValidationProps } from './validation-rules';
import { fail, isConcrete, requireScope } from '../checks/check';
import { TreeRegistry } from '../checks/tree-registry';

const added = new TreeRegistry<{ readonly stage: Stage; readonly plugin: GlobalCrisValidation }>('validations');

/**
 * Fails the synthesis of an app in which a policy blocks what a `GlobalClaudeAccess` gives to a role, in which a role still
 * reaches what a guard closes, or in which a service control policy is not a valid policy. It reads the synthesized templates
 * and asks AWS nothing.
 *
 * Only what is certain fails: a decision that depends on what the deployment or the caller brings does not. Users, groups
 * and roles that the app does not own are not judged.
 */
export class GlobalCrisValidation implements IPolicyValidationPluginBeta1 {
  /**
   * Has the app, or the stage, of a construct validated whenever the app is synthesized.
   *
   * Called again for the same stage it adds its props to the plugin that is there. Throws for a construct outside of an
   * app, for props that are not of their types, and for files that are no service control policies.
   *
   * @param scope the app or stage, or any construct in it
   * @param props what the app does not tell
   */
  public static addTo(scope: IConstruct, props: GlobalCrisValidationProps = {}): GlobalCrisValidation {
    requireScope(scope);
    const stage = Stage.isStage(scope) ? scope : Stage.of(scope); // 'of' means the stage above
    if (!stage) {
      return fail(scope, '\'scope\' must be an app or a stage, or be in one. Create it in an App');
    }
    const existing = added.of(stage).find((entry) => entry.stage === stage)?.plugin;
    const plugin = existing ?? new GlobalCrisValidation(stage);
    plugin._add(scope, props);
    if (!existing) {
      addPlugin(stage, plugin);
      added.add(stage, { stage, plugin });
    }
    return plugin;
  }

  /** The name under which the report shows the plugin. */
  public readonly name: string = 'cdk-bedrock-cris';

  /** The version of this package. */
  public readonly version?: string;

  /**
   * The rules: `cdk-bedrock-cris/blocked-access`, `cdk-bedrock-cris/open-route` and `cdk-bedrock-cris/malformed-policy`, which fail the
   * synthesis; and `cdk-bedrock-cris/blocked-project`, which warns of an authorization that AWS has announced and is not known to ask for.
   */
  public readonly ruleIds?: string[] = [BLOCKED_ACCESS, BLOCKED_PROJECT, OPEN_ROUTE, MALFORMED_POLICY];

  private readonly files = new Map<string, ControlPolicy>();
  private readonly units: Record<string, string[]> = {};
  private fullAwsAccess = true;

  private constructor(private readonly stage: Stage) {
    // jsii writes the version into each class that it compiles.
    const rtti: { readonly version: string } | undefined = Reflect.get(GlobalCrisValidation, Symbol.for('jsii.rtti'));
    this.version = rtti?.version ?? '0.0.0';
  }

  /**
   * Judges the roles of the given templates by the policies of the whole app; the CDK calls it.
   *
   * @param context the templates
   */
  public validate(context: IPolicyValidationContextBeta1): PolicyValidationPluginReportBeta1 {
    const root = this.stage.node.root;
    const stacks = readStacks(root);
    const { units, fullAwsAccess } = this;
    const organization = new Organization(stacks.values(), { files: [...this.files.values()], units, fullAwsAccess });
    const unjudged = [...organization.unknown];
    const guards = findAttachedGuards(root, stacks, organization);
    const accessByRole = groupAccessByRole(root, stacks);
    const violations = organization.malformed.map(writeMalformedPolicy);
    const roles = new AppRoles();
    const openRoutes = new OpenRoutes(organization);
    const judgedPaths = new Set(context.templatePaths.map((file) => path.resolve(file)));
    const judged = [...stacks.values()].filter(({ deployedBy }) => judgedPaths.has(deployedBy));
    const given: GivenRole[] = [];
    for (const { stack, logicalId } of listResources(judged, 'AWS::IAM::Role')) {
      const accesses = accessByRole.get(stack)?.get(logicalId) ?? [];
      if (accesses.length === 0 && guards.length === 0) {
        continue;
      }
      unjudged.push(...accesses.filter(({ models }) => !models.every(({ modelId }) => isConcrete(modelId)))
        .map(({ access }) => `${access}: the ID of a model is not known at synthesis`));
      unjudged.push(...accesses.filter(({ projectId }) => projectId !== undefined && !isConcrete(projectId))
        .map(({ access }) => `${access}: the ID of its project is not known at synthesis`));
      const at = { stack, logicalId };
      const tell = (why: string) => { unjudged.push(`${findConstructPath(at)}: ${why}`); };
      const fault = findEnvironmentFault(stack);
      if (fault !== undefined) {
        tell(fault);
        continue;
      }
      const role = tryReading(() => roles.read(at), tell);
      if (role) {
        given.push({ role, given: accesses });
      }
    }
    const blocked = findBlockedAccess(given, organization);
    violations.push(...given.flatMap(({ role }) => [...blocked.get(role)!, ...openRoutes.findViolations(role, guards)]));
    const success = violations.every(({ severity }) => severity === 'warning');
    if (success && findValidations() === undefined) {
      violations.forEach(({ description, fix }) => console.error(`[cdk-bedrock-cris] warning: ${description}\n${fix}`));
    }
    return {
      success,
      violations,
      pluginVersion: this.version,
      metadata: {
        ...listNames('service control policies of the app', organization.policies.filter(({ at }) => at).map(({ policy }) => policy.name)),
        ...listNames('organizationPolicies', [...this.files.keys()]),
        ...listNames('not judged', unjudged),
      },
    };
  }

  /** @internal */
  public _add(scope: IConstruct, props: GlobalCrisValidationProps): void {
    checkValidationProps(scope, props);
    const { organizationalUnits = {}, organizationPolicies = [], fullAwsAccess = this.fullAwsAccess } = props;
    const read = organizationPolicies.map((file) => readPolicyFile(scope, file)); // before anything is kept
    Object.assign(this.units, organizationalUnits);
    this.fullAwsAccess = fullAwsAccess;
    read.forEach((file) => this.files.set(file.policy.name, file));
  }
}

interface Validations {
  of(scope: IConstruct): { addPlugins(plugin: IPolicyValidationPluginBeta1): void };
}

/** Newer versions of aws-cdk-lib have it. Older ones print no violations where the synthesis succeeds. */
function findValidations(): Validations | undefined {
  return Reflect.get(core, 'Validations');
}

function addPlugin(stage: Stage, plugin: GlobalCrisValidation): void {
  const newer = findValidations();
  if (newer) {
    newer.of(stage).addPlugins(plugin);
  } else {
    stage.policyValidationBeta1.push(plugin);
  }
}

/** Finds the guards whose policies the app attaches somewhere. */
function findAttachedGuards(root: IConstruct, stacks: ReadonlyMap<Stack, AppStack>, organization: Organization): AttachedGuard[] {
  return listGuards(root).flatMap((guard) => {
    const { stack, logicalId } = locate(guard.policy, stacks) ?? {};
    const attached = organization.policies.find(({ at }) => at && at.stack === stack && at.logicalId === logicalId);
    return attached ? [{ ...guard, attached }] : [];
  });
}

/** Groups what accesses give by the roles of the app; users, groups and imported roles are left out. */
function groupAccessByRole(root: IConstruct, stacks: ReadonlyMap<Stack, AppStack>): Map<AppStack, Map<string, GrantedAccess[]>> {
  const byStack = new Map<AppStack, Map<string, GrantedAccess[]>>();
  for (const access of listGrantedAccess(root)) {
    const resource = access.identity.node.findAll().find((child): child is CfnResource =>
      CfnResource.isCfnResource(child) && child.cfnResourceType === 'AWS::IAM::Role');
    const at = resource && locate(resource, stacks);
    if (at) {
      const roles = byStack.get(at.stack) ?? new Map<string, GrantedAccess[]>();
      byStack.set(at.stack, roles.set(at.logicalId, [...roles.get(at.logicalId) ?? [], access]));
    }
  }
  return byStack;
}

function locate(resource: CfnResource, stacks: ReadonlyMap<Stack, AppStack>): ResourceAt | undefined {
  const stack = stacks.get(resource.stack);
  return stack && { stack, logicalId: readLogicalId(resource) };
}

function listNames(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: [...new Set(values)].join(', ') };
}
