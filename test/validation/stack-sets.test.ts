import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Capability, DeploymentType, StackSet, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import {
  ApplicationProfile, BedrockLoggingConfig, ClaudeBatchAccess, ClaudeModel, ClientSettingsFormat, GlobalClaudeAccess, GlobalCrisDenyGuard,
  GuardTarget, InvocationDashboard, InvocationQueries, ModelEnablement, PromptRecording, TokenQuotaIncrease, TokenQuotas,
} from '../../src';
import { judgeApp } from '../../src/core/app/judge-app';
import { assemblyOf, Files, synthesize } from '../support/assemblies';
import { CAPE_TOWN } from '../support/decisions';
import { expectSilence, only, synth } from '../support/validation';

const UNIT = 'ou-ab12-11111111';

/** An app with one set of a unit. */
function addSet(
  fill: (stack: StackSetStack) => unknown, { regions = ['af-south-1'], capability = Capability.NAMED_IAM } = {},
): App {
  const app = new App();
  const admin = new Stack(app, 'Admin', { env: { ...CAPE_TOWN, region: 'eu-west-1' } });
  const stack = new StackSetStack(admin, 'Inside');
  fill(stack);
  new StackSet(admin, 'Set', {
    template: StackSetTemplate.fromStackSetStack(stack),
    target: StackSetTarget.fromOrganizationalUnits({ organizationalUnits: [UNIT], regions }),
    deploymentType: DeploymentType.serviceManaged(),
    capabilities: [capability],
  });
  return app;
}

const models = [ClaudeModel.SONNET_5_5];
const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: ofThisAccount });

describe('in a stack set of two Regions', () => {
  /** Whatever the constructs make by themselves. */
  const CONSTRUCTS: Readonly<Record<string, (stack: Stack) => void>> = {
    'GlobalClaudeAccess': (stack) => {
      new GlobalClaudeAccess(stack, 'Access', { models, assumedBy });
    },
    'client settings': (stack) => {
      const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy });
      const settings = access.clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.SONNET_5_5 });
      settings.writeToParameter(stack, 'Settings', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS });
    },
    'ApplicationProfile': (stack) => {
      const applicationProfiles = [new ApplicationProfile(stack, 'Profile', { model: ClaudeModel.SONNET_5_5 })];
      new GlobalClaudeAccess(stack, 'Access', { applicationProfiles, assumedBy });
    },
    'ClaudeBatchAccess': (stack) => {
      new ClaudeBatchAccess(stack, 'Batch', { models: [ClaudeModel.OPUS_5] }).grantSubmit(new iam.Role(stack, 'Role', { assumedBy }));
    },
    'ModelEnablement': (stack) => {
      new ModelEnablement(stack, 'Enablement', { models }).grantEnable(new iam.Role(stack, 'Role', { assumedBy }));
    },
    'BedrockLoggingConfig with everything': (stack) => {
      const logging = new BedrockLoggingConfig(stack, 'Logging', {
        prompts: PromptRecording.FULL, expiration: Duration.days(30), serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'B', 'logs'),
      });
      const quotas = TokenQuotas.applied(stack, 'Quotas', { models, fallbackTokensPerMinute: 100_000 });
      const { alarms } = logging.addAlarms('Alarms', { models, quotas, actions: [] });
      new InvocationDashboard(stack, 'Dashboard', { models, quotas, alarms });
      new InvocationQueries(stack, 'Queries', { logGroup: logging.logGroup! });
    },
    'TokenQuotaIncrease': (stack) => {
      new TokenQuotaIncrease(stack, 'Increase', { model: ClaudeModel.SONNET_5_5, tokensPerMinute: 4_000_000 });
    },
  };

  test.each(Object.entries(CONSTRUCTS))('%s needs no assets, parameters, macros and names', (_, fill) => {
    const files = synthesize(addSet(fill, { regions: ['af-south-1', 'eu-west-1'], capability: Capability.IAM }));
    const [name, ...others] = Object.keys(files).filter((file) => file.endsWith('.stackset.template.json'));
    expect(others).toEqual([]);
    expect(Object.keys(files[name] as Files).filter((part) => part !== 'Resources' && part !== 'Outputs' && part !== 'Conditions'))
      .toEqual([]);
    const { findings } = judgeApp({ assembly: assemblyOf(files) });
    expect(findings.filter(({ rule }) => rule === 'stack-set-refused')).toEqual([]);
  });

  test('a name of a role fails the synthesis', () => {
    const fill = (stack: Stack) => new GlobalClaudeAccess(stack, 'Access', { models, assumedBy, roleName: 'claude' });
    expectSilence(synth(addSet(fill)));
    const result = synth(addSet(fill, { regions: ['af-south-1', 'eu-west-1'] }));
    expect(result.failed).toBe(true);
    expect(only(result)).toMatchObject({
      ruleName: 'cdk-bedrock-cris/stack-set-refused',
      severity: 'error',
      description: expect.stringMatching(/^The stack set 'Admin\/Set' fails: .* has the name "claude" in af-south-1 and eu-west-1,/),
      violatingResources: [expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^Set/) }), expect.anything()],
    });
  });

  test('a guard inside, and a capability that is missing, fail it too', () => {
    const targets = [GuardTarget.organizationalUnit(UNIT)];
    const guarded = synth(addSet((stack) => new GlobalCrisDenyGuard(stack, 'Guard', { targets })));
    expect(only(guarded).description).toContain('creates policies of the organization');
    const unnamed = synth(addSet((stack) => new GlobalClaudeAccess(stack, 'Access', { models, managedPolicyName: 'claude' }),
      { capability: Capability.IAM }));
    expect(only(unnamed).description).toContain('does not acknowledge CAPABILITY_NAMED_IAM');
  });
});
