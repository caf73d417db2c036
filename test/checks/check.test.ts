import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as library from '../../src';
import { checkProps, checkValues, isConcrete, KNOWN_LIST } from '../../src/checks/check';
import { each, matches } from '../../src/core/rules/rule';
import { CAPE_TOWN } from '../support/decisions';

const models = [library.ClaudeModel.SONNET_5_5];

interface Made {
  /** Where its props are declared, under `src/`. */
  readonly files: string[];
  /** All that must be given, and nothing else. */
  readonly required: (stack: Stack) => Record<string, unknown>;
  /** As a JavaScript user makes it, whom no compiler tells that something is missing. */
  readonly make: (stack: Stack, props: any) => unknown;
}

/** What is exported and takes props that must be given. */
const MADE: Record<string, Made> = {
  'GlobalClaudeAccess': {
    files: ['access/global-claude-access-props'],
    required: () => ({ models }),
    make: (stack, props) => new library.GlobalClaudeAccess(stack, 'It', props),
  },
  'ClaudeBatchAccess': {
    files: ['access/claude-batch-access-props'],
    required: () => ({ models: [library.ClaudeModel.OPUS_5] }),
    make: (stack, props) => new library.ClaudeBatchAccess(stack, 'It', props),
  },
  'ModelEnablement': {
    files: ['access/model-enablement-props'],
    required: () => ({ models }),
    make: (stack, props) => new library.ModelEnablement(stack, 'It', props),
  },
  'ApplicationProfile': {
    files: ['access/application-profile-props'],
    required: () => ({ model: models[0] }),
    make: (stack, props) => new library.ApplicationProfile(stack, 'It', props),
  },
  'RegionDenyPolicy': {
    files: ['guard/region-deny-policy-props', 'guard/service-control-policy-props'],
    required: () => ({ allowedRegions: ['af-south-1'], admitModels: models }),
    make: (stack, props) => new library.RegionDenyPolicy(stack, 'It', props),
  },
  'BedrockLoggingConfig': {
    files: ['logging/bedrock-logging-config-props'],
    required: () => ({ prompts: library.PromptRecording.FULL }),
    make: (stack, props) => new library.BedrockLoggingConfig(stack, 'It', props),
  },
  'InvocationAlarms': {
    files: ['monitoring/invocation-alarms-props'],
    required: () => ({ models }),
    make: (stack, props) => new library.InvocationAlarms(stack, 'It', props),
  },
  'InvocationDashboard': {
    files: ['monitoring/invocation-dashboard-props'],
    required: () => ({ models }),
    make: (stack, props) => new library.InvocationDashboard(stack, 'It', props),
  },
  'InvocationQueries': {
    files: ['monitoring/invocation-queries-props'],
    required: (stack) => ({ logGroup: new LogGroup(stack, 'Records') }),
    make: (stack, props) => new library.InvocationQueries(stack, 'It', props),
  },
  'TokenQuotas.applied': {
    files: ['quota/applied-token-quotas-props'],
    required: () => ({ models, fallbackTokensPerMinute: 1_000_000 }),
    make: (stack, props) => library.TokenQuotas.applied(stack, 'It', props),
  },
  'TokenQuotaIncrease': {
    files: ['quota/token-quota-increase-props'],
    required: () => ({ model: models[0], tokensPerMinute: 4_000_000 }),
    make: (stack, props) => new library.TokenQuotaIncrease(stack, 'It', props),
  },
  'QuotaPlan': {
    files: ['quota/quota-plan-props'],
    required: () => ({ model: models[0], requestsPerMinute: 60, inputTokens: 3_000, outputTokens: 1_000, maxTokens: 4_000 }),
    make: (_, props) => new library.QuotaPlan(props),
  },
};

/** What is exported and takes props that may be left out. */
const OPTIONAL: Record<string, Made> = {
  'GlobalCrisDenyGuard': {
    files: ['guard/global-cris-deny-guard-props', 'guard/service-control-policy-props'],
    required: () => ({}),
    make: (stack, props) => new library.GlobalCrisDenyGuard(stack, 'It', props),
  },
  'GlobalCrisValidation.addTo': {
    files: ['validation/global-cris-validation-props'],
    required: () => ({}),
    make: (stack, props) => library.GlobalCrisValidation.addTo(stack.node.root, props),
  },
};

/** QuotaPlan has no scope, and the validation stands under the app. */
const PATHS: Record<string, string> = { 'QuotaPlan': '', 'GlobalCrisValidation.addTo': 'App: ' };

function stackInCapeTown(): Stack {
  return new Stack(new App(), 'Stack', { env: CAPE_TOWN });
}

/** What a user reads: an error of our own, in one piece, with the construct in front. */
function messageOf(name: string, run: () => unknown): string {
  const path = PATHS[name] ?? 'Stack/It: ';
  try {
    run();
  } catch (error) {
    expect((error as Error).constructor).toBe(Error); // no TypeError
    expect((error as Error).message).toMatch(new RegExp(`^${path}`));
    return (error as Error).message.slice(path.length);
  }
  throw new Error(`${name} was made`);
}

const NAMES = Object.keys(MADE);

const REQUIRED = NAMES.flatMap((name) => Object.keys(MADE[name].required(stackInCapeTown())).map((prop) => ({ name, prop })));

test('every construct that is exported is tried here', () => {
  const constructs = Object.entries(library).flatMap(([name, exported]) =>
    typeof exported === 'function' && exported.prototype instanceof Construct ? [name] : []);
  expect(constructs.length).toBeGreaterThan(6);
  expect(constructs.filter((name) => ![...NAMES, ...Object.keys(OPTIONAL)].includes(name))).toEqual([]);
});

test.each(NAMES)('%s is made of what is required', (name) => {
  const stack = stackInCapeTown();
  expect(() => MADE[name].make(stack, MADE[name].required(stack))).not.toThrow();
});

test.each(NAMES.flatMap((name) => [undefined, null].map((props) => [name, props])))('%s fails for props that are %j', (name, props) => {
  const message = messageOf(name!, () => MADE[name!].make(stackInCapeTown(), props));
  expect(message).toMatch(new RegExp(`^'props' must .*, got: ${props}\\. For example \\{ .* \\}$`));
});

test.each(NAMES)('%s fails for props that are empty', (name) => {
  const message = messageOf(name, () => MADE[name].make(stackInCapeTown(), {}));
  expect(message).toMatch(/must .*, got: (undefined|none of them)\. .*For example /);
});

test.each(REQUIRED)('$name fails without $prop', ({ name, prop }) => {
  const stack = stackInCapeTown();
  const { [prop]: _, ...others } = MADE[name].required(stack);
  const message = messageOf(name, () => MADE[name].make(stack, others));
  expect(message).toMatch(/^[^\n]*, got: (undefined|none of them)\. [A-Z]/);
  expect(message).toContain(`'${prop}'`);
});

test.each(Object.keys(OPTIONAL))('%s takes props that were left out, and fails for null', (name) => {
  expect(() => OPTIONAL[name].make(stackInCapeTown(), undefined)).not.toThrow();
  expect(messageOf(name, () => OPTIONAL[name].make(stackInCapeTown(), null)))
    .toMatch(/^'props' must .*, or be left out, got: null\. For example \{ .* \}$/);
});

describe('a factory that is called without what it needs', () => {
  const factories = Object.entries(library).flatMap(([name, exported]) => typeof exported !== 'function' ? [] :
    Object.getOwnPropertyNames(exported)
      .filter((member) => !/^(prototype|name|length|_.*)$/.test(member) && typeof Reflect.get(exported, member) === 'function')
      .map((member) => [`${name}.${member}`, Reflect.get(exported, member).bind(exported) as (...args: unknown[]) => unknown] as const));

  test('is each that is exported', () => {
    expect(factories.length).toBeGreaterThan(20);
  });

  describe.each(factories)('%s', (_, make) => {
    test.each([[[]], [[null, null, null]]])('says what it needs, given %j', (args) => {
      try {
        make(...args);
      } catch (error) {
        expect((error as Error).constructor).toBe(Error); // no TypeError
        expect((error as Error).message).toMatch(/ must .*, got: (undefined|null|\[\])|^2 rules are broken/);
      }
    });
  });
});

const ALL = { ...MADE, ...OPTIONAL };

/** Lists what is declared: a prop, and whether it is a list. */
const DECLARED = Object.entries(ALL).flatMap(([name, { files }]) => files
  .map((file) => readFileSync(join(__dirname, '..', '..', 'src', `${file}.ts`), 'utf8'))
  .flatMap((text) => [...text.matchAll(/^  readonly (\w+)\??: (.*);$/gm)])
  .map(([, prop, type]) => ({ name, prop, isList: type.endsWith('[]') })));

function messageFor(name: string, prop: string, value: unknown): string {
  const stack = stackInCapeTown();
  return messageOf(name, () => ALL[name].make(stack, { ...ALL[name].required(stack), [prop]: value }));
}

/** Of several faults, that of the prop alone: nothing else is wrong. */
function faultOf(prop: string, what: string): RegExp {
  return new RegExp(`^'${prop}' must [^\n]*, got: ${what}[^\n]*$`);
}

test('props are read from where they are declared', () => {
  expect(DECLARED.length).toBeGreaterThan(100);
  expect(DECLARED.filter(({ isList }) => isList).length).toBeGreaterThan(20);
});

test.each(DECLARED)('$name refuses null as $prop', ({ name, prop }) => {
  expect(messageFor(name, prop, null)).toMatch(faultOf(prop, 'null\\. '));
});

describe.each(DECLARED.filter(({ isList }) => isList))('$prop of $name', ({ name, prop }) => {
  test.each([undefined, null])('has no place for %p', (gap) => {
    expect(messageFor(name, prop, [gap])).toMatch(faultOf(prop, `${gap} as element 1 of 1\\. The element may be misspelled`));
  });

  test.each(['text', models[0]])('is a list, not %p', (value) => {
    expect(messageFor(name, prop, value)).toMatch(faultOf(prop, '("text"|an object \\(ClaudeModel\\))\\. Put it in brackets'));
  });
});

describe('checkProps', () => {
  interface Props {
    readonly name: string;
    readonly size: string;
    readonly colours?: readonly string[];
  }

  const lowerCase = matches(/^[a-z]*$/, 'must be in lower case', 'Write it so');
  const check = (props: any, scope: Construct = new Construct(stackInCapeTown(), 'It')) => () => checkProps<Props>(scope, props, {
    must: 'must say what it is',
    example: '{ name: "chair" }',
    required: { name: 'must be its name', size: ['must be its size', 'Measure it'] },
    rules: { name: [lowerCase], size: [lowerCase], colours: [KNOWN_LIST, each(lowerCase)] },
  });
  const good = { name: 'chair', size: 'large' };

  test('takes what keeps the rules', () => {
    expect(check(good)).not.toThrow();
    expect(check({ ...good, colours: [] })).not.toThrow();
  });

  test.each([undefined, null, [], 'text', 7, () => good])('fails for %p', (props) => {
    expect(check(props)).toThrow(/^Stack\/It: 'props' must say what it is, got: .*\. For example \{ name: "chair" \}$/);
  });

  test('names all props that are missing, and at once what is wrong with those that are there', () => {
    expect(check({ size: null, colours: ['RED'] })).toThrow('Stack/It: 3 rules are broken:\n' +
      '- \'name\' must be its name, got: undefined. For example { name: "chair" }\n' +
      '- \'size\' must be its size, got: null. Measure it. For example { name: "chair" }');
  });

  test('tells null and gaps of props that have no rules, besides what is wrong with others', () => {
    const misspelt = 'The element may be misspelled, or not set';
    expect(check({ name: 'Chair', size: 'large', colours: [undefined], others: ['a', null], more: null })).toThrow('4 rules are broken:\n' +
      '- \'name\' must be in lower case, got: "Chair". Write it so\n' +
      `- 'colours' must hold no undefined and no null, got: undefined as element 1 of 1. ${misspelt}\n` +
      `- 'others' must hold no undefined and no null, got: null as element 2 of 2. ${misspelt}\n` +
      '- \'more\' must be given or left out, got: null. Leave it out, or make it undefined');
  });

  test('wants a list where one belongs', () => {
    expect(check({ ...good, colours: 'red' })).toThrow('Stack/It: \'colours\' must be a list, got: "red". Put it in brackets');
    expect(check({ ...good, colours: Token.asString({ Ref: 'Colour' }) })).toThrow('Stack/It: \'colours\' must be a list, got: ');
  });

  test('tells all that is wrong at once', () => {
    expect(check({ name: 'Chair', size: 'XL', colours: ['red', 'Blue'] })).toThrow('Stack/It: 3 rules are broken:\n' +
      '- \'name\' must be in lower case, got: "Chair". Write it so\n' +
      '- \'size\' must be in lower case, got: "XL". Write it so\n' +
      '- \'colours\' must be in lower case, got: "Blue". Write it so');
  });

  test('does not judge tokens, but may ask for a list of a known length', () => {
    const text = Lazy.string({ produce: () => 'CHAIR' });
    expect(check({ name: text, size: 'large', colours: [text, 'red'] })).not.toThrow();
    expect(check({ ...good, colours: Lazy.list({ produce: () => ['RED'] }) }))
      .toThrow('Stack/It: \'colours\' must be a list that is known at synthesis, got: a token. Write it out');
  });

  test('says the kind of a construct that has no path', () => {
    expect(check({}, new App())).toThrow(/^App: 2 rules are broken/);
  });

  test('has no path to say of the values of a factory', () => {
    expect(() => checkValues({ name: 'Chair' }, { name: [lowerCase] }))
      .toThrow(/^'name' must be in lower case, got: "Chair"\. Write it so$/);
    expect(() => checkValues({ name: Token.asString({ Ref: 'Name' }) }, { name: [lowerCase] })).not.toThrow();
  });
});

test.each<[string, unknown, boolean]>([
  ['a text', 'chair', true],
  ['nothing', undefined, false],
  ['a token', Token.asString({ Ref: 'Name' }), false],
  ['a text that holds a token', `a ${Token.asString({ Ref: 'Name' })}`, false],
  ['a number', 7, true],
  ['a number that is a token', Token.asNumber({ Ref: 'Size' }), false],
  ['a list that is a token', Token.asList({ Ref: 'Names' }), false],
  ['a duration', Duration.minutes(5), true],
  ['a duration that is a token', Duration.minutes(Token.asNumber({ Ref: 'Minutes' })), false],
  ['what stands in until a look-up has run', 'dummy-value-for-/parameter', false],
  ['a list of what stands in', ['dummy-value-for-/parameter'], false],
])('%s is known at synthesis: %j', (_, value, expected) => {
  expect(isConcrete(value)).toBe(expected);
});
