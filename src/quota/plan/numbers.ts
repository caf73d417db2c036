/** A number with separators of thousands, and two decimals at most. */
export function shown(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** A rate that is allowed, never more than it is. */
export function shownRate(requestsPerMinute: number): string {
  return shown(Math.floor(requestsPerMinute * 100) / 100);
}

export function percent(part: number, whole: number): string {
  return `${(100 * part / whole).toLocaleString('en-US', { maximumFractionDigits: 1 })}%`;
}

/** What `count` things are called. */
export function counted(count: number, noun: string): string {
  return `${shown(count)} ${noun}${count === 1 ? '' : 's'}`;
}
