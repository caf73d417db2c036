import { App, CfnResource, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  ApplicationProfile, BedrockLoggingConfig, ClaudeBatchAccess, ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GuardTarget,
  InvocationAlarms, InvocationDashboard, InvocationQueries, PromptRecording, RegionDenyPolicy, TokenQuotaIncrease,
} from '../src';
import { CAPE_TOWN } from './support/decisions';

// What docs/upgrading.md says of a construct whose ID changes, and of a removal.

const models = [ClaudeModel.SONNET_5_5];
const targets = [GuardTarget.organizationRoot('r-ab12')];

/** Each construct, and the properties whose value comes from its path. */
const CONSTRUCTS: Readonly<Record<string, readonly [make: (stack: Stack, id: string) => unknown, fromPath: readonly string[]]>> = {
  'GlobalClaudeAccess with a role and a shared policy': [(stack, id) =>
    new GlobalClaudeAccess(stack, id, { models, assumedBy: new iam.AccountRootPrincipal() }).attachTo(makeRole(stack)), []],
  'GlobalClaudeAccess with an inline grant': [(stack, id) =>
    new GlobalClaudeAccess(stack, id, { models }).grantInvoke(makeRole(stack)), ['Sid']],
  'ApplicationProfile': [(stack, id) => new ApplicationProfile(stack, id, { model: models[0] }), ['NamePrefix']],
  'ApplicationProfile with a profileName': [(stack, id) =>
    new ApplicationProfile(stack, id, { model: models[0], profileName: 'billing' }), []],
  'ClaudeBatchAccess': [(stack, id) =>
    new ClaudeBatchAccess(stack, id, { models: [ClaudeModel.OPUS_5], expiration: Duration.days(30) }), []],
  'GlobalCrisDenyGuard': [(stack, id) => new GlobalCrisDenyGuard(stack, id, { targets }), ['Name']],
  'GlobalCrisDenyGuard with a policyName': [(stack, id) => new GlobalCrisDenyGuard(stack, id, { targets, policyName: 'guard' }), []],
  'RegionDenyPolicy': [(stack, id) => new RegionDenyPolicy(stack, id, {
    targets, allowedRegions: ['af-south-1'], admitModels: models, admitFrom: ['af-south-1'],
  }), ['Name']],
  'BedrockLoggingConfig': [(stack, id) => new BedrockLoggingConfig(stack, id, { prompts: PromptRecording.FULL }), []],
  'InvocationAlarms on calls': [(stack, id) => new InvocationAlarms(stack, id, { models }), []],
  'alarms on the record': [(stack, id) =>
    new BedrockLoggingConfig(stack, id, { prompts: PromptRecording.MASKED }).addAlarms('Alarms', { models }), ['MetricName', 'PolicyName']],
  'InvocationDashboard': [(stack, id) => new InvocationDashboard(stack, id, { models }), []],
  'InvocationQueries': [(stack, id) =>
    new InvocationQueries(stack, id, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Group', 'group') }), ['Name']],
  'TokenQuotaIncrease': [(stack, id) => new TokenQuotaIncrease(stack, id, { model: models[0], tokensPerMinute: 5_000_000 }), []],
};

function makeRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
}

/** The resources of a stack with one construct, once logical IDs are renamed. */
function resourcesOf(make: (stack: Stack, id: string) => unknown, id: string, renames: readonly [string, string][] = []): object {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN }); // not swept by cdk-nag: other tests have these constructs
  make(stack, id);
  renames.forEach(([from, to]) => stack.renameLogicalId(from, to));
  return Template.fromStack(stack).toJSON().Resources;
}

/** The names of the properties that differ, at any depth. */
function listDifferences(a: any, b: any, name = ''): string[] {
  if (typeof a !== 'object' || a === null) {
    return a === b ? [] : [name];
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b ?? {})])].filter((key) => key !== 'Metadata')
    .flatMap((key) => listDifferences(a[key], b?.[key], Array.isArray(a) ? name : key));
}

describe.each(Object.entries(CONSTRUCTS))('%s under another ID', (_, [make, fromPath]) => {
  const [old, renamed] = [resourcesOf(make, 'Old'), resourcesOf(make, 'New')];
  const [before, after] = [old, renamed].map(Object.keys);

  test('keeps them by renameLogicalId, and all but the names that come from its path', () => {
    const renames = after.map((id, index) => [id, before[index]] as [string, string]).filter(([from, to]) => from !== to);
    const kept = resourcesOf(make, 'New', renames);
    expect(Object.keys(kept)).toEqual(before);
    expect([...new Set(listDifferences(old, kept))].sort()).toEqual(fromPath);
  });
});

test('the setting of an account has the same logical ID, whatever the construct is called', () => {
  const settings = ['Old', 'New'].map((name) => Object.entries<any>(resourcesOf(
    (stack, id) => new BedrockLoggingConfig(stack, id, { prompts: PromptRecording.MASKED }), name))
    .find(([, { Type }]) => Type === 'Custom::BedrockModelInvocationLogging')![0]);
  expect(settings[1]).toBe(settings[0]);
});

test('what the page retains before a removal is retained', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  const profile = new ApplicationProfile(stack, 'Billing', { model: models[0] });
  const guard = new GlobalCrisDenyGuard(stack, 'Guard', { targets });

  access.role!.applyRemovalPolicy(RemovalPolicy.RETAIN);
  access.managedPolicies.forEach((policy) => policy.applyRemovalPolicy(RemovalPolicy.RETAIN));
  (profile.node.defaultChild as CustomResource).applyRemovalPolicy(RemovalPolicy.RETAIN);
  (guard.node.findChild('Policy') as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN);

  const kept = Object.values<any>(Template.fromStack(stack).toJSON().Resources)
    .filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain').map(({ Type }) => Type);
  expect(kept.sort()).toEqual([
    'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Organizations::Policy', 'Custom::BedrockApplicationProfile',
  ]);
});
