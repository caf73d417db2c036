/**
 * For platform teams whose teams share one account and pay separately.
 *
 * Creates an application profile for each of three teams and each model, with the tags by which AWS bills. A team reaches its models only
 * through its own profiles. Its function, its task or its engineers' Claude Code get the matching settings, and one dashboard shows all
 * teams.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/team-profiles.ts"`
 * See who reaches what: `node lib/cli/main.js report cdk.out`
 * Read more: docs/application-profiles.md
 */
import { App, RemovalPolicy, Stack, StackProps, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApplicationProfile, ClaudeModel, ClientSettingsFormat, GlobalClaudeAccess, InvocationDashboard } from 'cdk-bedrock-cris';

/** What a team pays for: its profiles, and the access through them. */
class Team extends Construct {
  public readonly profiles: ApplicationProfile[];
  public readonly access: GlobalClaudeAccess;

  constructor(scope: Construct, id: string, costCenter: string) {
    super(scope, id);
    this.profiles = [
      new ApplicationProfile(this, 'Sonnet', { model: ClaudeModel.SONNET_5_5 }),
      new ApplicationProfile(this, 'Haiku', { model: ClaudeModel.HAIKU_4_5 }),
    ];
    // Activate these keys as cost allocation tags in the payer account: docs/application-profiles.md.
    Tags.of(this).add('team', id);
    Tags.of(this).add('cost-center', costCenter);
    this.access = new GlobalClaudeAccess(this, 'Access', { applicationProfiles: this.profiles });
  }
}

export class TeamsStack extends Stack {
  public readonly roles: Record<string, iam.IRole>;
  public readonly teams: Record<string, ApplicationProfile[]>;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const models = { primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_4_5 };

    const billing = new Team(this, 'Billing', '4711');
    const summarizer = this.addFunction();
    billing.access.attachTo(summarizer.role!);
    billing.access.clientSettings(models).addToFunction(summarizer);

    const search = new Team(this, 'Search', '4712');
    const container = this.addContainer();
    search.access.attachTo(container.taskDefinition.taskRole);
    search.access.clientSettings(models).addToContainer(container);

    // People who start Claude Code on a managed machine get this file, and the role that may read it.
    const engineering = new Team(this, 'Engineering', '4713');
    const engineers = new iam.Role(this, 'Engineers', { assumedBy: this.service('ec2') });
    engineering.access.attachTo(engineers);
    const settings = engineering.access.clientSettings(models);
    settings.grantClientReads(engineers);
    settings.writeToParameter(this, 'ClaudeCode', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS }).grantRead(engineers);

    const teams = [billing, search, engineering];
    new InvocationDashboard(this, 'Dashboard', { applicationProfiles: teams.flatMap(({ profiles }) => profiles) });

    this.roles = { Billing: summarizer.role!, Search: container.taskDefinition.taskRole, Engineering: engineers };
    this.teams = Object.fromEntries(teams.map(({ node, profiles }) => [node.id, profiles]));
  }

  private addFunction(): lambda.Function {
    const logGroup = new logs.LogGroup(this, 'SummarizerLog', { removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'SummarizerRole', { assumedBy: this.service('lambda') });
    logGroup.grantWrite(role);
    return new lambda.Function(this, 'Summarizer', {
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      // ANTHROPIC_MODEL is the ARN of the team's profile; examples/clients has a complete call.
      code: lambda.Code.fromInline([
        'import os, boto3',
        'client = boto3.client("bedrock-runtime")',
        'def handler(event, context):',
        '    message = {"role": "user", "content": [{"text": "Summarize: " + event["text"]}]}',
        '    limit = {"maxTokens": 1000}  # without it, Bedrock reserves all that the model can answer',
        '    answer = client.converse(modelId=os.environ["ANTHROPIC_MODEL"], messages=[message], inferenceConfig=limit)',
        '    return answer["output"]["message"]',
      ].join('\n')),
      role,
      logGroup,
    });
  }

  private addContainer(): ecs.ContainerDefinition {
    const logGroup = new logs.LogGroup(this, 'SearchLog', { removalPolicy: RemovalPolicy.DESTROY });
    const taskRole = new iam.Role(this, 'SearchTaskRole', { assumedBy: this.service('ecs-tasks') });
    const task = new ecs.FargateTaskDefinition(this, 'SearchTask', { taskRole });
    return task.addContainer('App', {
      image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'SearchImage', 'search')),
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'search' }),
    });
  }

  /** A service that may assume a role for resources of this account only. */
  private service(name: string): iam.IPrincipal {
    return new iam.ServicePrincipal(`${name}.amazonaws.com`, { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } });
  }
}

export function addTeams(app: App): TeamsStack {
  return new TeamsStack(app, 'Teams', { env: { account: '111122223333', region: 'af-south-1' } });
}

if (require.main === module) {
  addTeams(new App());
}
