import { drawEvidence } from '../../../src/cli/report/page/evidence';
import { makeEvidence } from '../../../src/core/app/evidence';
import { judgeApp } from '../../../src/core/app/judge-app';
import { ELSEWHERE } from '../../../src/core/app/only-way';
import { parsePolicy } from '../../../src/core/iam/policy';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { allow, document, globalCall, INVOKE, SONNET } from '../../support/small-policies';

const DIRECT = allow(INVOKE, `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`);
const EUROPEAN = allow(INVOKE, `arn:aws:bedrock:eu-west-1:*:inference-profile/eu.${SONNET}`,
  `arn:aws:bedrock:eu-*::foundation-model/${SONNET}`);
const conditional = (key: string, value: string) => ({ ...DIRECT, Condition: { StringEquals: { [key]: value } } });

function judge(statement: object, more: Partial<Parameters<typeof judgeApp>[0]> = {}) {
  const assembly = assemblyOf(smallAssembly({ App: { template: { Resources: { Caller: roleResource({}, statement) } } } }));
  return judgeApp({ assembly, listsOtherCalls: true, ...more });
}

const find = (...given: Parameters<typeof judge>) => judge(...given).otherCalls;
const CLOSED = { answer: 'denied', regions: [] };

test('a role that may call only directly, or through a European profile, is named with its Regions', () => {
  expect(judge(DIRECT).rows).toEqual([]);
  expect(find(DIRECT)).toEqual([
    { identity: 'App/Caller', account: '111122223333', direct: { answer: 'allowed', regions: ['us-east-1'] }, geographic: CLOSED },
  ]);
  expect(find(EUROPEAN)).toMatchObject([
    { direct: { answer: 'allowed', regions: ['eu-west-1'] }, geographic: { answer: 'allowed', regions: ['eu-west-1'] } },
  ]);
});

test('a role whose statements need a global profile is not', () => {
  const ofGlobal = { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' };
  const bound = { ...globalCall(), Condition: { ArnLike: ofGlobal } };
  expect(find(bound)).toEqual([]);
  expect(find(allow('s3:*', '*'))).toEqual([]);
});

test('a service control policy may close it, and an unknown value is not judged', () => {
  const policy = parsePolicy('scp', document({ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }));
  expect(find(DIRECT, { policies: [{ policy }] })).toEqual([]);
  expect(find(conditional('aws:SourceVpc', 'vpc-1'))).toMatchObject([{ direct: { answer: 'not-judged', regions: ['us-east-1'] } }]);
});

test('nothing is asked without need', () => expect(find(DIRECT, { listsOtherCalls: false })).toBeUndefined());

test('the record names them, says which Regions were asked about, and what was not judged', () => {
  const draw = (report: ReturnType<typeof judge>) => drawEvidence(makeEvidence(report, { date: '2026-11-30', templates: [] })).text;
  expect(draw(judge(DIRECT))).toMatch(/Identities that may also make other calls[^]*App\/Caller[^]*<b>allowed<\/b> from us-east-1/);
  expect(draw(judge(allow('s3:*', '*')))).toContain('No identity of this app may call directly or through a geographic profile.');
  expect(draw(judge(DIRECT))).toContain(ELSEWHERE.join(', '));
  expect(draw(judge(DIRECT, { listsOtherCalls: false }))).toContain('Direct calls and geographic profiles: not judged.');
});
