import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GlobalCrisDenyGuardProps, GlobalCrisValidation, GuardTarget, InferenceRoute,
  RegionDenyPolicy,
} from '../../src';
import { CAPE_TOWN } from '../support/decisions';

const UNIT = GuardTarget.organizationalUnit('ou-ab12-cd34ef56');

/** An app with an administrator and a guard above it, and what the validation says of it. */
function violations(props: GlobalCrisDenyGuardProps, change: (guard: GlobalCrisDenyGuard, workload: Stack) => void = () => undefined) {
  const app = new App();
  const guard = new GlobalCrisDenyGuard(
    new Stack(app, 'Organization', { env: { account: '999988887777', region: 'us-east-1' } }), 'Guard', { targets: [UNIT], ...props });
  const workload = new Stack(app, 'Workload', { env: CAPE_TOWN });
  new iam.Role(workload, 'Admin', {
    assumedBy: new iam.AccountRootPrincipal(),
    inlinePolicies: {
      all: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] }),
    },
  });
  change(guard, workload);
  const plugin = GlobalCrisValidation.addTo(app);
  return validate(app, plugin);
}

function validate(app: App, plugin: GlobalCrisValidation) {
  const context = { templatePaths: assembled(app), appConstruct: app }; // older versions of the CDK have no such member
  const log = jest.spyOn(console, 'error').mockImplementation();
  const { violations: found } = plugin.validate(context);
  log.mockRestore();
  return found;
}

/** Synthesizes without failing, which is what the plugin would have it do. */
function assembled(app: App): string[] {
  const log = [jest.spyOn(console, 'log').mockImplementation(), jest.spyOn(console, 'error').mockImplementation()];
  try {
    app.synth();
  } catch (error) {
    expect((error as Error).message).toContain('validation-report.json'); // newer versions throw the report
  } finally {
    log.forEach((spy) => spy.mockRestore());
    process.exitCode = undefined;
  }
  return app.node.children.filter((child): child is Stack => Stack.isStack(child)).map((stack) => `${app.outdir}/${stack.templateFile}`);
}

const EVERYTHING = { routes: Object.values(InferenceRoute), sourceRegions: ['af-south-1'] };

test('a guard as it was written leaves no role a way', () => {
  expect(violations({})).toEqual([]);
  expect(violations({ ...EVERYTHING, exceptModels: [ClaudeModel.HAIKU_4_5] })).toEqual([]);
});

test('a guard whose policy an escape hatch weakened is named with every route that is open', () => {
  const found = violations(EVERYTHING, (guard) => {
    (guard.node.findChild('Policy') as CfnResource).addPropertyOverride('Content', {
      Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
  });
  expect(found.map(({ ruleName }) => ruleName)).toEqual(['cdk-bedrock-cris/open-route']);
  expect(found[0].description).toMatch(/^'Workload\/Admin' can still use what guard 'Organization\/Guard' promises to close: /);
  Object.values(InferenceRoute).forEach((route) => expect(found[0].description).toContain(`${route} (`));
});

test('a role that may call one model only is found as well', () => {
  const found = violations({}, (guard, workload) => {
    (guard.node.findChild('Policy') as CfnResource).addPropertyOverride('Content', {
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
    workload.node.tryRemoveChild('Admin');
    new GlobalClaudeAccess(workload, 'Access', {
      models: [ClaudeModel.SONNET_5_5], streaming: false, assumedBy: new iam.AccountRootPrincipal(),
    });
  });
  expect(found.map(({ description }) => description))
    .toEqual([
      expect.stringMatching(
        /^'Workload\/Access\/Role' can still use .*GLOBAL_PROFILE \(bedrock:InvokeModel of anthropic\.claude-sonnet-5-5 from/),
    ]);
});

test('an exempt role does not count as one that reaches what is closed', () => {
  const weaken = (guard: GlobalCrisDenyGuard) =>
    (guard.node.findChild('Policy') as CfnResource).addPropertyOverride('Content', {
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
  expect(violations({ exemptPrincipalArns: ['arn:*:iam::*:role/Workload-*'] }, weaken)).toEqual([]);
});

test('a guard that blocks what an access gives is reported', () => {
  const found = violations({}, (_, workload) => {
    new GlobalClaudeAccess(workload, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy: new iam.AccountRootPrincipal() });
  });
  expect(found.map(({ ruleName }) => ruleName)).toEqual(['cdk-bedrock-cris/blocked-access']);
  const [{ description }] = found;
  expect(description)
    .toMatch(/^'Workload\/Access\/Role' cannot call anthropic\.claude-sonnet-5-5 from af-south-1, although its own policies allow it by /);
  expect(description).toMatch(/'Organization\/Guard\/Policy'.*DenyGlobalByRegion.*ou-ab12-cd34ef56 is above account 111122223333/);
  expect(found[0].fix).toMatch(/^A GlobalCrisDenyGuard denies these calls. To keep them closed, remove the grant. To allow them, name/);
  expect(found[0].fix).toContain('the models in its \'exceptModels\'');
});

test('a Region deny that admits the models blocks nothing', () => {
  const app = new App();
  new RegionDenyPolicy(new Stack(app, 'Organization'), 'Regions', {
    targets: [UNIT], allowedRegions: ['af-south-1'], admitModels: [ClaudeModel.SONNET_5_5],
  });
  const workload = new Stack(app, 'Workload', { env: CAPE_TOWN });
  new GlobalClaudeAccess(workload, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy: new iam.AccountRootPrincipal() });
  const plugin = GlobalCrisValidation.addTo(app);
  expect(validate(app, plugin)).toEqual([]);
});
