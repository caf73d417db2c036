import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AppliedTokenQuotasProps } from './applied-token-quotas-props';
import { ClaudeModel } from '../catalog/claude-model';
import { requireSomeModels } from '../catalog/require-models';
import { fail, got, isConcrete, isStruct } from '../checks/fail';
import { requireFunction } from '../custom-resource/inline-handler';
import { BYTES_BESIDE_KEYS } from '../lambda/quotas/wire';

/** CloudFormation takes 4,096 bytes; the rest of an answer has IDs of up to 1,000. */
const ANSWER_BYTES = 3000;

/** Throws for props that are missing or contradict each other. → the models by their keys */
export function requireProps(scope: Construct, props: AppliedTokenQuotasProps): Map<string, ClaudeModel> {
  if (!isStruct(props)) {
    fail(scope, `'props' must name models and a fallback, ${got(props)}. For example { models: [ClaudeModel.SONNET_5_5], fallbackTokensPerMinute: 1000000 }`);
  }
  const { models, fallbackTokensPerMinute, refresh } = props;
  requireSomeModels(scope, { room: 'quota', prop: 'models' }, models);
  if (!isTokens(fallbackTokensPerMinute)) {
    fail(scope, `'fallbackTokensPerMinute' must be a whole number of tokens above 0, ${got(fallbackTokensPerMinute)}. ` +
      'Say what to reckon with where Service Quotas lists no quota, for example 1000000');
  }
  if (refresh !== undefined && (typeof refresh !== 'string' || refresh === '')) {
    fail(scope, `'refresh' must be a text, ${got(refresh)}. For example "2026-11-22"; leave it out where quotas need not be read again`);
  }
  requireFunction(scope, props);
  return byKeys(scope, models);
}

/** Whether it is a whole number above 0, or a token. */
export function isTokens(value: unknown): boolean {
  return Token.isUnresolved(value) || (Number.isSafeInteger(value) && value as number > 0);
}

function byKeys(scope: Construct, models: readonly ClaudeModel[]): Map<string, ClaudeModel> {
  const keys = new Map<string, ClaudeModel>();
  for (const model of models) {
    if (!isConcrete(model.modelId)) {
      fail(scope, `'models' must have IDs that are known at synthesis, since quotas are looked up by name, ${got(model.modelId)}. Write the ID out`);
    }
    const key = keyOf(model);
    if (keys.has(key)) {
      fail(scope, `'models' must have IDs that differ in letters or digits, ${got([keys.get(key)!.modelId, model.modelId])}. Read one of them elsewhere`);
    }
    keys.set(key, model);
  }
  const bytes = [...keys.keys()].reduce((sum, key) => sum + 2 * key.length + BYTES_BESIDE_KEYS, 0);
  if (bytes > ANSWER_BYTES) {
    fail(scope, `'models' must be few enough for one answer to CloudFormation, about 20, got: ${models.length}. Read the others with another TokenQuotas.applied`);
  }
  return keys;
}

/** In names of attributes, which are a promise: `anthropic.claude-opus-4-6-v1` is `Opus46V1`. */
function keyOf({ modelId }: ClaudeModel): string {
  return modelId.replace(/^anthropic\.claude-/, '').split(/[^a-z0-9]+/i).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
