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

/** The rules on the models of a client: each must be one that the access grants, else its calls are refused. */
export function writeOptionRules(granted: readonly ClaudeModel[]): PropRules<Options> {
  const ids = granted.map(({ modelId }) => modelId);
  const isGranted: Rule<ClaudeModel, Options> = must(({ modelId }) => !isConcrete(modelId) || ids.includes(modelId),
    `must be a model that this access grants: ${ids.join(', ')}`, 'Choose one of those, or add it to \'models\' of the access',
    ({ modelId }) => JSON.stringify(modelId));
  const rules = [MODEL_RULES[0], isGranted];
  const optional = [{ ...MODEL_RULES[0], judgesMissing: false }, isGranted];
  return {
    name: 'options',
    must: 'must name the models that the client calls',
    example: '{ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_5_5 }',
    required: {
      primary: 'must name the model of the conversation',
      background: 'must name the model that a client calls beside it, since it calls one whether it is told to or not',
    },
    rules: { primary: rules, background: rules, opus: optional, sonnet: optional, fable: optional, subagents: optional },
  };
}

/** Where a client would be told one ID of a model that has several. */
export const ONE_PROFILE_RULES: Rules<{ readonly applicationProfiles: readonly IApplicationProfile[] }> = {
  applicationProfiles: [mustLack((profiles) => {
    const alike = profiles.filter(({ model }) => profiles.filter((other) => other.model.modelId === model.modelId).length > 1);
    const [first] = alike;
    return first && alike.filter(({ model }) => model.modelId === first.model.modelId).map(({ name }) => name);
  }, 'must have one of each model where clients get settings, since a client calls a model by one ID',
  'Give each team an access of its own', ' of one model')],
};

/** What Claude Code and the gateway call is streamed. */
export const STREAMING_RULES: Rules<{ readonly streaming: boolean }> = {
  streaming: [must((streaming) => streaming, 'must not be off for Claude Code, its Agent SDK or the Claude apps gateway, which stream',
    'Leave it out, or use \'liteLlmModels\' or \'springProperties\' for callers that do not stream')],
};

/** Clients whose settings cannot name a guardrail: each of their calls would be denied. */
export function writeNoGuardrailRules(client: string): Rules<{ readonly requiredGuardrails: readonly RequiredGuardrail[] }> {
  return {
    requiredGuardrails: [must(({ length }) => length === 0, `must not be there for ${client}, whose settings name no guardrail`,
      'Give its callers an access without, or call the model by the AWS SDK',
      (all) => describeValue(all.map(({ guardrailArn }) => isConcrete(guardrailArn) ? guardrailArn : 'a token')))],
  };
}

/** The name of an upstream, as `name:` in the file of the gateway says it. */
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
        'must be letters, digits and any of _.-; in several parts, with "/" before each',
        PARAMETER_EXAMPLE),
      must((name) => !RESERVED_PARAMETER_NAME.test(name), 'must not begin with "aws" or "ssm", which Systems Manager reserves',
        PARAMETER_EXAMPLE),
    ],
  },
};

/** The upstream would be ignored in other formats. */
export function writeUpstreamRules({ format }: SettingsParameterOptions): Rules<SettingsParameterOptions> {
  const isUsed = format === ClientSettingsFormat.GATEWAY_MODELS;
  return { upstream: [onlyWhere(isUsed, 'must come with the format GATEWAY_MODELS'), UPSTREAM_RULE] };
}

interface FunctionParameter {
  readonly fn: lambda.Function;
}

/** What stands for a function has no variables of its own, and an imported one has some that this app cannot set. */
export const CLIENT_FUNCTION_RULES: Rules<FunctionParameter> = {
  fn: [required(must((fn) => Construct.isConstruct(fn) && isFunction(fn.node.defaultChild) && hasMethod(fn, 'addEnvironment'),
    'must be a function of this app, since variables belong to a function itself', remedyFor))],
};

function remedyFor(fn: unknown): string {
  if (!Construct.isConstruct(fn) || !('functionArn' in fn)) {
    return 'For example new lambda.Function(…)';
  }
  if ('lambda' in fn || 'aliasName' in fn) {
    return 'Call it with the function behind the alias or version';
  }
  return hasMethod(fn, 'addEnvironment')
    ? 'Make it a lambda.Function, or add each variable of \'environment\' by its addEnvironment(), except AWS_REGION'
    : 'Call it in the app that makes the function';
}

/** By its shape: aws-lambda is not loaded for this alone. */
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
  const rule = `must be in ${sourceRegion}, where the profiles are called, since AWS_REGION is always the function's own Region`;
  const which = applicationProfiles.length === 0 ? 'an access' : 'an access by application profiles';
  const remedy = `Move it there, or give it ${which} with its own Region as 'sourceRegion'`;
  const got = ({ env, node }: lambda.Function) => `${describeValue(env.region)} of '${node.path}'`;
  return { fn: [{ ...mustBeIn('region', sourceRegion, rule, remedy), got }] };
}
