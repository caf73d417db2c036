/** What happens where the setting is not only ours, in the words of the documentation. Each word has a meaning in conflicts-words.ts. */
import type { Do, Find, Happen } from './conflicts-words';
import { Mode, MODES, Removal, REMOVALS } from '../../support/guest/settings';

export interface Conflict {
  readonly you: Do;
  readonly found: Find;
  /** Without a property of a name: whatever it says. */
  readonly setting: string;
  readonly happens: Happen;
}

const ANY = 'any';
const REFUSE_OR_ADOPT = 'onExisting REFUSE or ADOPT';
const TAKE_OVER = 'onExisting TAKE_OVER';
const RESTORE = 'onRemoval RESTORE_PREVIOUS';
const DISABLE = 'onRemoval DISABLE';
const RETAIN = 'onRemoval RETAIN';

const ROWS: readonly (readonly [Do, Find, string, Happen])[] = [
  ['deploy it', 'logging is off', ANY, 'your setting is written'],
  ['deploy it', 'the same setting', ANY, 'succeeds and writes nothing; the setting stays when you remove this'],
  ['deploy it', 'another setting', REFUSE_OR_ADOPT, 'fails and writes nothing: another setting exists'],
  ['deploy it', 'another setting', TAKE_OVER, 'your setting is written'],
  ['deploy it', 'another stack\'s setting', ANY, 'fails and writes nothing: another stack manages it'],
  ['deploy it', 'your setting, kept by a stack that was removed', ANY,
    'succeeds and writes nothing; the setting stays when you remove this'],
  ['deploy it', 'another setting, kept by a stack that was removed', REFUSE_OR_ADOPT, 'fails and writes nothing: another setting exists'],
  ['deploy it', 'another setting, kept by a stack that was removed', TAKE_OVER, 'your setting is written'],

  ['deploy it, and the deployment fails', 'logging is off', ANY, 'logging is off again'],
  ['deploy it, and the deployment fails', 'the same setting', ANY, 'the setting is as it was found'],
  ['deploy it, and the deployment fails', 'another setting', REFUSE_OR_ADOPT, 'the setting is as it was found'],
  ['deploy it, and the deployment fails', 'another setting', TAKE_OVER, 'the setting is as it was found'],
  ['deploy it, and the deployment fails', 'another stack\'s setting', ANY, 'the setting is as it was found'],

  ['change it', 'your setting', ANY, 'your setting is written'],
  ['change it', 'your setting, which existed before you', 'onExisting REFUSE', 'fails and writes nothing: it existed before you'],
  ['change it', 'your setting, which existed before you', 'onExisting ADOPT or TAKE_OVER', 'your setting is written'],
  ['change it', 'the setting that you change to, written by someone else', ANY,
    'succeeds and writes nothing; the setting stays when you remove this'],
  ['change it', 'another setting, written by someone since', REFUSE_OR_ADOPT, 'fails and writes nothing: someone changed it'],
  ['change it', 'another setting, written by someone since', TAKE_OVER, 'your setting is written'],
  ['change it', 'switched off by someone since', REFUSE_OR_ADOPT, 'fails and writes nothing: someone changed it'],
  ['change it', 'switched off by someone since', TAKE_OVER, 'your setting is written'],
  ['change it', 'the claim was deleted', ANY, 'fails and writes nothing: the claim is missing'],
  ['change it', 'the claim was deleted, and another stack claimed it', ANY, 'fails and writes nothing: another stack manages it'],

  ['change it to something that Bedrock refuses', 'your setting', ANY, 'fails, and the setting stays as it was'],
  ['change it to something that Bedrock refuses', 'your setting, taken over from another', ANY, 'fails, and the setting stays as it was'],
  ['change it to something that Bedrock refuses', 'your setting, which existed before you', 'onExisting ADOPT or TAKE_OVER',
    'fails, and the setting stays as it was'],

  ['change another prop of it', 'your setting', ANY, 'succeeds and writes nothing'],
  ['change another prop of it', 'another setting, written by someone since', ANY, 'succeeds and writes nothing'],
  ['change another prop of it', 'switched off by someone since', ANY, 'succeeds and writes nothing'],
  ['change another prop of it', 'the claim was deleted', ANY, 'succeeds and writes nothing'],
  ['change another prop of it', 'the claim was deleted, and another stack claimed it', ANY,
    'fails and writes nothing: another stack manages it'],

  ['change it, and the deployment fails', 'your setting', ANY, 'the setting is as it was found'],
  ['change it, and the deployment fails', 'your setting, which existed before you', ANY, 'the setting is as it was found'],
  ['change it, and the deployment fails', 'another setting, written by someone since', REFUSE_OR_ADOPT, 'the setting is as it was found'],
  ['change it, and the deployment fails', 'another setting, written by someone since', TAKE_OVER,
    'your setting from before the change is written'],
  ['change it, and the deployment fails', 'switched off by someone since', REFUSE_OR_ADOPT, 'the setting is as it was found'],
  ['change it, and the deployment fails', 'switched off by someone since', TAKE_OVER, 'your setting from before the change is written'],
  ['change it, and the deployment fails', 'the setting that you change to, written by someone else', ANY, 'the setting is as it was found'],
  ['change it, and the deployment fails', 'someone writes another setting meanwhile', ANY, 'the other setting stays'],

  ['remove it', 'your setting', `${RESTORE} or DISABLE`, 'logging is off again'],
  ['remove it', 'your setting', RETAIN, 'the setting stays, and no stack owns it'],
  ['remove it', 'your setting, taken over from another', RESTORE, 'what you took over is put back'],
  ['remove it', 'your setting, taken over from another', DISABLE, 'logging is off again'],
  ['remove it', 'your setting, taken over from another', RETAIN, 'the setting stays, and no stack owns it'],
  ['remove it', 'your setting, taken over from another and changed', RESTORE, 'what you took over is put back'],
  ['remove it', 'your setting, taken over from another, after a change that Bedrock refused', RESTORE, 'what you took over is put back'],
  ['remove it', 'your setting, taken over from someone since', RESTORE, 'what you took over since is put back'],
  ['remove it', 'your setting, which existed before you', ANY, 'the setting stays, and no stack owns it'],
  ['remove it', 'your setting, which existed before you and which you changed', RESTORE, 'the setting from before you is put back'],
  ['remove it', 'your setting, which existed before you and which you changed', DISABLE, 'logging is off again'],
  ['remove it', 'your setting, which existed before you and which you changed', RETAIN, 'the setting stays, and no stack owns it'],
  ['remove it', 'another setting, written by someone since', ANY, 'the setting stays, and no stack owns it'],
  ['remove it', 'switched off by someone since', ANY, 'logging stays off'],
  ['remove it', 'the claim was deleted', ANY, 'the setting stays, and no stack owns it'],
  ['remove it', 'the claim was deleted, and another stack claimed it', ANY, 'succeeds and writes nothing'],
];

export const CONFLICTS: readonly Conflict[] = ROWS.map(([you, found, setting, happens]) => ({ you, found, setting, happens }));

export interface Modes {
  readonly mode: Mode;
  readonly removal: Removal;
}

/** Each row with all its modes. */
export const CASES = CONFLICTS.map((row, index) =>
  modesOf(row, index).map((modes) => ({ row, modes, ...row, title: Object.values(modes).join(', ') })));

/** The modes that a row names, or all; where it names those of one property, the other's take turns. */
function modesOf({ setting }: Conflict, row: number): Modes[] {
  const [modes, removals] = [pick(MODES, setting), pick(REMOVALS, setting)];
  const fewest = Math.min(modes.length, removals.length);
  return Array.from({ length: fewest }, (_, index) => ({
    mode: modes[(index + (modes.length > fewest ? row : 0)) % modes.length],
    removal: removals[(index + (removals.length > fewest ? row : 0)) % removals.length],
  }));
}

function pick<T extends string>(modes: readonly T[], setting: string): readonly T[] {
  const named = modes.filter((mode) => setting.includes(mode));
  return named.length > 0 ? named : modes;
}
