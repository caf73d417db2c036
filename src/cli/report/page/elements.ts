import { MOST_NAMES } from '../fold-calls';
import { Content, Html, html, join } from './html';
import { count, LAYERS, LEG_OUTCOMES, Shown } from './words';
import { ReportDecider, ReportLeg, ReportPlace } from '../../../core/app/report';
import { LEG_NAMES } from '../../../core/call/leg-names';

/** Lines of a table under one name, which the first column shows once. */
export interface TableGroup {
  readonly name: Content;
  readonly lines: readonly (readonly Content[])[];
}

/**
 * Draws a table. The class sets the widths of its columns. On a narrow screen each row becomes a block, with a label before each cell.
 */
export function drawTable(className: string, caption: Content, labels: readonly string[], groups: readonly TableGroup[]): Html {
  const [, ...others] = labels;
  const drawCell = (cell: Content, column: number) => isEmpty(cell)
    ? html`<td role="cell" class="empty"></td>`
    : html`<td role="cell" data-label="${others[column]}"><div>${cell}</div></td>`;
  const drawGroup = ({ name, lines }: TableGroup) => {
    const head = lines.length > 1
      ? html`<th role="rowheader" scope="rowgroup" rowspan="${lines.length}">${name}</th>`
      : html`<th role="rowheader" scope="row">${name}</th>`;
    return html`<tbody role="rowgroup">${lines.map((cells, index) =>
      html`<tr role="row">${index === 0 && head}${cells.map(drawCell)}</tr>`)}</tbody>\n`;
  };
  return html`<table role="table" class="${className}">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${labels.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr></thead>
${groups.map(drawGroup)}</table>
`;
}

function isEmpty(content: Content): boolean {
  return content === undefined || content === false || content === '' || Array.isArray(content) && content.every(isEmpty);
}

/** Draws a sign with its word, in its color. */
export function drawPill({ sign, word, colour }: Shown): Html {
  return html`<span class="pill ${colour}"><span aria-hidden="true">${sign}</span>\u00a0${word}</span>`;
}

/** Draws a mark for each leg of a call. A screen reader reads the title, in words. */
export function drawLegs(legs: readonly ReportLeg[]): Content {
  if (legs.length === 0) {
    return undefined;
  }
  const label = legs.map(({ leg, outcome, announced }) =>
    `${LEG_NAMES[leg]}: ${LEG_OUTCOMES[outcome].word}${announced ? ' (announced by AWS, not counted)' : ''}`).join('; ');
  return html`<span class="legs" role="img" title="${label}">${legs.map(({ outcome, announced }) => {
    const { sign, colour } = LEG_OUTCOMES[outcome];
    return html`<b class="${colour}">${announced ? `(${sign})` : sign}</b>`;
  })}</span>`;
}

/** Draws what decides: the layer, the policy and its statement. */
export function drawDecider({ layer, policy, statement, sid }: ReportDecider): Html {
  const name = html`<code>${join(policy.split('/'), html`/<wbr>`)}</code>`;
  return html`${LAYERS[layer]} ${name}${statement !== undefined && `, statement ${statement}`}${
    sid !== undefined && html`, Sid <code>${sid}</code>`}`;
}

/** Draws a place in the assembly. */
export function drawPlace({ file, logicalId, location, path }: ReportPlace): Html {
  return html`<code>${path}</code>: <code>${logicalId}</code> in <code>${file}</code>, <code>${location}</code>`;
}

/** Draws content that is folded on a screen and open in print. */
export function drawDetails(summary: Content, content: Content, isOpen = false): Html {
  return html`<details${isOpen && ' open'}><summary>${summary}</summary>\n${content}</details>\n`;
}

export function drawList(items: readonly Content[], className = ''): Html {
  return html`<ul${className && html` class="${className}"`}>${items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
}

/** Draws terms with their values, and leaves out a term without one. */
export function drawFacts(facts: readonly (readonly [string, Content])[]): Html {
  const drawn = facts.filter(([, content]) => !isEmpty(content));
  return html`<dl class="facts">${drawn.map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>`)}</dl>\n`;
}

const FIRST_NAMES = 3;

/** Draws a few names in full. For many, it draws their number and the first names, and folds the full list. */
export function drawNames(names: readonly string[], one: string, many?: string): Html {
  const code = (name: string) => html`<code>${name}</code>`;
  if (names.length <= MOST_NAMES) {
    return join(names.map(code), ', ');
  }
  const first = names.slice(0, FIRST_NAMES);
  return html`<b>${count(names.length, one, many)}</b>: ${join(first.map(code), ', ')} and ${
    count(names.length - first.length, 'other')}${drawDetails('All of them', drawList(names.map(code), 'names'))}`;
}
