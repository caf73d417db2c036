/** Characters that IAM admits in one managed policy (IAM User Guide, "IAM and AWS STS quotas"). */
export const MANAGED_POLICY_LIMIT = 6144;

/** Characters that IAM admits in all inline policies of one identity together (the same page). */
export const INLINE_LIMITS = { role: 10240, user: 2048, group: 5120 } as const;

/** Characters that AWS Organizations admits in one service control policy since May 2026; some of AWS's pages still say 5,120. */
export const SERVICE_CONTROL_POLICY_LIMIT = 10240;

/**
 * Service control policies that one root, unit or account takes since May 2026 (AWS Organizations User Guide, "Quotas"); it was 5
 * before.
 */
export const POLICIES_PER_TARGET = 10;
