/** Markup that is safe to write into a page: what it was made from is escaped already. */
export class Html {
  public constructor(public readonly text: string) {
  }
}

/** What may stand in markup. Text is escaped; what is absent leaves nothing. */
export type Content = Html | string | number | false | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/**
 * Characters that nobody sees, or that turn around what stands beside them: a name could pass for another by them. The last are those that
 * stand for unknown characters in a template.
 */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]/gu;

/** Writes text as HTML, for elements and for attributes in quotes. Characters that nobody sees are spelled. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Makes markup of a template in which all values are escaped that are no markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`));
}

/** Puts contents one after the other, with text between them. */
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
