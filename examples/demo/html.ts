// For `npm run demo:dashboard`: escapes text and formats numbers.
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text as HTML, for elements and for attributes in quotes. */
export function escape(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Marks values that were not measured. */
export const MADE_UP = '<span class="made-up">made-up data</span>';
