import { FAILURE_TEXTS, FailureText } from '../../facts/failure-texts';
import { INVOKE_ACTIONS } from '../../facts/iam-words';
import { findKnownModel } from '../../facts/known-models';
import { parseProfileId } from '../../facts/model-ids';
import { OTHER_ACTIONS } from '../../facts/other-actions';

/** A line as it was printed, without the border of its box. */
interface Line {
  readonly content: string;
  readonly isBoxed: boolean;
  /** Blanks between the content and the right border; undefined without one. */
  readonly gap?: number;
}

const BORDER = /^[│┃║╎┆┊╷╵╭╮╰╯┌┐└┘├┤─━═┏┓┗┛╔╗╚╝]/;
const ONLY_BORDER = /[│┃║╎┆┊╷╵╭╮╰╯┌┐└┘├┤─━═┏┓┗┛╔╗╚╝|]/g;

/** The words of AWS's sentences: a line may break between two of them; a break inside one is joined. */
const WORDS = new Set([
  'user', 'is', 'not', 'authorized', 'to', 'perform', 'on', 'resource', 'because', 'no', 'identity-based', 'policy', 'allows', 'the',
  'action', 'with', 'an', 'explicit', 'deny', 'in', 'a', 'service', 'control', 'permissions', 'boundary', 'session', 'resource-based',
  'vpc', 'endpoint', 'and', 'for', 'of', 'this', 'account', 'model',
  ...Object.values<FailureText>(FAILURE_TEXTS)
    .flatMap(({ says }) => says.flatMap((words) => typeof words === 'string' ? words.toLowerCase().split(' ') : [])),
]);

const ACTIONS = new Set([...INVOKE_ACTIONS, ...Object.keys(OTHER_ACTIONS)].map((action) => action.toLowerCase()));

/** Longer than any ARN, so it is not a broken token. */
const LONGEST_TOKEN = 512;

/** Removes borders, and joins lines that a terminal or a panel broke in the middle of a word or an ARN. */
export function joinWrappedLines(text: string): string {
  const lines = text.split('\n').map(readLine);
  const widths = measureBoxes(lines);
  const parts: string[] = [];
  let tail = '';
  lines.forEach((line, index) => {
    const content = line.isBoxed ? line.content.trim() : line.content;
    const isJoined = index > 0 && isBroken(tail, lines[index - 1], line, widths[index]);
    if (index > 0 && !isJoined) {
      parts.push('\n');
    }
    const added = isJoined ? content.trimStart() : content;
    parts.push(added);
    const end = added.trimEnd();
    const last = end.slice(end.lastIndexOf(' ') + 1);
    tail = isJoined && last.length === end.length ? tail + last : last;
    tail = tail.length > LONGEST_TOKEN ? '' : tail;
  });
  return parts.join('');
}

function readLine(text: string): Line {
  const trimmed = text.trim();
  const isTable = trimmed.startsWith('|') && !trimmed.slice(1, -1).includes('|');
  if (!BORDER.test(trimmed) && !isTable) {
    return { content: text, isBoxed: false };
  }
  const inner = trimmed.slice(1);
  const hasRight = inner !== '' && (BORDER.test(inner.slice(-1)) || inner.endsWith('|'));
  const content = (hasRight ? inner.slice(0, -1) : inner).replace(ONLY_BORDER, '');
  return { content: content.trimEnd(), isBoxed: true, gap: hasRight ? content.length - content.trimEnd().length : undefined };
}

/** For each line, the widest content of its box. */
function measureBoxes(lines: readonly Line[]): number[] {
  const widths = lines.map(({ isBoxed, content }) => isBoxed ? content.length : 0);
  for (let index = 1; index < lines.length; index++) {
    widths[index] = widths[index] && Math.max(widths[index], widths[index - 1]);
  }
  for (let index = lines.length - 2; index >= 0; index--) {
    widths[index] = widths[index] && Math.max(widths[index], widths[index + 1]);
  }
  return widths;
}

/** Whether a line ends in the middle of a token that continues on the next line. */
function isBroken(tail: string, line: Line, next: Line, width: number): boolean {
  const start = next.content.trimStart();
  const space = start.search(/\s/);
  const first = (space < 0 ? start : start.slice(0, space)).slice(0, LONGEST_TOKEN);
  if (tail === '' || first === '') {
    return false;
  }
  const both = strip(tail + first);
  const isInBox = line.isBoxed && next.isBoxed;
  if (!isInBox && !WORDS.has(both) && !ACTIONS.has(both) && !tail.includes('arn:')) {
    return false;
  }
  const [isWordBefore, isWordAfter] = [WORDS.has(strip(tail)), WORDS.has(strip(first))];
  if (isWordBefore || isWordAfter) {
    return WORDS.has(both) && isWordBefore !== isWordAfter;
  }
  if (WORDS.has(both) || ACTIONS.has(both)) {
    return true;
  }
  const isFull = isInBox && line.content.length === width;
  if (tail.includes('arn:')) {
    return isOpenArn(tail) || namesKnownModel(both) && !namesKnownModel(strip(tail)) || isFull && /[\d:/.-]/.test(first);
  }
  const indent = line.content.length - line.content.trimStart().length;
  return isInBox && line.gap !== undefined && line.gap <= Math.max(1, indent) && isFull;
}

/** Whether an ARN cannot end here. */
function isOpenArn(token: string): boolean {
  const arn = token.slice(token.lastIndexOf('arn:'));
  return arn.split(':').length < 6 || /[-/]$/.test(arn);
}

function namesKnownModel(token: string): boolean {
  const id = token.slice(token.lastIndexOf('/') + 1);
  return findKnownModel(parseProfileId(id).modelId) !== undefined;
}

/** A token in lower case, without the punctuation around it. */
function strip(token: string): string {
  return token.toLowerCase().replace(/^["'([{]{1,4}/, '').replace(/[:;,."')\]}]{1,4}$/, '');
}
