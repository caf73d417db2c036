import Ajv from 'ajv';
import type { Parameters } from '../judges';

/** The operations that clients call, and where. */
export const PATHS = { Converse: 'converse', ConverseStream: 'converse-stream', InvokeModel: 'invoke' } as const;
export type Operation = keyof typeof PATHS;

/** A call, as far as it could be read. */
export interface Request {
  readonly operation: Operation;
  readonly modelId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any;
}

const METADATA_HEADER = 'x-amzn-bedrock-request-metadata';

const shape = (properties: object, ...required: string[]) => ({ type: 'object', properties, required, additionalProperties: false });
const list = (items: object, minItems = 1) => ({ type: 'array', items, minItems });
const text = { type: 'string', minLength: 1 };
const maxTokens = { type: 'integer', minimum: 1 };
const ttl = { enum: ['5m', '1h'] };
const cachePoint = shape({ type: { const: 'default' }, ttl }, 'type');

/**
 * Of RequestMetadata in botocore's model of 1.44.8.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-request-metadata.html
 */
const metadata = {
  type: 'object',
  minProperties: 1,
  maxProperties: 16,
  propertyNames: { pattern: '^[a-zA-Z0-9\\s:_@$#=/+,.-]{1,256}$' },
  additionalProperties: { type: 'string', pattern: '^[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}$' },
};

/** What the clients have a use for, and nothing else; botocore's whole model judges beside it, where it is installed. */
const converse = shape({
  messages: list(shape({ role: { enum: ['user', 'assistant'] }, content: list(shape({ text }, 'text')) }, 'role', 'content')),
  system: list({ oneOf: [shape({ text }, 'text'), shape({ cachePoint }, 'cachePoint')] }),
  inferenceConfig: shape({ maxTokens }, 'maxTokens'), // optional in the model, but all that the model can answer is reserved then
  requestMetadata: metadata,
}, 'messages', 'inferenceConfig', 'requestMetadata');

const block = shape(
  { type: { const: 'text' }, text, cache_control: shape({ type: { const: 'ephemeral' }, ttl }, 'type') }, 'type', 'text');

/** @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html */
const messages = shape({
  anthropic_version: { const: 'bedrock-2023-05-31' },
  max_tokens: maxTokens,
  system: { anyOf: [text, list(block)] },
  messages: list(shape({ role: { enum: ['user', 'assistant'] }, content: { anyOf: [text, list(block)] } }, 'role', 'content')),
}, 'anthropic_version', 'max_tokens', 'messages');

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validateMetadata = ajv.compile(metadata);
const validators = { Converse: ajv.compile(converse), ConverseStream: ajv.compile(converse), InvokeModel: ajv.compile(messages) };

/** What Amazon Bedrock would have against the headers and the body, and what it would not but a user would regret. */
export function judgeRequest({ operation, headers, body }: Request): string[] {
  const validate = validators[operation];
  return [
    ...headers['content-type'] === 'application/json' ? [] : [`content-type is ${headers['content-type']}`],
    ...validate(body) ? [] : validate.errors!.map(({ instancePath, message, params }) =>
      `body${instancePath} ${message}${'additionalProperty' in params ? `: ${params.additionalProperty}` : ''}`),
    ...operation === 'InvokeModel' ? judgeInvocation(headers) : [],
  ];
}

function judgeInvocation(headers: Request['headers']): string[] {
  const given = headers[METADATA_HEADER];
  return [
    ...['application/json', '*/*', undefined].includes(headers.accept) ? [] : [`accept is ${headers.accept}`],
    ...given === undefined || given.length > 8500 || !validateMetadata(parse(given)) ? [`${METADATA_HEADER} is ${given}`] : [],
  ];
}

/** The metadata of a call, wherever its operation carries it. */
export function readMetadata({ headers, body }: Request): unknown {
  return body?.requestMetadata ?? parse(headers[METADATA_HEADER] ?? 'null');
}

export function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A call as botocore's model of the service has it. */
export function toParameters({ operation, modelId, headers, body }: Request): Parameters {
  return {
    operation,
    parameters: operation !== 'InvokeModel' ? { modelId, ...body } : {
      modelId,
      body: JSON.stringify(body),
      contentType: headers['content-type'],
      accept: headers.accept,
      requestMetadata: headers[METADATA_HEADER],
    },
  };
}
