import { readErrors } from '../../../../src/core/call/errors/read-errors';

/** Reads a text, and holds what is true of whatever is read. */
export function holds(text: string): void {
  const { denials, failures } = readErrors(text);
  for (const { meaning, evidence, principalArn, resource, action, leg, grant } of denials) {
    expect(meaning).not.toMatch(/undefined|\[object/);
    expect(new Set(evidence.map(({ fact }) => fact)).size).toBe(evidence.length);
    expect(`${action} ${resource}`).not.toMatch(/[\uE000-\uF8FF]/);
    expect(principalArn ?? 'arn:').toMatch(/^arn:/);
    expect(leg === undefined || grant === undefined).toBe(true);
  }
  failures.forEach(({ meaning, command = '' }) => expect(meaning + command).not.toMatch(/undefined|\[object/));
}
