import { Annotations, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { chooseModels, ClientModels, listGranted } from './client-models';
import { ClaudeClientSettingsOptions, ClientSettingsFormat, SettingsParameterOptions } from './client-settings-options';
import {
  CONTAINER_RULES, CLIENT_FUNCTION_RULES, ONE_PROFILE_RULES, STREAMING_RULES, UPSTREAM_RULES, writeNoGuardrailRules, writeOptionRules,
  writeRegionRules,
} from './client-settings-rules';
import { RequiredGuardrail } from './required-guardrail';
import { writeFileText, writeParameter } from './settings-documents';
import { SettingsSource } from './settings-source';
import { requireKnownRegion } from './source-region';
import { checkProps, isConcrete, refuse } from '../checks/check';
import { requireRecipient } from '../checks/recipient';
import { writeEnvironment, writeManagedSettings } from '../core/clients/claude-code';
import { writeGatewayModels, writeLiteLlmModels, writeSpringProperties } from '../core/clients/gateways';
import { REGION_VARIABLE } from '../core/facts/client-settings';
import { COUNT_TOKENS_REGIONS, GATEWAY_UPSTREAM } from '../core/facts/clients';
import { findFaults } from '../core/rules/rule';

/**
 * Settings that keep clients to the models that an access grants. A client calls more models than the one you talk to. By default it
 * chooses them itself, and they might not be granted.
 *
 * The settings name a model by its global profile, such as `global.anthropic.claude-sonnet-5-5`. For a model granted through an application
 * profile, they use the profile's ARN. Each call or property access generates the settings anew. For where each file goes, see
 * docs/clients.md.
 */
export class ClaudeClientSettings {
  /** @internal */
  public static _of(source: SettingsSource, options: ClaudeClientSettingsOptions): ClaudeClientSettings {
    const { access, sourceRegion, models, applicationProfiles } = source;
    const granted = listGranted(models, applicationProfiles);
    checkProps(access, options, writeOptionRules(granted));
    refuse(access, findFaults({ applicationProfiles }, ONE_PROFILE_RULES));
    if (options.countTokens && isConcrete(sourceRegion) && !COUNT_TOKENS_REGIONS.includes(sourceRegion)) {
      Annotations.of(access).addWarningV2('cdk-bedrock-cris:access.countTokensRegion',
        `${access.node.path}: Amazon Bedrock does not list ${sourceRegion} among the Regions in which it counts tokens, so clients ` +
        'estimate them. Leave \'countTokens\' out; if AWS has added the Region since, acknowledge this warning');
    }
    return new ClaudeClientSettings(source, chooseModels(options, granted, applicationProfiles), options.countTokens ?? false);
  }

  private constructor(
    private readonly source: SettingsSource,
    private readonly models: ClientModels,
    private readonly countTokens: boolean,
  ) {}

  /**
   * The variables of Claude Code and its Agent SDK, with the source Region as `AWS_REGION`. They may hold tokens, so use them in a
   * template.
   *
   * Throws if the access does not allow streaming, because these clients stream.
   */
  public get environment(): Record<string, string> {
    this.requireStreaming();
    return writeEnvironment(this.models.choice, this.source.sourceRegion, this.guardrail);
  }

  /**
   * The `managed-settings.json` of Claude Code, as text: the variables, the models that its users may choose, and Amazon Bedrock as the
   * only provider. The file restricts what people choose. The variables set the models for background calls, but only IAM restricts those
   * calls. Claude Code 2.1.285 and later support all of these settings.
   *
   * Throws if the access does not allow streaming. Also throws if the text would contain a token, which has no value in a file; use
   * `writeToParameter` instead.
   */
  public get claudeCodeManagedSettings(): string {
    return this.writeFile('claudeCodeManagedSettings', ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS);
  }

  /**
   * The `model_list` of LiteLLM's `config.yaml`, as text. It is JSON, which is also valid YAML, and lists all models that the access
   * grants.
   *
   * LiteLLM streams when its callers do. If the access does not allow streaming, AWS denies these calls.
   *
   * Throws if the text would contain a token, which has no value in a file; use `writeToParameter` instead.
   */
  public get liteLlmModels(): string {
    return this.writeFile('liteLlmModels', ClientSettingsFormat.LITE_LLM_MODELS);
  }

  /**
   * The properties of Spring AI: the source Region, and `primary` under the names that Spring AI 1 and 2 read. They may hold tokens, so use
   * them in a template.
   *
   * Throws if the access requires guardrails, because no property of Spring AI names one.
   */
  public get springProperties(): Record<string, string> {
    this.requireNoGuardrail('Spring AI');
    return writeSpringProperties(this.models.choice.primary, this.source.sourceRegion);
  }

  /**
   * The part of the Claude apps gateway's `gateway.yaml` that lists models, as text. It is JSON, which is also valid YAML, and lists all
   * models that the access grants. It leaves out the models that the gateway would add itself and call through US profiles.
   *
   * Throws if the access does not allow streaming, if it requires guardrails (no gateway setting names one), and for a name with spaces.
   * Also throws if the text would contain a token, which has no value in a file; use `writeToParameter` instead.
   *
   * @param upstream the `name` of the upstream that calls Amazon Bedrock; by default `bedrock`, the gateway's name for an upstream without
   * one
   */
  public gatewayModels(upstream: string = GATEWAY_UPSTREAM): string {
    refuse(this.source.access, findFaults({ upstream }, UPSTREAM_RULES, isConcrete));
    return this.writeFile('gatewayModels', ClientSettingsFormat.GATEWAY_MODELS, upstream);
  }

  /**
   * Sets the environment variables of a function, except `AWS_REGION`, which Lambda reserves for the function's own Region. Grants nothing;
   * a warning says so while the function's role lacks the access.
   *
   * Throws if the function is in a different Region from the profiles, and if the access does not allow streaming. Throws, now or at
   * synthesis, if the function already sets one of the variables to another value.
   *
   * @param fn the function
   */
  public addToFunction(fn: lambda.Function): void {
    const { access, sourceRegion, placed, granted } = this.source;
    refuse(access, findFaults({ fn }, CLIENT_FUNCTION_RULES));
    refuse(access, findFaults({ fn }, writeRegionRules(this.source)));
    requireKnownRegion(access, sourceRegion, Stack.of(fn), 'give settings to a function');
    const { [REGION_VARIABLE]: _region, ...variables } = this.environment;
    placed.putIntoFunction(fn, variables);
    granted.warnUnless(fn, fn, 'role');
  }

  /**
   * Sets the environment variables of a container, with the source Region as `AWS_REGION`. Grants nothing; a warning says so while the
   * task's role lacks the access.
   *
   * Throws if the access does not allow streaming. Throws, now or at synthesis, if the container already sets one of the variables to
   * another value.
   *
   * @param container the container
   */
  public addToContainer(container: ecs.ContainerDefinition): void {
    const { access, sourceRegion, placed, granted } = this.source;
    refuse(access, findFaults({ container }, CONTAINER_RULES));
    requireKnownRegion(access, sourceRegion, Stack.of(container), 'give settings to a container');
    placed.putIntoContainer(container, this.environment);
    granted.warnUnless(container, container.taskDefinition.taskRole, 'task role');
  }

  /**
   * Writes settings to a Systems Manager parameter, for machines and tasks to read. CloudFormation fills in the values known only at
   * deployment. Use the parameter's `grantRead` to let principals read it. Its tier is Intelligent-Tiering: above 4,096 characters, Systems
   * Manager makes it Advanced, which costs money, and it stays Advanced.
   *
   * Throws if the access does not allow streaming (except for LiteLLM and Spring AI), and if it requires guardrails (for the gateway and
   * Spring AI). Throws for names that Systems Manager rejects, and for more than 8,192 characters. An ARN known only at deployment counts
   * as 128.
   *
   * @param scope the scope of the parameter
   * @param id the ID in that scope
   * @param options what the parameter holds, and its name
   */
  public writeToParameter(scope: Construct, id: string, options: SettingsParameterOptions = {}): ssm.StringParameter {
    return writeParameter(this.source, scope, id, options, (format, upstream) => this.write(format, upstream));
  }

  /**
   * Allows a principal what clients read in the source Region: the list of profiles (`bedrock:ListInferenceProfiles`, for which IAM has no
   * resource), and the models of the granted profiles (`bedrock:GetInferenceProfile`). With `countTokens`, also allows counting tokens with
   * the granted models.
   *
   * Without these permissions, Claude Code cannot check which profiles exist, and at first calls each model of an application profile
   * twice. LangChain rejects application profiles unless you name their model. Other clients fall back.
   *
   * Throws if it would grant nothing, as the access's `grantInvoke` does; the message says what to do instead.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantClientReads(grantee: iam.IGrantable): iam.Grant {
    const { access, reads } = this.source;
    return reads.grantTo(requireRecipient(access, 'grantee', grantee), this.countTokens);
  }

  /** Writes the settings of one kind of client. They may hold tokens. */
  private write(format: ClientSettingsFormat, upstream: string = GATEWAY_UPSTREAM): object {
    const { models: { choice, models }, source: { sourceRegion } } = this;
    switch (format) {
      case ClientSettingsFormat.ENVIRONMENT: return this.environment;
      case ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS:
        this.requireStreaming();
        return writeManagedSettings(choice, models, sourceRegion, this.guardrail);
      case ClientSettingsFormat.GATEWAY_MODELS:
        this.requireStreaming();
        this.requireNoGuardrail('the Claude apps gateway');
        return writeGatewayModels(models, upstream);
      case ClientSettingsFormat.LITE_LLM_MODELS: return writeLiteLlmModels(models, sourceRegion, this.guardrail);
      case ClientSettingsFormat.SPRING_PROPERTIES: return this.springProperties;
    }
  }

  private writeFile(member: string, format: ClientSettingsFormat, upstream?: string): string {
    return writeFileText(this.source, member, this.write(format, upstream));
  }

  /** Clients name one guardrail. */
  private get guardrail(): RequiredGuardrail | undefined {
    return this.source.guardrails[0];
  }

  private requireNoGuardrail(client: string): void {
    const { access, guardrails } = this.source;
    refuse(access, findFaults({ requiredGuardrails: guardrails }, writeNoGuardrailRules(client)));
  }

  private requireStreaming(): void {
    const { access, streaming } = this.source;
    refuse(access, findFaults({ streaming }, STREAMING_RULES));
  }
}
