import { readFileSync } from 'node:fs';
import {
  BedrockRuntimeClient, BedrockRuntimeClientConfig, ConverseCommand, ConverseCommandInput, InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { BedrockRuntime, CREDENTIALS } from '../support/bedrock-runtime/bedrock-runtime';
import { toParameters } from '../support/bedrock-runtime/requests';
import { describeWithJudges, judgeCalls } from '../support/judges';

const PROFILE = 'global.anthropic.claude-sonnet-5-5';
const CONVERSE: ConverseCommandInput = {
  modelId: PROFILE,
  system: [{ text: 'a handbook' }, { cachePoint: { type: 'default', ttl: '1h' } }],
  messages: [{ role: 'user', content: [{ text: 'a question' }] }],
  inferenceConfig: { maxTokens: 100 },
  requestMetadata: { team: 'refunds' },
};
const BODY = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, messages: [{ role: 'user', content: 'a question' }] };
const INVOKE = { modelId: PROFILE, contentType: 'application/json', requestMetadata: '{"team": "refunds"}' };
const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`key${index}`, '']));

let bedrock: BedrockRuntime;
beforeEach(async () => { bedrock = await BedrockRuntime.start({ region: 'af-south-1', profiles: [PROFILE] }); });
afterEach(() => bedrock.close());

function makeClient(config: BedrockRuntimeClientConfig = {}): BedrockRuntimeClient {
  const { endpoint } = bedrock;
  return new BedrockRuntimeClient({ endpoint, region: 'af-south-1', credentials: CREDENTIALS, maxAttempts: 1, ...config });
}

const converse = (input: object, client = makeClient()) => client.send(new ConverseCommand({ ...CONVERSE, ...input }));
const invoke = (body: object, input = {}) => makeClient().send(new InvokeModelCommand({ ...INVOKE, body: JSON.stringify(body), ...input }));

/** Has a client change what it has signed. */
function tamper(change: (request: any) => void): BedrockRuntimeClient {
  const client = makeClient();
  client.middlewareStack.add((next) => (args) => {
    change(args.request);
    return next(args);
  }, { step: 'finalizeRequest', priority: 'low' });
  return client;
}

describe('the judge of calls', () => {
  test('has nothing against good ones', async () => {
    await converse({});
    await invoke(BODY);
    expect(bedrock.objections).toEqual([]);
  });

  test.each<[what: string, call: () => Promise<unknown>, objection: RegExp]>([
    ['no max_tokens', () => converse({ inferenceConfig: undefined }), /^body must have required property 'inferenceConfig'$/],
    ['no metadata', () => converse({ requestMetadata: undefined }), /^body must have required property 'requestMetadata'$/],
    ['too much metadata', () => converse({ requestMetadata: many }), /requestMetadata must NOT have more than 16 properties$/],
    ['a cache point that lasts 2 hours', () => converse({ system: [{ cachePoint: { type: 'default', ttl: '2h' } }] }), /^body\/system/],
    ['a profile of another geography', () => converse({ modelId: 'eu.anthropic.claude-sonnet-5-5' }), /^eu\..* is none of global\./],
    ['another version', () => invoke({ ...BODY, anthropic_version: '2023-06-01' }), /^body\/anthropic_version must be equal to constant$/],
    ['a model in the body', () => invoke({ ...BODY, model: PROFILE }), /^body must NOT have additional properties: model$/],
    ['a body without max_tokens', () => invoke({ ...BODY, max_tokens: undefined }), /^body must have required property 'max_tokens'$/],
    ['a header that is no JSON', () => invoke(BODY, { requestMetadata: 'team=refunds' }), /^x-amzn-bedrock-request-metadata is team=/],
    ['no header', () => invoke(BODY, { requestMetadata: undefined }), /^x-amzn-bedrock-request-metadata is undefined$/],
    ['another type of content', () => invoke(BODY, { contentType: 'text/plain' }), /^content-type is text\/plain$/],
    ['another access key', () => converse({}, makeClient({ credentials: { ...CREDENTIALS, accessKeyId: 'AKIDOTHER' } })), /AKIDOTHER$/],
    ['a body that changed', () => converse({}, tamper((request) => { request.body = new Uint8Array(request.body.length); })),
      /^the signature is another/],
    ['a path that changed', () => converse({}, tamper((request) => { request.path = request.path.replace('global.', 'global%2E'); })),
      /^the signature is another/],
    ['an old signature', () => converse({}, makeClient({ systemClockOffset: -600_000 })), /^the date of the signature is/],
  ])('objects to %s', async (_, call, objection) => {
    await expect(call()).rejects.toThrow();
    expect(bedrock.objections.filter((text) => objection.test(text))).not.toEqual([]);
  });

  test('objects to a call that is not signed, and to an ARN whose slash is', async () => {
    const { status } = await fetch(`${bedrock.endpoint}/model/arn:aws:bedrock:af-south-1:1:inference-profile/${PROFILE}/converse`, {
      method: 'POST', body: '{}',
    });
    expect(status).toBe(403);
    expect(bedrock.objections).toEqual([
      'not signed by Signature Version 4, got: undefined', expect.stringMatching(/^there is no POST .*inference-profile\/global\./),
    ]);
  });
});

describeWithJudges('the judge of calls by botocore\'s model', () => {
  test('objects to what the service does', async () => {
    const calls = [
      { requestMetadata: many }, { requestMetadata: { team: 'a|b' } }, { inferenceConfig: { maxTokens: 0 } },
      { system: [{ cachePoint: { type: 'default', ttl: '2h' } }] }, { modelId: 'no profile' }, {},
    ];
    for (const input of calls) {
      await converse(input).catch(() => undefined);
    }
    expect(judgeCalls('bedrock-runtime', bedrock.calls.map(toParameters))).toEqual([
      ['requestMetadata has 17 entries, at most 16'],
      [expect.stringMatching(/^requestMetadata\.team does not match/)],
      [expect.stringMatching(/inferenceConfig\.maxTokens, value: 0, valid min value: 1/)],
      ['system[0].cachePoint.ttl is none of 5m, 1h'],
      [expect.stringMatching(/^modelId does not match/)],
      [],
    ]);
  });
});

test('the page of the programs has their numbers, and the version of boto3 that they are run with', () => {
  const page = readFileSync('examples/clients/README.md', 'utf8');
  const [, boto3] = /^boto3==(\S+)$/m.exec(readFileSync('.ci/judges.txt', 'utf8'))!;
  expect(page).toContain(`boto3 ${boto3},`);
  expect([/(600) seconds of silence/, /(512) tokens/, /(4,096) for some/, /JSON: (1 to 16) keys/].map((part) => part.exec(page)?.[1]))
    .toEqual(['600', '512', '4,096', '1 to 16']);
  for (const program of ['python/call_claude.py', 'typescript/call-claude.ts']) {
    const text = readFileSync(`examples/clients/${program}`, 'utf8');
    expect(['=600,', '= 600_000;', '512 to 4,096 tokens', '1 to 16 '].filter((part) => text.includes(part))).toHaveLength(3);
  }
});
