import { judgeApp } from '../../../src/core/app/judge-app';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';

const ROLE = { R: roleResource() };
const NAMED = { R: roleResource({ RoleName: 'claude' }) };
const UNIT = { OrganizationalUnitIds: ['ou-ab12-11111111'], AccountFilterType: 'NONE' };
const MANAGEMENT = '999988887777';

interface Given {
  readonly resources?: object;
  readonly template?: object;
  readonly regions?: readonly string[];
  readonly targets?: object;
  readonly more?: object;
}

/** Writes what is found of a set with all capabilities, unless said otherwise: the severity and the reason. */
function find({ resources = ROLE, template = {}, regions = ['af-south-1'], targets = UNIT, more = {} }: Given): string[] {
  const body = JSON.stringify({ Resources: resources, ...template });
  const Set = {
    Type: 'AWS::CloudFormation::StackSet',
    Properties: {
      StackSetName: 'claude',
      PermissionModel: 'SERVICE_MANAGED',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: body,
      StackInstancesGroup: [{ DeploymentTargets: targets, Regions: regions }],
      ...more,
    },
  };
  const assembly = assemblyOf(smallAssembly({ Sets: { template: { Resources: { Set } } } }));
  const { findings } = judgeApp({ assembly, units: { [MANAGEMENT]: [], 111122223333: ['r-ab12'] } });
  const found = findings.filter(({ rule }) => rule === 'stack-set-refused');
  found.forEach(({ description, places }) => {
    expect(description).toMatch(/^The stack set 'Sets\/Set' (fails|may fail): [^]*\.$/);
    expect(places[0]).toEqual({ file: 'Sets.template.json', logicalId: 'Set', location: 'Properties', path: 'Sets/Set' });
  });
  return found.map(({ severity, reason }) => `${severity}: ${reason}`);
}

const SELF_MANAGED = { PermissionModel: 'SELF_MANAGED' };

test('a set that CloudFormation takes has no finding', () => {
  expect(find({})).toEqual([]);
  expect(find({ resources: NAMED })).toEqual([]);
  expect(find({ regions: ['af-south-1', 'eu-west-1'] })).toEqual([]);
});

test('a name by a parameter that a group overrides is another one there', () => {
  const groups = [['af-south-1', undefined], ['eu-west-1', [{ ParameterKey: 'N', ParameterValue: 'y' }]]].map(([region, overrides]) =>
    ({ DeploymentTargets: UNIT, Regions: [region], ParameterOverrides: overrides }));
  const given = {
    resources: { R: roleResource({ RoleName: { Ref: 'N' } }) },
    template: { Parameters: { N: { Type: 'String' } } },
    regions: ['af-south-1', 'eu-west-1'],
    more: { Parameters: [{ ParameterKey: 'N', ParameterValue: 'x' }] },
  };
  expect(find(given)).toEqual([expect.stringContaining('has the name "x" in af-south-1 and eu-west-1')]);
  expect(find({ ...given, more: { ...given.more, StackInstancesGroup: groups } })).toEqual([]);
});

describe('what only service-managed sets refuse', () => {
  const template = { Transform: 'AWS::Serverless-2016-10-31' };
  const nested = { ...ROLE, N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x.json' } } };
  const policy = { ...ROLE, P: { Type: 'AWS::Organizations::Policy', Properties: { Type: 'SERVICE_CONTROL_POLICY', Content: {} } } };

  test.each([
    ['a transform', { template }, /the transform AWS::Serverless-2016-10-31 changes it .* no macros or transforms/],
    ['a macro inside', { resources: { R: { ...ROLE.R, 'Fn::Transform': { Name: 'M' } } } }, /a macro changes it/],
    ['a nested stack', { resources: nested }, /nests stacks \('Sets\/Set\/N'\)/],
    ['a policy of the organization', { resources: policy }, /policies of the organization \('Sets\/Set\/P'\)/],
    ['the management account', { targets: { ...UNIT, AccountFilterType: 'INTERSECTION', Accounts: [MANAGEMENT] } }, /names 999988887777/],
  ])('%s', (_, given: Given, reason) => {
    expect(find(given)).toEqual([expect.stringMatching(reason)]);
    expect(find(given)[0]).toMatch(/^error/);
    expect(find({ ...given, more: SELF_MANAGED })).toEqual([]);
  });

  test('the management account may be left out, and another one named', () => {
    expect(find({ targets: { ...UNIT, AccountFilterType: 'DIFFERENCE', Accounts: [MANAGEMENT] } })).toEqual([]);
    expect(find({ targets: { ...UNIT, AccountFilterType: 'INTERSECTION', Accounts: ['111122223333'] } })).toEqual([]);
  });

  test.each([
    ['no unit', { Accounts: ['111122223333'], AccountFilterType: 'INTERSECTION' }, /names no organizational unit/],
    ['more accounts than the units have', { ...UNIT, Accounts: ['111122223333'], AccountFilterType: 'UNION' }, /the filter UNION/],
  ])('%s is a warning, since only the creation is refused', (_, targets, reason) => {
    expect(find({ targets })).toEqual([expect.stringMatching(reason)]);
    expect(find({ targets })[0]).toMatch(/^warning/);
  });
});

describe('the size of the template', () => {
  const Outputs = { Long: { Value: 'x'.repeat(51_000) } };
  const fill = (length: number) => ({ Long: { Value: 'x'.repeat(length) } });
  const byUrl = (length: number) => {
    const url = { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 's', TemplateURL: 'https://x/hash.json' } };
    const { findings } = judgeApp({
      assembly: assemblyOf(smallAssembly({ Sets: { template: { Resources: { Set: url } } } }, {
        'Sets.assets.json': { files: { hash: { source: { path: 'set.json' } } } },
        'set.json': { Resources: {}, Outputs: fill(length) },
      }, { 'Sets.assets': { type: 'cdk:asset-manifest', properties: { file: 'Sets.assets.json' } } })),
    });
    return findings.map(({ reason }) => reason);
  };

  test('as text 51,200 bytes, in UTF-8', () => {
    expect(find({ resources: {}, template: { Outputs } })).toEqual([]);
    expect(find({ resources: {}, template: { Outputs: fill(51_200) } }))
      .toEqual([expect.stringMatching(/51,2\d\d bytes, .* 51,200 as text/)]);
    expect(find({ resources: {}, template: { Outputs: { Long: { Value: 'é'.repeat(26_000) } } } })).toHaveLength(1);
  });

  test('by its address 1 MB', () => {
    expect(byUrl(1_048_000)).toEqual([]);
    expect(byUrl(1_048_576)).toEqual([expect.stringMatching(/^its template has 1,048,\d\d\d bytes, .* 1,048,576 by its address\.$/)]);
  });
});

describe('capabilities', () => {
  const BUCKET = { B: { Type: 'AWS::S3::Bucket' } };
  const POLICY = { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p' } } };
  test.each<[string, object, string[] | undefined, string[]]>([
    ['a role', ROLE, ['CAPABILITY_IAM'], []],
    ['a role', ROLE, ['CAPABILITY_NAMED_IAM'], []],
    ['a role', ROLE, undefined, ['CAPABILITY_IAM']],
    ['a role with a name', NAMED, ['CAPABILITY_IAM'], ['CAPABILITY_NAMED_IAM']],
    ['a role with a name', NAMED, [], ['CAPABILITY_NAMED_IAM']],
    ['an inline policy, whose name does not count', POLICY, [], ['CAPABILITY_IAM']],
    ['an inline policy, whose name does not count', POLICY, ['CAPABILITY_IAM'], []],
    ['a bucket', BUCKET, undefined, []],
  ])('%s', (_, resources, Capabilities, missing) => {
    expect(find({ resources, more: { Capabilities } }))
      .toEqual(missing.map((one) => expect.stringMatching(new RegExp(`acknowledge ${one}\\.$`))));
  });

  test('that only the deployment knows are not judged', () => {
    expect(find({ more: { Capabilities: { Ref: 'P' } } })).toEqual([]);
    expect(find({ more: { Capabilities: [{ Ref: 'P' }] } })).toEqual([]);
  });
});

describe('names', () => {
  const two = ['af-south-1', 'eu-west-1'];
  test('of an account, in two Regions of it', () => {
    expect(find({ resources: NAMED, regions: two })).toEqual(['error: \'Sets/Set/R\' has the name "claude" in af-south-1 and eu-west-1, ' +
      'and such a name is unique in an account, whatever the Region.']);
  });

  test('that hold the Region are two, and one that is in one Region only is one', () => {
    expect(find({ resources: { R: roleResource({ RoleName: { 'Fn::Sub': 'claude-${AWS::Region}' } }) }, regions: two })).toEqual([]);
    const home = { Conditions: { Home: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'af-south-1'] } } };
    expect(find({ resources: { R: { ...NAMED.R, Condition: 'Home' } }, template: home, regions: two })).toEqual([]);
    expect(find({ resources: NAMED, targets: { ...UNIT, AccountFilterType: 'INTERSECTION', Accounts: ['111122223333', '222233334444'] } }))
      .toEqual([]);
  });

  test('of two resources, in letters that differ in size only', () => {
    expect(find({ resources: { ...NAMED, S: roleResource({ RoleName: 'Claude' }) }, regions: two })).toHaveLength(1);
  });

  test('of buckets, in two places', () => {
    const resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } } };
    expect(find({ resources })).toEqual([expect.stringMatching(/^warning: 'Sets\/Set\/B' has the name "records" in each account/)]);
    expect(find({ resources, regions: two })).toEqual([expect.stringMatching(/^error/)]);
    const accounts = { ...UNIT, AccountFilterType: 'INTERSECTION', Accounts: ['111122223333', '222233334444'] };
    expect(find({ resources, targets: accounts })).toEqual([expect.stringMatching(/^error/)]);
    const own = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'records-${AWS::AccountId}-${AWS::Region}' } } } };
    expect(find({ resources: own, targets: accounts, regions: two })).toEqual([]);
    expect(find({ resources: own })).toEqual([]);
    expect(find({ resources: own, targets: { ...UNIT, OrganizationalUnitIds: ['ou-ab12-11111111', 'ou-ab12-22222222'] } })).toEqual([]);
    expect(find({ resources, targets: { ...accounts, Accounts: ['111122223333'] } })).toEqual([]);
  });
});
