/** Whether an EventBridge pattern matches an event, for what is used of it: values, `exists: false`, `anything-but`, `$or`. */
export function matchesEvent(pattern: Record<string, any>, event: any): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') {
      return wanted.some((one: Record<string, any>) => matchesEvent(one, event));
    }
    const found = event?.[name];
    return Array.isArray(wanted) ? wanted.some((one) => matchesValue(one, found)) : matchesEvent(wanted, found);
  });
}

function matchesValue(wanted: any, found: unknown): boolean {
  if (typeof wanted !== 'object') {
    return found === wanted;
  }
  const [[operator, operand]] = Object.entries<any>(wanted);
  if (operator === 'exists') {
    expect(operand).toBe(false);
    return found === undefined;
  }
  expect(operator).toBe('anything-but');
  return found !== undefined && !operand.includes(found);
}
