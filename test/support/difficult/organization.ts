import { App, Stack, Stage } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { CLOSED, GUARDED, GUARDED_UNIT, ORGANIZATION } from './places';
import { ClaudeModel, GlobalCrisDenyGuard, GuardTarget } from '../../../src';

/** Whom the deny of Regions leaves out; the names are those of difficult/guarded.ts and difficult/permission-sets.ts. */
export const EXEMPT = [
  'arn:aws:iam::*:role/stacksets-exec-*',
  // Beginnings that every way of cutting the names leaves.
  'arn:aws:iam::*:role/Prod-PaymentsPlatform*-InvoiceAnalysis*',
  // Cut away whatever the way.
  'arn:aws:iam::*:role/Prod-*LedgerReconciliationWorkerTaskRole*',
  // Where the cut is, is another thing for roles that are older.
  'arn:aws:iam::*:role/Prod-PaymentsPlatformBack-ReceiptMatchingWorkerTask-*',
  `arn:aws:iam::${GUARDED}:role/ml/batch-scorer`,
  // Its path is missing.
  `arn:aws:iam::${GUARDED}:role/night-runner`,
  // The exact ARN of a generated name: nobody can know it before.
  `arn:aws:iam::${GUARDED}:role/Claims-TriageRole-AbCdEfGhIjKl`,
  'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Exempt_*',
];

export const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'HomeRegions',
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1', 'us-east-1'] },
      ArnNotLike: { 'aws:PrincipalArn': EXEMPT },
    },
  }],
};

/** A deny of Regions on a unit, and a guard on an account. */
export function addOrganization(scope: App | Stage | Construct): Stack {
  const stack = new Stack(scope, 'Org', { env: ORGANIZATION });
  new CfnPolicy(stack, 'HomeRegions', {
    name: 'home-regions', type: 'SERVICE_CONTROL_POLICY', content: REGION_DENY, targetIds: [GUARDED_UNIT],
  });
  new GlobalCrisDenyGuard(stack, 'Guard', {
    targets: [GuardTarget.account(CLOSED)],
    exceptModels: [ClaudeModel.HAIKU_5_5],
    exemptPrincipalArns: [`arn:aws:iam::${CLOSED}:role/break/glass`, `arn:aws:iam::${CLOSED}:role/ops/rescue`],
  });
  return stack;
}
