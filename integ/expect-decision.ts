import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import * as iam from 'aws-cdk-lib/aws-iam';

/** Has IAM's own simulator decide both actions of an invocation, for a role and a resource, under condition keys. */
export function expectDecision(
  integ: IntegTest, role: iam.IRole, decision: 'allowed' | 'implicitDeny' | 'explicitDeny', resource: string, keys: Record<string, string>,
): void {
  integ.assertions.awsApiCall('IAM', 'simulatePrincipalPolicy', {
    PolicySourceArn: role.roleArn,
    ActionNames: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    ResourceArns: [resource],
    ContextEntries: Object.entries(keys).map(
      ([key, value]) => ({ ContextKeyName: key, ContextKeyType: 'string', ContextKeyValues: [value] })),
  }).expect(ExpectedResult.objectLike({
    EvaluationResults: [{ EvalDecision: decision }, { EvalDecision: decision }],
  }));
}
