import { run } from '../../src/cli/run';

/** Runs a command line in this process. */
export function cli(...args: string[]): { status: number; out: string; err: string } {
  const [out, err]: string[][] = [[], []];
  const spies = [
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
