import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { isConcrete } from '../checks/check';

/** Writes a statement to be pasted into a policy. Values that only the deployment knows are written as in `Fn::Sub`. */
export function writeStatementText(scope: IConstruct, statement: iam.PolicyStatement): string {
  const stack = Stack.of(scope);
  const { partition, domainSuffix } = isConcrete(stack.region) ? RegionInfo.get(stack.region) : {};
  const known = { 'AWS::Partition': partition, 'AWS::URLSuffix': domainSuffix };
  return JSON.stringify(resolveIntrinsics(stack.resolve(statement.toStatementJson()), known));
}

/** Says what to write instead of the values that only the deployment knows; empty if there are none. */
export function explainBlanks(text: string): string {
  const names = [...new Set([...text.matchAll(/\$\{([\w:.]+)\}/g)].map(([, name]) => name))];
  const isPseudo = (name: string) => name.startsWith('AWS::');
  const meanings = [
    ...names.filter((name) => !isPseudo(name)).map((name) => {
      const [logicalId, attribute] = name.split('.');
      return attribute === undefined ? `${logicalId} is the logical ID of a resource or parameter of this stack`
        : `${name} is the ${attribute} of the resource ${logicalId}`;
    }),
    ...names.some(isPseudo) ? ['names that begin with AWS:: are pseudo parameters of CloudFormation'] : [],
  ];
  return meanings.length === 0 ? '' : `. Replace each \${…} with its value: ${meanings.join('; ')}`;
}

function resolveIntrinsics(value: any, known: Record<string, string | undefined>): any {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((element) => resolveIntrinsics(element, known));
  }
  const { 'Ref': name, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value;
  if (name) {
    return known[name] ?? `\${${name}}`;
  }
  if (attribute) {
    return `\${${attribute.join('.')}}`;
  }
  if (join) {
    const [separator, parts] = join;
    return resolveIntrinsics(parts, known).join(separator);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveIntrinsics(inner, known)]));
}
