// For `npm run demo:dashboard`: writes the Markdown of text widgets as HTML.
import { escape } from './html';

/** The Markdown that the dashboard's text widgets use: headings, inline code and tables. Everything else is text. */
export function markdown(source: string): string {
  return source.trim().split(/\n\s*\n/).map(block).join('\n');
}

function block(source: string): string {
  const lines = source.split('\n').map((line) => line.trim());
  const [, hashes, title] = /^(#{1,6})\s+(.*)$/.exec(lines[0]) ?? [];
  if (hashes) {
    // Below the page's own headings.
    const level = Math.min(hashes.length + 2, 6);
    return `<h${level}>${inline(title)}</h${level}>${lines.length > 1 ? block(lines.slice(1).join('\n')) : ''}`;
  }
  if (lines.length > 1 && /^\|?[\s:|-]*-[\s:|-]*$/.test(lines[1])) {
    return table(lines);
  }
  return `<p>${inline(lines.join('\n'))}</p>`;
}

function table([header, , ...rows]: string[]): string {
  const cells = (line: string) => line.replace(/^\||\|$/g, '').split('|').map((cell) => inline(cell.trim()));
  const head = cells(header).map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${cells(row).map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return '<div class="scroll" tabindex="0" role="group" aria-label="table"><table class="plain">'
    + '<caption class="hidden">Table of the text panel</caption>'
    + `<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function inline(text: string): string {
  return text.split(/(`[^`]+`)/).map((part) =>
    /^`[^`]+`$/.test(part) ? `<code>${escape(part.slice(1, -1))}</code>` : escape(part)).join('');
}
