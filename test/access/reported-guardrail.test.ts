import { App, Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findBlock, findMissing } from '../../projenrc/pages';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { synthesize } from '../support/assemblies';
import { cli } from '../support/cli';
import { ACCOUNT } from '../support/decisions';

const models = [ClaudeModel.SONNET_5_5];

test('docs/report.md shows what the report prints of a guardrail and of a private endpoint', () => {
  const app = new App();
  const stack = new Stack(app, 'Chat', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const [assistant, other] = ['Assistant', 'Other'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }));
  const messages = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };
  const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', { name: 'chat', ...messages });
  const version = new bedrock.CfnGuardrailVersion(stack, 'Version', { guardrailIdentifier: guardrail.attrGuardrailId });
  const access = new GlobalClaudeAccess(stack, 'Access', {
    models, requiredGuardrails: [{ guardrailArn: guardrail.attrGuardrailArn, guardrailVersion: version.attrVersion }],
  });
  access.attachTo(assistant);
  new GlobalClaudeAccess(stack, 'OtherAccess', { models, role: other });
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
  access.restrictEndpoint(vpc.addInterfaceEndpoint('BedrockRuntime', { service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME }));
  synthesize(app);

  const { text } = findBlock('docs/report.md', 'Chat/Assistant');
  expect(findMissing(text, cli('report', app.outdir).out)).toBeUndefined();
});
