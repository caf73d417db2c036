import { chooseOne, OPTIONS, parseOptions, readModelId, refuseRepeats, requireMatch, requireModelId } from './options';
import { BadUsage } from './usage';
import { UNNAMED_LEVEL } from '../core/call/describe-layer';
import { findRole } from '../core/call/errors/principal-arn';
import { Unknown } from '../core/call/unknown-facts';
import { SSO_ROLE, SSO_ROLE_PATH } from '../core/facts/iam-roles';
import { DEFAULT_PROJECT, PROJECT_ID } from '../core/facts/project';
import { REGION_CODE } from '../core/facts/regions';

/** Files of service control policies that are attached at one level. */
export interface LevelFiles {
  readonly name: string;
  readonly files: readonly string[];
}

export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly command?: string;
  /** Files that belong to no option. */
  readonly files: readonly string[];
  readonly levels: readonly LevelFiles[];
  readonly identity: readonly string[];
  readonly fullAwsAccess: boolean;
  readonly boundary?: string;
  readonly session?: string;
  readonly endpoint?: string;
  readonly template?: string;
  readonly role?: string;
  readonly error?: string;
  readonly model?: string;
  readonly region?: string;
  readonly account?: string;
  readonly principal?: string;
  readonly application: boolean;
  /** Whether the user said which kind of profile is called. */
  readonly namesKind: boolean;
  readonly profileId?: string;
  readonly projectId?: string;
  /** Values of condition keys; an empty list for a key that the request does not carry. */
  readonly contextKeys: Readonly<Record<string, readonly string[]>>;
  readonly stream: boolean;
  readonly json: boolean;
}

/** Reads the command line. Throws BadUsage if it does not understand a word. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, tokens } = parseOptions(args, OPTIONS);
  refuseRepeats(tokens, OPTIONS);
  const files: string[] = [];
  const identity: string[] = [];
  const levels: { name: string; files: string[] }[] = [];
  let command: string | undefined;
  let currentOption: 'scp' | 'identity' | undefined; // words after these options are more files
  const addFile = (file: string) => {
    if (currentOption === 'identity') {
      identity.push(file);
    } else if (currentOption === 'scp') {
      if (levels.length === 0) {
        levels.push({ name: UNNAMED_LEVEL, files: [] });
      }
      levels[levels.length - 1].files.push(file);
    } else {
      files.push(file);
    }
  };
  for (const token of tokens) {
    if (token.kind === 'option') {
      currentOption = token.name === 'scp' || token.name === 'identity' ? token.name : undefined;
      if (currentOption) {
        addFile(token.value!);
      } else if (token.name === 'scp-level') {
        levels.push({ name: token.value!, files: [] });
      }
    } else if (token.kind === 'positional' && command === undefined) {
      command = token.value;
    } else if (token.kind === 'positional') {
      addFile(token.value);
    }
  }
  if (command === 'check-scp' && levels.length > 0) {
    const option = levels[0].name === UNNAMED_LEVEL ? 'scp' : 'scp-level';
    throw new BadUsage(`--${option} belongs to explain; check-scp takes files: check-scp FILE…`);
  }
  const empty = levels.find((level) => level.files.length === 0);
  if (empty) {
    throw new BadUsage(`--scp-level ${empty.name} must be followed by the --scp files of that level`);
  }
  const profileKind = chooseOne('profile-kind', values['profile-kind'], ['global', 'application']);
  const application = values['profile-id'] !== undefined || profileKind === 'application';
  return {
    help: values.help === true,
    version: values.version === true,
    command,
    files,
    levels,
    identity,
    fullAwsAccess: values['no-full-aws-access'] !== true,
    boundary: values.boundary,
    session: values.session,
    endpoint: values.endpoint,
    template: values.template,
    role: values.role,
    error: values.error,
    model: values.model === undefined ? undefined : requireModelId(readModelId(values.model)),
    region: requireMatch('region', values.region, REGION_CODE, 'the code of the source Region, such as af-south-1'),
    account: requireMatch('account', values.account, /^\d{12}$/, '12 digits, such as 111122223333'),
    principal: values.principal === undefined ? undefined : readPrincipal(values.principal, values.account),
    application,
    namesKind: values['profile-kind'] !== undefined || application,
    profileId: requireMatch('profile-id', values['profile-id'], /^[\w-]+(\/[\w.-]+)*$/, 'the ID of an application inference profile: ' +
      'the part of its ARN after the last "/"'),
    projectId: readProjectId(values['project-id'], application),
    contextKeys: readContext(values.context ?? []),
    stream: values.stream === true,
    json: chooseOne('format', values.format, ['table', 'json']) === 'json',
  };
}

/** The option that gives a key's value, for the keys that follow from other facts. */
const OPTION_OF: Readonly<Record<string, string>> = {
  'aws:requestedregion': '--region',
  'aws:principalarn': '--principal',
  'aws:principalaccount': '--account',
  'bedrock:inferenceprofilearn': '--model, or --profile-id for an application profile',
};

/** Reads values of keys from `key=value`. An empty value means that the request does not carry the key. */
function readContext(assignments: readonly string[]): Record<string, string[]> {
  const keys: Record<string, string[]> = {};
  for (const assignment of assignments) {
    const [, key, value] = /^([^=:]+:[^=]+)=(.*)$/s.exec(assignment) ?? [];
    if (key === undefined) {
      throw new BadUsage(`--context must be KEY=VALUE, such as aws:PrincipalTag/team=blue, got: ${JSON.stringify(assignment)}`);
    }
    const option = OPTION_OF[key.toLowerCase()];
    if (option !== undefined) {
      throw new BadUsage(`--context must not hold ${key}, which follows from the call and its caller: give ${option}`);
    }
    keys[key] = [...keys[key] ?? [], ...value === '' ? [] : [value]];
  }
  return keys;
}

function readProjectId(value: string | undefined, application: boolean): string | undefined {
  const projectId = requireMatch('project-id', value, PROJECT_ID, 'the ID of a project: the part of its ARN after the last "/"');
  if (application && (projectId ?? DEFAULT_PROJECT) !== DEFAULT_PROJECT) {
    throw new BadUsage(`--project-id must not name a project for an application profile, which uses the default one only, got: ${
      JSON.stringify(projectId)}. Leave it out`);
  }
  return projectId;
}

function readPrincipal(value: string, account: string | undefined): string {
  const arn = requireMatch('principal', findRole(value), /^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/, 'the ARN of a role or a user')!;
  if (account !== undefined && arn.split(':')[4] !== account) {
    throw new BadUsage(`--principal must belong to --account ${account}, got: ${JSON.stringify(value)}`);
  }
  // The ARN of a role of Identity Center always has its path.
  const name = arn.split('/').pop()!;
  return SSO_ROLE.test(name) && arn.endsWith(`:role/${name}`) ? arn.replace(name, `${SSO_ROLE_PATH}${Unknown.SSO_REGION}${name}`) : arn;
}
