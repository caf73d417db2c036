/** A value as an error message shows it. Objects go by their class: constructs hold each other, which JSON cannot. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) {
    const isOfObjects = value.some((one) => typeof one === 'object' && one !== null);
    return isOfObjects && value.length > 3
      ? `[${value.slice(0, 3).map(describeValue).join(',')},… ${value.length} in all]`
      : `[${value.map(describeValue).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return isDuration(value)
      ? JSON.stringify(value.isUnresolved() ? 'a token' : value.toHumanString())
      : `an object (${value.constructor?.name})`;
  }
  if (typeof value === 'number') {
    return String(value); // JSON has neither NaN nor Infinity
  }
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) ?? typeof value;
}

/** A Duration of aws-cdk-lib, by its shape. */
function isDuration(value: object): value is { isUnresolved(): boolean; toHumanString(): string } {
  return 'toHumanString' in value && 'isUnresolved' in value;
}
