import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from 'cdk-bedrock-cris';

const app = new App();
const stack = new Stack(app, 'Claude', { env: { account: '111122223333', region: 'af-south-1' } });

new GlobalClaudeAccess(stack, 'Access', {
  models: [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5],
  assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  }),
});
app.synth();
