import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { findSimilarModel } from '../core/facts/known-models';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, findRepeated, Rule } from '../core/rules/rule';

/** Whose models they are: the room that warns of them, and the property that holds them. */
interface Owner {
  readonly room: string;
  readonly prop: string;
}

/** A list of models. */
export const MODEL_LIST_RULES: readonly Rule<readonly ClaudeModel[]>[] = [{
  holds: (models) => findRepeatedModel(models) === undefined,
  rule: 'must name each model once',
  got: (models) => `${describeValue(findRepeatedModel(models))} twice`,
  remedy: 'Leave one out',
}];

/** A list of models that must not be empty. */
export const SOME_MODELS_RULES: readonly Rule<readonly ClaudeModel[]>[] = [
  atLeastOne('name at least one model', 'For example [ClaudeModel.SONNET_5_5]'),
  ...MODEL_LIST_RULES,
];

function findRepeatedModel(models: readonly ClaudeModel[]): string | undefined {
  return findRepeated(models.map(({ modelId }) => modelId));
}

/** Warns of an ID that looks like a slip. */
export function warnOfUnlistedModels(scope: Construct, { room, prop }: Owner, models: readonly ClaudeModel[]): void {
  for (const { modelId } of models) {
    const similar = findSimilarModel(modelId);
    if (similar) {
      Annotations.of(scope).addWarningV2(`cdk-bedrock-cris:${room}.unlistedModel`,
        `${scope.node.path}: '${prop}' has an ID that this library does not list, got: ${describeValue(modelId)}. ` +
        `Should it be "${similar.modelId}"? If it is right, acknowledge this warning`);
    }
  }
}
