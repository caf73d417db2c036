import { drawDecider, drawDetails, drawLegs, drawList, drawNames, drawPill, drawTable } from './elements';
import { CallLine, FoldedCalls, listAdmitted, OWN_POLICIES, showGuardrail } from '../fold-calls';
import { Content, Html, html, join } from './html';
import { ACTIONS, count, KINDS, LAYERS, nameAccount, nameModel, UNKNOWN, VERDICTS } from './words';
import { AppReport } from '../../../core/app/report';

export interface CallsOptions {
  /** Whether each identity shows its account; false under a heading that names it. */
  readonly withAccount: boolean;
  /** Whether each line shows what decides; false if one policy decides all lines. */
  readonly withDecider: boolean;
}

const LABELS = ['Who', 'Model', 'From', 'Calls', 'Answer'];

/** Further groups are folded: a browser lays them out only when the reader unfolds them. */
const MOST_GROUPS = 100;

/** Draws a table of callers, models and answers. */
export function drawCalls(caption: string, folded: readonly FoldedCalls[], report: AppReport, options: CallsOptions): Html {
  const isExplained = options.withDecider && folded.some(({ lines }) => lines.some(({ by, why }) => by ?? why));
  const draw = (text: string, some: readonly FoldedCalls[]) => drawTable(
    isExplained ? 'calls explained' : 'calls', text, isExplained ? [...LABELS, 'Why'] : LABELS, some.map((one) => ({
      name: drawWho(one.identities, report, options.withAccount),
      lines: one.lines.map((line) => isExplained ? [...drawLine(line), drawReason(line)] : drawLine(line)),
    })));
  const others = folded.slice(MOST_GROUPS);
  const rest = `${count(others.length, 'other')} with different answers`;
  return html`${draw(caption, folded.slice(0, MOST_GROUPS))}${others.length > 0 && drawDetails(rest, draw(rest, others))}`;
}

function drawLine(line: CallLine): Content[] {
  const wildcard = line.intent === 'wildcard' && html` <span class="quiet">(wildcard)</span>`;
  const { profile, guardrails } = line;
  const through = profile && html`<span class="note">${profile.only ? 'only ' : ''}through <code>${profile.name}</code></span>`;
  const named = guardrails
    && html`<span class="note">with guardrail ${join(guardrails.map((one) => html`<code>${showGuardrail(one)}</code>`), ' or ')}</span>`;
  return [
    [join(line.models.map((model) => html`<code>${nameModel(model)}</code>${wildcard}`), html`<br>`), through, named],
    join(line.regions.map((region) => region === undefined ? UNKNOWN : html`<code>${region}</code>`), ', '),
    line.actions.map((action) => ACTIONS[action]).join(', '),
    html`<span class="answer">${drawPill(VERDICTS[line.verdict])} ${drawLegs(line.legs)}</span>`,
  ];
}

function drawReason({ by, why }: CallLine): Content {
  const decider = by === OWN_POLICIES ? LAYERS[by.layer] : by && drawDecider(by);
  return [decider, decider && why && html`<br>`, why && html`<span class="quiet">${why}</span>`];
}

/** Draws one identity with its kind and who may assume it. For many, it draws the first names and folds the full list. */
function drawWho(places: readonly number[], { identities }: AppReport, withAccount: boolean): Html {
  const [identity] = places.map((place) => identities[place]);
  const { path, kind, account } = identity;
  const admitted = listAdmitted(identity);
  const quiet = [
    places.length === 1 ? KINDS[kind] : '',
    withAccount ? nameAccount(account).toLowerCase() : '',
    admitted.length > 0 ? `assumed by ${admitted.join('; ')}` : '',
  ].filter((part) => part !== '').join(', ');
  const [one, many] = kind === 'role' ? ['role', 'roles'] : ['identity', 'identities'];
  const name = places.length === 1
    ? html`<code>${path}</code>`
    : drawNames(places.map((place) => identities[place].path), one, many);
  return html`${name}<span class="note">${quiet}</span>`;
}

/** Draws the ARNs of identities, folded. */
export function drawArns({ identities }: AppReport, places: readonly number[]): Html {
  const arns = places.map((place) => html`<code>${identities[place].path}</code>: <code>${identities[place].arn}</code>`);
  return drawDetails(count(places.length, 'ARN'), drawList(arns, 'plain'));
}
