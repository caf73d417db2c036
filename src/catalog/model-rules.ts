import { ClaudeModel } from './claude-model';
import { REGION_CODE } from '../core/facts/regions';
import { atLeastOne, comparing, each, ElementRules, matches, must, once, required, Rule } from '../core/rules/rule';

type ModelListRules = readonly (Rule<readonly ClaudeModel[]> | ElementRules<ClaudeModel>)[];

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
  const listUnavailable = (region: string) => models.filter((model) => !model.isAvailableFrom(region)).map(({ modelId }) => modelId);
  return [
    matches(REGION_CODE, 'must be the code of the Region in which the profile is called, such as "af-south-1"',
      'Name the Region by its code'),
    comparing([prop], must((region) => listUnavailable(region).length === 0, (region) => 'must be a Region from which the global ' +
      `inference profile can be called; not known for ${listUnavailable(region).join(', ')}`, 'Call from a Region on the model card; ' +
      'if AWS has added this one since, make the model by ClaudeModel.of() with \'sourceRegions\'')),
  ];
}

function isModel(model: ClaudeModel): boolean {
  return model?.modelId !== undefined;
}
