import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GlobalClaudeAccessProps } from './global-claude-access-props';
import { ClaudeModel } from '../catalog/claude-model';
import { similarModel } from '../catalog/known-models';
import { fail, got, isConcrete } from '../private/fail';

/** Throws for no models or repeated ones, and warns of an ID that looks like a slip. */
export function requireModels(scope: Construct, models: readonly ClaudeModel[]): void {
  if (!Array.isArray(models) || models.some((model?: ClaudeModel) => typeof model?.modelId !== 'string')) {
    fail(scope, `'models' must be a list of ClaudeModel, ${got(models)}. For example [ClaudeModel.SONNET_5_5]`);
  }
  if (models.length === 0) {
    fail(scope, '\'models\' must name at least one model, got: []. For example [ClaudeModel.SONNET_5_5]');
  }
  const ids = models.map((model) => model.modelId);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'models' must name each model once, ${got(repeated)} twice. Leave one out`);
  }
  for (const id of ids) {
    const similar = similarModel(id);
    if (similar) {
      Annotations.of(scope).addWarningV2('cdk-bedrock-cris:access.unlistedModel',
        `${scope.node.path}: 'models' has an ID that this library does not list, ${got(id)}. Should it be "${similar.modelId}"? If it is right, acknowledge this warning`);
    }
  }
}

/** Throws where the props of the role contradict each other or break IAM's rules. */
export function requireRoleProps(scope: Construct, props: GlobalClaudeAccessProps): void {
  if (props.role && props.assumedBy) {
    fail(scope, '\'role\' and \'assumedBy\' must not both be set: the first gives a role, the second creates one. Leave one out');
  }
  const { roleName, path, permissionsBoundary, maxSessionDuration } = props;
  const idle = Object.entries({ roleName, path, permissionsBoundary, maxSessionDuration }).find(([, value]) => value !== undefined);
  if (idle && !props.assumedBy) {
    fail(scope, `'${idle[0]}' must come with 'assumedBy': it shapes the role that is created, and none is. Set 'assumedBy' or leave it out`);
  }
  if (isConcrete(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName)) {
    fail(scope, `'roleName' must be 1 to 64 letters, digits or any of _+=,.@-, ${got(roleName)}`);
  }
  if (isConcrete(path) && !/^\/([\x21-\x7e]+\/)?$/.test(path)) {
    fail(scope, `'path' must begin and end with "/", ${got(path)}. For example "/platform/"`);
  }
  if (maxSessionDuration && !maxSessionDuration.isUnresolved()) {
    const seconds = maxSessionDuration.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43200) {
      fail(scope, `'maxSessionDuration' must be 1 to 12 hours, in whole seconds, got: ${maxSessionDuration.toHumanString()}`);
    }
  }
}
