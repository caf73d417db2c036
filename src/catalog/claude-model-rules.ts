import { ClaudeModelOptions } from './claude-model-options';
import { PropRules } from '../checks/check';
import { DATE_RULE } from '../core/rules/date';
import { aboveZero, comparing, evenUnknown, LIST, must, Rule } from '../core/rules/rule';

/** Warnings compare this date at synthesis, so it must not be a token. */
const KNOWN_DATE: Rule<string> = evenUnknown(DATE_RULE);

/** Rules on the options of a model. */
export const OPTION_RULES: PropRules<ClaudeModelOptions> = {
  name: 'options',
  must: 'must say what is known of the model, or be left out',
  example: '{ sourceRegions: ["af-south-1"] }',
  rules: {
    outputTokenBurndownRate: [aboveZero('Leave it out to use the rate that AWS states for the model')],
    sourceRegions: [LIST],
    batchRegions: [LIST],
    legacySince: [KNOWN_DATE, comparing(['endOfLife'], must((since, { endOfLife }) => endOfLife === undefined || since < endOfLife,
      'must be before \'endOfLife\'', 'Give both dates as AWS states them now'))],
    endOfLife: [KNOWN_DATE],
    endOfLifeNotBefore: [KNOWN_DATE],
  },
};
