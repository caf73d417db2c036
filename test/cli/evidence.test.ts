import fc from 'fast-check';
import { Answer } from '../../src/cli/answer';
import { ask, Call } from '../../src/cli/question';
import { buildLayers, makeAnyIdentity } from '../../src/core/call/layers';
import { InvocationLeg } from '../../src/core/call/leg';
import { Unknown } from '../../src/core/call/unknown-facts';
import { Json } from '../../src/core/iam/document';
import { InvocationOutcome } from '../../src/core/iam/outcome';
import { parsePolicy } from '../../src/core/iam/policy';

const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['af-south-1', 'eu-west-1', 'ap-southeast-2'];
const MODELS = ['anthropic.claude-opus-5-5', 'anthropic.claude-sonnet-4-5-20250929-v1:0', 'amazon.nova-2-lite-v1:0'];
const ROLES = [
  'App', 'BreakGlass', 'platform/App', 'platform/deploy/BreakGlass',
  'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A_0123456789abcdef',
];

const pick = (...values: string[]) => fc.constantFrom(...values);
const list = (values: fc.Arbitrary<string>) => fc.array(values, { minLength: 1, maxLength: 3 });

const region = pick(...REGIONS, '*', 'eu-*', '*-1', '??-*', '*-*-*');
const account = pick(...ACCOUNTS, '*', '1111*', '${aws:PrincipalAccount}');
const model = pick(...MODELS, '*', 'anthropic.*', '*claude*', '*-v1:0');
const resource = fc.oneof(
  fc.constant('*'),
  fc.tuple(region, account, model).map(([r, a, m]) => `arn:aws:bedrock:${r}:${a.replace(/\$.*/, '*')}:inference-profile/global.${m}`),
  fc.tuple(pick('', ...REGIONS, '*', 'eu-*'), model).map(([r, m]) => `arn:aws:bedrock:${r}::foundation-model/${m}`),
  fc.tuple(region, account).map(([r, a]) => `arn:*:bedrock:${r}:${a.replace(/\$.*/, '*')}:application-inference-profile/*`),
);
const NAMES = [
  'role/App', 'role/Break*', 'role/*', 'role/platform/*', 'role/*/App', 'role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_A_*', '*',
];
const principal = fc.tuple(account, pick(...NAMES)).map(([a, name]) => `arn:aws:iam::${a.replace(/\$.*/, '*')}:${name}`);
const tested = fc.oneof(
  fc.tuple(pick('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'), fc.constant('aws:RequestedRegion'),
    list(pick(...REGIONS, 'unspecified', 'eu-*'))),
  fc.tuple(pick('ArnLike', 'ArnNotLike', 'ArnNotEquals'), fc.constant('bedrock:InferenceProfileArn'),
    list(fc.tuple(region, model).map(([r, m]) => `arn:aws:bedrock:${r}:*:inference-profile/global.${m}`))),
  fc.tuple(pick('ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike'), fc.constant('aws:PrincipalArn'), list(principal)),
  fc.tuple(pick('StringEquals', 'StringNotEquals'), fc.constant('aws:PrincipalAccount'), list(account)),
  fc.tuple(pick('StringEquals', 'StringNotLike'), pick('aws:PrincipalTag/team', 'aws:SourceVpce'),
    list(pick('blue', 'b*', '${aws:PrincipalAccount}'))),
);
const statement: fc.Arbitrary<Json> = fc.record({
  Effect: pick('Deny', 'Deny', 'Allow'),
  Action: pick('*', 'bedrock:*', 'bedrock:InvokeModel'),
  isExcepting: fc.boolean(),
  resources: list(resource),
  conditions: fc.array(tested, { maxLength: 2 }),
}).map(({ isExcepting, resources, conditions, ...common }) => ({
  ...common,
  [isExcepting ? 'NotResource' : 'Resource']: resources,
  Condition: Object.fromEntries(conditions.map(([operator, key, values]) => [operator, { [key]: values }])),
}));

const NOTHING: Call = { application: false, stream: false, contextKeys: {}, needsProject: false };
const isCertain = (outcome: InvocationOutcome) => outcome !== InvocationOutcome.DEPENDS;

/** What can be said of a call, in steps of which each says more. */
const known = fc.record({
  region: pick(...REGIONS),
  account: pick(...ACCOUNTS),
  modelId: pick(...MODELS),
  role: pick(...ROLES),
  tag: pick('blue', 'red', ''),
  order: fc.shuffledSubarray(['region', 'account', 'modelId', 'session', 'role', 'tag', 'leg'], { minLength: 7 }),
});

test('more evidence never turns a certain answer into another one', () => {
  const certain: Record<string, number> = {};
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), known, (statements, facts) => {
    const policy = parsePolicy('scp', { Version: '2012-10-17', Statement: statements });
    const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'root', policies: [policy], fullAwsAccess: true }] });
    let call: Call = NOTHING;
    let passed: InvocationLeg[] = [];
    let before: InvocationOutcome | undefined;
    const name = facts.role.split('/').pop()!;
    for (const step of [undefined, ...facts.order]) {
      const arn = (path: string) => `arn:aws:iam::${call.account ?? facts.account}:role/${path}`;
      const hasPath = call.principalArn !== undefined && !call.principalArn.includes(Unknown.ROLE_PATH);
      const added: Record<string, Partial<Call>> = {
        region: { region: facts.region },
        account: { account: facts.account },
        modelId: { modelId: facts.modelId },
        session: hasPath ? {} : { account: facts.account, principalArn: arn(`${Unknown.ROLE_PATH}${name}`) },
        role: { account: facts.account, principalArn: arn(facts.role) },
        tag: { contextKeys: { 'aws:PrincipalTag/team': facts.tag === '' ? [] : [facts.tag] } },
      };
      call = { ...call, ...step === undefined ? {} : added[step] };
      passed = step === 'leg' ? [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL] : passed;
      const { outcome } = new Answer(layers, ask(call, { passed })).decision;
      if (isCertain(outcome)) {
        expect({ step, call, outcome }).toEqual({ step, call, outcome: before ?? outcome });
        certain[outcome] = (certain[outcome] ?? 0) + 1;
        before = outcome;
      }
    }
  }), { numRuns: 200, seed: 14 });
  expect(Math.min(certain.ALLOWED, certain.EXPLICITLY_DENIED)).toBeGreaterThan(50);
});
