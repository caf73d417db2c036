/** Writes a number with thousands separators and at most two decimals; below 1 with two significant digits. */
export function writeNumber(value: number): string {
  return formatNumber(value, 2);
}

/** Writes a rate that is allowed, rounded down. */
export function writeRate(requestsPerMinute: number): string {
  const scale = requestsPerMinute > 0 && requestsPerMinute < 1 ? 10 ** (1 - Math.floor(Math.log10(requestsPerMinute))) : 100;
  return writeNumber(Math.floor(roundOff(requestsPerMinute * scale)) / scale);
}

export function writePercent(part: number, whole: number): string {
  return `${formatNumber(100 * part / whole, 1)}%`;
}

/** Writes a number of things: `1 token`, `2 tokens`. */
export function writeCount(count: number, noun: string, write = writeNumber): string {
  const text = write(count);
  return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

/** Drops the last digit of a binary fraction, which is only noise. */
export function roundOff(value: number): number {
  return Number(value.toPrecision(15));
}

function formatNumber(value: number, decimals: number): string {
  const options = Math.abs(value) < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: decimals };
  return value.toLocaleString('en-US', options);
}
