import { CfnResource, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LoggingResourceAttributes, LoggingResourceProperties } from './handler/wire';
import { HANDLER_CODE } from './handler.generated';

/** Under the stack, not under its user: when that is renamed, both events must reach the same function. Logical IDs hang on it. */
const ID = 'BedrockLoggingWriter';
/** The SSM parameter that says who owns the setting: the handler's name for it. */
const PARAMETER = 'cdk-bedrock-cris/model-invocation-logging';
/** Long enough for new roles and keys to be in force everywhere. */
const TIMEOUT = Duration.minutes(6);
/** A function may be throttled; a request that waits longer is not delivered late, when CloudFormation has given up. */
const EVENT_AGE = Duration.minutes(6);
const SERVICE_TIMEOUT = Duration.minutes(15);

export interface LoggingWriterProps {
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly runtime?: lambda.Runtime;
  /** The role of the setting that it writes. */
  readonly deliveryRoleArn?: string;
  /** Those of settings that it may have to put back. */
  readonly previousRoleArns: string[];
}

/**
 * The function that writes the account's one logging setting, as docs/guest.md says; one for a stack.
 * Its code is part of the template: no asset, so it deploys without bootstrap and in stack sets.
 */
export class LoggingWriter extends Construct {
  private readonly handler: lambda.Function;

  constructor(user: Construct, { permissionsBoundary, runtime, deliveryRoleArn, previousRoleArns }: LoggingWriterProps) {
    const stack = Stack.of(user);
    super(stack, ID);
    const logGroup = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Writes the model invocation logging setting of Amazon Bedrock',
      permissionsBoundary,
      // Part of the role, so that they are in force with it, and until the last event is answered.
      inlinePolicies: {
        Writer: new iam.PolicyDocument({
          statements: [
            ...statements(stack, logGroup),
            ...passRoles('PassDeliveryRole', deliveryRoleArn ? [deliveryRoleArn] : []),
            ...passRoles('PassPreviousRoles', previousRoleArns),
          ],
        }),
      },
    });
    (role.node.defaultChild as CfnResource | undefined)?.addMetadata('cdk_nag', {
      rules_to_suppress: [{ id: 'AwsSolutions-IAM5', reason: 'The logging actions of Amazon Bedrock have no resource type', applies_to: ['Resource::*'] }],
    });
    this.handler = new lambda.Function(this, 'Handler', {
      runtime: runtime ?? lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(HANDLER_CODE),
      description: 'Writes the model invocation logging setting of Amazon Bedrock for AWS CloudFormation',
      timeout: TIMEOUT,
      memorySize: 256,
      role,
      logGroup,
      retryAttempts: 0, // CloudFormation retries; an event that comes late would do harm
      maxEventAge: EVENT_AGE,
    });
  }

  /** The custom resource that is the setting. */
  public settingOf(scope: Construct, id: string, properties: LoggingResourceProperties): CustomResource {
    const resource = new CustomResource(scope, id, {
      serviceToken: this.handler.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      resourceType: 'Custom::BedrockModelInvocationLogging',
      properties,
    });
    resource.node.addDependency(this);
    return resource;
  }
}

/** An attribute of the custom resource. */
export function attributeOf(resource: CustomResource, name: keyof LoggingResourceAttributes): string {
  return resource.getAttString(name);
}

function statements(stack: Stack, logGroup: logs.ILogGroup): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'Setting',
      actions: [
        'bedrock:GetModelInvocationLoggingConfiguration',
        'bedrock:PutModelInvocationLoggingConfiguration',
        'bedrock:DeleteModelInvocationLoggingConfiguration',
      ],
      resources: ['*'], // these actions have no resource type
    }),
    new iam.PolicyStatement({
      sid: 'Claim',
      actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: PARAMETER })],
    }),
    new iam.PolicyStatement({ sid: 'OwnStack', actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
    new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
  ];
}

/** A list that is a token cannot be joined with another. */
function passRoles(sid: string, resources: string[]): iam.PolicyStatement[] {
  const conditions = { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } };
  return resources.length > 0 ? [new iam.PolicyStatement({ sid, actions: ['iam:PassRole'], resources, conditions })] : [];
}
