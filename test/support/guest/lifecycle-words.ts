/** A little language for settings, claims and events, in which rows of tests are written. */
import { CloudFormationEvent, cloudFormationEvent, RequestType, stackId } from './event';
import type { MemoryAws, Visit } from './memory-aws';
import { group } from './settings';
import type { Claim } from '../../../src/lambda/logging/lifecycle';
import { isSame } from '../../../src/lambda/logging/setting';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

export const SETTINGS: { [name: string]: Setting | undefined } = {
  none: undefined,
  A1: group('A1'),
  A2: group('A2'),
  A3: group('A3'),
  X0: group('X0'),
  X1: { ...group('X1'), s3Config: { bucketName: 'bucket', keyPrefix: 'prefix' } },
};
const PREVIOUS_BUCKET_NAMES = ['bucket'];

/** The name of a setting. */
export function text(setting: Setting | undefined): string {
  return Object.keys(SETTINGS).find((name) => isSame(SETTINGS[name], setting)) ?? JSON.stringify(setting);
}

/** The claim that `A1,A2 found X0` says: these may be written, and X0 was found. It is of the stack Mine, unless `of Theirs`. */
export function claim(line: string): string | undefined {
  if (line === '-') {
    return undefined;
  }
  const [, written, found = 'none', owner = 'Mine'] = /^(\S+)(?: found (\S+))?(?: of (\S+))?$/.exec(line)!;
  const value: Claim = {
    version: 1, stack: stackId(owner), written: written.split(',').map((name) => SETTINGS[name]!), found: SETTINGS[found],
  };
  return JSON.stringify(value);
}

/** The words of a claim. */
export function words({ claim: value }: MemoryAws): string {
  return !value ? '-' : [
    value.written.map(text).join(','),
    ...value.found ? [`found ${text(value.found)}`] : [],
    ...value.stack === stackId('Mine') ? [] : [`of ${value.stack.split('/')[1]}`],
  ].join(' ');
}

/** An event as `Update A1 to A2 ADOPT` or `Delete A1 RETAIN`, and `back` where it is of a roll-back. */
export interface Line {
  readonly event: CloudFormationEvent;
  readonly status: string;
}

export function read(line: string, more: Partial<LoggingResourceProperties> = {}): Line {
  const [type, first, ...rest] = line.split(' ') as [RequestType, ...string[]];
  const find = <T extends string>(...given: T[]) => given.find((word) => rest.includes(word)) ?? given[0];
  const properties = (name: string): LoggingResourceProperties => ({
    OnExisting: find('REFUSE', 'ADOPT', 'TAKE_OVER'),
    OnRemoval: find('RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'),
    LoggingConfig: SETTINGS[name]!,
    PreviousBucketNames: PREVIOUS_BUCKET_NAMES,
    NeedsConstruct: 'true',
    ...more,
  });
  const status = { Create: 'CREATE_IN_PROGRESS', Update: 'UPDATE_IN_PROGRESS', Delete: 'DELETE_IN_PROGRESS' }[type];
  return {
    event: cloudFormationEvent(type, {
      stack: stackId('Mine'),
      properties: properties(rest[0] === 'to' ? rest[1] : first),
      old: type === 'Update' ? properties(first) : undefined,
    }),
    status: !rest.includes('back') ? status : type === 'Delete' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS',
  };
}

/** Delivers the event of a line. */
export async function deliver(
  aws: MemoryAws, line: string | Line, disturbance?: Parameters<MemoryAws['deliver']>[1],
): Promise<Visit> {
  const { event, status } = typeof line === 'string' ? read(line) : line;
  aws.describe = () => ({ status });
  return aws.deliver(event, disturbance);
}
