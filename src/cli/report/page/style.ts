/** The style: light and dark, narrow and wide, and print. Text has a contrast of at least 4.5 (WCAG AA); .ci/open-report.mjs checks it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --raised: #f4f5f7; --ink: #1b2430; --quiet: #545e6d; --line: #d5dae2; --accent: #2257b0;
  --good: #14683a; --good-tint: #e2f3e8; --bad: #a9221b; --bad-tint: #fbe7e5; --unsure: #755000; --unsure-tint: #fbf0d5;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #13171d; --raised: #1d242d; --ink: #e7eaef; --quiet: #a6b0be; --line: #36414e; --accent: #8db8ff;
    --good: #7ed89d; --good-tint: #16331f; --bad: #ffa79f; --bad-tint: #43201e; --unsure: #f1c874; --unsure-tint: #3a2d11;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 32px 32px 64px; max-width: 1280px; background: var(--page); color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.3; overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 28px; }
h2 { margin: 0 0 12px; padding-bottom: 4px; border-bottom: 2px solid var(--ink); font-size: 19px; }
h3 { margin: 24px 0 6px; font-size: 15px; }
h4 { margin: 0 0 4px; font-size: 14px; }
p, pre, dl, ul { margin: 0 0 8px; }
p, .prose { max-width: 100ch; }
a { color: var(--accent); }
ul { padding-left: 20px; }
code, pre {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: 12.5px;
}
pre { padding: 10px 12px; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.unsure { color: var(--unsure); }
.quiet, .note { color: var(--quiet); }
.note { display: block; font-weight: 400; font-size: 12.5px; }
.note code { font-size: 12px; }
h3 .note { display: inline; }
.plain { padding: 0; list-style: none; }
.names { columns: 3 280px; margin-top: 4px; }

.facts > div { display: flex; gap: 4px 12px; }
.facts dt { flex: 0 0 124px; color: var(--quiet); }
.facts dd { flex: 1; margin: 0; min-width: 0; }
#evidence .facts dt { flex-basis: 260px; }
#evidence .facts > div { margin-bottom: 6px; }
.facts dd ul { margin: 0; }
header .facts { display: flex; flex-wrap: wrap; gap: 0 28px; }
header .facts > div { gap: 8px; }
header .facts dt { flex: none; }
.basis { margin-top: 8px; max-width: none; font-weight: 600; }
.totals { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 12px; }
.totals > div {
  display: flex; flex-flow: column-reverse; min-width: 128px; padding: 8px 14px; border: 1px solid currentColor; border-radius: 4px;
}
.totals dd { margin: 0; font-size: 24px; font-weight: 650; line-height: 1.2; }
.totals .good, .pill.good, .legs .good, .state.good { background: var(--good-tint); }
.totals .bad, .pill.bad, .legs .bad, .state.bad { background: var(--bad-tint); }
.totals .unsure, .pill.unsure, .legs .unsure, .state.unsure { background: var(--unsure-tint); }
.totals .plain { color: var(--quiet); }
.state { padding: 8px 14px; border-left: 4px solid; font-weight: 600; }
.legend { color: var(--quiet); }
.legend > span { margin-right: 12px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 16px 0 0; padding: 0; list-style: none; }
main { margin-top: 32px; }
section { container-type: inline-size; margin-bottom: 40px; scroll-margin-top: 16px; }

.pill { display: inline-block; padding: 0 6px; border-radius: 3px; font-size: 13px; font-weight: 600; overflow-wrap: normal; }
.pill.plain { border: 1px solid var(--line); }
.answer { display: inline-flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
.legs { display: inline-flex; gap: 2px; vertical-align: middle; }
.legs b {
  min-width: 20px; height: 20px; padding: 0 3px; border-radius: 3px; text-align: center; font-size: 12px; line-height: 20px;
  white-space: nowrap;
}

.finding, .deny { margin: 0 0 20px; padding: 10px 16px 6px; border: 1px solid var(--line); border-left-width: 4px; border-radius: 4px; }
.finding, .deny { color: var(--ink); }
.finding.bad, .deny.bad { border-left-color: var(--bad); }
.finding.unsure { border-left-color: var(--unsure); }
.finding h3, .deny h3 { margin-top: 0; }
.promises { padding: 0; list-style: none; }
.promises li { margin-bottom: 4px; }

details { margin: 0 0 8px; }
summary { color: var(--accent); cursor: pointer; width: fit-content; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

table { width: 100%; margin: 0 0 10px; border-collapse: collapse; text-align: left; }
caption { padding: 0 0 4px; color: var(--quiet); text-align: left; }
th, td { padding: 5px 12px 5px 0; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: 12.5px; font-weight: 500; border-bottom: 1px solid var(--ink); }
tbody { border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; }
tbody th details { font-weight: 400; }
tr + tr td { border-top: 1px dotted var(--line); }
table { table-layout: fixed; }
.calls thead th:nth-child(1) { width: 36%; }
.calls thead th:nth-child(2) { width: 26%; }
.calls thead th:nth-child(3) { width: 12%; }
.calls thead th:nth-child(4) { width: 10%; }
.calls.explained thead th:nth-child(1) { width: 21%; }
.calls.explained thead th:nth-child(2) { width: 23%; }
.calls.explained thead th:nth-child(3) { width: 9%; }
.calls.explained thead th:nth-child(4) { width: 8%; }
.calls.explained thead th:nth-child(6) { width: 25%; }
.causes thead th:nth-child(1) { width: 37%; }
.matrix thead th:nth-child(1) { width: 14%; }
.matrix thead th:nth-child(3) { width: 20%; }
.matrix thead th:nth-child(4) { width: 16%; }
.matrix thead th:nth-child(5) { width: 14%; }
.box { font-size: 16px; line-height: 1; }
.blank { display: inline-block; width: 100%; max-width: 420px; min-height: 1.4em; border-bottom: 1px solid; }
.recording thead th:nth-child(1) { width: 20%; }
.recording thead th:nth-child(2) { width: 17%; }
.recording thead th:nth-child(3) { width: 23%; }
.recording thead th:nth-child(4), .recording thead th:nth-child(5) { width: 12%; }

@media (max-width: 640px) {
  body { padding: 20px 14px 40px; }
  h1 { font-size: 24px; }
  .totals { display: grid; grid-template-columns: 1fr 1fr; }
  .totals > div { min-width: 0; }
  .finding, .deny { padding: 10px 10px 4px; }
  nav ul { display: block; }
}
@media (min-width: 900px) {
  .halves { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 32px; }
}
/* A row becomes a block, with labels before its cells. */
@container (max-width: 620px) {
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody { padding: 8px 0; border-top: 1px solid var(--line); border-bottom: 0; }
  tr + tr td { border-top: 0; }
  tr + tr { margin-top: 6px; padding-top: 6px; border-top: 1px dotted var(--line); }
  th, td { padding: 0; }
  tbody th { margin-bottom: 2px; }
  tr { display: flex; flex-wrap: wrap; gap: 0 16px; }
  tbody th, td { flex: 0 0 100%; }
  td { display: flex; gap: 8px; }
  td:is([data-label=From], [data-label=Calls]) { flex: 0 1 auto; }
  td[data-label=Calls]::before { flex-basis: auto; }
  td > div { min-width: 0; }
  td::before { content: attr(data-label); flex: 0 0 92px; color: var(--quiet); font-size: 12.5px; overflow-wrap: normal; }
  td.empty { display: none; }
  .facts > div { display: block; }
  .facts dt { font-size: 12.5px; }
  .facts > div + div { margin-top: 4px; }
}
@media print {
  @page { margin: 12mm; }
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.4; }
  h2 { font-size: 13pt; }
  h3 { font-size: 10.5pt; }
  h4 { font-size: 9pt; }
  code, pre, .note, .note code, .pill, thead th, .legs b { font-size: 8pt; }
  .legs b { min-width: 16px; height: 16px; line-height: 15px; }
  nav { display: none; }
  main { display: block; }
  section { margin-bottom: 24px; }
  h2, h3, h4, caption, thead { break-after: avoid; }
  tr, .facts > div, .promises li, .totals > div { break-inside: avoid; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  summary { color: inherit; list-style: none; }
  .pill, .legs b { border: 1px solid; }
}
`;
