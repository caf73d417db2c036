import * as iam from 'aws-cdk-lib/aws-iam';

/** Characters that IAM admits in one managed policy (IAM User Guide, "IAM and AWS STS quotas"). */
export const MANAGED_POLICY_LIMIT = 6144;

/** Characters that IAM admits in all inline policies of one identity together (the same page). */
export const INLINE_LIMITS = { role: 10240, user: 2048, group: 5120 } as const;

/** Characters that AWS Organizations admits in one service control policy since May 2026; some of AWS's pages still say 5,120. */
export const SERVICE_CONTROL_POLICY_LIMIT = 10240;

/** Counts a document's characters as IAM does: minified, with the longest text that the deployment may put in for a token. */
export function documentSize(statements: readonly iam.PolicyStatement[]): number {
  return jsonSize({ Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson()) });
}

/** The same for a document as JSON that still holds tokens; with an indent, as a template renders it. */
export function jsonSize(document: unknown, indent?: number): number {
  return JSON.stringify(document, undefined, indent).replace(/\$\{Token\[([^\]]*)\]\}/g, (_, name: string) => 'x'.repeat(lengthOf(name))).length;
}

function lengthOf(token: string): number {
  if (token.startsWith('AWS.AccountId')) {
    return '111122223333'.length;
  }
  if (token.startsWith('AWS.Partition')) {
    return 'aws'.length; // of all source Regions that are known
  }
  if (token.startsWith('AWS.Region')) {
    return 'ap-southeast-1'.length;
  }
  return 85; // an application inference profile's ARN
}
