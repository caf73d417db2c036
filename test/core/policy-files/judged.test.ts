import {
  AskedEndpoint, AskedRegionDeny, writeEndpointDocument, writeGuardDocument, writeRegionDenyDocument,
} from '../../../src/core/policy-files/documents';
import { judgeEndpoint } from '../../../src/core/policy-files/judge-access';
import { judgeGuard, judgeRegionDeny } from '../../../src/core/policy-files/judge-denies';

const MODEL = 'anthropic.claude-sonnet-5-5';
const EVERYBODY = ['arn:aws:iam::*:role/*'];
const NOBODY_ELSE = 'arn:aws:iam::*:role/* must not match everyone, and no one else was found';

// No command line comes here with everybody: the rules refuse it before. The judge does not rely on them.
describe('what is promised of others is at fault where there are none', () => {
  test('of an endpoint', () => {
    const asked: AskedEndpoint = {
      modelIds: [MODEL], applicationProfiles: [], region: 'af-south-1', streaming: true, projectId: 'default', principalArns: EVERYBODY,
    };
    expect(judgeEndpoint(writeEndpointDocument(asked), asked).faults).toEqual([NOBODY_ELSE]);
  });

  test('of a guard', () => {
    const promises = { routes: [], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: EVERYBODY };
    expect(judgeGuard(writeGuardDocument(promises), promises).faults).toEqual([NOBODY_ELSE]);
  });

  test('of a Region deny', () => {
    const asked: AskedRegionDeny = {
      allowedRegions: ['af-south-1'],
      admitModelIds: [MODEL],
      admitFrom: ['af-south-1'],
      exemptActions: ['iam:*'],
      exemptPrincipalArns: EVERYBODY,
    };
    expect(judgeRegionDeny(writeRegionDenyDocument(asked), asked).faults).toContain(NOBODY_ELSE);
  });
});

test('a pattern that matches nobody who was found is at fault', () => {
  const promises = { routes: [], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: ['a role'] };
  expect(judgeGuard(writeGuardDocument(promises), promises).faults).toEqual(['a role must match someone, and no one was found']);
});
