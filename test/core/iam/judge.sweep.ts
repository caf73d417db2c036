import * as fc from 'fast-check';
import { evaluate } from '../../../src/core/iam/evaluate';
import { findObstacles } from '../../../src/core/iam/obstacles';
import {
  ALL_OPERATORS, conditionCase, identityCase, KEYS, layeredCase, PolicyDocument, request, scpCase, statement, StatementDocument,
} from '../../judge/arbitraries';
import { Comparison, DIFFERENCES } from '../../judge/differences';
import { Case, decide, engineLayers, engineRequest, Judge, NamedDocument } from '../../judge/judge';

/** `JUDGE_SCALE=10` for ten times as many cases, `JUDGE_SEED` for other ones. */
const SCALE = Number(process.env.JUDGE_SCALE ?? 1);
const SEED = Number(process.env.JUDGE_SEED ?? 20261123);
const runs = (count: number) => ({ numRuns: count * SCALE, seed: SEED });

// A test takes a few seconds; on a busy machine the judge's process can take several times that.
jest.setTimeout(60_000 * Math.max(1, SCALE));

describe('against an independent engine', () => {
  const judge = new Judge();
  const allCases = new Comparison(judge);
  afterAll(async () => judge.close());

  const agreement = (cases: fc.Arbitrary<Case>, comparison: Comparison) => fc.asyncProperty(cases, async (given) => {
    const fault = await comparison.fault(given);
    if (fault !== undefined) {
      throw new Error(fault);
    }
    [...comparison.explained].forEach((name) => allCases.explained.add(name));
  });

  test('a single condition is judged alike: every operator, with and without IfExists and set operators', async () => {
    const comparison = new Comparison(judge);
    const operators = new Set<string>();
    const seen = conditionCase.map((given) => {
      const [{ Condition: block }] = (given.identity[0].document as PolicyDocument).Statement;
      operators.add(Object.keys(block as object)[0]);
      return given;
    });
    await fc.assert(agreement(seen, comparison), runs(2400));
    const prefixed = (base: string) => ['', 'ForAnyValue:', 'ForAllValues:'].map((quantifier) => `${quantifier}${base}`);
    const variants = ALL_OPERATORS.flatMap((base) =>
      base === 'Null' ? [base] : prefixed(base).flatMap((operator) => [operator, `${operator}IfExists`]));
    expect(variants.filter((variant) => !operators.has(variant))).toEqual([]);
    expect(shares(comparison)).toEqual({ ALLOWED: true, IMPLICITLY_DENIED: true, EXPLICITLY_DENIED: false });
  });

  test('policies of an identity are judged alike, and each outcome is met often', async () => {
    const comparison = new Comparison(judge);
    await fc.assert(agreement(identityCase, comparison), runs(1200));
    expect(shares(comparison)).toEqual({ ALLOWED: true, IMPLICITLY_DENIED: true, EXPLICITLY_DENIED: true });
  });

  test('policies in every layer are judged alike, and each outcome is met often', async () => {
    const comparison = new Comparison(judge);
    await fc.assert(agreement(layeredCase, comparison), runs(800));
    expect(shares(comparison)).toEqual({ ALLOWED: true, IMPLICITLY_DENIED: true, EXPLICITLY_DENIED: true });
  });

  test('what is named as denying is what denies: without it both engines decide otherwise', async () => {
    let [single, several] = [0, 0];
    await fc.assert(fc.asyncProperty(scpCase, async (given) => {
      const verdict = decide(given);
      const { outcome } = verdict;
      const named = findObstacles(engineLayers(given), engineRequest(given), verdict);
      expect(await allCases.fault(given)).toBeUndefined();
      expect(named.length === 0).toBe(outcome === 'ALLOWED');
      if (outcome !== 'EXPLICITLY_DENIED') {
        return;
      }
      const denyingStatements = named.filter((one) => one.outcome === outcome).map(({ statement: { document } = {} }) => document);
      const withoutDenies = withDocuments(given, (statements) => statements.filter((one) => !denyingStatements.includes(one)));
      expect(decide(withoutDenies).outcome).not.toBe('EXPLICITLY_DENIED');
      expect(await allCases.fault(withoutDenies)).toBeUndefined();
      // Each of several is enough by itself.
      for (const document of denyingStatements.length > 1 ? denyingStatements : []) {
        const alone = withDocuments(given, (statements) =>
          statements.filter((one) => one === document || !denyingStatements.includes(one)));
        expect(decide(alone).outcome).toBe('EXPLICITLY_DENIED');
      }
      [single, several] = denyingStatements.length > 1 ? [single, several + 1] : [single + 1, several];
    }), runs(400));
    expect([single > 40, several > 20]).toEqual([true, true]);
  });

  test('every documented difference is met, so none of them outlives its cause', () => {
    expect(DIFFERENCES.map(({ name }) => name).filter((name) => !allCases.explained.has(name))).toEqual([]);
  });

  /** Which outcomes make up at least a tenth of the judge's answers. */
  function shares({ outcomes }: Comparison): Record<string, boolean> {
    const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    return Object.fromEntries(Object.entries(outcomes).map(([outcome, count]) => [outcome, count >= total / 10]));
  }
});

const someKeys = fc.uniqueArray(fc.constantFrom(...Object.keys(KEYS)), { minLength: 1, maxLength: 3 });
const lowerCase = (names: readonly string[]) => names.map((name) => name.toLowerCase());

test('a key that the request cannot carry is judged like one that is known to be absent', () => {
  fc.assert(fc.property(fc.oneof(identityCase, layeredCase, conditionCase), (given) => {
    const known = engineRequest(given); // in a closed world: the judge agrees with it
    const context = new Map([...Object.keys(given.context)].map((key) => [key.toLowerCase(), known.context.get(key.toLowerCase())!]));
    const layers = engineLayers(given);
    const settled = evaluate(layers, { ...known, context, mayCarry: () => false });
    expect([settled.outcome, settled.statement]).toEqual([evaluate(layers, known).outcome, evaluate(layers, known).statement]);
  }), runs(800));
});

describe('with unknown condition keys', () => {
  const outcomes = new Set<string>();

  test('what is decided holds however the unknown turns out; what depends names nothing but the unknown', () => {
    fc.assert(fc.property(fc.oneof(identityCase, layeredCase, conditionCase), someKeys, (given, unknown) => {
      const layers = engineLayers(given);
      const { outcome, unknown: named } = evaluate(layers, engineRequest(given, lowerCase(unknown)));
      outcomes.add(outcome);
      if (outcome === 'DEPENDS') {
        expect(named).not.toEqual([]);
        expect(lowerCase(unknown)).toEqual(expect.arrayContaining(lowerCase(named)));
        return;
      }
      const others = completions(given, unknown)
        .filter((completed) => (evaluate(layers, engineRequest(completed)).outcome === 'ALLOWED') !== (outcome === 'ALLOWED'));
      expect(others).toEqual([]);
    }), runs(800));
    expect([...outcomes].sort()).toEqual(['ALLOWED', 'DEPENDS', 'EXPLICITLY_DENIED', 'IMPLICITLY_DENIED']);
  });
});

/** The case with the keys absent, with one of their values each, and with two where a key can have them. */
function completions(given: Case, keys: readonly string[]): Case[] {
  return keys.reduce<Case[]>((cases, key) => cases.flatMap((one) => {
    const { [key]: _, ...rest } = one.context;
    const { values, many } = KEYS[key];
    return [rest, ...values.map((value) => ({ ...rest, [key]: value })), ...many ? [{ ...rest, [key]: values.slice(0, 2) }] : []]
      .map((context) => ({ ...one, context }));
  }), [given]);
}

describe('with a Deny more or less', () => {
  const RANK = { EXPLICITLY_DENIED: 0, IMPLICITLY_DENIED: 0, DEPENDS: 1, ALLOWED: 2 };
  const rank = (given: Case, unknown: readonly string[]) => RANK[decide(given, lowerCase(unknown)).outcome];

  test('dropping a Deny never turns allowed into denied', () => {
    let dropped = 0;
    fc.assert(fc.property(fc.oneof(identityCase, layeredCase), someKeys, fc.nat(), (given, unknown, which) => {
      const denies = documents(given).flatMap(({ document }) => (document as PolicyDocument).Statement)
        .filter(({ Effect }) => Effect === 'Deny');
      fc.pre(denies.length > 0);
      const withoutDeny = withDocuments(given, (statements) => statements.filter((one) => one !== denies[which % denies.length]));
      dropped += rank(withoutDeny, unknown) > rank(given, unknown) ? 1 : 0;
      expect(rank(withoutDeny, unknown)).toBeGreaterThanOrEqual(rank(given, unknown));
    }), runs(400));
    expect(dropped).toBeGreaterThan(15);
  });

  test('adding a Deny never turns denied into allowed', () => {
    let denied = 0;
    const both = request.chain((asked) => fc.tuple(
      fc.oneof(identityCase, layeredCase).map((given) => ({ ...given, ...asked })),
      statement(asked, fc.constant('Deny' as const), false),
    ));
    fc.assert(fc.property(both, someKeys, ([given, deny], unknown) => {
      const more = { ...given, identity: [...given.identity, { name: 'deny', document: { Version: '2012-10-17', Statement: [deny] } }] };
      denied += rank(more, unknown) < rank(given, unknown) ? 1 : 0;
      expect(rank(more, unknown)).toBeLessThanOrEqual(rank(given, unknown));
    }), runs(400));
    expect(denied).toBeGreaterThan(15);
  });
});

function documents({ identity, boundary, session, endpoint, scpLevels = [] }: Case): NamedDocument[] {
  return [...identity, ...[boundary, session, endpoint].flatMap((one) => one ?? []), ...scpLevels.flat()];
}

function withDocuments(given: Case, change: (statements: readonly StatementDocument[]) => readonly StatementDocument[]): Case {
  const one = ({ name, document }: NamedDocument): NamedDocument => {
    const { Version, Statement } = document as PolicyDocument;
    return { name, document: { Version, Statement: change(Statement) } };
  };
  return {
    ...given,
    identity: given.identity.map(one),
    boundary: given.boundary && one(given.boundary),
    session: given.session && one(given.session),
    endpoint: given.endpoint && one(given.endpoint),
    scpLevels: given.scpLevels?.map((level) => level.map(one)),
  };
}
