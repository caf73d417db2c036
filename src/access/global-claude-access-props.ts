import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeProject } from './claude-project';
import { RequiredGuardrail } from './required-guardrail';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** Who may call which Claude models, and from which Region. Set `models`, `applicationProfiles` or both. */
export interface GlobalClaudeAccessProps {
  /**
   * The models to allow through their own global inference profiles. No duplicates.
   *
   * @default - none: only the application profiles are allowed
   */
  readonly models?: ClaudeModel[];

  /**
   * The application inference profiles to allow, such as a team's. No duplicates.
   *
   * Identities reach the models of these profiles only through them. The models' own global profiles stay closed, unless `models` names
   * them too. Other application profiles stay closed.
   *
   * @default - none
   */
  readonly applicationProfiles?: IApplicationProfile[];

  /**
   * The source Region, from which the profiles are called.
   *
   * @default - the Region of the application profiles; without any, the Region of the stack
   */
  readonly sourceRegion?: string;

  /**
   * Whether to allow streaming calls too: `ConverseStream` and `InvokeModelWithResponseStream`.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The project to allow with the profiles. AWS announced in November 2026 that calls are authorized on a project too. Application profiles
   * can use only the default project.
   *
   * @default ClaudeProject.accountDefault()
   */
  readonly project?: ClaudeProject;

  /**
   * The guardrails to require. Each call must name one of them, in exactly this version. AWS denies calls to these models from the source
   * Region that name none, even if another policy of the identity allows them. The policy also allows the identity to apply the guardrails.
   *
   * A guardrail checks only what the call marks for it. It does not check tools or their results. Batch jobs, agents and knowledge bases
   * name no guardrail in their calls, so they need another role. AWS's pages disagree on whether af-south-1 has guardrails.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
   * @default - calls need no guardrail
   */
  readonly requiredGuardrails?: RequiredGuardrail[];

  /**
   * The name of the managed policy. A permission set of IAM Identity Center refers to the policy by this name: see
   * `customerManagedPolicies` of the access. With a name, this access's stack creates the policy even if no identity in this app gets it.
   * If the models need several policies, the others are `name-2`, `name-3` and so on. A name must be unique in an account, regardless of
   * case.
   *
   * Policies that `attachTo` creates in other stacks have names that CloudFormation generates.
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
   * The role to give the access to, as `attachTo` does. Not together with `assumedBy`.
   *
   * @default - no role, unless `assumedBy` creates one
   */
  readonly role?: iam.IRole;

  /**
   * The principal that may assume the role that this access creates, such as `ClaudeCaller.gitHub()`. Not together with `role`.
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
   * The permissions boundary for the created role. It must itself allow the three legs of a call. Only with `assumedBy`.
   *
   * @default - none, unless a permissions boundary is set on a scope above
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The longest session of the created role: 1 to 12 hours, in whole seconds. Only with `assumedBy`.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}
