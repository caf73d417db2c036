/** A token of aws-cdk-lib in a text, or in a list of texts. */
const TOKEN_IN_TEXT = /[$#]\{Token\[[^\]]*\]\}/g;
const UNKNOWN = 'a token, known only at deployment';
/** Keys of an object that a message shows. */
const MOST_KEYS = 5;

/**
 * Describes a value for an error message. It shows plain objects one level deep, and names any other by its class: JSON cannot write
 * constructs that refer to each other.
 */
export function describeValue(value: unknown): string {
  if (isToken(value)) {
    return UNKNOWN;
  }
  if (Array.isArray(value)) {
    const hasObjects = value.some((element) => typeof element === 'object' && element !== null);
    return hasObjects && value.length > 3
      ? `[${value.slice(0, 3).map(describeValue).join(',')},… ${value.length} in all]`
      : `[${value.map(describeValue).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    if (isDuration(value)) {
      return value.isUnresolved() ? UNKNOWN : JSON.stringify(value.toHumanString());
    }
    return Object.getPrototypeOf(value) === Object.prototype ? describeFields(value) : `an object (${nameClass(value)})`;
  }
  if (typeof value === 'string') {
    return JSON.stringify(value.replace(TOKEN_IN_TEXT, '<a token>'));
  }
  if (typeof value === 'number') {
    return String(value); // JSON has neither NaN nor Infinity
  }
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) ?? typeof value;
}

function describeFields(value: object): string {
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const isNested = (inner: unknown) => typeof inner === 'object' && inner !== null && !isToken(inner) && !isDuration(inner);
  const shown = fields.slice(0, MOST_KEYS).map(([key, inner]) =>
    `${JSON.stringify(key)}:${isNested(inner) ? Array.isArray(inner) ? '[…]' : '{…}' : describeValue(inner)}`);
  return `{${[...shown, ...fields.length > MOST_KEYS ? [`… ${fields.length} in all`] : []].join(',')}}`;
}

/** Whether a value is a token of aws-cdk-lib: an object, a whole text, a list with one text, or a number below all that people write. */
function isToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.startsWith('${Token[') && value.replace(TOKEN_IN_TEXT, '') === '' && value.match(TOKEN_IN_TEXT)!.length === 1;
    case 'number':
      return value < -1e288 && Number.isFinite(value);
    default:
      return Array.isArray(value) ? value.length === 1 && /^#\{Token\[[^\]]*\]\}$/.test(String(value[0]))
        : typeof value === 'object' && value !== null && 'resolve' in value && 'creationStack' in value;
  }
}

/** Names the class of a value. A bundler may write `class _Name` for a class that refers to itself. */
function nameClass(value: object): string | undefined {
  return value.constructor?.name.replace(/^_/, '');
}

/** Whether a value has the shape of a Duration of aws-cdk-lib. */
function isDuration(value: object): value is { isUnresolved(): boolean; toHumanString(): string } {
  return 'toHumanString' in value && 'isUnresolved' in value;
}
