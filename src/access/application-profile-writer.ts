import { CustomResource, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HANDLER_CODE } from './handler.generated';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { choosePartition } from '../catalog/partition';
import { CUSTOM_PROFILE } from '../core/app/custom-types';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { FunctionOptions, shareFunction } from '../custom-resource/function-options';
import { allowLog, InlineHandler } from '../custom-resource/inline-handler';
import { ApplicationProfileProperties, OWN_TAGS } from '../lambda/application-profiles/wire';

/** In the stack, so that its users share it. A change would change logical IDs. */
const ID = 'BedrockApplicationProfileWriter';

/** The function that creates application inference profiles, one for each stack. */
export class ApplicationProfileWriter extends InlineHandler {
  /** Finds or creates the function of the stack. Throws if it was created with other options. */
  public static for(user: Construct, options: FunctionOptions): ApplicationProfileWriter {
    return shareFunction(user, options, {
      id: ID,
      create: (stack) => new ApplicationProfileWriter(stack, options),
      rule: 'must be the same for all profiles of a stack, because one function creates them',
    });
  }

  private constructor(stack: Stack, public readonly options: FunctionOptions, private readonly sources = new Set<string>()) {
    // In any Region: when a profile moves to another Region, the old one is deleted after this policy has changed.
    const anyProfile = writeApplicationProfileArn({ partition: choosePartition(stack.region), region: '*' }, stack.account, '*');
    super(stack, ID, {
      code: HANDLER_CODE,
      description: 'Makes application inference profiles of Amazon Bedrock',
      policyName: 'Writer',
      statements: (logGroup) => [...writeStatements(stack, anyProfile, sources), allowLog(logGroup)],
      wildcards: [anyProfile],
      wildcardReason: 'ListInferenceProfiles has no resource type, and a profile has no ID before it exists. Each statement that ' +
        'creates, changes or deletes a profile requires the tag of this stack. IAM cannot distinguish tagging a new profile from tagging ' +
        'one that no stack has tagged, so the function could take over such a profile',
      permissionsBoundary: options.permissionsBoundary,
      runtime: options.handlerRuntime,
    });
  }

  /** Creates the custom resource that is a profile. */
  public createProfile(
    scope: Construct, id: string, source: GlobalInferenceProfile, properties: Omit<ApplicationProfileProperties, 'CopyFrom' | 'Region'>,
  ): CustomResource {
    [source.profileArn, source.sourceModelArn, source.globalModelArn].forEach((arn) => this.sources.add(arn));
    return this.createResource(scope, id, CUSTOM_PROFILE, {
      CopyFrom: source.profileArn, Region: source.sourceRegion, ...properties,
    });
  }
}

/** The function may change only profiles that this stack has tagged as its own. */
function writeStatements(stack: Stack, anyProfile: string, sources: ReadonlySet<string>): iam.PolicyStatement[] {
  const [requested, present] = ['Request', 'Resource'].map((which) => ({ [`aws:${which}Tag/${OWN_TAGS.stack}`]: stack.stackId }));
  return [
    new iam.PolicyStatement({
      sid: 'CopyFrom',
      actions: ['bedrock:CreateInferenceProfile'],
      resources: Lazy.list({ produce: () => [...sources] }),
    }),
    new iam.PolicyStatement({
      sid: 'CreateOwn',
      actions: ['bedrock:CreateInferenceProfile', 'bedrock:TagResource'],
      resources: [anyProfile],
      conditions: { StringEquals: requested, StringEqualsIfExists: present },
    }),
    new iam.PolicyStatement({
      sid: 'ChangeOwn',
      actions: ['bedrock:UntagResource', 'bedrock:DeleteInferenceProfile'],
      resources: [anyProfile],
      conditions: { StringEquals: present },
    }),
    new iam.PolicyStatement({
      sid: 'Read',
      actions: ['bedrock:GetInferenceProfile', 'bedrock:ListTagsForResource'],
      resources: [anyProfile],
    }),
    new iam.PolicyStatement({ sid: 'List', actions: ['bedrock:ListInferenceProfiles'], resources: ['*'] }), // it has no resource type
    new iam.PolicyStatement({ sid: 'OwnStack', actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
  ];
}
