import { parse } from 'yaml';
import { deployIn, documentsOf, filesOf } from '../../support/policy-files';

const ACCOUNT = '111122223333';
const MODELS = ['--model', 'anthropic.claude-sonnet-5-5', '--model', 'anthropic.claude-haiku-4-5-20251001-v1:0'];
const ACCESS = ['access', ...MODELS, '--region', 'af-south-1'];
const ENDPOINT = ['endpoint', ...MODELS, '--region', 'af-south-1', '--principal', `arn:aws:iam::${ACCOUNT}:role/app`];
const GUARD = ['guard', '--exempt', 'arn:*:iam::*:role/BreakGlass', '--route', 'BATCH'];
const REGION_DENY = ['region-deny', '--allow-region', 'af-south-1', '--admit-model', 'anthropic.claude-opus-5-5'];
/** More models than one managed policy holds. */
const MANY = ['access', ...['sonnet-5-5', 'opus-5-5', 'fable-5-1', 'opus-5', 'sonnet-5', 'fable-5', 'opus-4-8', 'opus-4-7', 'sonnet-4-6',
  'opus-4-6-v1', 'opus-4-5-20251101-v1:0', 'haiku-4-5-20251001-v1:0', 'sonnet-4-5-20250929-v1:0']
  .flatMap((model) => ['--model', `anthropic.claude-${model}`]), '--region', 'af-south-1'];

const ALL: [string, string[], boolean][] = [
  ['an access', ACCESS, true], ['an access in two policies', MANY, true], ['an endpoint', ENDPOINT, true], ['a guard', GUARD, false],
  ['a Region deny', REGION_DENY, false],
];

/** The documents of a policy by themselves, in an account. */
function expectedOf(args: string[], isOfAccount: boolean): unknown[] {
  return documentsOf(...args, ...isOfAccount ? ['--account', ACCOUNT] : []);
}

function only(files: Record<string, string>): string {
  expect(Object.keys(files)).toHaveLength(1);
  return Object.values(files)[0];
}

/** Finds the policy documents anywhere in a value. */
function findDocuments(value: unknown): unknown[] {
  return typeof value !== 'object' || value === null ? []
    : 'Statement' in value ? [value] : Object.values(value).flatMap(findDocuments);
}

describe.each(ALL)('%s', (_, args, isOfAccount) => {
  const expected = expectedOf(args, isOfAccount);

  const accounts: [string, string[]][] = [['whose account the deployment knows', []], ['whose account is given', ['--account', ACCOUNT]]];
  const given = accounts.slice(0, isOfAccount ? 2 : 1);

  test.each(given)('is the same in a template %s', (__, options) => {
    const template = JSON.parse(only(filesOf(...args, ...options, '--format', 'cloudformation'))) as object;
    expect(findDocuments(deployIn(ACCOUNT, template))).toEqual(expected);
    expect(JSON.stringify(template).includes('Fn::Sub')).toBe(isOfAccount && options.length === 0);
    expect(JSON.stringify(template)).not.toContain('000000000000');
  });

  test.each(given)('is the same in JSON of Terraform\'s %s', (__, options) => {
    const json = JSON.parse(only(filesOf(...args, ...options, '--format', 'terraform-json'))) as { data?: object };
    expect(findDocuments(deployIn(ACCOUNT, json))).toEqual(expected);
    expect(json.data !== undefined).toBe(isOfAccount && options.length === 0);
    expect(JSON.stringify(json)).not.toContain('000000000000');
  });

  test('is the same in Terraform\'s language', () => { // which the parser of Terraform itself reads in .ci/policy-files
    const hcl = only(filesOf(...args, '--format', 'terraform'));
    expect(deployIn(ACCOUNT, [...hcl.matchAll(/jsonencode\((.*?\n {2}\})\)/gs)].map(([, value]) => readHcl(value)))).toEqual(expected);
  });
});

/** Reads a value of Terraform's as it is written here: JSON but for its equals signs and commas. */
function readHcl(value: string): unknown {
  return JSON.parse(value
    .replace(/^( *)(\w+) += /gm, '$1"$2": ').replace(/^( *"[^"]+") += /gm, '$1: ')
    .replace(/(["\]}])\n/g, '$1,\n').replace(/,(\s*[\]}])/g, '$1'));
}

describe('what stands for itself', () => {
  const NAME = 'a ${b} %{ if c } $${d} "e" \\f';

  test('is no template in Terraform\'s language', () => {
    const hcl = only(filesOf('guard', '--name', NAME, '--format', 'terraform'));
    expect(hcl).toContain('"a $${b} %%{ if c } $$${d} \\"e\\" \\\\f"');
  });

  test('is no template in JSON of Terraform\'s', () => {
    const json = JSON.parse(only(filesOf('guard', '--name', NAME, '--format', 'terraform-json')));
    expect(Object.values<any>(json.resource.aws_organizations_policy)[0].name).toBe('a $${b} %%{ if c } $$${d} "e" \\f');
  });

  test('is no reference in a template', () => {
    const template = JSON.parse(only(filesOf('guard', '--name', NAME, '--format', 'cloudformation')));
    expect(template.Resources.Policy.Properties.Name).toBe(NAME);
    expect(JSON.stringify(template)).not.toContain('Fn::Sub');
  });

  test.each(['cfct', 'lza'])('is one text in the configuration of %s', (format) => {
    const options = format === 'cfct' ? ['--unit', 'Work:loads # "1"', '--home-region', 'eu-west-1'] : ['--unit', 'Work/loads # "1"'];
    const files = filesOf('guard', '--name', NAME, '--format', format, ...options);
    const [, config] = Object.entries(files).find(([path]) => path.endsWith('.yaml'))!;
    const { resources, serviceControlPolicies } = parse(config);
    expect((resources ?? serviceControlPolicies)[0].name).toBe(NAME);
  });
});

describe('names of files and blocks', () => {
  test.each([['Bedrock Guard/EU', 'bedrock-guard-eu'], ['../../etc/passwd', 'etc-passwd'], ['99', 'guard-99'], ['.', 'guard']])(
    '%s is %s', (name, slug) => {
      expect(Object.keys(filesOf('guard', '--name', name))).toEqual([`${slug}.json`]);
      expect(only(filesOf('guard', '--name', name, '--format', 'terraform'))).toContain(`"${slug.replaceAll('-', '_')}" {`);
    });

  test('several policies stand in one module, since no two have a block of the same name', () => {
    const hcl = [ACCESS, ENDPOINT, GUARD, REGION_DENY].map((args) => only(filesOf(...args, '--format', 'terraform'))).join('\n');
    const heads = hcl.match(/^(resource|variable|data) .*(?= \{)/gm)!;
    expect(heads).toHaveLength(11);
    expect(new Set(heads).size).toBe(heads.length);
    expect(hcl).not.toMatch(/^(terraform|provider)\b/m); // the module has its own
  });
});

describe('a template', () => {
  test('has a name for its policy only where somebody gave one', () => {
    const [first, second] = [[], ['--name', 'claude-engineers']].map((options) =>
      JSON.parse(only(filesOf(...MANY, ...options, '--format', 'cloudformation'))).Resources);
    expect(first.Policy.Properties.ManagedPolicyName).toBeUndefined();
    expect([second.Policy, second.Policy2].map(({ Properties }) => Properties.ManagedPolicyName))
      .toEqual(['claude-engineers', 'claude-engineers-2']);
  });

  test('attaches a guard where its parameter says', () => {
    const targets = ['--target', 'r-ab12', '--target', '111122223333'];
    const template = JSON.parse(only(filesOf(...GUARD, ...targets, '--format', 'cloudformation')));
    expect(template.Parameters.TargetIds).toMatchObject({ Type: 'CommaDelimitedList', Default: 'r-ab12,111122223333' });
    expect(template.Resources.Policy.Properties.TargetIds).toEqual({ Ref: 'TargetIds' });
  });
});

describe('Customizations for AWS Control Tower', () => {
  const UNITS = ['--unit', 'Workloads:Production', '--unit', 'Sandbox', '--home-region', 'eu-west-1', '--format', 'cfct'];

  test.each<[string, string[], string]>([
    ['a guard', GUARD, 'policies/bedrock-guard.json'],
    ['a Region deny', REGION_DENY, 'policies/bedrock-region-deny.json'],
    ['an access', ACCESS, 'templates/claude-access.json'],
    ['an access in two policies', MANY, 'templates/claude-access.json'],
  ])('finds the file of %s, whose check reads lines and no YAML', (_, args, path) => {
    const files = filesOf(...args, ...UNITS);
    const [, manifest] = Object.entries(files).find(([name]) => name.startsWith('manifest.'))!;
    // It takes the third word of each line with `_file:` in it, a space at the beginning counting as an empty one.
    const found = manifest.split('\n').filter((line) => line.includes('_file:') && !/^ *#/.test(line))
      .map((line) => line.replace(/ +/g, ' ').split(' ')[2]);
    expect(found).toEqual([path]);
    expect(Object.keys(files)).toContain(path);
  });

  test('takes a manifest of its schema', () => {
    const manifests = [GUARD, ACCESS].map((args) => Object.entries(filesOf(...args, ...UNITS))
      .filter(([path]) => path.startsWith('manifest.')).map(([, text]) => text));
    expect(manifests.map(([text]) => parse(text) as unknown)).toEqual([
      {
        region: 'eu-west-1',
        version: '2021-03-15',
        resources: [{
          name: 'bedrock-guard',
          resource_file: 'policies/bedrock-guard.json',
          deploy_method: 'scp',
          description: expect.any(String),
          deployment_targets: { organizational_units: ['Workloads:Production', 'Sandbox'] },
        }],
      },
      {
        region: 'eu-west-1',
        version: '2021-03-15',
        resources: [{
          name: 'claude-access',
          resource_file: 'templates/claude-access.json',
          deploy_method: 'stack_set',
          regions: ['af-south-1'],
          deployment_targets: { organizational_units: ['Workloads:Production', 'Sandbox'] },
        }],
      },
    ]);
  });

  test.each([['a guard', GUARD], ['an access', ACCESS]])('reads the version of %s as a date: it has no quotes', (_, args) => {
    expect(Object.values(filesOf(...args, ...UNITS)).join('')).toMatch(/^version: 2021-03-15$/m);
  });

  test('gets a policy that it does not change: it writes line ends anew and takes out double spaces', () => {
    const text = filesOf(...REGION_DENY, ...UNITS)['policies/bedrock-region-deny.json'];
    expect(text.replaceAll('\n', '\r\n').replaceAll('  ', '')).toBe(text);
    expect(JSON.parse(text)).toEqual(documentsOf(...REGION_DENY)[0]);
  });
});

describe('Landing Zone Accelerator', () => {
  const UNITS = ['--unit', 'Workloads/Production', '--format', 'lza'];

  test('finds the policy where its entry says, with all that its schema requires', () => {
    const files = filesOf(...GUARD, ...UNITS);
    const { serviceControlPolicies: [entry], ...others } = parse(files['organization-config.bedrock-guard.yaml']);
    expect(others).toEqual({});
    expect(entry).toEqual({
      name: 'bedrock-guard',
      description: expect.stringMatching(/./),
      policy: 'service-control-policies/bedrock-guard.json',
      type: 'customerManaged',
      deploymentTargets: { organizationalUnits: ['Workloads/Production'] },
    });
    expect(JSON.parse(files[entry.policy])).toEqual(documentsOf(...GUARD)[0]);
  });

  test.each<[string, string[], string]>([
    ['without a name', [], 'CAPABILITY_IAM'], ['with a name', ['--name', 'claude-engineers'], 'CAPABILITY_NAMED_IAM'],
  ])('finds the template of an access %s, with the capability that it needs', (_, options, capability) => {
    const files = filesOf(...ACCESS, ...options, ...UNITS);
    const [, config] = Object.entries(files).find(([path]) => path.startsWith('customizations-config.'))!;
    const { customizations: { cloudFormationStackSets: [entry] } } = parse(config);
    expect(Object.keys(entry).sort()).toEqual(['capabilities', 'deploymentTargets', 'description', 'name', 'regions', 'template']);
    expect(entry).toMatchObject({
      capabilities: [capability], regions: ['af-south-1'], deploymentTargets: { organizationalUnits: ['Workloads/Production'] },
    });
    expect(entry.name).toMatch(/^\S+$/);
    expect(findDocuments(deployIn(ACCOUNT, JSON.parse(files[entry.template])))).toEqual(expectedOf(ACCESS, true));
  });

  test('fills in whom a policy exempts, after it was judged with what may stand there', () => {
    const role = 'arn:${PARTITION}:iam::*:role/${MANAGEMENT_ACCOUNT_ACCESS_ROLE}';
    const text = filesOf('guard', '--exempt', role, ...UNITS)['service-control-policies/bedrock-guard.json'];
    expect(text.split(role)).toHaveLength(3); // in both statements
    const filled = text.replaceAll('${PARTITION}', 'aws').replaceAll('${MANAGEMENT_ACCOUNT_ACCESS_ROLE}', 'AWSControlTowerExecution');
    expect(JSON.parse(filled)).toEqual(documentsOf('guard', '--exempt', 'arn:aws:iam::*:role/AWSControlTowerExecution')[0]);
  });
});
