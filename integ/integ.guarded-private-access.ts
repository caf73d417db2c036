/**
 * Deploys a guardrail, a role whose calls must name it, and a private endpoint that lets that role call, to a Region with guardrails. Asks
 * IAM's own simulator about the role: the model's leg is allowed with the guardrail, and denied without. No model is invoked, and nothing
 * is called through the endpoint.
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { expectDecision } from './expect-decision';
import { ClaudeModel, GlobalClaudeAccess } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'GuardedPrivateAccessInteg');
const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', {
  name: 'cdk-bedrock-cris-integ',
  blockedInputMessaging: 'This was not asked.',
  blockedOutputsMessaging: 'This is not answered.',
  wordPolicyConfig: { managedWordListsConfig: [{ type: 'PROFANITY' }] },
});
const version = new bedrock.CfnGuardrailVersion(stack, 'Version', { guardrailIdentifier: guardrail.attrGuardrailId });
const access = new GlobalClaudeAccess(stack, 'Access', {
  models: [ClaudeModel.SONNET_5_5],
  requiredGuardrails: [{ guardrailArn: guardrail.attrGuardrailArn, guardrailVersion: version.attrVersion }],
  assumedBy: new iam.AccountRootPrincipal(),
});
const vpc = new ec2.Vpc(stack, 'Vpc', {
  natGateways: 0,
  maxAzs: 2,
  restrictDefaultSecurityGroup: false, // by a function with an asset
  subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
});
const flows = new logs.LogGroup(stack, 'Flows', { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY });
vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(flows) });
access.restrictEndpoint(vpc.addInterfaceEndpoint('BedrockRuntime', {
  service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME, open: false,
}));

const integ = new IntegTest(app, 'GuardedPrivateAccess', { testCases: [stack], diffAssets: false });

const [profile] = access.profiles;
const here = { 'aws:RequestedRegion': stack.region, 'bedrock:InferenceProfileArn': profile.profileArn };
const named = { 'bedrock:GuardrailIdentifier': `${guardrail.attrGuardrailArn}:${version.attrVersion}` };
expectDecision(integ, access.role!, 'allowed', profile.sourceModelArn, { ...here, ...named });
expectDecision(integ, access.role!, 'explicitDeny', profile.sourceModelArn, here);
