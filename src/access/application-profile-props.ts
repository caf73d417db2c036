import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel } from '../catalog/claude-model';

/** The model, name and other properties of an application inference profile. */
export interface ApplicationProfileProps {
  /** The model. The profile is a copy of its global inference profile. */
  readonly model: ClaudeModel;

  /**
   * The name that Amazon Bedrock, dashboards and alarms show: 1 to 55 letters and digits, with single spaces, `_` and `-` between them, for
   * example `billing`. In Amazon Bedrock, a suffix of `-` and eight letters and digits follows it, so a replacement never reuses the old
   * name.
   *
   * A new name creates a new profile, with a new ID. CloudWatch and cost reports start over under that ID.
   *
   * @default - the path of this construct in its stack, such as `Billing-Sonnet`
   */
  readonly profileName?: string;

  /**
   * What the profile is for: 1 to 200 letters, digits, `:` and `.`, with single spaces, `_` and `-` between them. Changing the description
   * creates a new profile, as changing the name does.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The Region in which the profile is created and called.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The runtime of the function that creates the profile: Node.js 20 or later. One function serves all profiles in a stack.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;

  /**
   * The permissions boundary for that function's role. It must allow what the function does.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** An application inference profile that exists outside this app. */
export interface ApplicationProfileAttributes {
  /**
   * The profile's ARN, such as `arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6`. May be a token, such
   * as `CfnApplicationInferenceProfile.attrInferenceProfileArn`.
   */
  readonly profileArn: string;

  /** The model. The profile must be a copy of its global inference profile. */
  readonly model: ClaudeModel;

  /**
   * The name that dashboards and alarms show: letters, digits, spaces, `_` and `-`.
   *
   * @default - the path of the construct in its stack, from the scope and ID that you pass to `fromProfileArn`
   */
  readonly name?: string;
}
