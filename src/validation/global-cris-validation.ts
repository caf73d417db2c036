import {
  App, IPolicyValidationContextBeta1, IPolicyValidationPluginBeta1, PolicyValidationPluginReportBeta1, PolicyViolationBeta1, Stage,
} from 'aws-cdk-lib';
import * as core from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { readAssemblyFiles } from './assembly-files';
import { GlobalCrisValidationProps } from './global-cris-validation-props';
import { PolicyFile, readPolicyFile } from './policy-file';
import { writeSummary } from './summary';
import { listUnjudged } from './unjudged';
import { checkValidationProps } from './validation-rules';
import { RULE_IDS, writeUnjudged, writeViolations } from './violations';
import { fail, requireScope } from '../checks/check';
import { TreeRegistry } from '../checks/tree-registry';
import { readAssembly } from '../core/app/assembly';
import { judgeApp } from '../core/app/judge-app';
import { StackAt } from '../core/app/stack-at';
import { PolicyLayer } from '../core/iam/layer';

const added = new TreeRegistry<{ readonly stage: Stage; readonly plugin: GlobalCrisValidation }>('validations');

/**
 * Fails the synthesis of an app in which an identity cannot make a call that its own policies allow by the model's name, in which
 * somebody still reaches what a guard closes, or in which a service control policy is not a valid policy. It reads the cloud assembly
 * as it is synthesized and asks AWS nothing.
 *
 * Only what is certain fails. What depends on what the deployment or the caller brings is not judged, and one line says how much that is.
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
    const app = scope.node.root;
    if (!stage || !App.isApp(app)) {
      return fail(scope, '\'scope\' must be an app, or a stage or another construct in one. Create it in an App');
    }
    const existing = added.of(stage).find((entry) => entry.stage === stage)?.plugin;
    const plugin = existing ?? new GlobalCrisValidation(stage, app);
    plugin._add(scope, props);
    if (!existing) {
      addPlugin(app, plugin);
      added.add(stage, { stage, plugin });
    }
    return plugin;
  }

  /** The name under which the report shows the plugin. */
  public readonly name: string = 'cdk-bedrock-cris';

  /** The version of this package. */
  public readonly version?: string;

  /**
   * The rules, each with `cdk-bedrock-cris/` before its name. `blocked-access`, `partial-access`, `stream-missing`, `open-route`,
   * `malformed-policy` and `stack-set-refused` fail the synthesis; so does `not-judged` with `strict`. `blocked-project` warns of an
   * authorization that AWS has announced and is not known to ask for; `wide-trust` and `closed-trust` warn of roles that may call, and
   * whose trust policies admit whom they should not, or have a statement that admits nobody; `guardrail-optional` warns of a guardrail that
   * a statement asks for, where another one allows the same call without.
   */
  public readonly ruleIds?: string[] = [...RULE_IDS];

  private readonly files = new Map<string, PolicyFile>();
  private readonly units: Record<string, string[]> = {};
  private fullAwsAccess = true;
  private strict = false;

  private constructor(private readonly stage: Stage, private readonly app: App) {
    // jsii writes the version into each class that it compiles.
    const rtti: { readonly version: string } | undefined = Reflect.get(GlobalCrisValidation, Symbol.for('jsii.rtti'));
    this.version = rtti?.version ?? '0.0.0';
  }

  /**
   * Judges the identities of the app, or of the stage, by the policies of the whole app; the CDK calls it.
   *
   * @param _context what the CDK knows of the templates; the cloud assembly says more
   */
  public validate(_context: IPolicyValidationContextBeta1): PolicyValidationPluginReportBeta1 {
    const { app: { outdir }, units, fullAwsAccess, strict } = this;
    const files = [...this.files.values()];
    const report = judgeApp({
      assembly: readAssembly(readAssemblyFiles(outdir)),
      policies: files.flatMap(({ policies }) => policies),
      units,
      fullAwsAccess,
      isMeant: (stack) => this.isMeant(stack),
    });
    const unjudged = listUnjudged(report);
    const violations = [...writeViolations(report, outdir), ...strict ? writeUnjudged(unjudged, outdir) : []];
    const errors = violations.filter(({ severity }) => severity !== 'warning');
    const success = errors.length === 0;
    if (success && findValidations() === undefined) {
      violations.forEach(({ description, fix }) => console.error(`[cdk-bedrock-cris] warning: ${description}\n${fix}`));
    }
    console.error(writeSummary(report, outdir, this.stage.node.path));
    if (!success && hasForeignHost()) {
      throwPastCdk(errors);
    }
    const ofApp = report.denies.filter(({ layer, at }) => layer === PolicyLayer.SERVICE_CONTROL && at);
    return {
      success,
      violations,
      pluginVersion: this.version,
      metadata: {
        ...listNames('service control policies of the app', ofApp.map(({ policy }) => policy)),
        ...listNames('organizationPolicies', files.map(({ file }) => file)),
        ...listNames('notes', files.flatMap(({ notes }) => notes)),
        ...listNames('not judged', unjudged.map(({ description }) => description)),
      },
    };
  }

  /** @internal */
  public _add(scope: IConstruct, props: GlobalCrisValidationProps): void {
    checkValidationProps(scope, props);
    const { organizationalUnits = {}, organizationPolicies = [], fullAwsAccess = this.fullAwsAccess, strict = this.strict } = props;
    const read = organizationPolicies.map((file) => readPolicyFile(scope, file)); // before anything is kept
    Object.assign(this.units, organizationalUnits);
    this.fullAwsAccess = fullAwsAccess;
    this.strict = strict;
    read.forEach((file) => this.files.set(file.file, file));
  }

  private isMeant({ path }: StackAt): boolean {
    const { path: stage } = this.stage.node;
    return stage === '' || path.startsWith(`${stage}/`);
  }
}

interface Validations {
  of(scope: IConstruct): { addPlugins(plugin: IPolicyValidationPluginBeta1): void };
}

/** Newer versions of aws-cdk-lib have it. Older ones print no violations where the synthesis succeeds. */
function findValidations(): Validations | undefined {
  return Reflect.get(core, 'Validations');
}

/** The plugin of a stage stands with the app too: older versions of the CDK never call one of a stage inside a stack. */
function addPlugin(app: App, plugin: GlobalCrisValidation): void {
  const newer = findValidations();
  if (newer) {
    newer.of(app).addPlugins(plugin);
  } else {
    app.policyValidationBeta1.push(plugin);
  }
}

/**
 * Older versions of the CDK set the exit code of this process only. Where the app is in another language, jsii runs this process, and the
 * exit code of the app's own stays 0.
 */
function hasForeignHost(): boolean {
  return findValidations() === undefined && process.env.JSII_AGENT !== undefined;
}

/** The CDK catches what a plugin throws, and asks it for its message. What that throws reaches the app, as it has to there. */
function throwPastCdk(errors: readonly PolicyViolationBeta1[]): never {
  const text = errors.map(({ ruleName, description, fix }) => `${ruleName}: ${description}\n${fix}`).join('\n\n');
  throw Object.defineProperty(new Error(), 'message', { get: () => { throw new Error(`Validation failed.\n${text}`); } });
}

function listNames(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: [...new Set(values)].join(', ') };
}
