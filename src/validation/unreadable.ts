/** Says why a policy cannot be read. */
class UnreadablePolicy extends Error {}

/** Reads a policy. Only what this throws tells of the policy; anything else that is thrown is a fault of ours. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadablePolicy((error as Error).message);
  }
}

/** Does what needs policies; where one of them cannot be read, that is told, and nothing comes of it. */
export function unlessUnreadable<T>(act: () => T, tell: (why: string) => void): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UnreadablePolicy)) {
      throw error;
    }
    tell(error.message);
    return undefined;
  }
}
