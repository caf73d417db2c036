import { App, CfnJson, Environment, Fn, Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CAPE_TOWN } from '../support/decisions';
import { NEWEST, only, OTHER_ACCOUNT, synth } from '../support/validation';

const LAYER = 'arn:aws:lambda:af-south-1:111122223333:layer:kubectl:1';
const HUB = 'token.actions.githubusercontent.com';

function makeApp(env: Environment = CAPE_TOWN): { readonly app: App; readonly stack: Stack } {
  const app = new App();
  return { app, stack: new Stack(app, 'Apps', { env }) };
}

/** Lets a role call. */
function grant(role: iam.IRole): void {
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
}

test('a role that may call and admits look-alikes is a warning, which fails nothing', () => {
  const { app, stack } = makeApp();
  const provider = new iam.OidcProviderNative(stack, 'GitHub', { url: `https://${HUB}`, clientIds: ['sts.amazonaws.com'] });
  grant(new iam.Role(stack, 'Deploy', {
    assumedBy: new iam.WebIdentityPrincipal(provider.oidcProviderArn, {
      StringEquals: { [`${HUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${HUB}:sub`]: 'repo:acme*' },
    }),
  }));
  const result = synth(app);
  expect(result.failed).toBe(false);
  const { ruleName, severity, description, fix, violatingResources, ruleMetadata } = only(result);
  expect([ruleName, severity, ruleMetadata]).toEqual(['cdk-bedrock-cris/wide-trust', 'warning', { identity: 'Apps/Deploy' }]);
  expect(description).toBe('\'Apps/Deploy\' may call Claude, and its trust policy admits the repositories of another owner with ' +
    'a similar name, such as "repo:acme-evil/any:ref:refs/heads/main"');
  expect(fix).toBe(`Require "${HUB}:sub" with the whole name of the owner, up to the "/" after it: "repo:<owner>/<repository>…"`);
  expect(violatingResources).toEqual([expect.objectContaining({
    resourceLogicalId: expect.stringMatching(/^Deploy/), locations: ['Properties/AssumeRolePolicyDocument'],
  })]);
  expect(result.printed).toContain('admits the repositories of another owner');
  expect(result.printed).toContain(NEWEST ? 'cdk-bedrock-cris/wide-trust' : 'warning (cdk-bedrock-cris/wide-trust): \'Apps/Deploy\'');
});

test('one that admits nobody is a warning too', () => {
  const { app, stack } = makeApp();
  grant(new iam.Role(stack, 'Caller', {
    assumedBy: new iam.AccountPrincipal(OTHER_ACCOUNT).withConditions({
      ArnEquals: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Runner/me` },
    }),
  }));
  const { ruleName, fix } = only(synth(app));
  expect(ruleName).toBe('cdk-bedrock-cris/closed-trust');
  expect(fix).toBe('Write the ARN of the role, "arn:aws:iam::<account>:role/<name>": aws:PrincipalArn is never the ARN of a session');
});

beforeAll(() => jest.spyOn(console, 'warn').mockImplementation());

const PLACES: [string, Environment][] = [['a known account', CAPE_TOWN], ['any account', {}]];

test.each(PLACES)('the roles of CDK\'s own constructs are well in %s', (_, env) => {
  const { app, stack } = makeApp(env);
  const role = (id: string, assumedBy: iam.IPrincipal, externalIds?: string[]) => new iam.Role(stack, id, { assumedBy, externalIds });
  const cluster = new eks.Cluster(stack, 'Cluster', {
    version: eks.KubernetesVersion.V1_32,
    kubectlProviderOptions: { kubectlLayer: lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', LAYER) },
  });
  const account = (id: string, identityType: eks.IdentityType) =>
    new eks.ServiceAccount(stack, id, { cluster, name: id.toLowerCase(), namespace: 'ns', identityType }).role;
  const github = new iam.OidcProviderNative(stack, 'GitHub', { url: `https://${HUB}`, clientIds: ['sts.amazonaws.com'] });
  const saml = new iam.SamlProvider(stack, 'Saml', { metadataDocument: iam.SamlMetadataDocument.fromXml('x'.repeat(1000)) });
  const issuer = Fn.select(1, Fn.split('//', Fn.importValue('issuer')));
  const value = { [`${issuer}:sub`]: 'system:serviceaccount:ns:sa', [`${issuer}:aud`]: 'sts.amazonaws.com' };
  const keys = new CfnJson(stack, 'Keys', { value });
  [
    account('Irsa', eks.IdentityType.IRSA),
    account('Pods', eks.IdentityType.POD_IDENTITY),
    role('Functions', new iam.ServicePrincipal('lambda.amazonaws.com')),
    role('Own', new iam.CompositePrincipal(new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), new iam.AccountRootPrincipal())),
    role('Organization', new iam.OrganizationPrincipal('o-1234567890')),
    role('Foreign', new iam.AccountPrincipal(OTHER_ACCOUNT), ['secret']),
    role('Tagged', new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/x`).withSessionTags()),
    role('Console', new iam.SamlConsolePrincipal(saml, {})),
    role('Repository', new iam.WebIdentityPrincipal(github.oidcProviderArn, {
      StringEquals: { [`${HUB}:aud`]: 'sts.amazonaws.com', [`${HUB}:sub`]: 'repo:acme/app:environment:prod' },
    })),
    role('Imported', new iam.WebIdentityPrincipal(Fn.importValue('provider'), { StringEquals: keys })),
  ].forEach(grant);
  const { report } = synth(app);
  expect(report.violations.filter(({ ruleName }) => ruleName.endsWith('-trust'))).toEqual([]);
  expect(report.metadata?.['not judged']).toBeUndefined();
});
