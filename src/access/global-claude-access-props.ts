import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeProject } from './claude-project';
import { RequiredGuardrail } from './required-guardrail';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** Who may call which Claude models, from where. At least `models` or `applicationProfiles` must be given. */
export interface GlobalClaudeAccessProps {
  /**
   * The models that may be called through their own global inference profiles. None twice.
   *
   * @default - none: only the application profiles may be called
   */
  readonly models?: ClaudeModel[];

  /**
   * The application inference profiles that may be called, such as those of a team. None twice.
   *
   * Their models are reached through them only: neither through the models' own profiles, unless `models` names those too, nor
   * through application profiles of others.
   *
   * @default - none
   */
  readonly applicationProfiles?: IApplicationProfile[];

  /**
   * The Region in which the profiles are called.
   *
   * @default - the Region of the application profiles; without any, that of the stack
   */
  readonly sourceRegion?: string;

  /**
   * Whether the streaming calls (`ConverseStream`, `InvokeModelWithResponseStream`) are allowed too.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The project that is allowed with the profiles. AWS announced in November 2026 that calls are authorized on it too. Application
   * profiles take the default project only.
   *
   * @default ClaudeProject.accountDefault()
   */
  readonly project?: ClaudeProject;

  /**
   * The guardrails of which each call must name one, by exactly this version. Calls of these models from the source Region that name none
   * are denied, even where another policy of the identity allows them; the identity may apply the guardrails too.
   *
   * The guardrail then checks what the call marks for it, and neither tools nor their results. Batch jobs, agents and knowledge bases name
   * none in the calls that they make, so the same role does not serve them. AWS's pages disagree on whether af-south-1 has guardrails.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
   * @default - calls need none
   */
  readonly requiredGuardrails?: RequiredGuardrail[];

  /**
   * The name of the managed policy, by which a permission set of IAM Identity Center refers to it: `customerManagedPolicies` of the access
   * says how. It is made then in the stack of this access, whether or not an identity of this app gets it. Where the models need several
   * policies, the others are `name-2`, `name-3` and so on. An account has a name once, in whatever case.
   *
   * Policies in other stacks, to which `attachTo` leads, have names that CloudFormation generates.
   *
   * @default - a name that CloudFormation generates
   */
  readonly managedPolicyName?: string;

  /**
   * The path of the managed policies, such as `/platform/`.
   *
   * @default /
   */
  readonly managedPolicyPath?: string;

  /**
   * A role that gets the access, as `attachTo` gives it. Not together with `assumedBy`.
   *
   * @default - no role, unless `assumedBy` creates one
   */
  readonly role?: iam.IRole;

  /**
   * Who assumes the role that is created for this access, such as `ClaudeCaller.gitHub()`. Not together with `role`.
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
