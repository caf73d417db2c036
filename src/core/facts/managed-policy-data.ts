import { Action, INVOKE_ACTIONS } from './iam-words';

/**
 * A placeholder for a list of actions that call no model.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29): lists of up to 256 actions
 */
const OTHERS = 'other:*';

/**
 * The models that several of the policies name.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29)
 */
const MODELS: readonly string[] = [
  'arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:*:*:custom-model/*', 'arn:aws:bedrock:*:*:provisioned-model/*',
];

/**
 * The statements of AWS Elastic Beanstalk's policies for instances. Three policies have the same ones.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29)
 */
const BEANSTALK: readonly object[] = [
  {
    Sid: 'AIEnvironmentAnalysisInvokeFoundationModel',
    Effect: 'Allow',
    Action: 'bedrock:InvokeModel',
    Resource: ['arn:aws:bedrock:*::foundation-model/anthropic.claude-*', 'arn:aws:bedrock:*::foundation-model/amazon.nova-*'],
  },
  {
    Sid: 'AIEnvironmentAnalysisInvokeInferenceProfile',
    Effect: 'Allow',
    Action: 'bedrock:InvokeModel',
    Resource: ['arn:aws:bedrock:*:*:inference-profile/*anthropic.claude-*', 'arn:aws:bedrock:*:*:inference-profile/*amazon.nova-*'],
    Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
  },
];

/**
 * The statements of AWS's managed policies that reach calls of models, by the policy's name. Most other actions of those statements are
 * left out. Of the 1,643 policies that were read, these 39 have such a statement.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29): the mirror's snapshot of 2026-08-22, formerly zoph-io/MAMIP
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html (read 2026-11-28): version 1
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonBedrockFullAccess.html (read 2026-11-28): version 4 of
 * 5 December 2025; the mirror has version 11 of 4 August 2026, with the same two statements
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html (read 2026-11-28): version 12 of
 * 12 February 2026
 * @assumed that a policy that is absent here has no such statement. Policies that AWS has published or changed since the snapshot are not
 * here. The mirror has empty files for AWSCodePipelineFullAccess and AWSECRPullThroughCacheServiceRolePolicy
 */
export const MANAGED_POLICIES: Readonly<Record<string, readonly object[]>> = {
  AIDevOpsAgentActionsPolicy: [
    {
      Sid: 'AIDevOpsElevatedAccess',
      Effect: 'Allow',
      NotAction: [
        'account:*',
        'cognito-identity:*',
        'iam:*',
        'identitystore:*',
        'organizations:*',
        'ram:*',
        'rolesanywhere:*',
        'sso:*',
        'sts:*',
      ],
      Resource: '*',
    },
  ],
  AWSCompromisedKeyQuarantineV2: [{ Effect: 'Deny', Action: [...INVOKE_ACTIONS, Action.CREATE_BATCH_JOB], Resource: '*' }],
  AWSCompromisedKeyQuarantineV3: [{ Effect: 'Deny', Action: [...INVOKE_ACTIONS, Action.CREATE_BATCH_JOB], Resource: '*' }],
  AWSDenyAll: [{ Sid: 'DenyAll', Effect: 'Deny', Action: '*', Resource: '*' }],
  AWSElasticBeanstalkMulticontainerDocker: BEANSTALK,
  AWSElasticBeanstalkWebTier: BEANSTALK,
  AWSElasticBeanstalkWorkerTier: BEANSTALK,
  AWSIAMIdentityCenterAllowListForIdentityContext: [
    { Sid: 'TrustedIdentityPropagation', Effect: 'Deny', NotAction: OTHERS, Resource: '*' },
  ],
  AWSMcpServiceActionsFullAccess: [
    {
      Sid: 'AllowAllMCPServiceActions',
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:IsMcpServiceAction': 'true' } },
    },
  ],
  AdministratorAccess: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  AmazonBedrockAgentCoreMemoryBedrockModelInferenceExecutionRolePolicy: [
    {
      Sid: 'BedrockInvokeModel',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: ['arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:*:*:inference-profile/*'],
      Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
    },
  ],
  AmazonBedrockFullAccess: [{ Effect: 'Allow', Action: ['bedrock:*', 'bedrock-mantle:*'], Resource: '*' }],
  AmazonBedrockLimitedAccess: [{ Sid: 'BedrockAPIs', Effect: 'Allow', Action: INVOKE_ACTIONS, Resource: '*' }],
  AmazonBedrockStudioPermissionsBoundary: [
    { Sid: 'InvokeBedrockModels', Effect: 'Allow', Action: INVOKE_ACTIONS, Resource: 'arn:aws:bedrock:*::foundation-model/*' },
  ],
  AmazonDataZoneBedrockModelConsumptionPolicy: [
    {
      Sid: 'InvokeDomainInferenceProfiles',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: {
        StringEquals: { 'aws:ResourceTag/AmazonDataZoneDomain': '${datazone:domainId}', 'aws:ResourceAccount': '${aws:PrincipalAccount}' },
        Null: { 'aws:ResourceTag/AmazonDataZoneProject': 'true' },
      },
    },
  ],
  AmazonDataZoneEnvironmentRolePermissionsBoundary: [{ Sid: 'NotDeniedOperations', Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  AmazonDataZoneProjectDeploymentPermissionsBoundary: [{ Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  AmazonDataZoneProjectRolePermissionsBoundary: [{ Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary: [{ Sid: 'DenyNotAction', Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  AmazonSageMakerCanvasAIServicesAccess: [{ Sid: 'Bedrock', Effect: 'Allow', Action: INVOKE_ACTIONS, Resource: '*' }],
  AmazonSageMakerModelCustomizationCoreAccess: [
    {
      Sid: 'BedrockCustomModelAndEvaluation',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: [
        'arn:aws:bedrock:*:*:evaluation-job/*',
        'arn:aws:bedrock:*:*:imported-model/*',
        'arn:aws:bedrock:*:*:custom-model/*',
        'arn:aws:bedrock:*:*:model-import-job/*',
        'arn:aws:bedrock:*:*:foundation-model/*',
      ],
      Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
    },
  ],
  AmazonSecurityLakePermissionsBoundary: [{ Sid: 'DenyActionsForSecurityLake', Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  BedrockAgentCoreFullAccess: [
    {
      Sid: 'AgentCoreEvaluationBedrockInvokeAccess',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: ['arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:*:*:inference-profile/*'],
    },
  ],
  IAMAuditRootUserCredentials: [{ Sid: 'DenyAllOtherActionsOnAnyResource', Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  IAMCreateRootUserPassword: [
    {
      Sid: 'DenyAllOtherActionsOnAnyResource',
      Effect: 'Deny',
      NotAction: ['iam:CreateLoginProfile', 'iam:GetLoginProfile'],
      Resource: '*',
    },
  ],
  IAMDeleteRootUserCredentials: [{ Sid: 'DenyAllOtherActionsOnAnyResource', Effect: 'Deny', NotAction: OTHERS, Resource: '*' }],
  PowerUserAccess: [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
  S3UnlockBucketPolicy: [
    {
      Sid: 'DenyAllOtherActionsOnAnyResource',
      Effect: 'Deny',
      NotAction: ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:ListAllMyBuckets'],
      Resource: '*',
    },
  ],
  SQSUnlockQueuePolicy: [
    {
      Sid: 'DenyAllOtherActionsOnAnyResource',
      Effect: 'Deny',
      NotAction: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes', 'sqs:ListQueues', 'sqs:GetQueueUrl'],
      Resource: '*',
    },
  ],
  SageMakerStudioAdminIAMDefaultExecutionPolicy: [{ Sid: 'Bedrock', Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }],
  SageMakerStudioAdminIAMPermissiveExecutionPolicy: [{ Sid: 'ComputeAccess', Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }],
  SageMakerStudioBedrockAgentServiceRolePolicy: [
    {
      Sid: 'BedrockAppInferenceProfileInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: { StringEquals: { 'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}' } },
    },
    {
      Sid: 'BedrockModelInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: MODELS,
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } },
    },
  ],
  SageMakerStudioBedrockEvaluationJobServiceRolePolicy: [
    {
      Sid: 'BedrockEvaluationInferenceProfileInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: { StringEquals: { 'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}' } },
    },
    {
      Sid: 'BedrockInvokeModelPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: MODELS,
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } },
    },
  ],
  SageMakerStudioBedrockFlowServiceRolePolicy: [
    {
      Sid: 'AllowBedrockApplicationInferenceProfileAccessInProjectPermissions',
      Effect: 'Allow',
      Action: 'bedrock:InvokeModel',
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: { StringEquals: { 'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}' } },
    },
    {
      Sid: 'AllowBedrockInvokeModelAccessWithInferenceProfilePermissions',
      Effect: 'Allow',
      Action: 'bedrock:InvokeModel',
      Resource: MODELS,
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } },
    },
  ],
  SageMakerStudioBedrockKnowledgeBaseServiceRolePolicy: [
    {
      Sid: 'BedrockAppInferenceProfileInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: { StringEquals: { 'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}' } },
    },
    {
      Sid: 'BedrockModelInvocationPermission',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: MODELS,
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } },
    },
  ],
  SageMakerStudioProjectUserRolePermissionsBoundary: [
    {
      Sid: 'DenyAllNonMatchingProjectTag',
      Effect: 'Deny',
      Action: '*',
      NotResource: [
        'arn:*:sagemaker:*:*:model-package-group/*',
        'arn:*:sagemaker:*:*:model-package/*',
        'arn:*:glue:*:*:catalog/*',
        'arn:*:glue:*:*:database/*',
      ],
      Condition: {
        Null: {
          'aws:ResourceTag/AmazonDataZoneProject': 'false',
          'aws:PrincipalTag/AmazonDataZoneProject': 'false',
          'aws:PrincipalTag/SageMakerStudioQueryExecutionRole': 'true',
        },
        StringNotEquals: { 'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}' },
      },
    },
    {
      Sid: 'BedrockAppInferenceProfileInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: { Null: { 'aws:ResourceTag/AmazonDataZoneProject': 'false' } },
    },
    {
      Sid: 'BedrockModelInvocationPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:*-model/*',
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } },
    },
  ],
  SageMakerStudioProjectUserRolePolicy: [
    {
      Sid: 'InvokeBRModel',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: MODELS,
      Condition: {
        Null: { 'bedrock:InferenceProfileArn': 'false' },
        StringEquals: { 'aws:PrincipalTag/EnableAmazonBedrockIDEPermissions': 'true' },
      },
    },
    {
      Sid: 'BedrockInvokeModelPermissions',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: MODELS,
      Condition: {
        ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:application-inference-profile/*' },
        StringEquals: { 'aws:PrincipalTag/EnableAmazonBedrockPermissions': 'true' },
      },
    },
    {
      Sid: 'InvokeBedrockModel',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/EnableAmazonBedrockIDEPermissions': 'true',
          'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}',
        },
      },
    },
    {
      Sid: 'BRInvokeAppProfile',
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*:*:application-inference-profile/*',
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/EnableAmazonBedrockPermissions': 'true',
          'aws:ResourceTag/AmazonDataZoneProject': '${aws:PrincipalTag/AmazonDataZoneProject}',
        },
      },
    },
  ],
  SageMakerStudioUserIAMDefaultExecutionPolicy: [{ Sid: 'Bedrock', Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }],
  SageMakerStudioUserIAMPermissiveExecutionPolicy: [{ Sid: 'ComputeAccess', Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }],
};
