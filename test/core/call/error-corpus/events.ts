/* eslint-disable @stylistic/max-len -- what AWS prints is long */
import { Case, deny, ROLE, SCP } from './denials';
import { Unknown } from '../../../../src/core/call/unknown-facts';

const GLOBAL_MODEL = 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5';
const MESSAGE = deny(GLOBAL_MODEL, `with an explicit deny in a service control policy: ${SCP}`);

const ARN = 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5';
const APPLICATION = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3';

/** An event of CloudTrail, as a session of a role with a path makes it. */
export const makeEvent = (changes: object = {}) => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:session',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/session',
    accountId: '111122223333',
    sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLE', arn: 'arn:aws:iam::111122223333:role/team/app', accountId: '111122223333', userName: 'app' } },
  },
  eventTime: '2026-11-28T12:00:00Z',
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'Converse',
  awsRegion: 'af-south-1',
  sourceIPAddress: '192.0.2.1',
  errorCode: 'AccessDenied',
  errorMessage: MESSAGE,
  requestParameters: { modelId: 'global.anthropic.claude-sonnet-5-5' },
  responseElements: null,
  recipientAccountId: '111122223333',
  ...changes,
});

const DENIED = {
  leg: 'GLOBAL_MODEL',
  action: 'bedrock:InvokeModel',
  resource: GLOBAL_MODEL,
  region: 'af-south-1',
  account: '111122223333',
  modelId: 'anthropic.claude-sonnet-5-5',
  principalArn: 'arn:aws:iam::111122223333:role/team/app',
  withoutPath: false,
  profile: 'global.anthropic.claude-sonnet-5-5',
  profileKind: 'a global',
  partition: 'aws',
  explicit: true,
  layer: 'SERVICE_CONTROL',
  policyArn: SCP,
};
const EVENT = JSON.stringify(makeEvent());
const says = (fact: string, value: string, origin: string) => expect.objectContaining({ fact, value, origin: expect.stringContaining(origin) });

const DECODED = {
  allowed: false,
  explicitDeny: false,
  matchedStatements: { items: [] },
  failures: { items: [] },
  context: {
    principal: { id: 'AROAEXAMPLE:session', arn: 'arn:aws:sts::111122223333:assumed-role/app/session' },
    action: 'bedrock:InvokeModel',
    resource: GLOBAL_MODEL,
    conditions: {
      items: [
        { key: 'aws:RequestedRegion', values: { items: [{ value: 'unspecified' }] } },
        { key: 'bedrock:InferenceProfileArn', values: { items: [{ value: 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5' }] } },
      ],
    },
  },
};
const OF_DECODED = { leg: 'GLOBAL_MODEL', region: 'af-south-1', principalArn: ROLE, explicit: false, profileKind: 'a global', account: '111122223333' };

/** The containers of one event. */
export const CONTAINERS: readonly Case[] = [
  ['an event', EVENT, {
    ...DENIED,
    evidence: expect.arrayContaining([
      says('region', 'af-south-1', 'awsRegion'), says('profile', 'global.anthropic.claude-sonnet-5-5', 'requestParameters.modelId'), says('streaming', 'false', 'event'),
      says('principal', 'arn:aws:iam::111122223333:role/team/app', 'session issuer'), says('account', '111122223333', 'caller'), says('leg', 'GLOBAL_MODEL', 'error'),
    ]),
  }],
  ['an event over many lines', JSON.stringify(makeEvent(), undefined, 2), DENIED],
  ['a file of records', JSON.stringify({ Records: [makeEvent({ errorCode: undefined, errorMessage: undefined }), makeEvent()] }), DENIED],
  ['lines of JSON', `${EVENT}\n${JSON.stringify(makeEvent({ awsRegion: 'eu-west-1' }))}\n`, DENIED, { ...DENIED, region: 'eu-west-1' }],
  ['a list', `[${EVENT}, ${EVENT}]`, DENIED],
  ['what lookup-events prints', JSON.stringify({ Events: [{ EventId: '1', EventName: 'Converse', Username: 'session', Resources: [], CloudTrailEvent: EVENT }] }, undefined, 4), DENIED],
  ['an event of EventBridge', JSON.stringify({ 'version': '0', 'detail-type': 'AWS API Call via CloudTrail', 'source': 'aws.bedrock', 'account': '111122223333', 'region': 'af-south-1', 'detail': makeEvent() }), DENIED],
  ['an event among other words', `Look what I found:\n\`\`\`json\n${EVENT}\n\`\`\`\nWhy?`, DENIED],
  ['a log of events', `2026-11-28T12:00:00Z INFO ${EVENT}`, DENIED],
  ['an event that was cut off', EVENT.slice(0, -40), { ...DENIED, evidence: expect.anything() }],
  ['an event without its beginning', EVENT.slice(60), { ...DENIED, evidence: expect.anything() }],
  ['a decoded message', JSON.stringify(DECODED), { ...OF_DECODED, withoutPath: true }],
  ['what decode-authorization-message prints', JSON.stringify({ DecodedMessage: JSON.stringify(DECODED) }), OF_DECODED],
  ['a decoded message of another action', JSON.stringify({ ...DECODED, explicitDeny: true, context: { ...DECODED.context, action: 'bedrock:GetInferenceProfile' } }), { leg: undefined, action: 'bedrock:GetInferenceProfile', explicit: true, grant: undefined }],
  ['an event that tells of success', JSON.stringify(makeEvent({ errorCode: undefined, errorMessage: undefined }))],
];

const SSO = 'AWSReservedSSO_Developer_0123456789abcdef';
const asIdentity = (userIdentity: object) => JSON.stringify(makeEvent({ userIdentity, errorMessage: MESSAGE.replace(/^User: \S+/, 'User: someone') }));
const called = (modelId: string, errorMessage = MESSAGE) => JSON.stringify(makeEvent({ requestParameters: { modelId }, errorMessage }));

/** What events say of the call. */
export const EVENTS: readonly Case[] = [
  ['ConverseStream', JSON.stringify(makeEvent({ eventName: 'ConverseStream', errorMessage: MESSAGE.replace('InvokeModel', 'InvokeModelWithResponseStream') })),
    { action: 'bedrock:InvokeModelWithResponseStream', evidence: expect.arrayContaining([says('streaming', 'true', '')]) }],
  ['an ARN as the model', called('arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5'), { profileKind: 'a global', modelId: 'anthropic.claude-sonnet-5-5' }],
  ['an application profile', called('arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3'), { profileKind: 'an application', profile: expect.stringMatching(/a1b2c3$/), leg: 'GLOBAL_MODEL' }],
  ['a geographic profile', called('eu.anthropic.claude-sonnet-5-5', deny('arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-5-5')), { leg: 'DESTINATION_MODEL', region: 'af-south-1', profileKind: 'a geographic' }],
  ['the model itself', called('anthropic.claude-sonnet-5-5', deny('arn:aws:bedrock:af-south-1::foundation-model/anthropic.claude-sonnet-5-5')), { leg: 'SOURCE_MODEL', profile: undefined, profileKind: undefined }],
  ['a project', JSON.stringify(makeEvent({ requestParameters: { modelId: 'global.anthropic.claude-sonnet-5-5', projectIdentifier: 'arn:aws:bedrock:af-south-1:111122223333:project/team1' } })), { projectId: 'team1' }],
  ['a user', asIdentity({ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/people/me', accountId: '111122223333' }), { principalArn: 'arn:aws:iam::111122223333:user/people/me' }],
  ['root', asIdentity({ type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' }), { principalArn: 'arn:aws:iam::111122223333:root' }],
  ['a session of Identity Center with its path', JSON.stringify(makeEvent({
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::111122223333:assumed-role/${SSO}/me`, sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${SSO}` } } },
  })), { principalArn: `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${SSO}`, withoutPath: false }],
  ['a session whose issuer is missing', asIdentity({ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/app/session' }), { principalArn: ROLE, account: '111122223333' }],
  ['a service', asIdentity({ type: 'AWSService', invokedBy: 'bedrock.amazonaws.com' }), { principalArn: undefined, account: '111122223333' }],
  ['a masked account', JSON.stringify(makeEvent()).split('111122223333').join('************'), { account: undefined, principalArn: `arn:aws:iam::${Unknown.ACCOUNT}:role/team/app`, region: 'af-south-1' }],
  ['no message', JSON.stringify(makeEvent({ errorMessage: undefined })),
    { action: 'bedrock:InvokeModel', leg: undefined, resource: '*', region: 'af-south-1', modelId: 'anthropic.claude-sonnet-5-5', meaning: expect.stringMatching(/does not name the resource/) }],
  ...['global.anthropic.claude-sonnet-5-5', ARN, encodeURIComponent(ARN)].map((modelId): Case => [`no message, and the model as ${modelId}`,
    JSON.stringify(makeEvent({ errorMessage: undefined, eventName: 'ConverseStream', requestParameters: { modelId } })), {
      leg: undefined,
      explicit: undefined,
      region: 'af-south-1',
      modelId: 'anthropic.claude-sonnet-5-5',
      profileKind: 'a global',
      principalArn: 'arn:aws:iam::111122223333:role/team/app',
      account: '111122223333',
      evidence: expect.arrayContaining([says('streaming', 'true', '')]),
    }]),
  ['no message, and an application profile', JSON.stringify(makeEvent({ errorMessage: undefined, requestParameters: { modelId: encodeURIComponent(APPLICATION) } })),
    { leg: undefined, explicit: undefined, profileKind: 'an application', profile: APPLICATION, modelId: undefined, region: 'af-south-1' }],
  ['a message that was cut off in the action', JSON.stringify(makeEvent({ errorMessage: MESSAGE.slice(0, MESSAGE.indexOf('okeModel')) })),
    { action: 'bedrock:InvokeModel', leg: undefined, explicit: undefined, modelId: 'anthropic.claude-sonnet-5-5' }],
  ['a message that was cut off', JSON.stringify(makeEvent({ errorMessage: MESSAGE.slice(0, MESSAGE.indexOf('foundation-model')) })), { leg: undefined, resource: '*', modelId: 'anthropic.claude-sonnet-5-5', region: 'af-south-1' }],
  ['a message that ends in dots', JSON.stringify(makeEvent({ errorMessage: `${MESSAGE.slice(0, MESSAGE.indexOf('sonnet'))}...` })), { leg: 'GLOBAL_MODEL', resource: GLOBAL_MODEL, modelId: 'anthropic.claude-sonnet-5-5', explicit: undefined, layer: undefined }],
  ['another action', JSON.stringify(makeEvent({ eventName: 'ListInferenceProfiles', requestParameters: null, errorMessage: undefined })), { action: 'bedrock:ListInferenceProfiles', leg: undefined, grant: { Effect: 'Allow', Action: 'bedrock:ListInferenceProfiles', Resource: '*' } }],
  ['another service', JSON.stringify(makeEvent({ eventSource: 's3.amazonaws.com', eventName: 'GetObject', requestParameters: null, errorMessage: 'Access Denied' })), { action: 's3:GetObject', leg: undefined }],
];
