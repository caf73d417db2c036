// An app in ES modules.
import { App, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from 'cdk-bedrock-cris';

const app = new App();
const stack = new Stack(app, 'Consumer');
new GlobalClaudeAccess(stack, 'Claude', {
  models: [ClaudeModel.HAIKU_4_5],
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
});
console.log(JSON.stringify(app.synth().getStackByName('Consumer').template));
