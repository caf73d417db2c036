import { readFileSync } from 'fs';
import * as path from 'path';
import {
  App, CfnResource, IPolicyValidationContextBeta1, Lazy, PolicyValidationPluginReportBeta1, Stack, Stage,
} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import * as core from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { GlobalClaudeAccess, GlobalCrisValidation, GlobalCrisValidationProps, InferenceRoute } from '../../src';
import { describe as describeFinding } from '../../src/core/app/findings';
import { GUARD_METADATA, writePromises } from '../../src/core/app/guard-promises';
import { STAND_IN_REGIONS } from '../../src/core/app/open-routes';
import { AppReport, FINDING_RULES } from '../../src/core/app/report';
import * as calls from '../../src/core/call/decide';
import { GuardPromises } from '../../src/core/call/guard/promises';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { PolicyLayer } from '../../src/core/iam/layer';
import * as policies from '../../src/core/iam/policy';
import { writeSummary } from '../../src/validation/summary';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import {
  access, assumedBy, deny, expectSilence, expectUnjudged, models, NEWEST, only, OTHER_ACCOUNT, REGION_DENY, scp, synth,
} from '../support/validation';

/** What only newer versions of the CDK have. */
interface NewerCore {
  readonly Validations: { of(scope: IConstruct): { acknowledge(violation: { id: string; reason: string }): void } };
}

describe('props that are odd', () => {
  const units = `'organizationalUnits.${ACCOUNT}' must list IDs of a root or of organizational units, got: `;
  const gap = `'organizationalUnits.${ACCOUNT}' must hold no undefined and no null, got: `;
  test.each<[unknown, string]>([
    [{ organizationalUnits: { 1234: [] } }, '\'organizationalUnits\' must be named by accounts of 12 digits, got: "1234"'],
    [{ organizationalUnits: { [ACCOUNT]: ['r-ab12', 'prod'] } }, `${units}"prod". For example ["r-ab12", "ou-ab12-11111111"]`],
    [{ organizationalUnits: { [ACCOUNT]: ['r-ab12', null] } }, `${gap}null as element 2 of 2`],
    [{ organizationalUnits: { [ACCOUNT]: ['r-ab12', undefined] } }, `${gap}undefined as element 2 of 2`],
    [{ organizationalUnits: { [ACCOUNT]: undefined } }, `${units}undefined. Use [] for the management account`],
    [{ organizationalUnits: { [ACCOUNT]: null } }, `${units}null`],
    [{ organizationalUnits: { [ACCOUNT]: 'r-ab12' } }, `'organizationalUnits.${ACCOUNT}' must be a list, got: "r-ab12"`],
    [{ fullAwsAccess: 'false' }, '\'fullAwsAccess\' must be true or false, got: "false". Omit it if'],
    [{ fullAwsAccess: 0, organizationalUnits: { [ACCOUNT]: ['prod'] } }, '2 rules are broken'],
    [{ organizationalUnits: { [ACCOUNT]: ['prod', 'ou-ab12'] } }, `2 rules are broken:\n- ${units}"prod"`],
    [null, '\'props\' must say what the app does not say, or be left out, got: null'],
  ])('%j fail', (props, message) => {
    expect(() => GlobalCrisValidation.addTo(new Stack(new App(), 'Stack'), props as GlobalCrisValidationProps))
      .toThrow(`Stack: ${message}`);
  });

  test('tokens among units are not judged', () => {
    const unit = Lazy.string({ produce: () => 'r-ab12' });
    expect(() => GlobalCrisValidation.addTo(new App(), { organizationalUnits: { [ACCOUNT]: [unit] } })).not.toThrow();
  });
});

describe('odd templates', () => {
  test.each<[string, (policy: CfnPolicy) => void, string]>([
    ['whose content is an intrinsic function', (policy) => policy.addPropertyOverride('Content', { 'Fn::Sub': '{}' }),
      '\'Statement\' is missing'],
    ['whose content is looked up', (policy) => policy.addPropertyOverride('Content', '{{resolve:ssm:/scp}}'), 'must be JSON'],
    ['of whose odd content the deployment knows a part', (policy) => policy.addPropertyOverride('Content', {
      Statement: { Effect: 'Deny', Actions: '*', Resource: { Ref: 'P' } },
    }), '\'Actions\' is not an element of a statement'],
    ['whose target is a parameter', (policy) => policy.addPropertyOverride('TargetIds', [{ Ref: 'P' }]),
      'its target is not known at synthesis: {"Ref":"P"}'],
    ['whose type is a parameter', (policy) => policy.addPropertyOverride('Type', { Ref: 'P' }),
      'its type is not known at synthesis: {"Ref":"P"}'],
    ['under a condition', (policy) => policy.addOverride('Condition', 'C'), 'it exists only under the condition \'C\''],
  ])('a policy %s is not judged, and the report says so', (_, spoil, message) => {
    const app = new App();
    access(app);
    const policy = scp(app, deny(), 'r-ab12');
    spoil(policy);
    const { report } = synth(app);
    expect(report.violations).toEqual([]);
    expect(report.metadata!['not judged']).toContain(message);
    expect(report.metadata!['not judged']).toContain('\'Org/Scp\': ');
  });

  const statement = { Effect: 'Deny', Action: 'bedrock:*', Resource: '*' };
  test.each<[string, unknown, string]>([
    ['that is not JSON', '{', 'must be JSON: '],
    ['that is missing', undefined, 'must be an object with a \'Statement\', got: null.'],
    ['with an odd statement', { Statement: [null] }, 'statement 0: must be an object, got: null.'],
    ['with a slip of the pen', { Statement: [{ Effect: 'Deny', Actions: 'bedrock:*', Resource: '*' }] },
      'statement 0: \'Actions\' is not an element of a statement'],
    ['with an unknown operator', { Statement: { ...statement, Condition: { StringEqual: { 'aws:RequestedRegion': 'unspecified' } } } },
      '\'StringEqual\' is not a condition operator'],
    ['that names principals', { Statement: { ...statement, Principal: '*' } }, '\'Principal\' is not allowed in a policy of this layer'],
    ['as JSON text', JSON.stringify({ Statement: { ...statement, Effect: 'deny' } }), '\'Effect\' must be "Allow" or "Deny", got: "deny".'],
  ])('a service control policy with content %s is reported', (_, content, why) => {
    const app = new App();
    access(app);
    scp(app, {}, 'r-ab12').addPropertyOverride('Content', content);
    const result = synth(app);
    const { ruleName, severity, description, violatingResources } = only(result);
    expect([ruleName, severity]).toEqual(['cdk-bedrock-cris/malformed-policy', 'error']);
    expect(description).toMatch(/^'Org\/Scp' is not a valid service control policy: .*\. Calls that it could deny are not judged\.$/);
    expect(description).toContain(why);
    expect(violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: 'Scp', locations: ['Properties/Content'] })]);
    expect(path.basename(violatingResources[0].templatePath!)).toBe('Org.template.json');
    expect(result.report.metadata!['not judged']).toBe('\'Claude/Access/Role\': it depends on the content of Org/Scp');
    expect(result.printed).toContain('\'Org/Scp\' is not a valid service control policy');
  });

  test('a malformed policy is reported though it is attached to nothing, since nobody can deploy it', () => {
    const app = new App();
    scp(app, {});
    expect(only(synth(app)).description).toContain('\'Statement\' is missing');
  });

  test('a fault of ours is none of a policy, so it is not hidden', () => {
    const app = new App();
    access(app);
    expectSilence(synth(app));
    const decide = jest.spyOn(calls, 'decide').mockImplementation(() => { throw new Error('fault'); });
    const context = { templatePaths: [path.join(app.outdir, 'Claude.template.json')] } as IPolicyValidationContextBeta1;
    expect(() => GlobalCrisValidation.addTo(app).validate(context)).toThrow('fault');
    decide.mockRestore();
  });

  test('what a policy that cannot be read may say is not judged; what is denied anyway is', () => {
    const build = (condition?: object) => {
      const app = new App();
      const roleWithOddPolicy = access(app).role!;
      (roleWithOddPolicy.node.defaultChild as CfnResource).addPropertyOverride('Policies', [
        { PolicyName: 'odd', PolicyDocument: { Statement: 'odd' } },
      ]);
      new GlobalClaudeAccess(roleWithOddPolicy.stack, 'Other', { models, assumedBy });
      scp(app, deny(condition), ACCOUNT);
      return synth(app);
    };
    const result = build({ StringEquals: { 'aws:PrincipalTag/team': 'x' } });
    expectUnjudged(result, /'Claude\/Access\/Role'.* policy 'Claude\/Access\/Role \(odd\)', statement 0: must be an object/);
    expect(build().report.violations.map(({ ruleMetadata }) => ruleMetadata!.identity))
      .toEqual(['Claude/Access/Role', 'Claude/Other/Role']);
  });

  test('a role with a policy that names principals is not judged', () => {
    const app = new App();
    const { role } = access(app);
    const document = { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } };
    (role!.node.defaultChild as CfnResource).addPropertyOverride('Policies', [{ PolicyName: 'odd', PolicyDocument: document }]);
    const { report } = synth(app);
    expect(report.violations).toEqual([]);
    expect(report.metadata!['not judged'])
      .toContain('\'Claude/Access/Role\': policy \'Claude/Access/Role (odd)\', statement 0: \'Principal\' is not allowed');
  });
});

describe('routes that a guard closes', () => {
  const [model] = models;
  const allModelsBut = (...ids: string[]) => KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !ids.includes(modelId));

  function promise(policy: CfnPolicy, promises: Partial<GuardPromises>): void {
    const nothing = { routes: [], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: [] };
    policy.addMetadata(GUARD_METADATA, writePromises({ ...nothing, ...promises }));
  }

  function guarded(content: object, exemptPrincipalArns: string[] = []): { app: App; stack: Stack; policy: CfnPolicy } {
    const app = new App();
    const policy = scp(app, content, 'ou-ab12-11111111');
    promise(policy, { routes: [InferenceRoute.BATCH], exceptModelIds: allModelsBut(model.modelId), exemptPrincipalArns });
    return { app, policy, stack: new Stack(app, 'Apps', { env: CAPE_TOWN }) };
  }

  function everything(stack: Stack, id = 'Admin', props: Partial<iam.RoleProps> = {}): iam.Role {
    return new iam.Role(stack, id, {
      assumedBy, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')], ...props,
    });
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
    expect(description).toBe('\'Apps/Admin\' can still use what guard \'Org/Scp\' promises to close: GLOBAL_PROFILE (bedrock:InvokeModel ' +
      'and bedrock:InvokeModelWithResponseStream and bedrock:InvokeModelWithBidirectionalStream of anthropic.claude-sonnet-5-5 ' +
      'from af-south-1, us-east-1, eu-west-1). Policy \'AdministratorAccess\' allows it, and no statement above denies it. ' +
      `It is assumed that ou-ab12-11111111 is above account ${ACCOUNT}; if not, list what is above it in 'organizationalUnits' (nothing ` +
      'is above the management account).');
    expect(fix).toContain('escape hatch');
    expect(violatingResources).toEqual([
      expect.objectContaining({ resourceLogicalId: 'Scp', locations: ['Properties/Content'] }),
      expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^Admin/), locations: ['Properties'] }),
    ]);
    expect(result.printed).toContain('can still use');
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
    expectUnjudged(synth(app, { organizationalUnits: { [OTHER_ACCOUNT]: [] } }), /^'Apps\/Bounded': .*policy\/elsewhere/);
  });

  test('are not judged for a role in a placeholder\'s Region', () => {
    const { app } = guarded(deny());
    everything(new Stack(app, 'There', { env: { account: ACCOUNT, region: 'placeholder' } }));
    expect(synth(app).report.metadata!['not judged']).toBe('\'There/Admin\': its Region is not a Region code: placeholder');
  });

  test('are not judged for the management account, which no guard reaches', () => {
    const { app, stack, policy } = guarded(deny());
    everything(stack);
    policy.addPropertyOverride('Content.Statement.Action', 's3:*');
    policy.addPropertyOverride('TargetIds', [ACCOUNT, 'r-ab12']);
    expectSilence(synth(app, { organizationalUnits: { [ACCOUNT]: [] } }));
  });

  test('of a guard whose targets an escape hatch took away are not judged', () => {
    const { app, stack, policy } = guarded(deny());
    everything(stack);
    policy.addPropertyOverride('TargetIds', []);
    expectSilence(synth(app));
  });

  test('are told apart role by role, and a policy that roles share is read once', () => {
    const { app, stack, policy } = guarded(deny());
    policy.addPropertyOverride('Content.Statement.Action', 'bedrock:CreateModelInvocationJob');
    const shared = new iam.ManagedPolicy(stack, 'Shared', {
      statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: ['*'] })],
    });
    const open = Array.from({ length: 10 }, (_, index) => everything(stack, `Open${index}`, { managedPolicies: [shared] }).node.path);
    Array.from({ length: 10 }, (_, index) =>
      everything(stack, `Closed${index}`, { managedPolicies: [shared], permissionsBoundary: boundary(stack, index) }));
    const read = jest.spyOn(policies, 'parsePolicy');
    const { report } = synth(app);
    expect(read.mock.calls.filter(([name]) => name === 'Apps/Shared')).toHaveLength(1);
    expect(report.violations.map(({ ruleMetadata }) => ruleMetadata!.identity)).toEqual(open);
    read.mockRestore();
  });

  function boundary(stack: Stack, index: number): iam.ManagedPolicy {
    return new iam.ManagedPolicy(stack, `Boundary${index}`, {
      statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
    });
  }

  describe('where an escape hatch opened them', () => {
    const opened = (...managedPolicies: string[]) => {
      const { app, stack, policy } = guarded(deny());
      policy.addPropertyOverride('Content.Statement.Action', 's3:*');
      everything(stack, 'Role', { managedPolicies: managedPolicies.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)) });
      return { app, stack, policy };
    };

    test.each([
      ['PowerUserAccess'],
      ['AmazonBedrockFullAccess'],
      ['AdministratorAccess', 'SecurityAudit'],
    ])('are reported of a role with %s, as AWS\'s policies deny nothing', (...names) => {
      expect(only(synth(opened(...names).app)).description).toContain(`Policy '${names[0]}' allows it`);
    });

    test.each([
      'AWSDenyAll', 'job-function/NewDeny',
    ])('are not reported of a role with %s, whose name says that it denies', (name) => {
      const result = synth(opened('AdministratorAccess', name).app);
      expect([result.report.violations, result.failed]).toEqual([[], false]);
    });

    test('are reported of a role with AWSCompromisedKeyQuarantineV2, where it does not deny them', () => {
      const { description } = only(synth(opened('AdministratorAccess', 'AWSCompromisedKeyQuarantineV2').app));
      expect(description).toContain('GLOBAL_PROFILE (bedrock:InvokeModelWithBidirectionalStream of');
    });

    test('are not reported of a role that only its boundary allows', () => {
      const { app, stack } = opened();
      const powerUser = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
      everything(stack, 'Bounded', { managedPolicies: [], permissionsBoundary: powerUser });
      expectSilence(synth(app));
    });

    test('are not reported of a role with a policy that exists only under a condition', () => {
      const { app, stack } = opened();
      const denyAll = new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['*'], resources: ['*'] });
      const conditional = new iam.ManagedPolicy(stack, 'Conditional', { statements: [denyAll], roles: [everything(stack)] });
      (conditional.node.defaultChild as CfnResource).addOverride('Condition', 'C');
      expectUnjudged(synth(app), 'the condition C of the template');
    });

    test('are reported of a role that may make one of several calls', () => {
      const { app, stack, policy } = opened();
      const { modelId } = models[1];
      const exceptModelIds = allModelsBut(...models.map((one) => one.modelId));
      promise(policy, { exceptModelIds });
      const resources = [`arn:aws:bedrock:*:*:inference-profile/global.${modelId}`, `arn:aws:bedrock:*::foundation-model/${modelId}`];
      const statements = [new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources })];
      new iam.Role(stack, 'Some', { assumedBy, inlinePolicies: { some: new iam.PolicyDocument({ statements }) } });
      expect(only(synth(app)).description)
        .toContain(`'Apps/Some' can still use what guard 'Org/Scp' promises to close: GLOBAL_PROFILE (bedrock:InvokeModel of ${modelId} ` +
          'from af-south-1');
    });

    test('are reported of a role whose policy names the ARNs of another partition', () => {
      const { app } = opened();
      const resources = ['inference-profile/*', 'foundation-model/*'].map((name) => `arn:aws-us-gov:bedrock:*:*:${name}`);
      const statements = [new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources })];
      const there = new Stack(app, 'There', { env: { account: ACCOUNT, region: 'us-gov-west-1' } });
      new iam.Role(there, 'Named', { assumedBy, inlinePolicies: { named: new iam.PolicyDocument({ statements }) } });
      expect(only(synth(app)).description).toMatch(/^'There\/Named' can still use .*from us-gov-west-1\)/);
    });

    test.each([
      ['us-gov-west-1', 'us-gov-west-1'], ['us-west-2', 'us-west-2, af-south-1, us-east-1, eu-west-1'],
    ])('are reported from %s and Regions of its partition', (region, regions) => {
      const { app } = opened();
      everything(new Stack(app, 'There', { env: { account: ACCOUNT, region } }));
      expect(only(synth(app)).description).toContain(`from ${regions})`);
    });
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
    const exitCode = process.exitCode;
    if (NEWEST) {
      expect(() => app.synth()).toThrow();
    } else {
      app.synth();
      expect(process.exitCode).toBe(1);
    }
    process.exitCode = exitCode;
    const { violations }: PolicyValidationPluginReportBeta1 = validate.mock.results[0].value;
    jest.restoreAllMocks();
    expect(violations.map(({ description }) => description))
      .toEqual([expect.stringContaining('\'Prod/Claude/Access/Role\'')]);
  });

  if (NEWEST) {
    describe('newer versions name the ID by which a violation is acknowledged', () => {
      const id = 'cdk-bedrock-cris::cdk-bedrock-cris/blocked-access';
      const build = (acknowledge: (app: App, policy: CfnPolicy, role: IConstruct) => IConstruct[]) => {
        const app = new App();
        const { role } = access(app);
        const policy = scp(app, deny(), ACCOUNT);
        acknowledge(app, policy, role!).forEach((at) =>
          (core as typeof core & NewerCore).Validations.of(at).acknowledge({ id, reason: 'the guard is meant' }));
        return app;
      };

      test('and the report prints it', () => {
        expect(synth(build(() => [])).printed).toContain(`Acknowledge with '${id}'`);
      });

      test.each<[string, (app: App, policy: CfnPolicy, role: IConstruct) => IConstruct[]]>([
        ['at the app', (app) => [app]],
        ['at the policy and at the role', (_, policy, role) => [policy, role]],
        ['at the policy and at the stack of the role', (_, policy, role) => [policy, Stack.of(role)]],
      ])('which is enough %s', (_, acknowledge) => {
        const app = build(acknowledge);
        const silenced = jest.spyOn(console, 'error').mockImplementation();
        GlobalCrisValidation.addTo(app);
        expect(() => app.synth()).not.toThrow();
        silenced.mockRestore();
      });

      test('which is not enough at the policy alone: it would hide roles that come later', () => {
        expect(synth(build((_, policy) => [policy])).printed).toContain('Claude/Access/Role');
      });
    });
  }

  test('fails outside of an app', () => {
    expect(() => GlobalCrisValidation.addTo(new (jest.requireActual('constructs').RootConstruct)('Root')))
      .toThrow('\'scope\' must be an app, or a stage or another construct in one');
  });

  test('an app without roles to judge passes, and one line says so', () => {
    const app = new App();
    new Stack(app, 'Empty');
    const plugin = GlobalCrisValidation.addTo(app);
    expect(plugin)
      .toMatchObject({
        name: 'cdk-bedrock-cris',
        version: '0.0.0',
        ruleIds: [
          'blocked-access', 'partial-access', 'stream-missing', 'open-route', 'malformed-policy', 'stack-set-refused',
          'wide-trust', 'closed-trust', 'blocked-project', 'guardrail-optional', 'not-judged',
        ].map((rule) => `cdk-bedrock-cris/${rule}`),
      });
    const result = synth(app);
    expectSilence(result);
    expect(result.printed.split('\n').filter((line) => line.startsWith('[cdk-bedrock-cris]'))).toEqual([
      '[cdk-bedrock-cris] 0 identities judged under 0 service control policies: 0 calls allowed, 0 denied that only a wildcard allows, ' +
      '0 blocked; nothing is left unjudged',
    ]);
    expect(result.printed.includes('Performing Policy Validations')).toBe(!NEWEST);
  });
});

describe('docs/validation.md', () => {
  const page = readFileSync('docs/validation.md', 'utf8');
  const text = page.replace(/\n/g, ' ');

  test('has every rule', () => {
    const rules = FINDING_RULES.filter((rule) => rule !== 'over-grant');
    expect([...rules, 'not-judged'].filter((rule) => !page.includes(`| \`${rule}\` |`))).toEqual([]);
  });

  test('has the Regions that stand for all others', () => {
    const [first, second, last] = STAND_IN_REGIONS.map((region) => `\`${region}\``);
    expect(text.replace(/ +/g, ' ')).toContain(`looks for open routes from ${first}, ${second} and ${last}.`);
  });

  test('shows what is printed', () => {
    const call = { path: 'Claude/Access/Role', model: 'anthropic.claude-sonnet-5-5', region: 'af-south-1', isFamily: false };
    expect(text).toContain(describeFinding('blocked-access', [{ ...call, action: 'invoke' }], 'service control policy \'Org/RegionDeny\''));
    const report = {
      totals: { identities: 12, allowed: 30, denied: 4, partial: 0, notJudged: 3, errors: 0, warnings: 0 },
      rows: [...Array(4)].map(() => ({ verdict: 'denied', intent: 'wildcard' })),
      denies: [...Array(2)].map(() => ({ layer: PolicyLayer.SERVICE_CONTROL })),
      notJudged: [{ what: 'a stack', why: 'a macro' }],
    } as unknown as AppReport;
    expect(text).toContain(writeSummary(report, 'cdk.out', ''));
  });
});
