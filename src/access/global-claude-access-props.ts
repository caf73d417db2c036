import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeProject } from './claude-project';
import { ClaudeModel } from '../catalog/claude-model';

/** Who may call which Claude models, from where. */
export interface GlobalClaudeAccessProps {
  /** The models that may be called through their global inference profiles. At least one, none twice. */
  readonly models: ClaudeModel[];

  /**
   * The Region in which the profiles are called.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * Whether the streaming calls (`ConverseStream`, `InvokeModelWithResponseStream`) are allowed too.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The project that is allowed with the profiles. AWS announced in November 2026 that calls are authorized on it too.
   *
   * @default ClaudeProject.accountDefault()
   */
  readonly project?: ClaudeProject;

  /**
   * A role that gets the access, as `attachTo` gives it. Not together with `assumedBy`.
   *
   * @default - no role, unless `assumedBy` creates one
   */
  readonly role?: iam.IRole;

  /**
   * Who assumes the role that is created for this access. Not together with `role`.
   *
   * @default - no role is created
   */
  readonly assumedBy?: iam.IPrincipal;

  /**
   * The name of the created role. Only with `assumedBy`.
   *
   * @default - a name that CloudFormation generates
   */
  readonly roleName?: string;

  /**
   * The path of the created role, such as `/platform/`. Only with `assumedBy`.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * The permissions boundary of the created role. Only with `assumedBy`. It must itself allow the three legs of a call.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * How long a session of the created role may last: 1 to 12 hours. Only with `assumedBy`.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}
