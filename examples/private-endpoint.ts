/**
 * For application teams whose calls must not leave a private network.
 *
 * Creates a network in Cape Town without a way to the internet, and one function that calls Claude through a private endpoint. The endpoint
 * lets only that function's role call only that model. The network lets the function reach only the endpoint.
 *
 * It does not keep the inference in the country. Behind the endpoint, Amazon Bedrock may serve a global call from any destination Region.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/private-endpoint.ts"`
 * See who may call what: `node lib/cli/main.js report cdk.out`
 * Read more: docs/private-endpoint.md
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

  /** The deployment chooses them, so CDK does not look them up in the account. */
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
      open: false, // the last line of this constructor says who may connect
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
      // The SDK calls the endpoint anyway, by its private DNS name.
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
