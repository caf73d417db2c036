import { listOpen, openCandidate, openSome } from './open-text';
import { OpenValue } from './request';

/** What is open in a request, by the characters that stand for it. Open means that no input says it. */
export type OpenValues = ReadonlyMap<string, OpenValue>;

type Choice = (character: string) => boolean;

const ALL: Choice = () => true;
const NONE: Choice = () => false;

/** No role's path in practice has more folders. A longer pattern is not examined. */
const MOST_FOLDERS = 20;

/** Whether a value is a folder that may be empty, or has several candidates. */
export function isVaried(value: OpenValue | undefined): boolean {
  return value?.isFolder === true || (value?.candidates ?? []).length > 1;
}

/** Whether a pattern has more folders than are examined. */
export function isTooDeep(pattern: string): boolean {
  return pattern.split('/').length > MOST_FOLDERS;
}

/** Lists the numbers of open folders to try: as many as the pattern can distinguish. */
export function listDepths(pattern: string): number[] {
  return Array.from({ length: pattern.split('/').length + 1 }, (_, depth) => depth);
}

/** Lists what a value may be, with each candidate and each number of open folders. The rest of what is open stays open. */
export function listReadings(actual: string, open: OpenValues, depths: readonly number[]): readonly string[] {
  return readFolders(spellOut(actual, open), listFolders(actual, open), depths);
}

/** Lists the same, and replaces what is open by patterns for everything that it may be. */
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

/** Keeps the last answer, because one value is compared with many patterns in turn, and again for each leg. */
export function rememberLast<T>(find: (actual: string, open: OpenValues) => T): (actual: string, open: OpenValues) => T {
  let last: { readonly actual: string; readonly open: OpenValues; readonly answer: T } | undefined;
  return (actual, open) => {
    if (last?.actual !== actual || last.open !== open) {
      last = { actual, open, answer: find(actual, open) };
    }
    return last.answer;
  };
}
