import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { MODEL_RULES, writeSourceRegionRules } from './model-rules';
import { choosePartition } from './partition';
import { findPropFaults, isConcrete, PropRules, refuse, requireScope } from '../checks/check';
import { ArnLocation, writeInferenceProfileArn, writeModelArn, writeProjectArn } from '../core/facts/arns';
import { DEFAULT_PROJECT } from '../core/facts/project';
import { findFaults } from '../core/rules/rule';

/** Options for a global inference profile. */
export interface GlobalInferenceProfileOptions {
  /**
   * The Region in which the profile is called.
   *
   * @default - the Region of the scope's stack
   */
  readonly sourceRegion?: string;
}

/**
 * A model's global cross-Region inference profile, and the resources on which AWS authorizes each call: three, plus the project, which AWS
 * announced in November 2026.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class GlobalInferenceProfile {
  /**
   * Gets a model's global profile in the account and Region of the scope's stack.
   *
   * Throws for a source Region known not to offer the model.
   *
   * @param scope any construct in the stack whose account calls the profile
   * @param model the model
   * @param options the source Region, if it is not the stack's
   */
  public static fromModel(scope: IConstruct, model: ClaudeModel, options: GlobalInferenceProfileOptions = {}): GlobalInferenceProfile {
    requireScope(scope);
    refuse(scope, [...findFaults({ model }, { model: MODEL_RULES }), ...findPropFaults(options, OPTION_RULES)]);
    const stack = Stack.of(scope);
    const { sourceRegion = stack.region } = options;
    refuse(scope, findFaults({ sourceRegion }, { sourceRegion: writeSourceRegionRules('model', [model]) }, isConcrete));
    return GlobalInferenceProfile._of(stack, model, sourceRegion);
  }

  /**
   * The same, without a check of the source Region.
   *
   * @internal
   */
  public static _of(stack: Stack, model: ClaudeModel, sourceRegion: string): GlobalInferenceProfile {
    return new GlobalInferenceProfile(model, sourceRegion, stack.account);
  }

  /** The profile's ID, for example `global.anthropic.claude-opus-5`. Callers pass it as `modelId`. */
  public readonly profileId: string;

  /** First leg: the profile in the source Region. */
  public readonly profileArn: string;

  /** Second leg: the model in the source Region. */
  public readonly sourceModelArn: string;

  /** Third leg: the model without a Region or account, because any Region may be the destination. */
  public readonly globalModelArn: string;

  /**
   * Announced fourth leg: the account's default project in the source Region. Since 20 November 2026, AWS's SDK says that calls are
   * authorized on it too. Whether AWS enforces this yet is not known (read 28 November 2026).
   */
  public readonly defaultProjectArn: string;

  /** The Region in which the profile is called. */
  public readonly sourceRegion: string;

  private readonly source: ArnLocation;

  private constructor(
    /** The model of the profile. */
    public readonly model: ClaudeModel,
    sourceRegion: string,
    private readonly account: string,
  ) {
    const source = { partition: choosePartition(sourceRegion), region: sourceRegion };
    this.source = source;
    this.sourceRegion = sourceRegion;
    this.profileId = model.globalProfileId;
    this.profileArn = writeInferenceProfileArn(source, account, this.profileId);
    this.sourceModelArn = writeModelArn(source, model.modelId);
    this.globalModelArn = writeModelArn({ ...source, region: '' }, model.modelId);
    this.defaultProjectArn = this._writeProjectArn(DEFAULT_PROJECT);
  }

  /** @internal */
  public _writeProjectArn(projectId: string): string {
    return writeProjectArn(this.source, this.account, projectId);
  }
}

const OPTION_RULES: PropRules<GlobalInferenceProfileOptions> = {
  name: 'options',
  must: 'must say where the profile is called, or be left out',
  example: '{ sourceRegion: "af-south-1" }',
};
