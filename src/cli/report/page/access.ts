import { drawArns, drawCalls } from './calls';
import { Html, html } from './html';
import { count, nameAccount, VERDICTS } from './words';
import { group } from '../../../core/app/collections';
import { AppReport, RowVerdict } from '../../../core/app/report';
import { joinWords } from '../../../core/call/words';
import { foldCalls } from '../fold-calls';

/** Draws who may call, account by account. */
export function drawAccess(report: AppReport): Html {
  if (report.rows.length === 0) {
    return html`<p>${report.identities.length === 0
      ? 'This app has no role, user, group or permission set.'
      : `${count(report.identities.length, 'identity', 'identities')}, and no policy that allows a call to Claude.`}${
      report.notJudged.length > 0 && ' Section 1 lists what could not be read: it may hold some.'}</p>`;
  }
  const accounts = group(report.rows, ({ identity }) => report.identities[identity].account);
  return html`${accounts.map((rows) => {
    const places = [...new Set(rows.map(({ identity }) => identity))];
    const verdicts = (Object.keys(VERDICTS) as RowVerdict[])
      .map((verdict) => [rows.filter((row) => row.verdict === verdict).length, VERDICTS[verdict].word] as const)
      .flatMap(([number, word]) => number > 0 ? [`${number.toLocaleString('en-US')} ${word}`] : []);
    const caption = `${count(rows.length, 'call')} by ${count(places.length, 'identity', 'identities')}: ${joinWords(verdicts)}`;
    return html`<h3>${nameAccount(report.identities[places[0]].account)}</h3>
${drawCalls(caption, foldCalls(report, rows), report, { withAccount: false, withDecider: true })}${drawArns(report, places)}`;
  })}`;
}
