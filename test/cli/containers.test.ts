import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli } from '../support/cli';
import { bundleCli } from '../support/cli-process';

const DIR = mkdtempSync(join(tmpdir(), 'cris-files-'));
afterAll(() => rmSync(DIR, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(DIR, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

const DENY = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'Home', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1'] } },
  }],
};
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }] };
const [DENY_TEXT, ALLOW_TEXT] = [DENY, ALLOW].map((document) => JSON.stringify(document));
const encode = (document: unknown) => encodeURIComponent(JSON.stringify(document));
const SCP = 'SERVICE_CONTROL_POLICY';
const summary = (Type: unknown, Name = 'RegionDeny') => ({ Id: 'p-12345678', Name, Type });

/** The documents that check-scp finds in a file, each with its outcome. */
function check(path: string): { found: string[]; notes: string[]; status: number; err: string } {
  const { status, out, err } = cli('check-scp', path, '--format', 'json');
  const { documents, notes } = out === '' ? { documents: [], notes: [] } : JSON.parse(out);
  const found = documents.map(({ file: name, outcome }: any) => `${name.replace(path, '').trim()} ${outcome}`.trim());
  return { found, notes: notes.map((note: string) => note.replaceAll(path, 'FILE')), status, err: err.replaceAll(path, 'FILE') };
}

const DENIED = ['EXPLICITLY_DENIED'];

describe('a service control policy is read from', () => {
  test.each<[string, unknown, string[]]>([
    ['a document', DENY, DENIED],
    ['a bare statement', DENY.Statement[0], DENIED],
    ['a list of statements', [DENY.Statement[0], DENY.Statement[0]].map((one, index) => ({ ...one, Sid: `S${index}` })), DENIED],
    ['a list of documents', [DENY, ALLOW], ['(element 0) EXPLICITLY_DENIED', '(element 1) ALLOWED']],
    ['what has it under a name', { name: 'x', policy: DENY }, ['(policy) EXPLICITLY_DENIED']],
    ['organizations describe-policy', { Policy: { PolicySummary: summary(SCP), Content: DENY_TEXT } },
      ['(Policy p-12345678 "RegionDeny") EXPLICITLY_DENIED']],
    ['the same with its content as an object', { Policy: { PolicySummary: summary(SCP), Content: DENY } },
      ['(Policy p-12345678 "RegionDeny") EXPLICITLY_DENIED']],
    ['the same, of PowerShell', { Content: DENY_TEXT, PolicySummary: summary({ Value: 'SERVICE_CONTROL_POLICY' }, 'a') },
      ['(Policy p-12345678 "a") EXPLICITLY_DENIED']],
    ['several of them in a list', [1, 2].map((id) => ({ Policy: { PolicySummary: { Id: `p-${id}`, Name: 'n' }, Content: DENY_TEXT } })),
      ['(element 0, Policy p-1 "n") EXPLICITLY_DENIED', '(element 1, Policy p-2 "n") EXPLICITLY_DENIED']],
    ['what organizations create-policy takes', { Content: DENY_TEXT, Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Description: '' },
      ['(Policy "n") EXPLICITLY_DENIED']],
    ['what Access Analyzer takes', { policyDocument: DENY_TEXT, policyType: 'SERVICE_CONTROL_POLICY' }, ['(policy) EXPLICITLY_DENIED']],
    ['an URL-encoded document', encode(DENY), DENIED],
    ['the same with pluses for spaces', encode(DENY).replace('%7B', '%7B+'), DENIED],
    ['the same in a string', JSON.stringify(encode(DENY)), DENIED],
    ['a string that holds a document', JSON.stringify(DENY_TEXT), DENIED],
    ['a string that holds such a string', JSON.stringify(JSON.stringify(DENY_TEXT)), DENIED],
    ['UTF-8 with a byte order mark', `\uFEFF${DENY_TEXT}`, DENIED],
    ['UTF-16 with a byte order mark, as PowerShell writes it', Buffer.from(`\uFEFF${DENY_TEXT}`, 'utf16le'), DENIED],
    ['UTF-16 without one', Buffer.from(DENY_TEXT, 'utf16le'), DENIED],
    ['UTF-16 of the other order', Buffer.from(`\uFEFF${DENY_TEXT}`, 'utf16le').swap16(), DENIED],
    ['UTF-16 of the other order without a mark', Buffer.from(DENY_TEXT, 'utf16le').swap16(), DENIED],
    ['lines that end as on Windows', JSON.stringify(DENY, undefined, 2).replaceAll('\n', '\r\n'), DENIED],
    ['YAML', 'Version: "2012-10-17"\nStatement:\n  Effect: Deny\n  Action: "*"\n  Resource: "*"\n', DENIED],
    ['YAML with a comment, and a date without quotes',
      '# ours\nVersion: 2012-10-17\nStatement:\n- Effect: Deny\n  Action: "*"\n  Resource: "*"\n', DENIED],
    ['several documents of YAML', '---\nStatement: {Effect: Deny, Action: "*", Resource: "*"}\n---\n' +
      'Statement: {Effect: Allow, Action: "*", Resource: "*"}\n', ['(element 0) EXPLICITLY_DENIED', '(element 1) ALLOWED']],
  ])('%s', (_, content, found) => {
    expect(check(file('policy.json', content)).found).toEqual(found);
  });

  const policy = (Type: string, Content: unknown) => ({ Type: 'AWS::Organizations::Policy', Properties: { Name: 'n', Type, Content } });
  const template = {
    Resources: {
      Deny: policy('SERVICE_CONTROL_POLICY', DENY),
      Text: policy('SERVICE_CONTROL_POLICY', ALLOW_TEXT),
      Sub: policy('SERVICE_CONTROL_POLICY', { 'Fn::Sub': DENY_TEXT.replace('af-south-1', '${AWS::Region}') }),
      Rcp: policy('RESOURCE_CONTROL_POLICY', DENY),
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: ALLOW }] } },
    },
  };
  const ofTemplate = ['(Deny) EXPLICITLY_DENIED', '(Text) ALLOWED', '(Sub) EXPLICITLY_DENIED'];

  test.each<[string, unknown]>([
    ['a template', template],
    ['cloudformation get-template', { TemplateBody: template, StagesAvailable: ['Original'] }],
    ['the same with its body as text', { TemplateBody: JSON.stringify(template) }],
  ])('%s, each policy of an organization by itself', (_, content) => {
    const { found, notes } = check(file('orgs.json', content));
    expect(found).toEqual(ofTemplate);
    expect(notes).toEqual([
      expect.stringMatching(/^FILE: Rcp is left out: it is a resource control policy; .* do not cover Amazon Bedrock/),
    ]);
  });

  const terraform = (address: string, values: object) => ({ address, mode: 'managed', type: address.split('.').at(-2), values });
  test.each<[string, unknown, string]>([
    ['a plan', {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            terraform('aws_organizations_policy.deny', { content: DENY_TEXT, type: 'SERVICE_CONTROL_POLICY' }),
            terraform('aws_iam_policy.mine', { policy: ALLOW_TEXT }),
          ],
          child_modules: [{ resources: [terraform('module.m.aws_organizations_policy.late', { type: 'SERVICE_CONTROL_POLICY' })] }],
        },
      },
    }, '(aws_organizations_policy.deny) EXPLICITLY_DENIED'],
    ['a state', {
      format_version: '1.0',
      values: {
        root_module: { child_modules: [{ resources: [terraform('module.m.aws_organizations_policy.deny', { content: DENY_TEXT })] }] },
      },
    }, '(module.m.aws_organizations_policy.deny) EXPLICITLY_DENIED'],
    ['the file of a state', {
      version: 4,
      terraform_version: '1.9.0',
      resources: [{
        mode: 'managed',
        type: 'aws_organizations_policy',
        name: 'deny',
        instances: [{ index_key: 'a', attributes: { content: DENY_TEXT } }],
      }],
    }, '(aws_organizations_policy.deny["a"]) EXPLICITLY_DENIED'],
  ])('%s of Terraform', (_, content, found) => {
    expect(check(file('terraform.json', content)).found).toEqual([found]);
  });

  test('a plan of Terraform, with notes on what it leaves open and what belongs elsewhere', () => {
    const resources = [
      terraform('aws_organizations_policy.deny', { content: DENY_TEXT }), terraform('aws_iam_policy.mine', { policy: ALLOW_TEXT }),
      terraform('aws_organizations_policy.late', {}), terraform('aws_organizations_policy.tags', { content: '{}', type: 'TAG_POLICY' }),
      terraform('aws_s3_bucket.other', { policy: ALLOW_TEXT }),
    ];
    expect(check(file('plan.json', { format_version: '1.2', planned_values: { root_module: { resources } } })).notes).toEqual([
      'FILE: aws_organizations_policy.late is left out: its document is known only after terraform apply',
      'FILE: aws_organizations_policy.tags is a policy of the type TAG_POLICY, which decides no call: leave it out',
      'FILE: aws_iam_policy.mine is left out: it is a policy of an identity',
    ]);
  });
});

describe('how a file was read is noted', () => {
  test.each<[unknown, RegExp]>([
    [DENY.Statement[0], /^FILE: a bare statement was read as a document of version 2012-10-17$/],
    [DENY.Statement, /^FILE: a list of 1 statement was read as a document of version 2012-10-17$/],
    [{ RoleName: 'app', PolicyName: 'p', PolicyDocument: ALLOW },
      /^FILE: it looks like a policy of an identity, and is read as a service control policy, because you gave it as that$/],
  ])('%j', (content, note) => {
    expect(check(file('noted.json', content)).notes).toEqual([expect.stringMatching(note)]);
  });
});

describe('a policy of an identity is read from', () => {
  const explain = (path: string, ...more: string[]) => {
    const { out, err } = cli('explain', '--identity', path, '--format', 'json', ...more);
    return out === '' ? err : JSON.parse(out).legs.map(({ policy }: any) => policy?.replace(path, '').trim())[0];
  };
  test.each<[string, unknown, string]>([
    ['iam get-policy-version', { PolicyVersion: { Document: ALLOW, VersionId: 'v3', IsDefaultVersion: true } }, '(version v3)'],
    ['the same, URL-encoded', { PolicyVersion: { Document: encode(ALLOW), VersionId: 'v1' } }, '(version v1)'],
    ['iam get-role-policy', { RoleName: 'app', PolicyName: 'in', PolicyDocument: ALLOW }, '(policy "in" of app)'],
    ['iam get-user-policy', { UserName: 'ann', PolicyName: 'in', PolicyDocument: encode(ALLOW) }, '(policy "in" of ann)'],
    ['iam get-group-policy', { GroupName: 'devs', PolicyName: 'in', PolicyDocument: ALLOW_TEXT }, '(policy "in" of devs)'],
    ['sso-admin get-inline-policy-for-permission-set', { InlinePolicy: ALLOW_TEXT }, '(inline policy of a permission set)'],
    ['what iam simulate-custom-policy takes', { PolicyInputList: [ALLOW_TEXT], ActionNames: ['bedrock:InvokeModel'] }, '(policy 1)'],
    ['what Access Analyzer takes',
      { newPolicyDocument: ALLOW_TEXT, existingPolicyDocument: DENY_TEXT, policyType: 'IDENTITY_POLICY' }, '(policy)'],
    ['a plan of Terraform', {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            { address: 'aws_iam_role.r', type: 'aws_iam_role', values: { inline_policy: [{ name: 'in', policy: ALLOW_TEXT }] } },
            { address: 'aws_organizations_policy.deny', type: 'aws_organizations_policy', values: { content: DENY_TEXT } },
          ],
        },
      },
    }, '(aws_iam_role.r, policy "in")'],
    ['a bare statement of YAML', 'Effect: Allow\nAction: bedrock:*\nResource: "*"\n', ''],
  ])('%s', (_, content, name) => {
    expect(explain(file('identity.json', content))).toBe(name);
  });

  test('a boundary, which is one policy', () => {
    const boundary = file('boundary.json', { PolicyVersion: { Document: DENY, VersionId: 'v1' } });
    expect(cli('explain', '--boundary', boundary).out).toContain(`of ${boundary} (version v1) (permissions boundary)`);
    const two = file('two.json', { PolicyInputList: [ALLOW_TEXT, DENY_TEXT] });
    const { status, err } = cli('explain', '--boundary', two);
    expect([status, err]).toEqual([2, expect.stringMatching(/--boundary must hold one policy, got: .*, /)]);
  });
});

describe('a role is chosen by --role from', () => {
  const account = {
    RoleDetailList: [
      { RoleName: 'app', Arn: 'arn:aws:iam::111122223333:role/app', RolePolicyList: [{ PolicyName: 'in', PolicyDocument: ALLOW }] },
    ],
  };
  const yaml = `
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Edge
      Policies:
        - PolicyName: in
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: bedrock:*
                Resource: !Join ['', ['arn:', !Ref AWS::Partition, !Sub ':bedrock:*:*:*']]
  Edge:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          {Sid: Home, Effect: Allow, Action: '*', Resource: '*', Condition: {StringEquals: {aws:RequestedRegion: !Ref AWS::Region}}}
`;
  const sam = 'Resources:\n  App:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Statement:\n' +
    '            - {Effect: Allow, Action: "bedrock:*", Resource: "*"}\n        - DynamoDBCrudPolicy: {TableName: !Ref Table}\n';
  const explain = (content: unknown, role: string) => {
    const { status, out, err } = cli('explain', '--template', file('roles.yaml', content), '--role', role, '--format', 'json');
    return out === '' ? err : [status, ...JSON.parse(out).obstacles.map(({ sid }: any) => sid)];
  };

  test.each<[string, unknown, string, unknown[]]>([
    ['iam get-account-authorization-details', account, 'app', [0]],
    ['the same by its ARN', account, 'arn:aws:iam::111122223333:role/app', [0]],
    ['a template of YAML, with short tags', yaml, 'App', [1, 'Home']],
    ['cloudformation get-template', { TemplateBody: yaml }, 'App', [1, 'Home']],
    ['a template of SAM', sam, 'App', [0]],
    ['a template of SAM, by the role\'s own name', sam, 'AppRole', [0]],
  ])('%s', (_, content, role, outcome) => {
    expect(explain(content, role)).toEqual(outcome);
  });

  test('SAM\'s policy templates are told as being elsewhere', () => {
    expect(cli('explain', '--template', file('sam.yaml', sam), '--role', 'App').out).toContain('note: {"DynamoDBCrudPolicy":');
  });

  test.each<[string, unknown, RegExp]>([
    ['a template without that role', sam, /the template has no role 'x'; its roles are: App \(Function\)/],
    ['an account without that role', account, /the account has no role 'x'; there are: app/],
    ['a policy', DENY, /must be a CloudFormation template with 'Resources'.*with --identity/],
    ['a list of attached policies', { AttachedPolicies: [] }, /must be a CloudFormation template.*; it lists attached policies/],
    ['a list', [1], /must be a CloudFormation template/],
  ])('fails for %s', (_, content, message) => {
    expect(explain(content, 'x')).toMatch(message);
  });
});

describe('what holds no document is refused with the command that gives it, or what else to do', () => {
  const arn = 'arn:aws:iam::111122223333:policy/x';
  test.each<[string, unknown, RegExp]>([
    ['organizations list-policies', { Policies: [{ Id: 'p-1', Name: 'n', Type: 'SERVICE_CONTROL_POLICY' }, { Id: 'p-2', Type: 'x' }] },
      /"aws organizations describe-policy --policy-id p-1" gives the first; do the same for the other/],
    ['iam list-policies', { Policies: [{ PolicyName: 'x', Arn: arn, DefaultVersionId: 'v2' }] },
      /"aws iam get-policy-version --policy-arn \S+ --version-id v2" gives it/],
    ['iam get-policy', { Policy: { PolicyName: 'x', Arn: arn, DefaultVersionId: 'v2' } },
      /"aws iam get-policy-version .*--version-id v2" gives it/],
    ['iam list-attached-role-policies', { AttachedPolicies: [{ PolicyName: 'x', PolicyArn: arn }] }, /get-account-authorization-details/],
    ['iam list-role-policies', { PolicyNames: ['in'] }, /"aws iam get-role-policy --role-name ROLE --policy-name in"/],
    ['iam list-policy-versions', { Versions: [{ VersionId: 'v2', IsDefaultVersion: true }] }, /get-policy-version .*--version-id v2/],
    ['iam get-role', { Role: { RoleName: 'app', AssumeRolePolicyDocument: {} } }, /trust policy.*get-account-authorization-details/],
    ['iam list-roles', { Roles: [] }, /trust policy/],
    ['iam get-user', { User: { UserName: 'ann' } }, /without their policies/],
    ['iam get-account-authorization-details', { RoleDetailList: [{ RoleName: 'app' }], Policies: [] },
      /--template FILE --role NAME.*There are app/],
    ['iam simulate-principal-policy', { EvaluationResults: [] }, /result of a simulation/],
    ['s3api get-bucket-policy', { Policy: '{"Statement":[]}' }, /policy of a resource/],
    ['organizations list-roots', { Roots: [] }, /list-policies-for-target/],
    ['organizations describe-effective-policy', { EffectivePolicy: { PolicyContent: '{}' } }, /effective policy/],
    ['cloudformation describe-stacks', { Stacks: [] }, /"aws cloudformation get-template --stack-name NAME" gives it/],
    ['sso-admin describe-permission-set', { PermissionSet: {} }, /get-inline-policy-for-permission-set/],
    ['sso-admin get-inline-policy-for-permission-set of none', { InlinePolicy: '' }, /has none/],
    ['a tag policy', { Policy: { PolicySummary: summary('TAG_POLICY'), Content: '{}' } }, /of the type TAG_POLICY, which decides no call/],
    ['a resource control policy by its type', { Policy: { PolicySummary: summary('RESOURCE_CONTROL_POLICY'), Content: DENY_TEXT } },
      /FILE: is a resource control policy; resource control policies do not cover Amazon Bedrock, so this decides nothing .*leave it out/],
    ['a resource control policy by its principal', { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } },
      /names a 'Principal', so it is a resource control policy.*leave it out\. .*VPC endpoint, explain --endpoint FILE judges it/],
    ['a trust policy', { Statement: { Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole' } }, /is a trust policy/],
    ['the policy of a bucket', { Statement: { Effect: 'Allow', Principal: { AWS: 'x' }, Action: 's3:*', Resource: '*' } },
      /policy of a resource/],
    ['VPC endpoints', {
      VpcEndpoints: [{
        VpcEndpointId: 'vpce-1',
        ServiceName: 'com.amazonaws.af-south-1.bedrock-runtime',
        PolicyDocument:
      ALLOW_TEXT,
      }],
    }, /a policy of a VPC endpoint \(VPC endpoint vpce-1/],
    ['VPC endpoints of others', { VpcEndpoints: [{ ServiceName: 'com.amazonaws.af-south-1.s3' }] }, /lists no VPC endpoint of/],
    ['an event of CloudTrail', { eventSource: 'bedrock.amazonaws.com', errorCode: 'AccessDenied' }, /event.*--error/],
    ['the text of an error in JSON', { message: 'User: x is not authorized to perform: y' }, /text of an error.*--error/],
    ['a template without policies of an organization', { Resources: { B: { Type: 'AWS::S3::Bucket' } } },
      /holds no AWS::Organizations::Policy/],
    ['Terraform without policies', { format_version: '1.2', planned_values: { root_module: {} } }, /from Terraform, and holds no known/],
    ['package.json', { name: 'x', version: '1.0.0', dependencies: {} },
      /it has "name", "version", "dependencies", and a policy document has/],
    ['an empty object', {}, /it is an empty object/],
    ['a number', '7', /must be an object with a 'Statement', got: 7/],
    ['a text', '"just a text"', /must be an object with a 'Statement', got: "just a text"/],
    ['an empty file', '', /FILE:1:1: must be JSON: it is empty/],
    ['Terraform code', 'resource "aws_iam_policy" "x" {\n  policy = jsonencode({ Statement = [] })\n}\n',
      /is Terraform code.*terraform show -json/],
    ['Markdown', `# Our SCP\n\n\`\`\`json\n${DENY_TEXT}\n\`\`\`\n`, /is Markdown: copy/],
    ['HTML', '<!DOCTYPE html>\n<html></html>', /is a web page/],
    ['XML', '<?xml version="1.0"?>\n<GetPolicyResponse><x/></GetPolicyResponse>', /is XML/],
    ['the text of an error', 'An error occurred (AccessDenied) when calling the GetPolicy operation: x', /text of an error.*--error/],
    ['the code of a CDK app', 'import * as cdk from \'aws-cdk-lib\';\n', /is the code of a program.*cdk\.out/],
    ['a command', 'aws organizations describe-policy --policy-id p-1\n', /is a command, not its output/],
    ['a table of the AWS CLI', '------------------\n| DescribePolicy |\n+----------------+\n',
      /is a table: run the command with --output json/],
    ['base64', Buffer.from(DENY_TEXT).toString('base64'), /looks like base64/],
    ['a zip archive', Buffer.from('PK\u0003\u0004xyz'), /is a zip archive: unpack it/],
    ['binary data', Buffer.from([1, 2, 3, 0, 0, 0, 4, 5]), /is binary data, not text/],
    ['Latin 1', Buffer.from(DENY_TEXT.replace('Home', 'Où'), 'latin1'), /is neither UTF-8 nor UTF-16: save it as UTF-8/],
    ['comments', '{\n  // home only\n  "Statement": []}', /FILE:2:3: must be JSON: .*IAM takes no comments: remove them/],
    ['a comment before it', `# home only\n${DENY_TEXT}`, /FILE:1:1: must be JSON: .*IAM takes no comments/],
    ['a comma too many', '{"Statement": [],}', /FILE:1:17: must be JSON: the comma before "\}" is one too many/],
    ['a placeholder', '{"Statement": [{"Effect": "Deny", "Action": ${ACTIONS}}]}',
      /FILE:1:45: .*the placeholder \$\{ACTIONS\}.*replace the placeholder/],
    ['Python\'s way of writing', '{\'Statement\': []}', /double quotes only/],
    ['several documents', `${DENY_TEXT}\n${ALLOW_TEXT}`, /FILE:2:1: .*a file holds one JSON document/],
    ['YAML that is none', 'Statement:\n  - Effect: [Deny\n', /FILE:\d+:\d+: must be YAML: /],
    ['URL-encoding that is cut off', `${encode(DENY)}%`, /URL-encoded, but cut off/],
    ['a key twice', '{"Version": "2012-10-17",\n"Version": "2012-10-17", "Statement": []}',
      /FILE:2:1: .*"Version" stands twice in one object, first at 1:2/],
    ['a key twice in a text within', { Policy: { PolicySummary: summary(SCP, 'n'), Content: '{"Statement":[],"Statement":[]}' } },
      /FILE \(Policy p-12345678 "n"\):1:17: .*"Statement" stands twice/],
    ['a placeholder in YAML', 'Statement:\n  Effect: Deny\n  Action: [${ACTIONS}]\n',
      /FILE:3:13: .*the placeholder \$\{ACTIONS\} is outside/],
    ['a line of --output text', 'POLICYSUMMARY\tarn:x\tFalse\np-1\n', /is what AWS prints with --output text: ask again/],
    ['lines of --output text', `POLICY\n${DENY_TEXT}`, /is what AWS prints with --output text: ask again/],
    ['an empty list of policies', { Policies: [] }, /lists no policies: there are none/],
    ['an empty list of names', { PolicyNames: [], IsTruncated: false }, /lists no policies: there are none/],
    ['a key twice in YAML', 'Statement:\n  Effect: Deny\n  Effect: Allow\n', /FILE:3:3: must hold each key once: /],
    ['a tag that CloudFormation has not', 'Statement:\n  Effect: Deny\n  Action: "*"\n  Resource: !reference [X, arn]\n',
      /FILE:4:13: the tag !reference is not one of CloudFormation's/],
    ['such a tag on a text', 'Statement: [{Effect: Deny, Action: "*", Resource: !Vault "arn:aws:s3:::*"}]\n',
      /FILE:1:51: the tag !Vault is/],
    ['an anchor that holds itself', 'Statement: &all [*all]\n', /FILE:1:18: the anchor "all" holds itself/],
    ['YAML above what CloudFormation takes', `Statement:\n${'# deny\n'.repeat(150_000)}`, /must be YAML of at most 1,048,576 characters/],
    ['a Sid twice', { Statement: [DENY.Statement[0], DENY.Statement[0]] },
      /statement 1: 'Sid' must be unique in a document, got: "Home", as in statement 0/],
    ['lower-case elements', { version: '2012-10-17', statement: [] }, /'version' is not an element of a policy/],
  ])('%s', (_, content, message) => {
    const { status, found, err } = check(file('refused.json', content));
    expect([status, found]).toEqual([2, []]);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test.each<[string, unknown, RegExp]>([
    ['a template', { Resources: { R: { Type: 'AWS::IAM::Role' } } }, /explain --template FILE --role LOGICAL-ID/],
    ['an account', { RoleDetailList: [{ RoleName: 'app' }] }, /explain --template FILE --role NAME.*There are app/],
    ['a trust policy', { Statement: { Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole' } }, /is a trust policy/],
    ['Terraform without policies of identities', {
      format_version: '1.2',
      values: {
        root_module: {
          resources: [1, 2].map((name) =>
            ({ address: `aws_organizations_policy.${name}`, type: 'aws_organizations_policy', values: { content: DENY_TEXT } })),
        },
      },
    },
    /holds no policy that can be a policy of an identity/],
  ])('%s as --identity', (_, content, message) => {
    expect(cli('explain', '--identity', file('refused.json', content))).toMatchObject({ status: 2, err: expect.stringMatching(message) });
  });
});

test('an inline policy without a name is told by its number', () => {
  const Policies = [{ PolicyDocument: ALLOW }, { PolicyDocument: { Statement: [{}] } }];
  const template = file('unnamed.json', { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Policies } } } });
  expect(cli('explain', '--template', template, '--role', 'Role').err).toContain(
    'policy \'inline policy 1\', statement 0: \'Effect\' is missing');
});

describe('a directory', () => {
  const scps = () => {
    file('scps/b.json', DENY);
    file('scps/a.yaml', 'Statement: {Effect: Allow, Action: "*", Resource: "*"}\n');
    file('scps/below/c.template', { Resources: { P: { Type: 'AWS::Organizations::Policy', Properties: { Content: DENY } } } });
    file('scps/package.json', { name: 'x' });
    file('scps/notes.txt', 'not asked');
    file('scps/node_modules/d.json', DENY);
    file('scps/.git/e.json', DENY);
    return join(DIR, 'scps');
  };

  test('is read whole, sorted, without what is no policy, and without node_modules and .git', () => {
    const path = scps();
    symlinkSync(path, join(path, 'below', 'circle'));
    const { found, notes, status } = check(path);
    expect(found).toEqual(['/a.yaml ALLOWED', '/b.json EXPLICITLY_DENIED', '/below/c.template (P) EXPLICITLY_DENIED']);
    expect(notes).toEqual([expect.stringMatching(/^skipped: FILE\/package\.json: holds no known policy/)]);
    expect(status).toBe(1);
    expect(cli('explain', '--scp', path).out).toMatch(/b\.json[^]*c\.template[^]*note: skipped: .*package\.json/);
  });

  test('fails for a policy in it that is damaged, and judges the others', () => {
    file('damaged/a.json', DENY);
    file('damaged/b.json', '{"Statement": [}');
    const { found, status, err } = check(join(DIR, 'damaged'));
    expect([found, status]).toEqual([['/a.json EXPLICITLY_DENIED'], 2]);
    expect(err).toContain('FILE/b.json:1:16: must be JSON');
    expect(cli('explain', '--scp', join(DIR, 'damaged'))).toMatchObject({ status: 2, err: expect.stringContaining('b.json:1:16') });
  });

  test.each<[string, () => string, RegExp]>([
    ['without files', () => dirname(file('none/x.txt', '')), /it is a directory without policies: none of its files is named \*\.json/],
    ['without policies', () => dirname(file('few/x.json', {})),
      /it is a directory without policies: none of its files holds one\. The first:/],
  ])('fails %s', (_, make, message) => {
    expect(check(make())).toMatchObject({ status: 2, err: expect.stringMatching(message) });
  });

  test('is read without a link that leads to itself', () => {
    file('loop/a.json', DENY);
    symlinkSync('self.json', join(DIR, 'loop/self.json'));
    const { found, notes } = check(join(DIR, 'loop'));
    expect(found).toEqual(['/a.json EXPLICITLY_DENIED']);
    expect(notes).toContain('skipped: FILE/self.json: it is a link that leads to itself');
    expect(check(join(DIR, 'loop/a.json/x.json')).err).toMatch(/there is no such file, because a part of its path is not a directory/);
  });

  test('names of many skipped files the first', () => {
    file('many/a.json', DENY);
    Array.from({ length: 13 }, (_, index) => file(`many/x${index}.json`, {}));
    expect(check(join(DIR, 'many')).notes.slice(-2)).toEqual([
      expect.stringMatching(/^skipped: FILE\/x6\.json/), 'skipped: 3 more files that hold no policy',
    ]);
  });
});

test.each([['yes', 'true'], ['On', 'true'], ['no', 'false'], ['OFF', 'false']])('%s without quotes is %s in YAML', (word, meaning) => {
  const content = `Statement: {Effect: Deny, Action: "*", Resource: "*", Condition: {Bool: {"aws:SecureTransport": ${word}}}}\n`;
  expect(check(file('words.yaml', content)).found).toEqual([meaning === 'true' ? 'EXPLICITLY_DENIED' : 'ALLOWED']);
});

describe('limits', () => {
  test('a policy has at most 1 MB, also in a container', () => {
    const Resource = Array.from({ length: 40_000 }, (_, index) => `arn:aws:s3:::bucket-${index}/**`);
    const long = { Statement: [{ Effect: 'Deny', Action: '*', Resource }] };
    for (const content of [long, { Policy: { PolicySummary: summary(SCP), Content: JSON.stringify(long) } }]) {
      expect(check(file('long.json', content)).err).toMatch(/FILE.*: must be a policy of at most 1,000,000 bytes, got: 1,\d{3},\d{3}/);
    }
  });

  test('a file has at most 100 MB, and may be that long', () => {
    const account = { RoleDetailList: [{ RoleName: 'app', RolePolicyList: [] }], Policies: [], Padding: 'x'.repeat(30_000_000) };
    expect(cli('explain', '--template', file('account.json', account), '--role', 'app').status).toBe(1);
    const { err, status } = check(file('huge.json', Buffer.alloc(100_000_001, ' ')));
    expect([status, err]).toEqual([2, expect.stringMatching(/FILE: must have at most 100,000,000 bytes, got: 100,000,001\. Give only/)]);
    rmSync(join(DIR, 'huge.json'));
  });

  test('a command line has at most 10,000 files', () => {
    expect(cli('check-scp', ...Array.from({ length: 10_001 }, () => 'x.json')))
      .toMatchObject({ status: 2, err: expect.stringMatching(/at most 10,000 files can be read at once, got: 10,001\. Name fewer/) });
  });
});

describe('standard input and pipes', () => {
  const command = bundleCli();
  const run = (input: string, ...args: string[]) => spawnSync(process.execPath, [command, ...args], { input, encoding: 'utf8' });

  test('- is what is piped in', () => {
    const { status, stdout } = run(JSON.stringify(DENY), 'check-scp', '-');
    expect([status, stdout]).toEqual([1, expect.stringMatching(/standard input +..✗. .*denied/)]);
    expect(run(JSON.stringify({ Policy: { Content: DENY_TEXT } }), 'explain', '--scp', '-').status).toBe(1);
  });

  test('fails where it is named twice', () => {
    for (const args of [['check-scp', '-', '-'], ['explain', '--scp', '-', '--identity', '-'], ['explain', '--scp', '-', '--error', '-']]) {
      const { status, err } = cli(...args);
      expect([status, err]).toEqual([2, expect.stringMatching(/- must be given once: standard input can be read once only/)]);
    }
  });

  test('a pipe has a name too', () => {
    const pipe = join(DIR, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const piped = `cat ${file('doc.json', DENY)} > ${pipe} & ${process.execPath} ${command} check-scp ${pipe}`;
    const { status, stdout } = spawnSync('bash', ['-c', piped], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringMatching(/pipe +..✗. .*denied/)]);
  });

  test('fails for a device', () => {
    const { status, err } = cli('check-scp', '/dev/zero');
    expect([status, err]).toEqual([2, expect.stringMatching(/\/dev\/zero: must be a file, but is a device/)]);
  });
});
