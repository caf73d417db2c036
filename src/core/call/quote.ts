/** Writes a list of values, each in quotation marks. */
export function quote(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
