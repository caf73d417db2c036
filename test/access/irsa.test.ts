import { App, CfnJson, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { CAPE_TOWN } from '../support/decisions';

function trustPods(scope: Construct, provider: iam.IOpenIdConnectProvider): iam.IPrincipal {
  const { openIdConnectProviderIssuer: issuer } = provider;
  const claims = new CfnJson(scope, 'Claims', {
    value: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'system:serviceaccount:chat:batch' },
  });
  return new iam.OpenIdConnectPrincipal(provider, { StringEquals: claims });
}

test('of a cluster that the app makes, the claims are written when it is deployed', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Cluster', stack.formatArn({
    service: 'iam', region: '', resource: 'oidc-provider', resourceName: 'oidc.eks.af-south-1.amazonaws.com/id/EXAMPLE',
  }));
  new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy: trustPods(stack, provider) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Claims'), 'Value'] } },
      }],
    },
  });
});
