import { parseArgs, ParseArgsConfig } from 'node:util';
import { BadUsage } from './usage';
import { parseProfileId } from '../core/facts/model-ids';

type Options = NonNullable<ParseArgsConfig['options']>;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
/** The options of explain and check-scp. */
export const OPTIONS = {
  'scp': texts,
  'scp-level': texts,
  'no-full-aws-access': flag,
  'identity': texts,
  'boundary': text,
  'template': text,
  'role': text,
  'error': text,
  'model': text,
  'region': text,
  'account': text,
  'principal': text,
  'profile-kind': text,
  'profile-id': text,
  'context': texts,
  'stream': flag,
  'format': text,
  'help': { ...flag, short: 'h' },
  'version': flag,
} as const;

/** The options of quota. */
export const QUOTA_OPTIONS = {
  'model': text,
  'requests-per-minute': text,
  'peak-requests-per-minute': text,
  'hours-per-day': text,
  'input': text,
  'cache-read': text,
  'cache-write': text,
  'output': text,
  'max-tokens': text,
  'burndown-rate': text,
  'tokens-per-minute': text,
  'tokens-per-day': text,
  'requests-per-minute-quota': text,
  'format': text,
  'help': { ...flag, short: 'h' },
  'version': flag,
} as const;

/** Reads options; throws BadUsage for one that the command does not have. */
export function parseOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /Unknown option '([^']+)'/.exec(message) ?? [];
    throw new BadUsage(unknown === undefined ? explainBadValue(message, args) : `${unknown} ${explainUnknownOption(unknown.replace(/^-+/, ''), options)}`);
  }
}

/** Node's words take three lines. */
function explainBadValue(message: string, args: readonly string[]): string {
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+)/.exec(message) ?? [];
  if (option === undefined) {
    return message.split('\n')[0];
  }
  if (message.includes('does not take an argument')) {
    return `${option} takes no value`;
  }
  const value = args.find((arg, index) => args[index - 1] === option && arg.startsWith('-'));
  return `${option} must be followed by a ` +
    `value${value === undefined ? '' : `, got: ${JSON.stringify(value)}. One that begins with a dash is written ${option}=${value}`}`;
}

function explainUnknownOption(unknown: string, options: Options): string {
  if (Object.keys(QUOTA_OPTIONS).includes(unknown)) {
    return 'belongs to quota, which is then the first word: quota --model ID …';
  }
  if (Object.keys(OPTIONS).includes(unknown)) {
    return 'belongs to explain or check-scp; quota takes numbers';
  }
  const meant = Object.keys(options).find((name) => name.startsWith(unknown.slice(0, 3)));
  return `is no option${meant === undefined ? '' : `; did you mean --${meant}?`}`;
}

/** Throws BadUsage for an option that is given again, where that means nothing. */
export function refuseRepeats(tokens: readonly { readonly kind: string; readonly name?: string }[], options: Options): void {
  const given = tokens.flatMap(({ kind, name }) => kind === 'option' && name !== undefined ? [name] : []);
  const again = given.find((name, index) => !options[name].multiple && given.indexOf(name) !== index);
  if (again !== undefined) {
    throw new BadUsage(`--${again} must be given once`);
  }
}

export function requireMatch(name: string, value: string | undefined, pattern: RegExp, rule: string): string | undefined {
  if (value !== undefined && !pattern.test(value)) {
    throw new BadUsage(`--${name} must be ${rule}, got: ${JSON.stringify(value)}`);
  }
  return value;
}

export function chooseOne(name: string, value: string | undefined, choices: readonly string[]): string {
  if (value !== undefined && !choices.includes(value)) {
    throw new BadUsage(`--${name} must be ${choices.join(' or ')}, got: ${JSON.stringify(value)}`);
  }
  return value ?? choices[0];
}

/** A model's own ID, also from its ARN or that of its global profile. */
export function readModelId(value: string): string {
  const { prefix, modelId } = parseProfileId(value.replace(/^arn:.*:(inference-profile|foundation-model)\//, ''));
  if (prefix !== undefined && prefix !== 'global') {
    throw new BadUsage(`--model must be a model's own ID, not that of its '${prefix}' profile, which is not global. For its global ` +
      `profile: --model ${modelId}`);
  }
  if (!/^[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*$/.test(modelId)) {
    throw new BadUsage(`--model must be the ID of a model, such as anthropic.claude-sonnet-5-5, got: ${JSON.stringify(modelId)}`);
  }
  return modelId;
}
