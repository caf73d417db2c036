import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { findConstructPath } from './app-stacks';
import { MalformedPolicy } from './control-policies';

export const MALFORMED_POLICY = 'cdk-bedrock-cris/malformed-policy';

/** A service control policy that cannot be read, though the template says all of it: what it denies would pass unseen. */
export function writeMalformedPolicy({ at, why }: MalformedPolicy): PolicyViolationBeta1 {
  return {
    ruleName: MALFORMED_POLICY,
    description: `'${findConstructPath(at)}' is not a service control policy, so nothing is judged by it: ${why}.`,
    fix: 'Correct the content of the policy; as it is, AWS Organizations would refuse it at the deployment',
    severity: 'error',
    violatingResources: [{
      resourceLogicalId: at.logicalId,
      templatePath: at.stack.templatePath,
      locations: ['Properties/Content'],
    }],
    ruleMetadata: { policy: findConstructPath(at) },
  };
}
