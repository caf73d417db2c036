import { Advice } from './advice';
import { Evidence, findValue } from '../evidence';
import { advise, FailureKind } from './failure-advice';
import { FAILURE_TEXTS, FailureText } from '../../facts/failure-texts';

/** A call that failed for another reason than a policy of the caller. */
export interface CallFailure extends Advice {
  readonly kind: FailureKind;
  /** The whole advice in sentences: what it is, what to do, and whether waiting helps. */
  readonly meaning: string;
  readonly modelId?: string;
  readonly region?: string;
  readonly evidence: readonly Evidence[];
}

/** The words of a failure in a text. */
export interface FailureWords {
  readonly kind: FailureKind;
  readonly start: number;
  readonly end: number;
  readonly isCode: boolean;
}

/** An error code this near to a sentence (characters) adds nothing. */
const NEAR = 400;

const ROWS = Object.entries<FailureText>(FAILURE_TEXTS).map(([name, { says, isCode = false }]) => ({
  kind: name.replace(/_(?:CODE|PENDING)$/, '') as FailureKind,
  pattern: new RegExp(says.map((words) => typeof words === 'string' ? writePattern(words) : words.source).join('|'), 'gi'),
  isCode,
}));

function writePattern(phrase: string): string {
  return phrase.replace(/ /g, '\\s').replace(/'/g, '["\'\u2019]');
}

/** Finds the words of failures, in order; each row of the table reads the text once. */
export function findFailureWords(text: string): FailureWords[] {
  return ROWS
    .flatMap(({ kind, pattern, isCode }) => [...text.matchAll(pattern)].map((match) => ({
      kind,
      start: match.index,
      end: match.index + match[0].length,
      isCode,
    })))
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter(keepOuter());
}

/** Keeps words that are no part of longer ones. */
function keepOuter(): (words: FailureWords) => boolean {
  let last = 0;
  return ({ end }) => {
    const isOuter = end > last;
    last = Math.max(last, end);
    return isOuter;
  };
}

/** Drops error codes that have a more telling text nearby. */
export function dropCodes(words: readonly FailureWords[], denials: readonly { start: number; end: number }[]): FailureWords[] {
  const sentences = [...words.filter(({ isCode }) => !isCode), ...denials].sort((one, other) => one.start - other.start);
  let next = 0;
  return words.filter(({ isCode, start, end }) => {
    while (sentences[next] && sentences[next].end < start - NEAR) {
      next++;
    }
    return !isCode || !sentences[next] || sentences[next].start > end + NEAR;
  });
}

/** Describes a failure, with the model and the Region from the evidence. */
export function makeFailure(kind: FailureKind, evidence: readonly Evidence[]): CallFailure {
  const [modelId, region] = [findValue(evidence, 'model'), findValue(evidence, 'region')];
  const advice = advise(kind, { modelId, region, profile: findValue(evidence, 'profile') });
  return { kind, ...advice, meaning: `${advice.what} ${advice.remedy} ${advice.waiting}`, modelId, region, evidence };
}
