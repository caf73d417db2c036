import { callGlobally } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { buildLayers } from '../../../src/core/call/layers';
import { Caller } from '../../../src/core/call/leg';
import { INVOKE_ACTIONS } from '../../../src/core/facts/iam-words';
import { nameOfAws, readManagedDocument } from '../../../src/core/facts/managed-policies';
import { MANAGED_POLICIES } from '../../../src/core/facts/managed-policy-data';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { parsePolicy, Policy } from '../../../src/core/iam/policy';

const ALLOW_ALL = parsePolicy('all', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const CALLER: Caller = {
  account: '111122223333', region: 'af-south-1', partition: 'aws', principalArn: 'arn:aws:iam::111122223333:role/App',
};
const MARKS: Record<InvocationOutcome, string> = {
  [InvocationOutcome.ALLOWED]: 'A',
  [InvocationOutcome.IMPLICITLY_DENIED]: '-',
  [InvocationOutcome.EXPLICITLY_DENIED]: 'X',
  [InvocationOutcome.DEPENDS]: '?',
};

/** What a policy does to the legs of a global call, whole and streaming: Allow, deny (X), nothing (-), or it depends. */
const EXPECTED: Record<string, string> = {
  AIDevOpsAgentActionsPolicy: 'AAA AAA',
  AWSCompromisedKeyQuarantineV2: 'XXX XXX',
  AWSCompromisedKeyQuarantineV3: 'XXX XXX',
  AWSDenyAll: 'XXX XXX',
  AWSElasticBeanstalkMulticontainerDocker: '?AA ---',
  AWSElasticBeanstalkWebTier: '?AA ---',
  AWSElasticBeanstalkWorkerTier: '?AA ---',
  AWSIAMIdentityCenterAllowListForIdentityContext: 'XXX XXX',
  AWSMcpServiceActionsFullAccess: '??? ???',
  AdministratorAccess: 'AAA AAA',
  AmazonBedrockAgentCoreMemoryBedrockModelInferenceExecutionRolePolicy: '??? ???',
  AmazonBedrockFullAccess: 'AAA AAA',
  AmazonBedrockLimitedAccess: 'AAA AAA',
  AmazonBedrockStudioPermissionsBoundary: '-AA -AA',
  AmazonDataZoneBedrockModelConsumptionPolicy: '--- ---',
  AmazonDataZoneEnvironmentRolePermissionsBoundary: 'XXX XXX',
  AmazonDataZoneProjectDeploymentPermissionsBoundary: 'XXX XXX',
  AmazonDataZoneProjectRolePermissionsBoundary: 'XXX XXX',
  AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary: 'XXX XXX',
  AmazonSageMakerCanvasAIServicesAccess: 'AAA AAA',
  AmazonSageMakerModelCustomizationCoreAccess: '-?? -??',
  AmazonSecurityLakePermissionsBoundary: 'XXX XXX',
  BedrockAgentCoreFullAccess: 'AAA AAA',
  IAMAuditRootUserCredentials: 'XXX XXX',
  IAMCreateRootUserPassword: 'XXX XXX',
  IAMDeleteRootUserCredentials: 'XXX XXX',
  PowerUserAccess: 'AAA AAA',
  S3UnlockBucketPolicy: 'XXX XXX',
  SQSUnlockQueuePolicy: 'XXX XXX',
  SageMakerStudioAdminIAMDefaultExecutionPolicy: 'AAA AAA',
  SageMakerStudioAdminIAMPermissiveExecutionPolicy: 'AAA AAA',
  SageMakerStudioBedrockAgentServiceRolePolicy: '-AA -AA',
  SageMakerStudioBedrockEvaluationJobServiceRolePolicy: '-AA -AA',
  SageMakerStudioBedrockFlowServiceRolePolicy: '-AA ---',
  SageMakerStudioBedrockKnowledgeBaseServiceRolePolicy: '-AA -AA',
  SageMakerStudioProjectUserRolePermissionsBoundary: '-AA -AA',
  SageMakerStudioProjectUserRolePolicy: '-?? -??',
  SageMakerStudioUserIAMDefaultExecutionPolicy: 'AAA AAA',
  SageMakerStudioUserIAMPermissiveExecutionPolicy: 'AAA AAA',
};

const parse = (name: string) => parsePolicy(name, readManagedDocument(name));

function judge(identity: Policy[]): string {
  return INVOKE_ACTIONS.map((action) => {
    const { legs } = decide(buildLayers({ identity }), callGlobally(CALLER, 'anthropic.claude-opus-5-5', action));
    return legs.filter(({ leg }) => !leg.isAnnounced).map(({ verdict }) => MARKS[verdict.outcome]).join('');
  }).join(' ');
}

test('every policy is in the table', () => {
  expect(Object.keys(MANAGED_POLICIES).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.keys(EXPECTED))('%s allows, denies or leaves alone a global call', (name) => {
  expect(judge([parse(name)])).toBe(EXPECTED[name]);
});

test.each(Object.keys(EXPECTED))('%s takes from another policy what it denies, and nothing else', (name) => {
  expect(judge([ALLOW_ALL, parse(name)])).toBe(EXPECTED[name].includes('X') ? 'XXX XXX' : 'AAA AAA');
});

test('a name that is not here says nothing, be it that of a property of objects', () => {
  expect(readManagedDocument('ReadOnlyAccess')).toBeUndefined();
  expect(readManagedDocument('constructor')).toBeUndefined();
});

test.each([
  ['arn:aws:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
  ['arn:aws-us-gov:iam::aws:policy/job-function/Billing', 'Billing'],
  ['{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]]}',
    'AWSLambdaBasicExecutionRole'],
  ['arn:aws:iam::111122223333:policy/AdministratorAccess', undefined],
])('the ARN %s is that of AWS\'s policy %s', (arn, name) => {
  expect(nameOfAws(arn)).toBe(name);
});
