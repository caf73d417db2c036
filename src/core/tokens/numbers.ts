/** A number with separators of thousands, and two decimals at most; below 1 two digits that count, since a small rate is not 0. */
export function shown(value: number): string {
  return rounded(value, 2);
}

/** A rate that is allowed, never more than it is. */
export function shownRate(requestsPerMinute: number): string {
  const scale = requestsPerMinute > 0 && requestsPerMinute < 1 ? 10 ** (1 - Math.floor(Math.log10(requestsPerMinute))) : 100;
  return shown(Math.floor(exact(requestsPerMinute * scale)) / scale);
}

export function percent(part: number, whole: number): string {
  return `${rounded(100 * part / whole, 1)}%`;
}

/** What `count` things are called. */
export function counted(count: number, noun: string, show = shown): string {
  const text = show(count);
  return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

/** Without the last digit of a binary fraction, which arithmetic makes up. */
export function exact(value: number): number {
  return Number(value.toPrecision(15));
}

/** Whatever was given, as an error message shows it; most objects cannot be written as JSON or text without care. */
export function described(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value}n`;
    case 'number': case 'boolean': case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? `a list of ${value.length}` : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

function rounded(value: number, decimals: number): string {
  return value.toLocaleString('en-US', Math.abs(value) < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: decimals });
}
