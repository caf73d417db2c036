/**
 * A network in Cape Town without a way to the internet, whose one function calls Claude through a private endpoint. The endpoint lets that
 * function's role call that model, and nobody else; the network lets that function reach the endpoint, and nothing else.
 *
 * It does not keep the inference in the country: behind the endpoint, a global call is served wherever Amazon Bedrock has room.
 *
 * Synthesize it, after `npx projen compile`, with
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/private-endpoint.ts"`, and see who may call what with
 * `node lib/cli/main.js report cdk.out`.
 */
import { App, Fn, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ClaudeModel, GlobalClaudeAccess } from 'cdk-bedrock-cris';

export class PrivateStack extends Stack {
  public readonly role: iam.Role;

  /** Chosen by the deployment, so that CDK does not look them up in the account. */
  public override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const flowLogs = new logs.LogGroup(this, 'FlowLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    vpc.addFlowLog('Flows', { destination: ec2.FlowLogDestination.toCloudWatchLogs(flowLogs) });

    const access = new GlobalClaudeAccess(this, 'Claude', { models: [ClaudeModel.SONNET_5_5] });
    const endpoint = vpc.addInterfaceEndpoint('BedrockRuntime', {
      service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
      open: false, // who may connect is said below
    });
    access.restrictEndpoint(endpoint);

    const summarizer = this.addFunction(vpc);
    this.role = summarizer.role as iam.Role;
    access.attachTo(this.role);
    access.clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.SONNET_5_5 }).addToFunction(summarizer);
    endpoint.connections.allowDefaultPortFrom(summarizer, 'The summarizer calls Claude');
  }

  private addFunction(vpc: ec2.IVpc): lambda.Function {
    return new lambda.Function(this, 'Summarizer', {
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      // By its private DNS name, the endpoint is where the SDK calls anyway.
      code: lambda.Code.fromInline([
        'import os, boto3',
        'client = boto3.client("bedrock-runtime")',
        'def handler(event, context):',
        '    message = {"role": "user", "content": [{"text": "Summarize: " + event["text"]}]}',
        '    limit = {"maxTokens": 1000}  # without it, Bedrock reserves all that the model can answer',
        '    answer = client.converse(modelId=os.environ["ANTHROPIC_MODEL"], messages=[message], inferenceConfig=limit)',
        '    return answer["output"]["message"]',
      ].join('\n')),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      // Lambda answers DNS itself; the one connection that the function opens is added with the endpoint.
      allowAllOutbound: false,
      logGroup: new logs.LogGroup(this, 'SummarizerLog', { removalPolicy: RemovalPolicy.DESTROY }),
    });
  }
}

export function addPrivate(app: App): PrivateStack {
  return new PrivateStack(app, 'Private', { env: { account: '111122223333', region: 'af-south-1' } });
}

if (require.main === module) {
  addPrivate(new App());
}
