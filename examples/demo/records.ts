import { WidgetProperties } from './dashboard-body';
import { escape } from './html';
import { randomOf } from './series';

const ROWS = 5;
/** What a column's name makes one expect, one value for each row; the first that matches, else a number. */
const VALUES: readonly [RegExp, readonly string[]][] = [
  [/time|^bin|hour|day\b/i, ['10:42:17', '10:41:58', '10:41:03', '10:39:44', '10:38:20']],
  [/region/i, ['eu-west-1', 'us-east-1', 'eu-central-1', 'ap-southeast-2', 'eu-north-1']],
  [/model|profile/i, ['claude-sonnet-5-5', 'claude-haiku-4-5', 'claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-4-5']],
  [/caller|identity|arn|principal|role|who/i, ['role/Assistant', 'role/Summarizer', 'role/Engineers', 'role/Assistant', 'role/Summarizer']],
  [/error|code|status/i, ['ThrottlingException', 'AccessDeniedException', 'ThrottlingException', 'ValidationException', 'ThrottlingException']],
  [/operation/i, ['Converse', 'InvokeModel', 'ConverseStream', 'InvokeModel', 'Converse']],
  [/requestid|message/i, ['8f14e45f-…', 'c9f0f895-…', '45c48cce-…', 'd3d94468-…', '6512bd43-…']],
];

/** The table that a query of CloudWatch Logs Insights would give. */
export function drawRecords({ query = '', title = 'records' }: WidgetProperties): string {
  const columns = columnsOf(query);
  const cells = columns.map((column) => VALUES.find(([pattern]) => pattern.test(column))?.[1] ?? numbers(`${title}${column}`, /token/i.test(column) ? 4_000_000 : 900));
  const rows = Array.from({ length: ROWS }, (_, row) => `<tr>${cells.map((values) => `<td>${escape(values[row])}</td>`).join('')}</tr>`).join('');
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escape(title)}"><table class="plain"><caption class="hidden">Made-up data: ${escape(title)}</caption>`
    + `<thead><tr>${columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('')}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The columns of the last command that chooses them: `display`, `stats … by …`, or all of `fields`. */
function columnsOf(query: string): string[] {
  const commands = query.split(/\n?\|\s*|\n(?=(?:fields|stats|display|filter|sort|limit)\b)/).map((command) => command.trim());
  const of = (verb: string) => commands.filter((command) => command.startsWith(`${verb} `)).map((command) => command.slice(verb.length + 1));
  const chosen = of('display').pop() ?? of('stats').pop()?.replace(/\sby\s/, ', ') ?? of('fields').join(', ');
  const columns = split(chosen).map((expression) => /\sas\s+(\S+)$/.exec(expression)?.[1] ?? expression);
  return columns.length > 0 ? columns : ['@timestamp', '@message'];
}

/** At commas outside of parentheses. */
function split(list: string): string[] {
  return list.split(/,(?![^(]*\))/).map((item) => item.trim()).filter((item) => item !== '');
}

/** Falling, as tables that matter are sorted. */
function numbers(seed: string, largest: number): string[] {
  const random = randomOf(seed);
  let value = largest * (0.5 + random());
  return Array.from({ length: ROWS }, () => {
    value *= 0.35 + random() * 0.5;
    return Math.round(value).toLocaleString('en-US');
  });
}
