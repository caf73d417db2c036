/**
 * The statements by which AWS's managed policies allow calls of models, by the policy's name. None of these policies denies anything.
 *
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html (read 2026-11-28): version 1
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonBedrockFullAccess.html (read 2026-11-28): version 4 of
 * 5 December 2025
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html (read 2026-11-28): version 12 of
 * 12 February 2026
 */
export const MANAGED_POLICIES: Readonly<Record<string, object>> = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  AmazonBedrockFullAccess: { Effect: 'Allow', Action: ['bedrock:*', 'bedrock-mantle:*'], Resource: '*' },
  PowerUserAccess: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
};
