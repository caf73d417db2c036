import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkAccessProps, chooseSourceRegion } from './access-rules';
import { allowApplicationProfile } from './allowed-profiles';
import { refuseBedrockRole } from './bedrock-roles';
import { ClaudeClientSettings } from './claude-client-settings';
import { ClaudeProject } from './claude-project';
import { ClientReads } from './client-reads';
import { ClaudeClientSettingsOptions } from './client-settings-options';
import { EndpointRestrictionOptions } from './endpoint-restriction-options';
import { GlobalClaudeAccessProps } from './global-claude-access-props';
import { GrantedIdentities } from './granted-identities';
import { nameGuardrail } from './guardrail-rules';
import { InlineGrants } from './inline-grants';
import { ManagedPolicyReference } from './managed-policy-reference';
import { PlacedVariables } from './placed-variables';
import { PolicyNames } from './policy-names';
import { RequiredGuardrail } from './required-guardrail';
import { RestrictedEndpoints } from './restricted-endpoints';
import { SharedPolicies } from './shared-policies';
import { requireKnownRegion } from './source-region';
import { UnusedWarning } from './unused-warning';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { fail } from '../checks/check';
import { Recipient, requireRecipient } from '../checks/recipient';
import { AllowedProfile, AllowOptions, splitAllows, writeAllows } from '../core/statements/allows';
import { writeClientReads } from '../core/statements/client-reads';

/**
 * Grants access to Claude through Amazon Bedrock global cross-Region inference, and to nothing else. It writes three statements, each with
 * its own condition, for the three legs of a call, and includes the project that AWS has announced as a fourth leg.
 *
 * Throws without a model or application profile, for duplicates, for a source Region known not to offer a model, and for props that
 * contradict each other. Warns while no identity has the access.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class GlobalClaudeAccess extends Construct {
  /** The role that you passed, or that this access created. Undefined without `role` and `assumedBy`. */
  public readonly role?: iam.IRole;

  /** The allowed global inference profiles, in the order of `models`. */
  public readonly profiles: GlobalInferenceProfile[];

  /** The allowed application inference profiles. */
  public readonly applicationProfiles: IApplicationProfile[];

  private readonly sourceRegion: string;
  private readonly streaming: boolean;
  private readonly projectId?: string;
  private readonly requiredGuardrails: readonly RequiredGuardrail[];
  private readonly unused = new UnusedWarning(this);
  private readonly names: PolicyNames;
  private readonly policies: SharedPolicies;
  private readonly grants = new InlineGrants(this, (stack) => this.writeAllowsIn(stack, writeAllows));
  private readonly granted = new GrantedIdentities(this);
  private readonly endpoints = new RestrictedEndpoints(this, this.granted);
  private readonly placed = new PlacedVariables(this);
  private readonly reads = new ClientReads(this, (stack, countTokens) =>
    this.writeAllowsIn(stack, (profiles) => writeClientReads(profiles, this.sourceRegion, countTokens)));

  constructor(scope: Construct, id: string, props: GlobalClaudeAccessProps) {
    super(scope, id);
    checkAccessProps(this, props);
    this.applicationProfiles = [...props.applicationProfiles ?? []];
    this.sourceRegion = chooseSourceRegion(this, props);
    this.streaming = props.streaming ?? true;
    this.requiredGuardrails = [...props.requiredGuardrails ?? []];
    this.projectId = (props.project ?? ClaudeProject.accountDefault())._projectId;

    this.names = new PolicyNames(this, props.managedPolicyName, props.managedPolicyPath);
    this.policies = new SharedPolicies(this, this.names, (stack) => this.writeAllowsIn(stack, splitAllows));

    this.profiles = this.createProfiles(Stack.of(this), props.models ?? []);
    this.role = props.role ?? (props.assumedBy && new iam.Role(this, 'Role', {
      assumedBy: props.assumedBy,
      roleName: props.roleName,
      path: props.path,
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      description: 'Calls Claude through Amazon Bedrock global cross-Region inference',
    }));
    if (this.role) {
      this.attach(requireRecipient(this, 'role', this.role));
    }
    if (props.managedPolicyName !== undefined) {
      this.policies.count(Stack.of(this)); // a permission set refers to it by name
    } else if (!this.role) {
      this.unused.give();
    }
  }

  /**
   * The shared managed policy of this construct's stack, created on first use.
   *
   * Throws if the models need several policies; use `managedPolicies` instead.
   */
  public get managedPolicy(): iam.ManagedPolicy {
    const { managedPolicies } = this;
    if (managedPolicies.length > 1) {
      const count = this.profiles.length + this.applicationProfiles.length;
      const what = this.applicationProfiles.length > 0 ? 'profiles' : 'models';
      fail(this, `'managedPolicy' must be one policy, and ${count} ${what} need ${managedPolicies.length}. ` +
        'Use \'managedPolicies\' or attachTo()');
    }
    return managedPolicies[0];
  }

  /**
   * The shared managed policies of this construct's stack, created on first use. There are several if the models do not fit into one policy
   * of 6,144 characters.
   */
  public get managedPolicies(): iam.ManagedPolicy[] {
    this.unused.takeBack();
    this.granted.handOut();
    return this.policies.list(Stack.of(this));
  }

  /**
   * References to these policies, for `customerManagedPolicyReferences` of an IAM Identity Center permission set. First deploy this access
   * to each account to which the permission set is assigned, because the policies must exist there.
   *
   * Throws without `managedPolicyName`.
   */
  public get customerManagedPolicies(): ManagedPolicyReference[] {
    this.unused.takeBack();
    this.granted.handOut();
    return this.names.listReferences(() => this.policies.count(Stack.of(this)));
  }

  /**
   * Allows a principal to call the models, with statements in its own inline policy.
   *
   * For many principals, use `attachTo`: each additional principal adds only a reference.
   *
   * Throws if it would grant nothing; the message says what to do instead. That is the case for a role imported from another account or
   * with `mutable: false`, and for an unknown or service principal. Throws if the statements do not fit into the principal's inline
   * policies. With required guardrails, throws for a role that only Amazon Bedrock assumes, such as the service role of batch jobs.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    const recipient = requireRecipient(this, 'grantee', grantee);
    refuseBedrockRole(this, this.requiredGuardrails, recipient);
    const grant = this.grants.grantTo(recipient);
    this.granted.add(recipient.identity);
    this.unused.takeBack();
    return grant;
  }

  /**
   * Allows an identity to call the models, with a managed policy that all identities in its stack share. The policy is in the identity's
   * stack, even if this construct is in another.
   *
   * Throws if it would grant nothing, as `grantInvoke` does; the message says what to do instead.
   *
   * @param identity the role, user or group
   */
  public attachTo(identity: iam.IIdentity): void {
    this.attach(requireRecipient(this, 'identity', identity));
  }

  /**
   * Creates settings that keep clients such as Claude Code to what this access grants. The settings themselves grant nothing.
   *
   * Throws if `primary` or `background` is missing, if the access does not grant one of the models, or if it grants one through several
   * application profiles.
   *
   * @param options the models that the client uses, by purpose
   */
  public clientSettings(options: ClaudeClientSettingsOptions): ClaudeClientSettings {
    const { sourceRegion, streaming, applicationProfiles, granted, placed, reads } = this;
    const models = this.profiles.map(({ model }) => model);
    const guardrails = this.requiredGuardrails;
    const source = { access: this, guardrails, sourceRegion, streaming, models, applicationProfiles, granted, placed, reads };
    return ClaudeClientSettings._of(source, options);
  }

  /**
   * Restricts a VPC endpoint to this access's callers and models. The endpoint's policy repeats the statements of the grant, for these
   * callers only. Several accesses may share an endpoint. You may call this twice for one endpoint: once for the identities that have the
   * access, and once for others by their ARNs.
   *
   * It does not keep inference in the country: requests leave the Region behind the endpoint, as they do without one. Callers can also
   * bypass the endpoint, unless the network offers no other way to reach Amazon Bedrock.
   *
   * Throws if the endpoint is not a bedrock-runtime endpoint in this app, or if it is in another Region. Synthesis fails if no identity is
   * known to have the access, if another statement in the endpoint's policy lets all principals call, or if the policy is too long. Without
   * `principalArns`, it also fails if a group has the access or if the app used the managed policies, because the callers are then unknown.
   *
   * @param endpoint the bedrock-runtime interface endpoint
   * @param options who calls through the endpoint
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
   */
  public restrictEndpoint(endpoint: ec2.InterfaceVpcEndpoint, options: EndpointRestrictionOptions = {}): void {
    this.endpoints.restrict(endpoint, options, {
      sourceRegion: this.sourceRegion,
      modelIds: [...this.profiles, ...this.applicationProfiles].map(({ model }) => model.modelId),
      applicationProfiles: this.applicationProfiles.map(({ model, profileArn }) => [model.modelId, profileArn] as const),
      writeStatements: (stack) => this.writeAllowsIn(stack, writeAllows),
    });
  }

  private attach(recipient: Recipient): void {
    refuseBedrockRole(this, this.requiredGuardrails, recipient);
    this.policies.attachTo(recipient);
    this.granted.add(recipient.identity);
    this.unused.takeBack();
  }

  private writeAllowsIn<T>(stack: Stack, write: (profiles: AllowedProfile[], options: AllowOptions) => T): T {
    const profiles = [
      ...this.findProfiles(stack),
      ...this.applicationProfiles.map((profile) => allowApplicationProfile(this, profile, stack, this.sourceRegion)),
    ];
    const [{ model }] = [...this.profiles, ...this.applicationProfiles];
    const projectArn = this.projectId === undefined ? undefined
      : GlobalInferenceProfile._of(stack, model, this.sourceRegion)._writeProjectArn(this.projectId);
    // Without Sids, 12 listed models fit one policy. For application profiles there is no such number.
    const { streaming, applicationProfiles } = this;
    const guardrails = this.requiredGuardrails.map(nameGuardrail);
    return write(profiles, { streaming, projectArn, guardrails, keepsSids: applicationProfiles.length > 0 });
  }

  private findProfiles(stack: Stack): GlobalInferenceProfile[] {
    if (stack === Stack.of(this)) {
      return this.profiles;
    }
    requireKnownRegion(this, this.sourceRegion, stack, 'grant');
    return this.createProfiles(stack, this.profiles.map((profile) => profile.model));
  }

  private createProfiles(stack: Stack, models: readonly ClaudeModel[]): GlobalInferenceProfile[] {
    return models.map((model) => GlobalInferenceProfile._of(stack, model, this.sourceRegion));
  }
}
