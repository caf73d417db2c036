/**
 * The version of the manifest of Customizations for AWS Control Tower.
 *
 * @source aws-solutions/aws-control-tower-customizations: source/src/cfct/validation/manifest-v2.schema.yaml (read 2026-11-29)
 */
export const CFCT_MANIFEST_VERSION = '2021-03-15';

/**
 * What Landing Zone Accelerator puts into policies for texts of this form, each with what stands for it while a policy is judged.
 *
 * @source awslabs/landing-zone-accelerator-on-aws: source/packages/@aws-accelerator/utils/lib/policy-replacements.ts (read 2026-11-29)
 * @source awslabs/landing-zone-accelerator-on-aws: source/packages/@aws-accelerator/accelerator/lib/stacks/accelerator-stack.ts (read
 * 2026-11-29): the account and the prefixes
 */
export const LZA_PLACEHOLDERS: Readonly<Record<string, string>> = {
  PARTITION: 'aws',
  MANAGEMENT_ACCOUNT_ACCESS_ROLE: 'AWSControlTowerExecution',
  ACCELERATOR_PREFIX: 'AWSAccelerator',
  ACCELERATOR_PREFIX_ND: 'AWSAccelerator',
  MANAGEMENT_ACCOUNT_ID: '111122223333',
  AUDIT_ACCOUNT_ID: '222233334444',
  LOGARCHIVE_ACCOUNT_ID: '333344445555',
};
