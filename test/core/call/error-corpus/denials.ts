/* eslint-disable @stylistic/max-len -- what clients print is long */
import { Unknown } from '../../../../src/core/call/unknown-facts';

/** What people paste, and what is to be read of it: the denials in order. */
export type Case = readonly [title: string, text: string, ...denials: object[]];

export const USER = 'User: arn:aws:sts::111122223333:assumed-role/app/session';
export const ROLE = `arn:aws:iam::111122223333:role/${Unknown.ROLE_PATH}app`;
export const SCP = 'arn:aws:organizations::444455556666:policy/o-exampleorgid/service_control_policy/p-examplepid1';
const PROFILE = 'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5';
const GLOBAL_MODEL = 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5';
const IMPLICIT = 'because no identity-based policy allows the bedrock:InvokeModel action';

/** AWS's sentence. */
export const deny = (resource = PROFILE, reason = IMPLICIT, action = 'bedrock:InvokeModel', user = USER) =>
  `${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;

const ON_PROFILE = {
  leg: 'PROFILE',
  action: 'bedrock:InvokeModel',
  resource: PROFILE,
  region: 'af-south-1',
  account: '111122223333',
  principalArn: ROLE,
  modelId: 'anthropic.claude-sonnet-5-5',
  profileKind: 'a global',
  explicit: false,
  layer: 'IDENTITY',
};
const ON_GLOBAL_MODEL = { ...ON_PROFILE, leg: 'GLOBAL_MODEL', resource: GLOBAL_MODEL, region: undefined, profileKind: undefined };
const BY_SCP = { explicit: true, layer: 'SERVICE_CONTROL', policyArn: SCP };
const WITH_SCP = `with an explicit deny in a service control policy: ${SCP}`;

/** The text of a box, broken where a terminal of some width breaks it. */
const box = (text: string, width: number, right = true) =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((line) => `│ ${right ? `${line.padEnd(width)} │` : line.trimEnd()}`).join('\n');

const wrapWords = (text: string, width: number) => text.split(' ').reduce<string[]>((lines, word) => {
  const last = lines[lines.length - 1];
  return last !== undefined && last.length + word.length < width ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
}, []);

const STREAMED = { action: 'bedrock:InvokeModelWithResponseStream' };
const inStream = (text: string) => text.replace(/InvokeModel(?!With)/g, 'InvokeModelWithResponseStream');

/** SDKs, frameworks and clients (the forms are those of public threads; every text is our own). */
export const CLIENTS: readonly Case[] = [
  ['boto3', `botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the Converse operation: ${deny()}`, ON_PROFILE],
  ['boto3, on the leg without a Region',
    `An error occurred (AccessDeniedException) when calling the ConverseStream operation: ${inStream(deny(GLOBAL_MODEL, WITH_SCP))}`,
    { ...ON_GLOBAL_MODEL, ...STREAMED, ...BY_SCP }],
  ['the JavaScript SDK', `AccessDeniedException: ${deny()}\n    at throwDefaultError (/app/node_modules/@smithy/core/index.js:1:1) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: '00000000-0000-4000-8000-000000000000'\n  }\n}`, ON_PROFILE],
  ['the JavaScript SDK as JSON', JSON.stringify({ name: 'AccessDeniedException', $fault: 'client', $metadata: { httpStatusCode: 403 }, message: deny() }), ON_PROFILE],
  ['the Java SDK', `software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ${deny()} (Service: BedrockRuntime, Status Code: 403, Request ID: 00000000-0000-4000-8000-000000000000) (SDK Attempt Count: 1)`, ON_PROFILE],
  ['the Java SDK, without a reason', `software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ${deny(PROFILE, '')}(Service: BedrockRuntime, Status Code: 403, Request ID: 1)`, { ...ON_PROFILE, layer: undefined }],
  ['the Go SDK', `operation error Bedrock Runtime: ConverseStream, https response error StatusCode: 403, RequestID: 00000000, AccessDeniedException: ${inStream(deny())}`, { ...ON_PROFILE, ...STREAMED }],
  ['the Rust SDK', `Err(ServiceError(ServiceError { source: AccessDeniedException(AccessDeniedException { message: Some("${deny()}"), meta: ErrorMetadata { code: Some("AccessDeniedException"), message: Some("${deny()}") } }) }))`, ON_PROFILE],
  ['the .NET SDK', `Unhandled exception. Amazon.BedrockRuntime.Model.AccessDeniedException: ${deny()}\r\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'HttpErrorResponseException' was thrown.`, ON_PROFILE],
  ['the Swift SDK', `AccessDeniedException(properties: AWSBedrockRuntime.AccessDeniedException.Properties(message: Optional("${deny()}")), httpResponse: Status Code: http_status_403)`, ON_PROFILE],
  ['Claude Code', `> hi\n  ⎿  API Error: 403 {"Message":"${inStream(deny())}"} · Please run /login`, { ...ON_PROFILE, ...STREAMED }],
  ['Claude Code, with the model', `API Error (us.anthropic.claude-sonnet-5-5): 403 ${deny(PROFILE.replace('global.', 'us.').replace('af-south', 'us-east'))}`, { ...ON_PROFILE, resource: PROFILE.replace('global.', 'us.').replace('af-south', 'us-east'), region: 'us-east-1', profileKind: 'a geographic' }],
  ['LiteLLM', `litellm.PermissionDeniedError: BedrockException - ${JSON.stringify({ Message: deny() })}. Received Model Group=bedrock-sonnet\nAvailable Model Group Fallbacks=None`, ON_PROFILE],
  ['LiteLLM behind its proxy', JSON.stringify({ error: { message: `litellm.BadRequestError: BedrockException - ${JSON.stringify({ message: deny() })}`, code: '403' } }), ON_PROFILE],
  ['LangChain', `ValueError: Error raised by bedrock service: An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${deny()}`, ON_PROFILE],
  ['Spring AI', `org.springframework.ai.retry.NonTransientAiException: ${deny()} (Service: BedrockRuntime, Status Code: 403, Request ID: 1)`, ON_PROFILE],
  ['the AI SDK of Vercel', `AI_APICallError: ${deny()}\n  url: 'https://bedrock-runtime.af-south-1.amazonaws.com/model/global.anthropic.claude-sonnet-5-5/converse',\n  statusCode: 403`, ON_PROFILE],
  ['Strands', `strands.types.exceptions.EventLoopException: An error occurred (AccessDeniedException) when calling the ConverseStream operation: ${inStream(deny())}\n└ Bedrock region: af-south-1\n└ Model id: global.anthropic.claude-sonnet-5-5`, { ...ON_PROFILE, ...STREAMED }],
  ['a knowledge base', `Knowledge base role arn:aws:iam::111122223333:role/kb is not able to call the specified model: ${deny()}`, ON_PROFILE],
  ['Positron, as {"Message": …} after other words', `Failed to add language model Amazon Bedrock: ${USER}\nis not authorized to perform: bedrock:ListFoundationModels\nbecause no identity-based policy allows the bedrock:ListFoundationModels action`,
    { leg: undefined, action: 'bedrock:ListFoundationModels', resource: '*', grant: { Effect: 'Allow', Action: 'bedrock:ListFoundationModels', Resource: '*' } }],
];

/** Marks that escape, quote, colour, mask and break. */
export const MARKS: readonly Case[] = [
  ['a JSON-escaped slash', `{"message":"${deny().replace(/\//g, '\\/')}"`, ON_PROFILE],
  ['a JSON-escaped slash in a log', deny().replace(/\//g, '\\/'), ON_PROFILE],
  ['JSON in JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ Message: deny() }) }) }), ON_PROFILE],
  ['JSON in JSON in JSON, cut off', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ Message: deny() }) }) }).slice(6, -3), ON_PROFILE],
  ['escaped quotes around the ARN', deny().replace(PROFILE, `\\\\\\"${PROFILE}\\\\\\"`), ON_PROFILE],
  ['escaped characters', deny().replace(/:/g, '\\u003a'), ON_PROFILE],
  ['URL-encoded ARNs', deny().replace(PROFILE, PROFILE.replace(/:/g, '%3A').replace(/\//g, '%2F')), ON_PROFILE],
  ['typographic quotes', deny().replace(PROFILE, `“${PROFILE}”`), ON_PROFILE],
  ['HTML entities', `&lt;p&gt;{&quot;message&quot;:&quot;${deny().replace(/\//g, '&#x2F;')}&quot;}`, ON_PROFILE],
  ['HTML', `<pre><code class="language-text">${deny().replace(/ /g, '&nbsp;')}<br/></code></pre>`, ON_PROFILE],
  ['HTML in HTML', `&amp;quot;${deny()}&amp;quot;`, ON_PROFILE],
  ['Markdown', `> > ${USER} is not authorized\n> > to perform: **bedrock:InvokeModel** on resource: \`${PROFILE}\`\n> > because no *identity-based* policy allows it`, ON_PROFILE],
  ['a fence of Markdown', `\`\`\`text\n${deny()}\n\`\`\`\nthanks`, ON_PROFILE],
  ['ANSI colours', `\u001b[31m\u001b[1m${deny().replace(PROFILE, `\u001b[36m${PROFILE}\u001b[39m`)}\u001b[0m`, ON_PROFILE],
  ['ANSI colours as JSON escapes them', `\\u001b[31m${deny()}\\u001b[0m`, ON_PROFILE],
  ['ANSI colours that lost their first character', `[31m${deny()}[0m`, ON_PROFILE],
  ['a link of a terminal', `\u001b]8;;https://example.com\u0007${deny()}\u001b]8;;\u0007`, ON_PROFILE],
  ...[60, 66, 72, 80, 97].map((width): Case => [`a box of ${width} columns`, box(`API Error: 403 ${deny()}`, width), ON_PROFILE]),
  ...[63, 77].map((width): Case => [`a box of ${width} columns without its right side`, box(`Error: ${deny()}`, width, false), ON_PROFILE]),
  ['a box of Terraform', ['╷', '│ Error: creating Bedrock Inference Profile (x)', '│ ', '│   with aws_bedrock_inference_profile.x,', '│   on main.tf line 1, in resource "aws_bedrock_inference_profile" "x":',
    '│    1: resource "aws_bedrock_inference_profile" "x" {', '│ ', ...wrapWords(`operation error Bedrock: CreateInferenceProfile, https response error StatusCode: 403, RequestID: 0, AccessDeniedException: ${deny(PROFILE, IMPLICIT.replace('InvokeModel', 'CreateInferenceProfile'), 'bedrock:CreateInferenceProfile')}`, 78).map((line) => `│ ${line}`), '╵'].join('\n'),
  { leg: undefined, action: 'bedrock:CreateInferenceProfile', resource: PROFILE, grant: { Effect: 'Allow', Action: 'bedrock:CreateInferenceProfile', Resource: PROFILE } }],
  ['a panel that breaks by words and at hyphens', ['╭─────────────╮', ...wrapWords(deny(), 40).map((line) => `┃ ${line.padEnd(90)} ┃`), '╰─────────────╯'].join('\n'), ON_PROFILE],
  ['a panel of ASCII', wrapWords(deny(), 60).map((line) => `| ${line.padEnd(96)} |`).join('\n'), ON_PROFILE],
  ['a terminal that broke an ARN', deny().replace('af-south-1:1111', 'af-sou\nth-1:1111').replace('authorized', 'autho\nrized'), ON_PROFILE],
  ['a model that ends a broken line', `${deny(PROFILE, '').trim().replace(/sonnet-5-5$/, 'son\nnet-5-5')}\n2026-11-28 next line`, { ...ON_PROFILE, layer: undefined }],
  ...['********', '123456******', '<account>', '<account id>', '{account-id}', '{{account}}', '[account]', 'xxxxxxxxxxxx', 'XXXXXXXXXXXX', '...', 'REDACTED', '1111xxxx3333'].map((mask): Case => [
    `an account that is masked as ${mask}`, deny().split('111122223333').join(mask),
    { ...ON_PROFILE, resource: PROFILE.replace('111122223333', mask), account: undefined, principalArn: ROLE.replace('111122223333', Unknown.ACCOUNT) },
  ]),
  ...['claude-****', '<model>', 'claude-xxxx', '{model}'].map((mask): Case => [
    `a model that is masked as ${mask}`, deny(PROFILE.replace('claude-sonnet-5-5', mask)),
    { ...ON_PROFILE, resource: expect.anything(), modelId: undefined, profile: undefined },
  ]),
  ['a model that is masked in the text around', `${deny(GLOBAL_MODEL.replace('sonnet-5-5', '****'))}\nmodel: global.anthropic.claude-****`,
    { leg: 'GLOBAL_MODEL', modelId: undefined, profile: undefined }],
  ['a role that is masked', deny().replace('/app/', '/********/'), { ...ON_PROFILE, principalArn: undefined }],
  ['a blank that a client put into the ARN', deny().replace('assumed-role/', 'assumed-role/ '), ON_PROFILE],
  ['blanks that do not break', deny().replace(/ /g, '\u00a0'), ON_PROFILE],
  ['Windows line ends', deny().replace(/ on /, '\r\non '), ON_PROFILE],
];

const PANEL = [
  'You don\'t have permission to bedrock:InvokeModelWithResponseStream', 'To request access, copy the following text and send it to your AWS administrator.',
  USER, 'Action: bedrock:InvokeModelWithResponseStream', `On resource(s): ${GLOBAL_MODEL}`, 'Context: a service control policy explicitly denies the action',
];
const IN_PANEL = { ...ON_GLOBAL_MODEL, ...STREAMED, explicit: true, layer: 'SERVICE_CONTROL' };

export const PANELS: readonly Case[] = [
  ['the console\'s panel', PANEL.join('\n'), IN_PANEL],
  ['the console\'s panel in one line', PANEL.slice(2).join(' '), IN_PANEL],
  ['the console\'s panel with the service apart', [USER, 'Service: bedrock', 'Action(s): InvokeModelWithResponseStream', ...PANEL.slice(4)].join('\n'), IN_PANEL],
  ['the console\'s panel in bold', PANEL.map((line) => line.replace(/^([^:]+:) (.*)$/, '**$1** `$2`')).join('\n'), IN_PANEL],
  ['the console\'s panel of a user without a grant', ['User: arn:aws:iam::111122223333:user/people/me', 'Service: bedrock', 'Action: bedrock:ListInferenceProfiles',
    'Context: no identity-based policy allows the action'].join('\n'),
  { leg: undefined, action: 'bedrock:ListInferenceProfiles', explicit: false, layer: 'IDENTITY', principalArn: 'arn:aws:iam::111122223333:user/people/me', grant: { Effect: 'Allow', Action: 'bedrock:ListInferenceProfiles', Resource: '*' } }],
];

/** Policies that AWS names. */
export const POLICIES: readonly Case[] = [
  ['an identity policy', deny(PROFILE, 'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/team/Regions'),
    { ...ON_PROFILE, explicit: true, policyArn: 'arn:aws:iam::111122223333:policy/team/Regions', meaning: expect.stringMatching(/Deny in the role's policies \(arn:aws:iam::111122223333:policy\/team\/Regions\)/) }],
  ['a policy of AWS', deny(PROFILE, 'with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSDenyAll.'), { explicit: true, layer: 'IDENTITY', policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }],
  ['a boundary', deny(PROFILE, 'with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/Edge'), { explicit: true, layer: 'PERMISSIONS_BOUNDARY', policyArn: 'arn:aws:iam::111122223333:policy/Edge', meaning: expect.stringMatching(/policy\/Edge/) }],
  ['a boundary that does not allow', deny(PROFILE, 'because no permissions boundary allows the bedrock:InvokeModel action'), { explicit: false, layer: 'PERMISSIONS_BOUNDARY', policyArn: undefined }],
  ['a session policy', deny(PROFILE, 'with an explicit deny in a session policy: arn:aws:iam::111122223333:policy/Session'), { explicit: true, layer: 'SESSION', policyArn: 'arn:aws:iam::111122223333:policy/Session' }],
  ['a session policy, as AWS\'s page writes it', deny(PROFILE, 'with an explicit deny in a sessions policy'), { explicit: true, layer: 'SESSION' }],
  ['a resource control policy', deny(PROFILE, `with an explicit deny in a resource control policy: ${SCP.replace('service', 'resource')}`), { explicit: true, layer: 'RESOURCE_CONTROL', policyArn: SCP.replace('service', 'resource') }],
  ['a VPC endpoint', deny(PROFILE, 'with an explicit deny in a VPC endpoint policy: vpce-0123456789abcdef0'), { explicit: true, layer: 'VPC_ENDPOINT', policyArn: 'vpce-0123456789abcdef0' }],
  ['a VPC endpoint that does not allow', deny(PROFILE, 'because no VPC endpoint policy allows the bedrock:InvokeModel action'), { explicit: false, layer: 'VPC_ENDPOINT' }],
  ['a service control policy that does not allow', deny(PROFILE, 'because no service control policy allows the bedrock:InvokeModel action'), { explicit: false, layer: 'SERVICE_CONTROL' }],
];

const other = (action: string, resource: string, grant: object | undefined = { Effect: 'Allow', Action: action, Resource: resource }, words = /not a leg of a call/): Case => [
  action, deny(resource, `because no identity-based policy allows the ${action} action`, action),
  { leg: undefined, action, resource, grant, meaning: expect.stringMatching(words) },
];
const anywhere = (action: string) => ({ Effect: 'Allow', Action: action, Resource: '*' });

const ANY_JOB = 'arn:aws:bedrock:af-south-1:111122223333:model-invocation-job/*';

/** All on which the creation of a batch job is authorized. */
const batchGrant = (account = '111122223333') => ({
  Effect: 'Allow',
  Action: 'bedrock:CreateModelInvocationJob',
  Resource: [PROFILE, GLOBAL_MODEL.replace(':::', ':af-south-1::'), GLOBAL_MODEL, ANY_JOB].map((arn) => arn.replace('111122223333', account)),
});

/** Actions that are no legs, each with its own grant. */
export const OTHERS: readonly Case[] = [
  other('bedrock:GetInferenceProfile', PROFILE, undefined, /^The denied action is bedrock:GetInferenceProfile on arn.*which clients do in addition to calls/),
  other('bedrock:CreateInferenceProfile', GLOBAL_MODEL.replace(':::', ':af-south-1::'), undefined, /also needs bedrock:TagResource/),
  other('bedrock:CountTokens', GLOBAL_MODEL.replace(':::', ':af-south-1::'), undefined, /counts the tokens/),
  other('bedrock:GetFoundationModel', GLOBAL_MODEL.replace(':::', ':af-south-1::')),
  other('bedrock:ApplyGuardrail', 'arn:aws:bedrock:af-south-1:111122223333:guardrail/a1b2c3'),
  other('bedrock:TagResource', PROFILE.replace('inference-profile/global.anthropic.claude-sonnet-5-5', 'application-inference-profile/a1b2c3')),
  other('bedrock:CreateModelInvocationJob', PROFILE, batchGrant(), /starts a batch job.*grantSubmit\(\) grants it, with iam:PassRole/),
  other('bedrock:CreateModelInvocationJob', GLOBAL_MODEL.replace(':::', ':af-south-1::'), batchGrant('*')),
  other('bedrock:CreateModelInvocationJob', GLOBAL_MODEL),
  other('bedrock:CreateModelInvocationJob', ANY_JOB.replace('*', 'a1b2c3d4e5f6'), { Effect: 'Allow', Action: 'bedrock:CreateModelInvocationJob', Resource: ANY_JOB }),
  other('bedrock:CreateModelInvocationJob', PROFILE.replace('inference-profile/global.anthropic.claude-sonnet-5-5', 'application-inference-profile/a1b2c3'), {
    Effect: 'Allow',
    Action: 'bedrock:CreateModelInvocationJob',
    Resource: [PROFILE.replace('inference-profile/global.anthropic.claude-sonnet-5-5', 'application-inference-profile/a1b2c3'), ANY_JOB],
  }),
  other('bedrock:ListInferenceProfiles', '*', anywhere('bedrock:ListInferenceProfiles'), /AWS defines no resource for this action/),
  other('bedrock:ListFoundationModels', 'arn:aws:bedrock:af-south-1:111122223333:*', anywhere('bedrock:ListFoundationModels')),
  other('bedrock:PutModelInvocationLoggingConfiguration', '*', anywhere('bedrock:PutModelInvocationLoggingConfiguration')),
  other('aws-marketplace:Subscribe', '*', anywhere('aws-marketplace:Subscribe'), /Marketplace.*Make that call/),
  other('kms:GenerateDataKey', 'arn:aws:kms:af-south-1:111122223333:key/00000000-0000-4000-8000-000000000000', undefined, /policy of the key must allow it too/),
  other('iam:PassRole', 'arn:aws:iam::111122223333:role/logs/delivery', undefined, /iam:PassedToService is bedrock\.amazonaws\.com/),
  other('s3:GetObject', 'arn:aws:s3:::bucket/key', undefined, /^The denied action is s3:GetObject on arn:aws:s3:::bucket\/key, an action of another service/),
  ['another action with a masked account', deny(PROFILE.replace('111122223333', '********'), '', 'bedrock:GetInferenceProfile'), { grant: { Effect: 'Allow', Action: 'bedrock:GetInferenceProfile', Resource: PROFILE.replace('111122223333', '*') } }],
  ['another action that a policy denies: no grant helps', deny(PROFILE, WITH_SCP, 'bedrock:GetInferenceProfile'), { leg: undefined, grant: undefined, meaning: expect.stringMatching(/none of the role's policies can override that/) }],
];

const asUser = (user: string) => deny(PROFILE, IMPLICIT, 'bedrock:InvokeModel', `User: ${user}`);

/** Who calls. */
export const CALLERS: readonly Case[] = [
  ['a session', deny(), { principalArn: ROLE, withoutPath: true }],
  ['a session of Identity Center', asUser('arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/me@example.com'),
    { principalArn: `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${Unknown.SSO_REGION}AWSReservedSSO_Developer_0123456789abcdef`, withoutPath: true }],
  ['a session whose role stands in the text', `aws_role_name: arn:aws:iam::111122223333:role/team/app\n${deny()}`, { principalArn: 'arn:aws:iam::111122223333:role/team/app', withoutPath: false }],
  ['a role of the same name in another account', `aws_role_name: arn:aws:iam::999988887777:role/team/app\n${deny()}`, { principalArn: ROLE, withoutPath: true }],
  ['a user with a path', asUser('arn:aws:iam::111122223333:user/people/me'), { principalArn: 'arn:aws:iam::111122223333:user/people/me', withoutPath: false }],
  ['the root user', asUser('arn:aws:iam::111122223333:root'), { principalArn: 'arn:aws:iam::111122223333:root', account: '111122223333' }],
  ['a federated user', asUser('arn:aws:sts::111122223333:federated-user/me'), { principalArn: 'arn:aws:sts::111122223333:federated-user/me' }],
  ['a service', asUser('bedrock.amazonaws.com'), { principalArn: undefined, account: '111122223333' }],
  ['an anonymous caller', asUser('anonymous'), { principalArn: undefined }],
  ['a user in another partition', deny(PROFILE.replace('aws', 'aws-us-gov')).replace('arn:aws:sts', 'arn:aws-us-gov:sts'), { partition: 'aws-us-gov', principalArn: ROLE.replace('arn:aws', 'arn:aws-us-gov') }],
];

/** Facts that stand beside the sentence. */
export const AROUND: readonly Case[] = [
  ['an endpoint', `POST https://bedrock-runtime.af-south-1.amazonaws.com/model/global.anthropic.claude-sonnet-5-5/converse\n${deny(GLOBAL_MODEL)}`, { region: 'af-south-1', profileKind: 'a global' }],
  ['an endpoint of a VPC', `https://vpce-0a-b.bedrock-runtime.af-south-1.vpce.amazonaws.com\n${deny(GLOBAL_MODEL)}`, { region: 'af-south-1' }],
  ['AWS_REGION', `${deny(GLOBAL_MODEL)}\nenv: AWS_REGION=eu-west-1`, { region: 'eu-west-1' }],
  ['a Region that is plainly said', `Region: eu-central-1\n${deny(GLOBAL_MODEL)}`, { region: 'eu-central-1' }],
  ['an option of the AWS CLI', `$ aws bedrock-runtime converse --region eu-west-2 --model-id global.anthropic.claude-sonnet-5-5\n\n${deny(GLOBAL_MODEL)}`, { region: 'eu-west-2', profileKind: 'a global' }],
  ['the ARN of the profile', `modelId: ${PROFILE}\n${deny(GLOBAL_MODEL)}`, { region: 'af-south-1', profile: PROFILE }],
  ['the ARN of an application profile', `modelId: arn:aws:bedrock:eu-west-3:111122223333:application-inference-profile/a1b2c3\n${deny(GLOBAL_MODEL)}`, { region: 'eu-west-3', profileKind: 'an application' }],
  ['two Regions: neither', `AWS_REGION=eu-west-1 AWS_REGION=us-east-1\n${deny(GLOBAL_MODEL)}`, { region: undefined }],
  ['an endpoint goes before a variable', `AWS_REGION=eu-west-1\nhttps://bedrock-runtime.af-south-1.amazonaws.com\n${deny(GLOBAL_MODEL)}`, { region: 'af-south-1' }],
  ['words that are no Region', `the region is unclear, region: none\n${deny(GLOBAL_MODEL)}`, { region: undefined }],
  ['a model in a Region to which a profile routed', `https://bedrock-runtime.eu-central-1.amazonaws.com\n${deny('arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-5-5')}`,
    { leg: 'DESTINATION_MODEL', region: 'eu-central-1', profileKind: 'a geographic', meaning: expect.stringMatching(/eu-west-3, to which a geographic profile routed a call from eu-central-1/) }],
  ['a Region in a variable does not make it routed', `AWS_REGION=eu-central-1\n${deny('arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-5-5')}`, { leg: 'SOURCE_MODEL', region: 'eu-west-3' }],
  ['a geographic profile does', `AWS_REGION=eu-central-1 ANTHROPIC_MODEL=eu.anthropic.claude-sonnet-5-5\n${deny('arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-5-5')}`, { leg: 'DESTINATION_MODEL', region: 'eu-central-1' }],
  ['another model that the text mentions', `ANTHROPIC_MODEL=global.anthropic.claude-opus-5-5\n${deny(GLOBAL_MODEL)}`, { modelId: 'anthropic.claude-sonnet-5-5', profile: undefined }],
];

const CUT = deny(GLOBAL_MODEL).slice(0, deny(GLOBAL_MODEL).indexOf('anthropic.'));

/** Several in one text, and what is cut off. */
export const SEVERAL: readonly Case[] = [
  ['two denials', `12:00 ${deny()}\n12:01 ${deny(GLOBAL_MODEL, WITH_SCP)}`, ON_PROFILE, { ...ON_GLOBAL_MODEL, ...BY_SCP }],
  ['the same denial three times', [deny(), deny(), deny()].join('\n'), ON_PROFILE],
  ['a denial of another service first', `${deny('arn:aws:s3:::bucket', 'because no identity-based policy allows it', 's3:ListBucket')} ${deny()}`,
    { action: 's3:ListBucket', leg: undefined }, ON_PROFILE],
  ['denials in lines of JSON', [deny(), deny(GLOBAL_MODEL)].map((message) => JSON.stringify({ level: 'error', message })).join('\n'), ON_PROFILE, ON_GLOBAL_MODEL],
  ['each with its own Region', ['af-south-1', 'eu-west-1'].map((region) => `https://bedrock-runtime.${region}.amazonaws.com ${deny(GLOBAL_MODEL)}`).join('\n'),
    { leg: 'GLOBAL_MODEL', region: 'af-south-1' }, { leg: 'GLOBAL_MODEL', region: 'eu-west-1' }],
  ['a denial that was cut off', CUT, { action: 'bedrock:InvokeModel', leg: undefined, resource: '*', modelId: undefined, meaning: expect.stringMatching(/the leg is unknown/) }],
];
