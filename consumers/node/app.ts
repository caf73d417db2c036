// An app in TypeScript that is compiled to ES modules.
import { App, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess, type GlobalClaudeAccessProps } from 'cdk-bedrock-cris';

const app = new App();
const stack = new Stack(app, 'Consumer');
const props: GlobalClaudeAccessProps = {
  models: [ClaudeModel.HAIKU_4_5],
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
};
new GlobalClaudeAccess(stack, 'Claude', props);
console.log(JSON.stringify(app.synth().getStackByName('Consumer').template));
