import { CustomResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HANDLER_CODE } from './handler.generated';
import { LOGGING_SETTING } from '../core/app/custom-types';
import { ConditionKey } from '../core/facts/iam-words';
import { allowLog, InlineHandler } from '../custom-resource/inline-handler';
import { CLAIM_PARAMETER, LoggingResourceAttributes, LoggingResourceProperties } from '../lambda/logging/wire';

/** A child of the stack, not of its user: if the user is renamed or moved, the resource stays the same. Logical IDs depend on it. */
const ID = 'BedrockLoggingWriter';

export interface LoggingWriterProps {
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly runtime?: lambda.Runtime;
  /** The delivery role of the setting. */
  readonly deliveryRoleArn?: string;
  /** The delivery roles of settings that it may have to put back. */
  readonly previousRoleArns: string[];
}

/** The function that writes the account's one logging setting, as docs/guest.md specifies. A stack has one. */
export class LoggingWriter extends InlineHandler {
  constructor(user: Construct, { permissionsBoundary, runtime, deliveryRoleArn, previousRoleArns }: LoggingWriterProps) {
    const stack = Stack.of(user);
    super(stack, ID, {
      code: HANDLER_CODE,
      description: 'Writes the model invocation logging setting of Amazon Bedrock',
      policyName: 'Writer',
      statements: (logGroup) => [
        ...writeStatements(stack, logGroup),
        ...allowPassing('PassDeliveryRole', deliveryRoleArn ? [deliveryRoleArn] : []),
        ...allowPassing('PassPreviousRoles', previousRoleArns),
      ],
      wildcardReason: 'The logging actions of Amazon Bedrock have no resource type',
      permissionsBoundary,
      runtime,
    });
  }

  /** Creates the custom resource that is the setting. */
  public createSetting(properties: LoggingResourceProperties): CustomResource {
    return this.createResource(this, 'Setting', LOGGING_SETTING, properties);
  }
}

/** Reads an attribute of the custom resource. */
export function readAttribute(resource: CustomResource, name: keyof LoggingResourceAttributes): string {
  return resource.getAttString(name);
}

function writeStatements(stack: Stack, logGroup: logs.ILogGroup): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'Setting',
      actions: [
        'bedrock:GetModelInvocationLoggingConfiguration',
        'bedrock:PutModelInvocationLoggingConfiguration',
        'bedrock:DeleteModelInvocationLoggingConfiguration',
      ],
      resources: ['*'], // these actions have no resource type
      conditions: { StringEquals: { [ConditionKey.REQUESTED_REGION]: stack.region } },
    }),
    new iam.PolicyStatement({
      sid: 'Claim',
      actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: CLAIM_PARAMETER.slice(1) })],
    }),
    new iam.PolicyStatement({ sid: 'OwnStack', actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
    allowLog(logGroup),
  ];
}

/** Allows passing roles to Bedrock. Each list has its own statement, since a list that is a token cannot be joined with another. */
function allowPassing(sid: string, resources: string[]): iam.PolicyStatement[] {
  const conditions = { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } };
  return resources.length > 0 ? [new iam.PolicyStatement({ sid, actions: ['iam:PassRole'], resources, conditions })] : [];
}
