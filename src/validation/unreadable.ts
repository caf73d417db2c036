/** Says why a policy cannot be read. */
class UnreadablePolicy extends Error {}

/** Reads a policy, and marks what it throws as the policy's fault: anything else that is thrown is a fault of ours. */
export function readOrMark<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadablePolicy((error as Error).message);
  }
}

/** Does something that reads policies. Where one of them cannot be read, tells why and returns nothing. */
export function tryReading<T>(act: () => T, tell: (why: string) => void): T | undefined {
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
