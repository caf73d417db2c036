/** `GUEST_SCALE=10` for ten times as many random sequences. */
export const SCALE = Number(process.env.GUEST_SCALE ?? 1);
/** `GUEST_SEED` for other ones. */
export const SEED = Number(process.env.GUEST_SEED ?? 20261122);
/** `GUEST_ALL=1` for every removal, start and fault in the sequences that are enumerated; otherwise those that matter most. */
export const ALL = process.env.GUEST_ALL === '1';
