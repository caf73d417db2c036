import { App, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CAPE_TOWN } from './decisions';
import { accept } from './nag';
import { testStack } from './stack';
import { BedrockLoggingConfig, BedrockLoggingConfigProps, PromptRecording } from '../../src';

export interface Logging {
  readonly stack: Stack;
  readonly config: BedrockLoggingConfig;
}

export type LoggingProps = Partial<BedrockLoggingConfigProps> | ((stack: Stack) => Partial<BedrockLoggingConfigProps>);

/** A stack, swept by cdk-nag, with the logging of its account and Region. */
export function logging(props: LoggingProps = {}, env: Environment | undefined = CAPE_TOWN, app = new App()): Logging {
  const stack = testStack(env, app);
  accept(stack, 'AwsSolutions-S1', 'Where access to a bucket is logged is the user\'s to say');
  return { stack, config: configIn(stack, props) };
}

export function configIn(stack: Stack, props: LoggingProps = {}): BedrockLoggingConfig {
  return new BedrockLoggingConfig(stack, 'Logging', {
    prompts: PromptRecording.FULL, ...typeof props === 'function' ? props(stack) : props,
  });
}

/** The resources of a type in a stack's template, by their logical IDs. */
export function resources(stack: Stack, type: string): Record<string, any> {
  return Template.fromStack(stack).findResources(type);
}

/** The only resource of a type in a stack's template. */
export function only(stack: Stack, type: string): any {
  const found = Object.values(resources(stack, type));
  expect(found).toHaveLength(1);
  return found[0];
}

/** What the custom resource is asked to write. */
export function setting(stack: Stack): any {
  return only(stack, 'Custom::BedrockModelInvocationLogging').Properties.LoggingConfig;
}

/** A value of a template as text, deployed in the partition `aws`: `<LogicalId>` for what only the deployment knows. */
export function text(value: any): string {
  if (typeof value !== 'object') {
    return String(value);
  }
  const [[name, argument]] = Object.entries<any>(value);
  return name === 'Fn::Join' ? argument[1].map(text).join(argument[0])
    : name === 'Fn::GetAtt' ? `<${argument.join('.')}>`
      : ({ 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' } as Record<string, string>)[argument] ?? `<${argument}>`;
}

/** All statements of policies in a stack's template, with where they are. */
export function statementsOf(stack: Stack): { readonly where: string; readonly statement: any }[] {
  const visit = (value: any, where: string): { where: string; statement: any }[] => typeof value !== 'object' || value === null ? []
    : Array.isArray(value.Statement) ? value.Statement.map((statement: any) => ({ where, statement }))
      : Object.values(value).flatMap((inner) => visit(inner, where));
  return Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, any>)
    .flatMap(([id, resource]) => visit(resource.Properties, `${resource.Type} ${id}`));
}
