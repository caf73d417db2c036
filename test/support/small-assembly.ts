import { Files } from './assemblies';
import { globalCall } from './small-policies';

const TRUST = { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } };

/** A role that may call, in a template. */
export function roleResource(properties: object = {}, statement: object = globalCall()): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: TRUST,
      Policies: [{ PolicyName: 'calls', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
      ...properties,
    },
  };
}

export interface SmallStack {
  readonly template: unknown;
  readonly environment?: string;
  readonly stackName?: string;
}

/** The files of an assembly that CDK might have written, without CDK. */
export function smallAssembly(stacks: Readonly<Record<string, SmallStack>>, other: Files = {}, artifacts: object = {}): Files {
  const entries = Object.entries(stacks);
  return {
    'manifest.json': {
      version: '53.0.0',
      artifacts: {
        ...Object.fromEntries(entries.map(([id, { environment = 'aws://111122223333/af-south-1', stackName }]) => [id, {
          type: 'aws:cloudformation:stack', environment, displayName: id, properties: { templateFile: `${id}.template.json`, stackName },
        }])),
        ...artifacts,
      },
    },
    ...Object.fromEntries(entries.map(([id, { template }]) => [`${id}.template.json`, template])),
    ...other,
  };
}
