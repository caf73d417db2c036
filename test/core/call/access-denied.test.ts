import { readErrors } from '../../../src/core/call/errors/read-errors';
import { Unknown } from '../../../src/core/call/unknown-facts';

const USER = 'User: arn:aws:sts::111122223333:assumed-role/app/session';
const SCP = 'arn:aws:organizations::444455556666:policy/o-exampleorgid/service_control_policy/p-examplepid1';

/** Texts in the forms that users paste. */
test.each<[string, string, object]>([
  [
    'a service control policy on the leg without a Region',
    `An error occurred (AccessDeniedException) when calling the ConverseStream operation: ${USER} is not authorized to perform: ` +
    'bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1 with an explicit ' +
    `deny in a service control policy: ${SCP}`,
    {
      leg: 'GLOBAL_MODEL',
      layer: 'SERVICE_CONTROL',
      explicit: true,
      policyArn: SCP,
      region: undefined,
      modelId: 'anthropic.claude-opus-4-6-v1',
      account: '111122223333',
      principalArn: `arn:aws:iam::111122223333:role/${Unknown.ROLE_PATH}app`,
      meaning: expect.stringMatching(/third leg.*p-examplepid1.*none of the role's policies can.*Region deny.*opens every model/),
    },
  ],
  [
    'a service control policy in a Region that nobody chose',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0 with an explicit deny in a service control policy',
    {
      leg: 'SOURCE_MODEL',
      region: 'eu-west-3',
      policyArn: undefined,
      modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
      meaning: expect.stringMatching(/eu-west-3.*geographic profile routed there/),
    },
  ],
  [
    'no identity policy, on the profile',
    `{"message":"${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5 because no identity-based policy ' +
    'allows the bedrock:InvokeModel action"}',
    {
      leg: 'PROFILE',
      explicit: false,
      layer: 'IDENTITY',
      modelId: 'anthropic.claude-sonnet-5-5',
      region: 'af-south-1',
      meaning: expect.stringMatching(/first leg of a call through a global inference profile.*one of the three statements is missing/),
    },
  ],
  [
    'no identity policy, on an application profile',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:111122223333:` +
    'application-inference-profile/a1b2c3d4e5f6 because no identity-based policy allows the bedrock:InvokeModel action',
    {
      leg: 'PROFILE',
      layer: 'IDENTITY',
      meaning: expect.stringMatching(/an application inference profile.*another resource.*Set `applicationProfiles`/),
    },
  ],
  [
    'no identity policy, on a geographic profile that a client calls by itself',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-west-2:111122223333:inference-profile/` +
    'us.anthropic.claude-sonnet-4-20250514-v1:0 because no identity-based policy allows the bedrock:InvokeModel action',
    { leg: 'PROFILE', meaning: expect.stringMatching(/every destination.*the client is not set up.*clientSettings\(\)/) },
  ],
  [
    'an explicit deny in an identity policy',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0 with an explicit deny in an identity-based policy',
    {
      layer: 'IDENTITY',
      explicit: true,
      meaning: expect.stringMatching(/Deny in the role's policies denies it, usually one on aws:RequestedRegion/),
    },
  ],
  ...['a service control', 'an identity-based'].map((policy): [string, string, object] => [
    `an explicit deny of the profile in ${policy} policy`,
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.anthropic.claude-sonnet-5-5 with an explicit deny in ' +
    `${policy} policy`,
    { leg: 'PROFILE', explicit: true, meaning: expect.stringMatching(/denies such profiles on purpose, or does not allow the Region/) },
  ]),
  [
    'a permissions boundary that does not allow, on an application profile',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3 because no permissions boundary allows the ' +
    'bedrock:InvokeModel action',
    {
      leg: 'PROFILE',
      layer: 'PERMISSIONS_BOUNDARY',
      explicit: false,
      modelId: undefined,
      meaning: expect.stringMatching(/an application inference profile.*permissions boundary must allow each leg/),
    },
  ],
  [
    'a session policy',
    `${USER} is not authorized to perform: bedrock:InvokeModel on resource: ` +
    'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-5-5 because no session policy allows the ' +
    'bedrock:InvokeModel action',
    {
      layer: 'SESSION',
      modelId: 'anthropic.claude-sonnet-5-5',
      meaning: expect.stringMatching(/a geographic inference profile.*session policy must allow/),
    },
  ],
  [
    'bedrock-mantle',
    `${USER} is not authorized to perform: bedrock-mantle:CreateInference on resource: ` +
    'arn:aws:bedrock-mantle:us-east-1:111122223333:project/default because no VPC endpoint policy allows the ' +
    'bedrock-mantle:CreateInference action',
    { leg: 'MANTLE_PROJECT', layer: 'VPC_ENDPOINT', meaning: expect.stringMatching(/its own IAM prefix, quotas and logs/) },
  ],
  [
    'an API key, without a resource',
    `${USER} is not authorized to perform: bedrock:CallWithBearerToken with an explicit deny in a service control policy`,
    { leg: 'BEARER_TOKEN', resource: '*', meaning: expect.stringMatching(/API key/) },
  ],
  [
    'an action that does not exist',
    `${USER} is not authorized to perform: bedrock:ConverseStream on resource: * because no identity-based policy allows the ` +
    'bedrock:ConverseStream action',
    { leg: undefined, meaning: expect.stringMatching(/There is no IAM action bedrock:ConverseStream/) },
  ],
  [
    'another service',
    'User: arn:aws:iam::111122223333:user/me is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::bucket/key with an ' +
    'explicit deny in a resource-based policy',
    {
      leg: undefined,
      principalArn: 'arn:aws:iam::111122223333:user/me',
      explicit: true,
      layer: 'RESOURCE',
      meaning: expect.stringMatching(/^The denied action is s3:GetObject on arn\S+, an action of another .* resource policy/),
    },
  ],
  [
    'text that is quoted in Markdown and by typographic quotes, after another denial',
    `User: x is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b" because of this.\n> ${USER} is not authorized\n> ` +
    'to perform: **bedrock:InvokeModel** on resource: “arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5” with an explicit deny ' +
    'in a resource control policy',
    {
      leg: 'GLOBAL_MODEL',
      layer: 'RESOURCE_CONTROL',
      modelId: 'anthropic.claude-opus-5',
      meaning: expect.stringMatching(/Deny in the resource control policies/),
    },
  ],
  [
    'an account that somebody blotted out',
    'User: arn:aws:sts::{account-id}:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: ' +
    'arn:aws:bedrock:eu-west-1:{account-id}:inference-profile/eu.anthropic.claude-sonnet-5 because no identity-based policy allows the ' +
    'bedrock:InvokeModel action',
    {
      account: undefined,
      principalArn: `arn:aws:iam::${Unknown.ACCOUNT}:role/${Unknown.ROLE_PATH}app`,
      profileKind: 'a geographic',
      meaning: expect.stringMatching(/a geographic profile needs the profile, and the model .* in every destination/),
    },
  ],
])('reads a denial by %s', (_, text, expected) => {
  const { denials } = readErrors(text);
  expect(denials[denials.length - 1]).toMatchObject(expected);
});

test.each(['', 'ThrottlingException: Too many tokens', 'not authorized', '{"a":1}'])('takes %j for no denial', (text) => {
  expect(readErrors(text).denials).toEqual([]);
});

describe('where somebody may not assume a role, its trust policy decides', () => {
  test.each(['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'])('alone, for %s, so no grant is written', (action) => {
    const [{ meaning, grant }] = readErrors(`AccessDenied: Not authorized to perform ${action}`).denials;
    expect(meaning).toContain('Only the trust policy of the role decides this. It must name the identity provider for this action');
    expect(meaning).toMatch(/No grant helps\.$/);
    expect(grant).toBeUndefined();
  });

  test('beside the caller\'s own policies, for sts:AssumeRole', () => {
    const role = 'arn:aws:iam::444455556666:role/x';
    const [{ meaning, grant }] = readErrors('User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: ' +
      `sts:AssumeRole on resource: ${role}`).denials;
    expect(meaning).toContain('The trust policy of the role must name the caller too.');
    expect(grant).toEqual({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role });
  });
});
