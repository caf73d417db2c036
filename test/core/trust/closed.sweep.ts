import * as fc from 'fast-check';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { decideAssumption, readTrust } from '../../../src/core/trust/decide-assumption';
import { findTrustFaults } from '../../../src/core/trust/find-trust-faults';

const [OWN, THIRD] = ['111122223333', '444455556666'];
const OPERATORS = [
  'StringEquals', 'StringLike', 'ArnLike', 'ArnEquals', 'StringNotLike', 'ArnNotLike', 'ArnNotEquals', 'StringNotEquals',
  'StringEqualsIfExists', 'ForAnyValue:StringLike', 'ForAllValues:ArnLike', 'StringEqualsIgnoreCase',
];
const VALUES: Record<string, readonly string[]> = {
  'aws:PrincipalArn': [
    '*', 'arn:*', '*:role/x', '*role/x', 'arn:*:iam::*:role/x', 'arn:aws*:iam::4444*:role/*', `arn:aws:iam::${THIRD}:role/x`, '*/x', '*x',
    `arn:aws:iam::${THIRD}:*`, `arn:aws:iam::${OWN}:user/a`, 'arn:*:iam::4444????6666:role/?', '*:user/*', `arn:aws:iam::${THIRD}:root`,
    'x*', `*:${THIRD}:*`, `arn:aws:sts::${THIRD}:assumed-role/x/s`,
  ],
  'aws:PrincipalAccount': [THIRD, '*', '4444*', OWN],
  'aws:PrincipalOrgID': ['o-abc', 'o-*', '*'],
  'sts:ExternalId': ['abc', 'a*', '*'],
};
const PRINCIPALS = ['*', { AWS: '*' }, { AWS: THIRD }, { AWS: `arn:aws:iam::${THIRD}:root` }, { AWS: `arn:aws:iam::${THIRD}:role/x` }];

const keys = fc.constantFrom(...Object.keys(VALUES)).chain((key) =>
  fc.array(fc.constantFrom(...VALUES[key]), { minLength: 1, maxLength: 2 }).map((values) => [key, values] as const));
const condition = fc.dictionary(fc.constantFrom(...OPERATORS),
  fc.array(keys, { minLength: 1, maxLength: 2 }).map((some) => Object.fromEntries(some)), { minKeys: 1, maxKeys: 3 });
const policies = fc.record({
  allow: fc.record({ Principal: fc.constantFrom(...PRINCIPALS), Condition: condition }),
  deny: fc.option(condition, { nil: undefined }),
}).map(({ allow, deny }) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', ...allow },
    ...deny ? [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: deny }] : [],
  ],
}));

const ASKING = [THIRD, OWN, '999999999999'].flatMap((account) =>
  ['role/x', 'role/y', 'role/p/x', 'role/xy', 'user/a', 'user/x', 'root'].flatMap((name) =>
    [[], ['abc'], ['other']].flatMap((externalId) => [['o-abc'], ['o-z'], []].map((organization) => ({
      arn: `arn:aws:iam::${account}:${name}`,
      context: { 'sts:externalid': externalId, 'aws:principalorgid': organization },
    })))));

test('where a trust policy is called closed, nobody is let in', () => {
  let said = 0;
  fc.assert(fc.property(policies, (document) => {
    const trust = readTrust(document, { account: OWN, region: 'af-south-1' });
    const found = findTrustFaults(trust, { account: OWN, ownAccounts: new Set(), hasPodAssociation: false });
    if (found.some(({ kind }) => kind === 'closed')) {
      said++;
      const admitted = ASKING.filter(({ arn, context }) => decideAssumption(trust, {
        action: 'sts:AssumeRole', principal: { kind: 'AWS', names: [arn] }, context,
      }).outcome === InvocationOutcome.ALLOWED);
      expect(admitted).toEqual([]);
    }
  }), { numRuns: 200 });
  expect(said).toBeGreaterThan(10);
});
