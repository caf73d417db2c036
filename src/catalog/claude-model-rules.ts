import { ClaudeModelOptions } from './claude-model-options';
import { PropRules } from '../checks/check';
import { isClaudeModelId, LONGEST_MODEL_ID, parseProfileId } from '../core/facts/model-ids';
import { findNearestModels } from '../core/facts/nearest-models';
import { DATE_RULE } from '../core/rules/date';
import { aboveZero, comparing, evenUnknown, LIST, must, required, Rule, Rules } from '../core/rules/rule';

/** A model's own ID. */
export const ID_RULES: Rules<{ readonly modelId: string }> = {
  modelId: [
    required(must((id) => Boolean(id), 'must be a model ID such as "anthropic.claude-opus-5"', 'Take it from the model card')),
    must(({ length }) => length <= LONGEST_MODEL_ID, `must have at most ${LONGEST_MODEL_ID} characters, as Bedrock's API has it`,
      'Take it from the model card'),
    must((id) => !/\s/.test(id), 'must not contain spaces: IAM would match nothing', 'Leave them out'),
    must((id) => !id.startsWith('arn:'), 'must be an ID, not an ARN', 'Take the part after the last "/"'),
    must((id) => !/[*?]/.test(id), 'must name one model: a wildcard would admit others too', 'Name each model'),
    must((id) => parseProfileId(id).prefix === undefined || !parseProfileId(id).modelId.startsWith('anthropic.'),
      (id) => `must be the model's own ID, not that of its '${parseProfileId(id).prefix}' inference profile; use ` +
        `"${parseProfileId(id).modelId}"`, 'The profile\'s ID follows from it: globalProfileId'),
    must((id) => !/\[\w+\]$/.test(id), 'must not carry a client\'s suffix', 'Leave out the brackets; a client adds them'),
    must((id) => id === id.toLowerCase(), (id) => `must be in lower case; use "${id.toLowerCase()}"`, 'IAM compares ARNs by case'),
    must((id) => !id.startsWith('claude-'), 'must be the ID on Amazon Bedrock, which begins with "anthropic.claude-"',
      (id) => `For example "${findNearestModels(`anthropic.${id}`)[0] ?? 'anthropic.claude-opus-5'}"`),
    must((id) => id.startsWith('anthropic.claude-'),
      'must be a Claude model, which begins with "anthropic.claude-"; other providers are outside this library',
      'For example "anthropic.claude-opus-5"'),
    must(isClaudeModelId, 'must consist of lower-case letters, digits, ".", ":" and "-"', 'For example "anthropic.claude-opus-5"'),
  ],
};

/** Warnings go by it, so a token will not do. */
const KNOWN_DATE: Rule<string> = evenUnknown(DATE_RULE);

/** What a user may say of a model. */
export const OPTION_RULES: PropRules<ClaudeModelOptions> = {
  name: 'options',
  must: 'must say what is known of the model, or be left out',
  example: '{ sourceRegions: ["af-south-1"] }',
  rules: {
    outputTokenBurndownRate: [aboveZero('Leave it out for the rate that AWS states for the model')],
    sourceRegions: [LIST],
    batchRegions: [LIST],
    legacySince: [KNOWN_DATE, comparing(['endOfLife'], must((since, { endOfLife }) => endOfLife === undefined || since < endOfLife,
      'must be before \'endOfLife\'', 'Give both as AWS says them now'))],
    endOfLife: [KNOWN_DATE],
    endOfLifeNotBefore: [KNOWN_DATE],
  },
};
