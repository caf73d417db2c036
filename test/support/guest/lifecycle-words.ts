/** A little language for settings, records and events, in which rows of tests are written. */
import type { StackEvent } from './cloudformation';
import { RequestType, stackId } from './event';
import { group } from './settings';
import type { Claim } from '../../../src/lambda/logging/lifecycle';
import { hash } from '../../../src/lambda/logging/setting';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

export const SETTINGS: { [name: string]: Setting | undefined } = {
  none: undefined,
  A1: group('A1'),
  A2: group('A2'),
  X0: group('X0'),
  X1: { ...group('X1'), s3Config: { bucketName: 'bucket', keyPrefix: 'prefix' } },
};

/** The name of a setting. */
export function text(setting: Setting | null | undefined): string {
  return nameOfHash(hash(setting ?? undefined))!;
}

function nameOfHash(given: string): string | undefined {
  return Object.keys(SETTINGS).find((name) => hash(SETTINGS[name]) === given);
}

/**
 * A record as `m=A1,A2 b=X0`: what was found is X0. It is held by the stack Mine and the resource Logging, unless `s` or `l`
 * says otherwise; `p=Logging:A1` is what a rename goes back to.
 */
export function record(words: string): string | undefined {
  if (words === '-') {
    return undefined;
  }
  const part = Object.fromEntries(words.split(' ').map((one) => one.split('='))) as { [letter: string]: string | undefined };
  const [oldLogicalId, oldSetting] = part.p?.split(':') ?? [];
  const value: Claim = {
    s: stackId(part.s ?? 'Mine'),
    l: part.l ?? 'Logging',
    m: part.m!.split(',').map((name) => hash(SETTINGS[name])),
    b: SETTINGS[part.b ?? 'none'],
    p: oldLogicalId ? [oldLogicalId, SETTINGS[oldSetting] ?? null] : undefined,
  };
  return JSON.stringify(value);
}

export function written({ s, l, m, b, p }: Claim): string {
  return [
    ...s === stackId('Mine') ? [] : [`s=${s.split('/')[1]}`], ...l === 'Logging' ? [] : [`l=${l}`],
    `m=${m.map(nameOfHash).join(',')}`, ...b ? [`b=${text(b)}`] : [], ...p ? [`p=${p[0]}:${text(p[1])}`] : [],
  ].join(' ');
}

/** An event as `Update A1 to A2 ADOPT` or `Delete A1 RETAIN`; `of Renamed` if not of the resource Logging, `rb` in a rollback. */
export function event(line: string): StackEvent {
  const [type, first, ...rest] = line.split(' ') as [RequestType, ...string[]];
  const wish = rest[0] === 'to' ? rest[1] : first;
  const find = <T extends string>(...words: T[]) => words.find((word) => rest.includes(word)) ?? words[0];
  const properties = (name: string): LoggingResourceProperties => ({
    OnExisting: find('REFUSE', 'ADOPT', 'TAKE_OVER'),
    OnRemoval: find('RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'),
    LoggingConfig: SETTINGS[name]!,
  });
  return {
    type,
    stack: stackId('Mine'),
    status: rest.includes('rb') ? 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
    logicalId: rest.includes('of') ? rest[rest.indexOf('of') + 1] : 'Logging',
    properties: properties(wish),
    old: type === 'Update' ? properties(first) : undefined,
  };
}

/** M1 to M5, of these stacks and settings; invariants.ts explains them. */
export const MESSAGES: { [name: string]: RegExp } = {
  'M1': new RegExp('is managed by the stack Theirs \\(arn:[^)]+\\).*Remove BedrockLoggingConfig from that stack first.*' +
    'RETAIN.*ADOPT.*delete the SSM parameter'),
  'M1 claim': /was claimed at this moment, by another stack or by an earlier attempt of this one/,
  'M2': /is already on, with another setting.*The difference: .*X0.*not.*A1.*TAKE_OVER/,
  'M3': /was changed outside of this stack.*The difference: .*TAKE_OVER/,
  'M3 watched': /is left so, since onExisting is REFUSE.*The difference: .*Say onExisting ADOPT or TAKE_OVER/,
  'M4': /was changed by somebody else during this deployment.*Deploy again/,
  'M5': /cannot be updated: the SSM parameter .* is missing.*onRemoval RETAIN, remove it, and add it again with onExisting TAKE_OVER/,
  'M5 held': /cannot be updated: .* is held by the resource Renamed of this stack/,
};
