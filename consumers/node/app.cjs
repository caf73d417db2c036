// An app in CommonJS.
const { App, Stack } = require('aws-cdk-lib');
const { ServicePrincipal } = require('aws-cdk-lib/aws-iam');
const { ClaudeModel, GlobalClaudeAccess } = require('cdk-bedrock-cris');

const app = new App();
const stack = new Stack(app, 'Consumer');
new GlobalClaudeAccess(stack, 'Claude', {
  models: [ClaudeModel.HAIKU_4_5],
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
});
console.log(JSON.stringify(app.synth().getStackByName('Consumer').template));
