import { StatementJson } from './deny';
import { ConditionKey } from '../facts/iam-words';

/**
 * Writes what an access grants as statements of the policy of a VPC endpoint, each for some callers only: by the ARN of their role or user,
 * since a session's principal is not known before it begins.
 */
export function writeEndpointStatements(allows: readonly StatementJson[], principalArns: readonly string[]): StatementJson[] {
  return allows.map((statement) => ({
    ...statement,
    Principal: '*',
    Condition: { ...statement.Condition as object, ArnLike: { [ConditionKey.PRINCIPAL_ARN]: principalArns } },
  }));
}
