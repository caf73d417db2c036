/** What is measured, ours, the other's, how they compare, and the goal. */
export type Row = [name: string, ours: string, other: string, ratio: string, goal: string];

/** Milliseconds of processor time, which other programs on the machine stretch less than the clock's. */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of what was measured back to back, so that a slow spell of the machine hits both. */
export function pairedRatio(ours: readonly number[], others: readonly number[]): number {
  return median(ours.map((one, index) => one / others[index]));
}

export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
