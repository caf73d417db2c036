/** Cuts two names to a budget as CloudFormation does: half each, and what one leaves goes to the other; the odd one to the first. */
export function cutNames(first: string, second: string, budget: number): [string, string] {
  const [a, b] = [Math.ceil(budget / 2), Math.floor(budget / 2)];
  if (first.length <= a) {
    return [first, second.slice(0, budget - first.length)];
  }
  return second.length <= b ? [first.slice(0, budget - second.length), second] : [first.slice(0, a), second.slice(0, b)];
}
