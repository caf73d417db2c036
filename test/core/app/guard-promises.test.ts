import { GUARD_METADATA, readPromises, writePromises } from '../../../src/core/app/guard-promises';
import { InferenceRoute } from '../../../src/core/call/guard/inference-route';

const PROMISES = {
  routes: [InferenceRoute.GLOBAL_PROFILE, InferenceRoute.DIRECT_OTHER_REGION],
  sourceRegions: ['af-south-1'],
  exceptModelIds: ['amazon.nova-2-lite-v1:0'],
  exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
};

function read(metadata: unknown): { readonly promises: unknown; readonly faults: string[] } {
  const faults: string[] = [];
  const resource = { Type: 'AWS::Organizations::Policy', Metadata: { [GUARD_METADATA]: metadata } };
  return { promises: readPromises(resource, (fault) => faults.push(fault)), faults };
}

test('what was written is read, with every closed route', () => {
  const written = writePromises({ ...PROMISES, routes: [InferenceRoute.DIRECT_OTHER_REGION] });
  expect(read(JSON.parse(JSON.stringify(written)))).toEqual({ promises: PROMISES, faults: [] });
});

test('a policy without metadata promises nothing, and is no fault', () => {
  const faults: string[] = [];
  for (const Metadata of [undefined, {}, { 'aws:cdk:path': 'Org/Scp' }, 'text' as any, null as any]) {
    expect(readPromises({ Type: 'AWS::Organizations::Policy', Metadata }, (fault) => faults.push(fault))).toBeUndefined();
  }
  expect(faults).toEqual([]);
});

test('what only the deployment knows stays as a text that is no ARN and no Region', () => {
  const { promises } = read({
    ...PROMISES,
    sourceRegions: [{ Ref: 'AWS::Region' }],
    exceptModelIds: { Ref: 'Models' },
    exemptPrincipalArns: [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/Admin'],
  });
  expect(promises).toEqual({
    ...PROMISES,
    sourceRegions: ['{"Ref":"AWS::Region"}'],
    exceptModelIds: ['{"Ref":"Models"}'],
    exemptPrincipalArns: ['{"Fn::GetAtt":["Role","Arn"]}', 'arn:aws:iam::111122223333:role/Admin'],
  });
});

test.each<[string, unknown, string]>([
  ['no object', ['GLOBAL_PROFILE'], 'is not an object'],
  ['nothing', null, 'is not an object'],
  ['an unknown name', { ...PROMISES, exceptRoles: [] }, 'holds \'exceptRoles\', which this version does not know'],
  ['a text for a list', { ...PROMISES, sourceRegions: 'af-south-1' }, 'holds no list of texts in \'sourceRegions\''],
  ['a number in a list', { ...PROMISES, exceptModelIds: [1] }, 'holds no list of texts in \'exceptModelIds\''],
  ['an object that is no intrinsic', { ...PROMISES, exemptPrincipalArns: [{ Arn: 'x' }] },
    'holds no list of texts in \'exemptPrincipalArns\''],
  ['an object with more than an intrinsic', { ...PROMISES, exemptPrincipalArns: [{ Ref: 'x', More: 1 }] },
    'holds no list of texts in \'exemptPrincipalArns\''],
  ['a character that policies may not hold', { ...PROMISES, exemptPrincipalArns: ['\uE000'] },
    'holds no list of texts in \'exemptPrincipalArns\''],
  ['an unknown route', { ...PROMISES, routes: ['GLOBAL_PROFILE', 'CARRIER_PIGEON'] },
    'names a route that this version does not know: "CARRIER_PIGEON"'],
  ['routes that only the deployment knows', { ...PROMISES, routes: { Ref: 'Routes' } },
    'names a route that this version does not know: {"Ref":"Routes"}'],
  ['a list that is missing', { ...PROMISES, exceptModelIds: undefined }, 'holds no list of texts in \'exceptModelIds\''],
  ['no route', { ...PROMISES, routes: [] }, 'does not name GLOBAL_PROFILE'],
  ['a route that needs Regions, and none', { ...PROMISES, sourceRegions: [] }, 'names DIRECT_OTHER_REGION and no source Regions'],
])('%s promises nothing, and says why', (_, metadata, fault) => {
  const { promises, faults } = read(metadata);
  expect(promises).toBeUndefined();
  expect(faults).toEqual([expect.stringContaining(`the metadata 'cdk-bedrock-cris:guard' ${fault}`)]);
});
