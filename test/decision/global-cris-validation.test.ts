import { App, CfnResource, IPolicyValidationContextBeta1, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { GlobalClaudeAccess, GlobalCrisValidation, InvocationRequest } from '../../src';
import { registerGuard } from '../../src/decision/closed-routes';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { access, assumedBy, deny, expectSilence, models, NEWEST, only, OTHER_ACCOUNT, REGION_DENY, scp, synth } from '../support/validation';

describe('odd templates', () => {
  test.each<[string, (policy: CfnPolicy) => void, string]>([
    ['whose content is not JSON', (policy) => policy.addPropertyOverride('Content', '{'), 'Org/Scp: '],
    ['whose content is an intrinsic function', (policy) => policy.addPropertyOverride('Content', { 'Fn::Sub': '{}' }), 'is not an element of a policy'],
    ['without content', (policy) => policy.addPropertyDeletionOverride('Content'), 'must be an object with a \'Statement\''],
    ['whose target is a parameter', (policy) => policy.addPropertyOverride('TargetIds', [{ Ref: 'P' }]), 'its target is not known at synthesis: {"Ref":"P"}'],
    ['under a condition', (policy) => policy.addOverride('Condition', 'C'), 'it exists only under the condition \'C\''],
    ['whose statement is odd', (policy) => policy.addPropertyOverride('Content', { Statement: [null] }), 'statement 0: must be an object'],
  ])('a policy %s is not judged, and the report says so', (_, spoil, message) => {
    const app = new App();
    access(app);
    const policy = scp(app, deny(), 'r-ab12');
    spoil(policy);
    const { report } = synth(app);
    expect(report.violations).toEqual([]);
    expect(report.metadata!['not judged']).toContain(message);
    expect(report.metadata!['not judged']).toContain('Org/Scp: ');
  });

  test('a role with a policy that cannot be read is not judged, others are', () => {
    const app = new App();
    const odd = access(app).role!;
    (odd.node.defaultChild as CfnResource).addPropertyOverride('Policies', [{ PolicyName: 'odd', PolicyDocument: { Statement: 'odd' } }]);
    new GlobalClaudeAccess(odd.stack, 'Other', { models, assumedBy });
    scp(app, deny(), ACCOUNT);
    const result = synth(app);
    expect(only(result).description).toContain('\'Claude/Other/Role\'');
    expect(result.report.metadata!['not judged']).toContain('Claude/Access/Role: policy \'odd\', statement 0: must be an object');
  });
});

describe('routes that a guard closes', () => {
  const [model] = models;

  function guarded(content: object, exemptPrincipalArns: string[] = []): { app: App; stack: Stack; policy: CfnPolicy } {
    const app = new App();
    const policy = scp(app, content, 'ou-ab12-11111111');
    registerGuard({
      path: 'Org/Guard',
      policy,
      closes: [
        { name: 'GLOBAL_PROFILE', requests: (caller) => [InvocationRequest.globalProfile(model, caller)], exemptPrincipalArns },
        { name: 'BATCH', requests: (caller) => [InvocationRequest.batch(model, caller)], exemptPrincipalArns },
      ],
    });
    return { app, policy, stack: new Stack(app, 'Apps', { env: CAPE_TOWN }) };
  }

  function everything(stack: Stack, id = 'Admin', props: Partial<iam.RoleProps> = {}): iam.Role {
    return new iam.Role(stack, id, { assumedBy, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')], ...props });
  }

  test('are closed', () => {
    const { app, stack } = guarded(deny());
    everything(stack);
    expectSilence(synth(app));
  });

  test('are reported where an escape hatch opened them', () => {
    const { app, stack, policy } = guarded(deny());
    everything(stack);
    new iam.Role(stack, 'Harmless', { assumedBy }).addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    policy.addPropertyOverride('Content.Statement.Action', 'bedrock:CreateModelInvocationJob');
    const result = synth(app);
    const { ruleName, description, fix, violatingResources } = only(result);
    expect(ruleName).toBe('cdk-bedrock-cris/open-route');
    expect(description).toBe('\'Apps/Admin\' can still take what guard \'Org/Guard\' closes: GLOBAL_PROFILE (bedrock:InvokeModel of anthropic.claude-sonnet-5-5 ' +
      'from af-south-1, us-east-1, eu-west-1). Policy \'AdministratorAccess\' allows it, and no statement above the role denies it. ' +
      `It is assumed that ou-ab12-11111111 is above account ${ACCOUNT}; if not, say what is above it in 'organizationalUnits' (nothing is above the management account).`);
    expect(fix).toContain('escape hatch');
    expect(violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: 'Scp', locations: ['Properties/Content'] })]);
    expect(result.printed).toContain('can still take');
  });

  test('are not reported for exempt roles, for accounts out of reach and where something else denies or may deny', () => {
    const { app, stack } = guarded(deny({ ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/*'] } }), [
      'arn:aws:iam::*:role/platform/*', 'arn:aws:iam::*:role/Apps-Generated*',
    ]);
    everything(stack, 'Exempt', { path: '/platform/' });
    everything(stack, 'Generated');
    everything(stack, 'Bounded', { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'elsewhere') });
    everything(stack, 'Perhaps', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('SecurityAudit')] });
    everything(new Stack(app, 'Far', { env: { account: OTHER_ACCOUNT, region: 'us-east-1' } }));
    expectSilence(synth(app, { organizationalUnits: { [OTHER_ACCOUNT]: [] } }));
  });

  test('of a guard whose targets an escape hatch took away are not judged', () => {
    const { app, stack, policy } = guarded(deny());
    everything(stack);
    policy.addPropertyOverride('TargetIds', []);
    expectSilence(synth(app));
  });
});

describe('addTo', () => {
  test.each<[string, (app: App, claude: Stack) => void]>([
    ['an app', (app) => GlobalCrisValidation.addTo(app)],
    ['a stack', (_, claude) => GlobalCrisValidation.addTo(claude)],
  ])('%s twice validates the app once', (_, add) => {
    const app = new App();
    const { stack } = access(app).role!;
    add(app, stack);
    expect(GlobalCrisValidation.addTo(stack)).toBe(GlobalCrisValidation.addTo(app));
    scp(app, REGION_DENY, 'r-ab12');
    only(synth(app, { organizationalUnits: { [OTHER_ACCOUNT]: [] } }));
  });

  test('a stage validates the roles of that stage only', () => {
    const app = new App();
    const [prod, test2] = ['Prod', 'Test'].map((id) => new Stage(app, id));
    [prod, test2].forEach((stage) => access(stage));
    scp(app, REGION_DENY, 'r-ab12');
    const plugin = GlobalCrisValidation.addTo(prod);
    const validate = jest.spyOn(plugin, 'validate');
    jest.spyOn(console, 'log').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
    const before = process.exitCode;
    if (NEWEST) {
      expect(() => app.synth()).toThrow();
    } else {
      app.synth();
      expect(process.exitCode).toBe(1);
    }
    process.exitCode = before;
    jest.restoreAllMocks();
    const { violations } = validate.mock.results[0]?.value ?? plugin.validate({ templatePaths: [] } as unknown as IPolicyValidationContextBeta1);
    expect(violations.map(({ description }: { description: string }) => description)).toEqual([expect.stringContaining('\'Prod/Claude/Access/Role\'')]);
  });

  test('fails outside of an app', () => {
    expect(() => GlobalCrisValidation.addTo(new (jest.requireActual('constructs').RootConstruct)('Root'))).toThrow('\'scope\' must be an app or a stage');
  });

  test('an app without roles to judge passes', () => {
    const app = new App();
    new Stack(app, 'Empty');
    const plugin = GlobalCrisValidation.addTo(app);
    expect(plugin).toMatchObject({ name: 'cdk-bedrock-cris', version: '0.0.0', ruleIds: ['cdk-bedrock-cris/blocked-access', 'cdk-bedrock-cris/open-route'] });
    expectSilence(synth(app));
  });
});
