import { compileGlob } from './glob';
import { ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_TEXT, ANY_TEXT_WITHIN, UNKNOWN_TEXT } from './special-characters';

/** A wildcard that is not at the end of its part. */
const INNER_ANY_TEXT = new RegExp(`${ANY_TEXT}(?=.)`, 'g');

/**
 * Prepares the test of ARNs against a pattern. A wildcard at the end of a part also matches beyond the colon; any other wildcard does not.
 * An ARN of fewer than six parts gets a wildcard for each missing part, so `arn:aws:bedrock` names the whole service (IAM User Guide,
 * "Resource").
 */
export function compileResourcePattern(expected: string): (arn: string) => boolean {
  const missing = expected.startsWith('arn:') ? Math.max(0, 6 - expected.split(':').length) : 0;
  const completed = compileGlob(keepWithinParts(expected + `:${ANY_TEXT}`.repeat(missing)));
  if (missing === 0 || !expected.includes(UNKNOWN_TEXT)) {
    return completed;
  }
  // An unknown text may contain the missing colons.
  const asWritten = compileGlob(expected);
  const open = compileGlob(`${expected}:${ANY_TEXT}`);
  return (arn) => asWritten(arn) || open(arn);
}

/** Keeps each wildcard of the first five parts within its part, unless it is at the end of the part. */
function keepWithinParts(pattern: string): string {
  const parts = pattern.split(':');
  if (parts.length < 6 || pattern.includes(UNKNOWN_TEXT)) {
    return pattern;
  }
  const kept = parts.slice(0, 5).map((part) => part
    .replaceAll(ANY_CHARACTER, ANY_CHARACTER_WITHIN)
    .replace(INNER_ANY_TEXT, ANY_TEXT_WITHIN));
  return [...kept, ...parts.slice(5)].join(':');
}
