import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { admit } from '../../../src/core/call/admit';
import { callDirectly, callGlobally, callThrough, chooseInvokeAction } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { makeAnyIdentity, buildLayers } from '../../../src/core/call/layers';
import { Caller, InvocationLeg, Leg, makeLegs } from '../../../src/core/call/leg';
import { writeApplicationProfileArn, writeInferenceProfileArn, writeModelArn } from '../../../src/core/facts/arns';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { parsePolicy } from '../../../src/core/iam/policy';

/** Service control policies in the shapes that published ones have, with verdicts that were worked out by hand. */
interface Expected {
  readonly shape: string;
  readonly global: string;
  readonly globalStreaming: string;
  readonly application: string;
  readonly direct: string;
  readonly abroad: string;
  /** Of the project, which AWS has announced: not streaming. */
  readonly project: string;
  readonly regionDeny: boolean;
  readonly admit: 'unchanged' | 'edited' | 'refused';
}

const DIR = join(__dirname, '..', '..', 'scps');
const EXPECTED = JSON.parse(readFileSync(join(DIR, 'expected.json'), 'utf8')) as Record<string, Expected>;
const NAMES = Object.keys(EXPECTED);
const MODEL = 'anthropic.claude-sonnet-5-5';
const CALLER: Caller = {
  account: '111122223333', partition: 'aws', region: 'af-south-1', principalArn: 'arn:aws:iam::111122223333:role/app/Caller',
};
const APPLICATION = writeApplicationProfileArn(CALLER, CALLER.account, 'a1b2c3d4e5f6');
const MARKS: Record<InvocationOutcome, string> = { ALLOWED: 'A', EXPLICITLY_DENIED: 'X', IMPLICITLY_DENIED: 'd', DEPENDS: '?' };

function documentOf(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(DIR, `${name}.json`), 'utf8')) as Record<string, unknown>;
}

/** Decides legs under one service control policy. */
function under(document: unknown): (legs: readonly Leg[]) => string {
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'root', policies: [parsePolicy('scp', document)] }] });
  return (legs) => decide(layers, legs).legs.map(({ verdict }) => MARKS[verdict.outcome]).join('');
}

test('every document has verdicts, and the verdicts their document', () => {
  expect(readdirSync(DIR).map((file) => file.replace(/\.json$/, '')).filter((name) => name !== 'expected').sort())
    .toEqual([...NAMES].sort());
  expect(NAMES.length).toBeGreaterThanOrEqual(40);
});

test.each(NAMES)('%s is decided leg by leg', (name) => {
  const ask = under(documentOf(name));
  const { global, globalStreaming, application, direct, abroad, project } = EXPECTED[name];
  const callerInVirginia = { ...CALLER, region: 'us-east-1' };
  const counting = (legs: readonly Leg[]) => ask(legs.filter(({ isAnnounced }) => !isAnnounced));
  expect({
    global: counting(callGlobally(CALLER, MODEL)),
    globalStreaming: counting(callGlobally(CALLER, MODEL, chooseInvokeAction(true))),
    application: counting(callThrough(CALLER, APPLICATION, MODEL)),
    direct: counting(callDirectly(CALLER, MODEL)),
    abroad: counting(callDirectly(callerInVirginia, MODEL)),
    project: ask(callGlobally(CALLER, MODEL).filter(({ isAnnounced }) => isAnnounced)),
  }).toEqual({ global, globalStreaming, application, direct, abroad, project });
});

const SOURCES = [{ partition: 'aws', region: 'af-south-1' }];
const admitted = (name: string) => admit(name, documentOf(name), { modelIds: [MODEL], sources: SOURCES });

describe('admit', () => {
  test.each(NAMES.filter((name) => EXPECTED[name].admit === 'refused'))('refuses %s and says which statement is in the way', (name) => {
    expect(() => admitted(name))
      .toThrow(new RegExp(
        `^policy '${name}' cannot be edited to admit ${MODEL} from af-south-1: statement \\d.*(manages|source Region|distinguish)`));
  });

  test.each(NAMES.filter((name) => EXPECTED[name].admit === 'unchanged'))('leaves %s as it is', (name) => {
    expect(admitted(name)).toMatchObject({ document: documentOf(name), changes: [] });
  });

  test.each(NAMES.filter((name) => EXPECTED[name].admit === 'edited'))('edits %s so that the calls pass, and says how', (name) => {
    const { document, changes } = admitted(name);
    expect(changes.join('\n')).toMatch(/^(statement \d|added \d statements)/);
    const ask = under(document);
    const outcomes = ['444455556666', CALLER.account].flatMap((account) => [false, true].map((streaming) => {
      const caller = { ...CALLER, account, principalArn: undefined };
      return ask(callGlobally(caller, MODEL, chooseInvokeAction(streaming)).filter(({ isAnnounced }) => !isAnnounced));
    }));
    expect(outcomes.join()).not.toMatch(/[Xd]/);
  });

  test('admits the same once more without another change', () => {
    const { document } = admitted('overlapping-denies');
    expect(admit('again', document, { modelIds: [MODEL], sources: SOURCES }).changes).toEqual([]);
  });

  test('opens nothing else that was denied, whatever a call can present', () => {
    const edited = NAMES.filter((name) => EXPECTED[name].admit === 'edited');
    const pairs = new Map(edited.map((name) => [name, { before: under(documentOf(name)), after: under(admitted(name).document) }]));
    const rank = (marks: string) => ['X', 'd', '?', 'A'].indexOf(marks);
    const calls = fc.record({
      name: fc.constantFrom(...edited),
      region: fc.constantFrom('af-south-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2', 'eu-central-1', 'us-west-2'),
      modelId: fc.constantFrom(MODEL, 'anthropic.claude-opus-5-5', 'anthropic.claude-sonnet-5', 'amazon.nova-2-lite-v1:0'),
      account: fc.constantFrom('111122223333', '444455556666', '999988887777'),
      principalArn: fc.constantFrom(undefined, 'app/Caller', 'BreakGlass', 'AWSControlTowerExecution'),
      kind: fc.constantFrom('global', 'foreign', 'application', 'us', 'eu', 'direct', 'other'),
      streaming: fc.boolean(),
      action: fc.constantFrom(
        'bedrock:CreateModelInvocationJob', 'bedrock:GetInferenceProfile', 'ec2:DescribeInstances', 's3:GetObject',
        'bedrock-mantle:CreateInference'),
    });
    let denied = 0;
    fc.assert(fc.property(calls, ({ name, region, modelId, account, principalArn, kind, streaming, action: otherAction }) => {
      const action = chooseInvokeAction(streaming);
      const caller: Caller = {
        account, partition: 'aws', region, principalArn: principalArn && `arn:aws:iam::${account}:role/${principalArn}`,
      };
      const through = (owner: string, prefix: string) => writeInferenceProfileArn(caller, owner, `${prefix}.${modelId}`);
      const legs: Record<typeof kind, () => Leg[]> = {
        global: () => callGlobally(caller, modelId, action),
        foreign: () => callThrough(caller, through('222233334444', 'global'), modelId, action),
        application: () => callThrough(caller, writeApplicationProfileArn(caller, account, 'a1b2c3d4e5f6'), modelId, action),
        us: () => callThrough(caller, through(account, 'us'), modelId, action, ['us-east-1', 'us-west-2']),
        eu: () => callThrough(caller, through(account, 'eu'), modelId, action, ['eu-west-1', 'eu-central-1']),
        direct: () => callDirectly(caller, modelId, action),
        other: () =>
          makeLegs(caller, [
            {
              leg: InvocationLeg.PROFILE,
              action: otherAction,
              resource: otherAction.startsWith('bedrock:') ? through(account, 'global') : writeModelArn(caller, 'x'),
            },
          ]),
      };
      if (['global', 'foreign'].includes(kind) && modelId === MODEL && region === 'af-south-1') {
        return; // what is admitted
      }
      for (const leg of legs[kind]()) {
        const [was, is] = [pairs.get(name)!.before([leg]), pairs.get(name)!.after([leg])];
        denied += was === 'X' ? 1 : 0;
        expect(rank(is)).toBeLessThanOrEqual(rank(was));
      }
    }), { numRuns: 4000, seed: 20261122 });
    expect(denied).toBeGreaterThan(2000);
  });
});
