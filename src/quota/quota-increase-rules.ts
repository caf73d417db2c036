import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { QuotaPlan } from './quota-plan';
import { isTokenCount, REFRESH_RULE } from './quota-rules';
import { TokenQuotaIncreaseProps } from './token-quota-increase-props';
import { MODEL_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { checkProps, isConcrete } from '../checks/check';
import { LARGEST_QUOTA, MOST_OPEN_REQUESTS, QUOTA_CODE } from '../core/facts/quota-requests';
import { describeValue } from '../core/rules/describe-value';
import { comparing, evenUnknown, matches, must, required, Rules } from '../core/rules/rule';
import { FUNCTION_RULES } from '../custom-resource/function-options';

const ONE_OF_TWO = 'Give the number, or a QuotaPlan that computes it';
const AT_MOST = `AWS takes up to ${LARGEST_QUOTA}. Count its digits`;

const RULES: Rules<TokenQuotaIncreaseProps> = {
  model: [
    ...MODEL_RULES,
    must(({ modelId }) => isConcrete(modelId), 'must have an ID that is known at synthesis, since the quota is looked up by code or name',
      'Write the ID out', ({ modelId }) => describeValue(modelId)),
  ],
  tokensPerMinute: [
    required(must((tokens, { plan }) => (tokens ?? plan ?? undefined) !== undefined, 'must be given, unless \'plan\' is', ONE_OF_TWO)),
    must(isTokenCount, 'must be a whole number of tokens above 0', 'For example 4000000'),
    must((tokens) => tokens <= LARGEST_QUOTA, `must be at most ${LARGEST_QUOTA}`, AT_MOST),
  ],
  plan: [
    evenUnknown(must((_, { tokensPerMinute }) => (tokensPerMinute ?? undefined) === undefined,
      'must not be given with \'tokensPerMinute\': both say how much', 'Leave one out', () => 'both')),
    must((plan) => plan instanceof QuotaPlan, 'must be a QuotaPlan', 'For example new QuotaPlan({ model, … })'),
    must(({ requiredTokensPerMinute }) => requiredTokensPerMinute > 0 && requiredTokensPerMinute <= LARGEST_QUOTA,
      `must need more than 0 and at most ${LARGEST_QUOTA} tokens per minute`, AT_MOST,
      ({ requiredTokensPerMinute }) => `${requiredTokensPerMinute}`),
    comparing(['model'], must(({ _modelId }, { model }) => _modelId === model.modelId, 'must be of the same \'model\'',
      'Plan the calls of that model, since each model has its own quota', ({ _modelId }) => describeValue(_modelId))),
  ],
  quotaCode: [matches(QUOTA_CODE, 'must be the code of a quota', 'As Service Quotas shows it, for example "L-31AB82D0"')],
  refresh: [REFRESH_RULE],
  ...FUNCTION_RULES,
};

/** Throws for props that are missing or contradict each other. */
export function checkIncreaseProps(scope: Construct, props: TokenQuotaIncreaseProps): void {
  const sourceRegion = props?.sourceRegion === undefined ? Stack.of(scope).region : props.sourceRegion;
  checkProps(scope, props && { ...props, sourceRegion }, {
    must: 'must name a model and the tokens per minute that you want',
    example: '{ model: ClaudeModel.SONNET_5_5, tokensPerMinute: 4000000 }',
    rules: () => ({ ...RULES, sourceRegion: writeSourceRegionRules('model', props.model?.modelId === undefined ? [] : [props.model]) }),
  });
  warnOfModels(scope, 'quota', 'model', [props.model]);
  warnOfUnconfirmedRegion(scope, [props.model], sourceRegion);
}

/** Warns if a stack asks for more quotas of a Region than AWS allows at a time. */
export function warnOfManyIncreases(scope: Construct, region: string, count: number): void {
  if (count === MOST_OPEN_REQUESTS.inRegion + 1) {
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:quota.manyIncreases',
      `${scope.node.path}: this stack asks for more than ${MOST_OPEN_REQUESTS.inRegion} quotas ${isConcrete(region) ? `in ${region}`
        : 'of a Region'}. AWS's page allows no more open requests there, so the outcome of the others would be ` +
      'QUEUE_FULL. Add the others once AWS has decided the first, or acknowledge this warning');
  }
}
