import { drawDetails, drawFacts, drawList, drawNames, drawPill, drawPlace, drawTable } from './elements';
import { Content, Html, html, join } from './html';
import { count, describeUnpromised, LAYERS, nameModel, ROUTES, Shown, WHO_IS_EXEMPT } from './words';
import { group } from '../../../core/app/collections';
import { AppReport, ReportDeny, ReportMatrixRow } from '../../../core/app/report';
import { listUnpromised, UnpromisedRoute } from '../../../core/app/unpromised';
import { InferenceRoute } from '../../../core/call/guard/inference-route';
import { InvocationOutcome, isDenied } from '../../../core/iam/outcome';

type Promised = NonNullable<ReportDeny['promises']>[number];

/** A longer matrix is folded, unless it shows a broken promise. */
const MOST_OPEN_ROWS = 12;

/** Draws each service control policy and boundary that denies: its targets, what it denies and exempts, and its promises. */
export function drawDenies(report: AppReport): Html {
  return report.denies.length === 0
    ? html`<p>No known service control policy or permissions boundary denies a call to Claude.</p>`
    : html`<p>Service control policies that concern calls to Claude, and permissions boundaries that deny one. Denies in an identity's
own policies and in endpoint policies are not listed here.</p>
${report.denies.map((deny) => drawDeny(report, deny))}`;
}

function drawDeny(report: AppReport, deny: ReportDeny): Html {
  const { layer, policy, at, attachedTo, rows, exempt, exemptPatterns, promises } = deny;
  const denied = new Set(rows.map((row) => report.rows[row].identity)).size;
  const facts = drawFacts([
    ['Attached to', attachedTo.length > 0 ? drawNames(attachedTo, 'place') : 'nothing in this app'],
    ['Denies', rows.length > 0 ? `${count(rows.length, 'call')} by ${count(denied, 'identity', 'identities')}` : 'no call in this report'],
    ['Exempts by name', exempt.length > 0
      ? drawNames(exempt.map((identity) => report.identities[identity].path), 'identity', 'identities')
      : 'no identity in this report'],
    ['Exempt patterns', exemptPatterns.length > 0
      && html`${drawNames(exemptPatterns, 'pattern')}<span class="note">${WHO_IS_EXEMPT}</span>`],
    ['Promises', !promises && 'none: it is not a GlobalCrisDenyGuard'],
    ['Place', at && drawPlace(at)],
  ]);
  const isOpen = promises?.some(({ isClosed }) => isClosed === false);
  return html`<article class="deny${isOpen && ' bad'}">
<h3><code>${policy}</code> <span class="note">${LAYERS[layer]}</span></h3>
${promises ? html`<div class="halves">\n${facts}${drawRoutes(promises, listUnpromised(deny))}</div>\n` : facts}${drawMatrix(deny)}</article>
`;
}

/** Draws the routes that a guard promises to close, whether each is closed, and the routes that it leaves. */
function drawRoutes(promises: readonly Promised[], others: readonly UnpromisedRoute[]): Html {
  const promised = promises.map(({ route, isClosed }): [InferenceRoute, Shown] => [route, typeof isClosed === 'string'
    ? { sign: '?', word: 'NOT JUDGED', colour: 'unsure' }
    : isClosed
      ? { sign: '✓', word: 'closed, as promised', colour: 'good' }
      : { sign: '✗', word: 'OPEN, promise broken', colour: 'bad' }]);
  const left = others.map(({ route, isOpen }): [InferenceRoute, Shown] => [route, describeUnpromised(isOpen)]);
  return html`<div><h4>Routes</h4>
${drawList([...promised, ...left].map(([route, shown]) => html`${ROUTES[route]} <code>${route}</code> ${drawPill(shown)}`), 'promises')}${
  left.length > 0 && html`<p class="quiet">This policy does not deny an open route. Another policy may.</p>`}</div>
`;
}

/** Draws what the policy answers to each kind of call, for exempt callers and for all others. */
function drawMatrix({ matrix, matrixRegion, policy, promises }: ReportDeny): Content {
  if (matrix.length === 0) {
    return undefined;
  }
  const labels = ['Route', 'Through', 'Action', 'Model', 'Other callers', 'Exempt callers', 'Sid'];
  const drawRows = (rows: readonly ReportMatrixRow[]) => [
    PROFILES[`${rows[0].profileKind}`] ?? rows[0].profileKind ?? 'no profile',
    join(rows.map(({ action }) => html`<code>${action}</code>`), html`<br>`),
    MODELS[rows[0].model] ?? html`<code>${nameModel(rows[0].model)}</code>`,
    drawOutcome(rows[0]),
    rows[0].exempt === undefined ? 'none exempt' : OUTCOMES[rows[0].exempt],
    rows[0].sid === undefined ? undefined : html`<code>${rows[0].sid}</code>`,
  ];
  const from = matrixRegion === undefined ? '' : ` from ${matrixRegion}`;
  const title = html`What <code>${policy}</code> does to calls${from}, if everything else allows them`;
  const table = drawTable('matrix', title, labels,
    group(matrix, ({ route }) => route).map((rows) => ({
      name: ROUTES[rows[0].route],
      lines: group(rows, (row) => ({ ...row, action: undefined })).map(drawRows),
    })));
  const isBroken = promises?.some(({ isClosed }) => isClosed !== true) ?? false;
  const summary = `What it does to ${count(matrix.length, 'kind of call', 'kinds of calls')}`;
  return drawDetails(summary, table, isBroken || matrix.length <= MOST_OPEN_ROWS);
}

const PROFILES: Readonly<Record<string, string>> = { SYSTEM: 'system profile', APPLICATION: 'application profile' };
const MODELS: Readonly<Record<string, string>> = { 'any': 'any model', 'any other': 'any other model' };
const OUTCOMES: Readonly<Record<InvocationOutcome, string>> = {
  [InvocationOutcome.ALLOWED]: 'allowed',
  [InvocationOutcome.IMPLICITLY_DENIED]: 'denied',
  [InvocationOutcome.EXPLICITLY_DENIED]: 'denied',
  [InvocationOutcome.DEPENDS]: 'depends',
};

/** Only a promise decides whether an open route is good or bad. */
function drawOutcome({ anybody, promised }: ReportMatrixRow): Content {
  const word = OUTCOMES[anybody];
  if (!promised) {
    return [word, promised === false && html`<span class="note">not promised</span>`];
  }
  if (anybody === InvocationOutcome.DEPENDS) {
    return html`${drawPill({ sign: '?', word, colour: 'unsure' })}<span class="note">promised closed</span>`;
  }
  return isDenied(anybody)
    ? html`${drawPill({ sign: '✓', word, colour: 'good' })}<span class="note">as promised</span>`
    : html`${drawPill({ sign: '✗', word, colour: 'bad' })}<span class="note">promise broken</span>`;
}
