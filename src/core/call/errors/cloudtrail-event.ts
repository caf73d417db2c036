import { readResource } from './denied-resource';
import { Evidence, keepFirst, say } from '../evidence';
import { readAccount, readPrincipal } from './principal-arn';
import { Action, AUTHORIZED_AS, isInvocation } from '../../facts/iam-words';
import { REGION_CODE } from '../../facts/regions';
import { isObject, Json } from '../../iam/document';

/** What a CloudTrail event, or a decoded authorization message, says about a call that failed. */
export interface ApiEvent {
  /** The IAM action: Converse is authorized as InvokeModel. */
  readonly action: string;
  /** The place where it was read, such as "the CloudTrail event". */
  readonly origin: string;
  /** Whether the call failed. */
  readonly isError: boolean;
  /** Whether it was denied, as far as the error code shows. */
  readonly isDenial: boolean;
  readonly code: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Whether the session's role is named with its path. */
  readonly hasPath: boolean;
  /** Set for a decoded message. */
  readonly resource?: string;
  readonly explicit?: boolean;
}

/** Reads a CloudTrail event, or the output of `aws sts decode-authorization-message`; undefined for any other object. */
export function readEvent(value: object): ApiEvent | undefined {
  const json = value as Json;
  return typeof json.eventSource === 'string' && typeof json.eventName === 'string'
    ? readTrail(json, json.eventSource, json.eventName)
    : readDecoded(json);
}

function readTrail(event: Json, source: string, name: string): ApiEvent {
  const origin = (field: string) => `${field} of the CloudTrail event`;
  const identity = asObject(event.userIdentity);
  const parameters = asObject(event.requestParameters);
  const issuer = asText(asObject(asObject(identity.sessionContext).sessionIssuer).arn);
  const role = issuer.includes(':role/') ? readPrincipal(issuer).arn : undefined;
  const called = readResource(decode(asText(parameters.modelId)));
  const profile = called.profile ?? readResource(decode(asText(parameters.inferenceProfileIdentifier))).profile;
  const action = AUTHORIZED_AS[name] ?? `${source.split('.')[0].replace(/^bedrock-runtime$/, 'bedrock')}:${name.replace(/\W/g, '')}`;
  const code = asText(event.errorCode);
  return {
    action,
    origin: 'the CloudTrail event',
    isError: code !== '' || asText(event.errorMessage) !== '',
    isDenial: /AccessDenied|UnauthorizedOperation|NotAuthorized/i.test(code),
    code,
    message: asText(event.errorMessage),
    hasPath: role !== undefined,
    evidence: keepFirst([
      say('region', REGION_CODE.exec(asText(event.awsRegion))?.[0], origin('awsRegion')),
      say('account', readAccount(asText(identity.accountId)), origin('userIdentity.accountId')),
      say('account', readAccount(asText(event.recipientAccountId)), origin('recipientAccountId')),
      say('principal', role, origin('the session issuer')),
      say('principal', readPrincipal(asText(identity.arn)).arn, origin('userIdentity.arn')),
      say('model', called.modelId, origin('requestParameters.modelId')),
      say('profile', profile, origin('requestParameters.modelId')),
      say('project', readProject(asText(parameters.projectIdentifier)), origin('requestParameters.projectIdentifier')),
      say('partition', called.partition, origin('requestParameters.modelId')),
      isInvocation(action) ? say('streaming', String(action === Action.INVOKE_STREAMING), origin('eventName')) : undefined,
    ]),
  };
}

function readDecoded(json: Json): ApiEvent | undefined {
  const context = asObject(json.context);
  const action = asText(context.action);
  const resource = asText(context.resource);
  if (action === '' || json.allowed === undefined && json.explicitDeny === undefined) {
    return undefined;
  }
  const conditions = asList(asObject(context.conditions).items).map(asObject);
  const readKey = (key: string) => conditions
    .filter((condition) => asText(condition.key).toLowerCase() === key.toLowerCase())
    .map((condition) => asText(asObject(asList(asObject(condition.values).items)[0]).value))[0] ?? '';
  const profile = readKey('bedrock:InferenceProfileArn');
  const principal = readPrincipal(asText(asObject(context.principal).arn));
  const origin = 'the decoded message';
  return {
    action: action.includes(':') ? action : `${resource.split(':')[2] || 'aws'}:${action}`,
    origin,
    isError: true,
    isDenial: true,
    code: 'AccessDenied',
    message: '',
    hasPath: false,
    resource: resource === '' ? undefined : resource,
    explicit: String(json.explicitDeny) === 'true',
    evidence: keepFirst([
      say('region', REGION_CODE.exec(readKey('aws:RequestedRegion'))?.[0], `aws:RequestedRegion in ${origin}`),
      say('region', readResource(profile).region, `bedrock:InferenceProfileArn in ${origin}`),
      say('account', principal.account, `the caller in ${origin}`),
      say('principal', principal.arn, `the caller in ${origin}`),
      say('model', readResource(profile).modelId, `bedrock:InferenceProfileArn in ${origin}`),
      say('profile', readResource(profile).profile, `bedrock:InferenceProfileArn in ${origin}`),
    ]),
  };
}

/** Decodes an ID or an ARN that may be URL-encoded. */
function decode(text: string): string {
  return text.replace(/%(3A|2F)/gi, (_, code: string) => code.toUpperCase() === '3A' ? ':' : '/');
}

/** Reads a project from an ID or an ARN. */
function readProject(text: string): string | undefined {
  return text.startsWith('arn:') ? readResource(text).projectId : /^[\w-]{1,128}$/.exec(text)?.[0];
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
