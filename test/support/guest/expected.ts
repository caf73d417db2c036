/** What tests expect of an answer. M1 to M5 are explained in invariants.ts. */

export const M1 = /is managed by .* Remove BedrockLoggingConfig from that stack first .* ADOPT/;
export const M2 = /is already on, with another setting, .* TAKE_OVER to replace/;
export const M3 = /was changed outside of this stack\. .* TAKE_OVER to replace/;
export const M3_WATCHED = /is left so, since onExisting is REFUSE\. .* Say onExisting ADOPT or TAKE_OVER/;
export const M4 = /was changed by somebody else during this deployment, .* Deploy again/;
export const M5 = /cannot be updated: the SSM parameter .* onRemoval RETAIN, remove it, .* TAKE_OVER/;

export const SUCCESS = expect.objectContaining({ Status: 'SUCCESS' });
/** A success that wrote nothing, and one that wrote once. */
export const SUCCESS_WITHOUT_WRITES = expect.objectContaining({ Status: 'SUCCESS', writes: 0 });
export const ONCE = expect.objectContaining({ Status: 'SUCCESS', writes: 1 });

/** A failure that wrote nothing. */
export function refused(message: RegExp): unknown {
  return expect.objectContaining({ Status: 'FAILED', writes: 0, Reason: expect.stringMatching(message) });
}

export function failed(words: string): unknown {
  return expect.objectContaining({ Status: 'FAILED', Reason: expect.stringContaining(words) });
}
