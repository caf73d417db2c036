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
 * Fails synthesis if a policy denies a call that an identity's own policies allow by the model's name. Synthesis also fails if a route
 * stays open that a guard promises to close, if a service control policy is not valid, or if a stack set cannot deploy. The validation
 * reads the synthesized cloud assembly and never calls AWS.
 *
 * Only certain faults fail. A call that depends on the deployment or on the caller is not judged; a single line counts such calls.
 */
export class GlobalCrisValidation implements IPolicyValidationPluginBeta1 {
  /**
   * Adds the validation to a construct's app or stage. It runs at every synthesis.
   *
   * A second call for the same stage adds its props to the existing plugin. Throws for a construct outside an app, for props of the wrong
   * type, and for files that are not service control policies.
   *
   * @param scope the app or stage, or any construct in it
   * @param props what the app does not say
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

  /** The name of the plugin in the report. */
  public readonly name: string = 'cdk-bedrock-cris';

  /** The version of this package. */
  public readonly version?: string;

  /**
   * The rules, each with the prefix `cdk-bedrock-cris/`. These fail the synthesis: `blocked-access`, `partial-access`, `stream-missing`,
   * `open-route`, `malformed-policy`, `stack-set-refused`, and with `strict` also `not-judged`. These are warnings:
   *
   * - `blocked-project`: a policy denies the project of a call; AWS has announced this check but is not known to enforce it yet
   * - `wide-trust`: the trust policy of a role that may call models admits unintended callers
   * - `closed-trust`: a statement in such a trust policy admits no caller
   * - `guardrail-optional`: one statement requires a guardrail, and another allows the same call without it
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
   * Judges the identities of the app or stage under the policies of the whole app. The CDK calls this method.
   *
   * @param _context the CDK's list of templates; not used, because the cloud assembly holds more
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
    const canAcknowledge = findValidations() !== undefined;
    const violations = [...writeViolations(report, outdir), ...strict ? writeUnjudged(unjudged, outdir, canAcknowledge) : []];
    const errors = violations.filter(({ severity }) => severity !== 'warning');
    const success = errors.length === 0;
    if (success && findValidations() === undefined) {
      violations.forEach(({ ruleName, description, fix }) =>
        console.error(`[cdk-bedrock-cris] warning (${ruleName}): ${description}\n${fix}`));
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
    const read = organizationPolicies.map((file) => readPolicyFile(scope, file)); // throws before it changes anything
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

/** Only newer versions of aws-cdk-lib have it. Older ones print no violations if the synthesis succeeds, and acknowledge none. */
function findValidations(): Validations | undefined {
  return Reflect.get(core, 'Validations');
}

/** Adds the plugin of a stage to the app, because older versions of the CDK never call the plugin of a stage inside a stack. */
function addPlugin(app: App, plugin: GlobalCrisValidation): void {
  const newer = findValidations();
  if (newer) {
    newer.of(app).addPlugins(plugin);
  } else {
    app.policyValidationBeta1.push(plugin);
  }
}

/**
 * Older versions of the CDK set only the exit code of this process. If the app is in another language, jsii runs this process, and the
 * app's own exit code stays 0.
 */
function hasForeignHost(): boolean {
  return findValidations() === undefined && process.env.JSII_AGENT !== undefined;
}

/** The CDK catches the error of a plugin, and reads its message. Only an error from that getter reaches the app. */
function throwPastCdk(errors: readonly PolicyViolationBeta1[]): never {
  const text = errors.map(({ ruleName, description, fix }) => `${ruleName}: ${description}\n${fix}`).join('\n\n');
  throw Object.defineProperty(new Error(), 'message', { get: () => { throw new Error(`Validation failed.\n${text}`); } });
}

function listNames(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: [...new Set(values)].join(', ') };
}
