import * as fc from 'fast-check';
import { callDirectly, callGlobally, callThrough, chooseInvokeAction } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { explain } from '../../../src/core/call/explain';
import { buildLayers, makeAnyIdentity } from '../../../src/core/call/layers';
import { InvocationLeg, Leg, makeLegs } from '../../../src/core/call/leg';
import { parsePolicy } from '../../../src/core/iam/policy';
import { Case, CertainOutcome, Judge } from '../../judge/judge';

/** `JUDGE_SCALE=10` for ten times as many cases, `JUDGE_SEED` for other ones. */
const SCALE = Number(process.env.JUDGE_SCALE ?? 1);
const SEED = Number(process.env.JUDGE_SEED ?? 20261129);
jest.setTimeout(120_000 * Math.max(1, SCALE));

const MODELS = ['anthropic.claude-sonnet-5-5', 'anthropic.claude-opus-5-5', 'anthropic.claude-haiku-5-5', 'amazon.nova-2-lite-v1:0'];
const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['af-south-1', 'eu-west-1', 'us-east-1'];
const KINDS = ['global', 'application', 'us', 'direct'] as const;

interface Asked {
  readonly modelId: string;
  readonly account: string;
  readonly region: string;
  readonly role: string;
  readonly kind: typeof KINDS[number];
  readonly streaming: boolean;
}

function listLegs({ modelId, account, region, role, kind, streaming }: Asked): Leg[] {
  const caller = { account, region, partition: 'aws', principalArn: `arn:aws:iam::${account}:role/${role}` };
  const action = chooseInvokeAction(streaming);
  const place = `arn:aws:bedrock:${region}:${account}`;
  const legs = {
    global: () => callGlobally(caller, modelId, action),
    // A profile is of one model.
    application: () => callThrough(caller, `${place}:application-inference-profile/p${MODELS.indexOf(modelId)}`, modelId, action),
    us: () => callThrough(caller, `${place}:inference-profile/us.${modelId}`, modelId, action, ['us-east-1', 'us-west-2']),
    direct: () => callDirectly(caller, modelId, action),
  }[kind]();
  return legs.filter(({ isAnnounced }) => !isAnnounced);
}

function listOtherLegs({ account, region, role, modelId }: Asked): Leg[] {
  const caller = { account, region, partition: 'aws', principalArn: `arn:aws:iam::${account}:role/${role}` };
  const resource = `arn:aws:bedrock:${region}:${account}:inference-profile/global.${modelId}`;
  return makeLegs(caller, ['CreateModelInvocationJob', 'GetInferenceProfile', 'TagResource', 'InvokeModelWithBidirectionalStream']
    .map((action) => ({ leg: InvocationLeg.PROFILE, action: `bedrock:${action}`, resource })));
}

const someCall = fc.record<Asked>({
  modelId: fc.constantFrom(...MODELS),
  account: fc.constantFrom(...ACCOUNTS),
  region: fc.constantFrom(...REGIONS),
  role: fc.constantFrom('app', 'batch'),
  kind: fc.constantFrom(...KINDS),
  streaming: fc.boolean(),
});

const someCalls = fc.array(someCall, { minLength: 1, maxLength: 8 });
const probedCalls = fc.array(someCall, { minLength: 12, maxLength: 12 });

/** Denies as organizations write them. */
const deny = fc.record({
  subject: fc.constantFrom<object>(
    { NotAction: ['iam:*', 'sts:*'], Resource: '*' },
    { Action: 'bedrock:*', Resource: '*' },
    { Action: 'bedrock:InvokeModel*', Resource: '*' },
    { Action: ['bedrock:InvokeModel', 'bedrock:Get*'], Resource: '*' },
    { Action: 'bedrock:Invoke*', NotResource: ['arn:aws:bedrock:*::foundation-model/anthropic.*'] },
    { Action: 'bedrock:Invoke*', NotResource: ['arn:aws:bedrock:*:*:inference-profile/*', 'arn:aws:bedrock:*-*::foundation-model/*'] },
    { Action: 'bedrock:*', Resource: 'arn:aws:bedrock:*::foundation-model/*' },
  ),
  conditions: fc.subarray<readonly [string, object]>([
    ['StringNotEquals', { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] }],
    ['ArnNotLike', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' }],
    ['ArnNotLike', { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/us.*' }],
    ['StringNotLike', { 'bedrock:InferenceProfileArn': ['arn:aws:bedrock:*:*:inference-profile/us.*'] }],
  ], { minLength: 1 }),
}).map(({ subject, conditions }) => ({ Sid: 'Deny', Effect: 'Deny', ...subject, Condition: Object.fromEntries(conditions) }));

/** What tells a leg apart, whoever calls, whole or streaming. */
function writeKey({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return [action.replace('WithResponseStream', ''), resource, requestedRegion, throughProfile].join('|');
}

describe('a merged remedy, against an independent engine', () => {
  const judge = new Judge();
  afterAll(async () => judge.close());

  const everything = { name: 'all', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
  const ask = async (leg: Leg, policies: Pick<Case, 'identity' | 'scpLevels'>): Promise<CertainOutcome> => judge.ask({
    principal: leg.context.get('aws:principalarn')![0],
    action: leg.action,
    resource: leg.resource,
    context: Object.fromEntries([...leg.context].filter(([, values]) => values.length > 0).map(([key, [value]]) => [key, value])),
    ...policies,
  });

  test('of a Deny admits exactly the union of what was asked', async () => {
    let [edited, merged, parted, kept] = [0, 0, 0, 0];
    await fc.assert(fc.asyncProperty(
      deny, someCalls, probedCalls, async (statement, calls, others) => {
        const policy = parsePolicy('scp', { Version: '2012-10-17', Statement: [statement] });
        const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'root', policies: [policy] }] });
        const { remedies } = explain(calls.map((call) => ({ layers, decision: decide(layers, listLegs(call)) })));
        const [edit, ...more] = remedies.filter(({ kind }) => kind === 'CHANGE_STATEMENT');
        expect(more).toEqual([]);
        const under = (statements: readonly object[]) => ({
          identity: [everything], scpLevels: [[everything, { name: 'scp', document: { Version: '2012-10-17', Statement: statements } }]],
        });
        const [before, after] = [under([statement]), under(edit?.statements ?? [statement])];
        const legs = calls.flatMap(listLegs);
        const closed = remedies.filter(({ kind }) => kind === 'STAYS_CLOSED' || kind === 'CHANGE_REQUEST');
        const wanted = new Set<string>();
        for (const call of calls) {
          const results = await Promise.all(listLegs(call).map(async (leg) => ask(leg, after)));
          const passes = results.every((outcome) => outcome === 'ALLOWED');
          // What does not pass is said to stay closed.
          expect(passes || closed.length > 0).toBe(true);
          parted += !passes && edit ? 1 : 0;
          if (passes) {
            listLegs(call).forEach((leg) => wanted.add(writeKey(leg)));
          }
        }
        edited += edit ? 1 : 0;
        merged += edit && new Set(legs.map(({ throughProfile }) => throughProfile)).size > 2 ? 1 : 0;
        const probes = [...others.flatMap(listLegs), ...others.slice(0, 3).flatMap(listOtherLegs)];
        for (const leg of probes.filter((one) => !wanted.has(writeKey(one)))) {
          const [was, is] = await Promise.all([ask(leg, before), ask(leg, after)]);
          kept += was === 'EXPLICITLY_DENIED' ? 1 : 0;
          if (was !== is) {
            throw new Error(`opened ${leg.action} on ${leg.resource} through ${leg.throughProfile}: ${was}, now ${is}`);
          }
        }
      }), { numRuns: 150 * SCALE, seed: SEED });
    expect([edited > 40, merged > 15, parted > 5, kept > 1000]).toEqual([true, true, true, true]);
  });

  test('of a layer that lacks allows admits exactly the union of what was asked', async () => {
    let [opened, kept] = [0, 0];
    const has = fc.constantFrom<object>(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'bedrock:InvokeModel',
        Resource: 'arn:aws:bedrock:*::foundation-model/*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'af-south-1' } },
      },
      { Effect: 'Allow', Action: 'bedrock:*', Resource: 'arn:aws:bedrock:*:*:inference-profile/*' },
    );
    await fc.assert(fc.asyncProperty(
      has, someCalls, probedCalls, async (statement, given, others) => {
        const calls = given.map((one) => ({ ...one, account: ACCOUNTS[0], role: 'app' }));
        const layers = buildLayers({ identity: [parsePolicy('role', { Version: '2012-10-17', Statement: [statement] })] });
        const { remedies: [remedy, ...more] } = explain(calls.map((call) => ({ layers, decision: decide(layers, listLegs(call)) })));
        expect([remedy?.kind ?? 'ADD_STATEMENTS', more]).toEqual(['ADD_STATEMENTS', []]);
        const role = (statements: readonly object[]) =>
          ({ identity: [{ name: 'role', document: { Version: '2012-10-17', Statement: statements } }] });
        const [before, after] = [role([statement]), role([statement, ...remedy?.statements ?? []])];
        const legs = calls.flatMap(listLegs);
        expect(new Set(await Promise.all(legs.map(async (leg) => ask(leg, after))))).toEqual(new Set(['ALLOWED']));
        const asked = new Set(calls.map((call) => JSON.stringify(call)));
        // The policies of a role are asked for that role alone.
        const ofRole = others.map((one) => ({ ...one, account: ACCOUNTS[0], role: 'app' }));
        const probes = ofRole.filter((other) => !asked.has(JSON.stringify(other))).map(listLegs)
          .concat(ofRole.slice(0, 3).flatMap(listOtherLegs).map((leg) => [leg]));
        for (const probe of probes) {
          const passes = async (policies: typeof before) =>
            (await Promise.all(probe.map(async (leg) => ask(leg, policies)))).every((outcome) => outcome === 'ALLOWED');
          const [was, is] = await Promise.all([passes(before), passes(after)]);
          kept += was ? 0 : 1;
          expect(is).toBe(was);
        }
        opened += remedy ? 1 : 0;
      }), { numRuns: 80 * SCALE, seed: SEED });
    expect([opened > 50, kept > 500]).toEqual([true, true]);
  });
});
