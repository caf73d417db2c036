// For `npm run demo:dashboard`: computes metric math.
type Series = readonly number[];

const FUNCTIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  FILL: ([value]) => value,
};
const OPERATORS: Readonly<Record<string, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => other === 0 ? 0 : one / other,
};

/** Arithmetic and the common functions of metric math over `points` values; `undefined` for anything else, such as a search. */
export function evaluate(expression: string, points: number, named: (id: string) => Series | undefined): Series | undefined {
  const tokens: string[] = expression.match(/\d+(\.\d+)?|[A-Za-z_][\w.]*|\S/g) ?? [];
  try {
    const [result] = sum();
    return tokens.length === 0 ? result : undefined;
  } catch {
    return undefined;
  }

  function sum(): Series[] {
    return operation(['+', '-'], () => operation(['*', '/'], operand));
  }

  function operation(operators: readonly string[], part: () => Series[]): Series[] {
    let left = part();
    while (operators.includes(tokens[0])) {
      const operator = OPERATORS[tokens.shift()!];
      const [right] = part();
      left = left.map((series) => series.map((value, at) => operator(value, right[at])));
    }
    return left;
  }

  /** A number, a name, a call, or a list in brackets. */
  function operand(): Series[] {
    const token = tokens.shift() ?? '';
    if (/^\d/.test(token)) {
      return [Array(points).fill(Number(token))];
    }
    if (token in FUNCTIONS && tokens[0] === '(') {
      const list = operand();
      return [list[0].map((_, at) => FUNCTIONS[token](list.map((series) => series[at])))];
    }
    if (token === '(' || token === '[') {
      const list: Series[] = [];
      do {
        list.push(...sum());
      } while (tokens.shift() === ',');
      return list;
    }
    const series = named(token);
    if (!series) {
      throw new Error(`unknown: ${token}`);
    }
    return [series];
  }
}
