/** Refuses what holds no policy that could be asked: its message says what it is and what to do, and goes on after the file's name. */
export class NoPolicy extends Error {}
