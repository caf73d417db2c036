import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SharedInlinePolicies } from './shared-inline-policies';
import { Recipient } from '../checks/recipient';
import { StatementJson } from '../core/statements/deny';

/**
 * What clients of one access read beside calling, by one inline policy in each stack, which its identities share. It is apart from their
 * other policies, since listing takes a wildcard, for which this policy alone answers.
 */
export class ClientReads {
  private readonly policies: SharedInlinePolicies;

  constructor(access: Construct, private readonly writeStatements: (stack: Stack, countTokens: boolean) => StatementJson[]) {
    this.policies = new SharedInlinePolicies(access);
  }

  /** Allows an identity to read. Throws rather than make a policy that does not fit. */
  public grantTo(recipient: Recipient, countTokens: boolean): iam.Grant {
    return this.policies.grantTo(recipient, {
      id: `Reads${countTokens ? 'AndCounts' : ''}`,
      statements: this.writeStatements(recipient.stack, countTokens),
      wildcardReason: 'IAM has no resource for bedrock:ListInferenceProfiles, by which clients find the profiles of a Region',
      remedy: 'Grant to a role, or name fewer models',
    });
  }
}
