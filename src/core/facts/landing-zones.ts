/**
 * The version of the manifest for Customizations for AWS Control Tower.
 *
 * @source aws-solutions/aws-control-tower-customizations: source/src/cfct/validation/manifest-v2.schema.yaml (read 2026-11-29)
 */
export const CFCT_MANIFEST_VERSION = '2021-03-15';

/**
 * The placeholders that Landing Zone Accelerator replaces in policies, such as `${PARTITION}`.
 *
 * @source awslabs/landing-zone-accelerator-on-aws: source/packages/@aws-accelerator/utils/lib/policy-replacements.ts (read 2026-11-29)
 * @source awslabs/landing-zone-accelerator-on-aws: source/packages/@aws-accelerator/accelerator/lib/stacks/accelerator-stack.ts (read
 * 2026-11-29): the account and the prefixes
 */
export const LZA_PLACEHOLDERS = [
  'PARTITION', 'MANAGEMENT_ACCOUNT_ACCESS_ROLE', 'ACCELERATOR_PREFIX', 'ACCELERATOR_PREFIX_ND', 'MANAGEMENT_ACCOUNT_ID', 'AUDIT_ACCOUNT_ID',
  'LOGARCHIVE_ACCOUNT_ID',
] as const;
