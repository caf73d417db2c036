/**
 * Whether a metric filter matches a log event, for the part of the grammar that is used: `&&`, `||`, `=`, `!=`, `>`, `NOT EXISTS`, and `*`
 * at the start or end of a text. What AWS does with `!=` of an absent field no page says, so it throws where that decides.
 */
export function matches(pattern: string, event: string): boolean {
  const record = parsed(event);
  if (record === undefined) {
    return false;
  }
  const tokens = pattern.match(/\(|\)|&&|\|\||!=|=|NOT EXISTS|\$(?:\.\w+)+|"(?:[^"\\]|\\.)*"|\S/g)!;
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || expected !== undefined && token !== expected) {
      throw new Error(`${pattern}: expected ${expected ?? 'more'}, got ${token}`);
    }
    return token;
  };
  /** A term as a question, so that what need not be asked is not. */
  const term = (): () => boolean => {
    if (tokens[0] === '(') {
      take('(');
      const inner = any();
      take(')');
      return inner;
    }
    const field = take();
    const value = field.split('.').slice(1).reduce<any>((inner, name) => inner?.[name], record);
    const operator = take();
    if (operator === 'NOT EXISTS') {
      return () => value === undefined;
    }
    if (operator === '>') {
      const bound = Number(take());
      return () => typeof value === 'number' && value > bound;
    }
    const glob = JSON.parse(take()) as string;
    if (operator === '=') {
      return () => value !== undefined && like(value, glob);
    }
    expect(operator).toBe('!=');
    return () => {
      if (value === undefined) {
        throw new Error(`${pattern}: nobody knows what != does where ${field} is absent`);
      }
      return !like(value, glob);
    };
  };
  const joined = (operator: string, operand: () => () => boolean) => (): () => boolean => {
    const operands = [operand()];
    while (tokens[0] === operator) {
      take();
      operands.push(operand());
    }
    return () => operator === '&&' ? operands.every((one) => one()) : operands.some((one) => one());
  };
  const all = joined('&&', term);
  const any: () => () => boolean = joined('||', all);
  take('{');
  const question = any();
  take('}');
  expect(tokens).toEqual([]);
  return question();
}

function parsed(event: string): object | undefined {
  try {
    return JSON.parse(event);
  } catch {
    return undefined;
  }
}

function like(value: unknown, glob: string): boolean {
  const [, start, text, end] = /^(\*?)([^*]*)(\*?)$/.exec(glob)!;
  const found = String(value);
  return start && end ? found.includes(text) : start ? found.endsWith(text) : end ? found.startsWith(text) : found === text;
}
