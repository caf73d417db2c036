import { parseArgs, ParseArgsConfig } from 'node:util';
import { POLICY_OPTIONS } from './policy/options';
import { BadUsage } from './usage';
import { joinWords } from '../core/call/words';
import { isModelId, parseProfileId } from '../core/facts/model-ids';
import { findNearestModels } from '../core/facts/nearest-models';

type Options = NonNullable<ParseArgsConfig['options']>;

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;

/** The options of explain and check-scp. */
export const OPTIONS = {
  'scp': TEXTS,
  'scp-level': TEXTS,
  'no-full-aws-access': FLAG,
  'identity': TEXTS,
  'boundary': TEXT,
  'session': TEXT,
  'endpoint': TEXT,
  'template': TEXT,
  'role': TEXT,
  'error': TEXT,
  'model': TEXT,
  'region': TEXT,
  'account': TEXT,
  'principal': TEXT,
  'profile-kind': TEXT,
  'profile-id': TEXT,
  'project-id': TEXT,
  'context': TEXTS,
  'stream': FLAG,
  'format': TEXT,
  'help': { ...FLAG, short: 'h' },
  'version': FLAG,
} as const;

/** The options of quota. */
export const QUOTA_OPTIONS = {
  'model': TEXT,
  'requests-per-minute': TEXT,
  'peak-requests-per-minute': TEXT,
  'hours-per-day': TEXT,
  'input': TEXT,
  'cache-read': TEXT,
  'cache-write': TEXT,
  'output': TEXT,
  'max-tokens': TEXT,
  'burndown-rate': TEXT,
  'tokens-per-minute': TEXT,
  'tokens-per-day': TEXT,
  'requests-per-minute-quota': TEXT,
  'support-case': FLAG,
  'format': TEXT,
  'help': { ...FLAG, short: 'h' },
  'version': FLAG,
} as const;

/** The options of report. */
export const REPORT_OPTIONS = {
  'scp': TEXTS,
  'scp-level': TEXTS,
  'organization': TEXT,
  'no-full-aws-access': FLAG,
  'strict': FLAG,
  'only': TEXT,
  'evidence': FLAG,
  'commit': TEXT,
  'date': TEXT,
  'format': TEXT,
  'out': TEXT,
  'help': { ...FLAG, short: 'h' },
  'version': FLAG,
} as const;

/** Reads options. Throws BadUsage for an option that the command does not have. */
export function parseOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /Unknown option '([^']+)'/.exec(message) ?? [];
    throw new BadUsage(unknown === undefined
      ? explainBadValue(message, args)
      : `${unknown} ${explainUnknownOption(unknown.replace(/^-+/, ''), options)}`);
  }
}

/** Explains what is wrong with a value in one line; Node's own message takes three. */
function explainBadValue(message: string, args: readonly string[]): string {
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+)/.exec(message) ?? [];
  if (option === undefined) {
    return message.split('\n')[0];
  }
  if (message.includes('does not take an argument')) {
    return `${option} takes no value`;
  }
  const value = args.find((arg, index) => args[index - 1] === option && arg.startsWith('-'));
  const rule = `${option} must be followed by a value`;
  return value === undefined
    ? rule
    : `${rule}, got: ${JSON.stringify(value.slice(0, 80))}. Write a value that begins with a dash as ${option}=${
      /^\S{1,80}$/.test(value) ? value : 'VALUE, in quotes'}`;
}

function explainUnknownOption(unknown: string, options: Options): string {
  if (Object.keys(OPTIONS).includes(unknown)) {
    return options === QUOTA_OPTIONS ? 'belongs to explain or check-scp; quota takes numbers' : 'belongs to explain or check-scp';
  }
  if (Object.keys(QUOTA_OPTIONS).includes(unknown)) {
    return 'belongs to quota, which must be the first word: quota --model ID …';
  }
  if (Object.keys(REPORT_OPTIONS).includes(unknown)) {
    return 'belongs to report, which must be the first word: report cdk.out …';
  }
  if (options !== POLICY_OPTIONS && Object.keys(POLICY_OPTIONS).includes(unknown)) {
    return 'belongs to policy, which must be the first word: policy guard …';
  }
  const meant = Object.keys(options).find((name) => name.startsWith(unknown.slice(0, 3)));
  return `is not an option${meant === undefined ? '' : `; did you mean --${meant}?`}`;
}

/** Throws BadUsage for an option that is given twice and may be given once only. */
export function refuseRepeats(tokens: readonly { readonly kind: string; readonly name?: string }[], options: Options): void {
  const given = tokens.flatMap(({ kind, name }) => kind === 'option' && name !== undefined ? [name] : []);
  const repeated = given.find((name, index) => !options[name].multiple && given.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new BadUsage(`--${repeated} must be given once`);
  }
}

/** Throws BadUsage for a value that does not match the pattern. */
export function requireMatch(name: string, value: string | undefined, pattern: RegExp, rule: string): string | undefined {
  if (value !== undefined && !pattern.test(value)) {
    throw new BadUsage(`--${name} must be ${rule}, got: ${JSON.stringify(value)}`);
  }
  return value;
}

/** Reads one of several choices; the first is the default. */
export function chooseOne(name: string, value: string | undefined, choices: readonly string[]): string {
  if (value !== undefined && !choices.includes(value)) {
    throw new BadUsage(`--${name} must be ${joinWords(choices, 'or')}, got: ${JSON.stringify(value)}`);
  }
  return value ?? choices[0];
}

/** Finds a model's own ID, also in its ARN or in its global profile's ID or ARN. */
export function readModelId(value: string): string {
  const { prefix, modelId } = parseProfileId(value.replace(/^arn:.*:(inference-profile|foundation-model)\//, ''));
  if (prefix !== undefined && prefix !== 'global') {
    throw new BadUsage(`--model must be a model's own ID, not that of its '${prefix}' profile, which is not global. For its global ` +
      `profile: --model ${modelId}`);
  }
  return modelId;
}

/** Throws BadUsage unless it is a model's ID. */
export function requireModelId(modelId: string): string {
  if (!isModelId(modelId)) {
    const example = findNearestModels(`anthropic.${modelId}`)[0] ?? 'anthropic.claude-sonnet-5-5';
    throw new BadUsage(`--model must be the ID of a model, such as ${example}, got: ${JSON.stringify(modelId)}`);
  }
  return modelId;
}
