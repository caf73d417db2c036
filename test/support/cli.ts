import { run } from '../../src/cli/run';

/** The day on which command lines run here, since what they say of a model may depend on it. */
let today = '2026-11-28';

/** Has the command lines of a test run on another day. */
export function onDay<T>(day: string, act: () => T): T {
  const before = today;
  today = day;
  try {
    return act();
  } finally {
    today = before;
  }
}

/** Runs a command line in this process. */
export function cli(...args: string[]): { status: number; out: string; err: string } {
  const [out, err]: string[][] = [[], []];
  const spies = [
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse(today)),
    jest.spyOn(console, 'log').mockImplementation((line = '') => { out.push(line as string); }),
    jest.spyOn(console, 'error').mockImplementation((line: string) => { err.push(line); }),
  ];
  try {
    const status = run(args);
    return { status, out: out.join('\n'), err: err.join('\n') };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}
