import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel } from '../catalog/claude-model';

/** Of which model an application inference profile is made, and what it is called. */
export interface ApplicationProfileProps {
  /** The model, whose global inference profile is copied. */
  readonly model: ClaudeModel;

  /**
   * The name that Amazon Bedrock, dashboards and alarms show: 1 to 55 letters and digits, with single spaces, `_` and `-` between them,
   * for example `billing`. In Amazon Bedrock, `-` and eight letters and digits follow it, so a replacement never reuses the old name.
   *
   * Another name is another profile: with a new ID, under which CloudWatch and cost reports begin anew.
   *
   * @default - the path of this construct in its stack, such as `Billing-Sonnet`
   */
  readonly profileName?: string;

  /**
   * What the profile is for: 1 to 200 letters, digits, `:` and `.`, with single spaces, `_` and `-` between them. Another description is
   * another profile, as another name is.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The Region in which the profile is made, and in which it is called.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * The runtime of the function that makes the profile: Node.js 20 or later. One function serves all profiles of a stack.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly handlerRuntime?: lambda.Runtime;

  /**
   * The permissions boundary of that function's role. It must allow what the function does.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** An application inference profile that was made elsewhere. */
export interface ApplicationProfileAttributes {
  /**
   * Its ARN, such as `arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6`. May be a token, such as
   * `CfnApplicationInferenceProfile.attrInferenceProfileArn`.
   */
  readonly profileArn: string;

  /** The model of which it was made, by its global inference profile. */
  readonly model: ClaudeModel;

  /**
   * What dashboards and alarms call it: letters, digits, spaces, `_` and `-`.
   *
   * @default - the path in its stack, as `fromProfileArn` is given scope and ID
   */
  readonly name?: string;
}
