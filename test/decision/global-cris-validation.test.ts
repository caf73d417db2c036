import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnParameter, CfnResource, Environment, IPolicyValidationContextBeta1, NestedStack, PolicyValidationPluginReportBeta1, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import * as core from 'aws-cdk-lib/core';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisValidation, GlobalCrisValidationProps, InvocationRequest } from '../../src';
import { registerGuard } from '../../src/decision/closed-routes';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';

const NEWEST = 'Validations' in core;
const OTHER_ACCOUNT = '444455556666';
const ORGANIZATION = { account: '999988887777', region: 'us-east-1' };
const assumedBy = new iam.AccountRootPrincipal();
const models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5];

/** As AWS Control Tower denies Regions: everything but global services, for everybody but its own roles. */
const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'GRREGIONDENY',
    Effect: 'Deny',
    NotAction: ['iam:*', 'organizations:*', 'sts:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'us-east-1', 'eu-west-1'] },
      ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/AWSControlTowerExecution', 'arn:aws:iam::*:role/stacksets-exec-*'] },
    },
  }],
};

function deny(condition?: object): object {
  return { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'bedrock:*', Resource: '*', ...condition && { Condition: condition } } };
}

function scp(app: App | Stage, content: unknown, ...targetIds: string[]): CfnPolicy {
  return new CfnPolicy(new Stack(app, 'Org', { env: ORGANIZATION }), 'Scp', { name: 'scp', type: 'SERVICE_CONTROL_POLICY', content, targetIds });
}

function access(scope: App | Stage, env: Environment = CAPE_TOWN): GlobalClaudeAccess {
  return new GlobalClaudeAccess(new Stack(scope, 'Claude', { env }), 'Access', { models, assumedBy });
}

interface Result {
  readonly report: PolicyValidationPluginReportBeta1;
  readonly printed: string;
  readonly failed: boolean;
}

/** Synthesizes with the validation, and says what it reported and how the CDK took it. */
function synth(app: App, props?: GlobalCrisValidationProps): Result {
  const plugin = GlobalCrisValidation.addTo(app, props);
  const reports: PolicyValidationPluginReportBeta1[] = [];
  const validate = plugin.validate.bind(plugin);
  plugin.validate = (context) => reports[reports.push(structuredClone(validate(context))) - 1];
  const lines: string[] = [];
  const print = (line: unknown) => { lines.push(String(line)); };
  const silenced = [jest.spyOn(console, 'log').mockImplementation(print), jest.spyOn(console, 'error').mockImplementation(print)];
  const before = process.exitCode;
  let thrown = false;
  try {
    app.synth();
  } catch (error) {
    if (reports.length === 0) {
      throw error;
    }
    thrown = true;
    print((error as Error).message);
  }
  const failed = thrown || process.exitCode === 1;
  process.exitCode = before;
  silenced.forEach((one) => one.mockRestore());
  expect(reports).toHaveLength(1);
  expect(thrown).toBe(NEWEST && failed);
  expect(reports[0].success).toBe(!failed);
  return { report: reports[0], printed: lines.join('\n'), failed };
}

function only({ report: { violations } }: Result) {
  expect(violations).toHaveLength(1);
  return violations[0];
}

function expectSilence({ report, failed }: Result): void {
  expect(report.violations).toEqual([]);
  expect(report.metadata).not.toHaveProperty('not judged');
  expect(failed).toBe(false);
}

describe('access that a service control policy of the app blocks', () => {
  test.each([
    ['the account', ACCOUNT],
    ['an organizational unit', 'ou-ab12-11111111'],
    ['the root', 'r-ab12'],
  ])('on %s is reported with leg, policy, statement and condition', (_, target) => {
    const app = new App();
    access(app);
    scp(app, REGION_DENY, target);
    const result = synth(app);
    const { ruleName, description, fix, violatingResources, severity } = only(result);
    expect(ruleName).toBe('cdk-bedrock-cris/blocked-access');
    expect(severity).toBe('error');
    expect(description).toContain('\'Claude/Access/Role\' cannot call what \'Claude/Access\' gives it: ' +
      `service control policy 'Org/Scp' (on ${target}), statement 0 (GRREGIONDENY), denies bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream of ` +
      'anthropic.claude-sonnet-5-5, anthropic.claude-opus-5-5 on the model without a Region (where aws:RequestedRegion is "unspecified"), ' +
      'where aws:RequestedRegion is not "af-south-1" or "us-east-1" or "eu-west-1" and aws:PrincipalARN is not like "arn:aws:iam::*:role/AWSControlTowerExecution"');
    expect(fix).toContain('"bedrock:InferenceProfileArn":["arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5"]');
    expect(violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: 'Scp', locations: ['Properties/Content/Statement/0'] })]);
    expect(path.basename(violatingResources[0].templatePath!)).toBe('Org.template.json');
    if (target === ACCOUNT) {
      expect(description).not.toContain('assumed');
    } else {
      expect(description).toContain(`It is assumed that ${target} is above account ${ACCOUNT}; if not, say what is above it in 'organizationalUnits'`);
    }
    expect(result.printed).toContain('cannot call what');
    expect(result.printed).toContain('Org/Scp');
  });

  test('is not reported for another account, other types of policies and policies without targets', () => {
    const app = new App();
    access(app);
    const policy = scp(app, deny(), OTHER_ACCOUNT);
    new CfnPolicy(policy.stack, 'Tags', { name: 'tags', type: 'TAG_POLICY', content: { tags: {} }, targetIds: [ACCOUNT] });
    new CfnPolicy(policy.stack, 'Idle', { name: 'idle', type: 'SERVICE_CONTROL_POLICY', content: deny() });
    const result = synth(app);
    expectSilence(result);
    if (!NEWEST) {
      expect(result.printed).toContain('Policy Validation Successful!');
    }
  });

  test('is reported by \'organizationalUnits\' only where the unit is above the account', () => {
    const build = () => {
      const app = new App();
      access(app);
      scp(app, REGION_DENY, 'ou-ab12-11111111');
      return app;
    };
    expectSilence(synth(build(), { organizationalUnits: { [ACCOUNT]: ['r-ab12', 'ou-ab12-22222222'] } }));
    expectSilence(synth(build(), { organizationalUnits: { [ACCOUNT]: [] } }));
    expect(only(synth(build(), { organizationalUnits: { [ACCOUNT]: ['r-ab12', 'ou-ab12-11111111'] } })).description).not.toContain('assumed');
    expect(only(synth(build(), { organizationalUnits: { [OTHER_ACCOUNT]: [] } })).description).toContain('assumed');
  });

  test('is reported for content as JSON text, and for a unit that the app creates', () => {
    const app = new App();
    access(app);
    const policy = scp(app, {});
    policy.addPropertyOverride('Content', JSON.stringify(REGION_DENY));
    new CfnResource(policy.stack, 'Unit', { type: 'AWS::Organizations::OrganizationalUnit', properties: { Name: 'u', ParentId: 'r-ab12' } });
    policy.addPropertyOverride('TargetIds', [{ Ref: 'Unit' }]);
    expect(only(synth(app)).description).toContain('(on Unit), statement 0 (GRREGIONDENY)');
  });

  test('is not reported where the principal is exempt, or may be', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    new GlobalClaudeAccess(stack, 'Exempt', { models, assumedBy, roleName: 'stacksets-exec-1', path: '/' });
    const named = new GlobalClaudeAccess(stack, 'Parameter', { models, assumedBy });
    (named.role!.node.defaultChild as iam.CfnRole).roleName = new CfnParameter(stack, 'Name').valueAsString;
    scp(app, REGION_DENY, 'r-ab12');
    expectSilence(synth(app));
  });

  test('by a list of allows is reported once for the target, which says what it lacks', () => {
    const app = new App();
    access(app);
    const policy = scp(app, { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, 'r-ab12');
    new CfnPolicy(policy.stack, 'More', {
      name: 'more', type: 'SERVICE_CONTROL_POLICY', content: { Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } }, targetIds: ['r-ab12'],
    });
    const { description, violatingResources } = only(synth(app));
    expect(description).toContain('nothing in service control policy \'Org/Scp\' (on r-ab12) allows bedrock:InvokeModel');
    expect(violatingResources[0].locations).toEqual(['Properties/Content/Statement']);
  });
});

describe('access that the role\'s own policies block', () => {
  test('by an inline deny, a managed deny or a boundary is reported at that policy', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const forbid = (sid: string) => new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions: ['bedrock:*'], resources: ['*'] });
    const inline = new iam.Role(stack, 'Inline', { assumedBy, inlinePolicies: { guard: new iam.PolicyDocument({ statements: [forbid('Inside')] }) } });
    const managed = new iam.Role(stack, 'Managed', { assumedBy, managedPolicies: [new iam.ManagedPolicy(stack, 'NoBedrock', { statements: [forbid('Attached')] })] });
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    const bounded = new iam.Role(stack, 'Bounded', { assumedBy, permissionsBoundary: boundary });
    const given = new GlobalClaudeAccess(stack, 'Access', { models, streaming: false });
    given.attachTo(inline);
    given.grantInvoke(managed);
    given.attachTo(bounded);
    const { report } = synth(app);
    const seen = report.violations.map(({ description, violatingResources: [{ resourceLogicalId, locations }] }) =>
      [description, `${resourceLogicalId.slice(0, -8)} ${locations.join()}`]);
    const logicalId = stack.getLogicalId(inline.node.defaultChild as CfnResource);
    expect(seen).toEqual([
      [expect.stringContaining('\'Claude/Inline\' cannot call what \'Claude/Access\' gives it: its own policy \'guard\', statement 0 (Inside), denies bedrock:InvokeModel of'),
        `${logicalId.slice(0, -8)} Properties/Policies/0/PolicyDocument/Statement/0`],
      [expect.stringMatching(/^'Claude\/Managed' .* its own policy 'NoBedrock\w+', statement 0 \(Attached\), denies .* whatever the conditions\.$/),
        'NoBedrock Properties/PolicyDocument/Statement/0'],
      [expect.stringMatching(/^'Claude\/Bounded' .* nothing in its permissions boundary 'Boundary\w+' allows .* on the profile, the model in the source Region, the model without/),
        'Boundary Properties/PolicyDocument/Statement'],
    ]);
  });

  test('is not judged for users, groups and imported roles, and not where a policy is only referred to', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const given = new GlobalClaudeAccess(stack, 'Access', { models });
    given.attachTo(new iam.User(stack, 'User'));
    given.attachTo(new iam.Group(stack, 'Group'));
    given.attachTo(iam.Role.fromRoleName(stack, 'Imported', 'imported'));
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'elsewhere');
    given.attachTo(new iam.Role(stack, 'Bounded', { assumedBy, permissionsBoundary: boundary }));
    expectSilence(synth(app));
  });

  test('is reported where an escape hatch took the allows away', () => {
    const app = new App();
    const given = access(app);
    (given.role!.node.defaultChild as iam.CfnRole).addPropertyOverride('ManagedPolicyArns', []);
    expect(only(synth(app)).description).toContain('nothing in its own policies allows');
  });
});

describe('where the stack is deployed', () => {
  test('only what is denied from every Region is reported of a stack without one', () => {
    const build = (regions: string[]) => {
      const app = new App();
      access(app, {});
      scp(app, deny({ StringEquals: { 'aws:RequestedRegion': regions } }), 'r-ab12');
      return app;
    };
    expectSilence(synth(build(['af-south-1', 'us-east-1'])));
    const { description } = only(synth(build(['unspecified'])));
    expect(description).toContain('is above the account, which is not known at synthesis');
  });

  test('a policy on an account is not reported for a role whose account is not known', () => {
    const app = new App();
    access(app, {});
    scp(app, deny(), ACCOUNT);
    expectSilence(synth(app));
  });

  test('roles in stages and nested stacks are judged by a policy in another stage', () => {
    const app = new App();
    const nested = new NestedStack(new Stack(new Stage(app, 'Prod'), 'Claude', { env: CAPE_TOWN }), 'Nested');
    new GlobalClaudeAccess(nested, 'Access', { models, assumedBy });
    scp(new Stage(app, 'Security'), REGION_DENY, 'r-ab12');
    const { description, violatingResources } = only(synth(app));
    expect(description).toContain('\'Prod/Claude/Nested/Access/Role\' cannot call what \'Prod/Claude/Nested/Access\' gives it');
    expect(description).toContain('\'Security/Org/Scp\'');
    expect(violatingResources[0].templatePath).toContain('assembly-Security');
  });

  test('a policy\'s own pseudo parameters are not those of the caller', () => {
    const app = new App();
    access(app);
    const policy = new CfnPolicy(new Stack(app, 'Org'), 'Scp', { name: 'scp', type: 'SERVICE_CONTROL_POLICY', targetIds: ['r-ab12'], content: {} });
    policy.content = deny({ StringEquals: { 'aws:PrincipalAccount': policy.stack.account } });
    expectSilence(synth(app));
  });
});

describe('policies of the organization', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'scps-'));
  const file = (name: string, content: unknown) => {
    const at = path.join(directory, name);
    fs.writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
    return at;
  };
  afterAll(() => fs.rmSync(directory, { recursive: true }));

  test('from files block access, and are named by their files', () => {
    const app = new App();
    access(app);
    const regionDeny = file('region-deny.json', REGION_DENY);
    const full = file('full.json', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const result = synth(app, { organizationPolicies: [full, regionDeny] });
    const { description, violatingResources } = only(result);
    expect(description).toContain(`service control policy '${regionDeny}', statement 0 (GRREGIONDENY), denies`);
    expect(description).not.toContain('assumed');
    expect(violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^AccessRole/), locations: ['Properties'] })]);
    expect(result.report.metadata).toEqual({ organizationPolicies: `${full}, ${regionDeny}` });
  });

  test.each([
    ['that are missing', () => path.join(directory, 'none.json'), 'There is no file '],
    ['that are directories', () => directory, 'There is no file '],
    ['that are not JSON', () => file('text.json', '{'), 'text.json\' must be JSON: '],
    ['that are no policies', () => file('list.json', []), 'list.json\': must be an object with a \'Statement\''],
    ['that name principals', () => file('principal.json', { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }),
      '\'Principal\' has no place in a policy of this layer'],
  ])('fails for files %s', (_, bad, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => GlobalCrisValidation.addTo(stack, { organizationPolicies: [bad()] })).toThrow(message);
    expect(() => GlobalCrisValidation.addTo(stack, { organizationPolicies: [bad()] })).toThrow('Stack: \'organizationPolicies\' must be ');
  });

  test.each([
    [{ 1234: [] }, '\'organizationalUnits\' must be named by accounts of 12 digits, got: "1234"'],
    [{ [ACCOUNT]: ['prod'] }, `'organizationalUnits.${ACCOUNT}' must list IDs of a root or of organizational units, got: "prod"`],
    [{ [ACCOUNT]: 'r-ab12' as unknown as string[] }, 'got: "r-ab12"'],
  ])('fails for units %j', (organizationalUnits: Record<string, string[]>, message) => {
    expect(() => GlobalCrisValidation.addTo(new App(), { organizationalUnits })).toThrow(message);
  });
});

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

  test('are judged for hundreds of roles in little time', () => {
    const { app, stack } = guarded(deny());
    for (let index = 0; index < 300; index++) {
      everything(stack, `Admin${index}`);
    }
    expectSilence(synth(app));
    const began = performance.now();
    const templatePaths = [path.join(app.outdir, stack.templateFile)];
    expect(GlobalCrisValidation.addTo(app).validate({ templatePaths } as IPolicyValidationContextBeta1).success).toBe(true);
    expect(performance.now() - began).toBeLessThan(5000);
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
