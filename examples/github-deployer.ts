/**
 * For platform teams that deploy `workload-app.ts` from GitHub, by `github/deploy-claude.yml`.
 *
 * Creates a role in the tools account for each environment of the workflow. Only jobs of one repository that name the environment may
 * assume it. The role may assume only the CDK bootstrap roles that deploy there. GitHub's protection rules decide who may use an
 * environment and who must approve.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/github-deployer.ts"`
 * Read more: docs/pipelines.md
 */
import { App, DefaultStackSynthesizer, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { addRollouts } from './workload-app';
import { ClaudeCaller } from 'cdk-bedrock-cris';

const TOOLS = { account: '222233334444', region: 'eu-west-1' };
const REPOSITORY = { owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789' };
/** Look-ups and container images need a role more each, and this app has neither. */
const BOOTSTRAP_ROLES = ['deploy', 'file-publishing'];

interface DeployerStackProps extends StackProps {
  /** The stacks of each environment. */
  readonly stacks: Record<string, Stack[]>;
}

export class DeployerStack extends Stack {
  constructor(scope: Construct, id: string, { stacks, ...props }: DeployerStackProps) {
    super(scope, id, props);
    const provider = new iam.OidcProviderNative(this, 'GitHub', {
      url: 'https://token.actions.githubusercontent.com',
      clientIds: ['sts.amazonaws.com'],
    });
    for (const environment of Object.keys(stacks)) {
      const role = new iam.Role(this, environment, {
        roleName: `claude-deploy-${environment}`,
        assumedBy: ClaudeCaller.gitHub({ ...REPOSITORY, environment, provider }),
      });
      role.addToPolicy(new iam.PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: stacks[environment].flatMap(({ account, region }) => BOOTSTRAP_ROLES.map((name) =>
          `arn:${this.partition}:iam::${account}:role/cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-${name}-role-${account}-${region}`)),
      }));
    }
  }
}

export function addDeployer(app: App, rollouts = addRollouts(app)): DeployerStack {
  const stages = rollouts.flatMap(({ workload, policies }) => [workload, policies]);
  const stacks = Object.fromEntries(stages.map((stage) => [stage.stageName, stage.node.findAll().filter(Stack.isStack)]));
  return new DeployerStack(app, 'Deployer', { env: TOOLS, stacks });
}

if (require.main === module) {
  addDeployer(new App());
}
