/** What the sentence of a denial says, word for word. */
export interface DenialText {
  readonly start: number;
  readonly end: number;
  /** Who was denied: an ARN, or the text in its place; empty if the text names no one. */
  readonly caller: string;
  readonly action: string;
  /** The ARN, or `*`; undefined if the text names none. */
  readonly resource?: string;
  /** The reason, which follows. */
  readonly clause: string;
}

const SENTENCE = /not\sauthorized\sto\sperform/gi;
/** A line of the console's panel; some panels name the service on a line of its own. */
const PANEL = /\bActions?(?:\(s\))?:\s?["']?((?:[\w-]{2,40}:)?[A-Za-z]\w{2,80}\*?)(?![\w:])/g;

const SERVICE = /\bService:\s?["']?([a-z][\w-]{1,40})/;

/** How far its parts may be from the words that identify a denial, in characters. */
const REACH = { before: 1500, after: 3000, clause: 400 };

const ARN = new RegExp([
  '^arn:(?:',
  [
    '<[^<>\\n]{1,60}>', '\\{\\{[^{}\\n]{1,60}\\}\\}',
    '\\{[^{}\\n]{1,60}\\}', '\\[[^[\\]\\n]{1,60}\\]', '[^\\s"\'`,<>{}()[\\]\\\\|]',
  ].join('|'),
  '){1,800}',
].join(''));

/** The reason, if it follows at once. */
const REASON = new RegExp([
  '^["\'\\s.,]{0,4}(?:',
  'because\\sno\\s[\\w\\s-]{3,60}\\sallows?(?:\\sthe\\s\\S{1,120}(?:\\saction)?)?',
  '|',
  'with\\san?\\sexplicit\\sdeny(?:\\sin\\s(?:an?|the)\\s[\\w\\s-]{3,60}?(?:policy|policies|boundary)',
  '(?:\\s?:\\s?["\']?(?:arn:|vpce-)[^\\s"\',]{1,400})?)?',
  ')',
].join(''), 'i');

/** Finds every sentence and panel that describes a denial. It reads each character for at most two of them. */
export function findDenialTexts(text: string): DenialText[] {
  const starts = [...[...text.matchAll(SENTENCE)].map((match) => ({ match, isPanel: false })),
    ...[...text.matchAll(PANEL)].map((match) => ({ match, isPanel: true }))]
    .sort((one, other) => one.match.index - other.match.index);
  const found: DenialText[] = [];
  starts.forEach(({ match, isPanel }, number) => {
    const from = Math.max(found[found.length - 1]?.end ?? 0, match.index - REACH.before);
    const to = Math.min(starts[number + 1]?.match.index ?? text.length, match.index + REACH.after);
    if (match.index >= from) {
      const read = isPanel ? readPanel(text, match, from, to) : readSentence(text, match, from, to);
      found.push(...read ? [read] : []);
    }
  });
  return found;
}

function readSentence(text: string, match: RegExpExecArray, from: number, to: number): DenialText | undefined {
  const before = text.slice(from, match.index);
  const after = text.slice(match.index + match[0].length, to);
  const named = readAction(after);
  if (!named) {
    return undefined;
  }
  const { action, rest } = named;
  const [lead] = /^["'\]),.]{0,3}\s?on\s(?:the\s)?(?:following\s)?resources?(?:\(s\))?\s?:?\s?["'[]{0,2}/i.exec(rest) ?? [];
  const target = lead === undefined ? { value: undefined, rest } : readTarget(rest.slice(lead.length));
  const reason = REASON.exec(target.rest.slice(0, REACH.clause))?.[0];
  const clause = reason ?? cutClause(target.rest);
  const { caller, start } = readCaller(before);
  return {
    start: from + start,
    end: match.index + match[0].length + after.length - target.rest.length + (reason?.length ?? 0),
    caller,
    action,
    resource: target.value,
    clause,
  };
}

/** Reads the action, even if a line break splits it. */
function readAction(after: string): { action: string; rest: string } | undefined {
  const [whole, name] = /^\s?:?\s?(?:the\s)?(?:actions?\s)?:?\s?["'[(]{0,2}([\w-]{2,40}:[\w*]{1,100})/i.exec(after) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const rest = after.slice(whole.length);
  const [, more = ''] = /^\s([A-Za-z]{1,60})(?=\s(?:on|because|with)\s)/.exec(rest) ?? [];
  return more === '' || /^(?:actions?|and|or)$/i.test(more)
    ? { action: name, rest }
    : { action: name + more, rest: rest.slice(more.length + 1) };
}

/** Reads an ARN, even if line breaks split it: only blanks are between its pieces, and the reason follows. */
function readTarget(text: string): { value?: string; rest: string } {
  const until = text.slice(0, REACH.clause * 2).search(/["']?\s(?:because|with\san?\sexplicit)\s/);
  const whole = ARN.exec(text)?.[0];
  const pieces = until < 0 || whole?.length === until ? [] : text.slice(0, until).split(/\s/);
  const isBroken = pieces.length > 1 && pieces.length < 9 && pieces[0].startsWith('arn:') && pieces.every((piece, index) =>
    /^[\w:/.@=+*<>{}$-]{1,400}$/.test(piece) && (index === pieces.length - 1 || !piece.endsWith('.')));
  if (isBroken) {
    return { value: pieces.join(''), rest: text.slice(until) };
  }
  const value = whole ?? /^\*/.exec(text)?.[0];
  const isCut = value?.endsWith('...');
  return { value: isCut ? value : value?.replace(/[.;:]{1,3}$/, ''), rest: text.slice(value?.length ?? 0) };
}

/** The text up to the caller of the next denial. */
function cutClause(rest: string): string {
  const clause = rest.slice(0, REACH.clause);
  const next = clause.search(/\bUser:\s?["']?arn:/);
  return next < 0 ? clause : clause.slice(0, next);
}

/** Finds where the caller is named; a role's name may contain the word too. */
function findLastUser(before: string): number {
  return [...before.matchAll(/(?<![\w/+=,.@-])User(?=:|\s)/g)].pop()?.index ?? -1;
}

function readCaller(before: string): { caller: string; start: number } {
  const start = findLastUser(before);
  const [, named] = /^User:?\s?["']?(.{0,900}?)["']?\s(?:is|are|was)\s?$/s.exec(start < 0 ? '' : before.slice(start)) ?? [];
  if (named !== undefined) {
    return { caller: named.replace(/\s/g, ''), start };
  }
  const [whole, arn] = /(arn:[^\s"']{1,600})["']?\s(?:is|are|was)\s?$/.exec(before.slice(-700)) ?? [];
  return whole === undefined ? { caller: '', start: before.length } : { caller: arn, start: before.length - whole.length };
}

/** Reads the console's panel: User, Service, Action, On resource(s), Context. */
function readPanel(text: string, match: RegExpExecArray, from: number, to: number): DenialText | undefined {
  const before = text.slice(from, match.index);
  const after = text.slice(match.index + match[0].length, to);
  const context = after.search(/\bContext:\s/);
  const reason = context < 0 ? '' : after.slice(context, context + REACH.clause);
  if (!/^Context:\s.{0,120}(?:explicitly\sdenies|allows)/s.test(reason)) {
    return undefined;
  }
  const [, service] = SERVICE.exec(before) ?? SERVICE.exec(after.slice(0, context)) ?? [];
  const action = match[1].includes(':') || service === undefined ? match[1] : `${service}:${match[1]}`;
  if (!action.includes(':')) {
    return undefined;
  }
  const [lead] = /\bOn\sresources?(?:\(s\))?:\s?["'[]{0,2}/i.exec(after.slice(0, context)) ?? [];
  const target = lead === undefined ? undefined : after.slice(after.indexOf(lead) + lead.length, context);
  const start = findLastUser(before);
  const user = start < 0 ? '' : before.slice(start);
  const [, caller = ''] = /^User:\s?["']?([^\s"']{1,600}(?:\s[^\s"':]{1,200}(?=\s(?:Service|Action)))?)/.exec(user) ?? [];
  return {
    start: start < 0 ? match.index : from + start,
    end: match.index + match[0].length + context + reason.length,
    caller: caller.replace(/\s/g, ''),
    action,
    resource: target === undefined ? undefined : readTarget(/^arn:\S{0,600}(?:\s[\w:/.-]{1,200}){0,4}\s?$/.test(target)
      ? target.replace(/\s/g, '') : target).value,
    clause: reason,
  };
}
