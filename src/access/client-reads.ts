import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SharedInlinePolicies } from './shared-inline-policies';
import { Recipient } from '../checks/recipient';
import { StatementJson } from '../core/statements/deny';

/**
 * Grants what clients of one access read, by one inline policy in each stack, which its identities share. It is separate from their other
 * policies, because listing needs a wildcard, and only this policy acknowledges it for cdk-nag.
 */
export class ClientReads {
  private readonly policies: SharedInlinePolicies;

  constructor(access: Construct, private readonly writeStatements: (stack: Stack, countTokens: boolean) => StatementJson[]) {
    this.policies = new SharedInlinePolicies(access);
  }

  /** Allows an identity to read. Throws if the policy would not fit. */
  public grantTo(recipient: Recipient, countTokens: boolean): iam.Grant {
    return this.policies.grantTo(recipient, {
      id: `Reads${countTokens ? 'AndCounts' : ''}`,
      statements: this.writeStatements(recipient.stack, countTokens),
      wildcardReason: 'IAM has no resource for bedrock:ListInferenceProfiles, by which clients find the profiles of a Region',
      remedy: 'Grant to a role, or name fewer models',
    });
  }
}
