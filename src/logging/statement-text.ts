import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { isConcrete } from '../checks/fail';

/** A statement as it is pasted into a policy elsewhere; what only the deployment knows is written as in `Fn::Sub`. */
export function textOf(scope: IConstruct, statement: iam.PolicyStatement): string {
  const stack = Stack.of(scope);
  const { partition, domainSuffix } = isConcrete(stack.region) ? RegionInfo.get(stack.region) : {};
  const known: Record<string, string | undefined> = { 'AWS::Partition': partition, 'AWS::URLSuffix': domainSuffix };
  const plain = (value: any): any => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(plain);
    }
    const { 'Ref': name, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value;
    return name ? known[name] ?? `\${${name}}`
      : attribute ? `\${${attribute.join('.')}}`
        : join ? join[1].map(plain).join(join[0])
          : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  };
  return JSON.stringify(plain(stack.resolve(statement.toStatementJson())));
}
