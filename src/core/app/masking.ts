import { group } from './collections';
import { AppReport } from './report';
import { capitalize, joinWords } from '../call/words';

/** Log groups that mask the same kinds of data. */
export interface MaskedStores {
  readonly stores: readonly string[];
  readonly masked: readonly string[];
  /** What the list leaves out, in a sentence or two. */
  readonly limits: string;
}

/** Kinds of data that the default list leaves out, with what a name of an identifier for them would contain. */
const OFTEN_MISSED: readonly (readonly [string, RegExp])[] = [
  ['phone numbers', /phone/i], ['dates of birth', /birth/i], ['passports', /passport/i], ['bank accounts', /bank|iban/i],
];

/** Lists what each store masks; stores with the same list share an item. */
export function listMasked({ recording }: Pick<AppReport, 'recording'>): MaskedStores[] {
  const masking = recording.flatMap(({ stores }) => stores).filter(({ masked }) => masked.length > 0);
  return group(masking, ({ masked }) => masked).map((same) => ({
    stores: [...new Set(same.map(({ name }) => name))],
    masked: same[0].masked,
    limits: writeLimits(same[0].masked),
  }));
}

/** The first sentence is that of docs/logging.md. */
function writeLimits(masked: readonly string[]): string {
  const missed = OFTEN_MISSED.filter(([, pattern]) => !masked.some((name) => pattern.test(name))).map(([kind]) => kind);
  const first = missed.length === 0 ? '' : `${capitalize(joinWords(missed))} are not among them. `;
  return `${first}Masking recognizes patterns, and misses some. Anyone with logs:Unmask reads everything.`;
}
