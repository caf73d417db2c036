import * as fc from 'fast-check';
import { judgeApp } from '../../../src/core/app/judge-app';
import { assemblyOf, Files } from '../../support/assemblies';
import { cutNames } from '../../support/cut-names';
import { roleResource, smallAssembly } from '../../support/small-assembly';
import { deny } from '../../support/small-policies';

/** `NAMES_SCALE=100` for a hundred times as many. */
const SCALE = Number(process.env.NAMES_SCALE ?? 1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The ways in which names are made: [budget of a role, its suffix]. */
const HANDLERS = [[50, 12, LETTERS], [49, 12, LETTERS.slice(0, 26) + '0123456789'], [49, 13, LETTERS.slice(0, 26) + '0123456789']] as const;

const word = (maxLength: number) => fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{1,6}$/).chain((first) =>
  fc.array(fc.constantFrom('Payments', 'Platform', 'Worker', 'Task', 'Role', 'Team', 'X', 'Very', 'Long'), { maxLength: 8 })
    .map((more) => [first, ...more].join('').slice(0, maxLength)));
const stackWord = fc.array(word(30), { minLength: 1, maxLength: 4 }).map((words) => words.join('-').slice(0, 100));

interface Named {
  readonly stackName: string;
  readonly logicalId: string;
  /** The logical ID of a nested stack, where the role stands in one. */
  readonly nestedId?: string;
  readonly suffix: string;
  readonly handler: number;
}

const named: fc.Arbitrary<Named> = fc.record({
  stackName: stackWord,
  logicalId: word(60),
  nestedId: fc.option(word(80), { nil: undefined }),
  suffix: fc.array(fc.constantFrom(...LETTERS), { minLength: 13, maxLength: 13 }).map((all) => all.join('')),
  handler: fc.nat(HANDLERS.length - 1),
});

function deploy({ stackName, logicalId, nestedId, suffix, handler }: Named): string {
  const [budget, length, letters] = HANDLERS[handler];
  const random = [...suffix].slice(0, length).map((letter) => letters.includes(letter) ? letter : letter.toUpperCase()).join('');
  const stack = nestedId === undefined ? stackName : [...cutNames(stackName, nestedId, 85), random.toUpperCase()].join('-');
  return [...cutNames(stack, logicalId, budget), random].join('-');
}

/** Patterns that are about a name: pieces of it, with wildcards, and slips. */
const patternOf = (name: string, { stackName, logicalId }: Named): fc.Arbitrary<string> => {
  const at = fc.nat(name.length);
  const within = fc.tuple(at, at).map(([one, other]) => name.slice(Math.min(one, other), Math.max(one, other)));
  return fc.oneof(
    fc.constant(name), at.map((end) => `${name.slice(0, end)}*`), at.map((start) => `*${name.slice(start)}`),
    within.map((one) => `*${one}*`),
    at.map((one) => `${name.slice(0, one)}?${name.slice(one + 1)}`), fc.tuple(at, at).map(([one, other]) =>
      `${name.slice(0, Math.min(one, other))}*${name.slice(Math.max(one, other))}`),
    fc.constantFrom(`${stackName}-*`, `*${logicalId}*`, `${stackName}-${logicalId}-*`, `*-${logicalId}-????????????`, '*', `${logicalId}*`,
      `*${logicalId.slice(0, 12)}*`, `${stackName.slice(0, 10)}*-${logicalId.slice(0, 5)}*`),
    at.map((one) => `${name.slice(0, one)}${name[one] === 'q' ? 'z' : 'q'}${name.slice(one + 1)}`),
  );
};

const given = named.chain((one) => {
  const name = deploy(one);
  return patternOf(name, one).map((pattern) => ({ one, name, pattern }));
});

function appOf({ stackName, logicalId, nestedId }: Named, pattern: string): Files {
  const role = { [logicalId]: roleResource() };
  const scp = {
    Type: 'AWS::Organizations::Policy',
    Properties: {
      Type: 'SERVICE_CONTROL_POLICY',
      TargetIds: ['r-ab12'],
      Content: {
        Version: '2012-10-17',
        Statement: [
          { ...deny('bedrock:*', '*'), Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${pattern}` } } },
        ],
      },
    },
  };
  const nesting = nestedId === undefined ? role
    : { [nestedId]: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket/f00d.json' } } };
  return smallAssembly({ App: { stackName, template: { Resources: nesting } }, Org: { template: { Resources: { Scp: scp } } } }, {
    'App.assets.json': { files: { f00d: { source: { path: 'Nested.template.json' } } } },
    'Nested.template.json': { Resources: role },
  }, { 'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } } });
}

function isLike(name: string, pattern: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(name);
}

test('names that are generated are never decided wrongly, however they are cut, and often enough decided', () => {
  let certain = 0;
  let all = 0;
  fc.assert(fc.property(given, ({ one, name, pattern }) => {
    const { rows } = judgeApp({ assembly: assemblyOf(appOf(one, pattern)) });
    expect(rows).toHaveLength(2);
    all += 1;
    if (rows[0].verdict !== 'not-judged') {
      certain += 1;
      expect([name, pattern, rows[0].verdict]).toEqual([name, pattern, isLike(name, pattern) ? 'allowed' : 'denied']);
    }
  }), { numRuns: 200 * SCALE, seed: 20261129 });
  expect(certain / all).toBeGreaterThan(0.25);
});
