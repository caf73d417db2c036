import { Annotations, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Headroom } from './headroom';
import { InvocationMetrics } from './invocation-metrics';
import { fail, got } from '../checks/fail';
import { TokenQuotas } from '../quota/token-quotas';

/** TypeScript and the other languages see to most of it; JavaScript does not. None of it can be a token. */
export function requireParts(scope: Construct, { streaming, quotas, logGroup }: {
  readonly streaming?: boolean; readonly quotas?: TokenQuotas; readonly logGroup?: logs.ILogGroup;
}): void {
  if (streaming !== undefined && typeof streaming !== 'boolean') {
    fail(scope, `'streaming' must be true or false, ${got(streaming)}. Leave it out for true`);
  }
  if (quotas !== undefined && typeof quotas?.tokensPerMinute !== 'function') {
    fail(scope, `'quotas' must be a TokenQuotas, ${got(quotas)}. For example TokenQuotas.fixed({ "anthropic.claude-sonnet-5-5": 2000000 })`);
  }
  if (logGroup !== undefined) {
    requireLogGroup(scope, 'logGroup', logGroup);
  }
}

export function requireLogGroup(scope: Construct, prop: string, logGroup?: logs.ILogGroup): void {
  if (Token.isUnresolved(logGroup) || typeof logGroup?.env !== 'object' || typeof logGroup.logGroupName !== 'string') {
    fail(scope, `'${prop}' must be a log group, ${got(logGroup)}. Create it or import it in this app`);
  }
}

/** Throws for quotas of other models than those that are watched, such as by a slip in an ID, and warns of models without one. */
export function requireHeadroom(
  scope: Construct, quotas: TokenQuotas | undefined, headrooms: readonly Headroom[], profiles: readonly InvocationMetrics[],
): void {
  if (!quotas) {
    return;
  }
  if (headrooms.length === 0) {
    fail(scope, `'quotas' must know a model that is watched, ${got(quotas)}. Name it in 'models' or in the quotas, or leave 'quotas' out`);
  }
  const unknown = profiles.filter(({ model }) => quotas.tokensPerMinute(model) === undefined);
  const missing = [...new Set(unknown.map(({ model }) => model.modelId))];
  if (missing.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:monitoring.noQuota', `${scope.node.path}: 'quotas' knows none of ${missing.join(', ')}, ` +
      'so the share of that quota is not watched. Add it, or acknowledge this warning');
  }
}
