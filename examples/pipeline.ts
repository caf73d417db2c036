/**
 * For platform teams that deploy `workload-app.ts` by AWS CodePipeline.
 *
 * Creates a pipeline in a tools account. It tests, synthesizes with the validation, and continues only if the report finds no blocked call
 * and no route that a guard leaves open. People read the report as a page, also after a failure, and approve each change of the
 * organization's policies.
 *
 * The pipeline is in Ireland, because CodePipeline has no sources by connection in Cape Town. In your own project, `cdk.json` names this
 * app.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/pipeline.ts"`
 * Read more: docs/pipelines.md
 */
import { App, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { addRollouts, Rollout } from './workload-app';

const TOOLS = { account: '222233334444', region: 'eu-west-1' };
/** Complete it in the console first: CloudFormation leaves a connection pending. */
const CONNECTION = 'arn:aws:codeconnections:eu-west-1:222233334444:connection/1f2e3d4c-0000-4000-8000-000000000000';
/** The image's default may be older than the library and CDK take: Node.js 18 when it came out. */
const NODE = codebuild.BuildSpec.fromObject({ phases: { install: { 'runtime-versions': { nodejs: 22 } } } });
const REPORT = 'npx cdk-bedrock-cris report cdk.out --organization organization.json';

interface PipelineStackProps extends StackProps {
  readonly rollouts: Rollout[];
}

export class PipelineStack extends Stack {
  /** The bucket of the reports: one for each run of the pipeline, under its ID. */
  public readonly reports: s3.Bucket;

  constructor(scope: Construct, id: string, { rollouts, ...props }: PipelineStackProps) {
    super(scope, id, props);
    this.reports = new s3.Bucket(this, 'Reports', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(731) }],
    });
    const page = `${codepipeline.GlobalVariables.executionId}/report.html`;

    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      pipelineName: 'claude',
      pipelineType: codepipeline.PipelineType.V2,
      crossAccountKeys: true,
      enableKeyRotation: true,
      cliVersion: '2.1148.1', // the one of package-lock.json
      synth: this.makeSynth(page),
      codeBuildDefaults: { partialBuildSpec: NODE }, // also for the self-mutation and the assets
    });
    for (const { workload, policies } of rollouts) {
      pipeline.addStage(workload, {
        pre: [new pipelines.ConfirmPermissionsBroadening(`Broader${workload.stageName}`, { stage: workload })],
      });
      // By hand, because that check sees no policy of the organization.
      pipeline.addStage(policies, {
        pre: [new pipelines.ManualApprovalStep(`Approve${policies.stageName}`, {
          comment: 'Opens or closes models for a whole unit. The page says who may call what afterwards.',
          reviewUrl: `https://${this.region}.console.aws.amazon.com/s3/object/${this.reports.bucketName}?region=${this.region}&prefix=${page}`,
        })],
      });
    }
    pipeline.buildPipeline(); // only now does the synthesis have a role
  }

  /** The gate. What fails in its build phase stops the pipeline. */
  private makeSynth(page: string): pipelines.CodeBuildStep {
    return new pipelines.CodeBuildStep('Synth', {
      input: pipelines.CodePipelineSource.connection('example/claude', 'main', { connectionArn: CONNECTION }),
      env: { PAGE: `s3://${this.reports.bucketName}/${page}` },
      installCommands: ['npm ci'],
      commands: [
        'npm test',
        'npx cdk synth --quiet \'**\'', // stops here if the validation finds a violation
        REPORT,
      ],
      // CodeBuild runs this phase even if the build phase failed. AWS does not document artifacts of failed actions, so this uses a bucket.
      partialBuildSpec: codebuild.BuildSpec.fromObject({
        phases: {
          post_build: {
            commands: [
              `${REPORT} --evidence --commit "$CODEBUILD_RESOLVED_SOURCE_VERSION" --format html --out report.html || true`,
              '[ ! -f report.html ] || aws s3 cp --content-type text/html report.html "$PAGE"',
            ],
          },
        },
      }),
      rolePolicyStatements: [
        new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [this.reports.arnForObjects('*/report.html')] }),
      ],
    });
  }
}

export function addPipeline(app: App, rollouts = addRollouts(app)): PipelineStack {
  return new PipelineStack(app, 'Pipeline', { env: TOOLS, rollouts });
}

if (require.main === module) {
  addPipeline(new App());
}
