/** Describes a value for an error message. It names an object by its class: JSON cannot write constructs that refer to each other. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) {
    const hasObjects = value.some((element) => typeof element === 'object' && element !== null);
    return hasObjects && value.length > 3
      ? `[${value.slice(0, 3).map(describeValue).join(',')},… ${value.length} in all]`
      : `[${value.map(describeValue).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return isDuration(value)
      ? JSON.stringify(value.isUnresolved() ? 'a token' : value.toHumanString())
      : `an object (${nameClass(value)})`;
  }
  if (typeof value === 'number') {
    return String(value); // JSON has neither NaN nor Infinity
  }
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) ?? typeof value;
}

/** Names the class of a value. A bundler may write `class _Name` for a class that refers to itself. */
function nameClass(value: object): string | undefined {
  return value.constructor?.name.replace(/^_/, '');
}

/** Whether a value has the shape of a Duration of aws-cdk-lib. */
function isDuration(value: object): value is { isUnresolved(): boolean; toHumanString(): string } {
  return 'toHumanString' in value && 'isUnresolved' in value;
}
