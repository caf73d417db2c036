import { ClaudeModel } from './claude-model';
import { atLeastOne, each, ElementRules, must, once, required, Rule } from '../core/rules/rule';
import { writeAvailabilityRules } from '../core/statements/model-rules';

type ModelListRules = readonly (Rule<readonly ClaudeModel[]> | ElementRules<ClaudeModel>)[];

/** What to do where AWS has added a Region to a model that is listed. */
export const IF_NEWER = 'if AWS has added this one since, make the model by ClaudeModel.of() with \'sourceRegions\'';

/** A model that must be given. */
export const MODEL_RULES: readonly Rule<ClaudeModel>[] = [
  required(must(isModel, 'must be a ClaudeModel', 'For example ClaudeModel.SONNET_5_5')),
];

/** A list that holds nothing but models. */
export const HOLDS_MODELS: ElementRules<ClaudeModel> = each(must(isModel, 'must hold ClaudeModels',
  'For example ClaudeModel.SONNET_5_5; of an ID, ClaudeModel.of() makes one'));

/** A list of models. */
export const MODEL_LIST_RULES: ModelListRules = [
  HOLDS_MODELS,
  once('model', ({ modelId }) => modelId),
];

/** A list of models that must not be empty. */
export const SOME_MODELS_RULES: ModelListRules = [
  atLeastOne('name at least one model', 'For example [ClaudeModel.SONNET_5_5]'),
  ...MODEL_LIST_RULES,
];

/** Rules on a Region in which the global profiles of models are called: on its form, and on the models, which are in a prop. */
export function writeSourceRegionRules(
  prop: string, models: readonly ClaudeModel[] = [],
): [form: Rule<string>, availability: Rule<string>] {
  return writeAvailabilityRules(prop, models, IF_NEWER);
}

function isModel(model: ClaudeModel): boolean {
  return model?.modelId !== undefined;
}
