/**
 * A Region deny for a whole organization that stays in Cape Town and Ireland, and still lets two Claude models be called
 * from Cape Town through their global inference profiles. It replaces the Region deny that stood there before: while both
 * are attached, no global call passes.
 *
 * Deploy it in the organization's management account. Synthesize it, after `npx projen compile`, with
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/region-deny-that-admits.ts"`.
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
