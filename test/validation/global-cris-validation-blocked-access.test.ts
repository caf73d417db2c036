import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnParameter, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { ClaudeModel, ClaudeProject, GlobalClaudeAccess, GlobalCrisValidation } from '../../src';
import { APPROVED } from '../support/approved-models';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import {
  access, assumedBy, deny, expectSilence, expectUnjudged, models, NEWEST, only, OTHER_ACCOUNT, REGION_DENY, scp, synth,
} from '../support/validation';

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
    expect(description).toContain('\'Claude/Access/Role\' cannot call anthropic.claude-sonnet-5-5, anthropic.claude-opus-5-5 ' +
      'from af-south-1, although its own policies allow it by name: ' +
      `service control policy 'Org/Scp' (on ${target}), statement 0 (GRREGIONDENY), denies bedrock:InvokeModel and ` +
      'bedrock:InvokeModelWithResponseStream of anthropic.claude-sonnet-5-5, anthropic.claude-opus-5-5 ' +
      'on the model without a Region (aws:RequestedRegion is "unspecified"), ' +
      'where aws:RequestedRegion is not "af-south-1", "us-east-1" or "eu-west-1" and aws:PrincipalARN is not like ' +
      '"arn:aws:iam::*:role/AWSControlTowerExecution"');
    expect(fix)
      .toContain('"bedrock:InferenceProfileArn":' +
        '["arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5",' +
        '"arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-opus-5-5"]');
    expect(violatingResources).toEqual([ // the CDK CLI drops violations that name no template of a selected stack
      expect.objectContaining({ resourceLogicalId: 'Scp', locations: ['Properties/Content/Statement/0'] }),
      expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^AccessRole/), locations: ['Properties'] }),
    ]);
    expect(violatingResources.map(({ templatePath }) => path.basename(templatePath!)))
      .toEqual(['Org.template.json', 'Claude.template.json']);
    if (target === ACCOUNT) {
      expect(description).not.toContain('assumed');
    } else {
      expect(description)
        .toContain(`It is assumed that ${target} is above account ${ACCOUNT}; if not, list what is above it in 'organizationalUnits'`);
    }
    expect(result.printed).toContain('cannot call anthropic.');
    expect(result.printed).toContain('Org/Scp');
  });

  test('of several roles has one edit for all of them, models and actions, and names each role', () => {
    const app = new App();
    scp(app, { ...REGION_DENY, Statement: [{ ...REGION_DENY.Statement[0], Sid: 'Own' }] }, 'r-ab12');
    const wanted = [ACCOUNT, OTHER_ACCOUNT].flatMap((account, index) => {
      const stack = new Stack(app, `Claude${index}`, { env: { ...CAPE_TOWN, account } });
      return models.map((model) => {
        new GlobalClaudeAccess(stack, `Access${model.modelId}`, { models: [model], assumedBy });
        return `arn:aws:bedrock:af-south-1:${account}:inference-profile/global.${model.modelId}`;
      });
    });
    const { violations } = synth(app).report;
    expect(new Set(violations.map(({ ruleMetadata }) => ruleMetadata!.identity)).size).toBe(4);
    expect(violations).toHaveLength(4);
    const assumption = 'It is assumed that r-ab12 is above every account of the app; if not,';
    violations.forEach(({ description }) => expect(description).toContain(assumption));
    const [fix, ...otherFixes] = new Set(violations.map((violation) => violation.fix!));
    expect(otherFixes).toEqual([]);
    const [sentence, ...statements] = fix.split('\n');
    expect(sentence).toMatch(/^Change statement 0 \('Own'\).*admits the 4 calls that were asked for/);
    expect(statements.map((one) => JSON.parse(one).Condition.ArnNotLike['bedrock:InferenceProfileArn'])).toEqual([wanted]);
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
    expect(only(synth(build(), { organizationalUnits: { [ACCOUNT]: ['r-ab12', 'ou-ab12-11111111'] } })).description)
      .not.toContain('assumed');
    expect(only(synth(build(), { organizationalUnits: { [OTHER_ACCOUNT]: [] } })).description).toContain('assumed');
  });

  test('on the account itself is not reported of the management account', () => {
    const app = new App();
    access(app);
    scp(app, deny(), ACCOUNT);
    expectSilence(synth(app, { organizationalUnits: { [ACCOUNT]: [] } }));
  });

  test('is reported for those of its targets that are known', () => {
    const app = new App();
    access(app);
    scp(app, deny(), 'r-ab12').addPropertyOverride('TargetIds', [{ Ref: 'P' }, 'r-ab12']);
    const result = synth(app);
    expect(only(result).description).toContain('(on r-ab12)');
    expect(result.report.metadata!['not judged']).toBe('\'Org/Scp\': its target is not known at synthesis: {"Ref":"P"}');
  });

  test('is reported for content as JSON text, and for a unit that the app creates', () => {
    const app = new App();
    access(app);
    const policy = scp(app, {});
    policy.addPropertyOverride('Content', JSON.stringify(REGION_DENY));
    new CfnResource(policy.stack, 'Unit', {
      type: 'AWS::Organizations::OrganizationalUnit', properties: { Name: 'u', ParentId: 'r-ab12' },
    });
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
    expectUnjudged(synth(app), /^'Claude\/Parameter\/Role': it depends on the name of the role$/);
  });

  test('is judged by all names that CloudFormation may generate, also by those that it cuts', () => {
    const under = (pattern: string) => {
      const app = new App();
      const stack = new Stack(app, `${'S'.repeat(40)}Claude`, { env: CAPE_TOWN });
      new GlobalClaudeAccess(stack, 'AccessOfAnAssistantWithALongName', { models, assumedBy });
      scp(app, deny({ ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${pattern}` } }), ACCOUNT);
      return synth(app);
    };
    only(under('*-Exempt-*'));
    only(under('*Claude-*')); // the end of the stack's name is cut off
    expectSilence(under('SSSSS*-AccessOfAn*-*'));
    expectUnjudged(under('*-AccessOfAn*A'), 'the name of the role'); // its end is random
  });

  test.each([
    ['us-gov-west-1', 'aws-us-gov'], ['cn-north-1', 'aws-cn'],
  ])('in %s is reported of principals by their partition', (region, partition) => {
    const under = (pattern: string) => {
      const app = new App();
      new GlobalClaudeAccess(new Stack(app, 'Claude', { env: { account: ACCOUNT, region } }), 'Access', {
        models: [ClaudeModel.of('anthropic.claude-next')], assumedBy,
      });
      scp(app, deny({ ArnLike: { 'aws:PrincipalArn': pattern } }), 'r-ab12');
      return synth(app);
    };
    expectSilence(under('arn:aws:iam::*:role/*'));
    only(under(`arn:${partition}:iam::*:role/*`));
  });

  test('by a list of allows is reported once for the target, which says what it lacks, where the list replaces FullAWSAccess', () => {
    const build = () => {
      const app = new App();
      access(app);
      const policy = scp(app, { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, 'r-ab12');
      new CfnPolicy(policy.stack, 'More', {
        name: 'more',
        type: 'SERVICE_CONTROL_POLICY',
        content: { Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } },
        targetIds: ['r-ab12'],
      });
      return app;
    };
    expectSilence(synth(build()));
    expectSilence(synth(build(), { fullAwsAccess: true }));
    const app = build();
    GlobalCrisValidation.addTo(app, { fullAwsAccess: false });
    const { description, violatingResources } = only(synth(app)); // what is not said again stays as it was
    expect(description).toContain('nothing in service control policy \'Org/Scp\' (on r-ab12) allows bedrock:InvokeModel');
    expect(violatingResources[0].locations).toEqual(['Properties/Content']);
  });

  test('is not reported for a target without allows where FullAWSAccess is replaced, since its list is elsewhere', () => {
    const app = new App();
    access(app);
    scp(app, { Statement: { Effect: 'Deny', Action: 'ec2:*', Resource: '*' } }, ACCOUNT);
    expectSilence(synth(app, { fullAwsAccess: false }));
  });
});

describe('access that the role\'s own policies block', () => {
  test('by an inline deny, a managed deny or a boundary is reported at that policy', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const forbid = (sid: string) => new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions: ['bedrock:*'], resources: ['*'] });
    const inline = new iam.Role(stack, 'Inline', {
      assumedBy, inlinePolicies: { guard: new iam.PolicyDocument({ statements: [forbid('Inside')] }) },
    });
    const managed = new iam.Role(stack, 'Managed', {
      assumedBy, managedPolicies: [new iam.ManagedPolicy(stack, 'NoBedrock', { statements: [forbid('Attached')] })],
    });
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
    });
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
      [expect.stringContaining(
        'from af-south-1, although its own policies allow it by name: the policy \'Claude/Inline (guard)\', statement 0 (Inside), denies ' +
        'bedrock:InvokeModel of'),
      `${logicalId.slice(0, -8)} Properties/Policies/0/PolicyDocument/Statement/0`],
      [expect.stringMatching(
        /^'Claude\/Managed' .* the policy 'Claude\/NoBedrock', statement 0 \(Attached\), denies .* whatever the conditions\.$/),
      'NoBedrock Properties/PolicyDocument/Statement/0'],
      [expect.stringMatching(
        /^'Claude\/Bounded' .* nothing in the permissions boundary 'Claude\/Boundary' allows .* on the profile, the model in the source/),
      'Boundary Properties/PolicyDocument'],
    ]);
  });

  test('is not judged for groups and imported roles, and not where a policy is only referred to', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const given = new GlobalClaudeAccess(stack, 'Access', { models });
    given.attachTo(new iam.User(stack, 'User'));
    given.attachTo(new iam.Group(stack, 'Group'));
    given.attachTo(iam.Role.fromRoleName(stack, 'Imported', 'imported'));
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'elsewhere');
    given.attachTo(new iam.Role(stack, 'Bounded', { assumedBy, permissionsBoundary: boundary }));
    expectUnjudged(synth(app), /^'Claude\/Group': .*, 'Claude\/Bounded': .*, 'imported': it depends on what else the role imported has/);
  });

  test('is reported of users too', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    new GlobalClaudeAccess(stack, 'Access', { models }).attachTo(new iam.User(stack, 'User'));
    scp(app, deny(), ACCOUNT);
    expect(only(synth(app)).ruleMetadata).toMatchObject({ identity: 'Claude/User' });
  });

  test('is not reported where a policy exists only under a condition', () => {
    const app = new App();
    const role = access(app).role!;
    const conditional = (id: string, effect: iam.Effect) => {
      const policy = new iam.ManagedPolicy(role.stack, id, {
        roles: [role], statements: [new iam.PolicyStatement({ effect, actions: ['bedrock:*'], resources: ['*'] })],
      });
      (policy.node.defaultChild as CfnResource).addOverride('Condition', 'C');
    };
    conditional('Denying', iam.Effect.DENY);
    expectUnjudged(synth(app), 'the condition C of the template');
  });

  test('is judged by what a boundary of AWS is known to allow', () => {
    const bounded = (name: string) => {
      const app = new App();
      access(app);
      iam.PermissionsBoundary.of(app).apply(iam.ManagedPolicy.fromAwsManagedPolicyName(name));
      return synth(app);
    };
    expectSilence(bounded('PowerUserAccess'));
    expectUnjudged(bounded('ReadOnlyAccess'), 'the content of ReadOnlyAccess');
  });

  test('is reported as partial where an escape hatch took one of the allows away', () => {
    const app = new App();
    (access(app).managedPolicy.node.defaultChild as CfnResource).addDeletionOverride('Properties.PolicyDocument.Statement.2');
    const { ruleName, description, fix } = only(synth(app));
    expect(ruleName).toBe('cdk-bedrock-cris/partial-access');
    expect(description)
      .toMatch(/^'Claude\/Access\/Role' cannot call .*: its own policies allow only a part of the call by name, and nothing in /);
    expect(fix).toContain('arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5');
  });

  test('is reported as a missing stream where one statement allows no streams', () => {
    const app = new App();
    (access(app).managedPolicy.node.defaultChild as CfnResource)
      .addPropertyOverride('PolicyDocument.Statement.2.Action', 'bedrock:InvokeModel');
    const { ruleName, description } = only(synth(app));
    expect(ruleName).toBe('cdk-bedrock-cris/stream-missing');
    expect(description).toContain('from af-south-1 as a stream: its own policies allow only a part');
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
    expectUnjudged(synth(build(['af-south-1', 'us-east-1'])), 'the source Region');
    const { description } = only(synth(build(['unspecified'])));
    expect(description).toContain('is above the account, which is not known at synthesis');
  });

  test('the remedy is for any account where the account is not known', () => {
    const app = new App();
    access(app, { region: 'af-south-1' });
    scp(app, REGION_DENY, 'r-ab12');
    const { fix, description } = only(synth(app));
    expect(fix).toContain('"arn:aws:bedrock:af-south-1:*:inference-profile/global.anthropic.claude-sonnet-5-5"');
    expect(fix).not.toContain('stands for');
    expect(description).toContain('is above the account, which is not known at synthesis');
  });

  test('the remedy of a boundary says what stands in for what is not known', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude');
    const given = new GlobalClaudeAccess(stack, 'Access', { models });
    const statements = [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['bedrock:*'], resources: ['*'] })];
    given.attachTo(new iam.Role(stack, 'Denied', {
      assumedBy, managedPolicies: [new iam.ManagedPolicy(stack, 'NoBedrock', { statements })],
    }));
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
    });
    given.attachTo(new iam.Role(stack, 'Bounded', { assumedBy, permissionsBoundary: boundary }));
    const [denied, bounded] = synth(app).report.violations.map(({ fix }) => fix);
    expect(denied).toContain('Only its owner can decide to exempt a model or a principal');
    expect(bounded)
      .toMatch(/Below, 111122223333 stands for the account: write its number\. Below, af-south-1 stands for the source Region/);
  });

  test('a model whose ID is a token is not judged, others are', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const unknown = ClaudeModel.of(new CfnParameter(stack, 'Model').valueAsString);
    new GlobalClaudeAccess(stack, 'Access', { models: [unknown, ...models], assumedBy });
    const result = synth(app);
    expectUnjudged(result, /^'Claude\/Access\/Role': it depends on Model$/);
    expect(result.printed).toContain('4 calls allowed, 0 denied that only a wildcard allows, 0 blocked; not judged: 2 calls');
  });

  test('a role in a placeholder\'s account is not judged', () => {
    const app = new App();
    access(app, { account: 'placeholder', region: 'af-south-1' });
    const { report } = synth(app);
    expect(report.violations).toEqual([]);
    expect(report.metadata!['not judged']).toBe('\'Claude/Access/Role\': its account ID does not have 12 digits: placeholder');
  });

  test('a policy on an account is not reported for a role whose account is not known', () => {
    const app = new App();
    access(app, {});
    scp(app, deny(), ACCOUNT);
    expectUnjudged(synth(app), 'it depends on the account');
  });

  test('roles in stages and nested stacks are judged by a policy in another stage', () => {
    const app = new App();
    const nested = new NestedStack(new Stack(new Stage(app, 'Prod'), 'Claude', { env: CAPE_TOWN }), 'Nested');
    new GlobalClaudeAccess(nested, 'Access', { models, assumedBy });
    scp(new Stage(app, 'Security'), deny(), 'r-ab12');
    const { description, violatingResources } = only(synth(app));
    expect(description).toContain('\'Prod/Claude/Nested/Access/Role\' cannot call ');
    expect(description).toContain('\'Security/Org/Scp\'');
    expect(violatingResources.map(({ templatePath }) => path.relative(app.outdir, path.resolve(app.outdir, templatePath!)))).toEqual([
      expect.stringMatching(/^assembly-Security\/SecurityOrg\w+\.template\.json$/),
      expect.stringMatching(/^assembly-Prod\/ProdClaudeNested\w+\.nested\.template\.json$/),
    ]);
  });

  test('a policy\'s own pseudo parameters are not those of the caller', () => {
    const app = new App();
    access(app);
    const policy = new CfnPolicy(new Stack(app, 'Org'), 'Scp', {
      name: 'scp', type: 'SERVICE_CONTROL_POLICY', targetIds: ['r-ab12'], content: {},
    });
    policy.content = deny({ StringEquals: { 'aws:PrincipalAccount': policy.stack.account } });
    expectUnjudged(synth(app), 'AWS::AccountId of Org');
  });
});

describe('policies of the organization', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'scps-'));
  const binary = (name: string, bytes: readonly number[] | Buffer) => {
    const at = path.join(directory, name);
    fs.writeFileSync(at, Buffer.from(bytes));
    return at;
  };
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
    expect(description).toContain(`It is assumed that '${regionDeny}' is above every account, so also account ${ACCOUNT}; if not, ` +
      'take it out of \'organizationPolicies\', ' +
      `or set { '${ACCOUNT}': [] } in 'organizationalUnits' if that is the management account.`);
    expect(violatingResources)
      .toEqual([expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^AccessRole/), locations: ['Properties'] })]);
    expect(result.printed)
      .toContain('1 identity judged under 2 service control policies: 0 calls allowed, 0 denied that only a wildcard allows, 4 blocked');
    expect(result.report.metadata).toEqual({ organizationPolicies: `${full}, ${regionDeny}` });
  });

  test('from files do not count for the management account', () => {
    const organizationPolicies = [file('region-deny.json', REGION_DENY)];
    const build = (env = CAPE_TOWN) => {
      const app = new App();
      access(app, env);
      return app;
    };
    expectSilence(synth(build(), { organizationPolicies, organizationalUnits: { [ACCOUNT]: [] } }));
    only(synth(build(), { organizationPolicies, organizationalUnits: { [ACCOUNT]: ['r-ab12'] } }));
    only(synth(build({ ...CAPE_TOWN, account: OTHER_ACCOUNT }), { organizationPolicies, organizationalUnits: { [ACCOUNT]: [] } }));
  });

  test('from files are assumed to be above an account that is not known', () => {
    const app = new App();
    access(app, {});
    const everything = file('everything.json', deny());
    expect(only(synth(app, { organizationPolicies: [everything] })).description)
      .toMatch(/It is assumed that '.*everything\.json' is above every account, so also the account, which.*'organizationPol.*'\.$/);
  });

  test('from files with a list of allows add nothing to FullAWSAccess, unless they replace it', () => {
    const build = () => {
      const app = new App();
      access(app);
      return app;
    };
    const organizationPolicies = [file('s3.json', { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } })];
    expectSilence(synth(build(), { organizationPolicies }));
    expect(only(synth(build(), { organizationPolicies, fullAwsAccess: false })).description)
      .toContain('s3.json\' allows bedrock:InvokeModel');
  });

  test('reads a file in UTF-16, as PowerShell writes it', () => {
    const app = new App();
    access(app);
    const text = JSON.stringify({ Statement: { Effect: 'Deny', Action: 'bedrock:*', Resource: '*' } });
    const utf16 = binary('utf16.json', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(only(synth(app, { organizationPolicies: [utf16] })).ruleName).toBe('cdk-bedrock-cris/blocked-access');
  });

  test.each([
    ['that are missing', () => path.join(directory, 'none.json'), 'There is no file '],
    ['that are directories', () => directory, ' is a directory: name the files in it'],
    ['that are no text', () => binary('scp.zip', [0x50, 0x4b, 3, 4]), 'is a zip archive: unpack it'],
    ['that are null', () => null as unknown as string, 'must hold no undefined and no null, got: null as element 1'],
    ['that have no name', () => '', 'got: "". For example '],
    ['that are not JSON', () => file('text.json', '{'), 'text.json:1:2: must be JSON: '],
    ['that are no policies', () => file('list.json', []), 'list.json\': must be an object with a \'Statement\''],
    ['that hold no policy', () => file('other.json', { a: 1 }), 'other.json\' holds no known policy: it has "a"'],
    ['that are YAML', () => file('scp.yaml', 'Version: 2012-10-17\nStatement: []\n'),
      'scp.yaml\' must be JSON, but looks like YAML. Convert it to JSON'],
    ['that name principals', () => file('principal.json', { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }),
      'principal.json\' names a \'Principal\', so it is a resource control policy'],
    ['of which one statement names principals', () => file('mixed.json', {
      Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*' }],
    }), '\'Principal\' is not allowed in a policy of this layer'],
    ['without statements', () => file('empty.json', { Statement: [] }), '\'Statement\' must hold at least one statement'],
  ])('fails for files %s', (_, bad, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => GlobalCrisValidation.addTo(stack, { organizationPolicies: [bad()] })).toThrow(message);
    expect(() => GlobalCrisValidation.addTo(stack, { organizationPolicies: [bad()] })).toThrow('Stack: \'organizationPolicies\' must ');
  });
});

describe('the project of a call, which AWS has announced (N1)', () => {
  test('that a service control policy stops is a warning, and the synthesis succeeds', () => {
    const app = new App();
    access(app);
    scp(app, APPROVED, ACCOUNT);
    const { report, failed, printed } = synth(app);
    expect([report.success, failed]).toEqual([true, false]);
    expect(printed).toContain('AWS has announced');
    expect(report.violations).toEqual([expect.objectContaining({
      ruleName: 'cdk-bedrock-cris/blocked-project',
      severity: 'warning',
      description: expect.stringMatching(/^AWS has announced .* Once it does, 'Claude\/Access\/Role' cannot call .*\(Approved\)/),
      fix: expect.stringContaining('arn:aws:bedrock:af-south-1:111122223333:project/default'),
    })]);
  });

  test('is no warning of its own where the same statement blocks the call today', () => {
    const app = new App();
    access(app);
    scp(app, deny(), ACCOUNT);
    expect(only(synth(app)).ruleName).toBe('cdk-bedrock-cris/blocked-access');
  });

  test('that a boundary of three legs lacks is a warning', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['bedrock:*'], resources: APPROVED.Statement[0].NotResource })],
    });
    new GlobalClaudeAccess(stack, 'Access', { models, assumedBy, permissionsBoundary: boundary });
    const { report } = synth(app);
    expect([report.success, ...report.violations.map(({ ruleName }) => ruleName)]).toEqual([true, 'cdk-bedrock-cris/blocked-project']);
  });

  test('that an access does not give is asked of nobody', () => {
    const app = new App();
    new GlobalClaudeAccess(new Stack(app, 'Claude', { env: CAPE_TOWN }), 'Access', { models, assumedBy, project: ClaudeProject.none() });
    scp(app, APPROVED, ACCOUNT);
    expectSilence(synth(app));
  });

  test('that only the deployment knows is no warning', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const project = ClaudeProject.named(new CfnParameter(stack, 'Project').valueAsString);
    new GlobalClaudeAccess(stack, 'Access', { models, assumedBy, project });
    scp(app, APPROVED, ACCOUNT);
    expectSilence(synth(app)); // it is only announced, so it makes no call depend
  });

  test('that an access does not give is in no remedy', () => {
    const app = new App();
    new GlobalClaudeAccess(new Stack(app, 'Claude', { env: CAPE_TOWN }), 'Access', { models, assumedBy, project: ClaudeProject.none() });
    scp(app, { ...APPROVED, Statement: APPROVED.Statement.map((one) => ({ ...one, NotResource: one.NotResource.slice(1) })) }, ACCOUNT);
    const { ruleName, fix } = only(synth(app));
    expect(ruleName).toBe('cdk-bedrock-cris/blocked-access');
    expect(fix).not.toContain('project/');
  });

  test('of one access is told of, although the same statement blocks another access', () => {
    const app = new App();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const role = new iam.Role(stack, 'Role', { assumedBy });
    new GlobalClaudeAccess(stack, 'Blocked', { models: [ClaudeModel.OPUS_5], role, project: ClaudeProject.none() });
    new GlobalClaudeAccess(stack, 'Named', { models: [ClaudeModel.SONNET_5], role, project: ClaudeProject.named('payments') });
    scp(app, {
      ...APPROVED,
      Statement: [{
        ...APPROVED.Statement[0],
        NotResource: ['arn:aws:bedrock:*:*:inference-profile/*', 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-*'],
      }],
    }, ACCOUNT);
    const { violations } = synth(app).report;
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['cdk-bedrock-cris/blocked-access', 'cdk-bedrock-cris/blocked-project']);
    expect(violations[1].description).toContain('cannot call anthropic.claude-sonnet-5 from');
    expect(violations[1].fix).toContain('project/payments');
  });

  test('is the one that the access names', () => {
    const app = new App();
    const project = ClaudeProject.named('payments');
    new GlobalClaudeAccess(new Stack(app, 'Claude', { env: CAPE_TOWN }), 'Access', { models, assumedBy, project });
    scp(app, {
      ...APPROVED,
      Statement: APPROVED.Statement.map((one) => ({ ...one, NotResource: [...one.NotResource, 'arn:*:bedrock:*:*:project/payments'] })),
    }, ACCOUNT);
    expectSilence(synth(app));
  });
});
