/**
 * The value of metric math at one point in time, by the values of its metrics by their IDs, where undefined has no data. The syntax of the
 * expressions that are used is JavaScript's as well.
 */
export function evaluate(expression: string, values: Readonly<Record<string, number | undefined>>): number {
  const functions = {
    FILL: (value: number | undefined, other: number) => value ?? other,
    IF: (condition: boolean, yes: number, no: number) => condition ? yes : no,
    SUM: (all: number[]) => all.reduce((sum, value) => sum + value, 0),
    MAX: (all: number[]) => Math.max(...all),
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  return new Function(...Object.keys(functions), ...Object.keys(values), `return ${expression}`)(
    ...Object.values(functions), ...Object.values(values));
}
