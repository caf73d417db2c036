/**
 * Attaches the guard to an organizational unit and reads it back from AWS Organizations. Needs the organization's management
 * account with service control policies enabled, and a unit that may be closed: name it in BEDROCK_CRIS_INTEG_UNIT, preferably
 * an empty one. The default stands for none, and only serves to compare the snapshot offline.
 */
import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { ClaudeModel, GlobalCrisDenyGuard, GuardTarget } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'GlobalCrisDenyGuardInteg');
const guard = new GlobalCrisDenyGuard(stack, 'Guard', {
  targets: [GuardTarget.organizationalUnit(process.env.BEDROCK_CRIS_INTEG_UNIT ?? 'ou-ab12-cd34ef56')],
  exceptModels: [ClaudeModel.SONNET_5_5],
  exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
});

const integ = new IntegTest(app, 'GlobalCrisDenyGuard', { testCases: [stack], diffAssets: false });
// Whichever way the service orders the keys.
const held = ['"Effect":\\s*"Deny"', '"Sid":\\s*"DenyGlobalByRegion"', '"Sid":\\s*"DenyGlobalByModel"', '"aws:PrincipalArn"'];
integ.assertions.awsApiCall('Organizations', 'describePolicy', { PolicyId: guard.policyId! }).expect(ExpectedResult.objectLike({
  Policy: {
    PolicySummary: { Type: 'SERVICE_CONTROL_POLICY' },
    Content: Match.stringLikeRegexp(held.map((text) => `(?=[^]*${text})`).join('')),
  },
}));
