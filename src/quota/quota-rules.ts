import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AppliedTokenQuotasProps } from './applied-token-quotas-props';
import { ClaudeModel } from '../catalog/claude-model';
import { SOME_MODELS_RULES } from '../catalog/model-rules';
import { warnOfModels } from '../catalog/model-warnings';
import { checkProps, isConcrete } from '../checks/check';
import { writeModelKey } from '../core/facts/model-ids';
import { describeValue } from '../core/rules/describe-value';
import { each, findAlike, must, mustLack, Rules } from '../core/rules/rule';
import { FUNCTION_RULES } from '../custom-resource/function-options';
import { BYTES_BESIDE_KEYS, DAY_QUOTA_BYTES } from '../lambda/quotas/wire';

/** CloudFormation takes 4,096 bytes, and the IDs of an answer need up to 1,000. */
const ANSWER_BYTES = 3090;

const FALLBACK = ['must be a whole number of tokens above 0', 'Give the number to use if Service Quotas lists no quota'] as const;

/** The rule for a text that only triggers a new event. */
export const REFRESH_RULE = must((refresh: string) => typeof refresh === 'string' && refresh !== '', 'must be a text',
  'For example "2026-11-22"; leave it out to repeat nothing');

const RULES: Rules<AppliedTokenQuotasProps> = {
  models: [
    ...SOME_MODELS_RULES,
    each(must(({ modelId }) => isConcrete(modelId), 'must have IDs that are known at synthesis, since quotas are looked up by code or name',
      'Write the ID out', ({ modelId }) => describeValue(modelId))),
    mustLack((models) => findAlike(models.map(({ modelId }) => modelId), writeModelKey),
      'must have IDs that differ in letters or digits', 'Read one of them elsewhere'),
    must((models) => countAnswerBytes(models) <= ANSWER_BYTES, 'must be few enough for one answer to CloudFormation, about 20',
      'Read the others with another TokenQuotas.applied', ({ length }) => `${length}`),
  ],
  fallbackTokensPerMinute: [must(isTokenCount, FALLBACK[0], `${FALLBACK[1]}, for example 1000000`)],
  refresh: [REFRESH_RULE],
  ...FUNCTION_RULES,
};

/** Throws for props that are missing or contradict each other. → the models by their keys */
export function checkQuotaProps(scope: Construct, props: AppliedTokenQuotasProps): Map<string, ClaudeModel> {
  checkProps(scope, props, {
    must: 'must name models and a fallback',
    example: '{ models: [ClaudeModel.SONNET_5_5], fallbackTokensPerMinute: 1000000 }',
    required: { models: 'must be a list of ClaudeModel', fallbackTokensPerMinute: FALLBACK },
    rules: RULES,
  });
  warnOfModels(scope, 'quota', 'models', props.models);
  return new Map(props.models.map((model) => [writeModelKey(model.modelId), model]));
}

/** Whether it is a whole number above 0, or a token. */
export function isTokenCount(value: number): boolean {
  return Token.isUnresolved(value) || (Number.isSafeInteger(value) && value > 0);
}

function countAnswerBytes(models: readonly ClaudeModel[]): number {
  return models.reduce((sum, { modelId }) => sum + 2 * writeModelKey(modelId).length + BYTES_BESIDE_KEYS, DAY_QUOTA_BYTES);
}
