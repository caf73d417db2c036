import { CfnResource } from 'aws-cdk-lib';
import { CfnLogGroup, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { isConcrete } from './check';
import { describeValue } from '../core/rules/describe-value';
import { must, Rule } from '../core/rules/rule';

/** A log group whose class must not lack a feature. The class of an imported log group is not known. */
export function mustNotBeOfClass(classes: readonly string[], reason: string, remedy: string): Rule<ILogGroup> {
  return must((logGroup) => !classes.includes(`${findLogClass(logGroup)}`), (logGroup) =>
    `must be of the class STANDARD, since ${findLogClass(logGroup)} ${reason}`, remedy,
  (logGroup) => `${describeValue(findLogClass(logGroup))} of ${logGroup.node.path}`);
}

function findLogClass({ node }: ILogGroup): string | undefined {
  const resource = node?.defaultChild;
  const isLogGroup = CfnResource.isCfnResource(resource) && resource.cfnResourceType === CfnLogGroup.CFN_RESOURCE_TYPE_NAME;
  const logClass = isLogGroup ? (resource as CfnLogGroup).logGroupClass : undefined;
  return isConcrete(logClass) ? logClass : undefined;
}
