import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, CfnStackSet, CfnStackSetProps, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CLOSED, GUARDED_UNIT, OPEN, ORGANIZATION } from './places';
import { document, globalCall } from '../small-policies';

/** A template with a role, as a StackSet deploys it anywhere. */
export function fleetTemplate(id: string, statement: object = globalCall({ region: '${AWS::Region}' })): object {
  return {
    Resources: {
      [id]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
          Policies: [{ PolicyName: 'calls', PolicyDocument: substitute(document(statement)) }],
        },
      },
    },
  };
}

/** Texts with `${…}` as CloudFormation reads them. */
function substitute(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(substitute);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substitute(one)]));
  }
  return typeof value === 'string' && value.includes('${') ? { 'Fn::Sub': value } : value;
}

/** StackSets: a file for a unit, a text for accounts, and YAML. */
export function addFleet(app: App, directory: string): void {
  const stack = new Stack(app, 'Fleet', { env: ORGANIZATION });
  const file = path.join(directory, 'unit.template.json');
  fs.writeFileSync(file, JSON.stringify(fleetTemplate('UnitWorker')));
  const set = (id: string, targets: CfnStackSet.DeploymentTargetsProperty, template: Partial<CfnStackSetProps>) =>
    new CfnStackSet(stack, id, {
      stackSetName: id.toLowerCase(),
      permissionModel: 'SERVICE_MANAGED',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ['CAPABILITY_IAM'],
      stackInstancesGroup: [{ deploymentTargets: targets, regions: ['af-south-1'] }],
      ...template,
    });
  const { httpUrl: templateUrl } = new Asset(stack, 'Template', { path: file });
  set('Unit', { organizationalUnitIds: [GUARDED_UNIT] }, { templateUrl });
  const accounts = { organizationalUnitIds: ['r-ab12'], accounts: [OPEN, CLOSED], accountFilterType: 'INTERSECTION' };
  set('Accounts', accounts, { templateBody: JSON.stringify(fleetTemplate('AccountWorker')) });
  set('Yaml', accounts, {
    templateBody: [
      'Resources:', '  YamlWorker:', '    Type: AWS::IAM::Role', '    Properties:',
      '      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]',
    ].join('\n'),
  });
}
