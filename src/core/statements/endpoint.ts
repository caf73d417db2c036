import { StatementJson } from './deny';
import { ConditionKey } from '../facts/iam-words';

/**
 * Writes the allows of an access as statements of a VPC endpoint's policy. Each statement names its callers by the ARN of their role or
 * user, because the principal of a session is not known before the session begins.
 */
export function writeEndpointStatements(allows: readonly StatementJson[], principalArns: readonly string[]): StatementJson[] {
  return allows.map((statement) => ({
    ...statement,
    Principal: '*',
    Condition: { ...statement.Condition as object, ArnLike: { [ConditionKey.PRINCIPAL_ARN]: principalArns } },
  }));
}
