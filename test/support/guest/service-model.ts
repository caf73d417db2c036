import Ajv from 'ajv';

const text = (minLength: number, maxLength: number, pattern = '') => ({ type: 'string', minLength, maxLength, pattern });
const shape = (properties: object, ...required: string[]) => ({ type: 'object', properties, required, additionalProperties: false });

const TAG = '^[a-zA-Z0-9\\s._:/=+@-]*$';
const flag = { type: 'boolean' };
const location = shape({ bucketName: text(3, 63), keyPrefix: text(0, 1024) }, 'bucketName');
const name = text(1, 2048, '^/[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+){0,14}$');

const quotaList = shape(
  {
    ServiceCode: text(1, 63, '[a-zA-Z][a-zA-Z0-9-]*'), NextToken: text(0, 2048), MaxResults: { type: 'integer', minimum: 1, maximum: 100 },
  }, 'ServiceCode');

const quotaCode = text(1, 128, '^[a-zA-Z][a-zA-Z0-9-]{1,128}$');

const tags = { type: 'array', maxItems: 200, items: shape({ key: text(1, 128, TAG), value: text(0, 256, TAG) }, 'key', 'value') };
const profileArn = text(20, 1011, '^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:application-inference-profile/[a-zA-Z0-9:.-]+$');

/** The bodies of requests as the services describe them, without the members that this library has no use for. */
const REQUESTS = {
  GetModelInvocationLoggingConfiguration: shape({}),
  DeleteModelInvocationLoggingConfiguration: shape({}),
  PutModelInvocationLoggingConfiguration: shape({
    loggingConfig: shape({
      cloudWatchConfig: shape({
        logGroupName: text(1, 512),
        roleArn: text(0, 2048, '^arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+$'),
        largeDataDeliveryS3Config: location,
      }, 'logGroupName', 'roleArn'),
      s3Config: location,
      textDataDeliveryEnabled: flag,
      imageDataDeliveryEnabled: flag,
      embeddingDataDeliveryEnabled: flag,
      videoDataDeliveryEnabled: flag,
      audioDataDeliveryEnabled: flag,
    }),
  }, 'loggingConfig'),
  GetParameter: shape({ Name: name }, 'Name'),
  DeleteParameter: shape({ Name: name }, 'Name'),
  PutParameter: shape({
    Name: name,
    Value: text(1, 8192, '^(?!.*\\{\\{)'), // no reference to another parameter
    Type: { enum: ['String', 'StringList', 'SecureString'] },
    Tier: { enum: ['Standard', 'Advanced', 'Intelligent-Tiering'] },
    Overwrite: flag,
    Description: text(0, 1024),
  }, 'Name', 'Value', 'Type'),
  DescribeStacks: shape(
    { Action: { const: 'DescribeStacks' }, Version: { const: '2010-05-15' }, StackName: text(1, 2048) }, 'Action', 'Version', 'StackName'),
  ListServiceQuotas: quotaList,
  ListAWSDefaultServiceQuotas: quotaList,
  ListRequestedServiceQuotaChangeHistoryByQuota: shape({ ...quotaList.properties, QuotaCode: quotaCode }, 'ServiceCode', 'QuotaCode'),
  RequestServiceQuotaIncrease: shape({
    ServiceCode: { const: 'bedrock' }, QuotaCode: quotaCode, DesiredValue: { type: 'number', minimum: 0, maximum: 10_000_000_000 },
  }, 'ServiceCode', 'QuotaCode', 'DesiredValue'),
  CreateInferenceProfile: shape({
    inferenceProfileName: text(1, 64, '^([0-9a-zA-Z][ _-]?)+$'),
    description: text(1, 200, '^([0-9a-zA-Z:.][ _-]?)+$'),
    clientRequestToken: text(1, 256, '^[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?$'),
    modelSource: shape({
      copyFrom: text(1, 2048, '^arn:aws:bedrock:[0-9a-z-]{0,20}:([0-9]{12})?:inference-profile/[a-zA-Z0-9:.-]+$'),
    }, 'copyFrom'),
    tags,
  }, 'inferenceProfileName', 'modelSource', 'clientRequestToken', 'tags'),
  ListInferenceProfiles: shape({
    typeEquals: { const: 'APPLICATION' }, maxResults: { type: 'integer', minimum: 1, maximum: 1000 }, nextToken: text(1, 2048, '^\\S*$'),
  }, 'typeEquals'),
  GetInferenceProfile: shape({ inferenceProfileIdentifier: profileArn }, 'inferenceProfileIdentifier'),
  DeleteInferenceProfile: shape({ inferenceProfileIdentifier: profileArn }, 'inferenceProfileIdentifier'),
  ListTagsForResource: shape({ resourceARN: profileArn }, 'resourceARN'),
  TagResource: shape({ resourceARN: profileArn, tags }, 'resourceARN', 'tags'),
  UntagResource: shape(
    { resourceARN: profileArn, tagKeys: { type: 'array', minItems: 1, items: text(1, 128, TAG) } }, 'resourceARN', 'tagKeys'),
  Answer: {
    ...shape({
      Status: { enum: ['SUCCESS', 'FAILED'] },
      Reason: text(1, 4096),
      PhysicalResourceId: text(1, 1024),
      StackId: text(1, 2048),
      RequestId: text(1, 256),
      LogicalResourceId: text(1, 255),
      Data: { type: 'object', additionalProperties: { type: 'string' } },
    }, 'Status', 'PhysicalResourceId', 'StackId', 'RequestId', 'LogicalResourceId'),
    if: { properties: { Status: { const: 'FAILED' } } },
    then: { required: ['Reason'] },
  },
};

export type Operation = keyof typeof REQUESTS;

const ajv = new Ajv({ allErrors: true });
const validators = Object.fromEntries(Object.entries(REQUESTS).map(([operation, schema]) => [operation, ajv.compile(schema)]));

/** What the service would object to in a body. */
export function objections(operation: Operation, body: unknown): string[] {
  const validate = validators[operation];
  return validate(body) ? [] : validate.errors!.map(({ instancePath, message }) => `${operation}${instancePath} ${message}`);
}
