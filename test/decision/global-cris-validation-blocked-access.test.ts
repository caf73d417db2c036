import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnParameter, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { GlobalClaudeAccess, GlobalCrisValidation } from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { access, assumedBy, deny, expectSilence, models, NEWEST, only, OTHER_ACCOUNT, REGION_DENY, scp, synth } from '../support/validation';

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
    scp(new Stage(app, 'Security'), deny(), 'r-ab12');
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
