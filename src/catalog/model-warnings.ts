import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { isConcrete } from '../checks/check';
import { findToday } from '../checks/today';
import { TreeRegistry } from '../checks/tree-registry';
import { findKnownModel, writeUnconfirmed } from '../core/facts/known-models';
import { findLifecycle, writeEnd } from '../core/facts/lifecycles';
import { findNearestModels } from '../core/facts/nearest-models';
import { describeValue } from '../core/rules/describe-value';

/** Models of an app that already got a warning, each with its Region. */
const TOLD = new TreeRegistry<string>('unconfirmed-regions');

/**
 * Warns of models in a prop: of IDs that are not listed, and of models near the end of their life. A date gives a warning and never an
 * error, because an app must not begin to fail on some day without a change.
 */
export function warnOfModels(scope: Construct, room: string, prop: string, models: readonly ClaudeModel[] = []): void {
  for (const model of models.filter(({ modelId }) => isConcrete(modelId))) {
    warnOfUnlisted(scope, room, prop, model);
    warnOfEnd(scope, prop, model);
  }
}

function warnOfUnlisted(scope: Construct, room: string, prop: string, { modelId, _hasSourceRegions: hasRegions }: ClaudeModel): void {
  if (findKnownModel(modelId)) {
    return;
  }
  const nearest = findNearestModels(modelId).map(describeValue);
  const question = nearest.length > 0
    ? `Should it be ${nearest.join(' or ')}?`
    : hasRegions ? 'Compare it with the model\'s card.'
      : 'Its source Regions are unknown: pass them to ClaudeModel.of() as \'sourceRegions\'.';
  Annotations.of(scope).addWarningV2(`cdk-bedrock-cris:${room}.unlistedModel`,
    `${scope.node.path}: '${prop}' has an ID that this library does not list, got: ${describeValue(modelId)}. ` +
    `${question} If the ID is right, acknowledge this warning`);
}

function warnOfEnd(scope: Construct, prop: string, { modelId, legacySince, endOfLife }: ClaudeModel): void {
  const lifecycle = findLifecycle(modelId, findToday(scope), { legacySince, endOfLife });
  const end = writeEnd(modelId, lifecycle);
  if (end !== undefined) {
    const [id, what] = lifecycle.state === 'END_OF_LIFE' ? ['modelEnded', 'has reached its end of life'] : ['modelEndsSoon', 'ends'];
    // The ID names the model, so that acknowledging the end of one model does not hide the end of the next.
    Annotations.of(scope).addWarningV2(`cdk-bedrock-cris:catalog.${id}:${modelId}`,
      `${scope.node.path}: '${prop}' has a model that ${what}: ${end}. Move its callers to another model; if AWS has changed the date ` +
      'since, create the model with ClaudeModel.of() and \'endOfLife\', or acknowledge this warning');
  }
}

/** Warns, once in an app, if AWS does not confirm that the models can be called from a Region. */
export function warnOfUnconfirmedRegion(scope: Construct, models: readonly ClaudeModel[], region: string): void {
  const told = TOLD.of(scope);
  const writeKey = ({ modelId }: ClaudeModel) => `${modelId} ${region}`;
  const unconfirmed = models.filter((model) =>
    findKnownModel(model.modelId) && !model.isConfirmedFrom(region) && !told.includes(writeKey(model)));
  if (unconfirmed.length > 0) {
    unconfirmed.forEach((model) => TOLD.add(scope, writeKey(model)));
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:catalog.unconfirmedRegion',
      `${scope.node.path}: ${writeUnconfirmed(unconfirmed.map(({ modelId }) => modelId), region)}. Then create the model with ` +
      'ClaudeModel.of() and \'sourceRegions\', or acknowledge this warning');
  }
}
