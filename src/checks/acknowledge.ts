import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** cdk-nag's rule against wildcards in policies of IAM. */
const RULE = 'AwsSolutions-IAM5';

/** What aws-cdk-lib has since 2.257.0, where cdk-nag 3 begins. */
interface HasValidations {
  readonly Validations?: { of(scope: IConstruct): { acknowledge(rule: { readonly id: string; readonly reason: string }): void } };
}

/**
 * Tells cdk-nag why a policy must have wildcards, such as `Resource::*`, so that users need not answer for what they did not write.
 * cdk-nag 2 looks for it in the template, 3 at the construct.
 */
export function acknowledgeWildcards(resource: cdk.CfnResource, wildcards: readonly string[], reason: string): void {
  resource.addMetadata('cdk_nag', { rules_to_suppress: [{ id: RULE, reason, applies_to: wildcards }] });
  const { Validations } = cdk as HasValidations;
  for (const wildcard of wildcards) {
    Validations?.of(resource).acknowledge({ id: `${RULE}[${wildcard}]`, reason });
  }
}
