/** The app of `.ci/synth-by-cli`: a Region deny in one stack, and two stages with a role each; with BLOCKED=yes it blocks that of Dev. */
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisValidation } from '../src';

const ROOT = 'r-ab12';
const ACCOUNTS = { Dev: '111122223333', Prod: '444455556666' };

const app = new App();
new CfnPolicy(new Stack(app, 'Org', { env: { account: '999988887777', region: 'us-east-1' } }), 'RegionDeny', {
  name: 'region-deny',
  type: 'SERVICE_CONTROL_POLICY',
  targetIds: [ACCOUNTS.Dev],
  content: {
    Version: '2012-10-17',
    Statement: [{
      Sid: 'Regions',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', ...process.env.BLOCKED === 'yes' ? [] : ['unspecified']] } },
    }],
  },
});
for (const [id, account] of Object.entries(ACCOUNTS)) {
  const stack = new Stack(new Stage(app, id), 'Claude', { env: { account, region: 'af-south-1' } });
  const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
  new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
}
GlobalCrisValidation.addTo(app, { organizationalUnits: { [ACCOUNTS.Dev]: [ROOT], [ACCOUNTS.Prod]: [ROOT] } });
app.synth();
