import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { findSimilarModel } from '../core/facts/known-models';
import { REGION_CODE } from '../core/facts/regions';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, matches, must, once, Rule } from '../core/rules/rule';

/** A list of models. */
export const MODEL_LIST_RULES: readonly Rule<readonly ClaudeModel[]>[] = [once('model', ({ modelId }) => modelId)];

/** A list of models that must not be empty. */
export const SOME_MODELS_RULES: readonly Rule<readonly ClaudeModel[]>[] = [
  atLeastOne('name at least one model', 'For example [ClaudeModel.SONNET_5_5]'),
  ...MODEL_LIST_RULES,
];

/** Warns of an ID that looks like a slip, in a property of a room. */
export function warnOfUnlistedModels(scope: Construct, room: string, prop: string, models: readonly ClaudeModel[] = []): void {
  for (const { modelId } of models) {
    const similar = findSimilarModel(modelId);
    if (similar) {
      Annotations.of(scope).addWarningV2(`cdk-bedrock-cris:${room}.unlistedModel`,
        `${scope.node.path}: '${prop}' has an ID that this library does not list, got: ${describeValue(modelId)}. ` +
        `Should it be "${similar.modelId}"? If it is right, acknowledge this warning`);
    }
  }
}

/** Rules on a Region in which the global profiles of models are called: on its form, and on the models. */
export function writeSourceRegionRules(models: readonly ClaudeModel[]): [form: Rule<string>, availability: Rule<string>] {
  const listUnavailable = (region: string) => models.filter((model) => !model.isAvailableFrom(region)).map(({ modelId }) => modelId);
  return [
    matches(REGION_CODE, 'must be the code of the Region in which the profile is called, such as "af-south-1"', 'Write it as AWS does'),
    must((region) => listUnavailable(region).length === 0, (region) => 'must be a Region from which the global inference profile can be ' +
      `called; not known for ${listUnavailable(region).join(', ')}`, 'Call from a Region on the model card; if AWS has added this one ' +
      'since, make the model by ClaudeModel.of() with \'sourceRegions\''),
  ];
}
