import { findPlaceholders } from '../../../src/core/iam/placeholders';

test.each([
  '${HOME_REGION}', '${ACCEL_LOOKUP::CustomLookup:x}', '${var.region}', '${AWS::Region}', '${env:REGION}', '${self:custom.region}',
  '{{region}}', '{{ region }}',
  '<your-account-id>', '<ACCOUNT>', 'REPLACE_ME', 'CHANGEME', 'YOUR_ACCOUNT_ID', 'ACCOUNT_ID', 'AWS_REGION', '%s', '%REGION%',
  '{example-region-1}', '__REGION__', '@@REGION@@', '$REGION', 'your-account-id', 'XXXXXXXXXXXX',
])('%s is a placeholder', (text) => {
  expect(findPlaceholders({ Resource: `arn:aws:bedrock:${text}:111122223333:x` })).toEqual([text]);
});

test.each([
  '${aws:PrincipalTag/team}', '${aws:username}', '${ aws:PrincipalTag/team, \'x\' }', '${saml:sub}', '${accounts.google.com:aud}',
  '${bedrock:InferenceProfileArn}', '${*}', '${?}', '${$}', 'us-east-1', 'unspecified', 'arn:aws:iam::*:role/ACCOUNTING',
  'arn:aws:iam::*:role/OrganizationAccountAccessRole', '{{resolve:ssm:/region}}', 'a%20b%20c', 'ChangeManager', 'user@example.com',
  '<', '*', '{a,b}', '{1}',
])('%s is none', (text) => {
  expect(findPlaceholders({ Resource: text })).toEqual([]);
});

test('is found in keys too, and not where Fn::Sub replaces it', () => {
  expect(findPlaceholders({
    Statement: [
      { Sid: 'REGION', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['${HOME_REGION}'], 'aws:PrincipalTag/${TAG}': 'x' } } },
      { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${Region}::x' } },
    ],
  })).toEqual(['${HOME_REGION}', '${TAG}']);
});

test('is a word in brackets as a whole value, or at the end of a path', () => {
  expect(findPlaceholders(['[HOME]', 'x[HOME]', '[a]', 'arn:aws:iam::*:role/[PRIVILEGED_ROLE]'])).toEqual(['[HOME]', '[PRIVILEGED_ROLE]']);
});
