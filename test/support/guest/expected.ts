/** What tests expect of an answer. */
import { Message, MESSAGES } from './messages';

export const SUCCESS = expect.objectContaining({ Status: 'SUCCESS' });
/** A success that wrote nothing, and one that wrote once. */
export const SUCCESS_WITHOUT_WRITES = expect.objectContaining({ Status: 'SUCCESS', writes: 0 });
export const ONCE = expect.objectContaining({ Status: 'SUCCESS', writes: 1 });

/** A failure that wrote nothing. */
export function refused(message: Message): unknown {
  return expect.objectContaining({ Status: 'FAILED', writes: 0, Reason: expect.stringMatching(MESSAGES[message]) });
}

export function failed(words: string): unknown {
  return expect.objectContaining({ Status: 'FAILED', Reason: expect.stringContaining(words) });
}
