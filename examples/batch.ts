/**
 * For application teams that run many prompts at night.
 *
 * Creates the service role and the buckets of batch jobs in Cape Town, a function that submits a job, and a role that reads the answers.
 * Amazon Bedrock runs the job through the global profile of Claude Opus 5. The function itself may not call a model.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/batch.ts"`
 * Read more: docs/batch.md
 */
import { App, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ClaudeBatchAccess, ClaudeModel } from 'cdk-bedrock-cris';

export class BatchStack extends Stack {
  public readonly batch: ClaudeBatchAccess;
  public readonly submitter: iam.IRole;
  public readonly reader: iam.Role;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.batch = new ClaudeBatchAccess(this, 'Batch', {
      models: [ClaudeModel.OPUS_5, ClaudeModel.SONNET_4_6],
      expiration: Duration.days(90),
    });
    const submit = this.addFunction();
    this.batch.grantSubmit(submit);
    this.submitter = submit.role!;

    this.reader = new iam.Role(this, 'Reader', {
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } }),
    });
    this.batch.outputBucket.grantRead(this.reader);
  }

  private addFunction(): lambda.Function {
    const logGroup = new logs.LogGroup(this, 'SubmitLog', { removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'SubmitRole', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } }),
    });
    logGroup.grantWrite(role);
    const { serviceRole, inputBucket, inputUri, outputUri, profiles: [opus] } = this.batch;
    return new lambda.Function(this, 'Submit', {
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      code: lambda.Code.fromInline([
        'import boto3, json, os',
        'def handler(event, context):',
        '    name = context.aws_request_id',
        '    lines = "\\n".join(json.dumps({"recordId": str(number), "modelInput": {"anthropic_version": "bedrock-2023-05-31",',
        '        "max_tokens": 1000, "messages": [{"role": "user", "content": "Summarize: " + text}]}})',
        '        for number, text in enumerate(event["texts"]))  # Amazon Bedrock takes no job below a minimum, often 100',
        '    boto3.client("s3").put_object(Bucket=os.environ["INPUT_BUCKET"], Key=f"{name}.jsonl", Body=lines)',
        '    return boto3.client("bedrock").create_model_invocation_job(',
        '        jobName=name, roleArn=os.environ["ROLE_ARN"], modelId=os.environ["MODEL_ID"],',
        '        inputDataConfig={"s3InputDataConfig": {"s3Uri": os.environ["INPUT_URI"] + f"{name}.jsonl"}},',
        '        outputDataConfig={"s3OutputDataConfig": {"s3Uri": os.environ["OUTPUT_URI"]}})["jobArn"]',
      ].join('\n')),
      environment: {
        ROLE_ARN: serviceRole.roleArn,
        MODEL_ID: opus.profileArn,
        INPUT_BUCKET: inputBucket.bucketName,
        INPUT_URI: inputUri,
        OUTPUT_URI: outputUri,
      },
      role,
      logGroup,
    });
  }
}

export function addBatch(app: App): BatchStack {
  return new BatchStack(app, 'Batch', { env: { account: '111122223333', region: 'af-south-1' } });
}

if (require.main === module) {
  addBatch(new App());
}
