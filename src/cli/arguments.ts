import { parseArgs } from 'node:util';
import { BadInput } from './usage';
import { REGION_CODE } from '../catalog/region-code';

/** Files of service control policies that are attached at one level. */
export interface LevelFiles {
  readonly name: string;
  readonly files: readonly string[];
}

export interface Arguments {
  readonly help: boolean;
  readonly command?: string;
  /** Files that no option takes. */
  readonly files: readonly string[];
  readonly levels: readonly LevelFiles[];
  readonly identity: readonly string[];
  readonly fullAwsAccess: boolean;
  readonly boundary?: string;
  readonly template?: string;
  readonly role?: string;
  readonly error?: string;
  readonly model?: string;
  readonly region?: string;
  readonly account?: string;
  readonly principal?: string;
  readonly application: boolean;
  readonly stream: boolean;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
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
  'stream': flag,
  'format': text,
  'help': { ...flag, short: 'h' },
} as const;

/** Reads the command line; throws BadInput for what it does not understand. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, tokens } = parsed(args);
  const files: string[] = [];
  const identity: string[] = [];
  const levels: { name: string; files: string[] }[] = [];
  let command: string | undefined;
  let taking: 'scp' | 'identity' | undefined; // an option that takes several files takes the words behind it
  const give = (file: string) => {
    if (taking === 'identity') {
      identity.push(file);
    } else if (taking === 'scp') {
      if (levels.length === 0) {
        levels.push({ name: 'organization', files: [] });
      }
      levels[levels.length - 1].files.push(file);
    } else {
      files.push(file);
    }
  };
  for (const token of tokens) {
    if (token.kind === 'option') {
      taking = token.name === 'scp' || token.name === 'identity' ? token.name : undefined;
      if (taking) {
        give(token.value!);
      } else if (token.name === 'scp-level') {
        levels.push({ name: token.value!, files: [] });
      } else if (!(OPTIONS[token.name as keyof typeof OPTIONS] as { multiple?: boolean }).multiple && tokens.filter((other) => other.kind === 'option' && other.name === token.name).length > 1) {
        throw new BadInput(`--${token.name} must be given once`);
      }
    } else if (token.kind === 'positional' && command === undefined) {
      command = token.value;
    } else if (token.kind === 'positional') {
      give(token.value);
    }
  }
  const empty = levels.find((level) => level.files.length === 0);
  if (empty) {
    throw new BadInput(`--scp-level ${empty.name} must be followed by the --scp files of that level`);
  }
  return {
    help: values.help === true,
    command,
    files,
    levels,
    identity,
    fullAwsAccess: values['no-full-aws-access'] !== true,
    boundary: values.boundary,
    template: values.template,
    role: values.role,
    error: values.error,
    model: values.model === undefined ? undefined : modelOf(values.model),
    region: matching('region', values.region, REGION_CODE, 'the code of the Region in which the call is made, such as af-south-1'),
    account: matching('account', values.account, /^\d{12}$/, '12 digits, such as 111122223333'),
    principal: values.principal === undefined ? undefined : principalOf(values.principal),
    application: oneOf('profile-kind', values['profile-kind'], ['global', 'application']) === 'application',
    stream: values.stream === true,
    json: oneOf('format', values.format, ['table', 'json']) === 'json',
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /Unknown option '([^']+)'/.exec(message) ?? [];
    const meant = unknown === undefined ? undefined : Object.keys(OPTIONS).find((name) => name.startsWith(unknown.replace(/^-+/, '').slice(0, 3)));
    throw new BadInput(unknown === undefined ? message : `${unknown} is no option${meant === undefined ? '' : `; did you mean --${meant}?`}`);
  }
}

function matching(name: string, value: string | undefined, pattern: RegExp, rule: string): string | undefined {
  if (value !== undefined && !pattern.test(value)) {
    throw new BadInput(`--${name} must be ${rule}, got: ${JSON.stringify(value)}`);
  }
  return value;
}

function oneOf(name: string, value: string | undefined, choices: readonly string[]): string {
  if (value !== undefined && !choices.includes(value)) {
    throw new BadInput(`--${name} must be ${choices.join(' or ')}, got: ${JSON.stringify(value)}`);
  }
  return value ?? choices[0];
}

function modelOf(value: string): string {
  const id = value.replace(/^global\./, '');
  const prefixed = /^([a-z]{2,}(?:-[a-z]+)?)\.(anthropic\..+)$/.exec(id);
  if (prefixed) {
    throw new BadInput(`--model must be a model's own ID, not that of its '${prefixed[1]}' profile, which is not global. For its global profile: --model ${prefixed[2]}`);
  }
  return matching('model', id, /^[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*$/, 'the ID of a model, such as anthropic.claude-sonnet-5-5')!;
}

function principalOf(value: string): string {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(value) ?? [];
  if (role) {
    return `arn:${partition}:iam::${account}:role/${role}`;
  }
  return matching('principal', value, /^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/, 'the ARN of a role or a user')!;
}
