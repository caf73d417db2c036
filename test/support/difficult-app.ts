import { App, AppProps, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { addBoundaries } from './difficult/boundaries';
import { addFleet } from './difficult/fleet';
import { addClosed, addGuarded } from './difficult/guarded';
import { addAdministrators, addGrants, addNested, addUnknowns, assumedBy, caller } from './difficult/open';
import { addOrganization } from './difficult/organization';
import { addPermissionSets } from './difficult/permission-sets';
import { CLOSED, env, GUARDED, OPEN, ORGANIZATION } from './difficult/places';
import { GlobalClaudeAccess, ClaudeModel } from '../../src';

/** As the CDK CLI synthesizes. */
const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true };
const createApp = (outdir: string, context: AppProps['context'] = CLI_CONTEXT) => new App({ analyticsReporting: false, outdir, context });

/** An app in which whatever makes it hard to say who may call stands once. */
export function buildDifficultApp(directory: string, context?: AppProps['context']): App {
  const app = createApp(`${directory}/difficult.out`, context);
  const open = new Stack(app, 'Open', { env: env(OPEN), crossRegionReferences: true });
  addGrants(open);
  addAdministrators(open);
  addUnknowns(open);
  addNested(open);
  addBoundaries(app, open);
  addPermissionSets(app, open);
  addGuarded(app);
  addClosed(app);
  addFleet(app, directory);
  addOrganization(app);
  addElsewhere(app);
  return app;
}

function addElsewhere(app: App): void {
  const virginia = new Stack(app, 'Virginia', { env: env(OPEN, 'us-east-1') });
  new GlobalClaudeAccess(virginia, 'Access', { models: [ClaudeModel.SONNET_5_5], sourceRegion: 'af-south-1', assumedBy });
  caller(virginia, 'ByHand'); // the leg without a Region has no condition: it says nothing of us-east-1
  new GlobalClaudeAccess(new Stack(app, 'Agnostic'), 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
  const macro = new Stack(app, 'Macro', { env: env(OPEN) });
  macro.addTransform('CompanyMacro');
  caller(macro, 'Rewritten');
}

class CallerProduct extends servicecatalog.ProductStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new GlobalClaudeAccess(this, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
  }
}

/** Nothing above, nothing known of where it is deployed. */
export function buildQuietApp(directory: string): App {
  const app = createApp(`${directory}/quiet.out`);
  new GlobalClaudeAccess(new Stack(app, 'Agnostic'), 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
  const catalog = new Stack(app, 'Catalog', { env: env(OPEN) });
  new servicecatalog.CloudFormationProduct(catalog, 'Product', {
    productName: 'caller',
    owner: 'platform',
    productVersions: [{
      cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(new CallerProduct(catalog, 'Caller')),
    }],
  });
  return app;
}

/** Stages below the app, and below a stack, as CDK Pipelines has them. */
export function buildPipelineApp(directory: string): App {
  const app = createApp(`${directory}/pipeline.out`);
  const direct = new Stage(app, 'Direct');
  caller(new Stack(direct, 'Claude', { env: env(CLOSED) }), 'Worker');
  const pipeline = new Stack(app, 'Pipeline', { env: ORGANIZATION });
  new CfnResource(pipeline, 'Wait', { type: 'AWS::CloudFormation::WaitConditionHandle' });
  const prod = new Stage(pipeline, 'Prod');
  const claude = new Stack(prod, 'Claude', { env: env(GUARDED) });
  caller(claude, 'Worker');
  caller(new Stack(prod, 'Untouched', { env: env(OPEN) }), 'Worker');
  const security = new Stage(pipeline, 'Security');
  addOrganization(security);
  // As `addStage` of a pipeline does: before the app.
  prod.synth();
  security.synth();
  return app;
}

/** Its roles are made by somebody else: the app says only what they must be. */
export function buildCustomizedApp(directory: string): App {
  const app = createApp(`${directory}/customized.out`);
  iam.Role.customizeRoles(app, { usePrecreatedRoles: { 'Claude/Worker': 'precreated-worker', 'Claude/Stopped': 'precreated-stopped' } });
  const stack = new Stack(app, 'Claude', { env: env(OPEN) });
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5] });
  access.grantInvoke(new iam.Role(stack, 'Worker', { assumedBy }));
  const stopped = new iam.Role(stack, 'Stopped', { assumedBy });
  access.grantInvoke(stopped);
  stopped.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['bedrock:*'], resources: ['*'] }));
  new GlobalClaudeAccess(new Stack(app, 'Anywhere'), 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
  return app;
}
