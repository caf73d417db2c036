import { ClaudeModel } from './claude-model';
import { atLeastOne, each, ElementRules, must, once, required, Rule } from '../core/rules/rule';
import { writeAvailabilityRules } from '../core/statements/model-rules';

type ModelListRules = readonly (Rule<readonly ClaudeModel[]> | ElementRules<ClaudeModel>)[];

/** The remedy if AWS has added a Region to a listed model. */
export const IF_NEWER = 'if AWS has added this one since, create the model with ClaudeModel.of() and \'sourceRegions\'';

/** A required model. */
export const MODEL_RULES: readonly Rule<ClaudeModel>[] = [
  required(must(isModel, 'must be a ClaudeModel', 'For example ClaudeModel.SONNET_5_5')),
];

/** A list that holds only models. */
export const HOLDS_MODELS: ElementRules<ClaudeModel> = each(must(isModel, 'must hold ClaudeModels',
  'For example ClaudeModel.SONNET_5_5; for an ID, call ClaudeModel.of()'));

/** A list of models. */
export const MODEL_LIST_RULES: ModelListRules = [
  HOLDS_MODELS,
  once('model', ({ modelId }) => modelId),
];

/** A list of at least one model. */
export const SOME_MODELS_RULES: ModelListRules = [
  atLeastOne('name at least one model', 'For example [ClaudeModel.SONNET_5_5]'),
  ...MODEL_LIST_RULES,
];

/** Writes the rules on a source Region: on its form, and on whether it offers the models of a prop. */
export function writeSourceRegionRules(
  prop: string, models: readonly ClaudeModel[] = [],
): [form: Rule<string>, availability: Rule<string>] {
  return writeAvailabilityRules(prop, models, IF_NEWER);
}

function isModel(model: ClaudeModel): boolean {
  return model?.modelId !== undefined;
}
