import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ClaudeClientSettingsOptions, ClientSettingsFormat, SettingsParameterOptions } from './client-settings-options';
import { RequiredGuardrail } from './required-guardrail';
import type { SettingsSource } from './settings-source';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { isConcrete, mustBeIn, PropRules } from '../checks/check';
import { RESERVED_PARAMETER_NAME } from '../core/facts/clients';
import { describeValue } from '../core/rules/describe-value';
import { evenUnknown, must, mustBeOneOf, mustLack, onlyWhere, required, Rule, Rules } from '../core/rules/rule';

type Options = ClaudeClientSettingsOptions;

/** Writes the rules on the models of a client. The access must grant each, or AWS denies its calls. */
export function writeOptionRules(granted: readonly ClaudeModel[]): PropRules<Options> {
  const ids = granted.map(({ modelId }) => modelId);
  const isGranted: Rule<ClaudeModel, Options> = must(({ modelId }) => !isConcrete(modelId) || ids.includes(modelId),
    `must be a model that this access grants: ${ids.join(', ')}`, 'Choose one of these, or add it to \'models\' of the access',
    ({ modelId }) => JSON.stringify(modelId));
  const rules = [MODEL_RULES[0], isGranted];
  const optional = [{ ...MODEL_RULES[0], judgesMissing: false }, isGranted];
  return {
    name: 'options',
    must: 'must name the models that the client calls',
    example: '{ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_5_5 }',
    required: {
      primary: 'must name the model of the conversation',
      background: 'must name the model of background calls, which every client makes',
    },
    rules: { primary: rules, background: rules, opus: optional, sonnet: optional, fable: optional, subagents: optional },
  };
}

/** A client calls a model by one ID, so a model must not have several. */
export const ONE_PROFILE_RULES: Rules<{ readonly applicationProfiles: readonly IApplicationProfile[] }> = {
  applicationProfiles: [mustLack((profiles) => {
    const alike = profiles.filter(({ model }) => profiles.filter((other) => other.model.modelId === model.modelId).length > 1);
    const [first] = alike;
    return first && alike.filter(({ model }) => model.modelId === first.model.modelId).map(({ name }) => name);
  }, 'must have one profile of each model if clients get settings, because a client calls a model by one ID',
  'Create an access for each team', ' of one model')],
};

/** Claude Code and the gateway stream their calls. */
export const STREAMING_RULES: Rules<{ readonly streaming: boolean }> = {
  streaming: [must((streaming) => streaming, 'must not be off for Claude Code, its Agent SDK or the Claude apps gateway, which stream',
    'Leave it out, or use \'liteLlmModels\' or \'springProperties\' for callers that do not stream')],
};

/** The settings of some clients cannot name a guardrail, so AWS would deny each of their calls. */
export function writeNoGuardrailRules(client: string): Rules<{ readonly requiredGuardrails: readonly RequiredGuardrail[] }> {
  return {
    requiredGuardrails: [must(({ length }) => length === 0, `must be left out for ${client}, whose settings name no guardrail`,
      'Create an access without guardrails for its callers, or call the model with the AWS SDK',
      (all) => describeValue(all.map(({ guardrailArn }) => isConcrete(guardrailArn) ? guardrailArn : 'a token')))],
  };
}

/** The name of an upstream: `name:` in the gateway's file. */
const UPSTREAM_RULE = must((name: string) => typeof name === 'string' && /^\S+$/.test(name),
  'must be the name of an upstream of the gateway, without spaces', 'For example "bedrock"');
export const UPSTREAM_RULES: Rules<{ readonly upstream: string }> = { upstream: [UPSTREAM_RULE] };

const PARAMETER_EXAMPLE = 'For example "/claude/settings"';

export const PARAMETER_RULES: PropRules<SettingsParameterOptions> = {
  name: 'options',
  must: 'must say what the parameter holds, or be left out',
  example: '{ format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS }',
  rules: {
    format: [evenUnknown(mustBeOneOf(ClientSettingsFormat))],
    parameterName: [
      evenUnknown(must((name) => !Token.isUnresolved(name), 'must be known at synthesis', PARAMETER_EXAMPLE, () => 'a token')),
      must((name) => typeof name === 'string' && /^([\w.-]+|(\/[\w.-]+)+)$/.test(name),
        'must be letters, digits and any of _.-, or several such parts with "/" before each',
        PARAMETER_EXAMPLE),
      must((name) => !RESERVED_PARAMETER_NAME.test(name), 'must not begin with "aws" or "ssm", which Systems Manager reserves',
        PARAMETER_EXAMPLE),
    ],
  },
};

/** Other formats would ignore the upstream. */
export function writeUpstreamRules({ format }: SettingsParameterOptions): Rules<SettingsParameterOptions> {
  const isUsed = format === ClientSettingsFormat.GATEWAY_MODELS;
  return { upstream: [onlyWhere(isUsed, 'must come with the format GATEWAY_MODELS'), UPSTREAM_RULE] };
}

interface FunctionParameter {
  readonly fn: lambda.Function;
}

/** An alias or a version has no variables of its own, and this app cannot set those of an imported function. */
export const CLIENT_FUNCTION_RULES: Rules<FunctionParameter> = {
  fn: [required(must((fn) => Construct.isConstruct(fn) && isFunction(fn.node.defaultChild) && hasMethod(fn, 'addEnvironment'),
    'must be a function of this app, because variables belong to the function itself', remedyFor))],
};

function remedyFor(fn: unknown): string {
  if (!Construct.isConstruct(fn) || !('functionArn' in fn)) {
    return 'For example new lambda.Function(…)';
  }
  if ('lambda' in fn || 'aliasName' in fn) {
    return 'Call it with the function behind the alias or version';
  }
  return hasMethod(fn, 'addEnvironment')
    ? 'Make it a lambda.Function, or add each variable of \'environment\' with its addEnvironment(), except AWS_REGION'
    : 'Call it in the app that creates the function';
}

/** Judges by shape, so that aws-lambda is not loaded for this. */
function isFunction(resource: object | undefined): boolean {
  return resource !== undefined && 'cfnResourceType' in resource && resource.cfnResourceType === 'AWS::Lambda::Function';
}

function hasMethod(value: object, name: string): boolean {
  return typeof (value as Record<string, unknown>)[name] === 'function';
}

export const CONTAINER_RULES: Rules<{ readonly container: ecs.ContainerDefinition }> = {
  container: [required(must((container) => Construct.isConstruct(container) && hasMethod(container, 'renderContainerDefinition'),
    'must be a container of a task', 'For example taskDefinition.addContainer(…)'))],
};

export function writeRegionRules({ sourceRegion, applicationProfiles }: SettingsSource): Rules<FunctionParameter> {
  const rule = `must be in ${sourceRegion}, the source Region, because AWS_REGION is always the function's own Region`;
  const which = applicationProfiles.length === 0 ? 'an access' : 'an access through application profiles';
  const remedy = `Move it there, or give it ${which} with its own Region as 'sourceRegion'`;
  const got = ({ env, node }: lambda.Function) => `${describeValue(env.region)} of '${node.path}'`;
  return { fn: [{ ...mustBeIn('region', sourceRegion, rule, remedy), got }] };
}
