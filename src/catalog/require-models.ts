import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { fail, got } from '../checks/fail';
import { similarModel } from '../core/facts/known-models';

/** Whose models they are: the room that warns of them, and the property that holds them. */
interface Owner {
  readonly room: string;
  readonly prop: string;
}

/** Throws for what is no list of models and for repeated ones, and warns of an ID that looks like a slip. */
export function requireModels(scope: Construct, { room, prop }: Owner, models: readonly ClaudeModel[]): void {
  if (!Array.isArray(models) || models.some((model?: ClaudeModel) => typeof model?.globalProfileId !== 'string')) {
    fail(scope, `'${prop}' must be a list of ClaudeModel, ${got(models)}. For example [ClaudeModel.SONNET_5_5]`);
  }
  const ids = models.map((model) => model.modelId);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'${prop}' must name each model once, ${got(repeated)} twice. Leave one out`);
  }
  for (const id of ids) {
    const similar = similarModel(id);
    if (similar) {
      Annotations.of(scope).addWarningV2(`cdk-bedrock-cris:${room}.unlistedModel`,
        `${scope.node.path}: '${prop}' has an ID that this library does not list, ${got(id)}. Should it be "${similar.modelId}"? If it is right, acknowledge this warning`);
    }
  }
}

/** The same for models that must be there. */
export function requireSomeModels(scope: Construct, owner: Owner, models: readonly ClaudeModel[]): void {
  requireModels(scope, owner, models);
  if (models.length === 0) {
    fail(scope, `'${owner.prop}' must name at least one model, got: []. For example [ClaudeModel.SONNET_5_5]`);
  }
}
