import { AccessDenied, makeDenial } from './access-denied';
import { CallFailure, dropCodes, FailureWords, findFailureWords, makeFailure } from './call-failures';
import { ApiEvent } from './cloudtrail-event';
import { DenialText, findDenialTexts } from './denial-text';
import { findPassages } from './error-json';
import { cleanText } from './error-text';
import { Evidence, keepFirst } from '../evidence';
import { Mentions, NearMentions } from './mentions';

/** All failed calls in a text, each once, in order. */
export interface Errors {
  readonly denials: readonly AccessDenied[];
  readonly failures: readonly CallFailure[];
}

/** A denial, a failure or an event at a place of a text. */
interface Told {
  readonly start: number;
  readonly end: number;
  readonly denial?: DenialText;
  readonly words?: FailureWords;
  readonly event?: ApiEvent;
}

/**
 * Reads all denials and failures in a text. It may be a log, a pasted message, CloudTrail events as JSON or JSON lines, the AWS CLI's
 * output of them, or a decoded authorization message. The work is linear in the text's length.
 */
export function readErrors(text: string): Errors {
  const { plain, events } = readText(text);
  const denials = findDenialTexts(plain);
  const words = dropCodes(findFailureWords(plain), denials);
  const told: Told[] = [
    ...denials.map((denial) => ({ ...denial, denial })),
    ...words.map((one) => ({ ...one, words: one })),
    ...events,
  ].sort((one, other) => one.start - other.start);
  const mentions = new Mentions(plain);
  const found: Found = { denials: new Map(), failures: new Map() };
  const seen = new Set<string>();
  let from = 0;
  told.forEach((one, index) => {
    const next = told[index + 1];
    const to = next ? findBorder(plain, one.end, next.start) : plain.length;
    const near = mentions.near(from, to);
    const key = writeKey(one, near) ?? String(index);
    if (!seen.has(key)) {
      seen.add(key);
      readOne(one, near, found);
    }
    from = to;
  });
  return { denials: [...found.denials.values()], failures: [...found.failures.values()] };
}

/** A key that identifies an error before it is read in full, because logs repeat themselves. */
function writeKey({ denial, words }: Told, near: NearMentions): string | undefined {
  return denial
    ? JSON.stringify([denial.caller, denial.action, denial.resource, denial.clause, near.key])
    : words && JSON.stringify([words.kind, near.key]);
}

/** The text between two errors belongs to the second one, except for the rest of the first one's line. */
function findBorder(text: string, end: number, start: number): number {
  const line = text.slice(end, start).indexOf('\n');
  return line < 0 ? start : end + line;
}

interface Found {
  readonly denials: Map<string, AccessDenied>;
  readonly failures: Map<string, CallFailure>;
}

function readOne({ denial, words, event }: Told, near: NearMentions, found: Found): void {
  if (denial) {
    addDenial(makeDenial(denial, undefined, near), found);
  } else if (words) {
    addFailure(words, listEvidence(near), found);
  } else if (event?.isError) {
    readFailedEvent(event, found);
  }
}

/** Reads the message of an event: the sentence of a denial, the words of a failure, or neither if it was cut off. */
function readFailedEvent(event: ApiEvent, found: Found): void {
  const message = cleanText(event.message);
  const denials = findDenialTexts(message);
  const words = dropCodes(findFailureWords(`${event.code}: ${message}`), denials);
  denials.forEach((denial) => addDenial(makeDenial(denial, event), found));
  words.forEach((one) => addFailure(one, event.evidence, found));
  if (denials.length === 0 && words.length === 0 && event.isDenial) {
    addDenial(makeDenial(undefined, event), found);
  }
}

function addDenial(denial: AccessDenied, { denials }: Found): void {
  const { action, resource, principalArn, layer, explicit, policyArn, region, modelId } = denial;
  const key = JSON.stringify([action, resource, principalArn, layer, explicit, policyArn, region, modelId]);
  if (!denials.has(key)) {
    denials.set(key, denial);
  }
}

function addFailure({ kind }: FailureWords, evidence: readonly Evidence[], { failures }: Found): void {
  const failure = makeFailure(kind, evidence);
  const key = JSON.stringify([kind, failure.modelId, failure.region]);
  if (!failures.has(key)) {
    failures.set(key, failure);
  }
}

function listEvidence(near: NearMentions): Evidence[] {
  return keepFirst([near.findRegion(), near.findStreaming(), ...near.findCalled()]);
}

/** Makes a text plain, and takes out its events, each with its place. */
function readText(text: string): { plain: string; events: Told[] } {
  const parts: string[] = [];
  const events: Told[] = [];
  let [length, pending] = [0, [] as string[]];
  const flush = () => {
    const clean = cleanText(pending.join(''));
    parts.push(clean);
    length += clean.length;
    pending = [];
  };
  for (const passage of findPassages(text)) {
    if (typeof passage === 'string') {
      pending.push(passage);
    } else {
      flush();
      events.push({ start: length, end: length, event: passage });
    }
  }
  flush();
  return { plain: parts.join(''), events };
}
