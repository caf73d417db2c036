/**
 * A Region deny as AWS Control Tower attaches one to an organization, under the Sid by which it is known, its list shortened:
 * everything outside the governed Regions, except services that have no Region. Amazon Bedrock is not among those, and
 * `unspecified` is no governed Region.
 */
export const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'GRREGIONDENY',
    Effect: 'Deny',
    NotAction: [
      'account:*', 'aws-marketplace:*', 'billing:*', 'budgets:*', 'ce:*', 'cloudfront:*', 'globalaccelerator:*', 'health:*', 'iam:*',
      'organizations:*', 'route53:*', 'route53domains:*', 's3:GetAccountPublic*', 's3:ListAllMyBuckets', 'shield:*', 'sso:*', 'sts:*',
      'support:*', 'trustedadvisor:*', 'waf:*', 'wafv2:*',
    ],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] },
      ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/AWSControlTowerExecution'] },
    },
  }],
};
