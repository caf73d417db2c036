import { CfnResource, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcards, writeWildcard } from '../checks/acknowledge';

/** Long enough for new roles and keys to be in force everywhere. */
const TIMEOUT = Duration.minutes(6);
/** A function may be throttled; a request that waits longer is not delivered late, when CloudFormation has given up. */
const EVENT_AGE = Duration.minutes(6);
const SERVICE_TIMEOUT = Duration.minutes(15);
/** Policies match these roles by path: in stack sets, their names are cut. */
const ROLE_PATH = '/cdk-bedrock-cris/';

export interface InlineHandlerProps {
  /** JavaScript that exports `handler`. */
  readonly code: string;
  /** What it does, as descriptions of its role and of the function begin. */
  readonly description: string;
  /** The name of the policy in its role. */
  readonly policyName: string;
  /** What it may do, with its log group. */
  readonly statements: (logGroup: logs.ILogGroup) => iam.PolicyStatement[];
  /** Why statements have wildcards. */
  readonly wildcardReason: string;
  /** The wildcards besides that of all resources, as ARNs. */
  readonly wildcards?: readonly string[];
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly runtime?: lambda.Runtime;
}

/**
 * A function that answers CloudFormation for custom resources. Its code is part of the template: no asset, so it deploys without
 * bootstrap and in stack sets. Logical IDs of its users hang on those of its children.
 */
export class InlineHandler extends Construct {
  public readonly role: iam.IRole;
  /** Where the function logs. */
  public readonly logGroup: logs.ILogGroup;
  private readonly handler: lambda.Function;
  private readonly wildcards: string[] = [];

  constructor(scope: Construct, id: string, props: InlineHandlerProps) {
    super(scope, id);
    const { code, description, policyName, permissionsBoundary, runtime, wildcards = [] } = props;
    this.logGroup = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new iam.Role(this, 'Role', {
      path: ROLE_PATH,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description,
      permissionsBoundary,
      // Part of the role, so that they are in force with it, and until the last event is answered.
      inlinePolicies: { [policyName]: new iam.PolicyDocument({ statements: props.statements(this.logGroup) }) },
    });
    this.acknowledge(['*', ...wildcards], props.wildcardReason);
    this.handler = new lambda.Function(this, 'Handler', {
      runtime: runtime ?? lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(code),
      description: `${description} for AWS CloudFormation`,
      timeout: TIMEOUT,
      memorySize: 256,
      role: this.role,
      logGroup: this.logGroup,
      retryAttempts: 0, // CloudFormation retries; an event that comes late would do harm
      maxEventAge: EVENT_AGE,
    });
  }

  /** Tells cdk-nag why the policy has these wildcards too, with those of before. */
  protected acknowledge(arns: readonly string[], reason: string): void {
    const { defaultChild } = this.role.node;
    const added = arns.map((arn) => writeWildcard(this, arn)).filter((wildcard) => !this.wildcards.includes(wildcard));
    if (defaultChild && added.length > 0) { // there is none where roles are created beforehand
      this.wildcards.push(...added);
      acknowledgeWildcards(defaultChild as CfnResource, this.wildcards, reason);
    }
  }

  /** Creates a custom resource for which the function answers. */
  protected createResource(scope: Construct, id: string, resourceType: string, properties: object): CustomResource {
    const serviceToken = this.handler.functionArn;
    const resource = new CustomResource(scope, id, { serviceToken, serviceTimeout: SERVICE_TIMEOUT, resourceType, properties });
    resource.node.addDependency(this);
    return resource;
  }
}

export function allowLog(logGroup: logs.ILogGroup): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
}
