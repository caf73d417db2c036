import { App, CfnResource, PermissionsBoundary, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { caller } from './open';
import { env, OPEN } from './places';
import { toStatements } from './statements';
import { NO_OPUS, OPUS, SONNET } from '../small-policies';

const models = [SONNET, OPUS];

/** Every way in which a role gets a boundary: all of them are denied Opus by it, if it is known. */
export function addBoundaries(app: App, stack: Stack): void {
  const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: toStatements(...NO_OPUS) });
  const bound = (scope: Construct, id: string, policy: iam.IManagedPolicy, region?: string) => {
    const role = caller(scope, id, { models, region });
    iam.PermissionsBoundary.of(role).apply(policy);
    return role;
  };
  bound(stack, 'BoundHere', boundary);
  const tree = new Construct(stack, 'Bounded');
  caller(tree, 'ByAspect', { models });
  iam.PermissionsBoundary.of(tree).apply(boundary);

  bound(new Stack(app, 'Importing', { env: env(OPEN) }), 'ByImport', boundary);

  const weak = new Stack(app, 'Weak', { env: env(OPEN) });
  weak.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'weak'); // from 2.254.0 on; before, an export as well
  bound(weak, 'Weakly', boundary);

  const abroad = new Stack(app, 'Abroad', { env: env(OPEN, 'eu-west-1'), crossRegionReferences: true });
  bound(abroad, 'Across', boundary, 'eu-west-1');

  bound(stack, 'ByName', iam.ManagedPolicy.fromManagedPolicyName(stack, 'Elsewhere', 'elsewhere'));
  bound(stack, 'ByPower', iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
  bound(stack, 'ByReading', iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));

  const contextual = new Stack(app, 'Contextual', {
    env: env(OPEN), permissionsBoundary: PermissionsBoundary.fromName('company-${AWS::Region}'),
  });
  caller(contextual, 'ByContext', { models });
  Tags.of(contextual).add('purpose', 'a boundary of context');

  const policyOf = new iam.CfnManagedPolicy(stack, 'ByHand', {
    policyDocument: { Version: '2012-10-17', Statement: NO_OPUS }, path: '/limits/', managedPolicyName: 'no-opus',
  });
  const named = caller(stack, 'ByArnInText', { models });
  (named.node.defaultChild as CfnResource).addPropertyOverride('PermissionsBoundary', {
    'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limits/no-opus',
  });
  named.node.addDependency(policyOf);
}
