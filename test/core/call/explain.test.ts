import * as fc from 'fast-check';
import { callDirectly, callGlobally, callThrough, chooseInvokeAction, probeGlobalModel } from '../../../src/core/call/calls';
import { decide } from '../../../src/core/call/decide';
import { explain, Explanation } from '../../../src/core/call/explain';
import { makeAnyIdentity, buildLayers, Policies } from '../../../src/core/call/layers';
import { Caller, InvocationLeg, Leg, makeLegs } from '../../../src/core/call/leg';
import { writeExplanation } from '../../../src/core/call/write-explanation';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../../../src/core/facts/arns';
import { evaluate } from '../../../src/core/iam/evaluate';
import { parsePolicy, Policy } from '../../../src/core/iam/policy';

const MODEL = 'anthropic.claude-sonnet-5-5';
const CALLER: Caller = {
  account: '111122223333', partition: 'aws', region: 'af-south-1', principalArn: 'arn:aws:iam::111122223333:role/app',
};
const CALL = callGlobally(CALLER, MODEL);
const REGIONS = ['af-south-1', 'eu-west-1'];

function document(...statements: object[]): { Version: string; Statement: object[] } {
  return { Version: '2012-10-17', Statement: statements };
}

const regionDeny = (more: object = {}) => document({
  Sid: 'Regions',
  Effect: 'Deny',
  NotAction: ['iam:*', 'sts:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': REGIONS } },
  ...more,
});
const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' });

function underScp(...documents: object[]): Policies {
  return {
    identity: [makeAnyIdentity()],
    levels: documents.map((one, index) => ({ name: `level ${index}`, policies: [parsePolicy(`scp ${index}`, one)] })),
  };
}

function explained(policies: Policies, legs: readonly Leg[] = CALL): Explanation {
  const layers = buildLayers(policies);
  return explain([{ layers, decision: decide(layers, legs) }]);
}

/** Of the legs that count. */
function outcomes(policies: Policies, legs: readonly Leg[]): string[] {
  return legs.filter(({ isAnnounced }) => !isAnnounced).map((leg) => evaluate(buildLayers(policies), leg).outcome);
}

describe('an explanation', () => {
  test('says nothing of a call that is allowed', () => {
    expect(explained({ identity: [makeAnyIdentity()] })).toEqual({ findings: [], remedies: [], announced: { findings: [], remedies: [] } });
  });

  test('names the leg, the layer, the statement and the condition with what it is and what it should be', () => {
    const { findings } = explained(underScp(everything, regionDeny()));
    expect(findings).toEqual([expect.objectContaining({
      leg: CALL[2],
      conditions: [{ operator: 'StringNotEquals', key: 'aws:RequestedRegion', expected: REGIONS, actual: ['unspecified'], holds: true }],
    })]);
    const [{ obstacle }] = findings;
    expect([
      obstacle.outcome, obstacle.layer.kind, obstacle.layer.name, obstacle.policy!.name, obstacle.statement!.sid, obstacle.statement!.index,
    ])
      .toEqual(['EXPLICITLY_DENIED', 'SERVICE_CONTROL', 'level 1', 'scp 1', 'Regions', 0]);
  });

  test('names every statement that denies', () => {
    const { findings } = explained(underScp(
      regionDeny(), document(everything.Statement[0], { Effect: 'Deny', Action: 'bedrock:*', Resource: 'arn:aws:bedrock:::*' })));
    expect(findings.map(({ obstacle: { policy: one, statement } }) => [one!.name, statement!.index])).toEqual([['scp 0', 0], ['scp 1', 1]]);
  });

  test('of a layer that does not allow it names the statement that comes nearest', () => {
    const near = document(
      {
        Sid: 'Far',
        Effect: 'Allow',
        Action: 'bedrock:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' }, Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'Near',
        Effect: 'Allow',
        Action: 'bedrock:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'af-south-1' } },
      },
    );
    const { findings } = explained({ identity: [parsePolicy('role', near)] });
    expect(findings.map(({ leg, obstacle, conditions }) => [leg.leg, obstacle.layer.kind, obstacle.statement!.sid, conditions[0].actual]))
      .toEqual([['GLOBAL_MODEL', 'IDENTITY', 'Near', ['unspecified']]]);
  });

  test('names the keys on which it depends, those of an Allow too', () => {
    const when = (key: string) => ({ StringEquals: { [key]: 'x' } });
    const { findings, remedies } = explained({
      identity: [parsePolicy('role', document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: when('aws:SourceVpce') }))],
      levels: [{
        name: 'root',
        policies: [parsePolicy('scp', document({ Effect: 'Deny', Action: '*', Resource: '*', Condition: when('aws:PrincipalTag/team') }))],
      }],
    });
    expect(findings.map(({ conditions: [{ key, holds }] }) => [key, holds]))
      .toEqual([1, 2, 3].flatMap(() => [['aws:PrincipalTag/team', undefined], ['aws:SourceVpce', undefined]]));
    expect(remedies).toEqual([expect.objectContaining({
      kind: 'GIVE_KEYS',
      sentence: 'The answer depends on what the request carries in aws:PrincipalTag/team and aws:SourceVpce. On the command line, give ' +
      '--context KEY=VALUE for each of them, or --context KEY= if the request does not carry the key (in code: `contextKeys`).',
    })]);
  });

  test('is told in lines', () => {
    expect(writeExplanation(explained(underScp(regionDeny()))).split('\n')).toEqual([
      `GLOBAL_MODEL: bedrock:InvokeModel on arn:aws:bedrock:::foundation-model/${MODEL}`,
      '  denied by statement 0 (\'Regions\') of \'scp 0\' (level 0)',
      '    aws:RequestedRegion is "unspecified": matches StringNotEquals "af-south-1", "eu-west-1"',
      '',
      expect.stringContaining('Remedy: Change statement 0 (\'Regions\') of \'scp 0\' (level 0) to the form below, which admits this ' +
        'call (streaming or not) and no other: Condition.ArnNotLike.bedrock:InferenceProfileArn: added'),
      '  {',
      '    "Sid": "Regions",',
      '    "Effect": "Deny",',
      '    "NotAction": ["iam:*","sts:*"],',
      '    "Resource": "*",',
      '    "Condition": {',
      '      "StringNotEquals": {"aws:RequestedRegion":["af-south-1","eu-west-1"]},',
      '      "ArnNotLike": {',
      expect.stringMatching(/^ {8}"bedrock:InferenceProfileArn": \["arn:[^"]*"\]$/),
      '      }',
      '    }',
      '  }',
    ]);
  });

  test('is told once for all legs that a statement stops, with one entry a line of long lists', () => {
    const NotResource = ['a', 'b', 'c'].map((name) => `arn:aws:bedrock:*::foundation-model/amazon.nova-${name}*`);
    const text = writeExplanation(explained(underScp({
      Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'bedrock:InvokeModel*', NotResource }],
    })));
    expect(text.match(/^ +denied by/gm)).toHaveLength(1);
    expect(text).toMatch(/^PROFILE: .*\nSOURCE_MODEL: .*\nGLOBAL_MODEL: .*\n {2}denied by /);
    expect(text).toContain(`    "NotResource": [\n${NotResource.map((arn) => `      "${arn}",\n`).join('')}`);
    expect(text).not.toContain('\n\n\n');
    const statements = text.split('\n').filter((line) => /^ {2}[ {}]/.test(line) && !line.includes('denied')).join('\n');
    expect(JSON.parse(`[${statements.replaceAll('  }\n  {', '  },{')}]`)).toHaveLength(3);
  });
});

describe('a remedy', () => {
  const APPLICATION_PROFILE = writeApplicationProfileArn(CALLER, CALLER.account, 'a1b2c3d4e5f6');
  const APPLICATION = callThrough(CALLER, APPLICATION_PROFILE, MODEL, chooseInvokeAction(true));
  const PROFILE = writeInferenceProfileArn(CALLER, CALLER.account, `us.${MODEL}`);
  const GEOGRAPHIC = callThrough(CALLER, PROFILE, MODEL, chooseInvokeAction(), ['us-east-1']);

  /** The policies once every remedy is followed: the last statement first, so that those before it stay where they are. */
  function mend(policies: Policies, legs: readonly Leg[]): Policies {
    return [...explained(policies, legs).remedies].sort((a, b) => (b.statement?.index ?? 0) - (a.statement?.index ?? 0))
      .reduce(follow, policies);
  }

  function follow(policies: Policies, { kind, layer, policy, statement, statements }: Explanation['remedies'][number]): Policies {
    const readStatements = ({ statements: given }: Policy) => given.map(({ document: one }) => one);
    const change = (one: Policy): Policy => {
      const now = readStatements(one);
      if (kind === 'ADD_STATEMENTS') {
        now.push(...statements);
      } else if (kind === 'CHANGE_STATEMENT' && one.name === policy?.name) {
        now.splice(statement!.index, 1, ...statements);
      }
      return parsePolicy(one.name, { Version: one.version, Statement: now });
    };
    return {
      identity: layer.kind === 'IDENTITY' ? policies.identity.map(change) : policies.identity,
      boundary: policies.boundary && layer.kind === 'PERMISSIONS_BOUNDARY' ? change(policies.boundary) : policies.boundary,
      session: policies.session && layer.kind === 'SESSION' ? change(policies.session) : policies.session,
      endpoint: policies.endpoint && layer.kind === 'VPC_ENDPOINT' ? change(policies.endpoint) : policies.endpoint,
      levels: policies.levels?.map((level) =>
        layer.kind === 'SERVICE_CONTROL' && level.name === layer.name ? { ...level, policies: level.policies.map(change) } : level),
    };
  }

  const none = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  const streamless = document({ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' });
  const approved = document({
    Effect: 'Deny', Action: 'bedrock:InvokeModel*', NotResource: 'arn:aws:bedrock:*::foundation-model/anthropic.*',
  });
  const wide = document({
    Sid: 'Wide',
    Effect: 'Deny',
    Action: ['bedrock:Get*', 'bedrock:Invoke*', 'bedrock:?agResource'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': 'x' } },
  });
  const cases: Record<string, Policies> = {
    'deny of more than invocations': underScp(wide),
    'identity without a statement': { identity: [parsePolicy('role', none)] },
    'identity without streaming': { identity: [parsePolicy('role', streamless)] },
    'boundary, session and endpoint': {
      identity: [makeAnyIdentity()], boundary: parsePolicy('b', none), session: parsePolicy('s', none), endpoint: parsePolicy('e', none),
    },
    'allow list of the organization': underScp(none),
    'Region deny': underScp(regionDeny()),
    'Region deny of one provider\'s models': underScp(regionDeny({
      NotAction: undefined, Action: 'bedrock:Invoke*', Resource: 'arn:aws:bedrock:*::foundation-model/anthropic.*',
    })),
    'Region deny that asks whether there is a Region': underScp(regionDeny({
      Condition: { StringNotEquals: { 'aws:RequestedRegion': REGIONS }, Null: { 'aws:RequestedRegion': 'false' } },
    })),
    'Region deny that exempts profiles already': underScp(regionDeny({
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': REGIONS },
        ArnNotLike: { 'BEDROCK:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/eu.*' },
      },
    })),
    'approved models': underScp(approved),
    'two denies at two levels and a role with nothing': {
      ...underScp(regionDeny(), regionDeny({ Sid: 'More' }), approved), identity: [parsePolicy('role', none)],
    },
    'Deny in the boundary': {
      identity: [makeAnyIdentity()],
      boundary: parsePolicy('b', { ...everything, Statement: [...everything.Statement, ...regionDeny().Statement] }),
    },
  };
  const calls: Record<string, Leg[]> = {
    global: CALL,
    streaming: callGlobally(CALLER, MODEL, chooseInvokeAction(true)),
    application: APPLICATION,
    geographic: GEOGRAPHIC,
  };

  const pairs = Object.keys(cases).flatMap((name) => Object.keys(calls).map((call) => [name, call]));

  test.each(pairs)('for %s lets the %s call through', (name, call) => {
    expect(new Set(outcomes(mend(cases[name], calls[call]), calls[call]))).toEqual(new Set(['ALLOWED']));
  });

  test('opens nothing but the call that was asked for', () => {
    const anyCase = fc.constantFrom(...Object.keys(cases).flatMap((name) => Object.keys(calls).map((call) => ({ name, call }))));
    const result = new Map<string, Policies>();
    const after = (name: string, call: string) => {
      const known = result.get(`${name} ${call}`) ?? mend(cases[name], calls[call]);
      result.set(`${name} ${call}`, known);
      return known;
    };
    const others = fc.record({
      account: fc.constantFrom('111122223333', '444455556666'),
      region: fc.constantFrom('af-south-1', 'eu-west-1', 'us-east-1'),
      modelId: fc.constantFrom(MODEL, 'anthropic.claude-opus-5-5', 'amazon.nova-2-lite-v1:0'),
      profile: fc.constantFrom(
        'inference-profile/global.', 'inference-profile/us.', 'inference-profile/eu.', 'application-inference-profile/'),
      streaming: fc.boolean(),
      form: fc.constantFrom('through', 'direct', 'regionless', 'other'),
      action: fc.constantFrom('CreateModelInvocationJob', 'GetInferenceProfile', 'TagResource', 'InvokeModelWithBidirectionalStream'),
    });
    let denied = 0;
    fc.assert(fc.property(anyCase, others, ({ name, call }, { account, region, modelId, profile, streaming, form, action }) => {
      const caller: Caller = { account, region, partition: 'aws', principalArn: `arn:aws:iam::${account}:role/app` };
      const arn = `arn:aws:bedrock:${region}:${account}:${profile}${profile.startsWith('application') ? 'a1b2c3d4e5f6' : modelId}`;
      const legs = {
        through: () =>
          callThrough(
            caller, arn, modelId, chooseInvokeAction(streaming),
            /global|application/.test(profile) ? undefined : ['us-east-1', 'eu-west-1']),
        direct: () => callDirectly(caller, modelId, chooseInvokeAction(streaming)),
        regionless: () => probeGlobalModel(caller, modelId, chooseInvokeAction(streaming)),
        other: () => makeLegs(caller, [{ leg: InvocationLeg.PROFILE, action: `bedrock:${action}`, resource: arn }]),
      }[form]();
      // The second leg of any call through a profile is part of what may be asked; the rest of a call decides.
      const invoked = (leg: Leg) => JSON.stringify({ ...leg, action: leg.action.replace('WithResponseStream', '') });
      if (calls[call].some((one) => legs.some((leg) => invoked(one) === invoked(leg)))) {
        return;
      }
      const allowed = (policies: Policies) => outcomes(policies, legs).every((outcome) => outcome === 'ALLOWED');
      denied += allowed(cases[name]) ? 0 : 1;
      expect(allowed(after(name, call)) && !allowed(cases[name])).toBe(false);
    }), { numRuns: 3000, seed: 20261122 });
    expect(denied).toBeGreaterThan(1000);
  });

  test('for a control of AWS Control Tower is another policy, which comes first', () => {
    const [remedy] = explained(underScp(regionDeny({ Sid: 'GRREGIONDENY' }))).remedies;
    expect(remedy.kind).toBe('REPLACE_CONTROL');
    expect(remedy.sentence).toMatch(/First deploy a Region deny of your own, .*CfCT.* Then switch the control off\..*RegionDenyPolicy/);
    expect(outcomes(underScp(document(...remedy.statements)), CALL)).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED']);
    expect(remedy.statements[0].Sid).not.toBe('GRREGIONDENY');
  });

  test.each<[string, object, Leg[], RegExp]>([
    ['names unspecified', { Action: 'bedrock:*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } } },
      CALL, /names aws:RequestedRegion "unspecified"/],
    ['names the ARN without a Region', { Action: '*', Resource: 'arn:*:bedrock::*:*' }, CALL, /names "arn:\*:bedrock::\*:\*"/],
    ['names it by a pattern', { Action: 'bedrock:*', Resource: '*', Condition: { StringLike: { 'aws:RequestedRegion': 'unspec*' } } }, CALL,
      /names aws:RequestedRegion "unspec\*"/],
    ['names global profiles',
      {
        Action: '*',
        Resource: '*',
        Condition: { ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' } },
      }, CALL, /names bedrock:InferenceProfileArn/],
    ['is about profiles', { Action: '*', Resource: '*', Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } } }, CALL,
      /is about all calls through profiles/],
    ['names the model', { Action: '*', Resource: 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet*' }, CALL,
      /names "arn:aws:bedrock:\*::foundation-model/],
    ['names the profile', { Action: '*', Resource: 'arn:aws:bedrock:*:*:inference-profile/global.*' }, CALL,
      /names "arn:aws:bedrock:\*:\*:inference-profile/],
    ['denies everything', { Action: 'bedrock:*', Resource: '*' }, CALL, /denies it everywhere/],
    ['denies every ARN without a Region', { Action: 'bedrock:InvokeModel*', NotResource: 'arn:*:bedrock:*-*-*:*:*' }, CALL,
      /every ARN without a Region/],
    ['denies a direct call elsewhere', regionDeny().Statement[0], callDirectly({ ...CALLER, region: 'us-east-1' }, MODEL),
      /nothing distinguishes this request/],
    ['denies the source Region', regionDeny().Statement[0], callGlobally({ ...CALLER, region: 'us-east-1' }, MODEL),
      /^No edit is written: .*denies the source Region itself/],
  ])('is none where a statement %s: it must stay closed', (_, statement, legs, reason) => {
    const { remedies } = explained(underScp(document({ Sid: 'Closed', Effect: 'Deny', ...statement })), legs);
    const closed = remedies.filter(({ kind }) => kind === 'STAYS_CLOSED' || kind === 'GIVE_KEYS');
    expect(closed).toHaveLength(remedies.length);
    expect(closed[0].sentence).toMatch(reason);
    expect(closed.every(({ statements }) => statements.length === 0)).toBe(true);
  });
});
