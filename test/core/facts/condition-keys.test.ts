import { readFileSync } from 'node:fs';
import { DATA_FILE, writeData } from '../../../projenrc/condition-keys';
import { isKnownKey } from '../../../src/core/call/carried-keys';
import { findResourceType, GLOBAL_KEYS, listKeys } from '../../../src/core/facts/condition-keys';
import { findNearestKey } from '../../../src/core/facts/nearest-keys';

test('the committed table is what AWS\'s list says, as the package has it: npm run condition-keys', () => {
  expect(readFileSync(DATA_FILE, 'utf8')).toBe(writeData());
});

describe('the keys of a request (N8)', () => {
  const MODEL = 'bedrock:foundation-model';

  test('are the global ones, those of the action and those of the type of the resource', () => {
    const own = (action: string, type: string) => listKeys(action, type)?.filter((key) => !GLOBAL_KEYS.includes(key)).sort();
    expect(own('bedrock:CountTokens', MODEL)).toEqual([]);
    expect(own('bedrock:CallWithBearerToken', '*')).toEqual(['bedrock:BearerTokenType']);
    expect(own('bedrock:GetInferenceProfile', 'bedrock:inference-profile')).toEqual([]);
    expect(own('bedrock:GetInferenceProfile', 'bedrock:application-inference-profile')).toEqual(['aws:ResourceTag/${TagKey}']);
    expect(own('bedrock:ListInferenceProfiles', '*')).toEqual([]);
    expect(own('bedrock:CreateInferenceProfile', MODEL)).toEqual(['aws:RequestTag/${TagKey}', 'aws:TagKeys']);
    expect(own('bedrock-mantle:CreateInference', 'bedrock-mantle:project'))
      .toEqual(['aws:ResourceTag/${TagKey}', 'bedrock-mantle:Model', 'bedrock-mantle:ServiceTier']);
    expect(own('iam:CreateServiceSpecificCredential', 'iam:user')).toEqual([
      'aws:ResourceTag/${TagKey}', 'iam:ResourceTag/${TagKey}', 'iam:ServiceSpecificCredentialAgeDays',
      'iam:ServiceSpecificCredentialServiceName',
    ]);
    expect(own('bedrock:InvokeModel', MODEL)).toEqual([
      'aws:RequestTag/${TagKey}', 'aws:TagKeys', 'bedrock:GuardrailIdentifier', 'bedrock:InferenceProfileArn', 'bedrock:ModelArn',
      'bedrock:ProjectArn', 'bedrock:ServiceTier',
    ]);
    expect(own('bedrock:InvokeModelWithBidirectionalStream', MODEL)).toEqual(own('bedrock:InvokeModel', MODEL));
  });

  test('are not known of an action that is not in the table, and may be tags of a type that is not', () => {
    expect(listKeys('bedrock:DoSomethingNew', MODEL)).toBeUndefined();
    expect(listKeys('bedrock:InvokeModel', 'bedrock:new-thing')).toContain('aws:ResourceTag/${TagKey}');
  });

  test.each([
    ['arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5', 'bedrock:foundation-model'],
    ['arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.x:0', 'bedrock:inference-profile'],
    ['arn:aws:iam::111122223333:user/team/key-owner', 'iam:user'],
    ['*', '*'],
  ])('the type of %s is %s', (arn, type) => {
    expect(findResourceType(arn)).toBe(type);
  });
});

test.each([
  'AWS:requestedregion', 'aws:PrincipalTag/a/b', 'bedrock:BearerTokenType', 'iam:ResourceTag/x', 'saml:sub', 'gitlab.com:user_id',
])('%s is known', (key) => {
  expect(isKnownKey(key)).toBe(true);
});

test.each([
  'bedrock:ModelId', 'aws:PrincipalTag/', 'aws:PrincipalTag', 'aws:RequestRegion', 's3:prefix', 'saml', 'constructor', '',
])('%j is not', (key) => {
  expect(isKnownKey(key)).toBe(false);
});

test.each([
  ['bedrock:ModelId', 'bedrock:ModelArn'],
  ['bedrock:FoundationModel', 'bedrock:ModelArn'],
  ['bedrock:InferenceProfileId', 'bedrock:InferenceProfileArn'],
  ['bedrock:GuardrailId', 'bedrock:GuardrailIdentifier'],
  ['bedrock:ResourceTag/team', 'aws:ResourceTag/team'],
  ['aws:ResourceTag', 'aws:ResourceTag/KEY'],
  ['aws:RequestRegion', 'aws:RequestedRegion'],
  ['bedrock:Region', 'aws:RequestedRegion'],
  ['aws:SourceRegion', 'aws:RequestedRegion'],
  ['aws:AccountId', 'aws:PrincipalAccount'],
  ['aws:PrincipalOrgIDs', 'aws:PrincipalOrgID'],
  ['aws:PrincipleArn', 'aws:PrincipalArn'],
  ['lamda:SourceFunctionArn', 'lambda:SourceFunctionArn'],
  ['bedrock:Provider', undefined],
  ['ec2:InstanceProfile', undefined],
  ['s3:prefix', undefined],
])('who writes %s means %s', (given, meant) => {
  expect(findNearestKey(given)).toBe(meant);
});
