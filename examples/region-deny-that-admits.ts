/**
 * For platform teams whose organization denies other Regions.
 *
 * Creates a Region deny for Cape Town and Ireland that admits two Claude models, called from Cape Town through their global profiles. It
 * replaces the Region deny that the organization had before. While both are attached, no global call is allowed.
 *
 * Deploy it in the organization's management account. Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/region-deny-that-admits.ts"`
 * Read more: docs/guard.md
 */
import { App, Stack } from 'aws-cdk-lib';
import { ClaudeModel, GuardTarget, RegionDenyPolicy } from 'cdk-bedrock-cris';

export const app = new App();
export const stack = new Stack(app, 'Organization', { env: { account: '999988887777', region: 'us-east-1' } });

export const policy = new RegionDenyPolicy(stack, 'Regions', {
  targets: [GuardTarget.organizationRoot('r-ab12')],
  policyName: 'region-deny',
  allowedRegions: ['af-south-1', 'eu-west-1'],
  admitModels: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
  admitFrom: ['af-south-1'],
  exemptPrincipalArns: ['arn:*:iam::*:role/AWSControlTowerExecution'],
});
