import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ACCOUNT, CAPE_TOWN } from './decisions';
import { accept } from './nag';
import { testStack } from './stack';
import {
  ClaudeClientSettings, ClaudeClientSettingsOptions, ClaudeModel, GlobalClaudeAccess, GlobalClaudeAccessProps, IApplicationProfile,
} from '../../src';

// aws-cdk-lib warns of a property of tasks that it sets itself.
process.env.JSII_DEPRECATED = 'quiet';

const { SONNET_5_5, HAIKU_5_5 } = ClaudeModel;
export const CHOICE = { primary: SONNET_5_5, background: HAIKU_5_5 };
const assumedBy = new iam.AccountRootPrincipal();

export function accessIn(stack: Stack, props: GlobalClaudeAccessProps = {}): GlobalClaudeAccess {
  return new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5, HAIKU_5_5], assumedBy, ...props });
}

export function settingsOf(
  props?: GlobalClaudeAccessProps, options: Partial<ClaudeClientSettingsOptions> = {}, stack = testStack(CAPE_TOWN),
): ClaudeClientSettings {
  return accessIn(stack, props).clientSettings({ ...CHOICE, ...options });
}

export function profile(name: string, model: ClaudeModel, profileArn?: string): IApplicationProfile {
  return {
    name,
    profileId: name,
    model,
    sourceRegion: 'af-south-1',
    profileArn: profileArn ?? `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/${name}`,
  };
}

/** The models that a document names, by what stands in it. */
export function modelsIn(document: unknown): string[] {
  return [...JSON.stringify(document).matchAll(/global\.(anthropic\.[a-z0-9.:-]+)/g)].map(([, modelId]) => modelId);
}

export function functionIn(stack: Stack, environment?: Record<string, string>): lambda.Function {
  return new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    role: new iam.Role(stack, 'FunctionRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    environment,
  });
}

export function containerIn(stack: Stack, environment?: Record<string, string>): ecs.ContainerDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  accept(task, 'AwsSolutions-ECS2', 'The variables are what is tested');
  accept(task, 'AwsSolutions-ECS7', 'Nothing is run');
  return task.addContainer('Container', { image: ecs.ContainerImage.fromRegistry('alpine'), environment });
}
