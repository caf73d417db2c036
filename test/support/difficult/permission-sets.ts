import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnAssignment, CfnPermissionSet, CfnPermissionSetProps } from 'aws-cdk-lib/aws-sso';
import { env, GUARDED, MANAGEMENT, OPEN } from './places';
import { toStatements } from './statements';
import { document, globalCall } from '../small-policies';

const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

export function addPermissionSets(app: App, open: Stack): void {
  const stack = new Stack(app, 'Workforce', { env: env(MANAGEMENT, 'eu-west-1') });
  const set = (name: string, accounts: readonly string[], props: Partial<CfnPermissionSetProps>) => {
    const created = new CfnPermissionSet(stack, name, { name, instanceArn: INSTANCE, ...props });
    const { attrPermissionSetArn: permissionSetArn } = created;
    accounts.forEach((targetId) => new CfnAssignment(stack, `${name}${targetId}`, {
      instanceArn: INSTANCE, permissionSetArn, principalType: 'GROUP', principalId: 'people', targetType: 'AWS_ACCOUNT', targetId,
    }));
    return created;
  };
  const region = 'af-south-1';
  const inlinePolicy = document(globalCall({ region }));
  set('AsObject', [OPEN, GUARDED], { inlinePolicy });
  // The types of aws-cdk-lib refuse text, and CloudFormation takes it.
  set('AsText', [OPEN], {}).addPropertyOverride('InlinePolicy', JSON.stringify(inlinePolicy));
  set('Joined', [OPEN, GUARDED], {
    inlinePolicy: stack.toJsonString(document(globalCall({ region }), {
      Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:${stack.partition}:s3:::bucket-${stack.region}/*`,
    })),
  });
  set('Exempt', [GUARDED], { inlinePolicy });
  set('OfAws', [OPEN], { managedPolicies: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess'] });
  set('ByName', [OPEN, GUARDED], { customerManagedPolicyReferences: [{ name: 'claude-callers', path: '/shared/' }] });
  set('Unassigned', [], { inlinePolicy });
  new iam.ManagedPolicy(open, 'Callers', {
    managedPolicyName: 'claude-callers', path: '/shared/', statements: toStatements(globalCall()),
  });
}
