/**
 * Actions of services that have no Region, or that answer from another Region than the caller's. AWS Control Tower's Region deny exempts
 * them.
 *
 * @source https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html (read 2026-11-28)
 */
export const GLOBAL_SERVICE_ACTIONS: readonly string[] = [
  'a4b:*', 'access-analyzer:*', 'account:*', 'acm:*', 'activate:*', 'artifact:*', 'aws-marketplace-management:*',
  'aws-marketplace:*', 'aws-portal:*', 'billing:*', 'billingconductor:*', 'budgets:*', 'ce:*', 'chatbot:*', 'chime:*',
  'cloudfront:*', 'cloudtrail:LookupEvents', 'compute-optimizer:*', 'config:*', 'consoleapp:*',
  'consolidatedbilling:*', 'cur:*', 'datapipeline:GetAccountLimits', 'devicefarm:*', 'directconnect:*',
  'ec2:DescribeRegions', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpnGateways', 'ecr-public:*', 'fms:*',
  'freetier:*', 'globalaccelerator:*', 'health:*', 'iam:*', 'importexport:*', 'invoicing:*', 'iq:*', 'kms:*',
  'license-manager:ListReceivedLicenses', 'lightsail:Get*', 'mobileanalytics:*', 'networkmanager:*',
  'notifications-contacts:*', 'notifications:*', 'organizations:*', 'payments:*', 'pricing:*',
  'quicksight:DescribeAccountSubscription', 'resource-explorer-2:*', 'route53-recovery-cluster:*',
  'route53-recovery-control-config:*', 'route53-recovery-readiness:*', 'route53:*', 'route53domains:*',
  's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation',
  's3:GetAccountPublicAccessBlock', 's3:GetBucketLocation', 's3:GetBucketPolicyStatus',
  's3:GetBucketPublicAccessBlock', 's3:GetMultiRegionAccessPoint', 's3:GetMultiRegionAccessPointPolicy',
  's3:GetMultiRegionAccessPointPolicyStatus', 's3:GetStorageLensConfiguration', 's3:GetStorageLensDashboard',
  's3:ListAllMyBuckets', 's3:ListMultiRegionAccessPoints', 's3:ListStorageLensConfigurations',
  's3:PutAccountPublicAccessBlock', 's3:PutMultiRegionAccessPointPolicy', 'savingsplans:*', 'shield:*', 'sso:*',
  'sts:*', 'support:*', 'supportapp:*', 'supportplans:*', 'sustainability:*', 'tag:GetResources', 'tax:*',
  'trustedadvisor:*', 'vendor-insights:ListEntitledSecurityProfiles', 'waf-regional:*', 'waf:*', 'wafv2:*',
];
