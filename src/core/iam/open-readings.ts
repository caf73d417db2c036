import { listOpen, openCandidate, openSome } from './open-text';
import { OpenValue } from './request';

/** What nobody said of a request, by the characters that stand for it. */
export type OpenValues = ReadonlyMap<string, OpenValue>;

type Choice = (character: string) => boolean;

const ALL: Choice = () => true;
const NONE: Choice = () => false;

/** No path of a role that people choose has more; a longer pattern is not looked into. */
const MOST_FOLDERS = 20;

/** Whether something is a folder that may be empty, or has several candidates. */
export function isVaried(value: OpenValue | undefined): boolean {
  return value?.isFolder === true || (value?.candidates ?? []).length > 1;
}

/** Whether a pattern has more folders than a value is read with. */
export function isTooDeep(pattern: string): boolean {
  return pattern.split('/').length > MOST_FOLDERS;
}

/** Lists with how many open folders a value is read: as many as the pattern may tell apart. */
export function listDepths(pattern: string): number[] {
  return Array.from({ length: pattern.split('/').length + 1 }, (_, depth) => depth);
}

/** Lists what a value may be: with each candidate, and with so many open folders. What is open and has neither stays as it is. */
export function listReadings(actual: string, open: OpenValues, depths: readonly number[]): readonly string[] {
  return readFolders(spellOut(actual, open), listFolders(actual, open), depths);
}

/** Lists the same, with what nobody said as anything that it may be. */
export function listOpened(actual: string, open: OpenValues, depths: readonly number[], isMeant: Choice = ALL): readonly string[] {
  const folders = listFolders(actual, open);
  if (isMeant === ALL && folders.length === 0) {
    return openAll(actual, open);
  }
  return readFolders(spellCandidates(actual, open, isMeant), folders, depths).map((reading) => openSome(reading, isMeant));
}

const spellOut = rememberLast((actual, open) => spellCandidates(actual, open, NONE));
const openAll = rememberLast((actual, open) => spellCandidates(actual, open, ALL).map((text) => openSome(text, ALL)));

function spellCandidates(actual: string, open: OpenValues, isMeant: Choice): readonly string[] {
  return listOpen(actual).reduce<readonly string[]>((texts, character) => {
    const { candidates = [] } = open.get(character) ?? {};
    const spelled = isMeant(character) ? candidates.map(openCandidate) : candidates;
    return spelled.length === 0 ? texts : texts.flatMap((text) => spelled.map((one) => text.split(character).join(one)));
  }, [actual]);
}

function listFolders(actual: string, open: OpenValues): string[] {
  return listOpen(actual).filter((one) => open.get(one)?.isFolder);
}

function readFolders(texts: readonly string[], folders: readonly string[], depths: readonly number[]): readonly string[] {
  return folders.reduce<readonly string[]>((readings, folder) =>
    readings.flatMap((reading) => depths.map((depth) => reading.replaceAll(folder, `${folder}/`.repeat(depth)))), texts);
}

/** Keeps the last answer: a value of a request is held against many patterns, one after the other, and asked for each leg again. */
export function rememberLast<T>(find: (actual: string, open: OpenValues) => T): (actual: string, open: OpenValues) => T {
  let last: { readonly actual: string; readonly open: OpenValues; readonly answer: T } | undefined;
  return (actual, open) => {
    if (last?.actual !== actual || last.open !== open) {
      last = { actual, open, answer: find(actual, open) };
    }
    return last.answer;
  };
}
