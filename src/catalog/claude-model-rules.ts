import { ClaudeModelOptions } from './claude-model-options';
import { PropRules } from '../checks/check';
import { DATE_RULE } from '../core/rules/date';
import { aboveZero, comparing, evenUnknown, LIST, must, Rule } from '../core/rules/rule';

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
