import { Annotations, Duration, Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ClaudeModel } from '../catalog/claude-model';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { similarModel } from '../catalog/known-models';
import { requireSourceRegion } from '../catalog/source-region';
import { allowStatements } from '../policy/allow-statements';
import { documentSize, MANAGED_POLICY_LIMIT } from '../policy/document-size';
import { grantInline } from '../policy/grant';
import { Recipient, recipientOf } from '../policy/recipient';
import { fail, got, isConcrete } from '../private/fail';

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

/**
 * Access to Claude through Amazon Bedrock global cross-Region inference: the three statements, each with its own condition,
 * that authorize the three legs of a call, and nothing else.
 *
 * Throws at construction for an empty or repeated model, for a source Region from which a model is known not to be callable,
 * and for props that contradict each other.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class GlobalClaudeAccess extends Construct {
  /** The role that was given or created; none when neither `role` nor `assumedBy` is set. */
  public readonly role?: iam.IRole;

  /** The global inference profiles that may be called, in the order of `models`. */
  public readonly profiles: GlobalInferenceProfile[];

  private readonly sourceRegion: string;
  private readonly streaming: boolean;
  private readonly policies = new Map<Stack, iam.ManagedPolicy[]>();
  private readonly grants = new Map<iam.IPrincipal, iam.Grant>();

  constructor(scope: Construct, id: string, props: GlobalClaudeAccessProps) {
    super(scope, id);
    this.sourceRegion = props.sourceRegion ?? Stack.of(this).region;
    this.streaming = props.streaming ?? true;
    requireModels(this, props.models);
    requireSourceRegion(this, props.models, this.sourceRegion);
    requireRoleProps(this, props);

    this.profiles = this.profilesIn(Stack.of(this), props.models);
    this.role = props.role ?? (props.assumedBy && new iam.Role(this, 'Role', {
      assumedBy: props.assumedBy,
      roleName: props.roleName,
      path: props.path,
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      description: 'Calls Claude through Amazon Bedrock global cross-Region inference',
    }));
    if (this.role) {
      this.attachTo(this.role);
    }
  }

  /**
   * The shared managed policy of this construct's stack, created when it is first asked for.
   *
   * Throws when the models need several policies; then use `managedPolicies`.
   */
  public get managedPolicy(): iam.ManagedPolicy {
    const { managedPolicies } = this;
    if (managedPolicies.length > 1) {
      fail(this, `'managedPolicy' must be one policy, and ${this.profiles.length} models need ${managedPolicies.length}. Use 'managedPolicies' or attachTo()`);
    }
    return managedPolicies[0];
  }

  /**
   * The shared managed policies of this construct's stack: one, or several where the models do not fit one policy of
   * 6,144 characters. Created when they are first asked for.
   */
  public get managedPolicies(): iam.ManagedPolicy[] {
    return [...this.policiesIn(Stack.of(this))];
  }

  /**
   * Allows a principal to call the models, by statements in its own inline policy.
   *
   * For many principals `attachTo` is smaller: there a grant costs one reference. Throws, with what to do instead, when
   * nothing would be granted: to a role that is imported from another account or with `mutable: false`, to an unknown or
   * a service principal, or where the statements do not fit the inline policies of a user or group.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    const recipient = recipientOf(this, 'grantee', grantee);
    const grant = this.grants.get(recipient.identity) ?? grantInline(this, recipient, this.statementsIn(recipient.stack));
    this.grants.set(recipient.identity, grant);
    return grant;
  }

  /**
   * Allows an identity to call the models, by a managed policy that all identities of its stack share. The policy lives in
   * that stack, whichever stack this construct is in.
   *
   * Throws, with what to do instead, when nothing would be granted, as `grantInvoke` does.
   *
   * @param identity the role, user or group
   */
  public attachTo(identity: iam.IIdentity): void {
    const recipient = recipientOf(this, 'identity', identity);
    for (const policy of this.policiesIn(recipient.stack)) {
      attach(policy, recipient);
    }
  }

  private policiesIn(stack: Stack): iam.ManagedPolicy[] {
    const existing = this.policies.get(stack);
    if (existing) {
      return existing;
    }
    const [scope, prefix] = stack === Stack.of(this) ? [this, ''] : [stack, Names.uniqueId(this)];
    const created = this.documentsIn(stack).map((statements, index) => new iam.ManagedPolicy(scope, `${prefix}Policy${index === 0 ? '' : index + 1}`, {
      description: 'Calls of Claude through Amazon Bedrock global cross-Region inference',
      statements,
    }));
    this.policies.set(stack, created);
    return created;
  }

  /** The statements, split over as many documents as the limit demands; a model that is added last changes the last one only. */
  private documentsIn(stack: Stack): iam.PolicyStatement[][] {
    const chunks: GlobalInferenceProfile[][] = [];
    for (const profile of this.profilesOf(stack)) {
      const last = chunks[chunks.length - 1];
      if (last && documentSize(allowStatements([...last, profile], this.streaming)) <= MANAGED_POLICY_LIMIT) {
        last.push(profile);
      } else {
        chunks.push([profile]);
      }
    }
    return chunks.map((profiles) => allowStatements(profiles, this.streaming));
  }

  private statementsIn(stack: Stack): iam.PolicyStatement[] {
    return allowStatements(this.profilesOf(stack), this.streaming);
  }

  private profilesOf(stack: Stack): GlobalInferenceProfile[] {
    if (stack === Stack.of(this)) {
      return this.profiles;
    }
    if (!isConcrete(this.sourceRegion)) {
      fail(this, `'sourceRegion' must be concrete to grant in another stack ('${stack.node.path}'), where the same token means that stack's own Region. ` +
        'Set \'sourceRegion\', or the Region of this stack\'s env');
    }
    return this.profilesIn(stack, this.profiles.map((profile) => profile.model));
  }

  private profilesIn(stack: Stack, models: readonly ClaudeModel[]): GlobalInferenceProfile[] {
    return models.map((model) => GlobalInferenceProfile.fromModel(stack, model, { sourceRegion: this.sourceRegion }));
  }
}

function attach(policy: iam.ManagedPolicy, { identity, kind, owned }: Recipient): void {
  if (owned) {
    (identity as unknown as iam.IIdentity).addManagedPolicy(policy);
  } else if (kind === 'role') { // what is imported takes no policy itself: the policy must name it
    policy.attachToRole(identity as unknown as iam.IRole);
  } else if (kind === 'user') {
    policy.attachToUser(identity as unknown as iam.IUser);
  } else {
    policy.attachToGroup(identity as unknown as iam.IGroup);
  }
}

function requireModels(scope: Construct, models: readonly ClaudeModel[]): void {
  if (models.length === 0) {
    fail(scope, '\'models\' must name at least one model, got: []. For example [ClaudeModel.SONNET_5_5]');
  }
  const ids = models.map((model) => model.modelId);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'models' must name each model once, ${got(repeated)} twice. Leave one out`);
  }
  for (const id of ids) {
    const similar = similarModel(id);
    if (similar) {
      Annotations.of(scope).addWarningV2('cdk-bedrock-cris:access.unlistedModel',
        `${scope.node.path}: 'models' has an ID that this library does not list, ${got(id)}. Should it be "${similar.modelId}"? If it is right, acknowledge this warning`);
    }
  }
}

function requireRoleProps(scope: Construct, props: GlobalClaudeAccessProps): void {
  if (props.role && props.assumedBy) {
    fail(scope, '\'role\' and \'assumedBy\' must not both be set: the first gives a role, the second creates one. Leave one out');
  }
  const { roleName, path, permissionsBoundary, maxSessionDuration } = props;
  const idle = Object.entries({ roleName, path, permissionsBoundary, maxSessionDuration }).find(([, value]) => value !== undefined);
  if (idle && !props.assumedBy) {
    fail(scope, `'${idle[0]}' must come with 'assumedBy': it shapes the role that is created, and none is. Set 'assumedBy' or leave it out`);
  }
  if (isConcrete(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName)) {
    fail(scope, `'roleName' must be 1 to 64 letters, digits or any of _+=,.@-, ${got(roleName)}`);
  }
  if (isConcrete(path) && !/^\/([\x21-\x7e]+\/)?$/.test(path)) {
    fail(scope, `'path' must begin and end with "/", ${got(path)}. For example "/platform/"`);
  }
  if (maxSessionDuration && !maxSessionDuration.isUnresolved()) {
    const seconds = maxSessionDuration.toSeconds();
    if (seconds < 3600 || seconds > 43200) {
      fail(scope, `'maxSessionDuration' must be 1 to 12 hours, got: ${maxSessionDuration.toHumanString()}`);
    }
  }
}
