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
 * The settings with which clients call what an access grants, and nothing else. A client calls more models than the one of the
 * conversation, and by default ones that nobody may have granted.
 *
 * Models are named by their global profile, such as `global.anthropic.claude-sonnet-5-5`; one that is granted through an application
 * profile by the ARN of that. Everything is written anew at each call. Which file goes where: docs/clients.md.
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
   * The variables of Claude Code and its Agent SDK, which also have the source Region as `AWS_REGION`. What only the deployment knows is a
   * token in them, so they belong into a template.
   *
   * Throws where the access has streaming off, since these clients stream.
   */
  public get environment(): Record<string, string> {
    this.requireStreaming();
    return writeEnvironment(this.models.choice, this.source.sourceRegion, this.guardrail);
  }

  /**
   * The `managed-settings.json` of Claude Code, as text: the variables, the models that its users may choose, and Amazon Bedrock as the
   * only provider. It binds what people choose; what runs in the background is bound by the variables, and in the end by IAM alone.
   * Claude Code 2.1.285 or later knows all of it.
   *
   * Throws where the access has streaming off, and where the text would hold what only the deployment knows, which a file cannot: then use
   * `writeToParameter`.
   */
  public get claudeCodeManagedSettings(): string {
    return this.writeFile('claudeCodeManagedSettings', ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS);
  }

  /**
   * The `model_list` of LiteLLM's `config.yaml`, as text; JSON is YAML too. It has all models that the access grants.
   *
   * LiteLLM streams where its callers do: with an access that has streaming off, these are refused.
   *
   * Throws where the text would hold what only the deployment knows, which a file cannot: then use `writeToParameter`.
   */
  public get liteLlmModels(): string {
    return this.writeFile('liteLlmModels', ClientSettingsFormat.LITE_LLM_MODELS);
  }

  /**
   * The properties of Spring AI: the source Region, and `primary` under the names that Spring AI 1 and 2 read. What only the deployment
   * knows is a token in them, so then they belong into a template.
   *
   * Throws where the access requires guardrails, since no property of Spring AI names one.
   */
  public get springProperties(): Record<string, string> {
    this.requireNoGuardrail('Spring AI');
    return writeSpringProperties(this.models.choice.primary, this.source.sourceRegion);
  }

  /**
   * The part of the `gateway.yaml` of the Claude apps gateway that lists models, as text; JSON is YAML too. It has all models that the
   * access grants, and leaves out those that the gateway would add, which it calls through profiles of the US.
   *
   * Throws where the access has streaming off, where it requires guardrails, since no setting of the gateway names one, for a name with
   * spaces, and where the text would hold what only the deployment knows, which a file cannot: then use `writeToParameter`.
   *
   * @param upstream the `name` of the upstream that calls Amazon Bedrock; by default `bedrock`, as one without a name is called
   */
  public gatewayModels(upstream: string = GATEWAY_UPSTREAM): string {
    refuse(this.source.access, findFaults({ upstream }, UPSTREAM_RULES, isConcrete));
    return this.writeFile('gatewayModels', ClientSettingsFormat.GATEWAY_MODELS, upstream);
  }

  /**
   * Sets the variables of a function, except `AWS_REGION`: that is reserved, and always the function's own Region. It grants nothing; while
   * the function's role has not got the access, a warning says so.
   *
   * Throws where the function is in another Region than the profiles, where it has one of the variables with another value, now or when the
   * app is synthesized, and where the access has streaming off.
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
   * Sets the variables of a container, with the source Region as `AWS_REGION`. It grants nothing; while the role of the task has not got
   * the access, a warning says so.
   *
   * Throws where the container has one of the variables with another value, now or when the app is synthesized, and where the access has
   * streaming off.
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
   * Writes settings into a parameter of Systems Manager, from where machines and tasks take them. CloudFormation fills in what only the
   * deployment knows. Who reads it needs `grantRead` of the parameter. Its tier is Intelligent-Tiering: for more than 4,096 characters
   * Systems Manager makes it Advanced, which costs, and which it stays.
   *
   * Throws where the access has streaming off (except for LiteLLM and Spring AI), where it requires guardrails and the format is that of
   * the gateway or of Spring AI, for names that Systems Manager refuses, and for more than 8,192 characters; an ARN that only the
   * deployment knows counts as 128.
   *
   * @param scope where the parameter is created
   * @param id its ID in there
   * @param options what it holds, and its name
   */
  public writeToParameter(scope: Construct, id: string, options: SettingsParameterOptions = {}): ssm.StringParameter {
    return writeParameter(this.source, scope, id, options, (format, upstream) => this.write(format, upstream));
  }

  /**
   * Allows what clients read beside calling, in the source Region: which profiles there are (`bedrock:ListInferenceProfiles`, of which IAM
   * knows no resource), and the models of those that the access grants (`bedrock:GetInferenceProfile`); with `countTokens`, to count tokens
   * on the granted models.
   *
   * Without it Claude Code cannot check which profiles there are, and calls each model by an application profile twice at first;
   * LangChain refuses application profiles unless it is told their model; others fall back.
   *
   * Throws, with what to do instead, when nothing would be granted, as `grantInvoke` of the access does.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantClientReads(grantee: iam.IGrantable): iam.Grant {
    const { access, reads } = this.source;
    return reads.grantTo(requireRecipient(access, 'grantee', grantee), this.countTokens);
  }

  /** Writes the settings of a kind of client; their texts may hold tokens. */
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
