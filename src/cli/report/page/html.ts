/** Markup that is safe to write into a page, because its text is already escaped. */
export class Html {
  public constructor(public readonly text: string) {
  }
}

/** Content of markup. Text is escaped; `false` and `undefined` leave nothing. */
export type Content = Html | string | number | false | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/**
 * Characters that are invisible or reverse the text around them, which could make one name look like another. The last range stands for
 * unknown characters in a template.
 */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]/gu;

/** Escapes text for elements and quoted attributes, and spells out invisible characters. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Makes markup from a template. It escapes each value that is not markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`));
}

/** Joins contents with a separator. */
export function join(contents: readonly Content[], separator: Content): Html {
  return new Html(contents.map(render).join(render(separator)));
}

function render(content: Content): string {
  if (content instanceof Html) {
    return content.text;
  }
  if (typeof content === 'string' || typeof content === 'number') {
    return escapeHtml(`${content}`);
  }
  return content ? content.map(render).join('') : '';
}
