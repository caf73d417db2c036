/**
 * For platform teams that deploy accounts and policies together, by `pipeline.ts` or `github/deploy-claude.yml`.
 *
 * Creates, in this order, the record of all calls, alarms and a caller in the development accounts, and the policies of their unit; then
 * the same for production.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/workload-app.ts"`
 * See who may call what: `node lib/cli/main.js report cdk.out --organization examples/organization.json`
 * Read more: docs/pipelines.md
 */
import { App, Stack, StackProps, Stage, Tags } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { makeOnCallTopic } from './operations';
import organization from './organization.json';
import {
  BedrockLoggingConfig, ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GlobalCrisValidation, GuardTarget, InferenceRoute,
  LoggingRemoval, PromptRecording, RegionDenyPolicy,
} from 'cdk-bedrock-cris';

/** An organizational unit, and its approved models: with `[]`, no model may be called, and the record continues. */
export interface Environment {
  readonly name: string;
  readonly unit: string;
  readonly models: ClaudeModel[];
}

const CAPE_TOWN = 'af-south-1';
/** AWS Organizations is in us-east-1, and policies are the management account's. */
export const MANAGEMENT = { account: '999988887777', region: 'us-east-1' };

export const ENVIRONMENTS: Environment[] = [
  { name: 'Dev', unit: 'ou-ab12-dev00001', models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5] },
  { name: 'Prod', unit: 'ou-ab12-prod0001', models: [ClaudeModel.SONNET_5_5] },
];

/** The units above each account. The validation and the report read the same file, so all agree on the accounts. */
const ORGANIZATION: Record<string, string[]> = organization;

/** Lists the accounts below a unit. Throws if there is none: a misspelled unit would deploy nothing, without a message. */
export function listAccounts(unit: string): string[] {
  const accounts = Object.keys(ORGANIZATION).filter((account) => ORGANIZATION[account].includes(unit));
  if (accounts.length === 0) {
    throw new Error(`no account is below ${unit}: correct 'unit' in workload-app.ts, or organization.json`);
  }
  return accounts;
}

/** Throws if the management account is unknown: policies do not reach it, and the report must know which account it is. */
function checkManagement(): void {
  if (!(MANAGEMENT.account in ORGANIZATION)) {
    throw new Error(`organization.json does not name the management account ${MANAGEMENT.account}: `
      + `add "${MANAGEMENT.account}": [], or correct 'MANAGEMENT' in workload-app.ts`);
  }
}

interface ClaudeStackProps extends StackProps {
  readonly models: ClaudeModel[];
}

/** One account: no one may call before calls are recorded. */
class ClaudeStack extends Stack {
  constructor(scope: Construct, id: string, { models, ...props }: ClaudeStackProps) {
    super(scope, id, props);

    const logging = new BedrockLoggingConfig(this, 'Logging', {
      prompts: PromptRecording.MASKED,
      onRemoval: LoggingRemoval.RETAIN, // the record continues if this stack is removed while someone can still call
    });
    logging.addAlarms('Alarms', {
      models: models.length > 0 ? models : undefined, // without models, the alarms still watch the record itself
      actions: [new actions.SnsAction(makeOnCallTopic(this))],
    });
    if (models.length === 0) {
      return;
    }

    const assistant = new GlobalClaudeAccess(this, 'Assistant', {
      models,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    });
    assistant.node.addDependency(logging);
  }
}

/** What the accounts of an environment get. */
export class Workload extends Stage {
  constructor(scope: Construct, id: string, { name, unit, models }: Environment) {
    super(scope, id);
    for (const account of listAccounts(unit)) {
      new ClaudeStack(this, `Claude-${account}`, { env: { account, region: CAPE_TOWN }, models });
    }
    // Here, because tags of the app do not reach its stages, and tags that come after `addStage` are lost.
    Tags.of(this).add('environment', name);
  }
}

/** What the organization lets the accounts of an environment call: nothing but the approved models, from Cape Town. */
export class Policies extends Stage {
  constructor(scope: Construct, id: string, { name, unit, models }: Environment) {
    super(scope, id, { env: MANAGEMENT });
    const stack = new Stack(this, 'Policies');
    const targets = [GuardTarget.organizationalUnit(unit)];
    new RegionDenyPolicy(stack, 'Regions', {
      targets,
      policyName: `${name.toLowerCase()}-regions`,
      allowedRegions: [CAPE_TOWN, 'eu-west-1'],
      // It must admit a model, or go, and other Regions would open. If no models are approved, the guard below denies this one too.
      admitModels: models.length > 0 ? models : [ClaudeModel.SONNET_5_5],
      admitFrom: [CAPE_TOWN],
      exemptPrincipalArns: ['arn:*:iam::*:role/AWSControlTowerExecution'],
    });
    new GlobalCrisDenyGuard(stack, 'GlobalInference', {
      targets,
      policyName: `${name.toLowerCase()}-global-inference`,
      exceptModels: models,
      routes: [InferenceRoute.BATCH, InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
    });
    Tags.of(this).add('environment', name);
  }
}

/** Both stages of an environment. */
export interface Rollout {
  readonly workload: Workload;
  readonly policies: Policies;
}

/** Adds the stages of all environments, in the order in which they are deployed, and has them validated together. */
export function addRollouts(app: App, environments = ENVIRONMENTS): Rollout[] {
  checkManagement();
  GlobalCrisValidation.addTo(app, { organizationalUnits: ORGANIZATION });
  return environments.map((environment) => ({
    workload: new Workload(app, environment.name, environment),
    policies: new Policies(app, `${environment.name}Policies`, environment),
  }));
}

if (require.main === module) {
  addRollouts(new App());
}
