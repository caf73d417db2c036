import { CfnResource, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcards, writeWildcard } from '../checks/acknowledge';

/** Long enough for new roles and keys to take effect everywhere. */
const TIMEOUT = Duration.minutes(6);
/** A throttled request waits at most this long. Later, CloudFormation has given up, and a late delivery would do harm. */
const EVENT_AGE = Duration.minutes(6);
const SERVICE_TIMEOUT = Duration.minutes(15);
/** Policies match these roles by path, because stack sets shorten their names. */
const ROLE_PATH = '/cdk-bedrock-cris/';

export interface InlineHandlerProps {
  /** JavaScript that exports `handler`. */
  readonly code: string;
  /** What it does. The descriptions of the role and the function begin with it. */
  readonly description: string;
  /** The name of the policy in its role. */
  readonly policyName: string;
  /** Writes the statements of its role. */
  readonly statements: (logGroup: logs.ILogGroup) => iam.PolicyStatement[];
  /** Why the statements need wildcards. */
  readonly wildcardReason: string;
  /** Further wildcards, in addition to `*`, as ARNs. */
  readonly wildcards?: readonly string[];
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly runtime?: lambda.Runtime;
}

/**
 * A function that answers CloudFormation for custom resources. Its code is part of the template. Without an asset, it deploys without
 * bootstrap and in stack sets. A change of its children's IDs would change logical IDs of its users.
 */
export class InlineHandler extends Construct {
  public readonly role: iam.IRole;
  /** The log group of the function. */
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
      // In the role itself, so that the policies take effect with it, and stay until the last event is answered.
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
      retryAttempts: 0, // CloudFormation retries; a late event would do harm
      maxEventAge: EVENT_AGE,
    });
  }

  /** Tells cdk-nag why the policy needs these wildcards, in addition to the earlier ones. */
  protected acknowledge(arns: readonly string[], reason: string): void {
    const { defaultChild } = this.role.node;
    const added = arns.map((arn) => writeWildcard(this, arn)).filter((wildcard) => !this.wildcards.includes(wildcard));
    if (defaultChild && added.length > 0) { // iam.Role.customizeRoles() can leave no resource
      this.wildcards.push(...added);
      acknowledgeWildcards(defaultChild as CfnResource, this.wildcards, reason);
    }
  }

  /** Creates a custom resource that the function handles. */
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
