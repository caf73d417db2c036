import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** cdk-nag's rule against wildcards in policies of IAM. */
const RULE = 'AwsSolutions-IAM5';

/** aws-cdk-lib has this since 2.257.0, and cdk-nag 3 needs it. */
interface HasValidations {
  readonly Validations?: { of(scope: IConstruct): { acknowledge(rule: { readonly id: string; readonly reason: string }): void } };
}

/**
 * Tells cdk-nag why a policy needs wildcards, such as `Resource::*`, so that users need not explain policies that they did not write.
 * cdk-nag 2 reads the template, and cdk-nag 3 reads the construct.
 */
export function acknowledgeWildcards(resource: cdk.CfnResource, wildcards: readonly string[], reason: string): void {
  resource.addMetadata('cdk_nag', { rules_to_suppress: [{ id: RULE, reason, applies_to: wildcards }] });
  const { Validations } = cdk as HasValidations;
  for (const wildcard of wildcards) {
    Validations?.of(resource).acknowledge({ id: `${RULE}[${wildcard}]`, reason });
  }
}

/** Writes a wildcard of a policy's resources as cdk-nag does: with tokens in angle brackets. */
export function writeWildcard(scope: IConstruct, arn: string): string {
  const resolved: Part | { readonly 'Fn::Join': [string, Part[]] } = cdk.Stack.of(scope).resolve(arn);
  const parts = typeof resolved === 'object' && 'Fn::Join' in resolved ? resolved['Fn::Join'][1] : [resolved];
  return `Resource::${parts.map(writePart).join('')}`;
}

type Part = string | { readonly 'Ref'?: string; readonly 'Fn::GetAtt'?: readonly string[]; readonly 'Fn::ImportValue'?: string };

function writePart(part: Part): string {
  if (typeof part === 'string') {
    return part;
  }
  const { 'Ref': name, 'Fn::GetAtt': attribute = [], 'Fn::ImportValue': imported } = part;
  return imported ?? `<${name ?? attribute.join('.')}>`;
}
