import { readAssembly } from '../../../src/core/app/assembly';
import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { assemblyOf, Files, filesOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { deny } from '../../support/small-policies';

const denyBut = (...exempt: string[]) => ({ ...deny('bedrock:*', '*'), Condition: { ArnNotLike: { 'aws:PrincipalArn': exempt } } });
const GOOD = { template: { Resources: { Worker: roleResource() } } };

function judge(files: Files): AppReport {
  return judgeApp({ assembly: assemblyOf(files) });
}

/** What a report says of the good stack and of the rest. */
function sum({ rows, identities, notJudged }: AppReport) {
  const good = rows.filter(({ identity }) => identities[identity].path === 'Good/Worker').map(({ verdict }) => verdict);
  return { good: good.join(), notJudged: notJudged.map(({ what, why }) => `${what}: ${why}`).join('\n') };
}

describe('where there is no assembly', () => {
  test.each<[string, Files]>([
    ['no manifest', {}],
    ['a manifest that is no JSON', { 'manifest.json': new Error('manifest.json is not JSON: Unexpected token') }],
    ['a manifest of null', { 'manifest.json': null }],
    ['a list', { 'manifest.json': [] }],
    ['a text', { 'manifest.json': 'manifest' }],
    ['the manifest of something else', { 'manifest.json': { name: 'my-extension', manifest_version: 3 } }],
    ['a manifest without artifacts\' names', { 'manifest.json': { version: '53.0.0', artifacts: [] } }],
    ['a manifest of an old version', { 'manifest.json': { version: '0.36.0', artifacts: {} } }],
    ['a version that is none', { 'manifest.json': { version: 'latest', artifacts: {} } }],
  ])('%s is refused in words', (_, files) => {
    const attempt = () => readAssembly(filesOf(files));
    expect(attempt).toThrow(/manifest\.json/);
    expect(attempt).not.toThrow(TypeError);
  });

  test('an app without stacks has nothing to judge', () => {
    expect(judge(smallAssembly({}))).toMatchObject({ rows: [], identities: [], findings: [], totals: { identities: 0 } });
  });
});

describe('where a part cannot be read, it is named, and the rest is judged:', () => {
  const resource = (Type: string, Properties: object) => ({ template: { Resources: { Bad: { Type, Properties } } } });
  const nested = (url: unknown) => resource('AWS::CloudFormation::Stack', { TemplateURL: url });
  const assets = (path: string) => ({ 'Bad.assets.json': { files: { f00d: { source: { path } } } } });
  const assetArtifact = { 'Bad.assets': { type: 'cdk:asset-manifest', properties: { file: 'Bad.assets.json' } } };

  test.each<[string, Files]>([
    ['a template that is no JSON', smallAssembly({ Good: GOOD, Bad: { template: new Error('Bad.template.json is not JSON') } })],
    ['a template that is not there', smallAssembly({ Good: GOOD, Bad: { template: undefined } })],
    ['a template of null', smallAssembly({ Good: GOOD, Bad: { template: null } })],
    ['a template that is a list', smallAssembly({ Good: GOOD, Bad: { template: [] } })],
    ['resources that are a list', smallAssembly({ Good: GOOD, Bad: { template: { Resources: [{ Type: 'AWS::IAM::Role' }] } } })],
    ['a nested template that is not in the assembly', smallAssembly({ Good: GOOD, Bad: nested('https://example.com/nested.json') })],
    ['a nested template whose file is missing', smallAssembly(
      { Good: GOOD, Bad: nested('https://bucket/f00d.json') }, assets('asset.f00d.json'), assetArtifact)],
    ['a nested template that is YAML', smallAssembly(
      { Good: GOOD, Bad: nested('https://bucket/f00d.yaml') }, assets('asset.f00d.yaml'), assetArtifact)],
    ['a StackSet whose template is YAML', smallAssembly(
      { Good: GOOD, Bad: resource('AWS::CloudFormation::StackSet', { TemplateBody: 'Resources:\n  A: {}' }) })],
    ['a StackSet without a template', smallAssembly({ Good: GOOD, Bad: resource('AWS::CloudFormation::StackSet', {}) })],
    ['a product whose template is elsewhere', smallAssembly({
      Good: GOOD,
      Bad: resource('AWS::ServiceCatalog::CloudFormationProduct', {
        ProvisioningArtifactParameters: [{ Info: { LoadTemplateFromURL: 'https://example.com/product.json' } }],
      }),
    })],
    ['a stage without a manifest', smallAssembly({ Good: GOOD }, {}, {
      'assembly-Bad': { type: 'cdk:cloud-assembly', displayName: 'Bad', properties: { directoryName: 'assembly-Bad' } },
    })],
    ['a stage without a directory', smallAssembly({ Good: GOOD }, {}, { 'assembly-Bad': { type: 'cdk:cloud-assembly' } })],
    ['a stage that is its own', smallAssembly({ Good: GOOD }, {}, {
      'assembly-Bad': { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } },
    })],
    ['a stack without a template file', smallAssembly({ Good: GOOD }, {}, { Bad: { type: 'aws:cloudformation:stack', properties: {} } })],
    ['a policy document that is none', smallAssembly({
      Good: GOOD,
      Bad: {
        template: {
          Resources: {
            Bad: roleResource({}, { Effect: 'Perhaps', Action: 'bedrock:*', Resource: '*' }),
          },
        },
      },
    })],
    ['a permission set whose text is no JSON', smallAssembly(
      { Good: GOOD, Bad: resource('AWS::SSO::PermissionSet', { Name: 'Bad', InlinePolicy: '{"Version": ' }) })],
  ])('%s', (_, files) => {
    const { good, notJudged } = sum(judge(files));
    expect(good).toBe('allowed,allowed');
    expect(notJudged).toContain('Bad');
  });

  test.each<[string, Files]>([
    ['resources of null', smallAssembly({ Good: GOOD, Bad: { template: { Resources: null } } })],
    ['no resources', smallAssembly({ Good: GOOD, Bad: { template: {} } })],
    ['a resource of null', smallAssembly({ Good: GOOD, Bad: { template: { Resources: { Bad: null, Other: 5, List: [] } } } })],
    ['a resource without properties', smallAssembly({
      Good: GOOD,
      Bad: {
        template: {
          Resources: {
            Bad: { Type: 'AWS::IAM::Role' },
            Policy: { Type: 'AWS::IAM::ManagedPolicy' },
            Set: { Type: 'AWS::SSO::PermissionSet' },
            Scp: { Type: 'AWS::Organizations::Policy' },
            Stack: { Type: 'AWS::CloudFormation::Stack' },
          },
        },
      },
    })],
    ['a resource without a type', smallAssembly({ Good: GOOD, Bad: { template: { Resources: { Bad: { Properties: {} } } } } })],
    ['artifacts that are none', smallAssembly({ Good: GOOD }, {}, { Bad: null, Worse: 5, List: [], Tree: { type: 'cdk:tree' } })],
    ['an environment that is none', smallAssembly({ Good: GOOD, Bad: { template: GOOD.template, environment: 'nowhere' } })],
    ['an account that is none', smallAssembly({ Good: GOOD, Bad: { template: GOOD.template, environment: 'aws://placeholder/af-south-1' } })],
    ['a Region that is none', smallAssembly({ Good: GOOD, Bad: { template: GOOD.template, environment: 'aws://111122223333/placeholder' } })],
    ['names that objects have', smallAssembly({
      Good: GOOD,
      Bad: {
        template: {
          Resources: {
            constructor: roleResource({ PermissionsBoundary: { Ref: 'toString' }, ManagedPolicyArns: [{ Ref: '__proto__' }, null, 5] }),
            hasOwnProperty: roleResource({ RoleName: { 'Fn::GetAtt': ['valueOf', 'constructor'] } }),
          },
          Outputs: { toString: null },
        },
      },
    })],
  ])('%s', (_, files) => {
    expect(sum(judge(files)).good).toBe('allowed,allowed');
  });
});

describe('a circle of references', () => {
  const child = (id: string, Parameters: object) => ({
    Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://bucket/${id}.json`, Parameters },
  });
  const nested = (id: string, output: unknown) => [`${id}.nested.template.json`, {
    Parameters: { Name: { Type: 'String' } },
    Outputs: { Name: { Value: output } },
    Resources: { Worker: roleResource({ RoleName: { Ref: 'Name' } }) },
  }];
  const assetFiles = Object.fromEntries(['one', 'two'].map((id) => [`hash${id}`, { source: { path: `${id}.nested.template.json` } }]));

  test('of nested parameters and outputs ends, and its roles are judged as if nobody knew their names', () => {
    const files = smallAssembly({
      Good: GOOD,
      Round: {
        template: {
          Resources: {
            One: child('hashone', { Name: { 'Fn::GetAtt': ['Two', 'Outputs.Name'] } }),
            Two: child('hashtwo', { Name: { 'Fn::GetAtt': ['One', 'Outputs.Name'] } }),
            Scp: {
              Type: 'AWS::Organizations::Policy',
              Properties: {
                Type: 'SERVICE_CONTROL_POLICY',
                TargetIds: ['r-ab12'],
                Content: {
                  Version: '2012-10-17',
                  Statement: [denyBut('arn:aws:iam::*:role/Good-*', 'arn:aws:iam::*:role/exempt')],
                },
              },
            },
          },
        },
      },
    }, {
      'Round.assets.json': { files: assetFiles },
      ...Object.fromEntries([nested('one', { Ref: 'Name' }), nested('two', { Ref: 'Name' })]),
    }, { 'Round.assets': { type: 'cdk:asset-manifest', properties: { file: 'Round.assets.json' } } });
    const report = judge(files);
    expect(sum(report).good).toBe('allowed,allowed');
    const inside = report.rows.filter(({ identity }) => /Worker$/.test(report.identities[identity].path)
      && report.identities[identity].path !== 'Good/Worker');
    expect(inside.map(({ verdict }) => verdict)).toEqual(Array(4).fill('not-judged'));
  });

  test('of exports ends, and what hangs on it is not judged', () => {
    const round = (own: string, other: string) => ({
      template: {
        Outputs: { Round: { Value: { 'Fn::ImportValue': other }, Export: { Name: own } } },
        Resources: { Worker: roleResource({ PermissionsBoundary: { 'Fn::ImportValue': other } }) },
      },
    });
    const report = judge(smallAssembly({ Good: GOOD, One: round('one', 'two'), Two: round('two', 'one'), Self: round('self', 'self') }));
    expect(sum(report).good).toBe('allowed,allowed');
    const rest = report.rows.filter(({ identity }) => report.identities[identity].path !== 'Good/Worker');
    expect(rest.map(({ verdict }) => verdict)).toEqual(Array(6).fill('not-judged'));
  });

  test('of templates that deploy themselves ends', () => {
    const itself = { Resources: { Worker: roleResource(), Again: child('hashone', {}) } };
    const report = judge(smallAssembly({ Good: GOOD, Round: { template: itself } }, {
      'Round.assets.json': { files: assetFiles }, 'one.nested.template.json': itself,
    }, { 'Round.assets': { type: 'cdk:asset-manifest', properties: { file: 'Round.assets.json' } } }));
    expect(sum(report).good).toBe('allowed,allowed');
    expect(sum(report).notJudged).toContain('Round');
  });

  test('of two templates that deploy each other twice ends in time', () => {
    const twice = (id: string) => ({ Resources: { Worker: roleResource(), Left: child(id, {}), Right: child(id, {}) } });
    const report = judge(smallAssembly({ Good: GOOD, Round: { template: twice('hashone') } }, {
      'Round.assets.json': { files: assetFiles },
      'one.nested.template.json': twice('hashtwo'),
      'two.nested.template.json': twice('hashone'),
    }, { 'Round.assets': { type: 'cdk:asset-manifest', properties: { file: 'Round.assets.json' } } }));
    expect(sum(report).good).toBe('allowed,allowed');
  }, 10_000);
});
