import { isClaudeModelId, LONGEST_MODEL_ID, parseProfileId } from '../facts/model-ids';
import { findNearestModels } from '../facts/nearest-models';
import { REGION_CODE } from '../facts/regions';
import { comparing, matches, must, required, Rule, Rules } from '../rules/rule';

/** What the rules read of a model, which a construct or the command line provides. */
export interface CallableModel {
  readonly modelId: string;
  /** Whether its global profile can be called from a Region, as far as is known. */
  isAvailableFrom(region: string): boolean;
}

/** The rules on the own ID of a Claude model. */
export const MODEL_ID_RULES: Rules<{ readonly modelId: string }> = {
  modelId: writeModelIdRules('The profile\'s ID follows from it: globalProfileId'),
};

/** Writes the rules on the own ID of a Claude model. `ifProfile` is the remedy if the ID of a profile is given. */
export function writeModelIdRules(ifProfile: string): Rule<string>[] {
  return [
    required(must((id) => Boolean(id), 'must be a model ID such as "anthropic.claude-opus-5"', 'Take it from the model card')),
    must(({ length }) => length <= LONGEST_MODEL_ID, `must have at most ${LONGEST_MODEL_ID} characters, the limit of Bedrock's API`,
      'Take it from the model card'),
    must((id) => !/\s/.test(id), 'must not contain spaces: IAM would match nothing', 'Leave them out'),
    must((id) => !id.startsWith('arn:'), 'must be an ID, not an ARN', 'Take the part after the last "/"'),
    must((id) => !/[*?]/.test(id), 'must name one model: a wildcard would admit others too', 'Name each model'),
    must((id) => parseProfileId(id).prefix === undefined || !parseProfileId(id).modelId.startsWith('anthropic.'),
      (id) => `must be the model's own ID, not that of its '${parseProfileId(id).prefix}' inference profile; use ` +
        `"${parseProfileId(id).modelId}"`, ifProfile),
    must((id) => !/\[\w+\]$/.test(id), 'must not carry a client\'s suffix', 'Leave out the brackets; a client adds them'),
    must((id) => id === id.toLowerCase(), (id) => `must be in lower case; use "${id.toLowerCase()}"`, 'ARNs in IAM are case-sensitive'),
    must((id) => !id.startsWith('claude-'), 'must be the ID on Amazon Bedrock, which begins with "anthropic.claude-"',
      (id) => `For example "${findNearestModels(`anthropic.${id}`)[0] ?? 'anthropic.claude-opus-5'}"`),
    must((id) => id.startsWith('anthropic.claude-'),
      'must be a Claude model, which begins with "anthropic.claude-"; other providers are outside this library',
      'For example "anthropic.claude-opus-5"'),
    must(isClaudeModelId, 'must consist of lower-case letters, digits, ".", ":" and "-"', 'For example "anthropic.claude-opus-5"'),
  ];
}

/**
 * Writes the rules on a Region in which global profiles are called: one on its form, and one on the models of a prop. `ifNewer` says
 * what to do if AWS has added the Region since.
 */
export function writeAvailabilityRules(
  prop: string, models: readonly CallableModel[], ifNewer: string,
): [form: Rule<string>, availability: Rule<string>] {
  const listUnavailable = (region: string) => models.filter((model) => !model.isAvailableFrom(region)).map(({ modelId }) => modelId);
  return [
    matches(REGION_CODE, 'must be the code of the Region in which the profile is called',
      'For example "af-south-1"'),
    comparing([prop], must((region) => listUnavailable(region).length === 0,
      (region) => `must be a known source Region of ${listUnavailable(region).join(', ')}`,
      `Call from a Region on the model card; ${ifNewer}`)),
  ];
}
